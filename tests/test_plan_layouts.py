"""Plans in many layouts: the same initiatives, whoever sets them how. Written before it was seen how they are read."""

from __future__ import annotations

import pytest

import loaders
from loaders.document import Document
from loaders.model import Kind, Reading
from loaders.readers import html, plain
from tests.rows import rows

A = ("Natlæge på plejehjem", "Vejle Kommune", "", "1. marts 2025 – 28. februar 2026")
B = ("Medicin i poser", "Kolding Kommune", "Senior", "1. april 2025 – 31. december 2026")
PERIODS = {A[0]: ("2025-03-01", "2026-02-28"), B[0]: ("2025-04-01", "2026-12-31")}

HEAD = "# Handleplan for Sundhedsklynge Lillebælt\n\nStatus pr. 1. maj 2025\n\n"

LAYOUTS = {
    "fields below headings of one level": """## Natlæge på plejehjem

Lægen kører ud om natten.

Ansvarlig: Vejle Kommune

Periode: 1. marts 2025 – 28. februar 2026

## Medicin i poser

Apoteket pakker medicinen.

Ansvarlig: Kolding Kommune (Senior)

Periode: 1. april 2025 – 31. december 2026
""",
    "fields on one line with middle dots": """### Natlæge på plejehjem
Lægen kører ud om natten.

*Ansvar: Vejle Kommune · Løbetid: 1. marts 2025 – 28. februar 2026 · Pris: 400.000 kr.*

### Medicin i poser
Apoteket pakker medicinen.

*Ansvar: Kolding Kommune (Senior) · Løbetid: 1. april 2025 – 31. december 2026 · Pris: ingen*
""",
    "bold names and bullets": """**Natlæge på plejehjem**

- Hvem: Vejle Kommune
- Hvornår: 1. marts 2025 – 28. februar 2026

**Medicin i poser**

- Hvem: Kolding Kommune (Senior)
- Hvornår: 1. april 2025 – 31. december 2026
""",
    "a table of what, who and when": """| Hvad | Hvem | Hvornår |
|---|---|---|
| Natlæge på plejehjem | Vejle Kommune | 1. marts 2025 – 28. februar 2026 |
| Medicin i poser | Kolding Kommune (Senior) | 1. april 2025 – 31. december 2026 |
""",
    "a table on its side": """| | Natlæge på plejehjem | Medicin i poser |
|---|---|---|
| Ansvarlig | Vejle Kommune | Kolding Kommune (Senior) |
| Tidsplan | 1. marts 2025 – 28. februar 2026 | 1. april 2025 – 31. december 2026 |
| Status | I gang | Ikke begyndt |
""",
    "a table of two columns each": """### Natlæge på plejehjem

| Stamdata | |
|---|---|
| Tovholder | Vejle Kommune |
| Periode | 1. marts 2025 – 28. februar 2026 |

### Medicin i poser

| Stamdata | |
|---|---|
| Tovholder | Kolding Kommune (Senior) |
| Periode | 1. april 2025 – 31. december 2026 |
""",
    "chapters": """## Kapitel 1: Natlæge på plejehjem

Lægen kører ud om natten.

- Ansvarlig: Vejle Kommune
- Periode: 1. marts 2025 – 28. februar 2026

## Kapitel 2: Medicin i poser

- Ansvarlig: Kolding Kommune (Senior)
- Periode: 1. april 2025 – 31. december 2026
""",
    "a list of names with fields nested below": """## Det sætter vi i gang

- Natlæge på plejehjem
  - Ansvarlig: Vejle Kommune
  - Periode: 1. marts 2025 – 28. februar 2026
- Medicin i poser
  - Ansvarlig: Kolding Kommune (Senior)
  - Periode: 1. april 2025 – 31. december 2026
""",
    "block quotes": """> **Natlæge på plejehjem**
>
> Lægen kører ud om natten.
>
> Hvem har ansvaret: Vejle Kommune
>
> Hvornår: 1. marts 2025 – 28. februar 2026

> **Medicin i poser**
>
> Hvem har ansvaret: Kolding Kommune (Senior)
>
> Hvornår: 1. april 2025 – 31. december 2026
""",
    "labels that are headings": """## Natlæge på plejehjem

### Ansvarlig
Vejle Kommune

### Tidsplan
1. marts 2025 – 28. februar 2026

## Medicin i poser

### Ansvarlig
Kolding Kommune (Senior)

### Tidsplan
1. april 2025 – 31. december 2026
""",
    "by quarter": """## 1. kvartal 2025

### Natlæge på plejehjem

Ansvarlig: Vejle Kommune\\
Tidsplan: 1. marts 2025 – 28. februar 2026

## 2. kvartal 2025

### Medicin i poser

Ansvarlig: Kolding Kommune (Senior)\\
Tidsplan: 1. april 2025 – 31. december 2026
""",
    "by organisation": """## Vejle Kommune

### Natlæge på plejehjem

Periode: 1. marts 2025 – 28. februar 2026\\
Status: I gang

## Kolding Kommune (Senior)

### Medicin i poser

Periode: 1. april 2025 – 31. december 2026\\
Status: Ikke begyndt
""",
    "start and end of their own": """## Indsats 1: Natlæge på plejehjem

Ansvarlig part: Vejle Kommune

Start: 1. marts 2025

Slut: 28. februar 2026

## Indsats 2: Medicin i poser

Ansvarlig part: Kolding Kommune (Senior)

Start: 1. april 2025

Slut: 31. december 2026
""",
    "labels unknown between": """### Natlæge på plejehjem

Målgruppe: Beboere\\
Baggrund: Mange indlægges om natten\\
Ansvarlig: Vejle Kommune\\
Kontakt: Ane Holm\\
Periode: 1. marts 2025 – 28. februar 2026

### Medicin i poser

Målgruppe: Ældre\\
Baggrund: Fejl\\
Ansvarlig: Kolding Kommune (Senior)\\
Kontakt: Bo Friis\\
Periode: 1. april 2025 – 31. december 2026
""",
    "fact boxes behind the prose": """## Natlæge på plejehjem

Lægen kører ud om natten. Beboerne er glade.

**Fakta**

Ansvarlig: Vejle Kommune\\
Periode: 1. marts 2025 – 28. februar 2026

## Medicin i poser

Apoteket pakker medicinen.

**Fakta**

Ansvarlig: Kolding Kommune (Senior)\\
Periode: 1. april 2025 – 31. december 2026
""",
    "questions": """## Natlæge på plejehjem

**Hvem er ansvarlig?** Vejle Kommune

**Hvornår?** 1. marts 2025 – 28. februar 2026

## Medicin i poser

**Hvem er ansvarlig?** Kolding Kommune (Senior)

**Hvornår?** 1. april 2025 – 31. december 2026
""",
    "prose closed by its fields": """## 1. Natlæge på plejehjem

Lægen kører ud om natten, når personalet beder om det. Ansvarlig: Vejle Kommune. Periode: 1. marts 2025 – 28. februar 2026.

## 2. Medicin i poser

Apoteket pakker medicinen. Ansvarlig: Kolding Kommune (Senior). Periode: 1. april 2025 – 31. december 2026.
""",
    "the name as the table's first row": """| Natlæge på plejehjem | |
|---|---|
| Ansvarlig | Vejle Kommune |
| Periode | 1. marts 2025 – 28. februar 2026 |

| Medicin i poser | |
|---|---|
| Ansvarlig | Kolding Kommune (Senior) |
| Periode | 1. april 2025 – 31. december 2026 |
""",
    "names that run in": """## Hvad vi sætter i gang

**Natlæge på plejehjem.** Lægen kører ud, når nogen ringer. *Ansvarlig: Vejle Kommune. Periode: 1. marts 2025 – 28. februar 2026.*

**Medicin i poser.** Apoteket pakker. *Ansvarlig: Kolding Kommune (Senior). Periode: 1. april 2025 – 31. december 2026.*
""",
    "fields in brackets": """## Natlæge på plejehjem

Lægen kører ud om natten. (Ansvarlig: Vejle Kommune. Periode: 1. marts 2025 – 28. februar 2026)

## Medicin i poser

Apoteket pakker medicinen. (Ansvarlig: Kolding Kommune (Senior). Periode: 1. april 2025 – 31. december 2026)
""",
    "a table with a column that no vocabulary knows": """| Aftale om at | Ansvarlig | Frist |
|---|---|---|
| Natlæge på plejehjem | Vejle Kommune | 1. marts 2025 – 28. februar 2026 |
| Medicin i poser | Kolding Kommune (Senior) | 1. april 2025 – 31. december 2026 |
""",
    "a table with numbers first": """| Nr. | Indsats | Kort om | Ansvarlige | Fra | Til |
|---|---|---|---|---|---|
| 1 | Natlæge på plejehjem | Om natten | Vejle Kommune | 1. marts 2025 | 28. februar 2026 |
| 2 | Medicin i poser | Poser | Kolding Kommune (Senior) | 1. april 2025 | 31. december 2026 |
""",
    "promises": """## Løfte 1: Natlæge på plejehjem

Hvem gør det? Vejle Kommune\\
Hvornår? 1. marts 2025 – 28. februar 2026

## Løfte 2: Medicin i poser

Hvem gør det? Kolding Kommune (Senior)\\
Hvornår? 1. april 2025 – 31. december 2026
""",
    "steps as headings inside": """## Natlæge på plejehjem

### Hvad vil vi?

Lægen kører ud om natten.

### Hvem og hvornår?

Ansvarlig: Vejle Kommune\\
Periode: 1. marts 2025 – 28. februar 2026

## Medicin i poser

### Hvad vil vi?

Apoteket pakker medicinen.

### Hvem og hvornår?

Ansvarlig: Kolding Kommune (Senior)\\
Periode: 1. april 2025 – 31. december 2026
""",
    "names in a numbered list with sentences": """## Indsatser

1. Natlæge på plejehjem
   Ansvarlig: Vejle Kommune
   Periode: 1. marts 2025 – 28. februar 2026
2. Medicin i poser
   Ansvarlig: Kolding Kommune (Senior)
   Periode: 1. april 2025 – 31. december 2026
""",
}


