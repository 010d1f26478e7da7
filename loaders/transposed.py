"""Tables that stand on their side: labels in the first column and an initiative a column are read as one record of fields an initiative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loaders import plan_words
from loaders.blocks import Block, Kind
from loaders.passage import Passage, listed
from loaders.readers.marks import BOLD_LEVEL

_TELLING = frozenset({"responsible", "coordinator", "time-plan", "start", "end", "milestones"})
_SHARED = frozenset({"theme", "committee"})  # a cell that was merged over several columns is printed in the first of them


def read(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks, each such table as the rows of one initiative after the other."""
    run: list[Block] = []
    for block in blocks:
        if run and block.kind is Kind.FURNITURE:
            continue  # the rule below a table's head
        if run and (block.kind is not Kind.ROW or len(block.cells) != len(run[0].cells)):
            yield from _table(run)
            run = []
        if block.kind is Kind.ROW and len(block.cells) > 2:
            run.append(block)
        else:
            yield block
    yield from _table(run)


def _table(rows: Sequence[Block]) -> Iterable[Block]:
    if _is_one_record(rows):
        return _fields(*rows)
    named = next((at for at, row in enumerate(rows) if "initiative" in _codes(row)), 0)
    if not _is_on_its_side(rows, named):
        return rows
    return (block for column in range(1, len(rows[0].cells)) for block in _record(rows, named, column))


def _is_on_its_side(rows: Sequence[Block], named: int) -> bool:
    """Below or beside the row of names stand a label of who answers or by when, and hardly a row without a label; no head of labels."""
    others = [row for at, row in enumerate(rows) if at != named]
    labelled = sum(plan_words.is_label(row.cells[0].text) or row.cells[0].text.endswith(("?", ":")) for row in others)
    if len(others) < 2 or labelled * 3 < len(others) * 2 or not any(_codes(row) & _TELLING for row in others):
        return False
    names = rows[named].cells[1:]
    is_head = any(plan_words.column(cell.text) & plan_words.FIELDS and plan_words.is_label(cell.text) for cell in names)
    return not is_head and sum(bool(cell) for cell in names) > 1 and (not rows[named].cells[0] or bool(_codes(rows[named]) & {"initiative", "title"}))


def _is_one_record(rows: Sequence[Block]) -> bool:
    """Two rows, labels and what they announce of the one initiative that stands above them: who answers or by when among these, and no name."""
    codes = [plan_words.column(cell.text.rstrip("?: ")) for cell in rows[0].cells] if len(rows) == 2 else []
    every = frozenset().union(*codes)
    labelled = [bool(code & plan_words.FIELDS) for code in codes]  # the first as well: no column of names opens the row
    return labelled[:1] == [True] and sum(labelled) > 1 and bool(every & _TELLING) and not every & {"initiative", "title", "theme"}


def _fields(labels: Block, values: Block) -> Iterator[Block]:
    for label, value in zip(labels.cells, values.cells, strict=True):
        if label and value:
            yield replace(values, text=listed(label, value, " "), cells=(label, value))


def _codes(row: Block) -> frozenset[str]:
    return plan_words.column(row.cells[0].text.rstrip("?: "))


def _record(rows: Sequence[Block], named: int, column: int) -> Iterator[Block]:
    name = rows[named].cells[column]
    if not name:
        return
    yield replace(rows[named], kind=Kind.HEADING, text=name, cells=(), level=BOLD_LEVEL, gap=True)
    for at, row in enumerate(rows):
        value = _value(row, column)
        if at != named and value:
            label = row.cells[0]
            yield replace(row, text=listed(label, value, " "), cells=(label, value))


def _value(row: Block, column: int) -> Passage:
    if row.cells[column] or not _codes(row) & _SHARED:
        return row.cells[column]
    return next((cell for cell in reversed(row.cells[1:column]) if cell), row.cells[column])
