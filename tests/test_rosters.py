"""Rosters: tenure, alternates, people listed twice, committees, running text, and the dates that a list gives itself."""

from __future__ import annotations

import pytest

import loaders
import ontology
import queries
from klyngegraf.derived import refresh_identities
from loaders import tenure
from loaders.document import Document
from loaders.graph import to_quads
from loaders.iris import Iris
from loaders.model import Reading
from loaders.readers import plain
from store import DataFolder
from store.manifest import DocumentRecord
from tests.rows import rows

HEAD = "# Medlemmer af Randersklyngen\n\nOpdateret 1. marts 2024\n\n"


def document(text: str) -> Document:
    return Document("medlemmer.md", "/medlemmer.md", "text/markdown", text.encode())


def read(text: str) -> Reading:
    one = document(text)
    return loaders.parse(plain.read(one), one)


@pytest.mark.parametrize(
    ("line", "since", "until"),
    [
        ("Ane Holm (V) - indtrådt 1. februar 2024", "2024-02-01", ""),
        ("Ane Holm (V), borgmester, indtil 31. december 2024", "", "2024-12-31"),
        ("Ane Holm (V), medlem siden 2022", "2022", ""),
        ("Ane Holm (V) (udtrådt pr. 1. maj 2024)", "", "2024-05-01"),
        ("Ane Holm (V), 2022-2025", "2022", "2025"),
        ("Ane Holm (V), mødte den 1. maj 2024", "", ""),
    ],
)
def test_tenure_in_a_line(line: str, since: str, until: str) -> None:
    assert [str(day or "") for day in tenure.of_text(line)] == [since, until]


def test_tenure_stands_only_with_whom_it_is_said_of() -> None:
    text = """| Navn | Titel | Organisation | Fra | Til |
| --- | --- | --- | --- | --- |
| Ane Holm | Borgmester | Randers Kommune | 01-01-2022 | 31-05-2024 |
| Bo Friis | Borgmester | Favrskov Kommune | 01-06-2024 | |
| Eva Dahl | Direktør | Randers Kommune | | |
"""
    got = [(one.person.name, str(one.since or ""), str(one.until or "")) for one in read(HEAD + text).memberships]
    assert got == [("Ane Holm", "2022-01-01", "2024-05-31"), ("Bo Friis", "2024-06-01", ""), ("Eva Dahl", "", "")]


def test_who_is_listed_twice_is_one_member_with_all_that_both_places_say() -> None:
    text = "**Formandskab**\n\nAne Holm (A), Randers Kommune\n\n**Kommunerne**\n\nBorgmester Ane Holm (A), Randers Kommune\n\nBorgmester Bo Friis (V), Favrskov Kommune\n"
    assert [row[1:6] for row in rows(read(HEAD + text), "memberships")] == [
        ("Ane Holm", "borgmester", "Randers Kommune", "A", "formandskab"),
        ("Bo Friis", "borgmester", "Favrskov Kommune", "V", ""),
    ]


def test_namesakes_of_two_parties_are_two_members() -> None:
    text = "Borgmester Ane Holm (A), Randers Kommune\n\nBorgmester Ane Holm (V), Favrskov Kommune\n\nBorgmester Bo Friis (V), Norddjurs Kommune\n"
    assert [row[1] for row in rows(read(HEAD + text), "memberships")] == ["Ane Holm", "Ane Holm", "Bo Friis"]


ALTERNATES = {
    "Borgmester Ane Holm (A), Randers Kommune, stedfortræder: Viceborgmester Bo Friis (V)": ("Bo Friis", "Randers Kommune", "stedfortræder"),
    "Regionsrådsmedlem Ane Holm (A) (suppleant: Bo Friis (V))": ("Bo Friis", "Region Midtjylland", "suppleant"),
    "**Suppleanter fra Randers Kommune**\n\n- Bo Friis (V)": ("Bo Friis", "Randers Kommune", "suppleant"),
    "Stedfortræder for regionsrådets medlemmer: Bo Friis (V)": ("Bo Friis", "Region Midtjylland", "stedfortræder"),
}


