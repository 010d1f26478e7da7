"""Ruled tables of a PDF page: the cells that lines enclose, merged ones once, and the words that stand in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.readers.pdf_rules import Rule
from loaders.readers.pdf_words import Word

_HIGHEST = 0.3  # of the type's size above its base: where a word's middle is
_WIDEST = 64  # columns
_MOST_ROWS = 500


@dataclass(slots=True)
class Box:
    """A cell: what stands between four lines."""

    left: float
    right: float
    words: list[Word] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table of two columns or more, or a frame around a text. `heights` of the lines between its rows, from above; `rows` with the cells
    that each place belongs to."""

    heights: tuple[float, ...]
    left: float
    right: float
    rows: tuple[tuple[Box, ...], ...]

    def cells(self) -> Iterator[tuple[Box | None, ...]]:
        """Row by row, from above; None where a cell from above goes on."""
        above: tuple[Box, ...] = ()
        for row in self.rows:
            yield tuple(None if any(box is one for one in above) else box for box in row)
            above = row

    def box(self, word: Word) -> Box | None:
        """The cell in which a word stands."""
        height, middle = word.base + _HIGHEST * word.size, (word.left + word.right) / 2
        row = bisect_left(self.heights, -height, key=lambda one: -one) - 1
        if not 0 <= row < len(self.rows):
            return None
        return next((box for box in self.rows[row] if box.left <= middle <= box.right), None)


def ruled(words: Sequence[Word], across: Sequence[Rule], down: Sequence[Rule]) -> tuple[list[Word], list[Ruled]]:
    """The words that stand in no table, and the tables, from above, with theirs; a frame that stands beside text is one as well."""
    lines = list(_together(across, down))
    tables = [table for one in lines if (table := _table(*one)) is not None]
    tables += _floating(words, [frame for one in lines if (frame := _frame(*one)) is not None])
    outside: list[Word] = []
    for word in words:
        box = next((box for table in tables if (box := table.box(word)) is not None), None)
        (outside if box is None else box.words).append(word)
    return outside, sorted((one for one in tables if any(box.words for row in one.rows for box in row)), key=lambda one: -one.heights[0])


def _together(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that meet, group by group."""
    left = set(range(len(down)))
    unseen = set(range(len(across)))
    while unseen:
        held, found, waiting = [], [], [unseen.pop()]
        while waiting:
            line = across[waiting.pop()]
            held.append(line)
            met = [index for index in left if line.covers(down[index].at) and down[index].covers(line.at)]
            left.difference_update(met)
            for index in met:
                found.append(down[index])
                more = [other for other in unseen if across[other].covers(down[index].at) and down[index].covers(across[other].at)]
                unseen.difference_update(more)
                waiting.extend(more)
        yield held, found


def _table(across: Sequence[Rule], down: Sequence[Rule]) -> Ruled | None:
    heights = tuple(sorted({line.at for line in across}, reverse=True))
    if not 2 <= len(heights) <= _MOST_ROWS or len(down) < 3:
        return None
    bands = [_band(low, high, down) for high, low in pairwise(heights)]
    if not any(len(band) >= 2 for band in bands) or any(len(band) > _WIDEST for band in bands):
        return None
    rows: list[tuple[Box, ...]] = []
    for top, band in zip(heights, bands, strict=False):
        rows.append(tuple(_cell(left, right, top, across, rows[-1] if rows else ()) for left, right in band))
    edges = [line.at for line in down]
    return Ruled(heights, min(edges), max(edges), tuple(rows))


def _frame(across: Sequence[Rule], down: Sequence[Rule]) -> Ruled | None:
    """Four lines that meet, with more across them or without."""
    heights = [line.at for line in across]
    if len(down) != 2 or len(heights) < 2:
        return None
    left, right = sorted(line.at for line in down)
    return Ruled((max(heights), min(heights)), left, right, ((Box(left, right),),))


def _floating(words: Sequence[Word], frames: Sequence[Ruled]) -> list[Ruled]:
    """The frames that running text flows past: what they hold would else be read line by line between that text's."""
    free = [word for word in words if not any(frame.box(word) for frame in frames)] if frames else []
    return [frame for frame in frames if any(frame.heights[0] > word.base > frame.heights[1] for word in free)]


def _cell(left: float, right: float, top: float, across: Sequence[Rule], above: Sequence[Box]) -> Box:
    """A new cell where a line stands above it, else the one that goes on from above."""
    closed = any(line.at == top and line.covers((left + right) / 2) for line in across)
    same = next((box for box in above if abs(box.left - left) < 1 and abs(box.right - right) < 1), None)
    return Box(left, right) if closed or same is None else same


def _band(low: float, high: float, down: Sequence[Rule]) -> list[tuple[float, float]]:
    """The cells between two heights, from the lines that cross there."""
    middle = (low + high) / 2
    edges = sorted(line.at for line in down if line.start <= middle <= line.end)
    return list(pairwise(edges))
