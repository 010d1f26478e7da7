"""The parts of plans: periods, who answers, agreements and their parties, themes and committees told in prose, fields and boxes."""

from __future__ import annotations

import pytest

import loaders
from loaders import agreement_tables, periods, plan_words
from loaders.agreements import agreements
from loaders.document import Document
from loaders.kinds import kind_of
from loaders.model import Kind, Reading
from loaders.outline import outline
from loaders.parties import parties
from loaders.passage import clean
from loaders.readers import plain
from loaders.responsible import answerable
from tests.rows import rows

MIDT, NORD = "region-midtjylland", "region-nordjylland"


def read(text: str, name: str = "plan.md") -> Reading:
    document = Document(name, f"/{name}", "text/markdown", text.encode())
    return loaders.parse(plain.read(document), document)


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        (
            "responsible",
            "Fagligt ansvar|Ansvarlig(e) part(er)|Hvem løfter opgaven?|Hvem driver indsatsen?|Opgaven ligger hos|Bolden ligger hos|Bærende part|Værtskommune"
            "|Ansvarlig for fremdrift|Indsatsen varetages af|Opgaveejer|Hvem står bag?|Placering af ansvar|Lokal forankring|Nøgleaktører",
        ),
        (
            "time-plan",
            "Fra–til|Fra - til|Start–slut|Ny tidsplan|Tidsmæssig ramme|Driftsperiode|Hvornår sker det?|Hvor længe varer det?|Hvor lang tid?|Indsatsen løber|Faseplan"
            "|Status/tidsplan|Gælder for perioden|Plan for gennemførelse",
        ),
        (
            "target-group",
            "Hvem er målgruppen?|Hvem får glæde af det?|Hvem retter indsatsen sig mod?|Primær målgruppe|Til gavn for|Hvem kan få tilbuddet?",
        ),
        ("money", "Hvad må det koste?|Hvor mange penge er der?|Hvad er der afsat?"),
        ("", "Hvem gør hvad?|Hvem kan søge?|Ansvar for egen sundhed er vigtigt for alle i klyngen|Meget"),
    ],
)
def test_a_field_is_known_by_the_words_of_its_label(code: str, labels: str) -> None:
    told = {label: plan_words.field(f"{label.rstrip('?')}{'?' if label.endswith('?') else ':'} Køge Kommune") for label in labels.split("|")}
    assert {label: found.code if found else "" for label, found in told.items()} == dict.fromkeys(told, code)


@pytest.mark.parametrize("kind", ["Ambition", "Udviklingsspor", "Satsning", "Klyngemål", "Søjle", "Retning"])
def test_what_headings_begin_with_is_no_part_of_their_names(kind: str) -> None:
    box = "Ansvarlig: Køge Kommune\nTidsplan: 1. januar 2025 - 31. december 2025\n"
    text = f"# Handleplan for Sundhedsklynge Fyn\n\n## {kind} 1: Unge\n\n### Delaktivitet 1: Natlys\n\n{box}\n## {kind} 2: Ældre\n\n### Delaktivitet 2: Dagslys\n\n{box}"
    assert [row[:2] for row in rows(read(text), "initiatives")] == [("Natlys", "Unge"), ("Dagslys", "Ældre")]


def test_a_label_in_a_table_of_two_columns_is_known_by_what_stands_behind_it() -> None:
    records = (
        f"### Indsats: {name}\n\n| | |\n| --- | --- |\n| Ved roret | Køge Kommune |\n| Kalender | 1. januar 2025 - 31. marts 2026 |\n"
        for name in ("A til B", "C til D")
    )
    assert {row[1:] for row in rows(read("# Handleplan for Sundhedsklynge Fyn\n\n## Tema 1: Unge\n\n" + "\n".join(records)), "responsibilities")} == {
        ("Køge Kommune", "", "1. januar 2025 - 31. marts 2026")
    }