@pytest.mark.parametrize("text", ALTERNATES)
def test_alternates_are_marked_and_nobody_else_is(text: str) -> None:
    found = rows(read(f"{HEAD}Borgmester Eva Dahl (A), Favrskov Kommune\n\n{text}\n"), "memberships")
    assert [(person, organisation, function) for _, person, _, organisation, _, function, _ in found if function] == [ALTERNATES[text]]


def test_a_column_of_alternates_takes_nobodys_seat() -> None:
    text = """| Part | Repræsentant | Suppleant |
| --- | --- | --- |
| Randers Kommune | Borgmester Ane Holm (A) | Viceborgmester Lis Krog (V) |
| Favrskov Kommune | Borgmester Bo Friis (V), næstformand | |
"""
    assert [row[1:6] for row in rows(read(HEAD + text), "memberships")] == [
        ("Ane Holm", "borgmester", "Randers Kommune", "A", ""),
        ("Lis Krog", "viceborgmester", "Randers Kommune", "V", "suppleant"),
        ("Bo Friis", "borgmester", "Favrskov Kommune", "V", "næstformand"),
    ]


def test_committees_have_lists_of_their_own() -> None:
    text = "## Udvalget for ældre\n\nÆldrechef Ane Holm, Randers Kommune\n\n## Udvalget for psykiatri\n\nSocialchef Bo Friis, Syddjurs Kommune\n"
    assert [(row[0], row[1]) for row in rows(read(HEAD + text), "memberships")] == [("ældre", "Ane Holm"), ("psykiatri", "Bo Friis")]


def test_people_in_sentences_belong_to_the_side_that_each_sentence_names() -> None:
    text = """Fra regionsrådet deltager Ane Holm (V), Bo Friis (A) og Eva Dahl (C), og de er valgt for hele perioden. Fra
kommunerne deltager borgmester Ole Vind (V), Randers Kommune, og borgmester Pia Skov (A), Favrskov
Kommune.
"""
    assert [row[1:5] for row in rows(read(HEAD + text), "memberships")] == [
        ("Ane Holm", "regionsrådsmedlem", "Region Midtjylland", "V"),
        ("Bo Friis", "regionsrådsmedlem", "Region Midtjylland", "A"),
        ("Eva Dahl", "regionsrådsmedlem", "Region Midtjylland", "C"),
        ("Ole Vind", "borgmester", "Randers Kommune", "V"),
        ("Pia Skov", "borgmester", "Favrskov Kommune", "A"),
    ]


def test_a_short_sentence_says_who_sits_for_whom() -> None:
    text = "Randers Kommune er repræsenteret ved borgmester Ane Holm (A).\n\nPLO-Midtjylland er repræsenteret ved Bo Friis og Eva Dahl.\n"
    assert [row[1:5] for row in rows(read(HEAD + text), "memberships")] == [
        ("Ane Holm", "borgmester", "Randers Kommune", "A"),
        ("Bo Friis", "", "PLO-Midtjylland", ""),
        ("Eva Dahl", "", "PLO-Midtjylland", ""),
    ]


def test_sentences_without_a_verb_for_the_side_or_with_an_office_first() -> None:
    text = """Formand er borgmester Ane Holm (A), Randers Kommune. Næstformand er regionsrådsmedlem Ida Skov (C).

Fra Favrskov Kommune borgmester Bo Friis (V).

De øvrige medlemmer er borgmester Ole Vind (V), Norddjurs Kommune, og praktiserende læge Eva Dahl, PLO-Midtjylland.

Klyngen repræsenterer borgerne i Randers Kommune.
"""
    assert [row[1:6] for row in rows(read(HEAD + text), "memberships")] == [
        ("Ane Holm", "borgmester", "Randers Kommune", "A", "formand"),
        ("Ida Skov", "regionsrådsmedlem", "Region Midtjylland", "C", "næstformand"),
        ("Bo Friis", "borgmester", "Favrskov Kommune", "V", ""),
        ("Ole Vind", "borgmester", "Norddjurs Kommune", "V", ""),
        ("Eva Dahl", "praktiserende læge", "PLO-Midtjylland", "", ""),
    ]