def read(text: str, name: str = "plan.md", media: str = "text/markdown") -> Reading:
    document = Document(name, f"/{name}", media, text.encode())
    return loaders.parse((html if media == "text/html" else plain).read(document), document)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_plan_in_every_layout(layout: str) -> None:
    reading = read(HEAD + LAYOUTS[layout])
    told = [(row[0], row[1], row[2], row[3].replace(" til ", " – ")) for row in rows(reading, "responsibilities")]
    assert told == [A, B]
    assert {row[0]: (row[5], row[6]) for row in rows(reading, "initiatives")} == PERIODS


def test_names_over_what_they_are_in_one_cell() -> None:
    row = "<tr><td><strong>{}</strong><br>{}</td><td>Køge Kommune</td><td>2025</td></tr>"
    table = "".join(
        row.format(*told)
        for told in (
            ("Ryg i balance", "Fysioterapeuter kommer ud"),
            ("Søvn hver nat", "Hold i alle kommuner"),
            ("Træning tæt på", "Hold i to haller"),
        )
    )
    page = f"<h1>Handleplan for Sundhedsklynge Fyn</h1><table><tr><th>Indsats</th><th>Ansvarlig</th><th>Tid</th></tr>{table}</table>"
    document = Document("plan.html", "/plan.html", "text/html", page.encode())
    assert [row[0] for row in rows(loaders.parse(html.read(document), document), "initiatives")] == [
        "Ryg i balance",
        "Søvn hver nat",
        "Træning tæt på",
    ]


