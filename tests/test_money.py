"""Money in sentences, lines and tables: what each amount is, for what, to whom, in which years; and what is no funding."""

from __future__ import annotations

import pytest

import loaders
from loaders import money, plan
from loaders.blocks import Text
from loaders.document import Document
from loaders.kroner import amounts
from loaders.model import Body, Funding
from loaders.money_words import Context
from loaders.outline import outline
from loaders.readers import plain

BODY = Body("Vestklyngen", "vestklyngen/politisk-niveau", "political-level", "Vestklyngen", "vestklyngen", True, "region-midtjylland")

Row = tuple[int, str, str, str, str]  # amount, kind, years, recipient, purpose


def _read(text: str) -> Text:
    return plain.read(Document("note.md", "/note.md", "text/markdown", text.encode()))


def funding(text: str, initiative: str = "") -> tuple[Funding, ...]:
    sections = outline(_read(text))
    return money.funding(
        [(paragraph, Context(BODY, None, initiative, heading=section.title)) for section in sections for paragraph in section.paragraphs]
    )


def row(one: Funding) -> Row:
    recipient = one.recipient.label if one.recipient else one.recipient_label
    return int(one.amount), one.kind.value, "|".join(map(str, one.years)), recipient, one.purpose


SENTENCES: dict[str, list[Row]] = {
    "Vestklyngens andel udgør 4,2 mio. kr. i 2025.": [(4_200_000, "grant", "2025", "Vestklyngen", "")],
    "Vestklyngen har i 2025 fået 4,2 mio. kr. i klyngemidler.": [(4_200_000, "grant", "2025", "Vestklyngen", "")],
    "Vestklyngen er med økonomiaftalen sikret 4,2 mio. kr. i 2025.": [(4_200_000, "grant", "2025", "Vestklyngen", "")],
    "Heraf går 4,2 mio. kr. til Vestklyngen.": [(4_200_000, "grant", "", "Vestklyngen", "")],
    "Regeringen, KL og Danske Regioner har aftalt at afsætte 86,3 mio. kr. i 2025 til klyngerne.": [
        (86_300_000, "national", "2025", "klyngerne", "")
    ],
    "Der blev afsat 80 mio. kr. årligt til landets 22 sundhedsklynger.": [(80_000_000, "national", "", "landets 22 sundhedsklynger", "")],
    "Der er sat 500.000 kr. af til natlys.": [(500_000, "allocation", "", "", "natlys")],
    "Klyngen investerer 500.000 kr. i natlys.": [(500_000, "allocation", "", "", "natlys")],
    "500.000 kr. er øremærket natlys.": [(500_000, "allocation", "", "", "natlys")],
    'Projektet "Natlys" er bevilget 500.000 kr.': [(500_000, "grant", "", "", "Natlys")],
    "Struer Kommune støttes med 500.000 kr. til natlys.": [(500_000, "grant", "", "Struer Kommune", "natlys")],
    "Struer Kommune anmoder om 500.000 kr. til natlys.": [(500_000, "applied", "", "Struer Kommune", "natlys")],
    "Struer Kommune har søgt 300.000 kr. til natlys og Lemvig Kommune 180.000 kr. til dagslys.": [
        (300_000, "applied", "", "Struer Kommune", "natlys"),
        (180_000, "applied", "", "Lemvig Kommune", "dagslys"),
    ],
    "Ansøgningen fra Struer Kommune på 500.000 kr. til natlys blev imødekommet.": [(500_000, "grant", "", "Struer Kommune", "natlys")],
    "Struer Kommune fik afslag på 500.000 kr. til natlys.": [(500_000, "applied", "", "Struer Kommune", "natlys")],
    "Klyngen modtog 14 ansøgninger på i alt 11,6 mio. kr.": [(11_600_000, "applied", "", "", "")],
    "Den enkelte kommune kan maksimalt søge 300.000 kr.": [(300_000, "ceiling", "", "Den enkelte kommune", "")],
    "Maksimumsbeløbet er 300.000 kr. pr. ansøgning.": [(300_000, "ceiling", "", "", "")],
    "Formandskabet bemyndiges til at anvende op til 300.000 kr. i 2025.": [(300_000, "ceiling", "2025", "Formandskabet", "")],
    "Der kan højst bruges 75.000 kr. pr. indsats på ekstern evaluering.": [(75_000, "ceiling", "", "", "ekstern evaluering")],
    "Ansøgninger over 300.000 kr. behandles af klyngen, og regnskabet påtegnes, når tilskuddet overstiger 500.000 kr.": [],
    "Budgettet for 2025 er på 3,8 mio. kr.": [(3_800_000, "total", "2025", "", "")],
    "Rådet har i 2026 en udviklingsramme på 11,4 mio. kr.": [(11_400_000, "total", "2026", "", "")],
    "De fire indsatser har tilsammen fået afsat 4.765.000 kr.": [(4_765_000, "total", "", "", "")],
    "Udvalget for Akut vil bruge 150.000 kr. på natlys og 50.000 kr. på en temadag.": [
        (150_000, "allocation", "", "", "natlys"),
        (50_000, "allocation", "", "", "en temadag"),
    ],
    "Staten har i 2024 givet sundhedsklyngerne 81,4 mio. kr., og heraf har Vestklyngen modtaget 5,6 mio. kr.": [
        (81_400_000, "national", "2024", "sundhedsklyngerne", ""),
        (5_600_000, "grant", "", "Vestklyngen", ""),
    ],
    "Formandskabet kan godkende udgifter på op til 30.000 kr.": [(30_000, "ceiling", "", "Formandskabet", "")],
    "Planens indsatser beløber sig til 2.515.000 kr.": [(2_515_000, "total", "", "", "")],
    "De resterende 1.705.000 kr. fordeles i foråret.": [],
    "Mindreforbruget på 847.943 kr. søges overført til 2025.": [],
    "Regionsrådet har den 10. februar 2026 øremærket 8 mio. kr. til omsorgspladser.": [(8_000_000, "allocation", "", "", "omsorgspladser")],
    "Køge Kommune, som havde ansøgt om 1,9 mio. kr. i 2026 til et træningscenter, fik afslag.": [
        (1_900_000, "applied", "2026", "Køge Kommune", "et træningscenter")
    ],
    "Mest fik Lemvig Kommune, der har fået bevilget 950.000 kr. i 2026 til projektet Ud på landet.": [
        (950_000, "grant", "2026", "Lemvig Kommune", "projektet Ud på landet")
    ],
    "Der er i 2024 bevilget 3,3 mio. kr. til Vestklyngen.": [(3_300_000, "grant", "2024", "Vestklyngen", "")],
    "Der er i alt bevilget 1.800.000 kr., og puljen er dermed brugt op.": [(1_800_000, "total", "", "", "")],
    "Tilsammen er der afsat 2,2 mio. kr. i 2025.": [(2_200_000, "total", "2025", "", "")],
    "Klyngen afsætter 200.000 kr. pr. år til faldforebyggelse.": [(200_000, "allocation", "", "", "faldforebyggelse")],
    "Klyngen bevilger Struer Kommune 400.000 kr. til natlys.": [(400_000, "grant", "", "Struer Kommune", "natlys")],
    "Klyngen giver 250.000 kr. i støtte til Ældre Sagens besøgsvenner.": [(250_000, "grant", "", "", "Ældre Sagens besøgsvenner")],
    "Forløbet støttes med 600.000 kr. fra klyngens pulje i 2025.": [(600_000, "grant", "2025", "", "")],
    "Fonden har givet tilsagn om 1,2 mio. kr. til sansehaven.": [(1_200_000, "grant", "", "", "sansehaven")],
    "Af puljen er der reserveret 350.000 kr. til evaluering i 2026.": [(350_000, "allocation", "2026", "", "evaluering")],
    "Budgettet for rullebordet er 1.350.000 kr. i 2025.": [(1_350_000, "allocation", "2025", "", "rullebordet")],
    "Projektet er finansieret med 800.000 kr. fra klyngemidlerne og 300.000 kr. fra Holstebro Kommune.": [
        (800_000, "allocation", "", "", ""),
        (300_000, "allocation", "", "", ""),
    ],
    "Landets sundhedsklynger fik 80 mio. kr. i 2022, og økonomiaftalerne for 2023 gav dem 85 mio. kr. mere.": [
        (80_000_000, "national", "2022", "Landets sundhedsklynger", ""),
        (85_000_000, "national", "2023", "Landets sundhedsklynger", ""),
    ],
    "Til at drive den fælles natvagt har klyngen afsat i alt 2,0 mio. kr. af klyngemidlerne.": [
        (2_000_000, "allocation", "", "", "at drive den fælles natvagt")
    ],
    "Rammen for 2025 udgør 4,4 mio. kr.": [(4_400_000, "total", "2025", "", "")],
    "Den samlede økonomiske ramme for 2025 og 2026 er 8,8 mio. kr.": [(8_800_000, "total", "2025|2026", "", "")],
    "Der kan gives tilskud på maksimalt 75.000 kr. til hvert lægehus.": [(75_000, "ceiling", "", "", "hvert lægehus")],
    "Udvalget indstiller, at der bevilges 500.000 kr. til Herning Kommune til gåklubben.": [(500_000, "grant", "", "Herning Kommune", "gåklubben")],
    "Regeringen har afsat 1,1 mia. kr. til sundhedsreformen i 2025.": [(1_100_000_000, "national", "2025", "", "sundhedsreformen")],
    "Puljen er på 2,4 mio. kr. i 2025.": [(2_400_000, "total", "2025", "", "")],
    "Der afsættes henholdsvis 300.000 kr. i 2025 og 450.000 kr. i 2026 til telemedicin.": [
        (300_000, "allocation", "2025", "", "telemedicin"),
        (450_000, "allocation", "2026", "", "telemedicin"),
    ],
    "Ansøgningen fra PLO-Midtjylland på 310.000 kr. til sårkurser imødekommes ikke.": [(310_000, "applied", "", "PLO-Midtjylland", "sårkurser")],
    "Til hjertehold er der bevilget 90.000 kr. i 2025.": [(90_000, "grant", "2025", "", "hjertehold")],
    "Beløbet på 1,6 mio. kr. er afsat i 2025 til akutsygepleje.": [(1_600_000, "allocation", "2025", "", "akutsygepleje")],
    "Klyngen har fået bevilget 4,1 mio. kr. i 2024.": [(4_100_000, "grant", "2024", "Vestklyngen", "")],
    "Direktørforum har bevilget 300.000 kr. til sårpleje.": [(300_000, "grant", "", "", "sårpleje")],
    "Der er afsat kr. 500.000,- til digital kommunikation i 2025.": [(500_000, "allocation", "2025", "", "digital kommunikation")],
    "Lemvig Kommune har søgt om 250.000 kr. til en bus.": [(250_000, "applied", "", "Lemvig Kommune", "en bus")],
    "Struer Kommune søgte 80.000 kr. til kurser, men fik afslag.": [(80_000, "applied", "", "Struer Kommune", "kurser")],
    "Klyngen søgte fonden om 1,5 mio. kr. til stolen, men fik afslag.": [(1_500_000, "applied", "", "", "stolen")],
    "Der forventes bevilget 2 mio. kr. i 2026.": [],
    "På finansloven er der afsat 80 mio. kr. i 2024 til landets sundhedsklynger.": [(80_000_000, "national", "2024", "landets sundhedsklynger", "")],
    "Klyngen modtog 3,9 mio. kr. i 2023 og 4,0 mio. kr. i 2024 fra staten.": [
        (3_900_000, "grant", "2023", "Vestklyngen", ""),
        (4_000_000, "grant", "2024", "Vestklyngen", ""),
    ],
    "Klyngen fik 4 mio. kr. i 2024 og et tilsvarende beløb i 2025.": [
        (4_000_000, "grant", "2024", "Vestklyngen", ""),
        (4_000_000, "grant", "2025", "Vestklyngen", ""),
    ],
    "Klyngen er tildelt 4 mio. kr. for 2024, og der forventes samme beløb i 2025.": [(4_000_000, "grant", "2024", "Vestklyngen", "")],
    "Klyngen fik bevilget 4 mio. kr. i 2024. Hertil kommer en halv million kroner fra 2023.": [
        (4_000_000, "grant", "2024", "Vestklyngen", ""),
        (500_000, "grant", "2023", "Vestklyngen", ""),
    ],
    "Hvert udvalg kan i 2025 søge op til 150.000 kr. til forsøg.": [(150_000, "ceiling", "2025", "Hvert udvalg", "forsøg")],
    "Hvert projekt kan højst få 1,5 mio. kr.": [(1_500_000, "ceiling", "", "Hvert projekt", "")],
    "Der kan søges maks. 200.000 kr. pr. projekt.": [(200_000, "ceiling", "", "", "")],
    "Der er reserveret 2,5 mio. kr. til uddannelse.": [(2_500_000, "allocation", "", "", "uddannelse")],
    "Der er afsat ca. 420.000 kr. til Lemvig Kommune til Telelægen.": [(420_000, "allocation", "", "Lemvig Kommune", "Telelægen")],
    "I 2025 er der afsat 2,4 mio. kr. til busser, ca. 1,6 mio. kr. til fælles visitation og 900.000 kr. til kurser.": [
        (2_400_000, "allocation", "2025", "", "busser"),
        (1_600_000, "allocation", "2025", "", "fælles visitation"),
        (900_000, "allocation", "2025", "", "kurser"),
    ],
    "I 2024 fik klyngen 3 mio. kr., og klyngen har søgt om 1 mio. kr. til en bus.": [
        (3_000_000, "grant", "2024", "Vestklyngen", ""),
        (1_000_000, "applied", "", "", "en bus"),
    ],
    "Lemvig Kommune har søgt om 300.000 kr. til A, og Struer Kommune har søgt om 200.000 kr. til B.": [
        (300_000, "applied", "", "Lemvig Kommune", "A"),
        (200_000, "applied", "", "Struer Kommune", "B"),
    ],
    "Klyngen fik 3,5 mio. kr. i 2025, heraf er 1 mio. kr. afsat til faldbilen og 500.000 kr. til caféen.": [
        (3_500_000, "grant", "2025", "Vestklyngen", ""),
        (1_000_000, "allocation", "", "", "faldbilen"),
        (500_000, "allocation", "", "", "caféen"),
    ],
    "Heraf går 1 mio. kr. til faldbilen.": [(1_000_000, "allocation", "", "", "faldbilen")],
    "Til faldbilen er der i 2025 afsat 1,2 mio. kr., og til caféen er der afsat 300.000 kr. i 2026.": [
        (1_200_000, "allocation", "2025", "", "faldbilen"),
        (300_000, "allocation", "2026", "", "caféen"),
    ],
    "Udvalgene kan hver især højst disponere over 50.000 kr. i 2026.": [(50_000, "ceiling", "2026", "Udvalgene", "")],
    "I 2025 udmøntes 1,5 mio. kr. fordelt på 1 mio. kr. til faldbilen og en halv million til caféen.": [
        (1_500_000, "allocation", "2025", "", ""),
        (1_000_000, "allocation", "2025", "", "faldbilen"),
        (500_000, "allocation", "2025", "", "caféen"),
    ],
    "Klyngen fik 3,1 mio. kr. i 2025. Af de 3,1 mio. kr. er 2 mio. kr. disponeret.": [
        (3_100_000, "grant", "2025", "Vestklyngen", ""),
        (2_000_000, "allocation", "", "", ""),
    ],
    "Klyngen har bevilget Lemvig Kommune 300.000 kr. til faldbilen og Struer Kommune 200.000 kr. til caféen.": [
        (300_000, "grant", "", "Lemvig Kommune", "faldbilen"),
        (200_000, "grant", "", "Struer Kommune", "caféen"),
    ],
    "Bevillingen til Vestklyngen er på 3,1 mio. kr. i 2025.": [(3_100_000, "grant", "2025", "Vestklyngen", "")],
    "Klyngen har valgt at bruge 1 mio. kr. på faldbilen og 400.000 kr. på caféen.": [
        (1_000_000, "allocation", "", "", "faldbilen"),
        (400_000, "allocation", "", "", "caféen"),
    ],
    "Struer Kommunes ansøgning om 200.000 kr. til en café blev ikke imødekommet.": [(200_000, "applied", "", "Struer Kommune", "en café")],
    "En ansøgning fra Struer Kommune om 200.000 kr. til en café er afvist.": [(200_000, "applied", "", "Struer Kommune", "en café")],
    "Heraf er 2,5 mio. kr. disponeret, mens 500.000 kr. endnu ikke er fordelt.": [(2_500_000, "allocation", "", "", "")],
    "Hvert udvalg kan ikke søge mere end 80.000 kr.": [(80_000, "ceiling", "", "Hvert udvalg", "")],
    "Der kan højst gives 50.000 kr. pr. projekt.": [(50_000, "ceiling", "", "", "")],
    "Vestklyngen har ansøgt Velliv Foreningen om 2 mio. kr. til haven.": [(2_000_000, "applied", "", "Vestklyngen", "haven")],
    "Hvert fast udvalg kan desuden søge op til 75.000 kr. i 2025.": [(75_000, "ceiling", "2025", "Hvert fast udvalg", "")],
    "Den enkelte kommune må i 2025 højst bruge 40.000 kr. på konsulenter.": [(40_000, "ceiling", "2025", "Den enkelte kommune", "konsulenter")],
    "2 x 250.000 kr. er bevilget for 2024 og 2025.": [(500_000, "grant", "2024|2025", "Vestklyngen", "")],
    "Vesthimmerlands Kommune har fået tilsagn om 175.000 kr. til frivillige.": [(175_000, "grant", "", "Vesthimmerlands Kommune", "frivillige")],
}

