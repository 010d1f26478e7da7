"""Tables whose cells stand one below the other, as a page copied as text has them: the heads first, then the cells row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders import columns, danish, naming, plan_words, times
from loaders.blocks import Block, Kind
from loaders.passage import Passage, join, series

_LONGEST_HEAD, _FEWEST, _MOST = 40, 3, 6
_WHEN = frozenset({"time-plan", "start", "end"})
_NAMED = frozenset({"initiative", "title", "description"})


def read(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same blocks, each such table as rows; the heads tell it apart from any other run of short lines, and the first rows have to fit them."""
    at = 0
    while at < len(blocks):
        rows, end = _table(blocks, at)
        if rows:
            yield from rows
            at = end
        else:
            yield blocks[at]
            at += 1


def _table(blocks: Sequence[Block], at: int) -> tuple[list[Block], int]:
    """The rows of a table that begins here, and where the text goes on; no rows where none does."""
    if not _is_head(blocks[at]):
        return [], at
    width = next((index for index in range(_MOST + 1) if at + index >= len(blocks) or not _is_head(blocks[at + index])), 0)
    heads = [block.text for block in blocks[at : at + width]]
    if width < _FEWEST or not (_is_plan(heads) or columns.header(heads)):
        return [], at
    rows, end = [heads], at + width
    while (found := _cells(blocks, end, width)) and _fits(found[0], heads):
        rows.append(found[0])
        end = found[1]
    return ([_row(blocks[at], cells) for cells in rows], end) if len(rows) > 2 else ([], at)


def _is_head(block: Block) -> bool:
    text = block.text.text
    if block.kind is not Kind.LINE or not block.gap or block.cells or len(text) > _LONGEST_HEAD or text.endswith((".", ":", ",")):
        return False
    return bool(plan_words.column(text)) or columns.is_name(text)


def _is_plan(heads: Sequence[Passage]) -> bool:
    """What is done, who answers for it and by when, each in a column of its own."""
    codes = [plan_words.column(head.text) for head in heads]
    return all(any(code & wanted for code in codes) for wanted in (_WHEN, _NAMED, frozenset({"responsible", "coordinator"})))


def _cells(blocks: Sequence[Block], at: int, width: int) -> tuple[list[Passage], int] | None:
    """The next paragraphs, as many as there are columns; None where the text or a heading ends before."""
    cells: list[Passage] = []
    while len(cells) < width:
        if at >= len(blocks) or blocks[at].kind is not Kind.LINE or not blocks[at].text:
            return None
        end = at + 1
        while end < len(blocks) and blocks[end].kind is Kind.LINE and not blocks[end].gap:
            end += 1
        cells.append(join(block.text for block in blocks[at:end]))
        at = end
    return cells, at


def _fits(cells: Sequence[Passage], heads: Sequence[Passage]) -> bool:
    """A time stands where the head says when; a name of a person where it says a name."""
    if not _is_plan(heads):
        return any(naming.names_somebody(cell, "") for cell in cells)
    timed = [cell.text for cell, head in zip(cells, heads, strict=True) if plan_words.column(head.text) & _WHEN]
    return all(danish.dates(text) or times.is_time(text) for text in timed)


def _row(first: Block, cells: Sequence[Passage]) -> Block:
    return replace(first, kind=Kind.ROW, text=series(cells), cells=tuple(cells), gap=False)
