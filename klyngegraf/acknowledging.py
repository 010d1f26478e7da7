"""Findings that somebody has seen and lets stand: kept in the data folder's ledger, and said in the graph of findings."""

from __future__ import annotations

import pyoxigraph as ox

from klyngegraf.derived import refresh_findings
from klyngegraf.errors import NoReason, UnknownThing
from klyngegraf.quotes import resolve
from store import DataFolder, Solutions, Store

LEDGER = "acknowledged"
COLUMNS = ("finding", "severity", "rule", "message", "acknowledged")
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
    found = store.query(_LIST)
    assert isinstance(found, Solutions)
    return tuple(tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in found)


def acknowledge(data: DataFolder, finding: str, reason: str) -> str:
    """Gives the finding's IRI. Raises UnknownThing, NoReason and the store's errors."""
    if not reason.strip():
        raise NoReason("acknowledge")
    with data.draft() as draft:
        iri = _finding(draft.store, finding)
        data.ledger(LEDGER).put(iri, " ".join(reason.split()))
        refresh_findings(draft, data.ledger(LEDGER).reasons())
        draft.commit()
    return iri


def reopen(data: DataFolder, finding: str) -> str:
    """Gives the finding's IRI. Also for one that is no longer found, by its whole IRI. Raises UnknownThing and the store's errors."""
    with data.draft() as draft:
        ledger = data.ledger(LEDGER)
        known = [iri for iri in ledger.reasons() if iri == finding or iri.endswith(f"/{finding.strip('/')}")]
        if len(known) != 1:
            raise UnknownThing(finding, tuple(sorted(ledger.reasons()))[:3])
        ledger.remove(known[0])
        refresh_findings(draft, ledger.reasons())
        draft.commit()
    return known[0]


def _finding(store: Store, finding: str) -> str:
    iri = resolve(store, finding)
    asked = "ASK { ?finding a <https://w3id.org/klyngegraf/ontology#Finding> }"
    if not store.query(asked, bindings={"finding": ox.NamedNode(iri)}):
        raise UnknownThing(finding, ())
    return iri