NO_FUNDING = [
    "Et kursus koster 4.000 kr. pr. hold.",
    "Billetten er 200 kr. pr. par.",
    "Der er brugt 640.000 kr. af bevillingen ved udgangen af maj.",
    "Forbruget pr. 15. september er 1.744.210 kr.",
    "Klyngen forventer at spare 2 mio. kr. om året.",
    "Ringkøbing-Skjern Kommune bidrager med 150.000 kr. i egenfinansiering.",
    "Et indlæggelsesdøgn koster 4.200 kr.",
    "Ordningen ventes at spare 3 mio. kr. på indlæggelser.",
    "Udgifterne til sekretariatet er 420.000 kr. om året.",
    "Takststyringen giver en DRG-værdi på 2,3 mio. kr.",
    "Deltagerprisen var 450 kr.",
    "Lønnen til en sygeplejerske er 41.500 kr. om måneden.",
    "Der er afsat 1.200 kr. pr. deltager.",
    "Nordjylland har 590.000 borgere, og 312 er i forløb.",
    "Der er forbrugt 845.000 kr. indtil nu.",
    "Kommunerne har i 2024 brugt 2 mio. kr. på vikarer.",
    "# Økonomi\n\nKørslen afregnes med 3,79 kr. pr. km.",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text: str) -> None:
    assert [row(one) for one in funding(text)] == SENTENCES[text]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Der er afsat 2 mio. kr. til natvagten. Det er et engangsbeløb.", [("engangsbeløb",)]),
        ("Der er afsat 2 mio. kr. til natvagten og 1 mio. kr. til caféen. Begge beløb er anslået.", [("skønsmæssigt",), ("skønsmæssigt",)]),
        ("Der er afsat 2 mio. kr. til natvagten og 1 mio. kr. til caféen. Der er tale om et engangsbeløb.", [(), ("engangsbeløb",)]),
        ("Der er afsat 2 mio. kr. til natvagten. Et engangsbeløb er ikke nok.", [()]),
    ],
)
def test_a_sentence_of_its_own_may_qualify_the_amount_before_it(text: str, said: list[tuple[str, ...]]) -> None:
    made = funding(text)
    assert [one.qualifiers for one in made] == said
    assert all(len(one.at) == 1 + bool(one.qualifiers) for one in made)


