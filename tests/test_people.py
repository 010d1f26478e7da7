"""Lines about people, in every order that minutes and rosters use: what each line says, and what it leaves unsaid. All people are fictional."""

from __future__ import annotations

import pytest

from loaders import organisations
from loaders.lexicon import lexicon
from loaders.passage import clean
from loaders.people import Entry, Setting, entries, named
from loaders.tokens import tokens
from loaders.wholes import Kind

REGION = "region-midtjylland"
MAYOR = ("Lone Holm", "borgmester", "Randers Kommune", "V", "")
COUNCIL = "regionsrådsmedlem", "Region Midtjylland"


def one(line: str, setting: Setting | None = None) -> Entry:
    found = entries(clean(line, 0), setting or Setting(REGION))
    assert len(found) == 1, [entry.person.name for entry in found]
    return found[0]


def said(entry: Entry) -> tuple[str, str, str, str, str]:
    """Name, role, organisation, party, functions."""
    person = entry.person
    functions = "|".join(function.label for function in person.functions)
    role, organisation = person.role.label if person.role else "", person.organisation.label if person.organisation else ""
    return person.name, role, organisation, person.party, functions


@pytest.mark.parametrize(
    "line",
    [
        "Lone Holm, borgmester, Randers Kommune (V)",
        "Lone Holm (V), borgmester, Randers Kommune",
        "Lone Holm, (V), borgmester, Randers Kommune",
        "Lone Holm ((V)), borgmester, Randers Kommune",
        "Lone Holm (V)), borgmester, Randers Kommune",
        "Lone Holm(V), borgmester, Randers Kommune",
        "Lone Holm ( V ), borgmester, Randers Kommune",
        "Lone Holm [V], borgmester, Randers Kommune",
        "Lone Holm, V, borgmester i Randers Kommune",
        "Lone Holm V, borgmester, Randers Kommune",
        "Lone Holm (Venstre), borgmester, Randers Kommune",
        "Lone Holm, Venstre, borgmester, Randers kommune",
        "Lone Holm (V) borgmester Randers",
        "Lone Holm, borgmester Randers (V)",
        "Lone Holm; borgmester; Randers Kommune; V",
        "Lone Holm / borgmester / Randers Kommune / V",
        "Lone Holm - borgmester - Randers Kommune - V",
        "Lone Holm – borgmester, Randers Kommune (V)",
        "borgmester Lone Holm, Randers Kommune (V)",
        "Borgmester Lone Holm (V), Randers Kommune",
        "Borgmester i Randers Kommune Lone Holm (V)",
        "Randers Kommune: Lone Holm, borgmester (V)",
        "Randers Kommune, borgmester Lone Holm (V)",
        "LONE HOLM, borgmester, Randers Kommune (V)",
        "• Lone Holm, borgmester,  Randers\u00a0Kommune (V)",
        "Lone Holm, borg\u00admester, Randers Kommune (V)",
    ],
)
def test_every_order_says_the_same(line: str) -> None:
    assert said(one(line)) == MAYOR


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lone Holm", ("Lone Holm", "", "", "", "")),
        ("Lone Holm, borgmester", ("Lone Holm", "borgmester", "", "", "")),
        ("Lone Holm, Randers Kommune", ("Lone Holm", "", "Randers Kommune", "", "")),
        ("Jens Peter Aa. Lund, regionsrådsmedlem (Æ)", ("Jens Peter Aa. Lund", *COUNCIL, "Æ", "")),
        ("Hans Chr. Lund (A), regionsrådsmedlem", ("Hans Chr. Lund", *COUNCIL, "A", "")),
        ("Else-Marie Bach-Nielsen, regionsrådsmedlem (C)", ("Else-Marie Bach-Nielsen", *COUNCIL, "C", "")),
        ("Ole von der Ahe, medlem af regionsrådet (B)", ("Ole von der Ahe", *COUNCIL, "B", "")),
        ("Xhevdet Krasniqi, regionsrådsmedlem (Ø)", ("Xhevdet Krasniqi", *COUNCIL, "Ø", "")),
        ("regionsrådsmedlem Bo Friis (SF)", ("Bo Friis", *COUNCIL, "F", "")),
        ("regionsrådsmedlem Bo Friis (S)", ("Bo Friis", *COUNCIL, "A", "")),
        ("regionsrådsmedlem Bo Friis (R)", ("Bo Friis", *COUNCIL, "B", "")),
        ("regionsrådsmedlem Bo Friis, Det Konservative Folkeparti", ("Bo Friis", *COUNCIL, "C", "")),
        ("Bo Friis, byrådsmedlem, Favrskov Kommune (B)", ("Bo Friis", "byrådsmedlem", "Favrskov Kommune", "B", "")),
        ("Bo Friis (C), medlem af byrådet i Randers Kommune", ("Bo Friis", "byrådsmedlem", "Randers Kommune", "C", "")),
        ("Bo Friis, rådmand, sundhed og omsorg, Aarhus Kommune (V)", ("Bo Friis", "rådmand", "Aarhus Kommune", "V", "")),
        ("Bo Friis, direktør for Social og Sundhed i Favrskov Kommune", ("Bo Friis", "direktør", "Social og Sundhed", "", "")),
        ("Bo Friis, kontorchef Sundhedsplanlægning Region Midtjylland", ("Bo Friis", "kontorchef", "Sundhedsplanlægning", "", "")),
        ("Bo Friis, sygeplejefagligdirektør, Psykiatrien", ("Bo Friis", "sygeplejefaglig direktør", "Psykiatrien", "", "")),
        ("Bo Friis, sundheds- og omsorgschef, Favrskov Kommune", ("Bo Friis", "sundheds- og omsorgschef", "Favrskov Kommune", "", "")),
        ("kst. hospitalsdirektør Bo Friis, AUH", ("Bo Friis", "konstitueret hospitalsdirektør", "Aarhus Universitetshospital", "", "")),
        ("Bo Friis, ledende overlæge, RH Horsens", ("Bo Friis", "ledende overlæge", "Regionshospitalet Horsens", "", "")),
        ("Bo Friis, direktør, HE Midt", ("Bo Friis", "direktør", "Hospitalsenhed Midt", "", "")),
        ("Bo Friis, direktør, Steno Diabetes Center Aarhus", ("Bo Friis", "direktør", "Steno Diabetes Center Aarhus", "", "")),
        ("Bo Friis, formand for KKR Midtjylland", ("Bo Friis", "formand", "KKR Midtjylland", "", "")),
        ("Bo Friis (A), fmd. for socialudvalget, Favrskov Kommune", ("Bo Friis", "formand", "Favrskov Kommune", "A", "")),
        ("Bo Friis, repræsentant for Danske Patienter", ("Bo Friis", "repræsentant", "Danske Patienter", "", "")),
        ("fondsrådgiver Bo Friis, Randers Kommune", ("Bo Friis", "fondsrådgiver", "Randers Kommune", "", "")),
    ],
)  # fmt: skip
def test_what_a_line_says(line: str, expected: tuple[str, ...]) -> None:
    assert said(one(line)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Ane Vind, PLO-Midtjylland",
        "Ane Vind, PLO Midtjylland",
        "Ane Vind PLO-Midtjylland",
        "Ane Vind, PLO-M",
        "Ane Vind (PLO)",
        "Ane Vind, almen praksis",
        "PLO Midtjylland: Ane Vind",
    ],
)
def test_general_practice_is_its_region_s(line: str) -> None:
    assert said(one(line)) == ("Ane Vind", "", "PLO-Midtjylland", "", "")


