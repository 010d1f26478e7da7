"""The W3C's SPARQL 1.1 tests as values: what each asks, of which data, and what must come back.

The suite is not part of this project: it is read from `../shared/w3c`, or from where KLYNGEGRAF_W3C says.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

SUITE = Path(os.environ.get("KLYNGEGRAF_W3C") or Path(__file__).resolve().parents[3] / "shared" / "w3c") / "sparql" / "sparql11"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
_TOPS = ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl")
_FEDERATED = ("manifest-sparql11-fed.ttl",)
EVALUATION = (MF.QueryEvaluationTest, MF.CSVResultFormatTest)
GOOD = (MF.PositiveSyntaxTest, MF.PositiveSyntaxTest11)
BAD = (MF.NegativeSyntaxTest, MF.NegativeSyntaxTest11)


@dataclass(frozen=True, slots=True)
class Case:
    """`result` is None for tests of syntax; `legal` says whether the query is SPARQL."""

    name: str
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None
    legal: bool = True


def cases(federated: bool = False) -> tuple[Case, ...]:
    """Every query test of the suite, or those of federated query; none where the suite is not there."""
    return tuple(
        case for top in (_FEDERATED if federated else _TOPS) if (SUITE / top).is_file() for part in _parts(SUITE / top) for case in _cases(part)
    )


def _parts(top: Path) -> tuple[Path, ...]:
    graph = _read(top)
    return tuple(_path(part) for head in graph.objects(None, MF.include) for part in Collection(graph, head))


def _cases(manifest: Path) -> Iterator[Case]:
    graph = _read(manifest)
    for head in graph.objects(None, MF.entries):
        for entry in Collection(graph, head):
            if case := _case(graph, manifest, entry):
                yield case


def _case(graph: Graph, manifest: Path, entry: URIRef) -> Case | None:
    kind, action = graph.value(entry, RDF.type), graph.value(entry, MF.action)
    name = f"{manifest.parent.name}/{entry.split('#')[-1]}"
    if kind in EVALUATION:
        data, named = (tuple(map(_path, graph.objects(action, QT[part]))) for part in ("data", "graphData"))
        return Case(name, _path(graph.value(action, QT.query)), data, named, _path(graph.value(entry, MF.result)))
    if kind in GOOD or kind in BAD:
        return Case(name, _path(action), legal=kind in GOOD)
    return None


def _read(path: Path) -> Graph:
    return Graph().parse(path, format="turtle", publicID=path.as_uri())


def _path(iri: object) -> Path:
    return Path(unquote(urlsplit(str(iri)).path))
