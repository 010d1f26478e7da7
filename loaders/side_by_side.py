"""Lists of people printed side by side: a table whose head names a side over each column ("Region Midtjylland | Kommunerne | Almen praksis")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders import groups, organisations, paired
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.passage import Passage, join
from loaders.people import Setting
from loaders.tokens import tokens
from loaders.wholes import Kind as Part


def read(blocks: Sequence[Block], region: str) -> tuple[Block, ...]:
    """The same blocks, such a table as one list after the other, each under its head."""
    blocks = tuple(paired.read(blocks, region))
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        end = _end(blocks, at, region) if is_head(blocks[at], region) else at
        if end > at + 1:
            made += _lists(blocks[at:end])
            at = end
        else:
            made.append(blocks[at])
            at += 1
    return tuple(made)


def is_head(row: Block, region: str) -> bool:
    """Does every cell of a row, and there are two at least, name an organisation or a side and nobody?"""
    return row.kind is Kind.ROW and len(row.cells) > 1 and all(row.cells) and all(_is_side(cell, region) for cell in row.cells)


def _is_side(cell: Passage, region: str) -> bool:
    text = cell.text.strip(" :*")
    if any(part.kind is Part.NAME for part in tokens(cell, region)) or lexicon().function(text):
        return False
    named = organisations.organisation(text, region)
    return (
        (named is not None and named.known) or lexicon().is_cue(text, "side") or groups.given(cell, False, True, False, Setting(region)) is not None
    )


def _end(blocks: Sequence[Block], at: int, region: str) -> int:
    """Behind the rows of as many cells as the head; another head begins another table."""
    end = at + 1
    while end < len(blocks) and blocks[end].kind is Kind.ROW and len(blocks[end].cells) == len(blocks[at].cells) and not is_head(blocks[end], region):
        end += 1
    return end


def _lists(table: Sequence[Block]) -> Iterator[Block]:
    for column, head in enumerate(table[0].cells):
        yield replace(table[0], kind=Kind.LINE, text=head, cells=(), gap=True)
        cells = [row.cells[column] for row in table[1:] if any(letter.isalpha() for letter in row.cells[column].text)]
        yield from (replace(table[0], kind=Kind.LINE, text=line, cells=(), gap=index == 0) for index, line in enumerate(_unwrapped(cells)))


def _unwrapped(cells: Sequence[Passage]) -> Iterator[Passage]:
    """Where a title begins half of the cells or more, one without is the rest of the cell above it, and so is what stands behind a comma."""
    titled = [lexicon().role_at(cell.text) is not None and cell.text[:1].isupper() for cell in cells]
    if sum(titled) * 2 < len(cells):
        yield from cells
        return
    held: list[Passage] = []
    for cell, begins in zip(cells, titled, strict=True):
        if begins and held:
            yield join(held)
            held = []
        held.append(cell)
    if held:
        yield join(held)
