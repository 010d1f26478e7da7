"""Groups of people as named that are one person, and what forbids two groups to be one.

A merge looks at everything that its edges connect at once, and takes out whoever contradicts another of them: nobody is joined with
one of two who are held apart, and no order of documents decides who comes first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from enum import Enum

from loaders.named import NamedPerson
from loaders.spelling import Name, is_full, is_whole, may_be_one, parts


class Reason(Enum):
    """Why two are one, or are not: English and Danish."""

    LEDGER = ("decided by a person", "afgjort af et menneske")
    SAME_OFFICE = ("same name, same organisation and office", "samme navn, samme organisation og hverv")
    SAME_ORGANISATION = ("same name, same organisation or a unit of it", "samme navn, samme organisation eller en enhed i den")
    FULL_NAME = ("same full name of three or more parts", "samme fulde navn i tre eller flere led")
    PARTY_AND_REGION = ("same name, same party and region", "samme navn, samme parti og region")
    OFFICE_IN_CLUSTER = ("same name, same office in the same cluster", "samme navn, samme hverv i samme klynge")
    SPELLING = ("two spellings of one name, same organisation", "to stavemåder af ét navn, samme organisation")
    ONLY_ON_LIST = ("the only one of that name on the document's list", "den eneste af det navn på dokumentets liste")
    ONLY_IN_CLUSTER = ("the only one of that name in the cluster", "den eneste af det navn i klyngen")
    ONE_LIST = ("both stand on one list", "begge står på samme liste")
    PARTIES = ("the parties disagree", "partierne er forskellige")
    NAMES = ("the middle names disagree", "mellemnavnene er forskellige")
    SEVERAL = ("several people it may be", "flere personer kan være ment")
    NOTHING_IN_COMMON = ("same name, nothing else in common", "samme navn, intet andet fælles")


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """`about`: people as named, sorted; `same` False: no two of them are one person."""

    about: tuple[str, ...]
    same: bool
    reason: Reason = field(compare=False)
    note: str = ""


@dataclass(slots=True, eq=False)
class Entity:
    """Grows by absorbing others; `first` is the smallest IRI of its members and stands for it."""

    first: str
    members: list[NamedPerson]
    names: set[Name]
    lists: set[str]
    roles: set[str]
    organisations: set[str]
    above: set[str]
    parties: set[str]
    clusters: set[str]
    regions: set[str]
    barred: set[str] = field(default_factory=set)

    @property
    def documents(self) -> set[str]:
        return {member.document for member in self.members}


def entity(person: NamedPerson, barred: Iterable[str] = ()) -> Entity:
    return Entity(
        person.iri,
        [person],
        {parts(person.name)},
        set(person.lists),
        set(person.roles),
        set(person.organisations),
        set(person.above),
        set(person.parties),
        set(person.clusters),
        set(person.regions),
        set(barred),
    )


def _absorb(into: Entity, other: Entity) -> None:
    into.first = min(into.first, other.first)
    into.members.extend(other.members)
    for name in ("names", "lists", "roles", "organisations", "above", "parties", "clusters", "regions", "barred"):
        getattr(into, name).update(getattr(other, name))


Edge = tuple[int, int]


def connected(count: int, edges: Iterable[Edge]) -> list[list[int]]:
    """The groups of two or more that the edges make of `count` things."""
    leader = list(range(count))

    def lead(one: int) -> int:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for one, other in edges:
        low, high = sorted((lead(one), lead(other)))
        leader[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for one in range(count):
        groups[lead(one)].append(one)
    return [group for group in groups.values() if len(group) > 1]


@dataclass(frozen=True, slots=True)
class Tie:
    """Entities, by their place, that a rule would make one. `spokes` hold together through a hub only: two units through their parent."""

    hubs: tuple[int, ...]
    spokes: tuple[int, ...] = ()

    def edges(self, out: Set[int]) -> Iterator[Edge]:
        hubs = [n for n in self.hubs if n not in out]
        if hubs:
            yield from ((hubs[0], n) for n in (*hubs[1:], *self.spokes) if n not in out)


def merge(entities: Sequence[Entity], ties: Iterable[Tie], reason: Reason, trusted: bool = False) -> tuple[list[Entity], list[Decision]]:
    """The entities after joining what the ties connect, less those that contradict another of their group; and what was decided.

    `trusted` ties, a person's own, yield only to what a person has held apart.
    """
    ties = tuple(ties)
    decisions: list[Decision] = []
    out: set[int] = set()
    for group in connected(len(entities), (edge for tie in ties for edge in tie.edges(frozenset()))):
        for one, other, why in (_barred if trusted else contradictions)([entities[n] for n in group]):
            out.update((group[one], group[other]))
            decisions.append(_apart(entities[group[one]], entities[group[other]], why))
    gone: set[int] = set()
    for group in connected(len(entities), (edge for tie in ties for edge in tie.edges(out))):
        decisions.append(Decision(tuple(sorted(entities[n].first for n in group)), True, reason))
        largest = max(group, key=lambda n: len(entities[n].members))
        for n in set(group) - {largest}:
            _absorb(entities[largest], entities[n])
            gone.add(n)
    return [one for n, one in enumerate(entities) if n not in gone], decisions


def _apart(one: Entity, other: Entity, why: Reason) -> Decision:
    """Names the members that stand on one list, where that is why; else what stands for each."""
    shared = min(one.lists & other.lists, default="") if why is Reason.ONE_LIST else ""
    about = [min(member.iri for member in each.members if not shared or shared in member.lists) for each in (one, other)]
    return Decision(tuple(sorted(about)), False, why)


def contradictions(group: Sequence[Entity]) -> Iterator[tuple[int, int, Reason]]:
    """Pairs that cannot be one person. Time grows with what the group holds, not with its square, unless it is full of contradictions."""
    yield from _on_one_list(group)
    yield from _barred(group)
    names = {name for one in group for name in one.names if is_whole(name)}
    if not (len(names) == 1 and is_full(next(iter(names)))):
        yield from _of_two_parties(group)
    yield from _of_two_names(group, names)


def _on_one_list(group: Sequence[Entity]) -> Iterator[tuple[int, int, Reason]]:
    times = Counter(place for one in group for place in one.lists)
    crowded = {place for place, count in times.items() if count > 1}
    if crowded:
        standing: dict[str, int] = {}
        for n, one in enumerate(group):
            for place in sorted(one.lists & crowded):
                if place in standing:
                    yield standing[place], n, Reason.ONE_LIST
                standing.setdefault(place, n)


def _barred(group: Sequence[Entity]) -> Iterator[tuple[int, int, Reason]]:
    barred = set().union(*(one.barred for one in group))
    if barred:
        holder = {member.iri: n for n, one in enumerate(group) for member in one.members if member.iri in barred}
        for n, one in enumerate(group):
            for iri in sorted(one.barred):
                if holder.get(iri, n) != n:
                    yield n, holder[iri], Reason.LEDGER


def _of_two_parties(group: Sequence[Entity]) -> Iterator[tuple[int, int, Reason]]:
    of_party = [(n, one.parties) for n, one in enumerate(group) if one.parties]
    if of_party and not set.intersection(*(parties for _, parties in of_party)):
        first = of_party[0]
        for n, parties in of_party[1:]:
            against = next((m for m, met in of_party if met.isdisjoint(parties)), first[0])
            if against != n:
                yield against, n, Reason.PARTIES


def _of_two_names(group: Sequence[Entity], names: set[Name]) -> Iterator[tuple[int, int, Reason]]:
    clashing = {(one, other) for one in names for other in names if one < other and not may_be_one(one, other)}
    if clashing:
        holders: dict[Name, list[int]] = defaultdict(list)
        for n, one in enumerate(group):
            for name in sorted(one.names & names):
                holders[name].append(n)
        for one_name, other_name in sorted(clashing):
            pairs = [(n, holders[other_name][0]) for n in holders[one_name]] + [(holders[one_name][0], m) for m in holders[other_name]]
            yield from ((n, m, Reason.NAMES) for n, m in pairs if n != m)
