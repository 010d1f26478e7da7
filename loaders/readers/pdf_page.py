"""A PDF page as printed lines in reading order, with each ruled table at its place among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import pypdfium2 as pdfium

from loaders.readers.pdf_bullets import bullets
from loaders.readers.pdf_limits import BETWEEN
from loaders.readers.pdf_lines import Printed, printed
from loaders.readers.pdf_raised import settled
from loaders.readers.pdf_rules import drawn
from loaders.readers.pdf_segments import Segment
from loaders.readers.pdf_tables import Box, Ruled, ruled
from loaders.readers.pdf_words import Word, sheet

_FITS = 0.08  # of the type's size, between the end of a word's last letter and of the column that was made as wide
_EVEN = 1.5  # points between the widths of columns
_STRETCHED = 1.0  # points between the end of a justified line and of its cell
_BELOW = 2.2  # of the type's size: the most space that keeps text away from what it goes on below
_PADDING = (1.0, 12.0)  # points between a cell's edge and its text


def lines(page: pdfium.PdfPage, number: int) -> tuple[list[Printed], tuple[float, float]]:
    """With the width and height of the page. Raises TooMuchText."""
    whole = sheet(page)
    words = list(settled(whole.words))
    shapes = drawn(page, whole.place)
    outside, tables = ruled([*words, *bullets(words, shapes.dots)], shapes.across, shapes.down)
    told = printed(outside, number, {_as_word(table): _whole(table, number) for table in tables})
    return _beside(told, tables), whole.size


def _beside(told: list[Printed], tables: Sequence[Ruled]) -> list[Printed]:
    """Text that stands left of a table or box has no more room than that leaves, and the space that keeps the two apart."""
    for table in tables:
        near = [index for index, line in enumerate(told) if not line.rows and _stands_beside(line, table)]
        longest = max((told[index].segments[-1].right for index in near), default=0.0)
        for index in near:
            line = told[index]
            told[index] = replace(line, limit=max(longest, table.left - BETWEEN * line.size))
    return told


def _stands_beside(line: Printed, table: Ruled) -> bool:
    """The space below a table keeps a line away from its edge as well."""
    return line.segments[-1].right <= table.left and table.heights[0] > line.base > table.heights[-1] - _BELOW * line.size


def _as_word(table: Ruled) -> Word:
    """A table as one word, as wide as it is, on the first line that it has room for: so it finds its place among the columns of the page.

    A frame stands at its upper edge: all of it goes before the text that flows past it.
    """
    words = [word for row in table.rows for box in row for word in box.words]
    size = median(word.size for word in words)
    text = " ".join(word.text for word in words)
    frame = len(table.rows) == 1 and len(table.rows[0]) == 1
    return Word(text, table.left, table.right, table.heights[0] - (0.0 if frame else size), size, False, min(word.drawn for word in words))


def _whole(table: Ruled, number: int) -> Printed:
    cells = tuple(tuple(tuple(_cell(box, number)) if box else () for box in row) for row in table.cells())
    told = [line for row in cells for cell in row for line in cell]
    fitted = {line.limit for line in told if len(line.first.words) == 1 and abs(line.limit - line.first.right) < _FITS * line.size}
    if _is_even(table):
        fitted = set()
    rows = tuple(tuple(tuple(replace(line, uncut=line.limit in fitted) for line in cell) for cell in row) for row in cells)
    segments = tuple(segment for row in rows for cell in row for line in cell for segment in line.segments)
    return Printed(segments, number, 0, height=table.heights[-1], rows=rows)


def _is_even(table: Ruled) -> bool:
    """Has every column the same width, or several of them together, so that none was made for its words?"""
    widths = [box.right - box.left for row in table.rows for box in row]
    usual = min(widths)
    return all(abs(width - round(width / usual) * usual) < _EVEN for width in widths) if usual > _EVEN else False


def _cell(box: Box, number: int) -> Iterator[Printed]:
    """The lines of a cell; each may reach as near to the cell's right edge as they come to its left."""
    told = printed(box.words, number)
    near, far = _PADDING
    padding = min(max(min((line.first.left - box.left for line in told), default=near), near), far)
    limit = box.right - padding
    for line in told:
        justified = len(line.segments) > 1 and line is not told[-1] and limit - line.segments[-1].right < _STRETCHED
        segments = (Segment(tuple(word for segment in line.segments for word in segment.words)),) if justified else line.segments
        yield replace(line, segments=segments, limit=limit)
