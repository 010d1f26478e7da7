"""The real minutes, where they are at hand, against rows worked out by reading them.

Titles of more than eight words stand here abridged (`_abridged`): the project holds no sentence of the corpus.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import loaders
from loaders.document import open_document
from loaders.model import Evidence, Reading
from tests.rows import COLUMNS, Row, rows

CORPUS = Path(os.environ.get("KLYNGEGRAF_CORPUS") or Path(__file__).resolve().parent.parent.parent / "shared" / "corpus")
GOLD = CORPUS.parent / "gold"
AARHUS_MAY, AARHUS_OCTOBER = "referat-aarhusklyngen-2025-05-02.txt", "referat-aarhusklyngen-2025-10-08.md"
HORSENS, RANDERS = "referat-horsensklyngen-2025-10-22.txt", "referat-randersklyngen-2025-06-16.md"
MINUTES = (AARHUS_MAY, AARHUS_OCTOBER, HORSENS, RANDERS)
PLAN = "handleplan-aarhusklyngen-2024-04.txt"
CASE = "1-31-72-446-22"
NOTED = "taget til efterretning"
DOKKX = "DokkX, Hack Kampmanns Plads 2, 8000 Aarhus C, Undervisningslokale 2, niveau 1"
VAERKET = "Værket, Sven Dalsgaards Plads 1, 8900 Randers, lokale Stjernegalleriet"

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus is not at {CORPUS}; KLYNGEGRAF_CORPUS names another folder")
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason=f"the answers worked out by hand are not at {GOLD}")
pytestmark = needs_corpus

ATTENDANCE: dict[str, list[Row]] = {
    AARHUS_MAY: [
        ("Anders Kühnau", "regionsrådsformand", "Region Midtjylland", "A", "regional medformand", "present", ""),
        ("Else Kayser", "regionsrådsmedlem", "Region Midtjylland", "Ø", "", "absent", ""),
        ("Jacob Klærke", "regionsrådsmedlem", "Region Midtjylland", "F", "", "present", ""),
        ("Anders G. Christensen", "regionsrådsmedlem", "Region Midtjylland", "V", "", "present", ""),
        ("Christian Budde", "rådmand", "Aarhus Kommune", "V", "kommunal medformand", "present", ""),
        ("Anders Winnerskjold", "borgmester", "Aarhus Kommune", "A", "", "absent", ""),
        ("Marcel Meijer", "borgmester", "Samsø Kommune", "A", "", "absent", ""),
        ("Allan Høg Poulsen", "praktiserende læge", "PLO-Midtjylland", "", "", "present", ""),
        ("Anna Visby Lunde", "praktiserende læge", "PLO-Midtjylland", "", "", "present", ""),
        ("Thomas Balle Kristensen", "hospitalsdirektør", "Aarhus Universitetshospital", "", "", "present", ""),
        ("Jannie Falk Bjerregaard", "sygeplejefaglig direktør", "Psykiatrien", "", "", "present", ""),
        ("Anders Kjærulff", "koncerndirektør", "Region Midtjylland", "", "", "present", ""),
        ("Christian Boel", "direktør", "Aarhus Kommune", "", "", "present", ""),
        ("Dorthe Lykke Jensen", "forvaltningschef", "Samsø Kommune", "", "", "present", ""),
        ("Hanne Linnemann", "stabsleder", "Aarhus Kommune", "", "sekretariat", "present", ""),
        ("Sandra Bjerre Nielsen", "ac-fuldmægtig", "Sundhedsplanlægning", "", "sekretariat", "present", ""),
    ],
    HORSENS: [
        ("Anders Kühnau", "regionsrådsformand", "Region Midtjylland", "A", "regional medformand", "present", ""),
        ("Hanne Roed", "regionsrådsmedlem", "Region Midtjylland", "B", "", "present", ""),
        ("Henrik Qvist", "regionsrådsmedlem", "Region Midtjylland", "Ø", "", "absent", ""),
        ("Thrine Rimdal Nørgaard", "regionsrådsmedlem", "Region Midtjylland", "V", "", "present", ""),
        ("Peter Sørensen", "borgmester", "Horsens Kommune", "A", "kommunal medformand|mødeleder", "present", ""),
        ("Ole Vind", "borgmester", "Hedensted Kommune", "V", "", "present", ""),
        ("Lone Jakobi", "borgmester", "Odder Kommune", "A", "", "present", ""),
        ("Frands Fischer", "borgmester", "Skanderborg Kommune", "A", "", "present", ""),
        ("Allan Høg Poulsen", "praktiserende læge", "PLO-Midtjylland", "", "", "present", ""),
        ("Kasper Fasdal", "praktiserende læge", "PLO-Midtjylland", "", "", "present", ""),
        ("Mette Ringtved", "sygeplejefaglig direktør", "Regionshospitalet Horsens", "", "", "present", ""),
        ("Jakob Paludan", "lægefaglig direktør", "Psykiatrien", "", "", "present", ""),
        ("Anders Kjærulff", "koncerndirektør", "Region Midtjylland", "", "", "present", ""),
        ("Rikke Skou Jensen", "direktør", "Sundhedsplanlægning", "", "", "present", ""),
        ("Jes Svenninggaard", "direktør", "Horsens Kommune", "", "", "present", ""),
        ("Ann Hermansen", "direktør", "Hedensted Kommune", "", "", "absent", ""),
        ("Sanela Ljeskovica", "direktør", "Odder Kommune", "", "", "present", ""),
        ("Lone Rasmussen", "direktør", "Skanderborg Kommune", "", "", "present", ""),
        ("Ulla Hjorth", "specialkonsulent", "Horsens Kommune", "", "sekretariat", "present", ""),
        ("Sandra Bjerre Nielsen", "ac-fuldmægtig", "Sundhedsplanlægning", "", "sekretariat", "present", ""),
        ("Christina Bjerking", "", "Hedensted Kommune", "", "", "present", "Ann Hermansen"),
    ],
}

# number, title, recommendations, outcome, attachments
AGENDA: dict[str, list[Row]] = {
    AARHUS_MAY: [
        ("1", "Velkommen og præsentation", "0", "", "0"),
        ("2", "Samarbejdet på sundhedsområdet under … 3 … kommende struktur", "2", "drøftet", "1"),
        ("3", "Status på de prioriterede temaer i Aarhusklyngen", "1", NOTED, "1"),
        ("4", "Samarbejdsaftale om lægedækning på … 4 … Vikærgården (Aarhus)", "1", NOTED, "1"),
        ("5", "Velfærdsteknologiens Hus", "2", NOTED, "1"),
        ("6", "Orientering om møde d. … 21 … i psykiatrien", "1", NOTED, "0"),
        ("7", "Rundvisning på DokkX udstillingen", "0", "", "0"),
        ("8", "Eventuelt", "0", "", "0"),
    ],
    HORSENS: [
        ("1", "Mødedeltagere", "0", "", "0"),
        ("2", "Erfaringer og opmærksomheder fra samarbejdet i Horsensklyngen 2022-2025", "1", NOTED, "1"),
        ("3", "Arbejdet med sundhedsreformen", "2", NOTED, "0"),
        ("4", "Eventuelt", "0", "", "0"),
    ],
}

MEETINGS: dict[str, Row] = {
    AARHUS_MAY: ("Aarhusklyngen", "2025-05-02", "09:00", "", DOKKX, "false", "8", "13"),
    AARHUS_OCTOBER: ("Aarhusklyngen", "2025-10-08", "09:00", "", "", "true", "3", "14"),
    HORSENS: ("Horsensklyngen", "2025-10-22", "10:30", "", "", "true", "4", "19"),
    RANDERS: ("Randersklyngen", "2025-06-16", "12:45", "", VAERKET, "false", "4", "17"),
}

PRESENTERS: dict[str, list[Row]] = {
    AARHUS_MAY: [("4", "Catherine H. Foss", "cheflæge", "Ældresygdomme"), ("4", "Charlotte S. Klitnæss", "vicechef", "Vikærgården")],
    AARHUS_OCTOBER: [],
    HORSENS: [],
    RANDERS: [("3", "Henrik Larsen", "", "")],
}

MENTIONS: dict[str, list[Row]] = {
    AARHUS_MAY: [
        ("Anette Poulsen", "rådmand", "Aarhus Kommune"),
        ("Else Søjmark", "formand", "Psykiatri- og Socialudvalget"),
    ],
    AARHUS_OCTOBER: [],
    HORSENS: [],
    RANDERS: [],
}


@cache
def read(name: str) -> tuple[str, Reading]:
    """The text as read and what it says."""
    document = open_document(CORPUS / name)
    text = loaders.read(document)
    return text.text, loaders.parse(text, document)


def _abridged(title: str) -> str:
    """The first four words, how many are left out, the last two.

    >>> _abridged("One two three four five six seven eight nine")
    'One two three four … 3 … eight nine'
    """
    words = title.split()
    return " ".join([*words[:4], "…", str(len(words) - 6), "…", *words[-2:]]) if len(words) > 8 else title


@pytest.mark.parametrize("name", sorted(ATTENDANCE))
def test_attendance(name: str) -> None:
    assert [row[2:] for row in rows(read(name)[1], "attendance")] == ATTENDANCE[name]


@pytest.mark.parametrize("name", sorted(AGENDA))
def test_agenda(name: str) -> None:
    got = rows(read(name)[1], "agenda")
    assert [(number, _abridged(title), *rest) for _, _, number, title, _, *rest in got] == AGENDA[name]
    assert {row[4] for row in got} == {CASE}


@pytest.mark.parametrize("name", MINUTES)
def test_meeting(name: str) -> None:
    cluster = MEETINGS[name][0]  # a political level is shown under its cluster's name
    assert rows(read(name)[1], "meetings") == [(cluster, *MEETINGS[name])]


@pytest.mark.parametrize("name", MINUTES)
def test_presenters_who_are_on_no_list(name: str) -> None:
    assert rows(read(name)[1], "presenters") == PRESENTERS[name]


@pytest.mark.parametrize("name", MINUTES)
def test_mentions(name: str) -> None:
    assert rows(read(name)[1], "mentions") == MENTIONS[name]


def _gold(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@needs_gold
@pytest.mark.parametrize("category", ["attendance", "agenda"])
@pytest.mark.parametrize("name", [AARHUS_OCTOBER, RANDERS])
def test_gold(name: str, category: str) -> None:
    got = rows(read(name)[1], category)
    wanted = [tuple(row[column] for column in COLUMNS[category]) for row in _gold(f"{category}.csv") if (row["cluster"], row["date"]) == got[0][:2]]
    assert got == wanted


@needs_gold
@pytest.mark.parametrize("name", [AARHUS_OCTOBER, RANDERS])
def test_gold_decisions(name: str) -> None:
    meeting = read(name)[1].meeting
    assert meeting
    decided = {row["number"]: row["has_decision"] == "true" for row in _gold("agenda.csv") if row["date"] == str(meeting.date)}
    assert {item.number: item.decision is not None for item in meeting.items} == decided


def _facts(reading: Reading) -> Iterator[tuple[str, Evidence]]:
    """Every fact with the rule that made it and its evidence."""
    meeting = reading.meeting
    assert meeting
    yield "title", reading.at
    yield meeting.rule, meeting.at
    for fact in (*meeting.attendances, *meeting.items, *reading.mentions):
        yield fact.rule, fact.at
    for item in meeting.items:
        decided = (item.decision,) if item.decision else ()
        for part in (*item.recommendations, *decided, *item.attachments, *item.presentations):
            yield part.rule, part.at


@pytest.mark.parametrize("name", MINUTES)
def test_every_fact_has_a_quote_and_a_rule(name: str) -> None:
    text, reading = read(name)
    for rule, evidence in _facts(reading):
        assert rule
        assert evidence, rule
        for span in evidence:
            quote = text[span.start : span.end]
            assert quote and quote == quote.strip(), (rule, span)


@pytest.mark.parametrize("name", MINUTES)
def test_an_attendance_quotes_its_person(name: str) -> None:
    """The first quote of an attendance holds the person's surname as printed."""
    text, reading = read(name)
    assert reading.meeting
    for one in reading.meeting.attendances:
        first = one.at[0]
        assert one.person.as_written.split()[-1] in text[first.start : first.end]


@pytest.mark.parametrize("name", MINUTES)
def test_nothing_is_left_unread(name: str) -> None:
    assert read(name)[1].unparsed == ()
