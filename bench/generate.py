"""Write minutes of meetings that never took place, as many as one likes: the same seed gives the same files.

The bodies are the health clusters of the five regions with their municipalities; the people are drawn from common first and
last names. Each cluster keeps its members from meeting to meeting, so resolving who is who is as hard as in real documents.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PHRASES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
FIRST_WEEK = dt.date(2022, 9, 5)
WEEKDAYS = ("Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag")
MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster and who takes part in it, as `phrases.toml` has them; `place` is where it meets."""

    name: str
    slug: str
    region: str
    municipalities: tuple[str, ...]
    hospital: str
    plo: str
    place: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on the list of a meeting; `party` is a ballot letter, "" for none."""

    name: str
    role: str
    organisation: str
    party: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item; `recommendations` are clauses without their "at"."""

    number: int
    title: str
    recommendations: tuple[str, ...] = ()
    case_text: tuple[str, ...] = ()
    decision: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """All that one document tells; `substitutes` maps who came to whom they came for."""

    cluster: Cluster
    date: dt.date
    start: dt.time
    case_number: str
    people: tuple[Person, ...]
    absent: tuple[str, ...]
    substitutes: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]


def clusters() -> list[Cluster]:
    return [Cluster(**facts | {"municipalities": tuple(facts["municipalities"])}) for facts in PHRASES["clusters"]]


def fresh_names(rng: random.Random) -> Iterator[str]:
    """Names without end, none of them twice. Most have a middle name, which keeps them apart from those of living people."""
    used: set[str] = set()
    while True:
        last_names = rng.sample(PHRASES["last_names"], 2 if rng.random() < 0.8 else 1)
        name = " ".join((rng.choice(PHRASES["first_names"]), *last_names))
        if name not in used:
            used.add(name)
            yield name


def make_members(cluster: Cluster, names: Iterator[str], rng: random.Random) -> tuple[Person, ...]:
    """The standing members of a cluster, 13 to 22 of them, politicians first."""

    def politician(role: str, organisation: str, function: str = "") -> Person:
        return Person(next(names), role, organisation, rng.choice(PHRASES["parties"]), function)

    leading, *others = (f"{place} Kommune" for place in cluster.municipalities)
    return (
        politician("regionsrådsmedlem", cluster.region, "regional formand"),
        *(politician("regionsrådsmedlem", cluster.region) for _ in range(rng.randint(2, 3))),
        politician("borgmester", leading, "kommunal formand"),
        *(politician("borgmester", municipality) for municipality in others),
        *(Person(next(names), "praktiserende læge", cluster.plo) for _ in range(2)),
        *(Person(next(names), role, cluster.hospital) for role in rng.sample(PHRASES["hospital_roles"], 2)),
        *(Person(next(names), "direktør", municipality) for municipality in (leading, *others)),
        *(Person(next(names), rng.choice(PHRASES["secretary_roles"]), at, function="sekretariat") for at in (cluster.region, leading)),
    )


def make_item(number: int, topic: str, rng: random.Random) -> Item:
    """An item whose decision answers each of its recommendations."""
    thing = topic[0].lower() + topic[1:]
    asked = rng.sample(PHRASES["asked"], rng.randint(1, 3))
    decision = " ".join(ask["decision"].format(thing=thing) for ask in asked) if rng.random() < 0.9 else "Punktet blev udsat til næste møde."
    attachments = tuple(f"Notat om {thing}, del {part}" for part in range(1, rng.randint(1, 4)))
    case_text = tuple(rng.sample(PHRASES["facts"], rng.randint(3, 8)))
    return Item(number, topic, tuple(ask["clause"].format(thing=thing) for ask in asked), case_text, decision, attachments)


def make_meeting(cluster: Cluster, members: Sequence[Person], date: dt.date, names: Iterator[str], rng: random.Random) -> Meeting:
    """A meeting of 13 to 25 listed people with four to ten items, the first of them the welcome, the last *Eventuelt*."""
    guests = rng.randint(0, min(4, 25 - len(members)))
    people = (*members, *(Person(next(names), "chefkonsulent", cluster.region) for _ in range(guests)))
    absent = tuple(person.name for person in rng.sample(people, rng.randint(0, 4)))
    substitutes = tuple((next(names), name) for name in absent if rng.random() < 0.4)
    topics = rng.sample(PHRASES["topics"], rng.randint(2, 8))
    items = (
        Item(1, "Velkomst og deltagere"),
        *(make_item(number, topic, rng) for number, topic in enumerate(topics, start=2)),
        Item(len(topics) + 2, "Eventuelt", decision="Der var intet til eventuelt."),
    )
    start = dt.time(rng.randint(8, 15), rng.choice((0, 15, 30, 45)))
    case_number = f"1-{rng.randint(10, 99)}-72-{rng.randint(100, 999)}-{date:%y}"
    return Meeting(cluster, date, start, case_number, people, absent, substitutes, items)


