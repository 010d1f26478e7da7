"""Printed lines in the order in which a page is read: down each column where it has columns, else across.

A line of several segments is one of a table, or of two things set apart by space.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median_low

from loaders.readers import marks
from loaders.readers.pdf_columns import regions
from loaders.readers.pdf_segments import Row, Segment, rows
from loaders.readers.pdf_stretch import whole
from loaders.readers.pdf_unruled import joined
from loaders.readers.pdf_words import Word

_SURELY_APART = 2.0  # of the type's size: no space between words is as wide
_ALIGNED = 3.0  # points
_MORE = 0.6  # of the type's size: more than a space between words, less than one that sets apart by itself
_EXACTLY, _FEWEST = 1.0, 2  # points between the beginnings of cells, and how many others begin there
_MARKER = re.compile(r"(?:[-*+•–—◦▪▫■□●○·‣⁃➢➤►✓o]|[\ue000-\uf8ff]|\(?\d{1,3}(?:\.\d{1,2})*[.)]|\(?[a-z][.)])")


@dataclass(frozen=True)
class Printed:
    """A printed line. `column` counts the columns of the page in reading order; `limit` is where a cell ends on the right, 0 outside any.

    `height` is its base where its segments stand on several: a table's row of wrapped cells. A whole ruled table is one as well, with its `rows`
    of cells, each of which has lines of its own. `uncut`: of a cell whose column is as wide as its longest word, so that none is cut.
    """

    segments: tuple[Segment, ...]
    page: int
    column: int
    limit: float = 0.0
    height: float | None = None
    rows: tuple[tuple[tuple[Printed, ...], ...], ...] = ()
    uncut: bool = False

    @cached_property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def is_frame(self) -> bool:
        return len(self.rows) == 1 and len(self.rows[0]) == 1

    @property
    def first(self) -> Segment:
        return self.segments[0]

    @cached_property
    def base(self) -> float:
        return self.segments[-1].base if self.height is None else self.height

    @cached_property
    def size(self) -> float:
        return max(self.segments, key=lambda segment: len(segment.words)).size


def printed(words: Sequence[Word], page: int, tables: Mapping[Word, Printed] | None = None) -> list[Printed]:
    """The lines of a page in reading order, with the `tables` at the places of the words that stand for them."""
    lines: list[Printed] = []
    for column, region in enumerate(regions(rows([*words, *(tables or ())]))):
        text, whole_tables = _told_apart(region, tables or {})
        told = [Printed(segments, page, column, height=height) for segments, height in _settled(text)]
        for word, table in whole_tables:
            above = [index for index, line in enumerate(told) if line.base > word.base]
            place = above[-1] + 1 if above else 0
            told.insert(_below_heading(told, place) if table.is_frame else place, replace(table, column=column))
        lines.extend(told)
    return lines


def _below_heading(told: Sequence[Printed], place: int) -> int:
    """Behind the heading that a frame's upper edge stands beside: it tells of what that heading names."""
    usual = median_low([line.size for line in told] or [0.0])
    while place < len(told) and (told[place].first.bold or told[place].size > usual):
        place += 1
    return place


def _told_apart(region: Sequence[Row], tables: Mapping[Word, Printed]) -> tuple[Sequence[Row], list[tuple[Word, Printed]]]:
    """The region without its tables, whose lines tell of each other across them, and these, with their words."""
    if not tables:
        return region, []
    text = [tuple(segment for segment in row if segment.words[0] not in tables) for row in region]
    found = [(word, tables[word]) for row in region for segment in row if (word := segment.words[0]) in tables]
    return [row for row in text if row], found


def _settled(region: Sequence[Row]) -> Iterator[tuple[Row, float | None]]:
    """Markers put to what they mark; segments that only a wide space within a sentence has parted put together again.

    Rows of a table whose cells have several lines come with the height of the last.
    """
    region = tuple(whole(region))
    starts = sorted(segment.left for row in region for segment in row[1:])
    for table_row, height in joined(region):
        if height is not None:
            yield table_row, height
            continue
        row = tuple(_split(table_row, starts))
        settled = [row[0]]
        for segment in row[1:]:
            before = settled[-1]
            marked = len(settled) == 1 and _MARKER.fullmatch(before.text) is not None
            if marked or not _stands_apart(before, segment, starts):
                settled[-1] = Segment((*before.words, *segment.words))
            else:
                settled.append(segment)
        yield tuple(settled), None


def _split(row: Row, starts: Sequence[float]) -> Iterator[Segment]:
    """A segment parted before a word that begins where cells of other rows do, with more than a space before it."""
    for segment in row:
        held = [segment.words[0]]
        usual = median_low([word.left - before.right for before, word in pairwise(segment.words)] or [0.0])
        wide = usual > _MORE * segment.size and len(segment.words) > 2  # a stretched line, whose spaces all are
        for before, word in pairwise(segment.words):
            aligned = not wide and word.left - before.right > _MORE * word.size and _count(starts, word.left, _EXACTLY) >= _FEWEST
            if aligned:
                yield Segment(tuple(held))
                held = []
            held.append(word)
        yield Segment(tuple(held))


def _count(starts: Sequence[float], at: float, within: float) -> int:
    return bisect_left(starts, at + within) - bisect_left(starts, at - within)


def _stands_apart(before: Segment, segment: Segment, starts: Sequence[float]) -> bool:
    """Is the space wide, or does the segment begin where another does as well?"""
    aligned = _count(starts, segment.left, _ALIGNED)
    return segment.left - before.right > _SURELY_APART * segment.size or aligned > 1 or bool(marks.split_marker(segment.text)[0])