def test_names_that_run_in_where_boxes_float() -> None:
    boxes = "Ansvar: Køge Kommune\nTid: Søvnskolen begynder i maj 2025\n\nAnsvar: Greve Kommune\nTid: Gåturen slutter i juni 2026\n"
    text = f"# Handleplan for Sundhedsklynge Fyn\n\n## Tema 1: Ro\n\nGåturen. Naboer går sammen hver aften.\n\nSøvnskolen. Kurset har fire aftener.\n\n{boxes}"
    told = [row[:2] for row in rows(read(text), "responsibilities")]
    assert told == [("Søvnskolen", "Køge Kommune"), ("Gåturen", "Greve Kommune")]


def test_a_definition_list() -> None:
    parts = "".join(
        f"<h3>{name}</h3><dl><dt>Ansvarlig</dt><dd>{who} {unit and f'({unit})'}</dd><dt>Periode</dt><dd>{plan}</dd></dl>"
        for name, who, unit, plan in (A, B)
    )
    reading = read(f"<html><body><main><h1>Handleplan for Sundhedsklynge Lillebælt</h1>{parts}</main></body></html>", "plan.html", "text/html")
    assert [row[:4] for row in rows(reading, "responsibilities")] == [A, B]


TEXT_LAYOUTS = {
    "indented below a dash": """Natlæge på plejehjem
   Lægen kører ud om natten.
   - Ansvarlig: Vejle Kommune
   - Tidsplan: 1. marts 2025 – 28. februar 2026

Medicin i poser
   Apoteket pakker medicinen.
   - Ansvarlig: Kolding Kommune (Senior)
   - Tidsplan: 1. april 2025 – 31. december 2026
""",
    "columns of labels": """Natlæge på plejehjem

Ansvarlig        Vejle Kommune
Periode          1. marts 2025 – 28. februar 2026
Udfordring       Mange indlægges

Medicin i poser

Ansvarlig        Kolding Kommune (Senior)
Periode          1. april 2025 – 31. december 2026
Udfordring       Fejl i doser
""",
    "letters": """A. Natlæge på plejehjem

Ansvarlig: Vejle Kommune
Periode: 1. marts 2025 – 28. februar 2026

B. Medicin i poser

Ansvarlig: Kolding Kommune (Senior)
Periode: 1. april 2025 – 31. december 2026
""",
    "names in capitals": """NATLÆGE PÅ PLEJEHJEM
====================

Ansvarlig: Vejle Kommune | Periode: 1. marts 2025 – 28. februar 2026

MEDICIN I POSER
===============

Ansvarlig: Kolding Kommune (Senior) | Periode: 1. april 2025 – 31. december 2026
""",
    "labels of records": """Projektnavn:  Natlæge på plejehjem
Projektejer:  Vejle Kommune
Projektperiode: 1. marts 2025 – 28. februar 2026

Projektnavn:  Medicin i poser
Projektejer:  Kolding Kommune (Senior)
Projektperiode: 1. april 2025 – 31. december 2026
""",
    "labels above indented values": """Natlæge på plejehjem

Ansvarlig:
    Vejle Kommune
Tidsplan:
    1. marts 2025 – 28. februar 2026

Medicin i poser

Ansvarlig:
    Kolding Kommune (Senior)
Tidsplan:
    1. april 2025 – 31. december 2026
""",
}


