"""Scanned PDFs: refused, told or read by Tesseract; also those in which some pages are text and others pictures."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import loaders
from klyngegraf import stage
from klyngegraf.outcome import Taken
from loaders.errors import UnreadableDocument
from loaders.graph import to_quads
from loaders.iris import Iris
from loaders.readers import scan
from tests.meeting_in_formats import assert_slices_back, document, markdown, outcome, text
from tests.test_pdf import LEFTS, drawn, lines, minutes
from tests.written import pdf

needs_tesseract = pytest.mark.skipif(not scan.available(), reason="Tesseract with Danish is not installed (tesseract-ocr, tesseract-ocr-dan)")


def scanned(content: bytes) -> bytes:
    """A PDF that holds nothing but pictures of another's pages."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=1)
    for page in pdfium.PdfDocument(content):
        canvas.drawImage(ImageReader(page.render(scale=300 / 72, grayscale=True).to_pil()), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def test_a_scan_is_refused_where_nothing_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    with pytest.raises(UnreadableDocument, match=r"it is a scan: its 1 page has no text.*tesseract-ocr-dan"):
        text("referat.pdf", scanned(drawn(lines(*LEFTS))))


def test_a_scan_that_tesseract_fails_at_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: True)
    monkeypatch.setenv("PATH", "")
    assert "Tesseract failed at it" in outcome(lambda: text("referat.pdf", scanned(drawn(lines(*LEFTS)))))


@needs_tesseract
def test_a_scan_is_read_where_tesseract_is_installed() -> None:
    one = document("referat.pdf", scanned(pdf.file(minutes(), pdf.Layout(size=11))))
    told = loaders.read(one)
    assert told.recognised
    assert_slices_back(told)
    read = loaders.parse(told, one)
    expected = loaders.parse(text("referat.md", markdown()), document("referat.md", markdown()))
    assert read.meeting is not None
    assert expected.meeting is not None
    assert (read.meeting.date, len(read.meeting.items), read.body) == (expected.meeting.date, 4, expected.body)
    named = {one.person.name for one in expected.meeting.attendances} & {one.person.name for one in read.meeting.attendances}
    assert len(named) >= 6, "of eight; Tesseract mistakes a letter or a list's dot now and then"
    assert any(quad.predicate.value.endswith("#recognised") for quad in to_quads(one, told, read, Iris()))


@needs_tesseract
def test_a_blank_scan_is_refused() -> None:
    assert "sees no letters" in outcome(lambda: text("referat.pdf", scanned(drawn(lambda canvas: None))))


def mixed() -> bytes:
    """Minutes of which the second page was scanned and stamped, the last is empty, and the others are text."""
    held = pdfium.PdfDocument(pdf.file([*minutes(), *minutes()], pdf.Layout(size=11)))
    picture = pdfium.PdfDocument(scanned(drawn(lines(*LEFTS))))
    stamped = io.BytesIO()
    canvas = Canvas(stamped, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(picture[0].render(scale=300 / 72, grayscale=True).to_pil()), 0, 0, *A4)
    canvas.drawString(400, 820, "Bilag 2 - Side 1 af 1")
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    held.import_pages(pdfium.PdfDocument(stamped.getvalue()), pages=[0], index=1)
    held.import_pages(pdfium.PdfDocument(stamped.getvalue()), pages=[1])
    content = io.BytesIO()
    held.save(content)
    return content.getvalue()


def test_pages_that_are_pictures_are_told_while_the_others_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    told = text("referat.pdf", mixed())
    assert told.unread == (2,)
    assert not told.recognised
    assert {block.text.span.page for block in told.blocks} >= {1, 3}
    assert_slices_back(told)
    path = tmp_path / "referat.pdf"
    path.write_bytes(mixed())
    taken = stage.work(str(path))
    assert isinstance(taken, Taken)
    assert re.search(r"page 2 is a picture without text.*tesseract-ocr-dan", taken.note)


@needs_tesseract
def test_pages_that_are_pictures_are_read_where_tesseract_is_installed() -> None:
    told = text("referat.pdf", mixed())
    assert told.recognised
    assert told.unread == ()
    second = [line.text.text for line in told.blocks if line.text.span.page == 2]
    assert "hjælpe hinanden" in " ".join(second)
    assert {block.text.span.page for block in told.blocks} >= {1, 2, 3}
    assert_slices_back(told)


def test_a_page_that_tesseract_fails_at_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: True)
    monkeypatch.setenv("PATH", "")
    assert text("referat.pdf", mixed()).unread == (2,)
