"""Rows that are no rows of a table: a label and its value over several lines, and boxes that stand side by side.

A plain-text status report sets "Formål         At borgeren …" with the rest of the value indented below; a PDF with floating boxes gives
two boxes in one row, the line of the left box in the first cell and that of the right one in the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders import plan_words
from loaders.blocks import Block, Kind
from loaders.passage import Passage, join
from loaders.readers.marks import BOLD_LEVEL


def read(blocks: Iterable[Block], source: str) -> Iterator[Block]:
    """The same blocks with values put together and boxes one below the other. `source`: the text that their places count in."""
    run: list[Block] = []
    for block in blocks:
        if block.kind is Kind.FURNITURE or not block.text:
            continue
        if block.kind is Kind.ROW and not (run and block.gap and not _same_table(run[-1], block)):
            run.append(block)
            continue
        if (
            run
            and block.kind is Kind.LINE
            and not block.gap
            and plan_words.field(block.text.text)
            and (any(map(_is_boxes, run)) or _is_margin(_last_group(run)))
        ):
            run.append(block)  # the last line of one of the boxes, whose neighbour has ended
            continue
        if run and block.kind is Kind.LINE and not block.gap and _is_below(block, run[-1], source):
            run.append(replace(block, kind=Kind.ROW, cells=(block.text[:0], block.text)))
            continue
        if run and block.kind is Kind.LINE and not block.gap and (wrapped := _wrapped(block, run[-1], source)):
            run[-1] = wrapped
            continue
        yield from _run(run)
        run = [block] if block.kind is Kind.ROW else []
        if block.kind is not Kind.ROW:
            yield block
    yield from _run(run)


def _is_below(line: Block, row: Block, source: str) -> bool:
    """Does the line begin right under the value of the field above it?"""
    return _is_field(row) and _column_of(line.text, source) == _column_of(row.cells[1], source) > 0


def _wrapped(line: Block, row: Block, source: str) -> Block | None:
    """The row of a table of columns with the line in the cell under which, and not under the first, it begins; None where it begins elsewhere."""
    place = _column_of(line.text, source)
    at = next((index for index, cell in enumerate(row.cells) if index and cell and _column_of(cell, source) == place), 0)
    if row.kind is not Kind.ROW or len(row.cells) < _TABLE or not at:
        return None
    cells = (*row.cells[:at], join([row.cells[at], line.text]), *row.cells[at + 1 :])
    return replace(row, text=join([row.text, line.text]), cells=cells)


_TABLE = 3  # columns


def _column_of(text: Passage, source: str) -> int:
    start = text.span.start
    return start - (source.rfind("\n", 0, start) + 1)


def _same_table(before: Block, block: Block) -> bool:
    return len(before.cells) == len(block.cells)


def _run(rows: Sequence[Block]) -> Iterator[Block]:
    if any(_is_boxes(row) for row in rows):
        yield from _beside(rows)
        return
    for group in _groups(rows):
        yield from _margin(group) if _is_margin(group) else _values(group)


def _groups(rows: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Rows that stand right below each other."""
    starts = [at for at, row in enumerate(rows) if row.gap or not at]
    yield from (rows[start:end] for start, end in pairwise([*starts, len(rows)])) if _has_margin(rows, starts) else (rows,) if rows else ()


def _has_margin(rows: Sequence[Block], starts: Sequence[int]) -> bool:
    return any(_is_margin(rows[start:end]) for start, end in pairwise([*starts, len(rows)]))


def _last_group(rows: Sequence[Block]) -> Sequence[Block]:
    return rows[max((at for at, row in enumerate(rows) if row.gap), default=0) :]


def _is_margin(rows: Sequence[Block]) -> bool:
    """A name and prose with fields in the margin beside them: "Bevægelse på recept | Ansvarlig: A" over "Egen læge kan … | Tidsplan: B"."""
    pairs = [row for row in rows if row.kind is Kind.ROW]
    if len(pairs) < _FEWEST_BESIDE or any(
        len(row.cells) != _FEWEST_BESIDE or _code(row.cells[0]) or plan_words.is_label(row.cells[0].text) for row in pairs
    ):
        return False
    told = [code for row in pairs if (code := _code(row.cells[1]))]
    runs_on = any(len(row.cells[0]) > _LONG for row in pairs[1:])
    return bool(_code(pairs[0].cells[1])) and (len(told) > 1 or runs_on) and len(set(told)) == len(told) and bool(pairs[0].cells[0])


_FEWEST_BESIDE = 2  # rows, and cells of each
_LONG = 50  # characters, which a line of prose has and hardly a name


def _margin(rows: Sequence[Block]) -> Iterator[Block]:
    """The name as a heading, the text in full, line by line, and then the fields beside it."""
    told = [row for row in rows if row.kind is Kind.ROW and row.cells[0]]
    for at, row in enumerate(told):
        named = at == 0 and len(told) > 1 and not row.cells[0].text.endswith((".", ","))
        kind, level = (Kind.HEADING, BOLD_LEVEL) if named else (Kind.LINE, 0)
        yield replace(row, kind=kind, level=level, text=row.cells[0], cells=(), gap=at == 0)
    beside = _column(rows, 1)
    for cell in (*beside, *(row.text for row in rows if row.kind is Kind.LINE)):
        yield replace(rows[0], kind=Kind.LINE, text=cell, cells=(), gap=True)


def _is_boxes(row: Block) -> bool:
    """Every filled cell, two at least, begins with a field's label and goes on: "Ansvarlig: A | Ansvarlig: B"."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 1 and all((label := plan_words.field(cell.text)) is not None and label.end < len(cell) for cell in filled)


def _beside(rows: Sequence[Block]) -> Iterator[Block]:
    """Column by column, one line a cell; a cell that begins no field goes on with the one above it.

    A line of one field below the boxes goes to the first that lacks that field.
    """
    columns = [_column(rows, column) for column in range(max(len(row.cells) for row in rows))]
    for row in rows:
        if row.kind is Kind.LINE:
            code = _code(row.text)
            next((column for column in columns if code not in {_code(cell) for cell in column}), columns[-1]).append(row.text)
    for column in columns:
        for cell in column:
            yield replace(rows[0], kind=Kind.LINE, text=cell, cells=(), gap=True)


def _code(cell: Passage) -> str:
    label = plan_words.field(cell.text)
    return label.code if label else ""


def _column(rows: Sequence[Block], column: int) -> list[Passage]:
    """A column's cells, the lines of one field put together, two fields in one cell apart."""
    made: list[Passage] = []
    for row in rows:
        cell = row.cells[column] if column < len(row.cells) else None
        if not cell:
            continue
        if made and not _code(cell) and _code(made[-1]):
            made[-1] = join([made[-1], cell])
        else:
            starts = (0, *plan_words.fields_within(cell.text), len(cell))
            made += [cell[start:end].strip() for start, end in pairwise(starts)]
    return made


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
