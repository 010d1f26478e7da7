"""The service description (SPARQL 1.1 Service Description), built from what the server runs on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final, cast

from pyoxigraph import Literal, NamedNode, Triple, serialize

from api.media import Media
from api.tasks import GRAPH_FORMATS, PREFIXES, Head, Sink
from store import Solutions, Store

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_INTEGER: Final = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_GIVEN: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "TriG",
    "N-Quads",
)
_SIZES: Final = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


@dataclass(frozen=True, slots=True)
class Description:
    """`endpoint` is the address by which the client reached the service."""

    endpoint: str
    media: Media
    union: bool
    writable: bool = False
    federated: bool = False

    def run(self, store: Store, sink: Sink) -> None:
        answer = store.query(_SIZES, union_default=False)
        assert isinstance(answer, Solutions)
        sizes = [(cast(NamedNode, graph), int(cast(Literal, count).value)) for graph, count in answer]
        sink.head(Head(self.media.content_type))
        triples = [*self._service(), *self._dataset(store, sizes)]
        prefixes = PREFIXES | {"sd": _SD, "void": _VOID, "formats": _FORMATS}
        serialize(triples, cast(IO[bytes], sink), GRAPH_FORMATS[self.media.name], prefixes=prefixes)

    def _service(self) -> Iterator[Triple]:
        service = NamedNode(self.endpoint)
        yield Triple(service, _TYPE, _sd("Service"))
        yield Triple(service, _sd("endpoint"), service)
        yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
        if self.writable:
            yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
        for name in _GIVEN:
            yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
        if self.union:
            yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
        if self.federated:
            yield Triple(service, _sd("feature"), _sd("BasicFederatedQuery"))
        yield Triple(service, _sd("defaultEntailmentRegime"), NamedNode("http://www.w3.org/ns/entailment/Simple"))
        yield Triple(service, _sd("defaultDataset"), self._part("dataset"))

    def _dataset(self, store: Store, sizes: list[tuple[NamedNode, int]]) -> Iterator[Triple]:
        dataset, default = self._part("dataset"), self._part("default-graph")
        yield Triple(dataset, _TYPE, _sd("Dataset"))
        yield Triple(dataset, _sd("defaultGraph"), default)
        yield Triple(default, _TYPE, _sd("Graph"))
        yield Triple(default, NamedNode(_VOID + "triples"), self._count(store))
        for graph, count in sizes:
            slug = re.sub(r"[^A-Za-z0-9]+", "-", graph.value).strip("-")
            named, content = self._part(f"named/{slug}"), self._part(f"content/{slug}")
            yield Triple(dataset, _sd("namedGraph"), named)
            yield Triple(named, _TYPE, _sd("NamedGraph"))
            yield Triple(named, _sd("name"), graph)
            yield Triple(named, _sd("graph"), content)
            yield Triple(content, _TYPE, _sd("Graph"))
            yield Triple(content, NamedNode(_VOID + "triples"), Literal(str(count), datatype=_INTEGER))

    def _count(self, store: Store) -> Literal:
        answer = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", union_default=self.union)
        assert isinstance(answer, Solutions)
        return cast(Literal, next(iter(answer))[0])

    def _part(self, name: str) -> NamedNode:
        return NamedNode(f"{self.endpoint}#{name}")
