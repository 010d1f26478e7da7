"""What a page set apart and a text no longer does: labels glued to their values, and the columns of a list of people one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders import body_titles, columns
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.names import looks_like_name
from loaders.passage import Passage, series

_HEAD = 40
_GLUED = re.compile(r"(?P<label>[A-ZÆØÅ][a-zæøå]{3,18})(?=[A-ZÆØÅ\d])")
_FRAME = frozenset({"date", "start", "end", "place", "attendees", "absentees", "contents"})


def unglued(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same blocks; "MødestedMødelokale 1" in the head as the label and below it the value."""
    for index, block in enumerate(blocks):
        found = _GLUED.match(block.text.text) if index < _HEAD and block.kind is Kind.LINE else None
        if found and _is_label(found["label"]):
            yield replace(block, text=block.text[: found.end()])
            yield replace(block, text=block.text[found.end() :], gap=block.text.text[found.end()].isdigit())
        else:
            yield _close(block)


def _is_label(word: str) -> bool:
    return body_titles.is_label(word) or lexicon().label(word) in _FRAME


_SPACED = re.compile(r"[A-ZÆØÅ](?: [A-ZÆØÅ]){4,}")
_SPACE = re.compile(r" ")


_DECORATED = re.compile(r"[^\w\s\"“(§<+.,-]{1,3}\s+(?=\d{1,3}[.):]\s)")


def _close(block: Block) -> Block:
    """ "D A G S O R D E N" as the word that it is, "// 1. Status" without what decorates it."""
    if block.kind is Kind.LINE and not block.text.text[:1].isalnum() and (mark := _DECORATED.match(block.text.text)):
        return replace(block, text=block.text[mark.end() :])
    spaced = block.kind is Kind.LINE and _SPACED.fullmatch(block.text.text) is not None
    return replace(block, text=block.text.without(_SPACE)) if spaced else block


_FEWEST, _LONGEST_ROW = 3, 4
_CAME = frozenset({"attendees", "absentees"})


def rows(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, a table's rows as one line each where its cells came one below the other: name, fields, "Deltog" or "Afbud".

    Only where that shape comes again at least three times without a break: nothing else tells a field from the label of what follows.
    """
    names = [at for at, block in enumerate(blocks) if block.kind is Kind.LINE and looks_like_name(block.text.text)]
    made: list[Block] = []
    done = 0
    for at in names if len(names) >= _FEWEST else ():
        if at < done:
            continue
        size, count = _table(blocks, at)
        if count >= _FEWEST:
            made += blocks[done:at]
            made += (_joined(blocks[row : row + size]) for row in range(at, at + size * count, size))
            done = at + size * count
    return (*made, *blocks[done:])


def restored(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """All of what is below, for minutes."""
    return rows(paired(beside(tuple(aligned(blocks)))))


def beside(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; below two labels on one line ("Tilstede Fraværende"), whom a line names twice stands in both columns, and was away."""
    made = list(blocks)
    for at, block in enumerate(blocks):
        first, _, second = block.text.text.partition(" ") if block.kind is Kind.LINE else ("", "", "")
        if not second or (_came(first), _came(second)) != ("attendees", "absentees"):
            continue
        made[at] = replace(block, text=block.text[: len(first)])
        for below in range(at + 1, _group_end(blocks, at)):
            made[below] = _once(blocks[below])
    return tuple(made)


_AWAY = " (afbud)"


def _once(block: Block) -> Block:
    """A line that says one thing twice, once, with a remark of absence."""
    half = len(block.text) // 2
    own, again = block.text[:half], block.text.text[half + 1 :]
    if own.text != again:
        return block
    return replace(block, text=Passage(own.text + _AWAY, (*own.places, *(own.places[-1],) * len(_AWAY)), own.page))


def paired(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; two labels above two lists ("Medlemmer:", "Fraværende:", the members, those of them who were away), each above its own."""
    made = list(blocks)
    for at in range(len(blocks) - 3):
        if [_roll_label(block) for block in blocks[at : at + 2]] != ["attendees", "absentees"]:
            continue
        middle = _group_end(blocks, at + 2)
        end = _group_end(blocks, middle)
        came, away = blocks[at + 2 : middle], blocks[middle:end]
        if away and all(any(one.text.text in other.text.text for other in came) for one in away):
            made[at:end] = [blocks[at], *came, blocks[at + 1], *away]
    return tuple(made)


def _roll_label(block: Block) -> str:
    may_be = block.kind in (Kind.LINE, Kind.HEADING) and len(block.text) < _LONGEST_LABEL
    return lexicon().label(block.text.text) if may_be else ""


_LONGEST_LABEL = 40


def _group_end(blocks: Sequence[Block], start: int) -> int:
    """Behind the lines without space between them that begin here."""
    end = start + 1
    while end < len(blocks) and blocks[end].kind is Kind.LINE and not blocks[end].gap:
        end += 1
    return min(end, len(blocks))


def aligned(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same blocks; a mark in a table of columns in the column below whose head it stands, where the line left the others empty."""
    head: Block | None = None
    for block in blocks:
        if block.kind is not Kind.ROW:
            head = None
        elif columns.header(block.cells):
            head = block
        elif head and all(head.cells) and 1 < len(block.cells) < len(head.cells) and all(len(cell) == 1 for cell in block.cells[1:]):
            block = replace(block, cells=_below_heads(head, block))
        yield block


def _below_heads(head: Block, row: Block) -> tuple[Passage, ...]:
    middles = [(cell.span.start + cell.span.end) / 2 - head.text.span.start for cell in head.cells]
    cells = [row.cells[0], *(Passage("", (), row.text.page) for _ in middles[1:])]
    for cell in row.cells[1:]:
        at = cell.span.start - row.text.span.start
        cells[min(range(1, len(middles)), key=lambda column: abs(middles[column] - at))] = cell
    return tuple(cells)


def _table(blocks: Sequence[Block], at: int) -> tuple[int, int]:
    """How many lines each row has that begins here, and how many rows there are."""
    size = next((size for size in range(2, _LONGEST_ROW + 1) if _is_row(blocks[at : at + size], size)), 0)
    count = 0
    while size and _is_row(blocks[at + count * size : at + (count + 1) * size], size):
        count += 1
    return size, count


def _is_row(lines: Sequence[Block], size: int) -> bool:
    return (
        len(lines) == size
        and all(line.kind is Kind.LINE for line in lines)
        and looks_like_name(lines[0].text.text)
        and _came(lines[-1].text.text) != ""
        and not any(_came(line.text.text) for line in lines[:-1])
    )


def _came(text: str) -> str:
    code = lexicon().label(text)
    return code if code in _CAME and not text.endswith(":") else ""


def _joined(lines: Sequence[Block]) -> Block:
    """One person's line; that they came needs no word."""
    kept = [line.text for line in (lines if _came(lines[-1].text.text) == "absentees" else lines[:-1])]
    return replace(lines[0], text=series(kept))