def test_a_short_sentence_may_begin_with_who_sits() -> None:
    text = "Borgmester Ane Holm (A) repræsenterer Randers Kommune.\n\nBorgmester Bo Friis (V) er udpeget af Favrskov Kommune og er næstformand.\n"
    assert [row[1:6] for row in rows(read(HEAD + text), "memberships")] == [
        ("Ane Holm", "borgmester", "Randers Kommune", "A", ""),
        ("Bo Friis", "borgmester", "Favrskov Kommune", "V", "næstformand"),
    ]


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("Opdateret 1. marts 2024", "2024-03-01"),
        ("Senest revideret: 12-03-2024", "2024-03-12"),
        ("Gældende pr. 15. august 2024", "2024-08-15"),
        ("Version 3, opdateret d. 5. marts 2024", "2024-03-05"),
        ("Medlemmer pr. 1/2-2025", "2025-02-01"),
        ("Januar 2026", "2026-01"),
        ("Godkendt af den politiske sundhedsklynge den 14. marts 2024", "2024-03-14"),
        ("Perioden 1. januar 2022 - 31. december 2025. Listen gælder pr. 15. januar 2023.", "2023-01-15"),
    ],
)
def test_the_date_that_a_list_gives_itself(said: str, date: str) -> None:
    people = "Borgmester Ane Holm (A), Randers Kommune\n\nBorgmester Bo Friis (V), Favrskov Kommune\n"
    assert str(read(f"# Medlemmer af Randersklyngen\n\n{said}\n\n{people}").date) == date


def test_an_alternate_is_no_member_in_a_partys_count(tmp_path: object) -> None:
    text = f"{HEAD}Borgmester Ane Holm (A), Randers Kommune\n\nBorgmester Eva Dahl (A), Favrskov Kommune, stedfortræder: Bo Friis (A)\n"
    one = document(text)
    as_read = plain.read(one)
    quads = to_quads(one, as_read, loaders.parse(as_read, one), Iris())
    record = DocumentRecord(one.id, "", one.name, one.media_type, one.sha256, "roster", "", Iris().graph(one.id), 1, 0, 1, 1, "", "")
    folder = DataFolder(tmp_path / "data")  # type: ignore[operator]
    with folder.draft() as draft:
        draft.put(record, quads, as_read.text)
        for graph in {str(quad.graph_name) for quad in ontology.quads()}:
            draft.replace(graph.strip("<>"), [quad for quad in ontology.quads() if str(quad.graph_name) == graph])
        refresh_identities(draft)
        draft.commit()
    store, _ = folder.open()
    assert [(row[1], row[3]) for row in queries.run(store, "parties", {}).rows] == [("A", "2")]
    assert len(queries.run(store, "memberships", {}).rows) == 3, "the list itself shows all three"


def test_alternates_by_name_sit_for_whom_their_member_represents() -> None:
    text = (
        "Sundhedsrådet for Kronjylland\nRegion Midtjylland\nMedlemsliste pr. 1. januar 2026\n\nFra regionsrådet:\nHelle Jensen (A)\nPoul Vig (V)\n\n"
        "Fra kommunerne:\nLars Lund (C), borgmester, Favrskov\n\nSuppleanter:\nSusanne Nord (V) for Poul Vig\nCharlotte Holm (C) for Lars Lund\n"
    )
    told = [
        (one.person.name, one.person.organisation.label if one.person.organisation else "", "|".join(term.label for term in one.person.functions))
        for one in read(text).memberships
    ]
    assert told[1:] == [
        ("Poul Vig", "Region Midtjylland", ""),
        ("Lars Lund", "Favrskov Kommune", ""),
        ("Susanne Nord", "Region Midtjylland", "suppleant"),
        ("Charlotte Holm", "Favrskov Kommune", "suppleant"),
    ]


