"""PDF, by PDFium: the printed lines in reading order, with their pages; a form feed stands between pages.

Headers, footers and page numbers are furniture. Pages that are only pictures are read by Tesseract where that is installed; where it is not,
they are told, and a PDF of nothing else is refused.
"""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium

from loaders.blocks import Text
from loaders.document import Document
from loaders.errors import UnreadableDocument
from loaders.readers import hyphens
from loaders.readers.pdf_blocks import blocks
from loaders.readers.pdf_close import spaced
from loaders.readers.pdf_edges import edges
from loaders.readers.pdf_lines import Printed
from loaders.readers.pdf_look import look, type_size
from loaders.readers.pdf_page import lines
from loaders.readers.pdf_scans import recognise
from loaders.readers.pdf_words import TooMuchText
from loaders.readers.sheet import compose

MOST_PAGES = 2_000
LARGEST = 200_000_000  # bytes
_PASSWORD = 4  # FPDF_ERR_PASSWORD of PDFium's fpdfview.h
_SECURITY = 5  # FPDF_ERR_SECURITY


def read(document: Document) -> Text:
    """Raises UnreadableDocument for what is no PDF, is broken, encrypted, a scan, or too large."""
    if len(document.content) > LARGEST:
        raise UnreadableDocument(
            document.name, f"it is larger than {LARGEST // 1_000_000} MB", "Load the part that holds the text as a file of its own."
        )
    pdf = _open(document)
    try:
        pages, sizes = _pages(pdf, document.name)
        heights = [height for _, height in sizes]
        scanned = recognise(pdf, pages, heights, document.name)
    finally:
        pdf.close()
    told = [line for page in scanned.pages for line in page]
    outside = edges(scanned.pages, heights, type_size(told))
    usual = look([line for line in told if id(line) not in outside] or told, [width for width, _ in sizes])
    return replace(compose(hyphens.kept(spaced(blocks(told, outside, usual))), document.name), recognised=scanned.recognised, unread=scanned.unread)


def _open(document: Document) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(document.content)
    except pdfium.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise UnreadableDocument(document.name, "it is protected by a password", "Save it without one.") from error
        raise UnreadableDocument(document.name, "it is no PDF, or a broken one", "Fetch it again from where it was published.") from error


def _pages(pdf: pdfium.PdfDocument, name: str) -> tuple[list[list[Printed]], list[tuple[float, float]]]:
    count = len(pdf)
    if count > MOST_PAGES:
        raise UnreadableDocument(name, f"it has {count:,} pages; at most {MOST_PAGES:,} are read", "Load a part of it as a file of its own.")
    pages, sizes = [], []
    for number in range(1, count + 1):
        told, size = _page(pdf, number, name)
        pages.append(told)
        sizes.append(size)
    return pages, sizes


def _page(pdf: pdfium.PdfDocument, number: int, name: str) -> tuple[list[Printed], tuple[float, float]]:
    try:
        page = pdf[number - 1]
        try:
            return lines(page, number)
        finally:
            page.close()
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(name, "the page is broken", "Fetch it again from where it was published.", f"page {number}") from error
    except TooMuchText as error:
        raise UnreadableDocument(name, "the page holds more text than a page can show", "Save it anew as PDF.", f"page {number}") from error
