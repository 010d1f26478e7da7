"""A PDF page as printed lines in reading order, with each ruled table at its place among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from loaders.readers.pdf_bullets import bullets
from loaders.readers.pdf_lines import Printed, printed
from loaders.readers.pdf_rules import drawn
from loaders.readers.pdf_tables import Box, Ruled, ruled
from loaders.readers.pdf_words import sheet

_PADDING = (1.0, 12.0)  # points between a cell's edge and its text


def lines(page: pdfium.PdfPage, number: int) -> tuple[list[Printed], float]:
    """With the height of the page. Raises TooMuchText."""
    whole = sheet(page)
    shapes = drawn(page, whole.place)
    outside, tables = ruled([*whole.words, *bullets(whole.words, shapes.dots)], shapes.across, shapes.down)
    held = printed(outside, number)
    for table in tables:
        held.insert(_place(table, held), _whole(table, number))
    return held, whole.height


def _place(table: Ruled, lines: Sequence[Printed]) -> int:
    """Behind the last line that stands above the table, in the column that it stands in."""
    beside = [index for index, line in enumerate(lines) if line.first.left < table.right and line.segments[-1].right > table.left]
    above = [index for index in beside if lines[index].base > table.heights[0] - 1]
    return max(above) + 1 if above else min(beside, default=len(lines))


def _whole(table: Ruled, number: int) -> Printed:
    rows = tuple(tuple(tuple(_cell(box, number)) if box else () for box in row) for row in table.cells())
    segments = tuple(segment for row in rows for cell in row for line in cell for segment in line.segments)
    column = next((line.column for row in rows for cell in row for line in cell), 0)
    return Printed(segments, number, column, height=table.heights[-1], rows=rows)


def _cell(box: Box, number: int) -> Iterator[Printed]:
    """The lines of a cell; each may reach as near to the cell's right edge as they come to its left."""
    told = printed(box.words, number)
    near, far = _PADDING
    padding = min(max(min((line.first.left - box.left for line in told), default=near), near), far)
    for line in told:
        yield replace(line, limit=box.right - padding)
