"""Rows of tables that nothing rules: cells that go on below, and columns that a row leaves empty."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.readers.pdf_lines import Printed
from loaders.readers.pdf_look import Look
from loaders.readers.pdf_segments import Segment

Cells = tuple[str, ...]
_LONGEST_LABEL = 20


def wrapped(cells: Cells, gap: bool, above: Printed, printed: Printed, look: Look) -> tuple[Cells, Printed] | None:
    """The row with the rest of its cells: of fewer than the row has, each below a cell that goes on. None where the line is a row of its own.

    `gap`: space stands above the row, so that rows are further apart than the lines of a cell.
    """
    if len(printed.segments) >= len(above.segments):
        return None
    under = [index for segment in printed.segments if (index := _cell_above(segment, above)) is not None]
    if (
        len(under) < len(printed.segments)
        or _stands_over(above, under, printed)
        or not (_goes_on_below(cells, gap, under, printed) or _are_filled(above, under, printed, look))
    ):
        return None
    said, segments = list(cells), list(above.segments)
    for index, segment in zip(under, printed.segments, strict=True):
        said[index] = f"{said[index]}\n{segment.text}"
        segments[index] = segment
    return tuple(said), Printed(tuple(segments), above.page, above.column, above.limit, printed.base)


def _stands_over(above: Printed, under: Sequence[int], printed: Printed) -> bool:
    """Does the line reach into the next column ("Region Midtjylland" below "Nr.")? What goes on in a cell does not."""
    pairs = zip(under, printed.segments, strict=True)
    return any(index + 1 < len(above.segments) and segment.right > above.segments[index + 1].left for index, segment in pairs)


def _cell_above(segment: Segment, above: Printed) -> int | None:
    return next((index for index, cell in enumerate(above.segments) if abs(cell.left - segment.left) < 4), None)


def _goes_on_below(cells: Cells, gap: bool, under: Sequence[int], printed: Printed) -> bool:
    """Does a row go on below its first cell? In a table of three columns or more a row begins in the first; in one of two, where its first cell is
    no label of a list that stands beside it."""
    small = printed.text[:1].islower() or cells[under[0]].rstrip().endswith((",", "-"))
    if under[0] == 0:
        return gap and small
    labelled = cells[0].rstrip().endswith(":") or len(cells[0]) < _LONGEST_LABEL
    return len(cells) > 2 or small or (gap and not labelled)


def _are_filled(above: Printed, under: Sequence[int], printed: Printed, look: Look) -> bool:
    return all(_is_filled(above, index, segment, look) for index, segment in zip(under, printed.segments, strict=True))


def _is_filled(above: Printed, index: int, segment: Segment, look: Look) -> bool:
    word = segment.words[0]
    last = index + 1 == len(above.segments)
    limit = look.limit(above) if last else above.segments[index + 1].left - 0.3 * word.size
    return above.segments[index].right + 0.25 * word.size + (word.right - word.left) > limit


def columns(rows: Sequence[Sequence[Segment]]) -> tuple[tuple[float, float], ...]:
    """Where the columns of rows under each other stand; none where a row has two cells in one of them, or all have all."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted((segment.left, segment.right) for row in rows for segment in row):
        if merged and left < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], right)
        else:
            merged.append((left, right))
    found = tuple(merged)
    uneven = any(len(row) < len(found) for row in rows)
    return found if uneven and all(len({_column(segment, found) for segment in row}) == len(row) for row in rows) else ()


def spread(cells: Cells, row: Sequence[Segment], found: Sequence[tuple[float, float]]) -> Cells:
    """A row's cells in their columns, empty ones between them."""
    places = {_column(segment, found): cell for segment, cell in zip(row, cells, strict=True)}
    return tuple(places.get(index, "") for index in range(len(found)))


def _column(segment: Segment, found: Sequence[tuple[float, float]]) -> int:
    return next((index for index, (left, right) in enumerate(found) if left <= segment.left <= right), -1)
