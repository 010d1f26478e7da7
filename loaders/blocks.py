"""What a reader makes of a file: the text as read, and the lines on it, each with its kind and place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from loaders.passage import Passage, join


class Kind(Enum):
    """What a line is, as far as the file itself shows it. A heading that nothing marks is a LINE."""

    HEADING = "heading"
    LINE = "line"
    ITEM = "item"
    ROW = "row"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a document (one table row, one list item's first line).

    `gap`: empty space stands before it (a new paragraph). `level`: of a heading (1 is the highest), nesting of an item (0 outermost).
    `cells`: of a table's row. `marker`: what a list item starts with ("•", "1.", "a)"); `text` is without it.
    FURNITURE is page headers, footers, page numbers and other text that no reader of the document reads.
    """

    kind: Kind
    text: Passage
    gap: bool = False
    level: int = 0
    marker: str = ""
    cells: tuple[Passage, ...] = ()


def in_one_table(above: Block | None, below: Block | None) -> bool:
    """Are these rows of one table? Then a line between them stands over its whole width."""
    if above is None or below is None:
        return False
    return above.kind is below.kind is Kind.ROW and not below.gap and len(above.cells) == len(below.cells)


@dataclass(frozen=True, slots=True)
class Text:
    """A document as read: `text` is what offsets count in. `recognised`: letters were recognised in pictures of the pages.

    `unread`: the pages, from 1, that are pictures whose letters nothing could read.
    """

    text: str
    blocks: tuple[Block, ...]
    recognised: bool = False
    unread: tuple[int, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def paragraphs(blocks: Iterable[Block]) -> Iterator[tuple[Block, Passage]]:
    """Each paragraph as its first block and its whole text: lines without a gap between them are one, list items, headings and rows stand alone.

    A LINE that follows an ITEM without a gap continues the item.
    """
    first: Block | None = None
    lines: list[Passage] = []
    for block in blocks:
        if block.kind is Kind.FURNITURE:
            continue
        continues = first is not None and block.kind is Kind.LINE and not block.gap and first.kind in (Kind.LINE, Kind.ITEM)
        if not continues:
            if first is not None:
                yield first, join(lines)
            first, lines = block, []
        lines.append(block.text)
    if first is not None:
        yield first, join(lines)