def make_meetings(count: int, seed: int) -> Iterator[Meeting]:
    """`count` meetings, no two of one cluster on one day: each round of the clusters is a week later."""
    rng = random.Random(seed)
    names = fresh_names(rng)
    holding = clusters()
    members = [make_members(cluster, names, rng) for cluster in holding]
    for index in range(count):
        week, turn = divmod(index, len(holding))
        date = FIRST_WEEK + dt.timedelta(weeks=week, days=rng.randint(0, 4))
        yield make_meeting(holding[turn], members[turn], date, names, rng)


def in_words(date: dt.date) -> str:
    """The date as prose has it.

    >>> in_words(dt.date(2025, 5, 2))
    '2. maj 2025'
    """
    return f"{date.day}. {MONTHS[date.month - 1]} {date.year}"


def listed(names: Sequence[str]) -> str:
    """Names as an enumeration.

    >>> listed(["Ane", "Bo", "Eva"])
    'Ane, Bo og Eva'
    """
    return f"{', '.join(names[:-1])} og {names[-1]}" if len(names) > 1 else "".join(names)


def in_parentheses(*words: str) -> str:
    """The words that are not empty, each in parentheses of its own.

    >>> in_parentheses("A", "", "sekretariat")
    ' (A) (sekretariat)'
    """
    return "".join(f" ({word})" for word in words if word)


def absence_lines(meeting: Meeting) -> list[str]:
    """What the decision of the first item says of those who did not come, and of those who came for them."""
    lines = [f"Der var afbud fra {listed(meeting.absent)}." if meeting.absent else "Der var ingen afbud."]
    return lines + [f"{substitute} deltog i stedet for {name}." for substitute, name in meeting.substitutes]


def headed_markdown(meeting: Meeting) -> Iterator[str]:
    """Markdown with a heading for each part of an item; the participants stand in item 1."""
    yield f"# REFERAT {meeting.cluster.name} d. {meeting.date:%d-%m-%Y}"
    yield f"**Mødedato** {WEEKDAYS[meeting.date.weekday()]} d. {in_words(meeting.date)} kl. {meeting.start:%H:%M}"
    yield f"**Mødested** {meeting.cluster.place}"
    for item in meeting.items:
        yield from (f"# Punkt {item.number}: {item.title}", meeting.case_number)
        if item.recommendations:
            yield from ("## Indstilling", "### Det indstilles,", "\n".join(f"- at {clause}" for clause in item.recommendations))
        if item.number == 1:
            yield from ("## Sagsfremstilling", "Mødedeltagere:")
            yield from (f"{p.name}, {p.role}, {p.organisation}{in_parentheses(p.party, p.function)}" for p in meeting.people)
            yield from ("## Beslutning", *absence_lines(meeting))
        if item.case_text:
            yield from ("## Sagsfremstilling", *item.case_text)
        if item.decision:
            yield from ("## Beslutning", item.decision)
        if item.attachments:
            yield from ("## Bilag", "\n".join(f"- {title}" for title in item.attachments))


def plain_text(meeting: Meeting) -> Iterator[str]:
    """Text without marks, as a PDF gives it: a table of contents with dots, people one a line with the party before the title."""
    yield f"REFERAT {meeting.cluster.name}"
    yield f"Mødedato: {in_words(meeting.date)} kl. {meeting.start:%H.%M}\n\nMødested: {meeting.cluster.place}"
    yield "Indholdsfortegnelse"
    yield "\n".join(f"{item.title[:48]}.....\t{item.number + 2}" for item in meeting.items)
    for item in meeting.items:
        yield from (f"Punkt {item.number}: {item.title}", meeting.case_number)
        if item.recommendations:
            yield from ("Indstilling", "Det indstilles,", *(f"at {clause}" for clause in item.recommendations))
        if item.number == 1:
            yield "Mødedeltagere:"
            yield "\n".join(f"{p.name}{in_parentheses(p.party)}, {p.role} {p.organisation}{in_parentheses(p.function)}" for p in meeting.people)
            yield from ("Beslutning", *absence_lines(meeting))
        if item.case_text:
            yield from ("Sagsfremstilling", "\n".join(item.case_text))
        if item.decision:
            yield from ("Beslutning", item.decision)
        if item.attachments:
            yield from ("Bilag", "\n".join(item.attachments))


