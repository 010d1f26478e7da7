"""A document as its secretary would have written it in Word: styles, real lists and tables, a header and a footer."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK

from tests.written.parts import Heading, Item, Listing, Paragraph, Part, Table


def file(parts: Sequence[Part]) -> bytes:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Kommunen · Sundhed og omsorg"
    word.sections[0].footer.paragraphs[0].text = "Side 1 af 1"
    for part in parts:
        _write(word, part)
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def _write(word: Document, part: Part) -> None:
    if isinstance(part, Heading):
        word.add_heading(part.text, part.level)
    elif isinstance(part, Listing):
        for item in part.items:
            _item(word, item)
    elif isinstance(part, Table):
        width = max(len(row) for row in part.rows)
        table = word.add_table(len(part.rows), width, "Table Grid")
        for row, cells in zip(table.rows, part.rows, strict=True):
            for index, cell in enumerate(cells):
                row.cells[index].text = cell
    else:
        _paragraph(word, part)


def _item(word: Document, item: Item) -> None:
    """Typed numbers stay typed: an automatic list would count on over the whole document."""
    if item.marker[:1].isalnum() and item.marker != "o":
        word.add_paragraph(f"{item.marker}\t{item.text}")
    else:
        word.add_paragraph(item.text, "List Bullet 2" if item.level else "List Bullet")


def _paragraph(word: Document, part: Paragraph) -> None:
    paragraph = word.add_paragraph()
    for index, line in enumerate(part.lines):
        if index:
            paragraph.runs[-1].add_break(WD_BREAK.LINE)
        paragraph.add_run(line).bold = part.bold
