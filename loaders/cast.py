"""Who is named in one document: which occurrences of a name are one person as named, and what that person is called in IRIs.

Only identical names meet here, and only where organisation and party do not disagree. Spellings and other documents are
`identity`'s business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from loaders.iris import organisation_path
from loaders.model import Organisation, Person, Reading
from loaders.slugs import slug

Place = tuple[str, ...]
"""Where a person stands in a reading: ("attendance", "0", "3") is the fourth of the first meeting."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`stands_on`: the list that the person stands on ("" for none); nobody stands on one list twice."""

    place: Place
    person: Person
    stands_on: str = ""


@dataclass(slots=True)
class _Named:
    """A person in the making: grows as occurrences join. `above`: the organisations and all that they are units of."""

    occurrences: list[Occurrence] = field(default_factory=list)
    lists: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    above: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)

    def admits(self, occurrence: Occurrence) -> bool:
        person = occurrence.person
        if occurrence.stands_on and occurrence.stands_on in self.lists:
            return False
        if person.party and self.parties and person.party not in self.parties:
            return False
        chain = _chain(person.organisation)
        return not chain or not self.organisations or chain[0] in self.above or not self.organisations.isdisjoint(chain)

    def join(self, occurrence: Occurrence) -> None:
        person = occurrence.person
        self.occurrences.append(occurrence)
        if occurrence.stands_on:
            self.lists.add(occurrence.stands_on)
        if person.organisation:
            self.organisations.add(organisation_path(person.organisation))
            self.above.update(_chain(person.organisation))
        if person.party:
            self.parties.add(person.party)


@dataclass(frozen=True, slots=True)
class AsNamed:
    """One person as one document names them. `slug` is the last part of the IRI; `spellings` in order of appearance."""

    slug: str
    name: str
    spellings: tuple[str, ...]


def cast(reading: Reading) -> dict[Place, AsNamed]:
    """The person as named for every place of the reading where a person stands."""
    names: dict[str, list[_Named]] = defaultdict(list)
    for occurrence in sorted(occurrences(reading), key=lambda one: (not one.stands_on, one.person.organisation is None)):
        namesakes = names[slug(occurrence.person.name)]
        _settle(occurrence, namesakes)
    return dict(_called(names))


def _settle(occurrence: Occurrence, namesakes: list[_Named]) -> None:
    """Join the one namesake that admits this occurrence; where several do, the one of the same organisation or party, else nobody."""
    admitting = [one for one in namesakes if one.admits(occurrence)]
    person = occurrence.person
    if len(admitting) > 1 and person.organisation:
        admitting = [one for one in admitting if organisation_path(person.organisation) in one.organisations]
    if len(admitting) > 1 and person.party:
        admitting = [one for one in admitting if person.party in one.parties]
    if len(admitting) != 1:
        admitting = [_Named()]
        namesakes.extend(admitting)
    admitting[0].join(occurrence)


def _called(names: dict[str, list[_Named]]) -> Iterator[tuple[Place, AsNamed]]:
    taken: set[str] = set()
    for name, namesakes in names.items():
        for one in namesakes:
            called = name
            if len(namesakes) > 1 and one.organisations:
                called = f"{name}-{min(one.organisations).replace('/', '-')}"
            if called in taken or (called != name and called in names):
                called = next(f"{called}-{n}" for n in count(2) if f"{called}-{n}" not in taken and f"{called}-{n}" not in names)
            taken.add(called)
            first = one.occurrences[0].person
            spellings = dict.fromkeys(found.person.as_written or found.person.name for found in one.occurrences)
            named = AsNamed(called, first.name, tuple(spellings))
            yield from ((found.place, named) for found in one.occurrences)


def occurrences(reading: Reading) -> Iterator[Occurrence]:
    """Everywhere that a person stands, in the order of the reading."""
    meetings = (*((reading.meeting,) if reading.meeting else ()), *reading.meetings_told)
    for m, meeting in enumerate(meetings):
        for n, attendance in enumerate(meeting.attendances):
            yield Occurrence(("attendance", str(m), str(n)), attendance.person, f"meeting {m}")
        for i, item in enumerate(meeting.items):
            for n, presentation in enumerate(item.presentations):
                yield Occurrence(("presentation", str(m), str(i), str(n)), presentation.person)
    for n, membership in enumerate(reading.memberships):
        yield Occurrence(("membership", str(n)), membership.person, f"{membership.body.slug} {membership.as_of}")
    for n, mention in enumerate(reading.mentions):
        yield Occurrence(("mention", str(n)), mention.person)


def _chain(organisation: Organisation | None) -> tuple[str, ...]:
    """An organisation's path, and those of what it is a unit of, upwards."""
    return () if organisation is None else (organisation_path(organisation), *_chain(organisation.unit_of))
