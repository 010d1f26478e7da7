"""The PDF reader on how much room a line had: short lines, text beside or below a box, stretched lines of two words, words cut by a cell's edge."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.test_pdf import LEFT, TOP, grid, lines, read

LIST = ("Deltagere:", "Ane Holm fra Holbæk Kommune", "Karen Krog fra Odsherred Kommune", "Jens Bro fra Odsherred Kommune")


def test_short_lines_are_lines_of_their_own_where_none_was_broken() -> None:
    """The longest of them is no edge: each would have had room for the next one's first word."""
    assert [line.strip("¶ ") for line in read(lines(*LIST))] == list(LIST)


def test_the_longest_line_is_the_edge_where_one_was_broken() -> None:
    told = (
        "Klyngen mødes fire gange om året og følger op på den",
        "plan, som de fire kommuner vedtog. Næste gang drøfter",
        "Holbæk Kommune økonomien.",
    )
    assert read(lines(*told)) == [f"¶ {' '.join(told)}"]


def test_text_beside_a_box_has_the_room_that_the_box_leaves() -> None:
    beside = ("Referat af møde i det fælles strategiske forum for", "Sundhedsklynge Holbæk og de kommuner, som hører")
    below = ("til den, og som i år har besluttet at arbejde sammen om borgere med kroniske sygdomme i eget", "hjem.")

    def page(canvas: Canvas) -> None:
        grid(canvas, (TOP + 14, TOP - 24), (LEFT + 275, LEFT + 400))
        canvas.drawString(LEFT + 280, TOP, "Henvendelse til betjenten")
        canvas.drawString(LEFT + 280, TOP - 13, "på hverdage")
        for row, line in enumerate((*beside, *below)):
            canvas.drawString(LEFT, TOP - 14 * row, line)

    assert " ".join((*beside, *below)) in [line.strip("¶ ") for line in read(page)]


def test_a_box_laid_over_the_text_stands_behind_it() -> None:
    text = (
        "Referat af møde i Sundhedsklynge Holbæk",
        "Onsdag den 12. marts 2025 kl. 9-11 i mødelokale 4 på Rådhuset, Kanalstræde 2, Holbæk",
        "Deltagere: se listen nedenfor",
    )

    def page(canvas: Canvas) -> None:
        lines(*text)(canvas)
        for row, line in enumerate(("Henvendelse til", "betjenten", "på hverdage")):
            canvas.drawString(LEFT + 300, TOP + 7 - 14 * row, line)

    told = [line.strip("¶ ") for line in read(page)]
    assert told[: len(text)] == list(text)


def justified(canvas: Canvas, told: list[str]) -> None:
    for row, line in enumerate(told):
        spaced = canvas.beginText(LEFT, TOP - 14 * row)
        spaced.setFont("Helvetica", 11)
        spaced.setWordSpace((260 - stringWidth(line, "Helvetica", 11)) / line.count(" "))
        spaced.textLine(line)
        canvas.drawText(spaced)


@pytest.mark.parametrize("pair", [("Odsherred", "Kommune"), ("PUNKT", "ET")])
def test_two_words_at_both_edges_of_a_justified_text_are_a_line(pair: tuple[str, str]) -> None:
    told = [
        "Klyngen mødes fire gange om året og følger",
        "op på den plan, som alle fire kommuner har",
        " ".join(pair),
        "vedtaget i fællesskab, og som løber til året",
    ]

    assert not any("|" in line for line in read(lambda canvas: justified(canvas, told)))


def test_a_label_and_an_amount_at_both_edges_are_a_row() -> None:
    told = [
        "Klyngen mødes fire gange om året og følger",
        "op på den plan, som alle fire kommuner har",
        "vedtaget i fællesskab, og som løber til året",
    ]

    def page(canvas: Canvas) -> None:
        justified(canvas, told)
        canvas.drawString(LEFT, TOP - 70, "Sekretariat")
        canvas.drawRightString(LEFT + 260, TOP - 70, "250.000")

    assert "Sekretariat | 250.000" in [line.strip("¶ ") for line in read(page)]


@pytest.mark.parametrize(
    ("over", "under", "told"),
    [
        ("Regionsrådsme", "dlem", "Regionsrådsmedlem"),
        ("1.200.0", "00 kr.", "1.200.000 kr."),
        ("Opfølgende", "hjemmebesøg", "Opfølgende hjemmebesøg"),  # both stand in the text
    ],
)
def test_a_word_is_cut_where_no_letter_fits_and_its_parts_are_no_words(over: str, under: str, told: str) -> None:
    """Columns are as wide as each other, so none was made for its words."""

    def page(canvas: Canvas) -> None:
        wide = stringWidth(over, "Helvetica", 11) + 10
        grid(canvas, (700, 660, 620), (60, 60 + wide, 60 + 2 * wide))
        for base, line in ((685, "Et"), (645, "To")):
            canvas.drawString(64, base, line)
        for base, line in ((685, over), (672, under), (645, "Nej")):
            canvas.drawString(64 + wide, base, line)
        canvas.drawString(60, 560, "Et opfølgende møde og et hjemmebesøg blev aftalt.")

    assert read(page)[0].split(" | ")[-1] == told


def test_records_stand_apart_where_no_space_parts_paragraphs() -> None:
    """The label that comes again begins a record, the end of a sentence a paragraph; "kr." ends none."""
    told = [
        line
        for name in ("Åben rådgivning", "Fælles visitation", "Akutsygepleje", "Video fra hjemmet")
        for line in (f"Indsats: {name}", "Ansvarlig: Kolding Kommune", "Økonomi: 500.000 kr.", "Borgerne skal have hjælp tæt på hjemmet.")
    ]
    shown = read(lines(*told))
    assert shown[4:8] == [
        "¶ Indsats: Fælles visitation",
        "Ansvarlig: Kolding Kommune",
        "Økonomi: 500.000 kr.",
        "Borgerne skal have hjælp tæt på hjemmet.",
    ]


def test_lines_that_all_stand_wide_apart_are_paragraphs() -> None:
    told = ["Økonomioversigt 2025", "Godkendt den 12. marts 2025", "Kolding Kommune får 500.000 kr.", "Vejle Kommune får 250.000 kr."]

    def page(canvas: Canvas) -> None:
        for row, line in enumerate(told):
            canvas.drawString(LEFT, TOP - 22 * row, line)

    assert read(page) == [f"¶ {line}" for line in told]