@pytest.mark.parametrize("text", NO_FUNDING)
def test_what_is_no_funding(text: str) -> None:
    assert funding(text) == ()


@pytest.mark.parametrize(
    ("said", "kroner"),
    [
        ("1,5 mio. kr.", "1500000"),
        ("1.500.000 kr.", "1500000"),
        ("kr. 500.000,-", "500000"),
        ("500 t.kr.", "500000"),
        ("0,5 mio. kr.", "500000"),
        ("en halv million", "500000"),
        ("en kvart million kroner", "250000"),
        ("halvanden million kroner", "1500000"),
        ("2½ mio. kr.", "2500000"),
        ("3x100.000 kr.", "300000"),
        ("to gange 250.000 kr.", "500000"),
        ("600 tusind kr.", "600000"),
        ("DKK 500.000", "500000"),
    ],
)
def test_ways_to_write_an_amount(said: str, kroner: str) -> None:
    assert [str(found.value) for found in amounts(said)] == [kroner]


def test_the_label_of_a_field_says_what_its_amount_is() -> None:
    text = "Økonomi: 1,2 mio. kr. i 2024\n\nBevilling: 500.000 kr.\n\nBudget: Der er søgt om 750 t.kr.\n"
    assert [row(one) for one in funding(text, "Faldbilen")] == [
        (1_200_000, "allocation", "2024", "", "Faldbilen"),
        (500_000, "grant", "", "", "Faldbilen"),
        (750_000, "applied", "", "", "Faldbilen"),
    ]