@pytest.mark.parametrize(
    "line",
    ["Ane Vind, praktiserende læge i Viborg Kommune, PLO-Midtjylland", "Praktiserende læge Ane Vind, PLO-Midtjylland, praktiserer i Viborg Kommune"],
)
def test_a_doctor_represents_plo_wherever_they_practise(line: str) -> None:
    assert said(one(line))[:3] == ("Ane Vind", "praktiserende læge", "PLO-Midtjylland")


def test_a_doctor_s_municipality_is_not_whom_they_represent() -> None:
    assert one("Ane Vind, praktiserende læge i Viborg").person.organisation is None


@pytest.mark.parametrize(
    "line", ["Bo Friis, regionsrådsmedlem (løsgænger)", "Bo Friis, regionsrådsmedlem, løsgænger", "Bo Friis (UFP), regionsrådsmedlem"]
)
def test_independents_have_no_party(line: str) -> None:
    person = one(line).person
    assert (person.party, person.independent) == ("", True)


@pytest.mark.parametrize(
    ("line", "function"),
    [
        ("Lone Holm, borgmester, Randers Kommune (V) (kommunal formand)", "kommunal formand"),
        ("Lone Holm (formand), borgmester, Randers Kommune (V)", "formand"),
        ("Lone Holm, borgmester, Randers Kommune (V), formand", "formand"),
        ("Lone Holm (fmd.), borgmester, Randers Kommune (V)", "formand"),
        ("Lone Holm (næstformand), borgmester, Randers Kommune (V)", "næstformand"),
        ("Lone Holm, borgmester, Randers Kommune (V) (kommunal medformand) (mødeleder)", "kommunal medformand|mødeleder"),
        ("Lone Holm, borgmester, Randers Kommune (V), mødeleder", "mødeleder"),
        ("Lone Holm, borgmester, Randers Kommune (V) (sekretariat)", "sekretariat"),
        ("Lone Holm, borgmester, Randers Kommune (V), referent", "referent"),
    ],
)
def test_offices_in_the_meeting(line: str, function: str) -> None:
    assert said(one(line)) == (*MAYOR[:4], function)


