"""The graphs that no document is: what the words mean, who is who, what contradicts. Each a pure function of code and documents."""

from __future__ import annotations

import pyoxigraph as ox

import ontology
from loaders import identity, identity_ledger
from loaders.iris import Iris
from queries import findings
from store import Draft, EmbeddedStore

_SEVERITY = ox.NamedNode("https://w3id.org/klyngegraf/ontology#severity")


def refresh_words(draft: Draft) -> bool:
    """Ontology, vocabularies and reference data as the installed version has them. False: they were so already."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in ontology.quads():
        assert isinstance(quad.graph_name, ox.NamedNode)  # the ontology gives named graphs
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    changed = [draft.replace(graph, quads) for graph, quads in graphs.items()]
    return any(changed)  # every graph is replaced before any is asked


def refresh_identities(draft: Draft) -> None:
    """Who is who, over all documents, with what people have decided."""
    collected = identity.collect(draft.store.engine)
    ledger = identity_ledger.in_force(identity_ledger.read(draft.store.engine, Iris()), {person.iri for person in collected.people})
    draft.replace(Iris().graph("identities"), identity.to_quads(identity.decide(collected.people, ledger), collected, Iris()))


def refresh_findings(draft: Draft) -> None:
    """What contradicts or is missing, over all documents."""
    draft.replace(Iris().graph("findings"), findings.to_quads(findings.check(draft.store)))


def count_findings(store: EmbeddedStore) -> int:
    graph = ox.NamedNode(Iris().graph("findings"))
    return sum(1 for _ in store.engine.quads_for_pattern(None, _SEVERITY, None, graph))
