"""Who is named: the profile, the offices, and what people have withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

from loaders.iris import Iris
from loaders.slugs import slug
from loaders.vocabulary import CODE
from store import Solutions, Store

WITHHELD = Iris().graph("withheld")
_PEOPLE = """
PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?who ?named ?spelling WHERE {
  ?who a foaf:Person .
  { ?who foaf:name ?spelling } UNION { ?who skos:altLabel ?spelling }
  UNION { ?named prov:specializationOf ?who ; foaf:name ?spelling } UNION { ?named prov:specializationOf ?who ; kg:asWritten ?spelling }
}
"""
_OFFICIALS = """
PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
SELECT DISTINCT ?who WHERE {
  { ?fact kg:role/kg:publicOffice true ; kg:person ?who } UNION { ?fact kg:function/kg:chairs true ; kg:person ?who }
}
"""
_ROLES = """
PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?who (MIN(STR(?title)) AS ?role) (MIN(STR(?name)) AS ?organisation) WHERE {
  ?fact kg:person ?who .
  OPTIONAL { ?fact kg:role/skos:prefLabel ?title FILTER(LANG(?title) = "da") }
  OPTIONAL { ?fact kg:representing/skos:prefLabel ?name FILTER(LANG(?name) = "da") }
} GROUP BY ?who
"""
_WITHDRAWN = "SELECT ?graph ?named WHERE { GRAPH ?graph { ?named <https://w3id.org/klyngegraf/ontology#reason> ?reason } }"


class Profile(StrEnum):
    """`internal`: all but what was withdrawn. `public`: people by the policy of `Names`."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Names(StrEnum):
    """Whom the public profile names: those with an elected or leading office, or, where the operator answers for it, all as published."""

    OFFICIALS = "officials"
    PUBLISHED = "published"


def told_as(profile: Profile, names: Names) -> str:
    """The code by which a published dataset says whom it names (ontology/vocabulary/publication.ttl).

    >>> told_as(Profile.PUBLIC, Names.PUBLISHED).rpartition("/")[2], told_as(Profile.INTERNAL, Names.PUBLISHED).rpartition("/")[2]
    ('published', 'internal')
    """
    all_named = profile is Profile.PUBLIC and names is Names.PUBLISHED
    return f"{CODE}publication-profile/{names.value if all_named else profile.value}"


@dataclass(frozen=True, slots=True)
class Withheld:
    """Somebody who is not named. `iris`: the person and the person as each document names them; `told` stands where the name stood.

    `withdrawn`: on request, so that the address answers 410.
    """

    iri: str
    iris: frozenset[str]
    spellings: frozenset[str]
    told: str
    withdrawn: bool


def slugs(people: Iterable[Withheld]) -> frozenset[str]:
    """What stands for them in an address: the last part of theirs, and what is made of their names."""
    people = tuple(people)
    return frozenset({slug(name) for one in people for name in one.spellings} | {iri.rsplit("/", 1)[-1] for one in people for iri in one.iris}) - {""}


def withheld(store: Store, profile: Profile, names: Names = Names.OFFICIALS) -> tuple[tuple[Withheld, ...], frozenset[str]]:
    """Who is not named, and the spellings of those who are."""
    iris: dict[str, set[str]] = defaultdict(set)
    spellings: dict[str, set[str]] = defaultdict(set)
    for who, named, spelling in _rows(store, _PEOPLE):
        iris[who] |= {who, named} - {""}
        spellings[who].add(spelling)
    by_office = profile is Profile.PUBLIC and names is Names.OFFICIALS
    silent = set(iris) - {row[0] for row in _rows(store, _OFFICIALS)} if by_office else set()
    taken = {row[1] for row in _rows(store, _WITHDRAWN, {"graph": ox.NamedNode(WITHHELD)})}
    asked = {who for who, known in iris.items() if known & taken}
    silent |= asked
    told = {who: _told(role, organisation) for who, role, organisation in _rows(store, _ROLES)}
    found = tuple(
        Withheld(who, frozenset(iris[who]), frozenset(spellings[who]), told.get(who) or _told("", ""), who in asked) for who in sorted(silent)
    )
    return found, frozenset(spelling for who in set(iris) - silent for spelling in spellings[who])


def _told(role: str, organisation: str) -> str:
    """
    >>> _told("konsulent", "Aarhus Kommune"), _told("", "")
    ('konsulent, Aarhus Kommune', 'navn udeladt')
    """
    return ", ".join(filter(None, (role, organisation))) or "navn udeladt"


def _rows(store: Store, text: str, bindings: dict[str, ox.NamedNode] | None = None) -> list[tuple[str, ...]]:
    found = store.query(text, bindings=bindings)
    assert isinstance(found, Solutions)
    return [tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in found]
