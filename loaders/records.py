"""Rows that are no rows of a table: a label and its value over several lines, and boxes that stand side by side.

A plain-text status report sets "Formål         At borgeren …" with the rest of the value indented below; a PDF with floating boxes gives
two boxes in one row, the line of the left box in the first cell and that of the right one in the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loaders import plan_words
from loaders.blocks import Block, Kind
from loaders.passage import Passage, join


def read(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks with values put together and boxes one below the other."""
    run: list[Block] = []
    for block in blocks:
        if block.kind is Kind.FURNITURE or not block.text:
            continue
        if block.kind is Kind.ROW and not (run and block.gap and not _same_table(run[-1], block)):
            run.append(block)
            continue
        yield from _run(run)
        run = [block] if block.kind is Kind.ROW else []
        if block.kind is not Kind.ROW:
            yield block
    yield from _run(run)


def _same_table(before: Block, block: Block) -> bool:
    return len(before.cells) == len(block.cells)


def _run(rows: Sequence[Block]) -> Iterator[Block]:
    if any(_is_boxes(row) for row in rows):
        yield from _beside(rows)
    else:
        yield from _values(rows)


def _is_boxes(row: Block) -> bool:
    """Every filled cell, two at least, begins with a field's label and goes on: "Ansvarlig: A | Ansvarlig: B"."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 1 and all((label := plan_words.field(cell.text)) is not None and label.end < len(cell) for cell in filled)


def _beside(rows: Sequence[Block]) -> Iterator[Block]:
    """Column by column, one line a cell; a cell that begins no field goes on with the one above it."""
    for column in range(max(len(row.cells) for row in rows)):
        held: list[Passage] = []
        cells = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column]]
        for cell in cells:
            if held and (plan_words.field(cell.text) or not plan_words.field(held[0].text)):
                yield _line(rows[0], held)
                held = []
            held.append(cell)
        if held:
            yield _line(rows[0], held)


def _line(row: Block, cells: Sequence[Passage]) -> Block:
    return replace(row, kind=Kind.LINE, text=join(cells), cells=(), gap=True)


def _values(rows: Sequence[Block]) -> Iterator[Block]:
    """A row of two cells whose first is empty goes on with the value of the label above it."""
    held: Block | None = None
    for row in rows:
        if held and _is_field(held) and len(row.cells) == 2 and not row.cells[0] and row.cells[1]:
            value = join([held.cells[1], row.cells[1]])
            held = replace(held, cells=(held.cells[0], value), text=join([held.text, row.cells[1]]))
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _is_field(row: Block) -> bool:
    return len(row.cells) == 2 and bool(row.cells[1]) and bool(plan_words.column(row.cells[0].text) & plan_words.FIELDS)