def grouped_text(meeting: Meeting) -> Iterator[str]:
    """Text with people and absences in the head, people under the organisation that they represent, and items as "N. Title"."""
    yield f"Referat\n{meeting.cluster.name}, {meeting.cluster.region}"
    yield f"Dato: {meeting.date:%d-%m-%Y}\nTid: kl. {meeting.start:%H:%M}\nSted: {meeting.cluster.place}"
    yield "Deltagere:"
    for organisation in dict.fromkeys(person.organisation for person in meeting.people):
        group = (person for person in meeting.people if person.organisation == organisation)
        yield "\n".join((organisation, *(f"- {p.role.capitalize()} {p.name}{in_parentheses(p.party, p.function)}" for p in group)))
    yield f"Afbud: {', '.join(meeting.absent) or 'Ingen'}"
    yield from (f"I stedet for {name} deltog {substitute}." for substitute, name in meeting.substitutes)
    for item in meeting.items:
        yield f"{item.number}. {item.title}"
        if item.recommendations:
            yield "Indstilling:\nDet indstilles, at klyngen\n" + "\n".join(f"- {clause.removeprefix('klyngen ')}" for clause in item.recommendations)
        if item.case_text:
            yield "Sagsfremstilling:\n" + "\n".join(item.case_text)
        yield f"Beslutning:\n{item.decision or 'Formanden bød velkommen.'}"
        if item.attachments:
            yield "Bilag:\n" + "\n".join(item.attachments)


def table_markdown(meeting: Meeting) -> Iterator[str]:
    """Markdown with the participants as a table, absence or function in its last column."""
    yield f"# {meeting.cluster.name}: referat"
    yield f"**Møde:** {in_words(meeting.date)}, kl. {meeting.start:%H.%M}  \n**Sted:** {meeting.cluster.place}"
    yield "## Deltagere"
    remarks = {person.name: "Afbud" if person.name in meeting.absent else person.function.capitalize() for person in meeting.people}
    rows = (f"| {p.name} | {p.role} | {p.organisation} | {p.party} | {remarks[p.name]} |" for p in meeting.people)
    yield "\n".join(("| Navn | Titel | Organisation | Parti | Bemærkning |", "| --- | --- | --- | --- | --- |", *rows))
    yield from (f"{substitute} deltog for {name}." for substitute, name in meeting.substitutes)
    for item in meeting.items:
        yield f"## Punkt {item.number}. {item.title}"
        if item.recommendations:
            yield f"**Indstilling:** Det indstilles, at {', og at '.join(item.recommendations)}."
        if item.case_text:
            yield f"**Sagsfremstilling:** {' '.join(item.case_text)}"
        if item.decision:
            yield f"**Beslutning:** {item.decision}"
        if item.attachments:
            yield f"**Bilag:**\n\n{chr(10).join(f'- {title}' for title in item.attachments)}"


LAYOUTS = {
    "headed-markdown": (".md", headed_markdown),
    "plain-text": (".txt", plain_text),
    "grouped-text": (".txt", grouped_text),
    "table-markdown": (".md", table_markdown),
}


def write(folder: Path, count: int, seed: int, layouts: Sequence[str] = tuple(LAYOUTS)) -> None:
    """Write `count` documents into `folder`, which is made where it is missing; the layouts take turns, also within a cluster."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, meeting in enumerate(make_meetings(count, seed)):
        suffix, layout = LAYOUTS[layouts[sum(divmod(index, len(PHRASES["clusters"]))) % len(layouts)]]
        path = folder / f"referat-{meeting.cluster.slug}-{meeting.date.isoformat()}{suffix}"
        path.write_text("\n\n".join(layout(meeting)) + "\n", encoding="utf-8")


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Write generated minutes of Danish health clusters, for measuring how fast documents load.",
        epilog="Example: python bench/generate.py /tmp/minutes --documents 1000 --seed 7",
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="folder to write into; made where it is missing")
    parser.add_argument("--documents", type=int, default=1000, metavar="N", help="how many documents to write (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same documents (default: 1)")
    parser.add_argument("--layouts", nargs="+", choices=list(LAYOUTS), default=list(LAYOUTS), help="which layouts take turns (default: all)")
    chosen = parser.parse_args(arguments)
    if chosen.documents < 1:
        parser.error(f"--documents must be at least 1, not {chosen.documents}")
    return chosen


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        write(chosen.out, chosen.documents, chosen.seed, chosen.layouts)
    except OSError as error:
        print(f"cannot write to {chosen.out}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{chosen.documents} documents written to {chosen.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
