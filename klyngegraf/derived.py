"""The graphs that no document is: what the words mean, who is who, what contradicts. Each a pure function of code and documents."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pyoxigraph as ox

import ontology
from klyngegraf.fingerprint import checks
from klyngegraf.witnesses import witnesses
from loaders import identity, identity_ledger
from loaders.iris import Iris
from queries import findings
from store import Draft, EmbeddedStore, Lines, lines

_FINDINGS = Iris().graph("findings")
_SEVERITY = ox.NamedNode("https://w3id.org/klyngegraf/ontology#severity")
_ACKNOWLEDGED = ox.NamedNode("https://w3id.org/klyngegraf/ontology#acknowledged")


def refresh_words(draft: Draft) -> bool:
    """Ontology, vocabularies and reference data as the installed version has them. False: they were so already."""
    changed = [draft.replace(graph, said) for graph, said in _words().items()]
    return any(changed)  # every graph is replaced before any is asked


@cache
def _words() -> dict[str, Lines]:
    """By graph; none of them holds a blank node (a test of the ontology holds it to that)."""
    graphs: dict[str, list[str]] = {}
    for quad in ontology.quads():
        assert isinstance(quad.graph_name, ox.NamedNode)  # the ontology gives named graphs
        graphs.setdefault(quad.graph_name.value, []).append(f"{quad} .")
    return {graph: lines(graph, said) for graph, said in graphs.items()}


def refresh_identities(draft: Draft) -> None:
    """Who is who, over all documents, with what people have decided."""
    graph = Iris().graph("identities")
    with _uncollected():
        collected = identity.collect(witnesses(draft, (graph, _FINDINGS)))
        ledger = identity_ledger.in_force(identity_ledger.read(draft.store.engine, Iris()), {person.iri for person in collected.people})
        said = lines(graph, identity.to_statements(identity.decide(collected.people, ledger), collected, Iris()).lines())
    draft.replace(graph, said)
    draft.store.note(said)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Who is who makes millions of objects and no cycles; looking for cycles among them took more than half of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def refresh_findings(draft: Draft) -> None:
    """What contradicts or is missing, over all documents."""
    draft.replace(_FINDINGS, findings.to_quads(findings.check(draft.store)))
    draft.checked_by(checks())


def count_findings(store: EmbeddedStore) -> int:
    """Those that nobody has acknowledged."""
    found = store.engine.quads_for_pattern(None, _SEVERITY, None, ox.NamedNode(_FINDINGS))
    return sum(1 for one in found if not any(store.engine.quads_for_pattern(one.subject, _ACKNOWLEDGED, None, None)))