def test_a_table_has_its_unit_above_it_and_a_kind_for_each_column() -> None:
    text = """Alle beløb er i 1.000 kr.

| Projekt | Ansøger | Ansøgt beløb | Bevilget beløb | Forbrug |
| --- | --- | --- | --- | --- |
| Skolebænken | Struer Kommune | 850 | 800 | 120 |
| Musik | Lemvig Kommune | 400 | 0 | |
| I alt | | 1.250 | 800 | 120 |
"""
    assert [row(one) for one in funding(text)] == [
        (850_000, "applied", "", "Struer Kommune", "Skolebænken"),
        (800_000, "grant", "", "Struer Kommune", "Skolebænken"),
        (400_000, "applied", "", "Lemvig Kommune", "Musik"),
        (1_250_000, "total", "", "", ""),
        (800_000, "total", "", "", ""),
    ]


def test_small_numbers_of_a_table_without_lines_are_no_page_numbers() -> None:
    text = "Indsats                 Afsat i 2024 (1.000 kr.)\nAkutteam                1.350\nUngepanelet             400\n"
    sections = outline(plain.read(Document("note.txt", "/note.txt", "text/plain", text.encode())))
    made = money.funding([(paragraph, Context(BODY)) for section in sections for paragraph in section.paragraphs])
    assert [row(one) for one in made] == [(1_350_000, "allocation", "2024", "", "Akutteam"), (400_000, "allocation", "2024", "", "Ungepanelet")]