@pytest.mark.parametrize(
    "line",
    [
        "Lone Holm, borgmester, Randers Kommune, afbud",
        "Lone Holm, borgmester, Randers Kommune - afbud",
        "Lone Holm, borgmester, Randers Kommune (afbud)",
        "Lone Holm (afbud), borgmester, Randers Kommune",
        "Lone Holm (fraværende), borgmester, Randers Kommune",
        "Lone Holm, borgmester, Randers Kommune (har meldt afbud)",
        "Afbud: Lone Holm, borgmester, Randers Kommune",
    ],
)
def test_absence_on_the_line(line: str) -> None:
    entry = one(line)
    assert entry.absent
    assert said(entry)[:3] == MAYOR[:3]


def test_a_withdrawn_absence_on_the_line_is_presence() -> None:
    assert not one("Lone Holm, borgmester, Randers Kommune (afbud trukket)").absent


@pytest.mark.parametrize("how", ["(deltog via Teams)", ", via video", "(på Teams)", "(virtuelt)", "deltog via Teams", "(online)"])
def test_video_is_presence(how: str) -> None:
    entry = one(f"Lone Holm, borgmester, Randers Kommune {how}".replace(" ,", ","))
    assert (entry.video, entry.absent) == (True, False)
    assert said(entry)[:3] == MAYOR[:3]


@pytest.mark.parametrize(
    "how",
    [
        "(for Bo Friis)",
        "(stedfortræder for Bo Friis)",
        "(i stedet for Bo Friis)",
        ", suppleant for Bo Friis",
        ", deltog for Bo Friis",
        "(på vegne af Bo Friis)",
    ],
)
def test_substitutes_on_the_line(how: str) -> None:
    entry = one(f"Lone Holm, direktør, Randers Kommune {how}".replace(" ,", ","))
    assert entry.in_place_of == ("Bo Friis",)
    assert said(entry)[:3] == ("Lone Holm", "direktør", "Randers Kommune")


def test_one_line_may_stand_in_for_two() -> None:
    assert one("Lone Holm (for Bo Friis og Ane Vind)").in_place_of == ("Bo Friis", "Ane Vind")


