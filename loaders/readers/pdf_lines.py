"""Words to printed lines in the order in which the page is read: down each column where it has columns, else across.

A segment is what stands together on a line; a line of several segments is one of a table, or of two things set apart by space.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.readers import marks
from loaders.readers.pdf_words import Word

_SAME_LINE = 0.4  # of the type's size, between baselines: superscripts and symbols stand on others
_APART = 1.1  # of the type's size: wider than the space between words, also of most justified lines
_SURELY_APART = 2.0  # no space between words is as wide
_ALIGNED = 3.0  # points
_SHORTEST_COLUMN = 5  # lines, on both sides of a gutter
_SAME_BASE = 0.6  # points between the baselines of two cells of a row
_FEWEST_UNEVEN, _UNEVEN = 2, 0.3  # pairs of lines on other baselines, in all and of all: columns, not cells
_FILLED = 0.8  # of the column's width, by at least half of its lines: running text, not a list
_MARKER = re.compile(r"(?:[-*+•–—◦▪▫■□●○·‣⁃➢➤►✓o]|[\ue000-\uf8ff]|\(?\d{1,3}(?:\.\d{1,2})*[.)]|\(?[a-z][.)])")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand together on a line."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def base(self) -> float:
        return self.words[-1].base

    @property
    def size(self) -> float:
        """That of most of its letters."""
        return max((sum(len(word.text) for word in self.words if word.size == size), size) for size in {word.size for word in self.words})[1]

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if any(letter.isalnum() for letter in word.text))


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line. `column` counts the columns of the page in reading order; `limit` is where a cell ends on the right, 0 outside any.

    `height` is its base where its segments stand on several: a table's row of wrapped cells. A whole ruled table is one as well, with its `rows`
    of cells, each of which has lines of its own.
    """

    segments: tuple[Segment, ...]
    page: int
    column: int
    limit: float = 0.0
    height: float | None = None
    rows: tuple[tuple[tuple[Printed, ...], ...], ...] = ()

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def first(self) -> Segment:
        return self.segments[0]

    @property
    def base(self) -> float:
        return self.segments[-1].base if self.height is None else self.height

    @property
    def size(self) -> float:
        return max(self.segments, key=lambda segment: len(segment.words)).size


def printed(words: Sequence[Word], page: int) -> list[Printed]:
    """The lines of a page in reading order."""
    rows = _rows(words)
    lines: list[Printed] = []
    for column, region in enumerate(_regions(rows)):
        lines.extend(Printed(segments, page, column) for segments in _settled(region))
    return lines


Row = tuple[Segment, ...]


def _rows(words: Sequence[Word]) -> list[Row]:
    """What stands on one height, from left to right, split where space sets it apart."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.base, word.left)):
        if rows and rows[-1][0].base - word.base <= _SAME_LINE * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [tuple(_segments(row)) for row in rows]


def _segments(row: list[Word]) -> Iterator[Segment]:
    held: list[Word] = []
    for word in sorted(row, key=lambda word: word.left):
        if held and word.left - held[-1].right > _APART * word.size:
            yield Segment(tuple(held))
            held = []
        held.append(word)
    if held:
        yield Segment(tuple(held))


def _regions(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The page's text cut into parts that are read one after the other: each column of running text is one."""
    gutter = _gutter(rows)
    if gutter is None:
        if rows:
            yield list(rows)
        return
    start, end, at = gutter
    if start:
        yield from _regions(rows[:start])
    for side in (True, False):
        yield from _regions([part for row in rows[start:end] if (part := tuple(one for one in row if (one.left < at) == side))])
    if end < len(rows):
        yield from _regions(rows[end:])


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


def _stretches(rows: Sequence[Row], at: float) -> Iterator[tuple[int, int]]:
    """Runs of rows in which nothing crosses a vertical."""
    start = 0
    for index, row in enumerate([*rows, None]):
        if row is None or any(segment.left < at < segment.right for segment in row):
            if index - start >= _SHORTEST_COLUMN:
                yield start, index
            start = index + 1


def _runs(rows: Sequence[Row], at: float) -> bool:
    """Is there running text on both sides: enough lines, half of them filled to the column's edge?"""
    for side in (True, False):
        lines = [part for row in rows if (part := [one for one in row if (one.left < at) == side])]
        if len(lines) < _SHORTEST_COLUMN:
            return False
        width = max(line[-1].right for line in lines) - min(line[0].left for line in lines)
        filled = sum(len(line) == 1 and len(line[0].words) >= 3 and line[0].right - line[0].left >= _FILLED * width for line in lines)
        if filled * 2 < len(lines):
            return False
    return True


def _is_set_apart(rows: Sequence[Row], at: float) -> bool:
    """Do the lines on either side stand on heights of their own, which cells of a table's rows do not?"""
    beside = [(row[index - 1], row[index]) for row in rows for index in range(1, len(row)) if row[index - 1].left < at <= row[index].left]
    alike = [(left, right) for left, right in beside if abs(left.size - right.size) < 0.1]
    uneven = sum(abs(left.base - right.base) > _SAME_BASE for left, right in alike)
    return uneven >= _FEWEST_UNEVEN and uneven >= _UNEVEN * len(alike)


def _settled(region: Sequence[Row]) -> Iterator[Row]:
    """Markers put to what they mark; segments that only a wide space within a sentence has parted put together again."""
    starts = sorted(segment.left for row in region for segment in row[1:])
    for row in region:
        settled = [row[0]]
        for segment in row[1:]:
            before = settled[-1]
            marked = len(settled) == 1 and _MARKER.fullmatch(before.text) is not None
            if marked or not _stands_apart(before, segment, starts):
                settled[-1] = Segment((*before.words, *segment.words))
            else:
                settled.append(segment)
        yield tuple(settled)


def _stands_apart(before: Segment, segment: Segment, starts: Sequence[float]) -> bool:
    """Is the space wide, or does the segment begin where another does as well?"""
    aligned = bisect_left(starts, segment.left + _ALIGNED) - bisect_left(starts, segment.left - _ALIGNED)
    return segment.left - before.right > _SURELY_APART * segment.size or aligned > 1 or bool(marks.split_marker(segment.text)[0])
