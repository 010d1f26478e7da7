"""Printed lines to lines of the document: headings by their type, list items, table rows, and where there is space between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from statistics import median

from loaders.blocks import Kind
from loaders.readers import marks
from loaders.readers.marks import BOLD_LEVEL
from loaders.readers.pdf_cut import is_cut
from loaders.readers.pdf_lines import Printed
from loaders.readers.pdf_look import WIDER, Look, alike, close, distance, is_filled, marked, rounded, under
from loaders.readers.pdf_rows import columns, spread, wrapped
from loaders.readers.pdf_running import running
from loaders.readers.sheet import Line
from loaders.readers.tables import Cell, unfold

_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s+[^\W\d]")  # the next heading; "2024" and a case's number are the rest of one
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}) *\d{1,4}")  # the rest of a line of contents, which began on the line above
_LONGEST_HEADING = 250
_PROSE = 60  # characters of a full line of running text, unlike one of a narrow box
_LEADED = 1.9  # of the type's size, between lines of one paragraph that are set wider than those of the tables around them
_DEEPEST = 5


class Draft:
    """A line of the document with the printed lines that it is made of, the last of which tells whether the next goes on from it.

    `left` is where its text begins; `segments` are those of its first printed line.
    """

    __slots__ = ("left", "line", "printed", "segments")

    def __init__(self, line: Line, printed: Printed, left: float) -> None:
        self.line, self.printed, self.left, self.segments = line, printed, left, printed.segments


def blocks(lines: Sequence[Printed], outside: frozenset[int], look: Look, in_cell: bool = False, headed: bool = True) -> Iterator[Line]:
    """Every printed line, those `outside` the text as furniture, each at its place. `headed`: may headings stand among them?"""
    text = [line for line in lines if id(line) not in outside]
    flow = _Flow(look, running(text, look), in_cell, headed)
    for printed in lines:
        if id(printed) in outside:
            flow.aside(Line(printed.text, Kind.FURNITURE, page=printed.page), printed)
        elif printed.rows:
            flow.table(printed)
        else:
            flow.take(printed)
    yield from flow.lines()


@dataclass(slots=True)
class _Flow:
    """The lines so far; `last` is the one that the next may go on from."""

    look: Look
    running: frozenset[int]
    in_cell: bool
    headed: bool
    held: list[Draft] = field(default_factory=list)
    last: Draft | None = None

    def aside(self, line: Line, printed: Printed) -> None:
        self.held.append(Draft(line, printed, 0.0))

    def table(self, printed: Printed) -> None:
        for line in _table(printed, self.look):
            self.aside(replace(line, page=printed.page), printed)
        self.last = None

    def take(self, printed: Printed) -> None:
        if self.last is not None and _LEADERS.fullmatch(printed.text) and close(self.last.printed, printed, self.look):
            self.last.line = replace(self.last.line, kind=Kind.FURNITURE, text=f"{self.last.line.marker} {self.last.line.text}".strip(), marker="")
        elif self.last is not None and _joins(self.last, printed, self.look, self.in_cell, id(printed) in self.running):
            return
        self.last = _draft(printed, self.last, self.look, self.headed)
        self.held.append(self.last)

    def lines(self) -> Iterator[Line]:
        """Rows under each other get their cells into columns; the space that stands between all of them sets none apart."""
        for together, drafts in groupby(self.held, lambda draft: draft.line.kind is Kind.ROW and not draft.printed.rows):
            rows = list(drafts)
            found = columns([row.segments for row in rows]) if together and len(rows) > 1 else ()
            apart = _usual_space(rows) if together else 0.0
            for above, row in zip([None, *rows], rows, strict=False):
                line = replace(row.line, gap=False) if together and above and _space(above, row) < apart * WIDER else row.line
                yield replace(line, cells=spread(line.cells, row.segments, found)) if found else line


def _usual_space(rows: Sequence[Draft]) -> float:
    return median([_space(above, row) for above, row in pairwise(rows)] or [0.0])


def _space(above: Draft, row: Draft) -> float:
    """From a row's last line to the next row's first; none over a page's end, where a table goes on."""
    if (above.printed.page, above.printed.column) != (row.printed.page, row.printed.column):
        return 0.0
    return above.printed.base - row.segments[-1].base


def _table(printed: Printed, look: Look) -> Iterator[Line]:
    """A ruled table, as any format's table is told."""
    for index, line in enumerate(unfold([tuple(_cell(cell, row, look) for cell in row) for row in printed.rows])):
        yield replace(line, gap=True) if index == 0 else line


