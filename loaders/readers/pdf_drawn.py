"""Columns told by the order in which a page was drawn: a program sets a column to its foot before it begins the next, but a table row by row.

What stands side by side and was drawn one after the other is columns, whatever stands in them: lists, headings, short lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.readers.pdf_segments import Row, Segment

_CANDIDATES = 20  # verticals looked at
_HANGING = 2.0  # of the type's size: how far a table or a number may stand out left of the text
_FEWEST_BESIDE = 2  # lines of the shorter side; a single one is the right half of a header, or a cell
_LONG = 8  # lines that no cell has
_MOST_TURNS = 2  # from one side to the other: the text beside a box may go on when the box has been drawn


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows of one side (True: the first), `end` excluded, that were drawn at one go from above."""

    side: bool
    start: int
    end: int


def starts(rows: Sequence[Row]) -> list[float]:
    """Where the second column may begin: at the left edge of what was drawn at one go, when that began above what was drawn before it."""
    flows: list[list[Segment]] = []
    for segment in sorted((segment for row in rows for segment in row), key=lambda segment: segment.drawn):
        if not flows or segment.base > flows[-1][-1].base + segment.size:
            flows.append([])
        flows[-1].append(segment)
    lefts = {round(left) - 1.0 for before, flow in pairwise(flows) for left in _lefts(flow, min(segment.left for segment in before))}
    return sorted(lefts)[:_CANDIDATES]


def _lefts(flow: Sequence[Segment], before: float) -> Iterator[float]:
    """The edges that a flow may have, right of the one `before`: that of all its lines, or of those near its first, as a footer may follow."""
    first = flow[0]
    for least in (before, first.left - _HANGING * first.size):
        yield from sorted(segment.left for segment in flow if segment.left > max(before, least))[:1]


def beside(rows: Sequence[Row], at: float) -> Iterator[tuple[int, int]]:
    """The rows, first and last, in which text that was drawn at one go stands on either side of a vertical that nothing crosses."""
    bands = [band for band in _bands(_runs(rows, at)) if len({run.side for run in band}) > 1]
    alone = sum(_start(band) > 0 and _end(band) < len(rows) for band in bands) <= 1
    for band in bands:
        if sum(before.side != run.side for before, run in pairwise(band)) <= _MOST_TURNS and _are_columns(rows, band, at, alone):
            yield _start(band), _end(band)


def _are_columns(rows: Sequence[Row], band: Sequence[_Run], at: float, alone: bool) -> bool:
    """Has either side more lines than a cell? Fewer are a column only by themselves, where other bands stand at the rows' ends at most, as headers
    do, and beside many lines or where either side was drawn at one go and begins as one: of more cells than two, one side has several."""
    sides = [{segment.left < at for segment in row} for row in rows[_start(band) : _end(band)]]
    shorter, longer = sorted(sum(side in row for row in sides) for side in (True, False))
    return shorter >= _LONG or (alone and shorter >= _FEWEST_BESIDE and (longer >= _LONG or (len(band) == 2 and len(rows[_start(band)]) <= 2)))


def _start(band: Sequence[_Run]) -> int:
    return min(run.start for run in band)


def _end(band: Sequence[_Run]) -> int:
    return max(run.end for run in band)


def _bands(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs that stand beside each other, in the order in which they were drawn."""
    found: list[list[_Run]] = []
    for run in runs:
        near = [band for band in found if any(one.start < run.end and run.start < one.end for one in band)]
        found = [band for band in found if not any(band is one for one in near)]
        found.append([*(one for band in near for one in band), run])
    return found


def _runs(rows: Sequence[Row], at: float) -> list[_Run]:
    """Line for line down a side: a run ends where the drawing goes to the other, or leaves a line out."""
    places: dict[bool, dict[int, int]] = {True: {}, False: {}}  # of each side: its rows, and how many of its own stand above them
    for index, row in enumerate(rows):
        for side in {segment.left < at for segment in row}:
            places[side][index] = len(places[side])
    found: list[_Run] = []
    for _, index, side in sorted((segment.drawn, index, segment.left < at) for index, row in enumerate(rows) for segment in row):
        last = found[-1] if found else None
        if last is not None and last.side == side and places[side][index] - places[side][last.end - 1] in (0, 1):
            found[-1] = _Run(side, last.start, index + 1)
        else:
            found.append(_Run(side, index, index + 1))
    return found