@pytest.mark.parametrize(
    ("wording", "function"),
    [
        ("udvalgets formand", "formand"),
        ("klyngens næstformand", "næstformand"),
        ("formand for rådet", "formand"),
        ("2. næstformand", "næstformand"),
        ("viceformand", "næstformand"),
        ("medformand for kommunerne", "kommunal medformand"),
        ("faglig formand", "faglig formand"),
        ("1. suppleant", "suppleant"),
        ("fast stedfortræder", "stedfortræder"),
        ("observatør uden stemmeret", "observatør"),
        ("medlem af formandskabet", "formandskab"),
        ("tilforordnet medlem", "tilforordnet"),
        ("klyngens sekretær", "sekretær"),
        ("regionsrådets formand", ""),
    ],
)
@pytest.mark.parametrize("line", ["Borgmester Ane Holm (A), Randers Kommune ({})", "Ane Holm (A), borgmester, Randers Kommune, {}"])
def test_an_office_in_whatever_words(line: str, wording: str, function: str) -> None:
    text = f"{HEAD}- {line.format(wording)}\n- Borgmester Bo Friis (V), Favrskov Kommune\n"
    assert [(one.person.name, "|".join(term.label for term in one.person.functions)) for one in read(text).memberships] == [
        ("Ane Holm", function),
        ("Bo Friis", ""),
    ]


@pytest.mark.parametrize(
    ("head", "function"),
    [
        ("Personlig suppleant", "suppleant"),
        ("Medlemmets suppleant", "suppleant"),
        ("1. stedfortræder (navn)", "stedfortræder"),
        ("Reserve", "suppleant"),
    ],
)
@pytest.mark.parametrize("first", ["Udpeget af | Navn og titel", "Kommune/region | Medlem", "Indstillende organisation | Repræsentant"])
def test_a_column_of_alternates(first: str, head: str, function: str) -> None:
    text = f"""{HEAD}| {first} | Parti | {head} |
| --- | --- | --- | --- |
| Randers Kommune | Ane Holm, borgmester | A | Ib Nord, udvalgsformand (V) |
| Favrskov Kommune | Bo Friis, borgmester | V | Ikke udpeget |
"""
    told = [(row[1], row[3], row[4], row[5]) for row in rows(read(text), "memberships")]
    assert told == [
        ("Ane Holm", "Randers Kommune", "A", ""),
        ("Ib Nord", "Randers Kommune", "V", function),
        ("Bo Friis", "Favrskov Kommune", "V", ""),
    ]


@pytest.mark.parametrize(
    ("heading", "organisation"),
    [
        ("Indstillet af regionsrådet", "Region Midtjylland"),
        ("Regionens medlemmer", "Region Midtjylland"),
        ("Region Midtjylland har udpeget:", "Region Midtjylland"),
        ("Regionsrådet - 2 medlemmer", "Region Midtjylland"),
        ("Regionsrådet har på sit møde i januar valgt følgende medlemmer:", "Region Midtjylland"),
        ("På vegne af Region Midtjylland", "Region Midtjylland"),
        ("Valgt af Randers Byråd", "Randers Kommune"),
        ("Kommunalbestyrelsen i Norddjurs Kommune", "Norddjurs Kommune"),
        ("Randers Kommunes repræsentanter", "Randers Kommune"),
        ("De praktiserende læger", "PLO-Midtjylland"),
        ("Patientrepræsentanter udpeget af Danske Patienter", "Danske Patienter"),
    ],
)
@pytest.mark.parametrize(
    "layout",
    [
        "{}\n- Ane Holm, konsulent\n- Bo Friis\n",
        "| Part | Navn | Titel |\n| --- | --- | --- |\n| {} | Ane Holm | Konsulent |\n| | Bo Friis | Overlæge |\n",
    ],
)
def test_who_sends_the_people_below(layout: str, heading: str, organisation: str) -> None:
    found = [(one.person.name, one.person.organisation and one.person.organisation.label) for one in read(HEAD + layout.format(heading)).memberships]
    assert found == [("Ane Holm", organisation), ("Bo Friis", organisation)]


