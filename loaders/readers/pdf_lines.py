"""Printed lines in the order in which a page is read: down each column where it has columns, else across.

A line of several segments is one of a table, or of two things set apart by space.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.readers import marks
from loaders.readers.pdf_columns import regions
from loaders.readers.pdf_segments import Row, Segment, rows
from loaders.readers.pdf_stretch import whole
from loaders.readers.pdf_unruled import joined
from loaders.readers.pdf_words import Word

_SURELY_APART = 2.0  # of the type's size: no space between words is as wide
_ALIGNED = 3.0  # points
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
    def first(self) -> Segment:
        return self.segments[0]

    @cached_property
    def base(self) -> float:
        return self.segments[-1].base if self.height is None else self.height

    @cached_property
    def size(self) -> float:
        return max(self.segments, key=lambda segment: len(segment.words)).size


def printed(words: Sequence[Word], page: int) -> list[Printed]:
    """The lines of a page in reading order."""
    lines: list[Printed] = []
    for column, region in enumerate(regions(rows(words))):
        lines.extend(Printed(segments, page, column, height=height) for segments, height in _settled(region))
    return lines


def _settled(region: Sequence[Row]) -> Iterator[tuple[Row, float | None]]:
    """Markers put to what they mark; segments that only a wide space within a sentence has parted put together again.

    Rows of a table whose cells have several lines come with the height of the last.
    """
    region = tuple(whole(region))
    starts = sorted(segment.left for row in region for segment in row[1:])
    for row, height in joined(region):
        if height is not None:
            yield row, height
            continue
        settled = [row[0]]
        for segment in row[1:]:
            before = settled[-1]
            marked = len(settled) == 1 and _MARKER.fullmatch(before.text) is not None
            if marked or not _stands_apart(before, segment, starts):
                settled[-1] = Segment((*before.words, *segment.words))
            else:
                settled.append(segment)
        yield tuple(settled), None


def _stands_apart(before: Segment, segment: Segment, starts: Sequence[float]) -> bool:
    """Is the space wide, or does the segment begin where another does as well?"""
    aligned = bisect_left(starts, segment.left + _ALIGNED) - bisect_left(starts, segment.left - _ALIGNED)
    return segment.left - before.right > _SURELY_APART * segment.size or aligned > 1 or bool(marks.split_marker(segment.text)[0])
