"""Tables without rules whose rows do not stand on one line each: cells set in the middle of their row's height, columns close together.

What shows such a table is white space: below a line of three cells or more, empty verticals that no word crosses keep its columns apart.
Rows are told by the heights of their lines: half a line's pitch apart, or no further apart than a cell's own lines where rows are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from loaders.readers.pdf_segments import Row, Segment
from loaders.readers.pdf_words import Word

_FEWEST_COLUMNS, _FEWEST_LINES = 3, 3
_GUTTER = 0.45  # of the type's size: space that keeps two columns apart
_HALF, _PITCH = 0.9, 1.35  # of the type's size: lines closer than a line's pitch, and lines of one cell
_WIDER = 1.5  # than the space between words of a cell
_FURTHEST = 4.0  # of the type's size, between two lines of a table


@dataclass(frozen=True)
class Stacked(Segment):
    """A cell of several lines, each of them broken at the column's edge."""

    lines: tuple[Segment, ...] = ()

    @cached_property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def joined(region: Sequence[Row]) -> Iterator[tuple[Row, float | None]]:
    """The region's rows; a table's row of several lines as one, with the height of its last line."""
    at = 0
    while at < len(region):
        end = _end(region, at) if len(region[at]) >= _FEWEST_COLUMNS else at
        table = region[at:end]
        rows = _rows(table, _columns(table)) if end - at >= _FEWEST_LINES else ()
        if rows:
            yield from rows
            at = end
        else:
            yield region[at], None
            at += 1


def _end(region: Sequence[Row], at: int) -> int:
    """Behind the last line below `at` in which no word closes a gutter between the cells of the line at `at`, and no text runs across them."""
    end, head = at + 1, region[at]
    while end < len(region):
        row = region[end]
        near = region[end - 1][0].base - row[0].base <= _FURTHEST * head[0].size
        columns = _columns(region[at : end + 1])
        apart = len({_column(segment.left, columns) for segment in head}) == len(head)
        headed = {_column(word.left, columns) for segment in head for word in segment.words}
        if not (near and apart and len(headed) == len(columns)):
            break
        if len(row) == 1 and _runs_across(row[0], columns):
            break
        end += 1
    return end


def _runs_across(segment: Segment, columns: Sequence[tuple[float, float]]) -> bool:
    """Does a line stand in several columns with no wider space between these than between its other words?"""
    inside: list[float] = []
    between: list[float] = []
    for before, word in pairwise(segment.words):
        apart = _column(before.left, columns) != _column(word.left, columns)
        (between if apart else inside).append(word.left - before.right)
    return bool(between) and (not inside or min(between) < _WIDER * median(inside))


def _column(left: float, columns: Sequence[tuple[float, float]]) -> int:
    return next(index for index, (start, end) in enumerate(columns) if start <= left <= end)


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The horizontals that text covers, those between which less than a gutter is free as one."""
    gutter = _GUTTER * rows[0][0].size
    merged: list[tuple[float, float]] = []
    for left, right in sorted((word.left, word.right) for row in rows for segment in row for word in segment.words):
        if merged and left < merged[-1][1] + gutter:
            merged[-1] = merged[-1][0], max(merged[-1][1], right)
        else:
            merged.append((left, right))
    return merged


def _rows(table: Sequence[Row], columns: Sequence[tuple[float, float]]) -> tuple[tuple[Row, float | None], ...]:
    """The table's rows, where some line of it is no row by itself; none where nothing needs putting together, or no grouping makes rows."""
    lines = [_cells(row, columns) for row in table]
    size = median(row[0].size for row in table)
    apart = [above[0].base - below[0].base for above, below in pairwise(table)]
    filled = [[index for index, cell in enumerate(cells) if cell] for cells in lines]
    split = any(len(cells) > len(row) for cells, row in zip(filled, table, strict=True))
    halves = any(0 < distance < _HALF * size for distance in apart)
    if not (split or halves):
        return ()
    for limit in (_PITCH, _HALF):
        groups = _grouped(lines, [distance < limit * size for distance in apart])
        if len(groups) >= _FEWEST_LINES and all(_is_row(group, len(columns)) for group in groups):
            return tuple((_row(group), height) for group, height in _with_heights(groups, table))
    return ()


def _cells(row: Row, columns: Sequence[tuple[float, float]]) -> tuple[tuple[Word, ...], ...]:
    words = [word for segment in row for word in segment.words]
    return tuple(tuple(word for word in words if left - 0.1 <= word.left <= right) for left, right in columns)


Cells = tuple[tuple[Word, ...], ...]


def _grouped(lines: Sequence[Cells], goes_on: Sequence[bool]) -> list[list[Cells]]:
    groups = [[lines[0]]]
    for line, on in zip(lines[1:], goes_on, strict=True):
        if on:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_row(group: Sequence[Cells], count: int) -> bool:
    """Has a row text in its first column, or in most of them?"""
    filled = {index for line in group for index, cell in enumerate(line) if cell}
    return 0 in filled or len(filled) * 2 > count


def _with_heights(groups: Sequence[Sequence[Cells]], table: Sequence[Row]) -> Iterator[tuple[Sequence[Cells], float]]:
    at = 0
    for group in groups:
        at += len(group)
        yield group, table[at - 1][0].base


def _row(group: Sequence[Cells]) -> Row:
    made: list[Segment] = []
    for cells in zip(*group, strict=True):
        lines = tuple(Segment(words) for words in cells if words)
        if len(lines) > 1:
            made.append(Stacked(tuple(word for line in lines for word in line.words), lines))
        elif lines:
            made.append(lines[0])
    return tuple(made)
