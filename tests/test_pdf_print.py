"""The PDF reader on what programs that print do to a text: drawn bullets, stretched lines, letterspaced words, cells as wide as a word."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bench import printed
from tests.test_documents import KNOWN_MISSES, answered, document_of
from tests.test_pdf import LEFT, LEFTS, TOP, grid, lines, read
from tests.written import printers, word
from tests.written.parts import parts


def test_a_bullet_that_is_drawn_begins_an_item() -> None:
    def page(canvas: Canvas) -> None:
        lines("Indstilling", top=TOP)(canvas)
        for row, told in enumerate(("drøfter planen", "godkender budgettet")):
            canvas.circle(LEFT + 10, TOP - 40 - 14 * row + 4, 2, fill=1)
            canvas.drawString(LEFT + 20, TOP - 40 - 14 * row, told)

    assert read(page) == ["¶ Indstilling", "• drøfter planen", "• godkender budgettet"]


def test_a_dot_within_a_line_is_no_bullet() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(LEFT, TOP, "Anna Bro")
        canvas.circle(LEFT + 60, TOP + 4, 2, fill=1)
        canvas.drawString(LEFT + 68, TOP, "Bo Lund")

    assert "•" not in " ".join(read(page))


def test_letterspaced_words_are_whole() -> None:
    def page(canvas: Canvas) -> None:
        told = canvas.beginText(LEFT, TOP)
        told.setFont("Helvetica", 14)
        told.setCharSpace(4)
        told.textLine("REFERAT FRA KLYNGEN 2024")
        canvas.drawText(told)

    assert "REFERAT FRA KLYNGEN 2024" in read(page)[0]


def test_letters_of_a_list_stay_apart() -> None:
    assert read(lines("Partierne A, B, C, F, V, Ø")) == ["¶ Partierne A, B, C, F, V, Ø"]


def test_text_without_any_colour_is_not_read() -> None:
    def page(canvas: Canvas) -> None:
        lines(*LEFTS)(canvas)
        canvas.setFillColor(Color(0, 0, 0, alpha=0))
        canvas.drawString(LEFT, 600, "Usynlig tekst")

    assert "Usynlig" not in " ".join(read(page))


@pytest.mark.parametrize("wide", [420, 900], ids=["a little", "as wide as columns"])
def test_stretched_lines_are_text_and_no_table(wide: float) -> None:
    told = ("Klyngen har drøftet planen", "for de fire kommuner der", "følger den op til foråret")

    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for row, line in enumerate(told):
            spaces = line.count(" ")
            stretched = canvas.beginText(LEFT, TOP - 14 * row)
            stretched.setWordSpace((wide / 2 - stringWidth(line, "Helvetica", 11)) / spaces)
            stretched.textLine(line)
            canvas.drawText(stretched)

    assert not any("|" in line for line in read(page))
    assert " ".join(line.strip("¶ ") for line in read(page)) == " ".join(told)


@pytest.mark.parametrize("rest", ["2. maj 2025 til jul", "2. kvartal 2025"])
def test_a_date_at_the_end_of_a_cells_line_begins_no_list(rest: str) -> None:
    date, year = rest.split(" 2025")

    def page(canvas: Canvas) -> None:
        grid(canvas, (700, 660, 630), (60, 200, 260, 400))
        for left, base, told in ((64, 685, "Ordningen"), (204, 685, date), (204, 671, f"2025{year}"), (264, 685, "Køge"), (64, 645, "Teamet"), (204, 645, "nu"), (264, 645, "Greve")):  # fmt: skip
            canvas.drawString(left, base, told)

    assert read(page)[0] == f"Ordningen | {rest} | Køge"


def cells(width: float, told: Sequence[Sequence[str]]) -> list[str]:
    def page(canvas: Canvas) -> None:
        grid(canvas, (700, 660, 620), (60, 200, 208 + width))
        for row, cell in enumerate(told):
            canvas.drawString(64, 685 - 40 * row, f"Navn {row}")
            for index, line in enumerate(cell):
                canvas.drawString(204, 685 - 40 * row - 13 * index, line)

    return [line.split(" | ")[-1] for line in read(page)]


def test_no_word_is_cut_in_a_column_that_is_as_wide_as_its_longest() -> None:
    assert cells(stringWidth("Stillingsopslag", "Helvetica", 11), [("Stillingsopslag", "er på vej"), ("Nej",)])[0] == "Stillingsopslag er på vej"


def test_a_word_is_cut_where_the_column_is_narrower() -> None:
    assert cells(stringWidth("Næstforman", "Helvetica", 11) + 2, [("Næstforman", "d"), ("Nej",)])[0] == "Næstformand"


# The share of facts that a layout has to keep: what was measured, less a little. Two facts of a hundred are lost where a text is made a page;
# of the samples named below, whose texts hold flattened tables and columns of their own, each print loses about twice as many as of the others.
KEPT = {
    "Chromium: agenda system": (0.95, 0.89),
    "Chromium: landscape": (0.94, 0.87),
    "Chromium: two columns": (0.94, 0.84),
    "Chromium: striped tables without lines": (0.94, 0.88),
    "LibreOffice: plain": (0.94, 0.89),
}
_OF_LAYOUTS = frozenset({"twelfth", "thirteenth", "fourteenth"})
_NEEDS = {"Chromium": printers.CHROMIUM, "LibreOffice": printers.OFFICE}


@pytest.mark.parametrize("layout", KEPT)
def test_what_a_program_prints_says_what_the_text_says(layout: str) -> None:
    program, name = layout.split(": ")
    if not _NEEDS[program]:
        pytest.skip(f"{program} is not installed")
    missed = {name for name, _ in KNOWN_MISSES}
    paths = [path for path in map(document_of, answered()) if path.suffix in (".txt", ".md") and path.name not in missed]
    told = [parts(path) for path in paths]
    files = list(printers.by_chromium(told, printers.SHEETS[name])) if program == "Chromium" else printers.by_office(told, word.LOOKS[name])
    differences = [printed.compared(path, content) for path, content in zip(paths, files, strict=True)]
    for kept, sample in zip(KEPT[layout], (False, True), strict=True):
        those = [one for one in differences if (one.path.parent.name in _OF_LAYOUTS) is sample]
        lost, whole = sum(one.lost.total() for one in those), sum(one.expected.total() for one in those)
        assert lost <= (1 - kept) * whole, sorted(one.path.name for one in those if one.lost)