@pytest.mark.parametrize("layout", TEXT_LAYOUTS)
def test_the_same_plan_in_plain_text(layout: str) -> None:
    reading = read("Handleplan for Sundhedsklynge Lillebælt\n\nStatus pr. 1. maj 2025\n\n" + TEXT_LAYOUTS[layout], "plan.txt", "text/plain")
    told = [tuple(row[:4]) for row in rows(reading, "responsibilities")]
    assert [(name.casefold(), *rest) for name, *rest in told] == [(name.casefold(), *rest) for name, *rest in (A, B)]
    assert len(reading.initiatives) == 2


@pytest.mark.parametrize(
    ("who", "when"),
    [
        ("Vejle Kommune har ansvaret for indsatsen.", "Indsatsen løber fra 1. marts 2025 til 28. februar 2026."),
        ("Det er Vejle Kommune, der har ansvaret.", "Indsatsen begyndte 1. marts 2025 og slutter 28. februar 2026."),
        ("Ansvarlig for arbejdet er Vejle Kommune.", "Forsøget startede 1. marts 2025 og varer til og med 28. februar 2026."),
        ("Tovholder er Vejle Kommune.", "Ordningen kører fra 1. marts 2025 til 28. februar 2026."),
        ("Ansvaret ligger hos Vejle Kommune.", "Projektet gennemføres fra 1. marts 2025 til 28. februar 2026."),
        ("Indsatsen er forankret i Vejle Kommune.", "Perioden er 1. marts 2025 – 28. februar 2026."),
        ("Projektet ledes af Vejle Kommune.", "Projektet blev sat i gang den 1. marts 2025 og afsluttes den 28. februar 2026."),
        ("Vejle Kommune er projektansvarlig.", "Den strækker sig fra 1. marts 2025 til 28. februar 2026."),
        ("Vejle Kommune står for driften.", "Tilbuddet åbnede 1. marts 2025. Det lukker igen, når tilbuddet ophører den 28. februar 2026."),
        ("Vejle Kommune er tovholder på indsatsen.", "Indsatsen er planlagt til at løbe fra 1. marts 2025 til 28. februar 2026."),
        ("Ansvaret for indsatsen er placeret hos Vejle Kommune.", "Vi begyndte den 1. marts 2025 og er færdige den 28. februar 2026."),
    ],
)
def test_who_and_when_in_sentences(who: str, when: str) -> None:
    text = f"## Natlæge på plejehjem\n\nLægen kører ud om natten. {who} {when}\n\n"
    text += "## Medicin i poser\n\nKolding Kommune (Senior) har ansvaret. Indsatsen løber fra 1. april 2025 til 31. december 2026.\n"
    reading = read(HEAD + text)
    assert [row[:3] for row in rows(reading, "responsibilities")] == [A[:3], B[:3]]
    assert {row[0]: (row[5], row[6]) for row in rows(reading, "initiatives")} == PERIODS


