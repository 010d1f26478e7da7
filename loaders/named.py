"""What all documents say about the people that they name: read from the store, for `identity` to decide on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from loaders.statements import predicate


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One person as one document names them, with all that it says of them. All members but `name` hold IRIs.

    `above`: what the organisations are units of; `regions`: of the organisations; `lists`: the attendance lists and rosters, each of one
    document, that the person stands on; `clusters`: what the document's body belongs to, or the body itself.
    """

    iri: str
    document: str
    name: str
    spellings: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    clusters: frozenset[str] = frozenset()
    dates: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WordedTheme:
    """A theme as one document words it."""

    iri: str
    document: str
    label: str
    body: str


@dataclass(frozen=True, slots=True)
class Collected:
    """`facts`: each fact with the person as named that it is about; `replacing`: each attendance with one that it stands in for."""

    people: tuple[NamedPerson, ...]
    facts: tuple[tuple[str, str], ...] = ()
    replacing: tuple[tuple[str, str], ...] = ()
    themes: tuple[WordedTheme, ...] = ()


Table = Mapping[str, set[str]]


@dataclass(slots=True)
class _Said:
    """Everything said of one person as named, gathering."""

    roles: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)


def collect(store: Store) -> Collected:
    """Everything that documents say about people and themes; reads each property once, so time grows with the statements."""
    about = _about(store)
    names = {iri: name for iri, name, _ in _rows(store, "foaf:name") if "/document/" in iri}
    spellings = _table(store, "kg:asWritten")
    said = _said(store, about)
    geography = _Geography(store)
    clusters = _document_clusters(store)
    people = (_person(iri, name, spellings.get(iri, set()), said.get(iri, _Said()), geography, clusters) for iri, name in sorted(names.items()))
    return Collected(
        tuple(people),
        tuple(sorted({(fact, person) for fact, _, person in about})),
        tuple(sorted({(attendance, replaced) for attendance, replaced, _ in _rows(store, "kg:inPlaceOf")})),
        tuple(_themes(store)),
    )


def document_of(iri: str) -> str:
    """The id of the document whose IRI this one lies below.

    >>> document_of("https://w3id.org/klyngegraf/id/document/0123456789abcdef/person/anna-holm")
    '0123456789abcdef'
    """
    return iri.partition("/document/")[2].partition("/")[0]


def _rows(store: Store, curie: str) -> Iterator[tuple[str, str, str]]:
    """Subject, object and graph of each statement with this predicate; the default graph is ""."""
    for quad in store.quads_for_pattern(None, _term(curie), None, None):
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        yield cast(NamedNode, quad.subject).value, cast(NamedNode | Literal, quad.object).value, graph


def _term(curie: str) -> NamedNode:
    return NamedNode(predicate(curie)[1:-1])


def _table(store: Store, curie: str) -> dict[str, set[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for subject, value, _ in _rows(store, curie):
        table[subject].add(value)
    return table


def _about(store: Store) -> list[tuple[str, str, str]]:
    """Each fact about a person: the fact, its graph, the person as named."""
    return [(fact, graph, person) for fact, person, graph in _rows(store, "kg:personAsNamed")]


def _said(store: Store, about: Iterable[tuple[str, str, str]]) -> dict[str, _Said]:
    """A fact's properties count for the person whom the same graph says that it is about: two documents may share a fact's IRI."""
    persons: dict[tuple[str, str], str] = {(fact, graph): person for fact, graph, person in about}
    said: dict[str, _Said] = defaultdict(_Said)

    def each(curie: str) -> Iterator[tuple[_Said, str, str]]:
        for fact, value, graph in _rows(store, curie):
            person = persons.get((fact, graph))
            if person is not None:
                yield said[person], value, document_of(person)

    dates = {meeting: min(found) for meeting, found in _table(store, "dct:date").items()}
    for one, value, _ in each("kg:role"):
        one.roles.add(value)
    for one, value, _ in each("kg:representing"):
        one.organisations.add(value)
    for one, value, _ in each("kg:party"):
        one.parties.add(value)
    for one, meeting, document in each("kg:atMeeting"):
        one.lists.add(f"{document} {meeting}")
        one.dates.update((dates[meeting],) if meeting in dates else ())
    for one, body, document in each("org:organization"):
        one.lists.add(f"{document} {body}")
    for one, date, _ in each("kg:asOf"):
        one.dates.add(date)
    return said


class _Geography:
    """What organisations are units of, and the regions that they lie in."""

    def __init__(self, store: Store) -> None:
        self._above = _table(store, "org:unitOf")
        for iri, parents in _table(store, "org:subOrganizationOf").items():
            self._above.setdefault(iri, set()).update(parents)
        self._regions: Table = _table(store, "kg:inRegion")
        regions = store.quads_for_pattern(None, _term("rdf:type"), _term("kg:Region"), None)
        self._are_regions = {cast(NamedNode, quad.subject).value for quad in regions}

    def above(self, organisation: str) -> set[str]:
        """All that the organisation is a unit of, at any height."""
        met: set[str] = set()
        ahead = [organisation]
        while ahead:
            for parent in self._above.get(ahead.pop(), ()):
                if parent not in met:
                    met.add(parent)
                    ahead.append(parent)
        return met

    def regions(self, organisations: Iterable[str]) -> set[str]:
        found = {region for one in organisations for region in self._regions.get(one, ())}
        return found | {one for one in organisations if one in self._are_regions}


def _document_clusters(store: Store) -> dict[str, set[str]]:
    """Each document's clusters, by its id: through its topic, a meeting or a body."""
    held_by, body_of = _table(store, "kg:heldBy"), _table(store, "kg:bodyOf")
    clusters: dict[str, set[str]] = {}
    for document, topics in _table(store, "foaf:primaryTopic").items():
        bodies = {body for topic in topics for body in held_by.get(topic, {topic})}
        clusters[document_of(document)] = {cluster for body in bodies for cluster in body_of.get(body, {body})}
    return clusters


def _person(iri: str, name: str, spellings: set[str], said: _Said, geography: _Geography, clusters: Table) -> NamedPerson:
    document = document_of(iri)
    above = {parent for organisation in said.organisations for parent in geography.above(organisation)}
    return NamedPerson(
        iri,
        document,
        name,
        tuple(sorted(spellings)),
        frozenset(said.roles),
        frozenset(said.organisations),
        frozenset(above),
        frozenset(geography.regions(said.organisations | above)),
        frozenset(said.parties),
        frozenset(clusters.get(document, ())),
        tuple(sorted(said.dates)),
        frozenset(said.lists),
    )


def _themes(store: Store) -> Iterator[WordedTheme]:
    labels = {iri: label for iri, label, _ in _rows(store, "skos:prefLabel") if "/theme/" in iri}
    for iri, body, _ in sorted(_rows(store, "kg:prioritisedBy")):
        if iri in labels:
            yield WordedTheme(iri, document_of(iri), labels[iri], body)
