"""How lists, tables and sentences of the head say who came and in which office. All people are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_minutes_layouts import ITEM, TITLE, came, met

TABLES = {
    "whether somebody came, with when and who else": (
        "Part | Person | Deltog/afbud",
        {
            "Horsens Kommune | Ane Holm, direktør | Deltog til kl. 9.45": ["Ane Holm|direktør|Horsens Kommune|||partial"],
            "Odder Kommune | Bo Lund, direktør | Afbud – Ib Toft deltog": [
                "Bo Lund|direktør|Odder Kommune|||absent",
                "Ib Toft||Odder Kommune|||for Bo Lund",
            ],
            "Psykiatrien | Eva Brej, vicedirektør | Deltog (Teams)": ["Eva Brej|vicedirektør|Psykiatrien"],
            "Hedensted Kommune | Kim Vang, direktør | Ikke til stede. Stedfortræder: Lis Bro, chef": [
                "Kim Vang|direktør|Hedensted Kommune|||absent",
                "Lis Bro|chef|Hedensted Kommune|||for Kim Vang",
            ],
            "Samsø Kommune | Per Vig, direktør | Ja, fra pkt. 2": ["Per Vig|direktør|Samsø Kommune|||partial"],
        },
    ),
    "letters": (
        "Nr. | Deltager | Fra | M/A",
        {
            "1 | Borgmester Ane Holm (C), formand | Odder Kommune | M": ["Ane Holm|borgmester|Odder Kommune|C|formand"],
            "2 | Borgmester Bo Lund (A) | Horsens Kommune | A": ["Bo Lund|borgmester|Horsens Kommune|A||absent"],
        },
    ),
    "crosses for who came": (
        "Inviteret | Funktion | Til stede | Suppleant",
        {
            "Ane Holm | Borgmester, Odder Kommune (formand) | x | ": ["Ane Holm|borgmester|Odder Kommune||formand"],
            "Bo Lund | Borgmester, Horsens Kommune |  | Ib Toft, byrådsmedlem": [
                "Bo Lund|borgmester|Horsens Kommune|||absent",
                "Ib Toft|byrådsmedlem|Horsens Kommune|||for Bo Lund",
            ],
            "Kim Vang | Regionsrådsmedlem, Region Midtjylland |  | ": ["Kim Vang|regionsrådsmedlem|Region Midtjylland|||absent"],
        },
    ),
    "a side over an empty cell": (
        " | Navn | Hvem er det? | Med på mødet",
        {
            "Almen praksis | Ane Holm | Læge, Hadsten | ✓ fra punkt 1": ["Ane Holm|læge|PLO-Midtjylland|||partial"],
            " | Bo Lund | Læge, Grenaa | ✓": ["Bo Lund|læge|PLO-Midtjylland"],
        },
    ),
}


@pytest.mark.parametrize(("head", "lines"), TABLES.values(), ids=TABLES)
def test_tables_that_tell_who_came(head: str, lines: dict[str, list[str]], tmp_path: Path) -> None:
    rule = "|".join(" --- " for _ in head.split("|"))
    table = "\n".join(f"| {line} |" for line in (head, rule, *lines))
    meeting = met(tmp_path, f"{TITLE}{table}{ITEM}", "md")
    assert [came(one) for one in meeting.attendances] == [row for rows in lines.values() for row in rows]


MEMBERS = "Deltagere\nBorgmester Bo Lund (A), Randers Kommune\nBorgmester Ane Holm (V), Favrskov Kommune\nKonsulent Ib Toft, Randers Kommune\n\n"
LUND, HOLM, TOFT = "Bo Lund|borgmester|Randers Kommune|A", "Ane Holm|borgmester|Favrskov Kommune|V", "Ib Toft|konsulent|Randers Kommune"
LEADS, MINUTES = f"{HOLM}|mødeleder", f"{TOFT}||referent"
OFFICES = {
    "Mødet blev ledet af Ane Holm. Referat: Ib Toft": [LUND, LEADS, MINUTES],
    "Mødeleder: Ane Holm, referent: Ib Toft": [LUND, LEADS, MINUTES],
    "Ordstyrer: Ane Holm – Referent: Ib Toft": [LUND, LEADS, MINUTES],
    "Ane Holm var ordstyrer, og Ib Toft tog referat.": [LUND, LEADS, MINUTES],
    "Referent var Ib Toft.": [LUND, HOLM, MINUTES],
    "Som referent deltog Kim Vang.": [LUND, HOLM, TOFT, "Kim Vang||||referent"],
    "Bo Lund er formand for klyngen, og Ane Holm er næstformand.": [f"{LUND}|formand", f"{HOLM}|næstformand", TOFT],
    "Klyngens formand er Ane Holm.": [LUND, f"{HOLM}|formand", TOFT],
    "Der var afbud fra Ane Holm.\n\nSekretariatet var repræsenteret ved Eva Skov.": [LUND, f"{HOLM}||absent", TOFT, "Eva Skov||||sekretariat"],
}


@pytest.mark.parametrize(("told", "expected"), OFFICES.items())
def test_offices_told_beside_a_list(told: str, expected: list[str], tmp_path: Path) -> None:
    assert sorted(came(one) for one in met(tmp_path, f"{TITLE}{MEMBERS}{told}{ITEM}").attendances) == sorted(expected)


LISTS = {
    "an office in a clause": (
        "Deltagere\nFra Randers Kommune: Borgmester Bo Lund (A), der er klyngens kommunale formand, og direktør Ib Toft.\n",
        [f"{LUND}|kommunal formand", "Ib Toft|direktør|Randers Kommune"],
    ),
    "who came for whom, by a pronoun": (
        "Deltagere\nFra Favrskov Kommune: Byrådsmedlem Eva Skov (V). Hun deltog i stedet for borgmester Ane Holm (V).\n",
        ["Eva Skov|byrådsmedlem|Favrskov Kommune|V||for Ane Holm", "Ane Holm|borgmester||V||absent"],
    ),
    "sides beside hanging lines": (
        "Deltagere, kommuner:     Bo Lund (A), borgmester, Randers\n"
        "                         Ane Holm (V), borgmester, Favrskov\n"
        "Deltagere, almen praksis: Kim Vang\n                         Eva Skov\nAfbud:                   Eva Skov\n",
        [LUND, HOLM, "Kim Vang||PLO-Midtjylland", "Eva Skov||PLO-Midtjylland|||absent"],
    ),
    "parties as headings": (
        "## Medlemmer\n### Socialdemokratiet\n- Bo Lund, regionsrådet\n### SF\n- Ane Holm, Randers Byråd\n",
        ["Bo Lund|regionsrådsmedlem|Region Midtjylland|A", "Ane Holm|byrådsmedlem|Randers Kommune|F"],
    ),
    "a substitute with a party behind the absence": (
        "Deltagere\nRanders Kommune: borgmester Bo Lund (A) AFBUD, i stedet viceborgmester Eva Skov (V)\n",
        [f"{LUND}||absent", "Eva Skov|viceborgmester|Randers Kommune|V||for Bo Lund"],
    ),
    "everybody in sentences": (
        "Fra Region Midtjylland deltog regionsrådsformand Bo Lund (formand) og regionsrådsmedlem Ane Holm. Fra PLO deltog formand Kim Vang. "
        "Som observatør deltog Eva Skov, Patientinddragelsesudvalget.\n",
        [
            "Bo Lund|regionsrådsformand|Region Midtjylland||formand",
            "Ane Holm|regionsrådsmedlem|Region Midtjylland",
            "Kim Vang|formand|PLO-Midtjylland",
            "Eva Skov||Patientinddragelsesudvalget||observatør",
        ],
    ),
}


@pytest.mark.parametrize(("head", "expected"), LISTS.values(), ids=LISTS)
def test_lists_of_who_came(head: str, expected: list[str], tmp_path: Path) -> None:
    meeting = met(tmp_path, TITLE + head + ITEM, "md" if "#" in head else "txt")
    assert [came(one) for one in meeting.attendances] == expected


def test_spans_that_nothing_parts(tmp_path: Path) -> None:
    """A page's style sets them apart, and the text has no space between them."""
    people = (("Ane Holm", "Borgmester, Randers Kommune"), ("Bo Lund", "Direktør, Favrskov Kommune", "Afbud"))
    spans = ("".join(f'<span class="part">{part}</span>' for part in parts) for parts in people)
    items = "".join(f"<li>{span}</li>" for span in spans)
    page = f"<h1>Randersklyngen</h1><p>Møde den 12. marts 2025</p><h2>Deltagere</h2><ul>{items}</ul><h2>1. Velkommen</h2><p>Beslutning: Godkendt.</p>"
    meeting = met(tmp_path, f"<html><body>{page}</body></html>", "html")
    assert [came(one) for one in meeting.attendances] == ["Ane Holm|borgmester|Randers Kommune", "Bo Lund|direktør|Favrskov Kommune|||absent"]


TITLES = (
    "Dato: 20. marts 2025\n\nMødet fandt sted onsdag den 12. marts 2025 på Randers Rådhus.",
    "20. marts 2025\n\nREFERAT AF 7. MØDE I RANDERSKLYNGEN\nONSDAG DEN 12. MARTS 2025 KL. 9.00-11.00",
    "Dato\n20. marts 2025\n\nMøde den 12. marts 2025 kl. 9.00 – 11.00",
)


@pytest.mark.parametrize("title", TITLES)
def test_the_meeting_s_own_date_beside_a_letter_s(title: str, tmp_path: Path) -> None:
    assert str(met(tmp_path, f"Randersklyngen\n\n{title}\n\n{MEMBERS}{ITEM}").date) == "2025-03-12"
