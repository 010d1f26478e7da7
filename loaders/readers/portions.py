"""Lines and paragraphs no longer than a person would write, so that no rule meets a line of a megabyte: its time would grow with the square."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.blocks import Block, Kind
from loaders.passage import Passage

LONGEST_LINE = 4_000  # characters; a paragraph of a case has some hundred, the longest of real minutes 2,500
LONGEST_PARAGRAPH = 6_000
MOST_CELLS = 64


def portions(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with those too long cut where a sentence ends or a word, and space put into paragraphs that never end.

    A block without text is none: it has no place that a rule could quote.
    """
    length = 0
    for block in filter(lambda block: block.text, blocks):
        for part in _parts(block):
            goes_on = part.kind is Kind.LINE and not part.gap
            length = length + len(part.text) if goes_on else len(part.text)
            if goes_on and length > LONGEST_PARAGRAPH:
                part, length = replace(part, gap=True), len(part.text)
            yield part


def _parts(block: Block) -> Iterator[Block]:
    if block.kind is Kind.FURNITURE or (len(block.text) <= LONGEST_LINE and len(block.cells) <= MOST_CELLS):
        yield block
        return
    for index, part in enumerate(_cut(block.text)):
        marked = index == 0 and block.kind is Kind.ITEM
        yield Block(Kind.ITEM if marked else Kind.LINE, part, block.gap or index > 0, block.level if marked else 0, block.marker if marked else "")


def _cut(passage: Passage) -> Iterator[Passage]:
    """Pieces that end with a sentence, else with a word, else where they must.

    >>> from loaders.passage import clean
    >>> [len(piece) for piece in _cut(clean("Et ord. " * 1000, 0))]
    [3999, 3999]
    """
    at = 0
    while len(passage) - at > LONGEST_LINE:
        text = passage.text[at : at + LONGEST_LINE]
        end = max(text.rfind(". ") + 1, 0) or max(text.rfind(" "), 0)
        end = end if end > LONGEST_LINE // 2 else LONGEST_LINE
        yield passage[at : at + end].strip()
        at += end
    rest = passage[at:].strip()
    if rest:
        yield rest
