"""What all documents say about the people that they name: the witnesses of all graphs put together, for `identity` to decide on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from loaders.witness import Pairs, Witness


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
_T = TypeVar("_T")


class _One(dict[_T, _T]):
    """Equal values as one object: most of what is said of 200,000 people is said of many of them, and memory is what bounds their number."""

    def __missing__(self, value: _T) -> _T:
        self[value] = value
        return value


@dataclass(slots=True)
class _Said:
    """What one or more graphs say of a person as named."""

    roles: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    meetings: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    spellings: frozenset[str] = frozenset()


_SAID = tuple(_Said.__dataclass_fields__)


def collect(witnesses: Iterable[Witness]) -> Collected:
    """Everything that documents say about people and themes. Each witness is let go before the next is taken."""
    gathering = _Gathering()
    for said in witnesses:
        gathering.add(said)
    return gathering.collected()


def document_of(iri: str) -> str:
    """The id of the document whose IRI this one lies below.

    >>> document_of("https://w3id.org/klyngegraf/id/document/0123456789abcdef/person/anna-holm")
    '0123456789abcdef'
    """
    return iri.partition("/document/")[2].partition("/")[0]


class _Gathering:
    """Witnesses on their way to one collection."""

    def __init__(self) -> None:
        self._text: _One[str] = _One()
        self._set: _One[frozenset[str]] = _One()
        self._names: dict[str, str] = {}
        self._said: dict[str, _Said] = {}
        self._facts: set[tuple[str, str]] = set()
        self._replacing: set[tuple[str, str]] = set()
        self._tables: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def add(self, said: Witness) -> None:
        text = self._text
        self._names.update((text[iri], text[name]) for iri, name in said.names)
        self._facts.update((fact, text[person]) for fact, person in said.facts)
        self._replacing.update(said.replacing)
        for name in ("held_on", "above", "in_region", "regions", "topics", "held_by", "body_of", "themes", "prioritised_by"):
            self._enter(name, getattr(said, name))
        for name in _SAID:
            told: dict[str, list[str]] = defaultdict(list)
            for person, value in getattr(said, name):
                told[person].append(text[value])
            for person, values in told.items():
                one = self._said.setdefault(text[person], _Said())
                setattr(one, name, self._set[getattr(one, name).union(values)])

    def _enter(self, name: str, pairs: Pairs) -> None:
        table = self._tables[name]
        for subject, value in pairs:
            table[self._text[subject]].add(self._text[value])

    def collected(self) -> Collected:
        whole = _Whole(self._tables, self._text, self._set)
        people = (whole.person(iri, name, self._said.get(iri, _Said())) for iri, name in sorted(self._names.items()))
        return Collected(tuple(people), tuple(sorted(self._facts)), tuple(sorted(self._replacing)), tuple(self._themes()))

    def _themes(self) -> Iterator[WordedTheme]:
        labels, prioritised_by = self._tables["themes"], self._tables["prioritised_by"]
        for iri, body in sorted((iri, body) for iri, bodies in prioritised_by.items() for body in bodies):
            if iri in labels:
                yield WordedTheme(iri, document_of(iri), min(labels[iri]), body)


class _Whole:
    """What can be told of one person only when all graphs have been heard: when meetings were, what organisations lie in."""

    def __init__(self, tables: Mapping[str, Table], text: _One[str], sets: _One[frozenset[str]]) -> None:
        self._text, self._set = text, sets
        self._dates = {meeting: min(days) for meeting, days in tables["held_on"].items()}
        self._above = tables["above"]
        self._in_region, self._regions = tables["in_region"], tables["regions"].keys()
        self._clusters = _document_clusters(tables)
        self._placed: dict[frozenset[str], tuple[frozenset[str], frozenset[str]]] = {}

    def person(self, iri: str, name: str, said: _Said) -> NamedPerson:
        document = document_of(iri)
        above, regions = self._place(said.organisations)
        days = said.dates.union(self._dates[meeting] for meeting in said.meetings if meeting in self._dates)
        return NamedPerson(
            iri,
            self._text[document],
            name,
            tuple(sorted(said.spellings)),
            said.roles,
            said.organisations,
            above,
            regions,
            said.parties,
            self._clusters.get(document, frozenset()),
            tuple(sorted(days)),
            self._set[frozenset(self._text[f"{document} {one}"] for one in said.meetings | said.bodies)],
        )

    def _place(self, organisations: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """All that the organisations are units of, at any height, and the regions that they lie in."""
        if organisations not in self._placed:
            above = frozenset(self._higher(organisations))
            regions = {region for one in organisations | above for region in self._in_region.get(one, ())}
            self._placed[organisations] = above, frozenset(regions | (organisations | above) & self._regions)
        return self._placed[organisations]

    def _higher(self, organisations: Iterable[str]) -> set[str]:
        met: set[str] = set()
        ahead = list(organisations)
        while ahead:
            fresh = set(self._above.get(ahead.pop(), ())) - met
            met |= fresh
            ahead.extend(fresh)
        return met


def _document_clusters(tables: Mapping[str, Table]) -> dict[str, frozenset[str]]:
    """Each document's clusters, by its id: through its topic, a meeting or a body."""
    held_by, body_of = tables["held_by"], tables["body_of"]
    clusters: dict[str, frozenset[str]] = {}
    for document, topics in tables["topics"].items():
        bodies = {body for topic in topics for body in held_by.get(topic, {topic})}
        clusters[document_of(document)] = frozenset(cluster for body in bodies for cluster in body_of.get(body, {body}))
    return clusters