def _cell(cell: Sequence[Printed], row: Sequence[Sequence[Printed]], look: Look) -> Cell:
    """A cell's lines; only one that has its row to itself may hold a heading."""
    told = tuple(blocks(cell, frozenset(), look, in_cell=len(row) > 1, headed=sum(map(bool, row)) == 1))
    return (replace(told[0], gap=False), *told[1:]) if told else ()


def _draft(printed: Printed, last: Draft | None, look: Look, headed: bool) -> Draft:
    gap = last is None or _gap(last, printed, look)
    first = printed.first
    page = printed.page
    if marks.is_furniture(printed.text):
        return Draft(Line(printed.text, Kind.FURNITURE, page=page), printed, first.left)
    if len(printed.segments) > 1:
        cells = tuple(segment.text for segment in printed.segments)
        return Draft(Line(kind=Kind.ROW, gap=gap, cells=cells, page=page), printed, first.left)
    set_off = gap or (last is not None and not last.printed.first.bold)
    level = _level(printed, set_off, look) if headed else 0
    if level:
        return Draft(Line(printed.text, Kind.HEADING, gap, level, page=page), printed, first.left)
    marker, text = marked(first)
    if marker:
        left = next((word.left for word in first.words[1:]), first.left)
        return Draft(Line(text, Kind.ITEM, gap, _depth(look.indent(printed), look), marker, page=page), printed, left)
    return Draft(Line(printed.text, gap=gap, page=page), printed, first.left)


def _level(printed: Printed, set_off: bool, look: Look) -> int:
    """A heading's level: by the rank of its size, or below all of these where only its bold type marks it; 0 for none."""
    text, size = printed.text, rounded(printed.size)
    worded = any(letter.isalpha() for letter in text) and len(text) < _LONGEST_HEADING
    if size in look.headings and worded and marked(printed.first)[0] != marks.BULLET:
        return min(look.headings.index(size) + 1, BOLD_LEVEL - 1)
    if printed.first.bold and not look.bold and set_off and size >= look.size and marks.is_titled(text):
        return BOLD_LEVEL
    return 0


def _depth(own: float, look: Look) -> int:
    return min(max(sum(own >= indent - 0.1 for indent in look.indents) - 1, 0), _DEEPEST)


def _gap(last: Draft, printed: Printed, look: Look) -> bool:
    """Does space stand before a line? At the head of a page or column: does no sentence run on from the last?"""
    if last.line.kind in (Kind.HEADING, Kind.FURNITURE):
        return True
    above = last.printed
    if under(above, printed):
        prose = len(above.text) > _PROSE and not above.text.endswith((".", ":", "!", "?"))
        runs_on = prose and distance(above, printed) < _LEADED * printed.size and is_filled(above, printed, look)
        return distance(above, printed) > look.pitch * WIDER and not runs_on
    if marks.split_marker(printed.text)[0]:
        return False
    small = printed.text[:1].islower() or above.text.endswith(("-", ",", "\u00ad"))
    return not (abs(above.size - printed.size) < 0.6 and (small or (is_filled(above, printed, look) and not above.text.endswith("."))))


def _joins(last: Draft, printed: Printed, look: Look, in_cell: bool, runs: bool) -> bool:
    """Put a line to the one above where it is the rest of a wrapped paragraph, item, heading or row; say whether it was."""
    line, above = last.line, last.printed
    if not close(above, printed, look) or marked(printed.first)[0]:
        return False
    if line.kind is Kind.ROW:
        rest = wrapped(line.cells, line.gap, above, printed, look)
        if rest is not None:
            last.line, last.printed = replace(line, cells=rest[0]), rest[1]
        return rest is not None
    if not (alike(above, printed) and len(printed.segments) == 1 and is_filled(above, printed, look) and _goes_on(last, printed, in_cell, runs)):
        return False
    end = "" if in_cell and is_cut(above, printed, line.text, look.words) else "\n"
    last.line, last.printed = replace(line, text=f"{line.text}{end}{printed.text}"), printed
    return True


def _goes_on(last: Draft, printed: Printed, in_cell: bool, runs: bool) -> bool:
    if last.line.kind is Kind.ITEM:
        return printed.first.left >= last.left - 3 or (runs and abs(printed.first.left - last.segments[0].left) < 3)
    if last.line.kind is Kind.LINE:
        return in_cell or runs
    return last.line.kind is Kind.HEADING and printed.first.bold == last.printed.first.bold and not _NUMBERED.match(printed.text)
