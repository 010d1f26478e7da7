"""The graphs that no document is: what the words mean, who is who, what contradicts. Each a pure function of code and documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from klyngegraf.fingerprint import ROOT
from loaders import identity
from loaders.iris import Iris
from queries import findings
from store import Draft, EmbeddedStore

GRAPHS = {"ontology": "*.ttl", "vocabularies": "vocabulary/*.ttl", "reference": "reference/*.ttl"}
_SEVERITY = ox.NamedNode("https://w3id.org/klyngegraf/ontology#severity")
_APART = ("alignments.ttl",)  # loaded by those who want them: their domains and ranges would retype our data


def refresh_words(draft: Draft) -> bool:
    """Ontology, vocabularies and reference data as the installed version has them. False: they were so already."""
    changed = [draft.replace(Iris().graph(name), _triples(ROOT / "ontology", pattern)) for name, pattern in GRAPHS.items()]
    return any(changed)  # every graph is replaced before any is asked


def refresh_identities(draft: Draft) -> None:
    """Who is who, over all documents."""
    collected = identity.collect(draft.store.engine)
    draft.replace(Iris().graph("identities"), identity.to_quads(identity.decide(collected.people), collected, Iris()))


def refresh_findings(draft: Draft) -> None:
    """What contradicts or is missing, over all documents."""
    draft.replace(Iris().graph("findings"), findings.to_quads(findings.check(draft.store)))


def count_findings(store: EmbeddedStore) -> int:
    graph = ox.NamedNode(Iris().graph("findings"))
    return sum(1 for _ in store.engine.quads_for_pattern(None, _SEVERITY, None, graph))


def _triples(folder: Path, pattern: str) -> Iterator[ox.Triple]:
    for file in sorted(folder.glob(pattern)):
        if file.name not in _APART:
            yield from (quad.triple for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