def test_a_head_of_two_rows_and_rows_that_say_what_they_are() -> None:
    text = """| Midler | Beløb (mio. kr.) | |
| --- | --- | --- |
| | 2024 | 2025 |
| Bevilget til Vestklyngen | 3,2 | 3,3 |
| Afsat til temaet Data | 0,1 | – |
"""
    assert [row(one) for one in funding(text)] == [
        (3_200_000, "grant", "2024", "Vestklyngen", ""),
        (3_300_000, "grant", "2025", "Vestklyngen", ""),
        (100_000, "allocation", "2024", "", "temaet Data"),
    ]


def test_the_shares_of_a_list_belong_to_the_pot_before_them() -> None:
    text = """Klyngen fik bevilget 2,5 mio. kr. i 2025. Pengene fordeles sådan:

- 1,0 mio. kr. til akutsygeplejersker
- Struer Kommune: 466.000 kr. (heraf 100.000 kr. til transport)
- Til unges trivsel afsættes 0,5 mio. kr.
- Reserve 534.000 kr.
- Kurser (20.000 kr.)
"""
    made = funding(text)
    assert [row(one)[2:] for one in made[1:]] == [
        ("2025", "", "akutsygeplejersker"),
        ("2025", "Struer Kommune", ""),
        ("2025", "", "unges trivsel"),
        ("2025", "", "Reserve"),
        ("2025", "", "Kurser"),
    ]
    assert [one.share_of for one in made] == [None, 0, 0, 0, 0, 0]


