"""Whole minutes as secretaries lay them out: who came, and what was on the agenda. All people and meetings are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

import loaders
from loaders.document import open_document
from loaders.model import AgendaItem, Attendance, Meeting

ITEM = "\n\n1. Velkommen\n\nBeslutning: Dagsordenen blev godkendt.\n"
TITLE = "Randersklyngen\n\nReferat af møde den 12. marts 2025 kl. 9.00-11.00\n\n"


def met(folder: Path, text: str) -> Meeting:
    path = folder / "referat.txt"
    path.write_text(text, encoding="utf-8")
    document = open_document(path)
    meeting = loaders.parse(loaders.read(document), document).meeting
    assert meeting is not None
    return meeting


def came(one: Attendance) -> str:
    """Name, role, organisation, party, functions, and the status where it is not present, with those stood in for."""
    person = one.person
    cells = (
        person.name,
        person.role.label if person.role else "",
        person.organisation.label if person.organisation else "",
        person.party,
        "+".join(function.label for function in person.functions),
        ("" if one.status.value == "present" else one.status.value) + " ".join(f"for {name}" for name in one.in_place_of),
    )
    return "|".join(cells).rstrip("|")


def handled(item: AgendaItem) -> str:
    """Number, title, how many recommendations, the outcomes, how many attachments."""
    outcomes = "+".join(item.decision.outcomes) if item.decision else ""
    return f"{item.number}|{item.title}|{len(item.recommendations)}|{outcomes}|{len(item.attachments)}"


ROLLS = {
    "titles before a colon": (
        "Deltagere\nBorgmester i Randers Kommune: Ane Holm (V), formand\nSundhedsdirektør i Favrskov Kommune: Bo Lund\n"
        "Praktiserende læge, PLO-Midtjylland: Mia Toft",
        [
            "Ane Holm|borgmester|Randers Kommune|V|formand",
            "Bo Lund|sundhedsdirektør|Favrskov Kommune",
            "Mia Toft|praktiserende læge|PLO-Midtjylland",
        ],
    ),
    "offices before a colon": (
        "Deltagere\nFormand: Ane Holm (V), Randers Kommune\nMedlemmer: Bo Lund (A), Favrskov Kommune, og Mia Toft (C), Norddjurs Kommune",
        ["Ane Holm||Randers Kommune|V|formand", "Bo Lund||Favrskov Kommune|A", "Mia Toft||Norddjurs Kommune|C"],
    ),
    "a title before a colon, and absence behind it": (
        "Deltagere\nDirektør, Favrskov Kommune: Bo Lund (afbud)\nDirektør, Randers Kommune: Ane Holm",
        ["Bo Lund|direktør|Favrskov Kommune|||absent", "Ane Holm|direktør|Randers Kommune"],
    ),
    "a heading's title holds for the labels below": (
        "Regionsrådsmedlemmer\nMødt: Ane Holm (V), formand\n      Ib Nord (C)\nIkke mødt: Bo Lund (A)\n\nForvaltningen\n"
        "Mødt: Direktør Mia Toft, Randers Kommune",
        [
            "Ane Holm|regionsrådsmedlem|Region Midtjylland|V|formand",
            "Ib Nord|regionsrådsmedlem|Region Midtjylland|C",
            "Bo Lund|regionsrådsmedlem|Region Midtjylland|A||absent",
            "Mia Toft|direktør|Randers Kommune",
        ],
    ),
    "a heading's organisation holds for the labels below": (
        "Region Midtjylland\nTil stede: Ane Holm, kontorchef\nAfbud: Bo Lund, konsulent\n\nRanders Kommune\nTil stede: Mia Toft, sundhedschef\n"
        "Afbud: Ib Nord, direktør",
        [
            "Ane Holm|kontorchef|Region Midtjylland",
            "Bo Lund|konsulent|Region Midtjylland|||absent",
            "Mia Toft|sundhedschef|Randers Kommune",
            "Ib Nord|direktør|Randers Kommune|||absent",
        ],
    ),
    "a place above the label gives nothing": (
        "Sted:\nRegionshuset Viborg\nDeltagere: Ane Holm, Bo Lund",
        ["Ane Holm", "Bo Lund"],
    ),
    "a label's sentence about who stands in": (
        "Til stede: Ane Holm, borgmester, Randers Kommune\nAfbud: Bo Lund, borgmester, Favrskov Kommune\n"
        "Stedfortræder: Mia Toft deltog i stedet for Bo Lund\nReferent: Ib Nord, konsulent, Randers Kommune",
        [
            "Ane Holm|borgmester|Randers Kommune",
            "Bo Lund|borgmester|Favrskov Kommune|||absent",
            "Mia Toft||Favrskov Kommune|||for Bo Lund",
            "Ib Nord|konsulent|Randers Kommune||referent",
        ],
    ),
    "stedfortræder for, before a colon": (
        "Til stede: Ane Holm, borgmester, Randers Kommune\nAfbud: Bo Lund, borgmester, Favrskov Kommune\nStedfortræder for Bo Lund: Mia Toft",
        ["Ane Holm|borgmester|Randers Kommune", "Bo Lund|borgmester|Favrskov Kommune|||absent", "Mia Toft||Favrskov Kommune|||for Bo Lund"],
    ),
    "sides in running text": (
        "Deltagere: Fra Randers Kommune: Ane Holm og Bo Lund. Fra PLO: Mia Toft.",
        ["Ane Holm||Randers Kommune", "Bo Lund||Randers Kommune", "Mia Toft||PLO-Midtjylland"],
    ),
    "parentheses": (
        "Til stede: Ane Holm (borgmester, Randers), Bo Lund (sundhedschef, Favrskov)",
        ["Ane Holm|borgmester|Randers Kommune", "Bo Lund|sundhedschef|Favrskov Kommune"],
    ),
    "dashes": (
        "Deltagere:\nAne Holm – borgmester (V) – Randers Kommune\nBo Lund – sundhedschef – Favrskov Kommune – afbud",
        ["Ane Holm|borgmester|Randers Kommune|V", "Bo Lund|sundhedschef|Favrskov Kommune|||absent"],
    ),
    "municipalities as labels": (
        "Til stede:\nRanders: Ane Holm (V), borgmester\nFavrskov: Bo Lund (A), borgmester\nEj mødt: Ib Nord, direktør, Norddjurs Kommune",
        ["Ane Holm|borgmester|Randers Kommune|V", "Bo Lund|borgmester|Favrskov Kommune|A", "Ib Nord|direktør|Norddjurs Kommune|||absent"],
    ),
    "absence with its reason": (
        "Deltagere:\nAne Holm, borgmester, Randers Kommune\nBo Lund, sundhedschef, Favrskov Kommune\n\nFravær: Bo Lund (ferie)",
        ["Ane Holm|borgmester|Randers Kommune", "Bo Lund|sundhedschef|Favrskov Kommune|||absent"],
    ),
    "nobody is absent": (
        "Deltagere:\nAne Holm, borgmester, Randers Kommune\nBo Lund, sundhedschef, Favrskov Kommune\n\nAfbud: Ingen",
        ["Ane Holm|borgmester|Randers Kommune", "Bo Lund|sundhedschef|Favrskov Kommune"],
    ),
    "leader above, minute taker below": (
        "Mødeleder: Ane Holm\nDeltagere: Ane Holm (borgmester, Randers Kommune), Bo Lund (konsulent, Favrskov Kommune), Mia Toft (PLO)\nReferent: Bo Lund",
        ["Ane Holm|borgmester|Randers Kommune||mødeleder", "Bo Lund|konsulent|Favrskov Kommune||referent", "Mia Toft||PLO-Midtjylland"],
    ),
    "present for a part": (
        "Deltagere:\nAne Holm, borgmester, Randers Kommune (deltog til kl. 10)\nBo Lund, sundhedschef, Favrskov Kommune",
        ["Ane Holm|borgmester|Randers Kommune|||partial", "Bo Lund|sundhedschef|Favrskov Kommune"],
    ),
    "a hospital whose name holds a comma": (
        "Deltagere:\nAne Holm, sygehusdirektør, Næstved, Slagelse og Ringsted Sygehuse\nBo Lund, sundhedschef, Favrskov Kommune",
        ["Ane Holm|sygehusdirektør|Næstved, Slagelse og Ringsted Sygehuse", "Bo Lund|sundhedschef|Favrskov Kommune"],
    ),
    "titles in the plural before a colon": (
        "Deltagere\nBorgmestre: Ane Holm (V), Randers Kommune, og Bo Lund (A), Favrskov Kommune\nPraktiserende læger: Mia Toft og Ib Nord",
        [
            "Ane Holm|borgmester|Randers Kommune|V",
            "Bo Lund|borgmester|Favrskov Kommune|A",
            "Mia Toft|praktiserende læge|PLO-Midtjylland",
            "Ib Nord|praktiserende læge|PLO-Midtjylland",
        ],
    ),
    "a title alone above its person": (
        "Deltagere\n\nBorgmester:\nAne Holm (V), Randers Kommune\n\nSundhedschef:\nBo Lund, Favrskov Kommune",
        ["Ane Holm|borgmester|Randers Kommune|V", "Bo Lund|sundhedschef|Favrskov Kommune"],
    ),
    "absence in a sentence": (
        "Deltagere:\nAne Holm, borgmester, Randers Kommune\nBo Lund, sundhedschef, Favrskov Kommune\n\nDer var modtaget afbud fra Bo Lund.",
        ["Ane Holm|borgmester|Randers Kommune", "Bo Lund|sundhedschef|Favrskov Kommune|||absent"],
    ),
}


@pytest.mark.parametrize(("head", "expected"), ROLLS.values(), ids=ROLLS)
def test_who_came(head: str, expected: list[str], tmp_path: Path) -> None:
    assert [came(one) for one in met(tmp_path, TITLE + head + ITEM).attendances] == expected


HOME = "Varde Kommune\nUdvalget for Social og Sundhed\n\nReferat af møde den 8. april 2025\n\n"


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        (HOME, "Varde Kommune"),
        (HOME.replace("Varde Kommune\n", "Region Syddanmark\nVarde Kommune\n"), ""),
        (HOME.replace("Varde Kommune\n", ""), ""),
    ],
)
def test_a_municipality_s_own_committee(title: str, organisation: str, tmp_path: Path) -> None:
    meeting = met(tmp_path, f"{title}Mødt: Byrådsmedlem Ane Holm (V), formand\nByrådsmedlem Bo Lund (A){ITEM}")
    assert [one.person.organisation.label if one.person.organisation else "" for one in meeting.attendances] == [organisation] * 2


PEOPLE = TITLE + "Deltagere:\nAne Holm, borgmester, Randers Kommune\nBo Lund, sundhedschef, Favrskov Kommune\n\nAfbud: Bo Lund\n\n\n"
AGENDAS = {
    "labels on lines of text": (
        "Godkendelse af dagsorden\n\nKonklusion: Dagsordenen blev godkendt.\n\n\nStatus på handleplanen\n\nKlyngen har fire indsatser.\n\n"
        "Indstilling: Sekretariatet indstiller, at klyngen drøfter status.\n\nKonklusion: Ane Holm og Mia Toft skriver et notat. Status blev drøftet.\n\n"
        "Bilag: Status",
        ["|Godkendelse af dagsorden|0|godkendt|0", "|Status på handleplanen|1|drøftet|1"],
    ),
    "labels alone on their lines": (
        "Godkendelse af dagsorden\n\nBeslutning\n\nGodkendt\n\nFælles udskrivninger\n\nIndstilling\n\nat klyngen godkender aftalen\n\n"
        "Økonomi\n\nUdgiften er 100.000 kr.\n\nBeslutning\n\nGodkendt\n\nBilag\n\nUdkast til aftale",
        ["|Godkendelse af dagsorden|0|godkendt|0", "|Fælles udskrivninger|1|godkendt|1"],
    ),
    "the label right below the title": (
        "Velkommen\nBeslutning: Dagsordenen blev godkendt.\n\nNyt fra udvalgene\nBeslutning: Orienteringen blev taget til efterretning.",
        ["|Velkommen|0|godkendt|0", "|Nyt fra udvalgene|0|taget til efterretning|0"],
    ),
    "one set apart line is no agenda": ("Beslutning: Planen blev godkendt.", []),
    "a proposal, and an attachment that is called one": (
        "1. Forløb for KOL\n\nForslag\n1. Det foreslås, at klyngen godkender forløbet\n2. Det foreslås, at klyngen drøfter økonomien\n\n"
        "Referat\nForløbet blev godkendt.\n\nBilag\nForslag til forløb\nForslag til tidsplan",
        ["1|Forløb for KOL|2|godkendt|2"],
    ),
    "infinitives behind the label": (
        "1. Plan\n\nDet besluttedes\n\nat godkende planen, og\nat udsætte økonomien\n\n2. Budget\n\nBeslutning: At anbefale budgettet over for byrådene.",
        ["1|Plan|0|godkendt+udsat|0", "2|Budget|0|anbefalet|0"],
    ),
    "infinitives behind what was agreed": (
        "1. Plan\n\nBeslutning: Klyngen blev enig om at udskyde sagen.\n\n2. Budget\n\nBeslutning: Det blev besluttet at tiltræde indstillingen.",
        ["1|Plan|0|udsat|0", "2|Budget|0|tiltrådt|0"],
    ),
    "infinitives that decide nothing": (
        "1. Plan\n\nBeslutning: Klyngen drøftede muligheden for at godkende planen senere.\n\n"
        "2. Budget\n\nBeslutning: Klyngen besluttede ikke at godkende budgettet.",
        ["1|Plan|0|drøftet|0", "2|Budget|0||0"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), AGENDAS.values(), ids=AGENDAS)
def test_what_was_on_the_agenda(text: str, expected: list[str], tmp_path: Path) -> None:
    meeting = met(tmp_path, PEOPLE + text)
    assert [handled(item) for item in meeting.items] == expected
    assert {one.person.name for one in meeting.attendances} == {"Ane Holm", "Bo Lund"}


def test_who_leaves_during_an_item_without_a_number_misses_none_by_number(tmp_path: Path) -> None:
    text = f"{PEOPLE}Velkommen\n\nBeslutning: Godkendt.\n\n\nBudget\n\nBeslutning: Godkendt. Ane Holm forlod mødet kl. 10."
    assert [(one.person.name, one.status.value, one.items_missed) for one in met(tmp_path, text).attendances] == [
        ("Ane Holm", "partial", ()),
        ("Bo Lund", "absent", ()),
    ]
