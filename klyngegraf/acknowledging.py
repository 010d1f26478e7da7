"""Findings that somebody has seen and lets stand: a graph of its own, which no load touches.

    id:finding/<rule>/<hash>  kg:acknowledged "why"        in id:graph/acknowledgements

A finding's IRI depends on its rule and subjects alone, so that it is known again after every load.
"""

from __future__ import annotations

import pyoxigraph as ox

from klyngegraf.errors import UnknownThing
from klyngegraf.quotes import resolve
from loaders.iris import Iris
from store import DataFolder, Solutions, Store

GRAPH = Iris().graph("acknowledgements")
COLUMNS = ("finding", "severity", "rule", "message", "acknowledged")
_ACKNOWLEDGED = ox.NamedNode("https://w3id.org/klyngegraf/ontology#acknowledged")
_REASONS = "SELECT ?finding ?reason WHERE { ?finding <https://w3id.org/klyngegraf/ontology#acknowledged> ?reason }"
_IS_FINDING = "ASK { ?finding a <https://w3id.org/klyngegraf/ontology#Finding> }"
_LIST = """
PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT (STR(?finding) AS ?iri) ?level ?rule (STR(?message) AS ?text) ?reason WHERE {
  ?finding a kg:Finding ; kg:severity ?severity ; kg:checkedBy ?rule ; skos:prefLabel ?message . FILTER(LANG(?message) = "en")
  BIND(STRAFTER(STR(?severity), "/severity/") AS ?level)
  OPTIONAL { ?finding kg:acknowledged ?reason }
} ORDER BY DESC(?level) ?rule ?text ?iri
"""


def rows(store: Store) -> tuple[tuple[str, ...], ...]:
    """Every finding, acknowledged or not, in the order of COLUMNS."""
    return _cells(store, _LIST)


def reasons(store: Store) -> dict[str, str]:
    """By a finding's IRI, why it may stand."""
    return {row[0]: row[1] for row in _cells(store, _REASONS)}


def acknowledge(data: DataFolder, finding: str, reason: str) -> str:
    """Gives the finding's IRI. Raises UnknownThing and the store's errors."""
    with data.draft() as draft:
        iri = resolve(draft.store, finding)
        if not draft.store.query(_IS_FINDING, bindings={"finding": ox.NamedNode(iri)}):
            raise UnknownThing(finding)
        draft.replace(GRAPH, _said(reasons(draft.store) | {iri: " ".join(reason.split())}))
        draft.commit()
    return iri


def reopen(data: DataFolder, finding: str) -> str:
    """Gives the finding's IRI; also one that is found no longer. Raises UnknownThing and the store's errors."""
    with data.draft() as draft:
        known = reasons(draft.store)
        fitting = [iri for iri in known if iri == finding or iri.endswith(f"/{finding.strip('/')}")]
        if len(fitting) != 1:
            raise UnknownThing(finding, tuple(sorted(known))[:3])
        draft.replace(GRAPH, _said({iri: reason for iri, reason in known.items() if iri != fitting[0]}))
        draft.commit()
    return fitting[0]


def _said(by_finding: dict[str, str]) -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode(iri), _ACKNOWLEDGED, ox.Literal(reason)) for iri, reason in sorted(by_finding.items())]


def _cells(store: Store, query: str) -> tuple[tuple[str, ...], ...]:
    found = store.query(query)
    assert isinstance(found, Solutions)
    return tuple(tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in found)