APPLICATIONS = """# Overblik over ansøgninger

Alle beløb gælder 2026.

## Bevilget delvist

Sansehave i Skjern
: Ansøger: Ringkøbing-Skjern Kommune
: Ansøgt: 480.000 kr.
: Bevilget: 250.000 kr.
: En bænk koster 4.000 kr.
"""


def test_the_fields_of_an_application_say_who_applied_and_its_heading_what_for() -> None:
    read = plan.parse(_read(APPLICATIONS), BODY, "region-midtjylland", None)
    assert [row(one) for one in read.funding] == [
        (480_000, "applied", "2026", "Ringkøbing-Skjern Kommune", "Sansehave i Skjern"),
        (250_000, "grant", "2026", "Ringkøbing-Skjern Kommune", "Sansehave i Skjern"),
    ]


CAPTION = """Tabel 1. Afsat til klyngerne, mio. kr.

| Klynge | 2025 | 2026 |
| --- | --- | --- |
| Horsensklyngen | 2,9 | 3,0 |
| I alt | 2,9 | 3,0 |
"""


def test_a_caption_gives_a_table_its_unit_and_a_cluster_in_it_gets_the_money() -> None:
    assert [row(one) for one in funding(CAPTION)] == [
        (2_900_000, "allocation", "2025", "Horsensklyngen", ""),
        (3_000_000, "allocation", "2026", "Horsensklyngen", ""),
        (2_900_000, "total", "2025", "", ""),
        (3_000_000, "total", "2026", "", ""),
    ]


