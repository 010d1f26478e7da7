"""A table's cells as lines: a row where each cell is a value, line by line where cells hold lists or paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.blocks import Kind
from loaders.readers.sheet import Line, typed

Cell = tuple[Line, ...]
WIDEST = 64  # columns; a span beyond is nonsense, or meant to fill the memory

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*[.)]?")


def unfold(rows: Sequence[Sequence[Cell]]) -> Iterator[Line]:
    """A merged cell stands in the first place that it covers; the others are empty."""
    filled = _without_empty_columns([tuple(row) for row in rows if any(row)])
    if _side_by_side(filled):
        yield from _columns(filled)
        return
    headed = _is_header(filled)
    shortest = 2 if any(_is_long(cell, 3) for row in filled for cell in row) else 3
    above: Sequence[Cell] = ()
    for row in filled:
        yield from _row(row, above, headed, shortest)
        above = row if row[0] else above


def _without_empty_columns(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Word makes four columns of a form whose values are merged over three: where no row has a cell, there is no column."""
    used = {at for row in rows for at, cell in enumerate(row) if cell}
    return [tuple(cell for at, cell in enumerate(row) if at in used) for row in rows]


def _row(row: Sequence[Cell], above: Sequence[Cell], headed: bool, shortest: int) -> Iterator[Line]:
    told = [cell for cell in row if cell]
    number = _flat(told[0])
    if len(told) == 1 and not (headed and _is_one_more(row, above)):
        yield from _apart(told[0])
    elif len(told) == 2 and _NUMBER.fullmatch(number):
        yield from _numbered(number, told[1])
    elif any(_is_long(cell, shortest) for cell in told) and not headed:
        for cell in told:
            yield from _apart(cell)
    else:
        yield Line(kind=Kind.ROW, gap=row[0][0].gap if row[0] else False, cells=tuple(_flat(cell) for cell in row))


def _is_one_more(row: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Is a row's only cell a value below another, beside cells over several rows: one more of those who answer for an initiative?"""
    at = next(index for index, cell in enumerate(row) if cell)
    return at > 0 and len(row[at]) == 1 and len(above) == len(row) and bool(above[0]) and bool(above[at])


def _numbered(number: str, cell: Cell) -> Iterator[Line]:
    """A number in a cell of its own belongs to the line in the next: an item of an agenda laid out as a table."""
    first = cell[0]
    if first.kind is not Kind.LINE:
        yield from _apart((Line(number), *cell))
    elif number.endswith((".", ")")):
        yield replace(first, kind=Kind.ITEM, marker=number, gap=True)
        yield from cell[1:]
    else:
        yield replace(first, text=f"{number} {first.text}", gap=True)
        yield from cell[1:]


def _apart(cell: Cell) -> Iterator[Line]:
    yield replace(cell[0], gap=True)
    yield from cell[1:]


def _is_long(cell: Cell, shortest: int) -> bool:
    """Does a cell hold a list or paragraphs, not a value?

    Two lines may be one value ("Sundhedschef" over "Holbæk Kommune"); in a table that holds lists elsewhere they are a list as well.
    """
    return len(cell) >= shortest or (len(cell) == 2 and (cell[1].gap or any(line.kind is not Kind.LINE for line in cell)))


def _side_by_side(rows: Sequence[Sequence[Cell]]) -> bool:
    """A row of headings over a single row of lists."""
    return len(rows) == 2 and all(len(cell) <= 1 for cell in rows[0]) and sum(_is_long(cell, 3) for cell in rows[1]) >= 2


def _columns(rows: Sequence[Sequence[Cell]]) -> Iterator[Line]:
    width = max(len(row) for row in rows)
    for column in range(width):
        for row in rows:
            if column < len(row) and row[column]:
                yield from _apart(row[column])


def _is_header(rows: Sequence[Sequence[Cell]]) -> bool:
    """Does the first row name the columns of a table of three or more?"""
    if len(rows) < 2:
        return False
    told = [cell for cell in rows[0] if cell]
    return len(told) >= 3 and all(len(cell) == 1 and len(cell[0].text) < 60 for cell in told)


def _flat(cell: Cell) -> str:
    """A cell as one text, its lines wrapped under each other; the markers of a list stay."""
    return "\n".join(f"{line.marker} {line.text}" if line.marker else line.text or "\t".join(line.cells) for line in cell)


def lines(cell: Sequence[Line]) -> Cell:
    """A cell's lines, empty ones left out, typed markers read."""
    return tuple(typed(line) for line in cell if line.text.strip() or line.cells)