@pytest.mark.parametrize(
    ("plan", "start", "end"),
    [
        ("1. februar 2024 til 31. januar 2025", "2024-02-01", "2025-01-31"),
        ("August 2024 - december 2025", "2024-08", "2025-12"),
        ("Opstart 1. april 2024, evalueres i 4. kvartal 2025", "2024-04-01", ""),
        ("Forventet opstart i 1. kvartal 2026", "2026-01", ""),
        ("2. kvartal 2024", "2024-04", "2024-06"),
        ("4. kvartal 2024 – 2. kvartal 2025", "2024-10", "2025-06"),
        ("2024-2025", "2024", "2025"),
        ("Q1-Q4 2025", "2025-01", "2025-12"),
        ("K2-K3 2025", "2025-04", "2025-09"),
        ("1.-4. kvartal 2025", "2025-01", "2025-12"),
        ("første til tredje kvartal 2026", "2026-01", "2026-09"),
        ("Q3 2025-Q2 2026", "2025-07", "2026-06"),
        ("2025", "2025", "2025"),
        ("Afsluttet 31. marts 2025", "", "2025-03-31"),
        ("Løber til 31. december 2026", "", "2026-12-31"),
        ("Caféen fortsætter til og med juni 2025", "", "2025-06"),
        ("Den fælles plads åbnede den 1. maj 2024", "2024-05-01", ""),
        ("Starter i september 2025; slutter med udgangen af 2026", "2025-09", "2026"),
        ("Status drøftes på mødet den 10. april 2024", "", ""),
        ("Skoleåret 2024/25", "", ""),
        ("Løsningen ventes klar i foråret 2024", "", ""),
        ("Løbende", "", ""),
        ("Løber i hele 2025", "2025", "2025"),
        ("Stoppet i oktober 2024", "", "2024-10"),
        ("I drift siden 1. oktober 2024", "2024-10-01", ""),
        ("Telefonen blev åbnet den 1. juni 2023 og er forlænget til den 31. maj 2026", "2023-06-01", "2026-05-31"),
    ],
)
def test_periods(plan: str, start: str, end: str) -> None:
    assert [str(day or "") for day in periods.period(plan)] == [start, end]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Odense Kommune og OUH", [("Odense Kommune", ()), ("Odense Universitetshospital", ())]),
        ("Horsens Kommune, Sundhed og Omsorg", [("Horsens Kommune", ("Sundhed og Omsorg",))]),
        (
            "Aarhus Kommune (MSB og MBU), Region Midtjylland, Psykiatrien",
            [("Aarhus Kommune", ("MSB", "MBU")), ("Region Midtjylland", ("Psykiatrien",))],
        ),
        ("Regionshospitalet Horsens i samarbejde med Hedensted Kommune", [("Regionshospitalet Horsens", ()), ("Hedensted Kommune", ())]),
        ("Klyngens sekretariat", [("Klyngens sekretariat", ())]),
        ("Sundhedschef Ane Holm, Køge Kommune", [("Køge Kommune", ())]),
        ("Regionstandplejen i samarbejde med Randers Kommune", [("Regionstandplejen", ()), ("Randers Kommune", ())]),
    ],
)
def test_who_answers(text: str, who: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(one.organisation.label, one.units_as_written) for one in answerable(text, MIDT)] == who


@pytest.mark.parametrize(
    ("text", "region", "count", "some"),
    [
        ("Region Midtjylland og de 19 midtjyske kommuner", MIDT, 20, "Aarhus Kommune"),
        ("Region Nordjylland, PLO og de 11 kommuner", NORD, 13, "PLO-Nordjylland"),
        ("Region Midtjylland og de praktiserende læger", MIDT, 2, "PLO-Midtjylland"),
        ("Region Midtjylland og de 3 kommuner", MIDT, 1, "Region Midtjylland"),
        ("Psykiatrien i Region Midtjylland og Aarhus Kommune", MIDT, 2, "Psykiatrien"),
    ],
)
def test_parties(text: str, region: str, count: int, some: str) -> None:
    found = [one.label for one in parties(text, region)]
    assert len(found) == count
    assert some in found


