"""What a list of people marks alike on each of its lines: a box that is ticked or not, and the surname put first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders import names
from loaders.blocks import Block, Kind
from loaders.passage import Passage, join

_BOX = re.compile(r"\s*(?:\[(?P<said>[xX✓✔ ]?)\]|(?P<sign>[☐☑☒✓✔✗✘]))\s*(?=\w)")
_TICKED = frozenset("xX✓✔☑☒")
_FEWEST = 3
_ABSENT = " (afbud)"
_SURNAME_FIRST = re.compile(
    r"(?P<last>[A-ZÆØÅ][\w'-]+(?:\s[A-ZÆØÅ][\w'-]+)?),\s+(?P<first>[A-ZÆØÅ][\w'-]+(?:\s[A-ZÆØÅ][\w'-]+|\s[A-ZÆØÅ]\.)*)(?=\s*(?:$|[,(;|/–-]))"
)


def plain(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The lines without such marks: whoever has an empty box, where others are ticked, with a remark of absence; names in their usual order."""
    blocks = tuple(blocks)
    boxes = [_BOX.match(block.text.text) if block.kind in (Kind.LINE, Kind.ITEM) else None for block in blocks]
    if sum(map(bool, boxes)) >= _FEWEST and any(map(_is_ticked, boxes)):
        blocks = tuple(_unboxed(block, box) for block, box in zip(blocks, boxes, strict=True))
    turned = [_turned(block) for block in blocks]
    return tuple(turned_or_not(blocks, turned))


def turned_or_not(blocks: Sequence[Block], turned: Sequence[Block | None]) -> list[Block]:
    """Surnames stand first where they do on most lines: "Toft, Ib" alone may be two people."""
    lines = sum(block.kind in (Kind.LINE, Kind.ITEM) and "," in block.text.text for block in blocks)
    if sum(map(bool, turned)) < max(_FEWEST, lines * 2 // 3):
        return list(blocks)
    return [other or block for block, other in zip(blocks, turned, strict=True)]


def _is_ticked(box: re.Match[str] | None) -> bool:
    return box is not None and (box["said"] or box["sign"] or " ") in _TICKED


def _unboxed(block: Block, box: re.Match[str] | None) -> Block:
    if box is None:
        return block
    bare = block.text[box.end() :]
    if not _is_ticked(box):
        mark = box.start() if not block.text.text[box.start()].isspace() else box.end() - 1
        bare = Passage(bare.text + _ABSENT, (*bare.places, *(block.text.places[mark],) * len(_ABSENT)), bare.page)
    return replace(block, text=bare)


def _turned(block: Block) -> Block | None:
    found = _SURNAME_FIRST.match(block.text.text) if block.kind in (Kind.LINE, Kind.ITEM) else None
    if (
        not found
        or not names.is_given_name(found["first"].split()[0])
        or (names.is_given_name(found["last"].split()[0]) and len(found["last"].split()) > 1)
    ):
        return None
    text = block.text
    last = text.group(found, "last")
    if found["last"].isupper() and len(last) > 2:  # "HOLM, Ane"
        last = Passage(re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), last.text), last.places, last.page)
    return replace(block, text=join([text.group(found, "first"), last, text[found.end() :]]))