@pytest.mark.parametrize(
    "sentence",
    [
        "Vejle Kommune har ikke ansvaret for driften.",
        "Ingen af parterne i Vejle Kommune har ansvaret.",
        "Bussen er lånt af Vejle Kommune.",
        "Der er tilsluttet 12 lægehuse i Vejle Kommune.",
    ],
)
def test_sentences_that_say_nobody(sentence: str) -> None:
    reading = read(HEAD + f"## Tema 1: Ældre\n\n### Natlæge på plejehjem\n\n{sentence}\n")
    assert list(rows(reading, "responsibilities")) == []


THEMED = {
    "guiding marks": """## Pejlemærke 1: Ældre

### Natlæge på plejehjem

Ansvarlig: Vejle Kommune

## Pejlemærke 2: Unge

### Åben dør

Ansvarlig: Kolding Kommune
""",
    "bands in a table": """| Indsats | Ansvarlig |
|---|---|
| **Ældre** | |
| Natlæge på plejehjem | Vejle Kommune |
| **Unge** | |
| Åben dør | Kolding Kommune |
""",
    "a column": """| Tema | Indsats | Ansvarlig |
|---|---|---|
| Ældre | Natlæge på plejehjem | Vejle Kommune |
| Unge | Åben dør | Kolding Kommune |
""",
    "parts": """## Del A – Ældre

### Natlæge på plejehjem

Ansvarlig: Vejle Kommune

## Del B – Unge

### Åben dør

Ansvarlig: Kolding Kommune

Klyngens to temaer er Ældre og Unge.
""",
    "told in sentences": """Klyngen arbejder med to temaer: Ældre og Unge.

## Natlæge på plejehjem

Vejle Kommune har ansvaret. Indsatsen hører under temaet Ældre.

## Åben dør

Kolding Kommune har ansvaret. Projektet er en del af temaet Unge.
""",
    "fields": """## Natlæge på plejehjem

Hører til: Ældre\\
Ansvarlig: Vejle Kommune

## Åben dør

Hører til: Unge\\
Ansvarlig: Kolding Kommune
""",
    "a list announced": """Rådet har valgt følgende fokusområder:

- Ældre
- Unge

## Ældre

### Natlæge på plejehjem

Ansvarlig: Vejle Kommune

## Unge

### Åben dør

Ansvarlig: Kolding Kommune
""",
}


@pytest.mark.parametrize("layout", THEMED)
def test_the_same_themes_in_every_layout(layout: str) -> None:
    reading = read(HEAD + THEMED[layout])
    assert [theme.label for theme in reading.themes] == ["Ældre", "Unge"]
    assert [(one.label, one.theme) for one in reading.initiatives] == [("Natlæge på plejehjem", "Ældre"), ("Åben dør", "Unge")]
    assert [row[:2] for row in rows(reading, "responsibilities")] == [("Natlæge på plejehjem", "Vejle Kommune"), ("Åben dør", "Kolding Kommune")]


