"""The lines of a list of people as they were meant: running text cut at a margin put together, nested lists with their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from loaders import names
from loaders.blocks import Block, Kind
from loaders.passage import Passage, join
from loaders.sentences import sentences

OPEN = re.compile(r"(?:,|\(|\bog|\bsamt|\bfor|\bi|–|-)$")


def lines(blocks: Iterable[Block]) -> Iterator[tuple[Passage | list[Passage], bool, bool]]:
    """Each line (a row as its cells), whether space stands before it, whether it is a heading; running text put together."""
    held: list[Block] = []
    kept = [block for block in blocks if block.kind is not Kind.FURNITURE]
    for block, after in zip_longest(kept, kept[1:]):
        if held and (block.gap or block.kind is not Kind.LINE):
            yield from _paragraph(held)
            held = []
        if block.kind is Kind.LINE:
            held.append(block)
        elif block.kind is Kind.ROW:
            yield list(block.cells), block.gap, False
        else:
            yield block.text, block.gap, block.kind is Kind.HEADING or _holds_a_list(block, after)
    yield from _paragraph(held)


def _holds_a_list(block: Block, after: Block | None) -> bool:
    """An item with items nested in it is what they have in common."""
    return block.kind is Kind.ITEM and after is not None and after.kind is Kind.ITEM and after.level > block.level


def _paragraph(held: list[Block]) -> Iterator[tuple[Passage, bool, bool]]:
    """Lines without space between them: one text where the first goes on in the next, else line by line."""
    if len(held) > 1 and _runs_on(held):
        yield from ((sentence, held[0].gap, False) for sentence in sentences(join([block.text for block in held])))
    else:
        for block in held:
            yield block.text, block.gap, False


def _runs_on(held: list[Block]) -> bool:
    first = held[0].text.text
    given = sum(names.is_given_name(word) for word in re.findall(r"[^\W\d_][\w-]+", first))
    several = first.count(",") >= 1 and given >= 2 and len(first) > 60
    return several or _is_wrapped([block.text.text for block in held]) or all(OPEN.search(block.text.text) for block in held[:-1])


def _is_wrapped(lines: list[str]) -> bool:
    """Running text cut at a margin: all lines but the last are about as long, and a sentence goes on in small letters on one of them.

    >>> _is_wrapped(["Regionsrådet i Region Syddanmark har udpeget fem af sine egne", "medlemmer: Ane Holm (V) og Bo Lund (A)."])
    True
    >>> _is_wrapped(["Ane Holm, direktør", "Bo Lund, chefkonsulent"])
    False
    """
    widest = max((len(line) for line in lines[:-1]), default=0)
    even = widest >= 60 and all(len(line) >= 0.75 * widest for line in lines[:-1])
    return even and lines[0][:1].isupper() and any(line[:1].islower() for line in lines[1:])
