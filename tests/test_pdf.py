"""The PDF reader: pages drawn line by line, each with one thing that PDFs do to a text."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import reportlab
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import loaders
from loaders.graph import to_quads
from loaders.iris import Iris
from loaders.readers import pdf as reader
from tests.meeting_in_formats import MINUTES, assert_says_the_same, assert_slices_back, document, furniture, outcome, shown, text
from tests.written import pdf
from tests.written.parts import Heading, Item, Listing, Paragraph, Part

TOP, LEFT, PITCH = 780.0, 60.0, 14.0


def drawn(*pages: Callable[[Canvas], None], **settings: object) -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4, invariant=1, **settings)
    for page in pages:
        canvas.setFont("Helvetica", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def lines(*told: str, left: float = LEFT, top: float = TOP) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for index, line in enumerate(told):
            canvas.drawString(left, top - index * PITCH, line)

    return draw


def read(*pages: Callable[[Canvas], None]) -> list[str]:
    return shown(text("referat.pdf", drawn(*pages)))


def minutes() -> list[Part]:
    """The meeting that every format tells."""
    told: list[Part] = []
    for part in MINUTES:
        if part.items:
            told.append(Listing(tuple(Item(f"{n}." if part.ordered else "•", item, 0) for n, item in enumerate(part.items, 1))))
        else:
            told.append(Heading(part.text, part.level) if part.level else Paragraph((part.text,)))
    return told


@pytest.mark.parametrize("layout", [pdf.OFFICE, pdf.BOOK, pdf.FOLDER], ids=["office", "book", "folder"])
def test_minutes_say_what_the_markdown_says(layout: pdf.Layout) -> None:
    assert_says_the_same("referat.pdf", pdf.file(minutes(), layout))


def test_places_lead_back_into_the_text_and_to_their_page() -> None:
    told = text("referat.pdf", pdf.file([*minutes(), *minutes(), *minutes()], pdf.BOOK))
    assert_slices_back(told)
    pages = {block.text.span.page for block in told.blocks}
    assert pages == set(range(1, told.text.count("\f") + 2))
    assert len(pages) > 1
    for block in told.blocks:
        assert told.text[: block.text.span.start].count("\f") + 1 == block.text.span.page


def test_a_quote_carries_its_page() -> None:
    content = pdf.file([*minutes()[:9], Paragraph(("Sagsfremstilling følger. " * 250,)), *minutes()[9:]])
    one = document("referat.pdf", content)
    told = loaders.read(one)
    quads = to_quads(one, told, loaders.parse(told, one), Iris())
    pages = {int(quad.object.value) for quad in quads if quad.predicate.value.endswith("#page")}
    quotes = {quad.subject for quad in quads if quad.predicate.value.endswith("#hasSelector")}
    assert len({quad.subject for quad in quads if quad.predicate.value.endswith("#page")}) == len(quotes)
    assert pages >= {1, 2}


def test_headers_footers_and_page_numbers_are_furniture() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, 815, "Sundhedsklyngen - referat")
            canvas.drawString(280, 25, str(number))
            lines(f"Punkt {number * 7}", f"{'Igen ' * number}og her går det videre.", top=740)(canvas)

        return draw

    content = drawn(*(page(number) for number in (1, 2, 3)))
    assert furniture(text("referat.pdf", content)) == [
        "Sundhedsklyngen - referat",
        "1",
        "Sundhedsklyngen - referat",
        "2",
        "Sundhedsklyngen - referat",
        "3",
    ]
    assert len(shown(text("referat.pdf", content))) == 6


def test_a_header_of_a_single_page_stands_apart() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 812, "Kommunen")
        lines("Referat af mødet", "Deltagere", top=740)(canvas)

    assert furniture(text("referat.pdf", drawn(page))) == ["Kommunen"]


LEFTS = ("Klyngen har drøftet, hvordan de", "fire kommuner kan hjælpe hinanden", "om natten. Der er lavet en plan,", "som bliver fulgt op til foråret,", "når tallene for vinteren er talt", "sammen og sendt til kommunerne.")  # fmt: skip
RIGHTS = ("Hospitalet har spurgt, om der er", "plads til flere i det hus, som nu", "står tomt. Kommunerne svarer før", "jul, og sagen kommer igen på det", "næste møde, hvor der også bliver", "talt om økonomien i de tre huse.")  # fmt: skip


@pytest.mark.parametrize("offset", [0.0, 5.0], ids=["same heights", "other heights"])
def test_columns_are_read_one_after_the_other(offset: float) -> None:
    def page(canvas: Canvas) -> None:
        lines(*RIGHTS, left=310, top=TOP - offset)(canvas)
        lines(*LEFTS)(canvas)

    said = " ".join(line.strip("¶ ") for line in read(page))
    assert said == " ".join((*LEFTS, *RIGHTS))


SHORT = ("Deltagere", "Anna Bro", "Bo Lund", "Carl Dam", "Afbud", "Ditte Ege", "Erik Fog", "Freja Gram", "Ib Holm")


@pytest.mark.parametrize("offset", [0.0, 5.0], ids=["same heights", "other heights"])
def test_lists_in_columns_are_read_in_the_order_in_which_they_were_drawn(offset: float) -> None:
    def page(canvas: Canvas) -> None:
        lines(*SHORT)(canvas)
        lines(*(f"Punkt {line}" for line in SHORT), left=310, top=TOP - offset)(canvas)

    assert [line.strip("¶# ") for line in read(page)] == [*SHORT, *(f"Punkt {line}" for line in SHORT)]


def test_lines_that_were_drawn_across_are_a_table() -> None:
    def page(canvas: Canvas) -> None:
        for row, line in enumerate(SHORT):
            lines(line, top=TOP - row * PITCH)(canvas)
            lines(f"nr. {row}", left=310, top=TOP - row * PITCH)(canvas)

    assert [line.strip("¶ ") for line in read(page)] == [f"{line} | nr. {row}" for row, line in enumerate(SHORT)]


def test_cells_of_several_lines_are_no_columns() -> None:
    def page(canvas: Canvas) -> None:
        for row, line in enumerate(SHORT[:4]):
            for left, told in ((60, (line, "i Køge", "og Greve")), (200, ("drøftet", "og godkendt", "i maj")), (340, ("i drift", "fra juni"))):
                lines(*told, left=left, top=TOP - row * 60)(canvas)

    assert not any(line.strip("¶ ") in SHORT for line in read(page))


def test_a_table_across_columns_parts_them_and_one_in_a_column_stays_there() -> None:
    def page(canvas: Canvas) -> None:
        for top in (TOP, TOP - 400):
            lines(*SHORT, top=top)(canvas)
            grid(canvas, (top + 10, top - 20), (310, 400, 540))
            lines("Tid:", left=314, top=top - 5)(canvas)
            lines("kl. 9", left=404, top=top - 5)(canvas)
            lines(*(f"Punkt {line}" for line in SHORT[:5]), left=310, top=top - 40)(canvas)
            grid(canvas, (top - 200, top - 230), (60, 310, 540))
            lines("Pris", left=64, top=top - 215)(canvas)
            lines("20 kr.", left=314, top=top - 215)(canvas)

    half = [*SHORT, "Tid: | kl. 9", *(f"Punkt {line}" for line in SHORT[:5]), "Pris | 20 kr."]
    assert [line.strip("¶# ") for line in read(page)] == [*half, *half]


def test_a_list_in_the_second_column_is_as_deep_as_in_the_first() -> None:
    def page(canvas: Canvas) -> None:
        for left in (60, 310):
            lines(*SHORT[:6], left=left)(canvas)
            lines("- drøfter planen", left=left + 10, top=TOP - 6 * PITCH)(canvas)
            lines("- hører de fire", left=left + 30, top=TOP - 7 * PITCH)(canvas)
            lines(*SHORT[:3], left=left, top=TOP - 8 * PITCH)(canvas)

    listed = [line for line in read(page) if line.strip().startswith("-")]
    assert listed == ["- drøfter planen", "  - hører de fire"] * 2


def test_a_second_column_that_ends_early_is_read_after_the_first() -> None:
    def page(canvas: Canvas) -> None:
        lines(*LEFTS, *RIGHTS, left=60)(canvas)
        lines("Eventuelt", "Intet.", left=260)(canvas)

    assert [line.strip("¶ ") for line in read(page)][-2:] == ["Eventuelt", "Intet."]


def test_a_table_without_lines_is_read_across_and_keeps_its_columns() -> None:
    def page(canvas: Canvas) -> None:
        for row, cells in enumerate((("Navn", "Titel", "Parti"), ("Anna Bro", "", "A"), ("Bo Lund", "læge", "V"), ("Ida Krog", "direktør", ""))):
            for column, cell in enumerate(cells):
                canvas.drawString(LEFT + 120 * column, TOP - 20 * row, cell)

    assert read(page) == ["Navn | Titel | Parti", "Anna Bro |  | A", "Bo Lund | læge | V", "Ida Krog | direktør | "]


def grid(canvas: Canvas, across: tuple[float, ...], down: tuple[float, ...]) -> None:
    for y in across:
        canvas.line(down[0], y, down[-1], y)
    for x in down:
        canvas.line(x, across[0], x, across[-1])


def test_a_ruled_table_keeps_wrapped_and_empty_cells() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, (700, 660, 630, 600), (60, 200, 330, 460))
        for left, base, told in ((64, 685, "Anna Bro"), (204, 685, "borgmester, Nordfyns"), (204, 671, "Kommune"), (334, 685, "A"), (64, 645, "Bo Lund"), (334, 645, "V"), (204, 615, "afbud")):  # fmt: skip
            canvas.drawString(left, base, told)
        canvas.drawString(LEFT, 740, "Medlemmer")
        canvas.drawString(LEFT, 560, "Efter tabellen.")

    assert read(page) == ["¶ Medlemmer", "Anna Bro | borgmester, Nordfyns Kommune | A", "Bo Lund |  | V", "¶ afbud", "¶ Efter tabellen."]


def test_merged_cells_of_a_ruled_table_say_their_text_once() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(60, 600, 400, 90)
        canvas.line(260, 690, 260, 600)
        for y in (660, 630):
            canvas.line(260, y, 460, y)
        canvas.drawString(64, 640, "Tryg udskrivelse")
        for base, told in ((670, "Køge Kommune"), (640, "Roskilde Kommune"), (610, "PLO")):
            canvas.drawString(264, base, told)

    assert read(page) == ["Tryg udskrivelse | Køge Kommune", "¶ Roskilde Kommune", "¶ PLO"]


def test_a_frame_around_text_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(50, 690, 400, 60)
        lines("Tidsplan: Foråret 2025", "Ansvarlig: Køge Kommune", top=735)(canvas)

    assert read(page) == ["¶ Tidsplan: Foråret 2025", "Ansvarlig: Køge Kommune"]


def test_a_list_broken_over_pages_goes_on() -> None:
    first = lines("Indstilling", "• at rådet drøfter planen", "• at rådet godkender, at der bliver", top=100)
    told = shown(text("referat.pdf", drawn(first, lines("• at rådet siger tak"))))
    assert told[1:] == ["• at rådet drøfter planen", "• at rådet godkender, at der bliver", "• at rådet siger tak"]


def test_words_broken_at_line_ends_are_whole_again() -> None:
    told = " ".join(
        read(
            lines(
                "Klyngen drøftede det tværsek-",
                "torielle samarbejde og social-",
                "og boligområdet efter et notat",
                "om rehabilitering ved Poul-",
                "Erik Bro og det senere samar\u00ad",
                "bejde.",
            )
        )
    )
    assert (
        told
        == "¶ Klyngen drøftede det tværsektorielle samarbejde og social- og boligområdet efter et notat om rehabilitering ved Poul-Erik Bro og det senere samarbejde."
    )


def test_a_list_of_names_stays_line_by_line() -> None:
    names = ("Anna Bro, borgmester, Køge Kommune (A), formand for klyngen", "Bo Lund, læge", "Ida Krog, direktør, Greve Kommune")
    assert [line.strip("¶ ") for line in read(lines(*names))] == list(names)


def test_text_drawn_in_any_order_is_read_from_above() -> None:
    told = [(TOP - index * PITCH, line) for index, line in enumerate(LEFTS)]

    def page(canvas: Canvas) -> None:
        for height, line in random.Random(4).sample(told, len(told)):
            canvas.drawString(LEFT, height, line)

    assert " ".join(read(page)).strip("¶ ") == " ".join(LEFTS)


def test_ligatures_and_danish_letters() -> None:
    pdfmetrics.registerFont(TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))

    def page(canvas: Canvas) -> None:
        canvas.setFont("Vera", 11)
        canvas.drawString(LEFT, TOP, "\ufb01re \ufb02ader på Ærø, også ångstens æbler")

    assert read(page) == ["¶ fire flader på Ærø, også ångstens æbler"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_put_in_crosswise_is_read(turn: int) -> None:
    """A page that was put in crosswise: its words lie on their side, and are read all the same."""
    upright = pdfium.PdfDocument(drawn(lines(*LEFTS)))
    upright[0].set_rotation(turn)
    content = io.BytesIO()
    upright.save(content)
    assert " ".join(shown(text("referat.pdf", content.getvalue()))).strip("¶ ") == " ".join(LEFTS)


def test_a_cropped_page_is_read_as_it_is_shown() -> None:
    whole = pdfium.PdfDocument(drawn(lines(*LEFTS)))
    whole[0].set_cropbox(20, 100, 595, 842)
    content = io.BytesIO()
    whole.save(content)
    assert " ".join(shown(text("referat.pdf", content.getvalue()))).strip("¶ ") == " ".join(LEFTS)


def test_a_landscape_page_drawn_sideways_is_read_upright() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        lines(*LEFTS, top=500)(canvas)

    assert " ".join(read(page)).strip("¶ ") == " ".join(LEFTS)


def test_headings_by_size_and_by_bold_type() -> None:
    def page(canvas: Canvas) -> None:
        for height, font, size, line in ((780, "Helvetica", 18, "Referat"), (740, "Helvetica", 14, "1. Godkendelse"), (715, "Helvetica-Bold", 11, "Beslutning"), (701, "Helvetica", 11, "Dagsordenen blev godkendt."), (673, "Helvetica", 14, "2. Status"), (650, "Helvetica-Bold", 11, "Dato: 2. maj"), (636, "Helvetica", 11, "Intet at berette i dag.")):  # fmt: skip
            canvas.setFont(font, size)
            canvas.drawString(LEFT, height, line)

    assert read(page) == [
        "# Referat",
        "## 1. Godkendelse",
        "###### Beslutning",
        "¶ Dagsordenen blev godkendt.",
        "## 2. Status",
        "¶ Dato: 2. maj",
        "Intet at berette i dag.",
    ]


def test_a_watermark_across_the_page_is_not_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(150, 300)
        canvas.rotate(45)
        canvas.setFont("Helvetica", 60)
        canvas.drawString(0, 0, "UDKAST")
        canvas.restoreState()
        lines(*LEFTS)(canvas)

    assert "UDKAST" not in " ".join(read(page))


def many(count: int) -> bytes:
    return drawn(*[lambda canvas: None] * count)


def crowded(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    for row in range(500):
        canvas.drawString(0, 800 - 1.5 * row, "x" * 1000)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 and then nothing", "no PDF, or a broken one"),
        (drawn(lines("Referat"), encrypt=StandardEncryption("x", ownerPassword="y")), "protected by a password"),
        (many(reader.MOST_PAGES + 1), "pages; at most"),
        (drawn(crowded), "more text than a page can show"),
    ],
    ids=["broken", "password", "pages", "characters"],
)
def test_what_cannot_be_read_is_refused(content: bytes, reason: str) -> None:
    assert reason in outcome(lambda: text("referat.pdf", content))


def test_a_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST", 100)
    assert "larger than" in outcome(lambda: text("referat.pdf", drawn(lines("Referat"))))


def test_a_mutated_file_is_read_or_refused() -> None:
    content, chance = pdf.file(minutes()), random.Random(5)
    for _ in range(80):
        broken = bytearray(content)
        for _ in range(chance.choice((1, 5, 50))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        cut = bytes(broken[: chance.choice((len(broken), chance.randrange(4, len(broken))))])
        outcome(lambda cut=cut: text("referat.pdf", cut))  # type: ignore[misc]


def test_a_page_full_of_drawing_ends_soon() -> None:
    def page(canvas: Canvas) -> None:
        for index in range(8_000):
            canvas.line(50, 50 + index / 15, 500, 50 + index / 15)
            canvas.line(50 + index / 18, 50, 50 + index / 18, 700)
        lines(*LEFTS)(canvas)

    started = time.perf_counter()
    assert " ".join(read(page)).strip("¶ ") == " ".join(LEFTS)
    assert time.perf_counter() - started < 20


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 595), st.floats(0, 842), st.sampled_from([6, 11, 11, 11, 24]), st.text("Ab, 1.-(•", min_size=1, max_size=20)),
        max_size=40,
    )
)
def test_any_page_is_read_or_refused(words: list[tuple[float, float, int, str]]) -> None:
    def page(canvas: Canvas) -> None:
        for left, base, size, word in words:
            canvas.setFont("Helvetica", size)
            canvas.drawString(left, base, word)

    outcome(lambda: assert_slices_back(text("referat.pdf", drawn(page))))
