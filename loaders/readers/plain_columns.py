"""Rows of plain text whose cells are told by wide gaps: by where they stand on their lines, a row that leaves a column empty keeps it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loaders.blocks import Block, Kind

_Extent = tuple[int, int]
"""Where something begins and ends on its line, in characters."""


def aligned(blocks: Iterable[Block], text: str) -> Iterator[Block]:
    """The same blocks; rows right below each other get empty cells where others have filled ones (a cross below one of two heads)."""
    run: list[Block] = []
    for block in blocks:
        if run and (block.kind is not Kind.ROW or block.gap):
            yield from _spread(run, text)
            run = []
        if block.kind is Kind.ROW:
            run.append(block)
        else:
            yield block
    yield from _spread(run, text)


def _spread(rows: Sequence[Block], text: str) -> Iterable[Block]:
    if len({len(row.cells) for row in rows}) < 2 and not any(_starts_late(row, rows, text) for row in rows):
        return rows
    places = [_extents(row, text) for row in rows]
    columns = _columns(places) if all(places) else ()
    if not columns or any(len({_column(place, columns) for place in row}) < len(row) for row in places):
        return rows
    return [_filled(row, place, columns) for row, place in zip(rows, places, strict=True)]


def _starts_late(row: Block, rows: Sequence[Block], text: str) -> bool:
    """Does a row begin where the first cell of all others has ended: a head of the later columns alone?"""
    others = [place[0][1] for other in rows if other is not row and (place := _extents(other, text))]
    own = _extents(row, text)
    return bool(own and others) and own[0][0] > max(others)


def _extents(row: Block, text: str) -> list[_Extent]:
    """The cells of a row that only space keeps apart; [] of any other."""
    start = text.rfind("\n", 0, row.text.span.start) + 1
    line = text[start : text.find("\n", start) if "\n" in text[start:] else len(text)]
    if "|" in line or "\t" in line or not all(row.cells):
        return []
    return [(cell.span.start - start, cell.span.end - start) for cell in row.cells]


def _columns(rows: Sequence[Sequence[_Extent]]) -> tuple[_Extent, ...]:
    """What cells stand over each other, put together; () where no row lacks any of them."""
    merged: list[_Extent] = []
    for left, right in sorted(place for row in rows for place in row):
        if merged and left < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], right)
        else:
            merged.append((left, right))
    return tuple(merged) if any(len(row) < len(merged) for row in rows) else ()


def _column(place: _Extent, columns: Sequence[_Extent]) -> int:
    return next(index for index, (left, right) in enumerate(columns) if left <= place[0] < right)


def _filled(row: Block, places: Sequence[_Extent], columns: Sequence[_Extent]) -> Block:
    own = {_column(place, columns): cell for place, cell in zip(places, row.cells, strict=True)}
    return replace(row, cells=tuple(own.get(index, row.text[:0]) for index in range(len(columns))))