@pytest.mark.parametrize(
    "level", ["Administrativt niveau", "Direktørniveau", "Det fagligt-strategiske niveau", "Klyngeforum", "Koordinationsgruppen"]
)
@pytest.mark.parametrize("heading", ["## {}", "2. {}", "**{}**", "B. {}"])
def test_two_levels(heading: str, level: str) -> None:
    text = f"{HEAD}1. Politisk niveau\n\n- Borgmester Ane Holm (A), Randers Kommune\n\n{heading.format(level)}\n\n- Direktør Bo Friis, Favrskov Kommune\n"
    bodies = [one.body.label for one in read(text).memberships]
    assert bodies == ["Randersklyngen", level.removeprefix("Det ").capitalize()]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Regionsrådet har desuden udpeget Ane Holm (A) og Bo Friis (V).", [("Ane Holm", ""), ("Bo Friis", "")]),
        (
            "Randers Kommune har udpeget borgmester Ane Holm (A) med udvalgsformand Bo Friis (V) som stedfortræder.",
            [("Ane Holm", ""), ("Bo Friis", "stedfortræder")],
        ),
        ("Danske Patienter har udpeget Ane Holm som observatør.", [("Ane Holm", "observatør")]),
        ("Som observatør deltager praktiserende læge Ane Holm, PLO-Midtjylland.", [("Ane Holm", "observatør")]),
        ("Formand for klyngen er borgmester Ane Holm (A), Randers Kommune.", [("Ane Holm", "formand")]),
    ],
)
def test_a_sentence_below_its_heading(sentence: str, told: list[tuple[str, str]]) -> None:
    found = [(one.person.name, "|".join(term.label for term in one.person.functions)) for one in read(f"{HEAD}Medlemmer\n{sentence}\n").memberships]
    assert found == told


def test_an_alternate_told_in_columns_of_their_own() -> None:
    text = """| Udpeget af | Medlem | Titel | Parti | Stedfortræder | Titel | Parti |
| --- | --- | --- | --- | --- | --- | --- |
| Randers Kommune | Ane Holm | Borgmester | A | Ib Nord | 1. viceborgmester | V |
| Favrskov Kommune | Bo Friis | Borgmester | V | ikke valgt | | |
"""
    told = [row[1:6] for row in rows(read(HEAD + text), "memberships")]
    assert told == [
        ("Ane Holm", "borgmester", "Randers Kommune", "A", ""),
        ("Ib Nord", "1. viceborgmester", "Randers Kommune", "V", "stedfortræder"),
        ("Bo Friis", "borgmester", "Favrskov Kommune", "V", ""),
    ]


def test_a_form_for_each_member() -> None:
    def form(*values: str) -> str:
        return "| Navn | {} |\n| --- | --- |\n| Stilling | {} |\n| Udpeget af | {} |\n| Plads i klyngen | {} |\n\n".format(*values)

    text = form("Ane Holm", "Borgmester", "Randers Kommune", "Formand") + form("Ubesat", "Borgmester", "Norddjurs Kommune", "Medlem")
    told = [row[1:6] for row in rows(read(HEAD + text + form("Bo Friis", "Borgmester", "Favrskov Kommune", "Suppleant")), "memberships")]
    assert told == [("Ane Holm", "borgmester", "Randers Kommune", "", "formand"), ("Bo Friis", "borgmester", "Favrskov Kommune", "", "suppleant")]


@pytest.mark.parametrize(
    "said", ["Rettet 1. marts 2024", "Redigeret 01.03.2024", "Udarbejdet af sekretariatet, 1. marts 2024", "Dato: 1. marts 2024", "Opdateret 1/3-24"]
)
def test_the_day_of_a_list_is_not_that_of_its_period(said: str) -> None:
    text = f"# Medlemmer af Randersklyngen\n\nKlyngen er nedsat for perioden 1. januar 2022 - 31. december 2025.\n\n- Borgmester Ane Holm (A), Randers Kommune\n\n{said}\n"
    assert [str(one.as_of) for one in read(text).memberships] == ["2024-03-01"]