@pytest.mark.parametrize(
    ("lines", "label", "parties_", "start", "end"),
    [
        (
            [
                "# Samarbejdsaftale om hjælpemidler",
                "Indgået mellem Randers Kommune og Favrskov Kommune.",
                "Aftalen trådte i kraft den 1. marts 2021.",
            ],
            "Samarbejdsaftale om hjælpemidler",
            ["Randers Kommune", "Favrskov Kommune"],
            "2021-03-01",
            "",
        ),
        (
            [
                "# Samarbejdsaftale om demens",
                "Parter: Randers Kommune, PLO-Midtjylland",
                "Gældende fra: 1. januar 2023",
                "Udløber: 31. december 2026",
            ],
            "Samarbejdsaftale om demens",
            ["Randers Kommune", "PLO-Midtjylland"],
            "2023-01-01",
            "2026-12-31",
        ),
        (
            ["Driftsaftalen mellem Norddjurs Kommune og Regionshospitalet Randers om vagten gælder fra 1. juli 2024 til 30. juni 2025."],
            "Driftsaftale om vagten",
            ["Norddjurs Kommune", "Regionshospitalet Randers"],
            "2024-07-01",
            "2025-06-30",
        ),
        (["Samarbejdsaftalen om data følges, også mellem Randers Kommune og hospitalet."], "Samarbejdsaftale om data", [], "", ""),
    ],
)
def test_agreements(lines: list[str], label: str, parties_: list[str], start: str, end: str) -> None:
    passages = [(clean(line.removeprefix("# "), 0), line.startswith("# ")) for line in lines]
    [one] = agreements(passages, MIDT)
    assert (one.label, [party.label for party in one.parties]) == (label, parties_)
    assert (str(one.valid_from or ""), str(one.valid_until or "")) == (start, end)


def test_health_agreements_of_different_years_are_two() -> None:
    found = agreements([(clean("Sundhedsaftale 2019-2023", 0), True), (clean("Sundhedsaftale 2024-2027 er godkendt.", 0), False)], MIDT)
    assert [one.label for one in found] == ["Sundhedsaftale 2019-2023", "Sundhedsaftale 2024-2027"]


def test_agreements_in_a_table() -> None:
    text = "| Aftale | Parter | Gælder fra | Udløber |\n| --- | --- | --- | --- |\n| Genoptræning | Skive Kommune | 1. januar 2024 | ultimo 2025 |\n"
    [section] = outline(plain.read(Document("a.md", "/a.md", "text/markdown", text.encode())))
    [one] = agreement_tables.agreements(section.paragraphs, MIDT)
    assert (one.label, [party.label for party in one.parties], str(one.valid_from), str(one.valid_until)) == (
        "Genoptræning",
        ["Skive Kommune"],
        "2024-01-01",
        "2025",
    )


THEMES = {
    "Klyngen har valgt temaerne Lighed i sundhed, Akut hjælp og Rekruttering.": ["Lighed i sundhed", "Akut hjælp", "Rekruttering"],
    "Udvalgets temaer er Sundhed for de yngste og Mindre ulighed.": ["Sundhed for de yngste", "Mindre ulighed"],
    'Den politiske sundhedsklynge har valgt to temaer, nemlig "Hjertet" og "Unge uden for".': ["Hjertet", "Unge uden for"],
    "## Rådets temaer\n\n- Nærhed\n- Den sidste tid – fordi mange vil dø hjemme": ["Nærhed", "Den sidste tid"],
    "Klyngen samler sig om to temaer:\n\n- Ældre – så færre falder\n- Fælles indsats – lungeområdet": ["Ældre", "Fælles indsats – lungeområdet"],
    "De 5 prioriterede samarbejdstemaer fra administrationen er sendt ud.": [],
}


@pytest.mark.parametrize("text", THEMES)
def test_themes_in_prose_and_lists(text: str) -> None:
    reading = read(f"# Handleplan for Horsensklyngen\n\nOpdateret pr. maj 2024\n\n{text}\n")
    assert [theme for theme, _ in rows(reading, "themes")] == THEMES[text]


def test_fields_over_several_rows_and_two_on_a_line() -> None:
    text = """Ansvarlig      Skive Kommune og
               Viborg Kommune
Tidsplan       Maj 2024

Ansvarlig: Lemvig Kommune Tidsplan: Juni 2024
"""
    [section] = outline(plain.read(Document("a.txt", "/a.txt", "text/plain", text.encode())))
    assert [(one.field, one.value.text) for one in section.paragraphs] == [
        ("responsible", "Skive Kommune og Viborg Kommune"),
        ("time-plan", "Maj 2024"),
        ("responsible", "Lemvig Kommune"),
        ("time-plan", "Juni 2024"),
    ]


