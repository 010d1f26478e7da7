"""Columns of a page: where its text stands side by side to be read one after the other, not across."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.readers import pdf_drawn
from loaders.readers.pdf_overlaid import parted
from loaders.readers.pdf_segments import Row, Segment

_ALIGNED = 3.0  # points
_SHORTEST_COLUMN = 5  # lines, on both sides of a gutter
_SAME_BASE = 0.6  # points between the baselines of two cells of a row
_FEWEST_UNEVEN, _UNEVEN = 2, 0.3  # pairs of lines on other baselines, in all and of all: columns, not cells
_FILLED = 0.8  # of the column's width, by at least half of its lines: running text, not a list
_WIDEST_GUTTER = 60.0  # points
_CANDIDATES = 20  # verticals looked at
_WHOLE = 0.8  # of a page's lines that do not cross the gutter
_FEWEST_BESIDE = 2  # lines of a second column that ends early; a single one is the right half of a header
_BOXES_APART = 1.9  # of the type's size, between the last line of one box and the first of the next
_NARROW = 0.8  # of the first column's width
_CLOSE = 1.6  # of the type's size, between the lines of a paragraph
_TOUCHING = 0.95  # of the type's size, between the baselines of two lines: no two of one column stand so near
_LEFT_OVER = 8  # lines of the first column below the end of the second


def regions(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The page's text cut into parts that are read one after the other; a box laid over it comes last, as what belongs to no line of it."""
    text, boxes = parted(rows)
    gutter = _ended(text)
    if gutter is not None:
        yield from _beside(text, *gutter)
    else:
        yield from _regions(text)
    yield from boxes


