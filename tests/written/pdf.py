"""A document as the PDF that a council publishes: pages with header and footer, headings in bold, lists and tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus import Paragraph as Printed
from reportlab.platypus import Table as Grid

from tests.written.parts import Heading, Item, Listing, Paragraph, Part, Table

_SYLLABLE = re.compile(r"(?<=[a-zæøå]{2}[aeiouyæøå])(?=[bcdfghjklmnprstv][aeiouyæøå][a-zæøå]{2})")


@dataclass(frozen=True, slots=True)
class Layout:
    """How it is printed. `hyphens`: words are broken at the ends of lines; `ruled`: tables have lines."""

    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    size: float = 10
    justified: bool = False
    hyphens: bool = False
    ruled: bool = True
    columns: int = 1
    header: str = "Kommunen · Sundhed og omsorg"


OFFICE = Layout()
BOOK = Layout("Times-Roman", "Times-Bold", 11, justified=True, hyphens=True, ruled=False)
FOLDER = Layout("Helvetica", "Helvetica-Bold", 9, hyphens=True, columns=2)


def file(parts: Sequence[Part], layout: Layout = OFFICE) -> bytes:
    content = io.BytesIO()
    pages = BaseDocTemplate(content, pagesize=A4, invariant=1, title="Uden titel")
    width = (A4[0] - 40 * mm - (layout.columns - 1) * 8 * mm) / layout.columns
    frames = [Frame(20 * mm + column * (width + 8 * mm), 22 * mm, width, A4[1] - 46 * mm, 0, 0, 0, 0) for column in range(layout.columns)]
    pages.addPageTemplates(PageTemplate(frames=frames, onPage=lambda canvas, _: _edges(canvas, layout)))
    pages.build([flowable for part in parts for flowable in _flowables(part, layout, width)])
    return content.getvalue()


def _edges(canvas: Canvas, layout: Layout) -> None:
    canvas.setFont(layout.font, 8)
    canvas.drawString(20 * mm, A4[1] - 14 * mm, layout.header)
    canvas.drawRightString(A4[0] - 20 * mm, A4[1] - 14 * mm, "Sagsbehandler: Ib Bach")
    canvas.drawCentredString(A4[0] / 2, 12 * mm, f"Side {canvas.getPageNumber()} af 9")


def _flowables(part: Part, layout: Layout, width: float) -> Iterator[Flowable]:
    if isinstance(part, Heading):
        size = layout.size * (1.6, 1.3, 1.15, 1.0, 1.0, 1.0)[part.level - 1]
        yield Printed(escape(part.text), _style(layout, fontName=layout.bold, fontSize=size, leading=size * 1.2, spaceBefore=size, spaceAfter=3))
    elif isinstance(part, Listing):
        for item in part.items:
            yield _item(item, layout, layout.size * 0.7 if item is part.items[-1] else 1)
    elif isinstance(part, Table):
        yield _table(part, layout, width)
    else:
        yield _paragraph(part, layout)


def _style(layout: Layout, **changed: object) -> ParagraphStyle:
    alignment = TA_JUSTIFY if layout.justified else TA_LEFT
    usual = {"fontName": layout.font, "fontSize": layout.size, "leading": layout.size * 1.2, "alignment": alignment, "spaceAfter": layout.size * 0.7}
    return ParagraphStyle("usual", **({"embeddedHyphenation": int(layout.hyphens)} | usual | changed))


def _text(text: str, layout: Layout) -> str:
    return escape(_SYLLABLE.sub("\u00ad", text) if layout.hyphens else text)


def _paragraph(part: Paragraph, layout: Layout) -> Flowable:
    text = "<br/>".join(_text(line, layout) for line in part.lines)
    if part.bold:
        return Printed(escape(part.lines[0]), _style(layout, fontName=layout.bold))
    changed = {"alignment": TA_LEFT} if len(part.lines) > 1 else {}
    return Printed(text, _style(layout, **changed))


def _item(item: Item, layout: Layout, space: float) -> Flowable:
    marker = item.marker if item.marker[:1].isalnum() else "•"
    left = 18 * (item.level + 1)
    style = _style(layout, leftIndent=left, bulletIndent=left - 14, bulletFontName=layout.font, bulletFontSize=layout.size, spaceAfter=space)
    return Printed(_text(item.text, layout), style, bulletText=marker)


def _table(part: Table, layout: Layout, width: float) -> Flowable:
    """Columns as wide as their longest cell asks for, within the page."""
    count = max(len(row) for row in part.rows)
    rows = [(*row, *[""] * (count - len(row))) for row in part.rows]
    words = [max((len(word) for row in rows for word in row[column].split()), default=4) * layout.size * 0.62 + 14 for column in range(count)]
    wanted = [max(word, min(max(len(row[column]) for row in rows) * layout.size * 0.55 + 14, 200)) for column, word in enumerate(words)]
    scale = min(1.0, width / sum(wanted))
    wide = [max(one * scale, 30.0) for one in wanted]
    size = layout.size * min(1.0, scale * 0.98)
    cell = _style(layout, alignment=TA_LEFT, spaceAfter=0, embeddedHyphenation=0, fontSize=size, leading=size * 1.2)
    printed = [[Printed(escape(text), cell) for text in row] for row in rows]
    lines = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if layout.ruled else []
    return Grid(printed, wide, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *lines], hAlign="LEFT", spaceBefore=layout.size, spaceAfter=layout.size)
