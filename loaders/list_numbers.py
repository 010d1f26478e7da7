"""Numbers that stand apart from what they count, and numbers of lists within an item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.blocks import Block, Kind
from loaders.labels import label_of
from loaders.lexicon import lexicon

_PARTS = frozenset({"decision", "recommendation", "case-text", "attachments", "case-number", "closed"})
_LONGEST_LABEL = 250
_BARE = re.compile(r"(?P<number>\d{1,3})[.)]?(?:\s+(?P<kind>[^\W\d_]+))?")


def above_title(blocks: Sequence[Block], index: int) -> str:
    """The number that stands by itself, or beside the item's kind, right above a title ("1 Beslutningspunkt" over a heading); "" for any other."""
    found = _BARE.fullmatch(blocks[index].text.text.strip()) if blocks[index].kind is Kind.LINE else None
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if (
        not found
        or below is None
        or below.kind is not Kind.HEADING
        or ((cue := (lexicon().cue(below.text.text) or label_of(below))) and cue.code in _PARTS and cue.end >= len(below.text))
    ):
        return ""
    kind = found["kind"]
    return found["number"] if not kind or any(lexicon().is_cue(kind, code) for code in ("item-type", "decision")) else ""


def listed(blocks: Sequence[Block]) -> Iterator[int]:
    """The blocks of lists below a label: what is proposed or enclosed is counted from 1 as well, or on and on by a word processor."""
    last, spaced = 0, False  # the number before, -1 where no list is open; whether space stands before its members
    for index, block in enumerate(blocks):
        if block.kind is Kind.FURNITURE:
            continue
        if block.kind is not Kind.ITEM:
            last = 0 if _opens_list(block) else -1
            continue
        number = int(block.marker.strip("().") or 0) if block.marker.strip("().").isdigit() else 0
        if last >= 0 and number and (last == 0 or (number == last + 1 and block.gap <= spaced)):
            yield index
            last, spaced = number, block.gap
        else:
            last = -1


def _opens_list(block: Block) -> bool:
    cue = label_of(block) if len(block.text) < _LONGEST_LABEL else None
    ends = cue is not None and (cue.end >= len(block.text) or re.search(r"(?:[:,]|\bat(?:\s+\w+)?)$", block.text.text.rstrip()) is not None)
    return ends and cue is not None and cue.code in ("recommendation", "attachments")
