"""Tables of people with two of them in a row: the left half of its columns tells of one, the right half of another.

Or cards side by side: a row of names, and below each name what a row of its own says of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from loaders.blocks import Block, Kind
from loaders.passage import join, series
from loaders.tokens import tokens
from loaders.wholes import Kind as Part

_FEWEST = 2  # rows with somebody in either half


def read(blocks: Sequence[Block], region: str) -> Iterator[Block]:
    """The same blocks, such a table as its left half and then its right, each under what its first row sets over it."""
    for width, run in groupby(blocks, lambda block: len(block.cells) if block.kind is Kind.ROW else 0):
        rows = list(run)
        if cards := list(_cards(rows, region)) if width > 1 else []:
            yield from cards
            continue
        halves = _halves(rows, width // 2) if width >= 4 and width % 2 == 0 else []
        both = sum(all(_begins_with_name(half, region) for half in pair) for pair in zip(*halves, strict=True)) if halves else 0
        yield from (row for half in halves for row in half) if both >= _FEWEST else rows


def _cards(rows: Sequence[Block], region: str) -> Iterator[Block]:
    """Each card as one line; nothing where names do not stand in rows of their own, above rows that name nobody."""
    kinds = [[{part.kind for part in tokens(cell, region)} for cell in row.cells if cell] for row in rows]
    starts = [at for at, row in enumerate(kinds) if row and all(kind == {Part.NAME} for kind in row)]
    told = any(Part.NAME in kind for at, row in enumerate(kinds) if at not in starts for kind in row)
    if told or starts[:1] != [0] or len(starts) == len(rows):
        return
    for start, end in pairwise([*starts, len(rows)]):
        for column, name in enumerate(rows[start].cells):
            fields = [row.cells[column] for row in rows[start + 1 : end] if row.cells[column]]
            if name:
                yield replace(rows[start], kind=Kind.LINE, text=series([name, *fields]), cells=(), gap=True)


def _halves(rows: Sequence[Block], half: int) -> list[list[Block]]:
    return [[_part(row, start, start + half) for row in rows] for start in (0, half)]


def _part(row: Block, start: int, end: int) -> Block:
    """A row's cells of one half; a single one in the first place heads what stands below it."""
    cells = row.cells[start:end]
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 and cells[0]:
        return replace(row, kind=Kind.LINE, text=cells[0], cells=(), gap=True)
    return replace(row, text=join(filled) if filled else row.text[:0], cells=cells)


def _begins_with_name(row: Block, region: str) -> bool:
    """Does a name stand in the first cell of a half, and none in its others?"""
    names = [any(part.kind is Part.NAME for part in tokens(cell, region)) for cell in row.cells or (row.text,)]
    return names[:1] == [True] and sum(names) == 1
