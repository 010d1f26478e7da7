"""From a thing to the passages that it rests on."""

from __future__ import annotations

import difflib
from dataclasses import astuple, dataclass, fields

import pyoxigraph as ox

from klyngegraf.errors import UnknownThing
from store import Solutions, Store

BASE = "https://w3id.org/klyngegraf/"

_QUOTES = """
PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?fact ?kind ?rule ?document ?exact ?start ?end ?page ?thing WHERE {
  { ?thing kg:evidence [] . BIND(?thing AS ?fact) } UNION { ?fact ?property ?thing ; kg:evidence [] }
  ?fact kg:evidence ?at .
  ?at oa:hasSource ?source ; oa:hasSelector/oa:exact ?exact ; oa:hasSelector ?position .
  ?position oa:start ?start ; oa:end ?end .
  ?source skos:prefLabel ?document .
  OPTIONAL { ?at kg:page ?page }
  OPTIONAL { ?fact kg:rule ?rule }
  OPTIONAL { ?fact a ?class . FILTER(STRSTARTS(STR(?class), STR(kg:))) BIND(STRAFTER(STR(?class), "#") AS ?kind) }
} ORDER BY ?document ?fact ?start ?end ?kind ?rule
"""
_THERE = "ASK { { ?thing ?p ?o } UNION { ?s ?q ?thing } }"
_ENDING = "SELECT DISTINCT ?thing ?ending WHERE { ?thing a ?type FILTER(STRENDS(STR(?thing), ?ending)) } ORDER BY STRLEN(STR(?thing)) ?thing LIMIT 10"
_ALL = "SELECT DISTINCT ?thing WHERE { ?thing a ?type FILTER(!CONTAINS(STR(?thing), '/quote/')) }"


@dataclass(frozen=True, slots=True)
class Quote:
    """One passage behind one fact; `kind` is the fact's class, `document` a label."""

    fact: str
    kind: str
    rule: str
    document: str
    exact: str
    start: str
    end: str
    page: str

    @property
    def row(self) -> tuple[str, ...]:
        return astuple(self)


COLUMNS = tuple(field.name for field in fields(Quote))


def resolve(store: Store, thing: str) -> str:
    """An IRI, `id/…` or the end of an IRI -> the IRI that is in the dataset. Raises UnknownThing with near matches, also where several fit."""
    for iri in (thing, BASE + thing.lstrip("/"), f"{BASE}id/{thing.lstrip('/')}"):
        if ":" in iri and _is_iri(iri) and store.query(_THERE, bindings={"thing": ox.NamedNode(iri)}):
            return iri
    found = _things(store, _ENDING, f"/{thing.strip('/')}")
    if not found:
        slugs = {iri.removeprefix(BASE) for iri in _things(store, _ALL, "")}
        raise UnknownThing(thing, tuple(difflib.get_close_matches(thing, slugs, n=3, cutoff=0.5)))
    best = [iri for iri in found if len(iri) == len(found[0])]
    if len(best) > 1:
        raise UnknownThing(thing, tuple(iri.removeprefix(BASE) for iri in found[:5]))
    return best[0]


def quotes(store: Store, iri: str) -> tuple[Quote, ...]:
    """The passages behind a fact, or behind every fact that points at a thing."""
    result = store.query(_QUOTES, bindings={"thing": ox.NamedNode(iri)})
    assert isinstance(result, Solutions)
    return tuple(Quote(*("" if term is None else str(getattr(term, "value", term)) for term in row[:8])) for row in result)


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _things(store: Store, query: str, ending: str) -> tuple[str, ...]:
    result = store.query(query, bindings={"ending": ox.Literal(ending)} if ending else None)
    assert isinstance(result, Solutions)
    return tuple(term.value for row in result if isinstance(term := row[0], ox.NamedNode))