MINUTES = """# Referat fra møde i Vestklyngen den 4. marts 2025

Deltagere: borgmester Ane Holm (V), Lemvig Kommune, og praktiserende læge Bo Lund, PLO-Midtjylland

## 1. Ansøgninger

Lemvig Kommune har søgt om 300.000 kr. til en bus. En bus koster 4 mio. kr.

Indstilling: Det indstilles, at der bevilges 200.000 kr. til Lemvig Kommune til en bus.

Beslutning: Godkendt.

## 2. Fælles kurser

Indstilling: Det indstilles, at der afsættes 90.000 kr. til kurser.

Beslutning: Punktet blev udsat.

## 3. Vågetjeneste

Indstilling: Det indstilles, at der afsættes 50.000 kr. til vågetjenesten.

Beslutning: Tiltrådt. Der er afsat 50.000 kr. i 2025 til vågetjenesten.
"""


def test_minutes_tell_of_money_that_was_applied_for_or_decided_on_and_not_of_what_was_postponed() -> None:
    text = _read(MINUTES)
    read = loaders.parse(text, Document("referat.md", "/referat.md", "text/markdown", b""))
    assert [row(one) for one in read.funding] == [
        (300_000, "applied", "", "Lemvig Kommune", "en bus"),
        (200_000, "grant", "", "Lemvig Kommune", "en bus"),
        (50_000, "allocation", "2025", "", "vågetjenesten"),
    ]
