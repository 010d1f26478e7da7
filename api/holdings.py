"""What the dataset holds, as a portal asks: documents by kind and year, the period they cover, the clusters they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, cast

from pyoxigraph import Literal, NamedNode

from store import Row, Solutions, Store

_KG: Final = "https://w3id.org/klyngegraf/ontology#"
_PREFIX: Final = f"PREFIX kg: <{_KG}> PREFIX dct: <http://purl.org/dc/terms/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
_DOCUMENTS: Final = (
    _PREFIX
    + """SELECT DISTINCT ?kind ?date ?graph {
    VALUES ?kind { kg:Minutes kg:ActionPlan kg:Roster }
    ?document a ?kind ; kg:inGraph ?graph . OPTIONAL { ?document dct:date ?date }
}"""
)
_CLUSTERS: Final = (
    _PREFIX
    + """SELECT DISTINCT ?label {
    { ?document foaf:primaryTopic ?cluster } UNION { ?document foaf:primaryTopic/kg:heldBy?/kg:bodyOf ?cluster }
    ?cluster a kg:HealthCluster ; skos:prefLabel ?label . FILTER(LANG(?label) = "da")
}""".replace("SELECT", "PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT", 1)
)
_KINDS: Final = {_KG + "Minutes": "minutes", _KG + "ActionPlan": "plans", _KG + "Roster": "rosters"}


@dataclass(frozen=True, slots=True)
class Period:
    """First and last date, each as precise as it is said: xsd:date, xsd:gYearMonth or xsd:gYear."""

    start: Literal
    end: Literal


@dataclass(frozen=True, slots=True)
class Collection:
    """The documents of one kind ("minutes", "plans", "rosters") and one year ("" where no date is known)."""

    kind: str
    year: str
    graphs: tuple[str, ...]
    period: Period | None

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.year or 'undated'}"


@dataclass(frozen=True, slots=True)
class Holdings:
    collections: tuple[Collection, ...]
    period: Period | None
    clusters: tuple[str, ...]


def holdings(store: Store) -> Holdings:
    """Sorted: the same dataset gives the same holdings."""
    documents = [(_KINDS[_iri(kind)], date if isinstance(date, Literal) else None, _iri(graph)) for kind, date, graph in _rows(store, _DOCUMENTS)]
    groups: dict[tuple[str, str], list[tuple[Literal | None, str]]] = {}
    for kind, date, graph in documents:
        groups.setdefault((kind, date.value[:4] if date else ""), []).append((date, graph))
    collections = tuple(
        Collection(kind, year, tuple(sorted({graph for _, graph in found})), _period(date for date, _ in found))
        for (kind, year), found in sorted(groups.items())
    )
    clusters = sorted({cast(Literal, row[0]).value for row in _rows(store, _CLUSTERS)})
    return Holdings(collections, _period(date for _, date, _ in documents), tuple(clusters))


def _rows(store: Store, query: str) -> Iterable[Row]:
    answer = store.query(query)
    assert isinstance(answer, Solutions)
    return answer


def _iri(term: object) -> str:
    assert isinstance(term, NamedNode)
    return term.value


def _period(dates: Iterable[Literal | None]) -> Period | None:
    """ISO dates of different precision still sort by time, the vaguer one before the more precise."""
    known = sorted((date for date in dates if date is not None), key=lambda date: date.value)
    return Period(known[0], known[-1]) if known else None