@pytest.mark.parametrize(
    "text",
    [
        "Klyngen har to faste udvalg: Udvalget for Ældre og Udvalget for Psykiatri.",
        "To udvalg følger planen: Udvalget for Ældre og Udvalget for Psykiatri.",
        "Der er nedsat to udvalg, Udvalget for Ældre og Udvalget for Psykiatri, som mødes hver måned.",
        "Arbejdet følges af de to udvalg Udvalget for Ældre og Udvalget for Psykiatri.",
        "Klyngens udvalg er Udvalget for Ældre og Udvalget for Psykiatri.",
        "## Klyngens faste udvalg\n\n- Ældre\n- Psykiatri",
        "## Udvalgene\n\n- Udvalget for Ældre følger tema 1\n- Udvalget for Psykiatri følger tema 2",
        "## Natlæge\n\nAnsvarlig: Vejle Kommune\n\nFølges af: Udvalget for Ældre\n\n"
        "## Åben dør\n\nAnsvarlig: Vejle Kommune\n\nFølges af: Udvalget for Psykiatri",
        "## Natlæge\n\nVejle Kommune har ansvaret. Indsatsen følges af Udvalget for Ældre. Den løber fra maj 2025 til juni 2026.\n\n"
        "## Åben dør\n\nVejle Kommune har ansvaret. Udvalget for Psykiatri følger indsatsen. Den løber fra maj 2025 til juni 2026.",
        "| Indsats | Ansvarlig | Følges af |\n|---|---|---|\n| Natlæge | Vejle Kommune | Udvalget for Ældre |\n"
        "| Åben dør | Vejle Kommune | Udvalget for Psykiatri |",
    ],
)
def test_committees_in_every_wording(text: str) -> None:
    assert [one.body.label for one in read(HEAD + text + "\n").committees] == ["Ældre", "Psykiatri"]


@pytest.mark.parametrize(
    "text",
    [
        "Klyngen arbejder med tre temaer: Ældre, Unge og Psykiatri.",
        'Klyngen har valgt temaerne "Ældre", "Unge" og "Psykiatri".',
        "De tre prioriterede temaer er Ældre, Unge og Psykiatri.",
        "Klyngen har udpeget tre temaer, som alle indsatser hører under: Ældre, Unge og Psykiatri.",
        "Klyngen har valgt tre temaer, *Ældre*, *Unge* og *Psykiatri*.",
        "Planen har tre temaer. Det første er Ældre, det andet er Unge, og det tredje er Psykiatri.",
        "Planen rummer tre temaer:\n\n1. Ældre\n2. Unge\n3. Psykiatri",
        "Klyngens temaer er:\n\n- Ældre\n- Unge\n- Psykiatri",
        "## Vores temaer\n\n- Ældre\n- Unge\n- Psykiatri",
        "Klyngen samler kræfterne om tre indsatsområder: Ældre; Unge; Psykiatri.",
        "Temaer: Ældre, Unge og Psykiatri",
        "Vi har tre fokusområder: Ældre, Unge og Psykiatri.",
        "## Tema 1: Ældre\n\nTekst.\n\n## Tema 2: Unge\n\nTekst.\n\n## Tema 3: Psykiatri\n\nTekst.",
    ],
)
def test_themes_in_every_wording(text: str) -> None:
    assert [theme.label for theme in read(HEAD + text + "\n").themes] == ["Ældre", "Unge", "Psykiatri"]


