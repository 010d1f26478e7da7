"""The real minutes and the real plan, where they are at hand, against rows worked out by reading them.

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


LUNGS = "Fælles investeringer i sundhed – lungeområdet"
YOUNG = "Børn og unges mentale sundhed og trivsel"
DIGITAL = "Velfærdsteknologi og digitale løsninger"
THEMES = (YOUNG, DIGITAL, LUNGS)
OLD, CHRONIC, REHABILITATION = (
    "Den ældre borger og den sidste tid",
    "Kronikere og komorbiditet",
    "Præhabilitering, genoptræning, rehabilitering og senfølger",
)
PSYCHIATRY, CHILDREN = "Psykiatri, social og beskæftigelse", "Børn og unge"
COMMITTEES = (
    "Den gode indlæggelse og udskrivelse",
    "Akut-samarbejdet",
    OLD,
    "Sundhedsfremme og forebyggelse",
    CHRONIC,
    REHABILITATION,
    "Sundhedssamarbejdet Samsø",
    PSYCHIATRY,
    CHILDREN,
)
TEN_YEARS, AGREEMENT = "Vedr. 10 års psykiatriplanen", "Vedr. samarbejdsaftalen om børn … 3 … psykisk mistrivsel"
LINKING, VIDEO = (
    "Kobling af kommunale tilbud … 4 … digitale forløbsguide",
    "Indsats vedr. implementering af … 4 … tværsektorielle video-udskrivelsesmøder",
)
HOUSE, INVESTING = "Velfærdsteknologiens Hus", "Fælles investeringer i sundhed – borgere med lungeproblemer"

# initiative, theme, committee, start, end; the state of all is that of April 2024
INITIATIVES: list[Row] = [
    (TEN_YEARS, YOUNG, "", "", ""),
    (AGREEMENT, YOUNG, "", "", ""),
    (LINKING, DIGITAL, "", "", ""),
    (VIDEO, DIGITAL, "", "2023-11", "2024"),
    (HOUSE, DIGITAL, "", "", ""),
    (INVESTING, LUNGS, "", "", ""),
    ("Samarbejde Ældresygdomme, AUH og … 4 … Samsø Kommune", "", OLD, "", ""),
    ("Fasttilknyttet læger på plejehjem", "", OLD, "", ""),
    ("Samarbejdsaftale om palliative indsatser", "", OLD, "", ""),
    ("Udvalgets samarbejde om ældre borgere på plejehjem", "", OLD, "", ""),
    ("Samarbejde udgående lungeteam (AUH og Aarhus Kommune)", "", CHRONIC, "", ""),
    ("Pilotprojekt - ansættelse af … 4 … udgående lungeteam", "", REHABILITATION, "", ""),
    ("Pilotprojekt vedr. Epi-SPACE-connect – … 14 … med epilepsi", "", REHABILITATION, "", ""),
    ("Samarbejdet om de mest komplekse borgere", "", PSYCHIATRY, "", ""),
    ("Samarbejdet om borgere med svært selvskadende adfærd", "", PSYCHIATRY, "", ""),
    ("Samarbejdet om uddannelse og … 3 … tilknyttet Psykiatrien", "", PSYCHIATRY, "", ""),
    ("Fælles forpligtende forløb og … 3 … unge psykiatri)", "", CHILDREN, "", ""),
    ("Samarbejdsaftale om børn og unge i psykisk mistrivsel", "", CHILDREN, "", ""),
    ("Samarbejdsaftale om styrket indsats vedr. amning/barnets ernæring", "", CHILDREN, "", ""),
    ("Samarbejdsaftale om voksne med erhvervet hjerneskade", "", "", "", ""),
    # What follows is under no committee.
    ("Tele-Kol – Telemedicinsk hjemmemonitorering til borgere med KOL", "", "", "", ""),
    ("Samarbejde med Præhospitalet om forebyggelse af hospitalsindlæggelser", "", "", "", ""),
    ("Inddragelse af patient-, borger- og pårørendeperspektiv", "", "", "", ""),
    ("Samarbejde om mennesker med demens", "", "", "", ""),
    ("Implementering af aftaler på akutområdet", "", "", "", ""),
    ("Implementering af 72 timers lægeligt behandlingsansvar", "", "", "", ""),
    ("Initiativer ift. overvægt", "", "", "", ""),
    ("Initiativer ift. tidlig indsats … 3 … herunder amputationsforebyggelse", "", "", "", ""),
    ("Ny sundhedsaftale 2024-2027", "", "", "", ""),
]

# initiative, organisation, units, the last words of the time plan
RESPONSIBILITIES: list[Row] = [
    (TEN_YEARS, "Aarhus Kommune", "MSB|MBU|MSO", "i 2024"),
    (TEN_YEARS, "Samsø Kommune", "", "i 2024"),
    (TEN_YEARS, "Region Midtjylland", "Psykiatrien", "i 2024"),
    (AGREEMENT, "Aarhus Kommune", "MSB|MBU", "i 2024"),
    (AGREEMENT, "Samsø Kommune", "", "i 2024"),
    (AGREEMENT, "Region Midtjylland", "Psykiatrien", "i 2024"),
    (LINKING, "", "", "november 2023"),
    (VIDEO, "Aarhus Universitetshospital", "", "i Aarhus-klyngen"),
    (VIDEO, "Aarhus Kommune", "MSO", "i Aarhus-klyngen"),
    (HOUSE, "Aarhus Kommune", "MSO", "3 møder"),
    (INVESTING, "Aarhus Kommune", "MSO", "egentligt investeringsprojekt"),
]

# amount, years, recipient, the first word of the purpose, kind, qualifiers, whether it is a share of the total
FUNDING: list[Row] = [
    ("2000000", "", "", "opgaven", "allocation", "engangsbeløb", ""),
    ("1500000", "2023|2024", "", "Indsats", "allocation", "engangsbeløb", ""),
    ("150000000", "", "", "en", "national", "", ""),
    ("500000", "2023", "Sundhedssamarbejdet Samsø", "ansættelse", "grant", "", ""),
    ("80000000", "2022", "sundhedsklyngerne", "", "national", "", ""),
    ("80000000", "2023", "sundhedsklyngerne", "", "national", "", ""),
    ("4757271", "2022", "Aarhusklyngen", "", "grant", "", ""),
    ("4757271", "2023", "Aarhusklyngen", "", "grant", "", ""),
    ("9514000", "2023", "Aarhusklyngen", "", "total", "", ""),
    ("2000000", "2023", "", "Børn", "allocation", "skønsmæssigt", "9514000"),
    ("3000000", "2023", "", "Velfærdsteknologi", "allocation", "skønsmæssigt", "9514000"),
    ("1000000", "2023", "", "Fælles", "allocation", "skønsmæssigt", "9514000"),
    ("500000", "", "Hvert af de 9 faste udvalg", "", "ceiling", "op til|ca.", ""),
    ("4500000", "2023", "", "Hvert", "allocation", "skønsmæssigt", "9514000"),
]

# agreement, the number of parties (the region's 19 municipalities are all named), from, until
AGREEMENTS: list[tuple[str, int, str, str]] = [
    ("Samarbejdsaftale om børn og unge i psykisk mistrivsel", 21, "", ""),
    ("Samarbejdsaftale om den gode indlæggelse og udskrivelse", 0, "", ""),
    ("Samarbejdsaftale om MedCom7 hjemmepleje-sygehus standarder", 0, "", ""),
    ("Samarbejdsaftale om IV-behandling i nærområdet", 0, "", ""),
    ("Samarbejdsaftale om palliative indsatser", 0, "", ""),
    ("Samarbejdsaftale om børn og … 6 … deres familier", 21, "2024-01-01", ""),
    ("Driftsaftale for samarbejdet i Samsø Sundheds- og Akuthus", 0, "", ""),
    ("Samarbejdsaftale mellem Psykiatrien og … 10 … Aarhus Kommune", 3, "", ""),
    ("Samarbejdsaftale om styrket indsats vedr. amning/barnets ernæring", 0, "", ""),
    ("Samarbejdsaftale om voksne med erhvervet hjerneskade", 0, "", ""),
    ("Aftale om telemedicinsk hjemmemonitorering af borgere med KOL", 21, "", ""),
    ("Sundhedsaftale 2019-2023", 20, "2019", "2023"),
    ("Lægevagtsaftale 2023", 0, "", ""),
    ("Aftale om akutplan for sygehusvæsenet", 0, "", ""),
    ("Sundhedsaftale 2024-2027", 0, "2024", "2027"),
]

# date, whether it has happened, the first word of the initiative; what may happen "tidligst fra sommeren" is planned
MILESTONES: list[tuple[str, bool, str]] = [
    ("2024-04-02", True, "Vedr."),
    ("2024-02", True, "Vedr."),
    ("2024-03", True, "Vedr."),
    ("2023-09", True, "Vedr."),
    ("2023-11-01", True, "Indsats"),
    ("2023-11-15", True, "Fælles"),
    ("2024-12", True, "Fælles"),
    ("2024", False, "Fælles"),
    ("2024", True, ""),
    ("2024-04-01", False, ""),
    ("2023-06", True, ""),
    ("2023-10-01", True, ""),
    ("2022-11", True, ""),
    ("2023-05", True, "Samarbejdsaftale"),
    ("2024", True, "Samarbejde"),
    ("2023-09-15", True, "Implementering"),
    ("2023-11-01", True, "Implementering"),
    ("2022-04-01", True, "Initiativer"),
    ("2024-01-01", True, "Initiativer"),
]

MEETINGS_TOLD = {
    "Aarhusklyngen": ("2022-12-01", "2023-03-08", "2023-11-08", "2023-11-13", "2024-04-10"),
    "Planlægningsgruppe": ("2023-12-18", "2024-02-08", "2024-03-18"),
    "Direktørforum": ("2023-02-02",),
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


def _first(text: str) -> str:
    return (text.split() or [""])[0]


def test_the_plans_themes_and_committees() -> None:
    _, reading = read(PLAN)
    assert tuple(theme for theme, _ in rows(reading, "themes")) == THEMES
    assert tuple(committee for committee, _ in rows(reading, "committees")) == COMMITTEES


def test_the_plans_initiatives() -> None:
    got = rows(read(PLAN)[1], "initiatives")
    assert [(_abridged(label), theme, committee, start, end) for label, theme, _, committee, _, start, end in got] == INITIATIVES
    assert {(body, as_of) for _, _, body, _, as_of, _, _ in got} == {("Aarhusklyngen", "2024-04")}


def test_the_plans_responsibilities() -> None:
    got = rows(read(PLAN)[1], "responsibilities")
    assert [(_abridged(label), who, units, " ".join(plan.split()[-2:])) for label, who, units, plan in got] == RESPONSIBILITIES


def test_the_plans_money() -> None:
    _, reading = read(PLAN)
    got = rows(reading, "funding")
    pots = ["" if one.share_of is None else str(reading.funding[one.share_of].amount) for one in reading.funding]
    assert [(*row[:3], _first(row[3]), *row[4:6], pot) for row, pot in zip(got, pots, strict=True)] == FUNDING


def test_the_plans_agreements() -> None:
    got = read(PLAN)[1].agreements
    assert [(_abridged(one.label), len(one.parties), str(one.valid_from or ""), str(one.valid_until or "")) for one in got] == AGREEMENTS


def test_the_plans_milestones_target_groups_and_meetings_told() -> None:
    _, reading = read(PLAN)
    assert [(str(one.date), one.realised, _first(one.initiative)) for one in reading.milestones] == MILESTONES
    assert [(_first(one.initiative), _first(one.text)) for one in reading.target_groups] == [("Pilotprojekt", "Borgere")] * 2
    told = {body: tuple(sorted(str(one.date) for one in reading.meetings_told if one.body.label == body)) for body in MEETINGS_TOLD}
    assert told == MEETINGS_TOLD
    assert len(reading.meetings_told) == sum(map(len, told.values()))


@needs_gold
def test_the_plans_roster() -> None:
    """The gold has the spelling that most documents use; this one writes Høgh."""
    got = rows(read(PLAN)[1], "memberships")
    wanted = [
        tuple(row[column] for column in ("cluster", "person", "role", "organisation", "party", "function", "as_of")) for row in _gold("roster.csv")
    ]
    assert [(body, person.replace("Høgh", "Høg"), *rest) for body, person, *rest in got] == wanted


def test_every_fact_of_the_plan_has_a_quote_and_a_rule() -> None:
    text, reading = read(PLAN)
    facts = (*reading.themes, *reading.committees, *reading.initiatives, *reading.responsibilities, *reading.milestones, *reading.agreements)
    for fact in (*facts, *reading.target_groups, *reading.funding, *reading.memberships, *reading.meetings_told):
        assert fact.rule
        assert fact.at, fact.rule
        for span in fact.at:
            quote = text[span.start : span.end]
            assert quote and quote == quote.strip(), fact.rule


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
