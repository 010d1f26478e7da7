"""Whole minutes as secretaries lay them out: who came, and what was on the agenda. All people and meetings are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

import loaders
from loaders.document import open_document
from loaders.mentions import mentions
from loaders.model import AgendaItem, Attendance, Meeting
from loaders.passage import clean

ITEM = "\n\n1. Velkommen\n\nBeslutning: Dagsordenen blev godkendt.\n"
TITLE = "Randersklyngen\n\nReferat af møde den 12. marts 2025 kl. 9.00-11.00\n\n"


def met(folder: Path, text: str, ending: str = "txt") -> Meeting:
    path = folder / f"referat.{ending}"
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
    "sentences on lines without stops": (
        "Fra Randers Kommune deltog borgmester Ane Holm (V) og sundhedschef Bo Lund\nFra PLO-Midtjylland deltog praktiserende læge Mia Toft",
        ["Ane Holm|borgmester|Randers Kommune|V", "Bo Lund|sundhedschef|Randers Kommune", "Mia Toft|praktiserende læge|PLO-Midtjylland"],
    ),
    "absentees by organisation": (
        "Deltagere:\nAne Holm, borgmester, Randers Kommune\n\nAfbud:\nRanders Kommune: Bo Lund, sundhedschef\nPLO: Mia Toft",
        ["Ane Holm|borgmester|Randers Kommune", "Bo Lund|sundhedschef|Randers Kommune|||absent", "Mia Toft||PLO-Midtjylland|||absent"],
    ),
    "a secretariat on one line": (
        "Deltagere:\nAne Holm, borgmester, Randers Kommune\nSekretariat: Mia Toft, konsulent, Region Midtjylland, og Ib Nord, fuldmægtig, Randers Kommune",
        [
            "Ane Holm|borgmester|Randers Kommune",
            "Mia Toft|konsulent|Region Midtjylland||sekretariat",
            "Ib Nord|fuldmægtig|Randers Kommune||sekretariat",
        ],
    ),
    "two groups with labels of their own": (
        "Deltagere\n\nPolitikere\nMødt: Ane Holm (V), borgmester, Randers Kommune\nAfbud: Bo Lund (A), borgmester, Favrskov Kommune\n\nAdministration\nMødt: Mia Toft, direktør, Randers Kommune\nAfbud: Ib Nord, direktør, Favrskov Kommune",
        [
            "Ane Holm|borgmester|Randers Kommune|V",
            "Bo Lund|borgmester|Favrskov Kommune|A||absent",
            "Mia Toft|direktør|Randers Kommune",
            "Ib Nord|direktør|Favrskov Kommune|||absent",
        ],
    ),
    "a heading in the plural above labels": (
        "Praktiserende læger\nTil stede: Ane Holm, Bo Lund\nIkke til stede: Mia Toft\n\nKommunerne\nTil stede: Ib Nord, sundhedschef, Randers Kommune",
        [
            "Ane Holm|praktiserende læge|PLO-Midtjylland",
            "Bo Lund|praktiserende læge|PLO-Midtjylland",
            "Mia Toft|praktiserende læge|PLO-Midtjylland|||absent",
            "Ib Nord|sundhedschef|Randers Kommune",
        ],
    ),
    "an organisation in parentheses before the colon": (
        "Deltagere\nDirektør (Randers Kommune): Ane Holm\nSundhedschef (Favrskov Kommune): Bo Lund (via Teams)",
        ["Ane Holm|direktør|Randers Kommune", "Bo Lund|sundhedschef|Favrskov Kommune"],
    ),
    "a substitute on the list": (
        "Deltagere:\nAne Holm, borgmester, Randers Kommune\nBo Lund, byrådsmedlem, Favrskov Kommune (suppleant for Mia Toft)\n\nAfbud: Mia Toft, borgmester, Favrskov Kommune",
        [
            "Ane Holm|borgmester|Randers Kommune",
            "Bo Lund|byrådsmedlem|Favrskov Kommune|||for Mia Toft",
            "Mia Toft|borgmester|Favrskov Kommune|||absent",
        ],
    ),
    "a title in the plural, and whose they are behind": (
        "Deltagere\nAne Holm, borgmester, Randers Kommune\nKonsulenter: Mia Toft og Ib Nord, begge Region Midtjylland",
        ["Ane Holm|borgmester|Randers Kommune", "Mia Toft|konsulent|Region Midtjylland", "Ib Nord|konsulent|Region Midtjylland"],
    ),
    "a hospital as a heading, and nobody who did not come": (
        "Regionshospitalet Randers\nMødt: Ane Holm, hospitalsdirektør\nIkke mødt: Bo Lund, lægefaglig direktør\n\nFavrskov Kommune\nMødt: Ib Nord, sundhedschef\nIkke mødt: Ingen",
        [
            "Ane Holm|hospitalsdirektør|Regionshospitalet Randers",
            "Bo Lund|lægefaglig direktør|Regionshospitalet Randers|||absent",
            "Ib Nord|sundhedschef|Favrskov Kommune",
        ],
    ),
    "who stands in has not the heading's title": (
        "Borgmestre\nTil stede: Ane Holm (V), Randers Kommune, Bo Lund (A), Favrskov Kommune\nAfbud: Mia Toft (C), Norddjurs Kommune\nSuppleant for Mia Toft: Ib Nord (C), Norddjurs Kommune",
        [
            "Ane Holm|borgmester|Randers Kommune|V",
            "Bo Lund|borgmester|Favrskov Kommune|A",
            "Mia Toft|borgmester|Norddjurs Kommune|C||absent",
            "Ib Nord||Norddjurs Kommune|C||for Mia Toft",
        ],
    ),
    "nobody absent, said twice": ("Deltagere: Ane Holm (V), Bo Lund (A)\nFraværende: Ingen – alle var mødt", ["Ane Holm|||V", "Bo Lund|||A"]),
    "two stand in, in one sentence": (
        "Til stede: Ane Holm, borgmester, Randers Kommune\nAfbud: Bo Lund, borgmester, Favrskov Kommune, og Mia Toft, direktør, Norddjurs Kommune\nStedfortrædere: Ib Nord deltog i stedet for Bo Lund, og Per Dahl deltog i stedet for Mia Toft",
        [
            "Ane Holm|borgmester|Randers Kommune",
            "Bo Lund|borgmester|Favrskov Kommune|||absent",
            "Mia Toft|direktør|Norddjurs Kommune|||absent",
            "Ib Nord||Favrskov Kommune|||for Bo Lund",
            "Per Dahl||Norddjurs Kommune|||for Mia Toft",
        ],
    ),
    "stedfortræder, short": (
        "Til stede: Ane Holm, borgmester, Randers Kommune\nAfbud: Bo Lund, borgmester, Favrskov Kommune\nStedfortræder: Ib Nord for Bo Lund",
        ["Ane Holm|borgmester|Randers Kommune", "Bo Lund|borgmester|Favrskov Kommune|||absent", "Ib Nord||Favrskov Kommune|||for Bo Lund"],
    ),
    "representatives before a colon": (
        "Deltagere\nBorgmester i Randers Kommune: Ane Holm (V)\nPatientrepræsentant, Danske Patienter: Bo Lund\nRepræsentant for Ældre Sagen: Mia Toft",
        ["Ane Holm|borgmester|Randers Kommune|V", "Bo Lund|patientrepræsentant|Danske Patienter", "Mia Toft|repræsentant|Ældre Sagen"],
    ),
    "late, and replaced, in sentences": (
        "Mødt: Ane Holm (V), Bo Lund (A), Mia Toft (C)\n\nBo Lund mødte kl. 9.15. Afbud fra Mia Toft, der var erstattet af Ib Nord.",
        ["Ane Holm|||V", "Bo Lund|||A||partial", "Mia Toft|||C||absent", "Ib Nord|||||for Mia Toft"],
    ),
    "marks below a head with an empty cell": ("| Navn | | Mødt | Afbud |\n| Ane Holm | x |\n| Bo Lund | x |", ["Ane Holm", "Bo Lund"]),
    "sides in sentences with titles": (
        "Deltagere: Fra Regionshospitalet Randers: hospitalsdirektør Ane Holm. Fra kommunerne: borgmester Bo Lund, Randers, og borgmester Mia Toft, Favrskov.",
        ["Ane Holm|hospitalsdirektør|Regionshospitalet Randers", "Bo Lund|borgmester|Randers Kommune", "Mia Toft|borgmester|Favrskov Kommune"],
    ),
    "labels line by line": (
        "Deltagere: Ane Holm (borgmester, Randers Kommune), Bo Lund (PLO)\nAfbud fra: Bo Lund\nReferent: Mia Toft (konsulent, Region Midtjylland)",
        ["Ane Holm|borgmester|Randers Kommune", "Bo Lund||PLO-Midtjylland|||absent", "Mia Toft|konsulent|Region Midtjylland||referent"],
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
        (HOME.replace("Varde Kommune\n", "Varde Kommune - "), "Varde Kommune"),
        (HOME.replace("Varde Kommune\n", "").replace("Sundhed\n", "Sundhed i Varde Kommune\n"), "Varde Kommune"),
        (HOME.replace("Udvalget for Social og Sundhed", "Sundhedsråd Lillebælt"), ""),
    ],
)
def test_a_municipality_s_own_committee(title: str, organisation: str, tmp_path: Path) -> None:
    meeting = met(tmp_path, f"{title}Mødt: Byrådsmedlem Ane Holm (V), formand\nByrådsmedlem Bo Lund (A){ITEM}")
    assert [one.person.organisation.label if one.person.organisation else "" for one in meeting.attendances] == [organisation] * 2


PEOPLE = TITLE + "Deltagere:\nAne Holm, borgmester, Randers Kommune\nBo Lund, sundhedschef, Favrskov Kommune\n\nAfbud: Bo Lund\n\n\n"
AGENDAS = {
    "a list of attachments with the decision right below it": (
        "25. Ny standard\nForvaltningen indstiller,\nat udvalget drøfter forslaget, og\nat byrådet godkender det.\nBilag:\nForslag til standard\n"
        "Høringssvar fra Ældrerådet\nBeslutning:\nDrøftet. Udvalget anbefaler forslaget godkendt.\n\n26. Orientering\nIngen.",
        ["25|Ny standard|2|drøftet+anbefalet|2", "26|Orientering|0||0"],
    ),
    "a decision headed by whose it is, on which day": (
        "1. Dagsorden\n\nBeslutning Randersklyngen den 12-03-2025\n\nGodkendt.\n\n2. Sundhedsaftale 2024-2027: status\n\n"
        "Beslutning Randersklyngen, 12. marts 2025\n\nDrøftet.\n\nBilag: 1) Aftale 2) Status",
        ["1|Dagsorden|0|godkendt|0", "2|Sundhedsaftale 2024-2027: status|0|drøftet|2"],
    ),
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
    "titles in capitals": (
        "VELKOMMEN\n\nBeslutning: Godkendt.\n\nNYT FRA UDVALGENE\n\nBeslutning: Drøftet.\n",
        ["|VELKOMMEN|0|godkendt|0", "|NYT FRA UDVALGENE|0|drøftet|0"],
    ),
    "a question as a title": (
        "Velkommen\n\nBeslutning: Godkendt.\n\nHvordan bruger vi midlerne?\n\nSagsfremstilling\nDer er 2 mio. kr.\n\nBeslutning\nDrøftet.\n",
        ["|Velkommen|0|godkendt|0", "|Hvordan bruger vi midlerne?|0|drøftet|0"],
    ),
    "a title over two lines": (
        "Velkommen\n\nBeslutning: Godkendt.\n\nSamarbejde om borgere med kroniske sygdomme i de fire kommuner og på\nplejehjemmene\n\nBeslutning: Drøftet.\n",
        ["|Velkommen|0|godkendt|0", "|Samarbejde om borgere med kroniske sygdomme i de fire kommuner og på plejehjemmene|0|drøftet|0"],
    ),
    "lines set apart in a decision": (
        "Velkommen\n\nBeslutning: Godkendt.\n\nBudget\n\nBeslutning\n\nKlyngen godkendte budgettet\n\nNæste skridt aftales\n\nNye aftaler\n\nBeslutning: Drøftet.\n",
        ["|Velkommen|0|godkendt|0", "|Budget|0|godkendt|0", "|Nye aftaler|0|drøftet|0"],
    ),
    "two infinitives": ("1. Plan\n\nBeslutning:\nKlyngen besluttede at godkende planen og at udsætte budgettet.\n", ["1|Plan|0|godkendt+udsat|0"]),
    "agreement and support": (
        "1. Plan\n\nBeslutning: Der var enighed om at anbefale planen.\n\n2. Budget\n\nBeslutning: Der var tilslutning til indstillingen.\n",
        ["1|Plan|0|anbefalet|0", "2|Budget|0|tiltrådt|0"],
    ),
    "a proposal on its label's line": (
        "1. Plan\n\nForslag: Formandskabet foreslår, at klyngen godkender planen.\n\nBeslutning: Godkendt.\n",
        ["1|Plan|1|godkendt|0"],
    ),
    "titles that are called proposals": (
        "1. Forslag til ny plan\n\nBeslutning: Godkendt.\n\n2. Forslag\n\nBeslutning: Drøftet.\n",
        ["1|Forslag til ny plan|0|godkendt|0", "2|Forslag|0|drøftet|0"],
    ),
    "a proposal in the case text": (
        "1. Plan\n\nSagsfremstilling\nTre indsatser er foreslået.\n\nForslag til indsatser\nEn klinik og et team.\n\nBeslutning\nGodkendt.\n",
        ["1|Plan|0|godkendt|0"],
    ),
    "decided without a label": (
        "1. Plan\n\nDet besluttedes at godkende planen.\n\n2. Budget\n\nDet besluttedes at udsætte sagen.\n",
        ["1|Plan|0|godkendt|0", "2|Budget|0|udsat|0"],
    ),
    "infinitives as a list": (
        "1. Plan\n\nDet besluttedes,\n\n1. at godkende planen\n2. at anbefale budgettet\n\n2. Budget\n\nBeslutning: Godkendt.\n",
        ["1|Plan|0|godkendt+anbefalet|0", "2|Budget|0|godkendt|0"],
    ),
    "an infinitive behind another decides nothing": (
        "1. Plan\n\nBeslutning: At arbejde videre med at godkende nye pladser.\n\n2. B\n\nBeslutning: Drøftet.\n",
        ["1|Plan|0||0", "2|B|0|drøftet|0"],
    ),
    "contents before the items": (
        "Dagsorden\n\nVelkommen\nBudget\nEventuelt\n\n\nVelkommen\n\nBeslutning: Godkendt.\n\nBudget\n\nBeslutning: Udsat.\n\nEventuelt\n\nBeslutning: Intet.\n",
        ["|Velkommen|0|godkendt|0", "|Budget|0|udsat|0", "|Eventuelt|0||0"],
    ),
    "of whom a region is asked, nobody decides": (
        "1. Plan\n\nBeslutning: Klyngen besluttede at bede regionen om at undersøge planen og at udsætte budgettet.",
        ["1|Plan|0||0"],
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


@pytest.mark.parametrize(("ending", "mark"), [("md", "**"), ("txt", "")])
def test_titles_that_only_stand_out(ending: str, mark: str, tmp_path: Path) -> None:
    text = "{0}Velkommen{0}\n\n{0}Beslutning:{0} Godkendt.\n\n{0}Nyt fra udvalgene{0}\n\n{0}Beslutning:{0} Drøftet.\n"
    assert [handled(item) for item in met(tmp_path, PEOPLE + text.format(mark), ending).items] == [
        "|Velkommen|0|godkendt|0",
        "|Nyt fra udvalgene|0|drøftet|0",
    ]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Projektleder Mia Toft i Socialstyrelsen har peget på problemet.", ("projektleder", "Socialstyrelsen")),
        ("Økonomichef Mia Toft (V) i Danske Regioner har skrevet et brev.", ("økonomichef", "Danske Regioner")),
        ("Overlæge Mia Toft på Aarhus Universitetshospital mente det.", ("overlæge", "Aarhus Universitetshospital")),
        ("Borgmester Mia Toft i Odder Kommune har skrevet.", ("borgmester", "Odder Kommune")),
        ("Konsulent Mia Toft i Odense har skrevet.", ("konsulent", "")),
        ("Afdelingschef Mia Toft i Region Midtjylland og Odder Kommune har skrevet.", ("afdelingschef", "")),
    ],
)
def test_where_somebody_named_in_passing_is_from(sentence: str, said: tuple[str, str]) -> None:
    [mention] = mentions([clean(sentence, 0)], [], "", "region-midtjylland")
    assert (
        mention.person.role.label if mention.person.role else "",
        mention.person.organisation.label if mention.person.organisation else "",
    ) == said


PAGE = """<!DOCTYPE html><html lang="da"><head><title>Referat</title></head><body><main><h1>Randersklyngen</h1><p>Referat af møde den 12. marts 2025</p>
{}</main></body></html>"""
PARTS = "<p><b>Beslutning:</b> Godkendt.</p>"
GROUPS = [
    "Ane Holm|regionsrådsmedlem|Region Midtjylland|V",
    "Bo Lund|regionsrådsmedlem|Region Midtjylland|A||absent",
    "Mia Toft|direktør|Randers Kommune",
]


@pytest.mark.parametrize(
    ("page", "people", "items"),
    [
        (
            "<h3>Regionsrådsmedlemmer</h3><p>Mødt: Ane Holm (V)</p><p>Ikke mødt: Bo Lund (A)</p><h3>Forvaltningen</h3>"
            f"<p>Mødt: Direktør Mia Toft, Randers Kommune</p><h2>1. Velkommen</h2>{PARTS}",
            GROUPS,
            ["1|Velkommen|0|godkendt|0"],
        ),
        (
            "<p><strong>Regionsrådsmedlemmer</strong><br>Mødt: Ane Holm (V)<br>Ikke mødt: Bo Lund (A)</p><p><strong>Forvaltningen</strong><br>"
            f"Mødt: Direktør Mia Toft, Randers Kommune</p><p><strong>Velkommen</strong></p>{PARTS}<p><strong>Budget</strong></p>{PARTS}",
            GROUPS,
            ["|Velkommen|0|godkendt|0", "|Budget|0|godkendt|0"],
        ),
        (
            "<h2>Deltagere</h2><table><tr><td>Borgmester i Randers Kommune</td><td>Ane Holm (V)</td></tr><tr><td>Sundhedschef, Favrskov Kommune</td>"
            f"<td>Bo Lund (afbud)</td></tr></table><h2>1. Velkommen</h2>{PARTS}",
            ["Ane Holm|borgmester|Randers Kommune|V", "Bo Lund|sundhedschef|Favrskov Kommune|||absent"],
            ["1|Velkommen|0|godkendt|0"],
        ),
    ],
)
def test_the_same_on_a_page(page: str, people: list[str], items: list[str], tmp_path: Path) -> None:
    meeting = met(tmp_path, PAGE.format(page), "html")
    assert [came(one) for one in meeting.attendances] == people
    assert [handled(item) for item in meeting.items] == items


@pytest.mark.parametrize(
    "text",
    [
        "Farmaceut Agnete Vejlby, Aarhus Universitetshospital, holdt oplæg om medicin. Ane Holm spurgte til økonomien.\n\nDer blev aftalt et nyt møde.",
        "Velkommen\n\nAne Holm bød velkommen og præsenterede Per Dahl, ny konsulent i Randers Kommune\n\nBudget\n\nIb Nord fremlagde budgettet",
        "Eventuelt\n\nPer Dahl, Randers Kommune, inviterer til temadag",
    ],
)
@pytest.mark.parametrize("label", ["Afbud: Bo Lund", "Afbud:\nBo Lund, Randers Kommune", "Afbud: Ingen\nFraværende: Bo Lund"])
def test_who_is_named_behind_the_absentees_is_none_of_them(label: str, text: str, tmp_path: Path) -> None:
    meeting = met(tmp_path, f"{TITLE}Deltagere: Ane Holm (V), Ib Nord (C), Bo Lund (A)\n\n{label}\n\n{text}\n")
    assert [(one.person.name, one.status.value) for one in meeting.attendances] == [
        ("Ane Holm", "present"),
        ("Ib Nord", "present"),
        ("Bo Lund", "absent"),
    ]


def test_lists_side_by_side_are_read_column_by_column(tmp_path: Path) -> None:
    table = (
        "| Region Midtjylland | Kommunerne | Almen praksis |\n|---|---|---|\n"
        "| Ane Holm (A), regionsrådsformand | Bo Lund (V), borgmester, Randers | Mia Toft, PLO |\n"
        "| Ib Nord (Ø) – afbud | Lise Vig (A), borgmester, Favrskov | |\n"
    )
    meeting = met(tmp_path, f"# Randersklyngen\n\nReferat af møde den 12. marts 2025\n\n{table}\n\n## 1. Velkommen\n\nBeslutning: Godkendt.\n", "md")
    assert [came(one) for one in meeting.attendances] == [
        "Ane Holm|regionsrådsformand|Region Midtjylland|A",
        "Bo Lund|borgmester|Randers Kommune|V",
        "Mia Toft||PLO-Midtjylland",
        "Ib Nord||Region Midtjylland|Ø||absent",
        "Lise Vig|borgmester|Favrskov Kommune|A",
    ]


COUNTED = {
    "Roman numerals": ("{n}. {title}", ("I", "II", "III")),
    "Roman numerals and a dash": ("{n} – {title}", ("I", "II", "III")),
    "capitals": ("{n}. {title}", ("A", "B", "C")),
    "capitals behind a word": ("Pkt. {n}. {title}", ("A", "B", "C")),
    "small letters": ("{n}) {title}", ("a", "b", "c")),
    "a number a year": ("Sag {n} {title}", ("12/2025", "13/2025", "14/2025")),
    "one of several": ("Sag {n} af 3: {title}", ("1", "2", "3")),
    "a numbered case": ("Sag nr. {n} – {title}", ("1", "2", "3")),
    "a numbered proposal in capitals": ("FORSLAG {n}: {title}", ("1", "2", "3")),
    "topics": ("Emne {n}: {title}", ("1", "2", "3")),
    "a middle dot": ("{n} · {title}", ("22", "23", "24")),
    "sections": ("§ {n}. {title}", ("7", "8", "9")),
}
TITLES = ("Siden sidst", "Akutpladser i Favrskov", "Eventuelt")


@pytest.mark.parametrize(("form", "numbers"), COUNTED.values(), ids=COUNTED.keys())
def test_how_an_agenda_counts(tmp_path: Path, form: str, numbers: tuple[str, ...]) -> None:
    heads = [form.format(n=number, title=title) for number, title in zip(numbers, TITLES, strict=True)]
    text = TITLE + "\n\n".join(f"{head}\n\nUdfald: Punktet blev drøftet." for head in heads)
    assert [handled(item) for item in met(tmp_path, text).items] == [
        f"{number}|{title}|0|drøftet|0" for number, title in zip(numbers, TITLES, strict=True)
    ]


def test_a_lettered_list_is_no_agenda(tmp_path: Path) -> None:
    text = f"{TITLE}1. Status\n\nTre ting:\n\nA. Mad\n\nB. Vand\n\nC. Ro\n\nUdfald: Drøftet.\n\n2. Eventuelt\n\nUdfald: Intet."
    assert [item.number for item in met(tmp_path, text).items] == ["1", "2"]


PARTS = {
    "proposed, material, outcome": ("Det foreslås,", "Materiale", "Udfald"),
    "the chairs propose, attached, adopted": ("Formandskabet foreslår,", "Vedlagt", "Vedtaget"),
    "a proposal for decision, attached, conclusion": ("Oplæg til beslutning:", "Vedhæftet", ">> Konklusion"),
    "the secretariat recommends, documents, result of a vote": ("Sekretariatet anbefaler,", "Dokumenter", "Resultat af voteringen"),
}


@pytest.mark.parametrize(("asks", "papers", "came_of_it"), PARTS.values(), ids=PARTS.keys())
def test_what_the_parts_of_an_item_are_called(tmp_path: Path, asks: str, papers: str, came_of_it: str) -> None:
    item = f"{asks}\n\nat planen godkendes\nat budgettet drøftes\n\nDer er talt med alle.\n\n{papers}: Plan · Budget\n\n{came_of_it}: Godkendt."
    text = f"{TITLE}1. Planen\n\n{item}\n\n2. Eventuelt\n\n{came_of_it}: Intet."
    assert handled(met(tmp_path, text).items[0]) == "1|Planen|2|godkendt|2"


HOURS = {
    "opened and closed": "Mødet blev åbnet kl. 9.05 og hævet kl. 10.50.",
    "under way and over": "Vi var i gang fra 9.05 og sluttede 10.50.",
    "begun and done": "Mødet begyndte kl. 9.05 og var slut kl. 10.50.",
    "lasted": "Mødet varede fra kl. 9.05 til 10.50.",
}


@pytest.mark.parametrize("told", HOURS.values(), ids=HOURS.keys())
def test_when_a_sentence_says_that_the_meeting_began_and_ended(tmp_path: Path, told: str) -> None:
    meeting = met(tmp_path, f"Randersklyngen\n\nReferat af møde onsdag den 12. marts 2025\n\n{told}{ITEM}")
    assert (str(meeting.start), str(meeting.end)) == ("09:05:00", "10:50:00")


ROLL = "Deltagere\nAne Holm (V), borgmester, Randers Kommune\nBo Lund (A), regionsrådsmedlem\n"


def items_with(*away: str) -> str:
    return "".join(f"\n\n{number}. Sag om noget\n\nBeslutning\n\nDrøftet.\n\n{who}" for number, who in enumerate(away, 1))


AWAY = {
    "for all items": (("Ikke til stede: Ane Holm.",) * 3, "absent", ()),
    "for the first": (("Ikke til stede: Ane Holm og Bo Lund.", "Ikke til stede: Bo Lund.", "Ikke til stede: Bo Lund."), "partial", ("1",)),
    "told once": (("Afbud: Ane Holm.", "", ""), "absent", ()),
    "until she came": (("Ikke til stede: Ane Holm.", "Ane Holm mødte kl. 16.10 under denne sag.", ""), "partial", ("1",)),
}


@pytest.mark.parametrize(("away", "status", "missed"), AWAY.values(), ids=AWAY.keys())
def test_who_was_away_below_each_decision(tmp_path: Path, away: tuple[str, ...], status: str, missed: tuple[str, ...]) -> None:
    ane = next(one for one in met(tmp_path, TITLE + ROLL + items_with(*away)).attendances if one.person.name == "Ane Holm")
    assert (ane.status.value, ane.items_missed) == (status, missed)


STAYED = {
    "gik efter sag III": ("I", "II", "III", "IV"),
    "med fra pkt. C": ("A", "B", "C", "D"),
    "kun til og med b": ("a", "b", "c", "d"),
    "fra sag 13/2025": ("12/2025", "13/2025", "14/2025"),
}


@pytest.mark.parametrize(("remark", "numbers"), STAYED.items(), ids=STAYED.keys())
def test_how_long_somebody_stayed_by_other_numbers(tmp_path: Path, remark: str, numbers: tuple[str, ...]) -> None:
    heads = "".join(f"\n\nSag {number}: Noget\n\nUdfald: Drøftet." for number in numbers)
    text = f"{TITLE}Deltagere\nAne Holm (V), borgmester, Randers Kommune [{remark}]\nBo Lund (A), regionsrådsmedlem{heads}"
    ane = met(tmp_path, text).attendances[0]
    stayed = {"gik efter sag III": ("IV",), "med fra pkt. C": ("A", "B"), "kun til og med b": ("c", "d"), "fra sag 13/2025": ("12/2025",)}
    assert (ane.status.value, ane.items_missed) == ("partial", stayed[remark])


def test_notes_at_the_end_and_a_column_of_initials(tmp_path: Path) -> None:
    people = "AH   Ane Holm (V), borgmester, Randers Kommune[^1]\nBKL  Bo Kjær Lund (A), regionsrådsmedlem[^2]\nMT   Mia Toft, konsulent, Randers Kommune\n"
    notes = "\n[^1]: Meldte afbud. Direktør Ib Nord, Randers Kommune, var med i stedet.\n[^2]: Sendte afbud.\n"
    meeting = met(tmp_path, f"{TITLE}Deltagere\n\n{people}{ITEM}{notes}", "md")
    assert {one.person.name: (one.status.value, one.in_place_of) for one in meeting.attendances} == {
        "Ane Holm": ("absent", ()),
        "Bo Kjær Lund": ("absent", ()),
        "Mia Toft": ("present", ()),
        "Ib Nord": ("present", ("Ane Holm",)),
    }


def test_a_table_whose_cells_hold_a_title_and_the_parts_of_the_item(tmp_path: Path) -> None:
    contents = "<p>Fælles vagt</p><p>Vagten er ny.</p><p>Det indstilles, at klyngen</p><ul><li>drøfter vagten</li><li>vælger en vært</li></ul><p>Bilag:</p><p>Notat om vagt</p>"
    page = (
        "<h1>Randersklyngen</h1><p>Referat af møde den 12. marts 2025</p><h2>Deltagere</h2><p>Ane Holm (V), borgmester, Randers Kommune</p><table>"
        "<tr><th>Punkt</th><th>Indhold</th><th>Beslutning</th></tr><tr><td>1</td><td>Velkomst</td><td>Dagsordenen blev godkendt.</td></tr>"
        f"<tr><td>2</td><td>{contents}</td><td>Udsat.</td></tr></table><p>3 Eventuelt</p><p>Intet.</p>"
    )
    assert [handled(item) for item in met(tmp_path, page, "html").items] == ["1|Velkomst|0|godkendt|0", "2|Fælles vagt|2|udsat|1", "3|Eventuelt|0||0"]