@pytest.mark.parametrize(
    "title",
    [
        "Handleplan 2025 for Sundhedsklynge Lillebælt",
        "Samarbejdsplan for Sundhedsklynge Lillebælt",
        "Køreplan 2025 - Sundhedsklynge Lillebælt",
        "Fremdriftsrapport, Sundhedsklynge Lillebælt",
        "Status på indsatserne i Sundhedsklynge Lillebælt",
        "Klyngeplan 2025-2026, Sundhedsklynge Lillebælt",
        "Nærsundhedsplan for Sundhedsklynge Lillebælt",
        "Det gør vi sammen i Sundhedsklynge Lillebælt",
        "Roadmap for Sundhedsklynge Lillebælt",
    ],
)
def test_a_plan_is_known_by_its_title_or_its_labels(title: str) -> None:
    reading = read(f"# {title}\n\nPr. 1. maj 2025\n\n" + LAYOUTS["fields below headings of one level"])
    assert reading.kind is Kind.PLAN
    assert [row[:4] for row in rows(reading, "responsibilities")] == [A, B]


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Planen blev godkendt på klyngens møde den 12. juni 2025.", ["2025-06-12"]),
        ("Klyngen har holdt møde den 6. november 2024 og den 12. marts 2025.", ["2024-11-06", "2025-03-12"]),
        ("Planen er drøftet på møderne den 6. november 2024 og 12. marts 2025.", ["2024-11-06", "2025-03-12"]),
        ("Klyngen mødtes den 12. marts 2025.", ["2025-03-12"]),
        ("Sundhedsklynge Lillebælts møde den 12. marts 2025 handlede om planen.", ["2025-03-12"]),
        ("På mødet d. 12. marts 2025 blev planen vedtaget.", ["2025-03-12"]),
        ("Næste møde er den 12. marts 2026.", ["2026-03-12"]),
        ("Et borgermøde den 12. marts 2025 gav gode råd.", []),
    ],
)
def test_meetings_that_a_plan_tells_of(sentence: str, days: list[str]) -> None:
    reading = read(HEAD + f"## Tilbageblik\n\n{sentence}\n")
    assert [str(one.date) for one in reading.meetings_told] == days
    assert {one.body.label for one in reading.meetings_told} <= {"Sundhedsklynge Lillebælt"}


@pytest.mark.parametrize(
    "line",
    [
        "Kontakt: chefkonsulent Birthe Lindemann, Vejle Kommune",
        "Redaktion: chefkonsulent Birthe Lindemann, Vejle Kommune",
        "Spørgsmål kan rettes til chefkonsulent Birthe Lindemann, Vejle Kommune.",
        "Tekst: chefkonsulent Birthe Lindemann, Vejle Kommune. Layout: Grafisk Service.",
        "Planen er skrevet af chefkonsulent Birthe Lindemann fra Vejle Kommune.",
        "## Kontakt\n\nBirthe Lindemann, chefkonsulent, Vejle Kommune",
        "| Kontaktperson | Chefkonsulent Birthe Lindemann, Vejle Kommune |\n|---|---|",
    ],
)
def test_people_named_in_the_imprint_are_mentioned(line: str) -> None:
    reading = read(HEAD + LAYOUTS["fields below headings of one level"] + f"\n{line}\n")
    assert [row[:3] for row in rows(reading, "mentions")] == [("Birthe Lindemann", "chefkonsulent", "Vejle Kommune")]
    assert len(reading.initiatives) == 2


def test_a_theme_of_the_list_stands_over_its_initiatives_whatever_its_grammar() -> None:
    reading = read(
        HEAD + "Klyngen har to temaer:\n\n- Ældre, der falder\n- Unge, der ikke trives – fordi ventelisten er lang\n\n"
        "**1 Ældre, der falder**\n\n**Faldteam**\n\nAnsvarlig: Vejle Kommune\n\n"
        "**2 Unge, der ikke trives**\n\n**Åben dør**\n\nAnsvarlig: Kolding Kommune\n"
    )
    assert [(one.label, one.theme) for one in reading.initiatives] == [("Faldteam", "Ældre, der falder"), ("Åben dør", "Unge, der ikke trives")]


@pytest.mark.parametrize("nobody", ["Ikke afklaret", "Afventer", "Endnu ikke udpeget", "Ingen", "N/A", "-", "Aftales senere"])
def test_nobody_is_no_organisation(nobody: str) -> None:
    text = f"## Natlæge på plejehjem\n\nAnsvarlig: {nobody}\n\nPeriode: 2025\n\n## Medicin i poser\n\nAnsvarlig: Kolding Kommune\n\nPeriode: 2026\n"
    told = [row[:3] for row in rows(read(HEAD + text), "responsibilities")]
    assert told == [("Natlæge på plejehjem", "", ""), ("Medicin i poser", "Kolding Kommune", "")]


def test_themes_in_lines_with_roman_numbers() -> None:
    text = "Handleplan for Sundhedsklynge Lillebælt\n\nStatus pr. 1. maj 2025"
    text += "\n\nVi arbejder med tre temaer:\n\n    I    Ældre\n    II   Unge\n    III  Psykiatri\n\nPlanen følges op.\n"
    assert [theme.label for theme in read(text, "plan.txt", "text/plain").themes] == ["Ældre", "Unge", "Psykiatri"]