def _regions(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The page's text cut into parts that are read one after the other: each column of running text is one."""
    gutter = (_drawn(rows) or _gutter(rows)) if len(rows) > _FEWEST_BESIDE else None
    if gutter is None:
        if rows:
            yield list(rows)
        return
    yield from _beside(rows, *gutter)


def _beside(rows: Sequence[Row], start: int, end: int, at: float) -> Iterator[list[Row]]:
    """What stands above the columns, each column, and what stands below them."""
    if start:
        yield from _regions(rows[:start])
    for band in _bands(rows[start:end], at):
        for side in (True, False):
            yield from _regions([part for row in band if (part := tuple(one for one in row if (one.left < at) == side))])
    if end < len(rows):
        yield from _regions(rows[end:])


def _bands(rows: Sequence[Row], at: float) -> Iterator[Sequence[Row]]:
    """The rows cut where titles in the first column begin something, if each stands beside space in the second: a text with a box of its own."""
    titles = [index for index, row in enumerate(rows) if index and len(row) == 1 and row[0].left < at and row[0].bold and not rows[index - 1][0].bold]
    boxed = bool(titles) and _is_narrow(rows, at) and all(_has_space(rows, index, at) for index in titles)
    yield from (rows[start:end] for start, end in pairwise([0, *(titles if boxed else ()), len(rows)]))


def _is_narrow(rows: Sequence[Row], at: float) -> bool:
    """Is the second column a margin of boxes: much narrower than the first, and no running text?"""
    sides = [[one for row in rows for one in row if (one.left < at) == side] for side in (True, False)]
    first, second = (max(one.right for one in side) - min(one.left for one in side) if side else 0.0 for side in sides)
    return second < _NARROW * first and not _runs_on(rows, at, False)


def _has_space(rows: Sequence[Row], index: int, at: float) -> bool:
    """Does the second column end above this row, well before it goes on below?"""
    above = [one.base for row in rows[:index] for one in row if one.left >= at]
    below = [one.base for row in rows[index:] for one in row if one.left >= at]
    return not above or not below or above[-1] - below[0] > _BOXES_APART * rows[index][0].size


def _ended(rows: Sequence[Row]) -> tuple[int, int, float] | None:
    """The gutter of a page whose second column ends early: it stands beside the top of the first, which goes on below, and nothing crosses."""
    starts = sorted({round(row[-1].left) - 1.0 for row in rows if len(row) > 1})
    for at in starts[:_CANDIDATES]:
        for start, end in _stretches(rows, at):
            if end - start >= _WHOLE * len(rows) and _ends_early(rows[start:end], at):
                return start, end, at
    return None


def _ends_early(rows: Sequence[Row], at: float) -> bool:
    first = max((segment.right for row in rows for segment in row if segment.left < at), default=0.0)
    right = [index for index, row in enumerate(rows) if row[-1].left > at]
    alone = [index for index, row in enumerate(rows) if row[-1].left < at]
    below = [index for index in alone if right and index > right[-1]]
    return len(right) >= _FEWEST_BESIDE and at - first < _WIDEST_GUTTER and len(below) >= _LEFT_OVER and len(alone) - len(below) <= len(right)


def _drawn(rows: Sequence[Row]) -> tuple[int, int, float] | None:
    """The first and last row of the longest stretch whose sides were drawn one after the other, and where the second begins."""
    found = [
        (_below(rows, start + first), start + last, at)
        for at in pdf_drawn.starts(rows)
        for start, end in _stretches(rows, at, _FEWEST_BESIDE)
        for first, last in pdf_drawn.beside(rows[start:end], at)
    ]
    return max(found, key=lambda one: one[1] - one[0], default=None)


def _below(rows: Sequence[Row], start: int) -> int:
    """Behind the last lines of a paragraph that stands above the columns: they may be too short to cross the gutter."""
    while 0 < start < len(rows) - 1 and len(rows[start]) == 1 and _goes_on(rows[start - 1][0], rows[start][0]):
        start += 1
    return start


def _goes_on(above: Segment, segment: Segment) -> bool:
    close = above.base - segment.base < _CLOSE * segment.size
    return close and abs(above.left - segment.left) < _ALIGNED and abs(above.size - segment.size) < 0.1 and above.bold == segment.bold


def _gutter(rows: Sequence[Row]) -> tuple[int, int, float] | None:
    """The first and last row of the longest stretch with two columns of running text, and where the second begins."""
    best: tuple[int, int, float] | None = None
    for at in _starts(rows):
        for start, end in _stretches(rows, at):
            longer = best is None or end - start > best[1] - best[0]
            if longer and (_runs(rows[start:end], at) or _is_set_apart(rows[start:end], at)):
                best = start, end, at
    return best


def _starts(rows: Sequence[Row]) -> Iterator[float]:
    """Where enough segments begin, on one vertical, that do not begin their line; or that no text of the page stands left of."""
    lefts = sorted(segment.left for row in rows for segment in row)
    at = 0
    while at < len(lefts):
        end = bisect_left(lefts, lefts[at] + _ALIGNED)
        if end - at >= _SHORTEST_COLUMN and at:
            yield lefts[at] - 0.5
        at = end


def _stretches(rows: Sequence[Row], at: float, fewest: int = _SHORTEST_COLUMN) -> Iterator[tuple[int, int]]:
    """Runs of rows in which nothing crosses a vertical."""
    start = 0
    for index, row in enumerate([*rows, None]):
        if row is None or any(segment.left < at < segment.right for segment in row):
            if index - start >= fewest:
                yield start, index
            start = index + 1


def _runs(rows: Sequence[Row], at: float) -> bool:
    """Is there running text on both sides?"""
    return _runs_on(rows, at, True) and _runs_on(rows, at, False)


def _runs_on(rows: Sequence[Row], at: float, side: bool) -> bool:
    """Is there running text on this side (True: the first): enough lines, half of them filled to the column's edge?"""
    lines = [part for row in rows if (part := [one for one in row if (one.left < at) == side])]
    if len(lines) < _SHORTEST_COLUMN:
        return False
    width = max(line[-1].right for line in lines) - min(line[0].left for line in lines)
    filled = sum(len(line) == 1 and len(line[0].words) >= 3 and line[0].right - line[0].left >= _FILLED * width for line in lines)
    return filled * 2 >= len(lines)


def _is_set_apart(rows: Sequence[Row], at: float) -> bool:
    """Do the lines on either side stand on heights of their own, which cells of a table's rows do not?"""
    beside = [(row[index - 1], row[index]) for row in rows for index in range(1, len(row)) if row[index - 1].left < at <= row[index].left]
    alike = [(left, right) for left, right in beside if abs(left.size - right.size) < 0.1]
    uneven = sum(abs(left.base - right.base) > _SAME_BASE for left, right in alike)
    overlapping = _overlapping(rows, at) if _reads_on(rows, at) else 0
    uneven, every = uneven + overlapping, len(alike) + overlapping
    return uneven >= _FEWEST_UNEVEN and uneven >= _UNEVEN * every


def _reads_on(rows: Sequence[Row], at: float) -> bool:
    """Does the first column hold sentences: lines of several words that begin small?"""
    lines = [row[0] for row in rows if row[0].left < at]
    return sum(len(line.words) > _FEWEST_WORDS and line.text[:1].islower() for line in lines) * 3 >= len(lines) > 0


_FEWEST_WORDS = 4


def _overlapping(rows: Sequence[Row], at: float) -> int:
    """How often a line of one side stands so little below one of the other that within one column they would touch."""
    count = 0
    for above, below in pairwise(rows):
        sides = [{one.left < at for one in row} for row in (above, below)]
        if sides in ([{True}, {False}], [{False}, {True}]):
            count += above[0].base - below[0].base < _TOUCHING * min(above[0].size, below[0].size)
    return count