def test_records_name_their_theme_and_committee() -> None:
    text = """# Statusrapport for Vestklyngen

Status pr. 30. juni 2025

Indsats: Øvagten
Tema: Akut hjælp
Udvalg: Udvalget for Akut
Ansvarlig: Lemvig Kommune
Tidsplan: Fra 1. maj 2025

Indsats: Tasken
Tema: Akut hjælp
Udvalg: -
Ansvarlig: Struer Kommune
"""
    reading = read(text)
    assert rows(reading, "initiatives") == [
        ("Øvagten", "Akut hjælp", "Vestklyngen", "Akut", "2025-06-30", "2025-05-01", ""),
        ("Tasken", "Akut hjælp", "Vestklyngen", "", "2025-06-30", "", ""),
    ]
    assert rows(reading, "committees") == [("Akut", "Vestklyngen")]
    assert rows(reading, "themes") == [("Akut hjælp", "Vestklyngen")]


def test_a_table_with_a_row_for_each_theme() -> None:
    text = """# Handleplan for Horsensklyngen

| Nr. | Indsats | Udvalg | Ansvarlig | Tidsplan |
| --- | --- | --- | --- | --- |
| | **Tema A: Psyken** | | | |
| A1 | Den korte vej | Psykiatri | Odder Kommune | 2. kvartal 2025 |
| | **Tema B: Medicin** | | | |
| B1 | Æsken | – | Hedensted Kommune | Udsættes |
"""
    reading = read(text)
    assert [row[:2] + row[3:4] for row in rows(reading, "initiatives")] == [("Den korte vej", "Psyken", "Psykiatri"), ("Æsken", "Medicin", "")]
    assert [theme for theme, _ in rows(reading, "themes")] == ["Psyken", "Medicin"]
    assert [committee for committee, _ in rows(reading, "committees")] == ["Psykiatri"]


def test_partners_and_labels_that_no_vocabulary_knows_stand_between_the_fields_of_a_box() -> None:
    text = """# Handleplan for Horsensklyngen

## Tema 1 Nære tilbud

### Indsats 1.1 Akutklinikken

Ansvarlig: Odder Kommune
Samarbejdspartnere: Horsens Kommune, praktiserende læger
Kontakt: Klyngens postkasse
Tidsplan: 1. maj 2025 – 30. april 2026
"""
    reading = read(text)
    assert [row[:2] + row[5:] for row in rows(reading, "initiatives")] == [("Akutklinikken", "Nære tilbud", "2025-05-01", "2026-04-30")]
    assert rows(reading, "responsibilities") == [("Akutklinikken", "Odder Kommune", "", "1. maj 2025 – 30. april 2026")]


def test_a_box_floats_late_and_never_early() -> None:
    """The first box shares more words with the heading below it than with what it belongs to."""
    text = """# Handleplan for Horsensklyngen

## Tema 1: Unge

### Psykiatriplanen

Et af planens punkter er en hjælp, som unge let kan komme til. Familien skal kun henvende sig ét sted.

### Aftalen om de unge

Alle ved, hvem de skal ringe til.

Tidsplan: Kommunernes tilbud er på vej, og tilbuddene åbner i 2024
Ansvarlig: Odder Kommune

Tidsplan: Aftalen løber 2024 med
Ansvarlig: Hedensted Kommune

### Kobling af kommunernes tilbud til appen

App'en er bygget til enkelte diagnoser.

Tidsplan: Vises frem den 13. november 2023
Ansvarlig: Horsens Kommune
"""
    assert [row[:2] for row in rows(read(text), "responsibilities")] == [
        ("Psykiatriplanen", "Odder Kommune"),
        ("Aftalen om de unge", "Hedensted Kommune"),
        ("Kobling af kommunernes tilbud til appen", "Horsens Kommune"),
    ]


def test_a_table_whose_column_of_names_is_headed_title() -> None:
    text = """# Handleplan for Horsensklyngen

## Tema A Ældre

| Nr. | Titel | Tovholder | Periode | Beløb 2025 (t.kr.) |
| --- | --- | --- | --- | --- |
| 1.1 | Faldbilen | Odder Kommune | 2025-2026 | 400 |
"""
    reading = read(text)
    assert [row[:2] for row in rows(reading, "initiatives")] == [("Faldbilen", "Ældre")]
    assert rows(reading, "responsibilities") == [("Faldbilen", "Odder Kommune", "", "2025-2026")]
    assert [(row[0], row[1], row[3]) for row in rows(reading, "funding")] == [("400000", "2025", "Faldbilen")]