@pytest.mark.parametrize("line", ["Lone Holm (for Danske Regioner)", "Lone Holm, repræsentant for Danske Patienter"])
def test_nobody_stands_in_for_an_organisation(line: str) -> None:
    assert one(line).in_place_of == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Lone Holm, borgmester, Randers Kommune, og Bo Friis, direktør, Favrskov Kommune",
            [("Lone Holm", "borgmester", "Randers Kommune"), ("Bo Friis", "direktør", "Favrskov Kommune")],
        ),
        ("Borgmester Lone Holm og direktør Bo Friis, Randers Kommune", [("Lone Holm", "borgmester", "Randers Kommune"), ("Bo Friis", "direktør", "Randers Kommune")]),
        ("Lone Holm og Bo Friis, Randers Kommune", [("Lone Holm", "", "Randers Kommune"), ("Bo Friis", "", "Randers Kommune")]),
        ("PLO-Midtjylland: Lone Holm og Bo Friis", [("Lone Holm", "", "PLO-Midtjylland"), ("Bo Friis", "", "PLO-Midtjylland")]),
        ("Lone Holm, Viborg Kommune og Bo Friis, Randers Kommune", [("Lone Holm", "", "Viborg Kommune"), ("Bo Friis", "", "Randers Kommune")]),
        ("direktør Lone Holm og praktiserende læge Ane Vind, PLO-Midtjylland", [("Lone Holm", "direktør", ""), ("Ane Vind", "praktiserende læge", "PLO-Midtjylland")]),
        (
            "Regionsrådsmedlemmerne Lone Holm (V), Bo Friis (A) og Ane Vind (Ø)",
            [("Lone Holm", *COUNCIL), ("Bo Friis", *COUNCIL), ("Ane Vind", *COUNCIL)],
        ),
        ("Borgmestrene Lone Holm, Bo Friis og Ane Vind", [("Lone Holm", "borgmester", ""), ("Bo Friis", "borgmester", ""), ("Ane Vind", "borgmester", "")]),
        ("Ane Vind (suppleant: Bo Friis), PLO-Midtjylland", [("Ane Vind", "", "PLO-Midtjylland"), ("Bo Friis", "", "PLO-Midtjylland")]),
    ],
)  # fmt: skip
def test_several_people_on_a_line(line: str, expected: list[tuple[str, str, str]]) -> None:
    assert [said(entry)[:3] for entry in entries(clean(line, 0), Setting(REGION))] == expected


@pytest.mark.parametrize(
    "line",
    ["Randers Kommune", "Borgmester", "Sundhed og Omsorg", "Medlemmer fra kommunerne", "Der var ingen afbud.", "Danske Regioner", "kl. 09:00", ""],
)
def test_lines_that_name_nobody(line: str) -> None:
    assert entries(clean(line, 0), Setting(REGION)) == ()


def test_a_heading_gives_what_the_line_leaves_out() -> None:
    setting = Setting(REGION, organisations.organisation("Odder Kommune", REGION), lexicon().role("borgmester"), lexicon().function("næstformand"))
    assert said(one("Lone Holm (V)", setting)) == ("Lone Holm", "borgmester", "Odder Kommune", "V", "næstformand")
    assert said(one("Lone Holm, direktør, Randers Kommune (formand)", setting)) == ("Lone Holm", "direktør", "Randers Kommune", "", "formand")


def test_the_quote_of_a_person_is_their_part_of_the_line() -> None:
    text = "  Lone Holm, borgmester, Randers Kommune, og Bo Friis (V), direktør  "
    spans = [entry.at[0] for entry in entries(clean(text, 0), Setting(REGION))]
    assert [text[span.start : span.end] for span in spans] == ["Lone Holm, borgmester, Randers Kommune", "Bo Friis (V), direktør"]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Lone Holm, borgmester, Randers Kommune (V)", [Kind.NAME, Kind.ROLE, Kind.ORGANISATION, Kind.PARTY]),
        ("praktiserende læge i Viborg Kommune", [Kind.ROLE, Kind.PRACTICE]),
        ("borgmestrene Lone Holm", [Kind.ROLES, Kind.NAME]),
        ("Lone Holm (afbud) (formand)", [Kind.NAME, Kind.ABSENT, Kind.FUNCTION]),
        ("Lone Holm (for Bo Friis)", [Kind.NAME, Kind.SUBSTITUTE]),
        ("rådmand, sundhed og omsorg", [Kind.ROLE, Kind.ORGANISATION]),
    ],
)
def test_tokens(line: str, kinds: list[Kind]) -> None:
    assert [token.kind for token in tokens(clean(line, 0), REGION)] == kinds


def test_names_in_a_phrase() -> None:
    assert named(clean("Lone Holm samt Bo Friis", 0)) == ("Lone Holm", "Bo Friis")
    assert named(clean("Holm", 0)) == ("Holm",)
