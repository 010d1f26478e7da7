"""The pages of a PDF that are pictures: read by Tesseract where that is installed, else told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.errors import UnreadableDocument
from loaders.readers import scan
from loaders.readers.pdf_lines import Printed, printed

_PICTURED = 0.5  # of a page that a picture covers, where the page is one
_MARGIN = 0.15  # of the page's height: what a scanner or a journal system stamps on a picture stands there
_SHAPES = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)


@dataclass(frozen=True, slots=True)
class Scanned:
    """Pages with what was recognised in pictures put in; `recognised`: was anything; `unread`: the pages that nothing could read, from 1."""

    pages: list[list[Printed]]
    recognised: bool = False
    unread: tuple[int, ...] = ()


def recognise(pdf: pdfium.PdfDocument, pages: list[list[Printed]], heights: Sequence[float], name: str) -> Scanned:
    """A document that is nothing but pictures is refused where nothing reads them; where some pages have text, these are read all the same.

    Raises UnreadableDocument.
    """
    if not any(pages):
        return Scanned(_whole(pdf, name), True)
    pictures = [index for index, page in enumerate(pages) if _is_empty(page, heights[index]) and _is_picture(pdf, index)]
    if not scan.available():
        return Scanned(pages, unread=tuple(index + 1 for index in pictures))
    told = {index: read for index in pictures[: scan.MOST_PAGES] if (read := _read(pdf, index))}
    return Scanned(
        [told.get(index, page) for index, page in enumerate(pages)], bool(told), tuple(index + 1 for index in pictures if index not in told)
    )


def _is_empty(page: Sequence[Printed], height: float) -> bool:
    """Has a page no text but in its margins?"""
    return not any(_MARGIN * height < line.base < (1 - _MARGIN) * height for line in page)


def _is_picture(pdf: pdfium.PdfDocument, index: int) -> bool:
    page = pdf[index]
    try:
        width, height = page.get_size()
        boxes = (shape.get_bounds() for shape in page.get_objects(filter=_SHAPES, max_depth=1))
        return any((right - left) * (top - bottom) >= _PICTURED * width * height for left, bottom, right, top in boxes)
    finally:
        page.close()


def _read(pdf: pdfium.PdfDocument, index: int) -> list[Printed]:
    """Nothing where Tesseract fails: the page is told as unread."""
    try:
        return printed(scan.words(pdf[index]), index + 1)
    except scan.ScanError:
        return []


def _whole(pdf: pdfium.PdfDocument, name: str) -> list[list[Printed]]:
    """The pages of a scan, read by Tesseract where that is installed."""
    count = len(pdf)
    scan_of = f"it is a scan: its {count} {'page has' if count == 1 else 'pages have'} no text, only pictures of it"
    remedy = "Make a copy with a text layer (for example: ocrmypdf --language dan SCAN.pdf COPY.pdf) and load that"
    if not scan.available():
        raise UnreadableDocument(name, scan_of, f"{remedy}, or install Tesseract with Danish (tesseract-ocr and tesseract-ocr-dan).")
    if count > scan.MOST_PAGES:
        raise UnreadableDocument(name, f"{scan_of}, and more than {scan.MOST_PAGES} of them", f"{remedy}.")
    try:
        pages = [printed(scan.words(pdf[index]), index + 1) for index in range(count)]
    except scan.ScanError as error:
        raise UnreadableDocument(name, f"{scan_of}, and Tesseract failed at it ({error})", f"{remedy}.") from error
    if not any(pages):
        raise UnreadableDocument(name, f"{scan_of}, and Tesseract sees no letters in them", "Scan it anew, upright and with 300 dpi.")
    return pages