def test_a_table_of_contents_names_no_theme_and_a_dated_label_no_initiative() -> None:
    text = """# Handleplan for Horsensklyngen

Indhold

Indledning            2
Tema 1: Ældre         3
Økonomi               5


Tema 1: Ældre

Indsats A. Faldbilen

Ansvarlig: Odder Kommune

Løbetiden: 1. april 2025 til 31. marts 2026
"""
    document = Document("plan.txt", "/plan.txt", "text/plain", text.removeprefix("# ").encode())
    reading = loaders.parse(plain.read(document), document)
    assert [theme for theme, _ in rows(reading, "themes")] == ["Ældre"]
    assert [row[:2] for row in rows(reading, "initiatives")] == [("Faldbilen", "Ældre")]


def test_a_theme_with_a_table_of_initiatives_is_none_itself() -> None:
    text = """# Handleplan for Horsensklyngen

## Tema 1: Lighed

Klyngen vil bringe sundhedstilbuddene tættere på de borgere, som i dag ikke selv opsøger egen læge.

| Indsats | Ansvarlig | Tidsplan |
| --- | --- | --- |
| Brobyggere | Odder Kommune | 2025 |
"""
    assert [row[:2] for row in rows(read(text), "initiatives")] == [("Brobyggere", "Lighed")]


KINDS = {
    "NOTAT\n\nEmne: Anvendelse af midler i Horsensklyngen\n": Kind.PLAN,
    "Emne:        Brug af midlerne i 2024\nAfsender:    Sekretariatet\n": Kind.PLAN,
    "NOTAT\n\nVedr.:  Brug af Horsensklyngens fælles midler\n": Kind.PLAN,
    "# Økonomistatus for Horsensklyngen\n": Kind.PLAN,
    "# Brug af Horsensklyngens lokaler\n": None,
    "Emne:        Medlemmer af Horsensklyngen\nAfsender:    Sekretariatet\n": Kind.ROSTER,
    "Emne:        Ny parkeringsplads\nAfsender:    Sekretariatet\n": None,
}


@pytest.mark.parametrize("text", KINDS)
def test_a_note_says_what_it_is_in_its_subject(text: str) -> None:
    assert kind_of(plain.read(Document("note.txt", "/note.txt", "text/plain", text.encode())).blocks) is KINDS[text]


LABELS_ABOVE = {
    "## Caféen\n\n### Ansvarlig\n\nSkive Kommune\n\n### Tidsplan\n\nMaj 2024\n": [("responsible", "Skive Kommune"), ("time-plan", "Maj 2024")],
    "## Caféen\n\nAnsvarlig:\n- Skive Kommune\n- Viborg Kommune\n": [("responsible", "Skive Kommune, Viborg Kommune")],
    "## Caféen\n\nAnsvarlig\n\nSkive Kommune\n\nTidsplan\n\nMaj 2024\n": [("responsible", "Skive Kommune"), ("time-plan", "Maj 2024")],
}


@pytest.mark.parametrize("text", LABELS_ABOVE)
def test_labels_above_their_values(text: str) -> None:
    [*_, section] = outline(plain.read(Document("a.md", "/a.md", "text/markdown", f"# Plan\n\n{text}".encode())))
    assert section.title == "Caféen"
    assert [(one.field, one.value.text) for one in section.paragraphs] == LABELS_ABOVE[text]


def test_a_heading_about_money_by_itself_opens_a_part_of_the_plan() -> None:
    text = "# Plan\n\n## Tema: A\n\n### Ansvarlig\n\nSkive Kommune\n\n### Tidsplan\n\nMaj\n\n## Økonomi\n\nDer er afsat 1 mio. kr.\n"
    sections = outline(plain.read(Document("a.md", "/a.md", "text/markdown", text.encode())))
    assert [section.title for section in sections] == ["Plan", "Tema: A", "Økonomi"]
