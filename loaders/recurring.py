"""Labels that no vocabulary knows: a short beginning that recurs in most items is one, and what stands below it tells what it announces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from loaders import outcomes
from loaders.blocks import Block, Kind
from loaders.lexicon import Cue, lexicon
from loaders.vocabulary import folded

_FEWEST, _MOST_WORDS = 2, 5
_BEGINS = re.compile(r"(?P<label>[A-ZÆØÅ][^.:?!|()\d]{1,44}?)\s*(?:[.:?](?=\s|$)\s*|$)")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?)\b|\bPDF\b|\b\d+\s*[kM]B\b|\(?doknr|\bbilag\b", re.IGNORECASE)
_AT = re.compile(r"at\s|.*\b(?:indstille|foreslå|anbefale|bedes)", re.IGNORECASE)

Learned = Mapping[str, str]
"""Each label, folded, with the code of what it announces."""


def labels(items: Sequence[Sequence[Block]]) -> Learned:
    """What the items' own labels announce; {} where the items have none of their own."""
    below: dict[str, dict[int, list[Block]]] = defaultdict(dict)
    for number, blocks in enumerate(items):
        for label, told in _labelled(blocks):
            below[label].setdefault(number, []).extend(told)
    often = {label: list(told.values()) for label, told in below.items() if len(told) >= max(_FEWEST, (len(items) + 1) // 2)}
    found = {label: code for label, told in often.items() if (code := _known(label) or _code(told))}
    if len(found) < 2 and "decision" not in found.values():
        return {}
    return {label: code for label in below if (code := _known(label))} | found  # where one label ends in a stop, so do the rarer ones


def cue(block: Block, learned: Learned) -> Cue | None:
    """The learned label that a line is, or begins with."""
    if not learned or block.kind not in (Kind.LINE, Kind.HEADING):
        return None
    found = _BEGINS.match(block.text.text)
    code = learned.get(folded(found["label"])) if found else None
    return Cue(code, found.end()) if found and code else None


def _labelled(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Each beginning that may be a label, with what it would announce: the rest of its line, and the blocks up to the next."""
    label, held = "", []  # type: str, list[Block]
    for block in blocks:
        found = (
            _BEGINS.match(block.text.text)
            if block.kind in (Kind.LINE, Kind.HEADING) and (block.gap or block.kind is Kind.HEADING or not label)
            else None
        )
        if found and len(found["label"].split()) <= _MOST_WORDS:
            if label:
                yield label, held
            rest = block.text[found.end() :]
            label, held = folded(found["label"]), [Block(Kind.LINE, rest, True)] if rest else []
        elif label and block.kind is not Kind.FURNITURE:
            held.append(block)
    if label:
        yield label, held


def _known(label: str) -> str:
    known = lexicon().cue(label)
    return known.code if known and known.end >= len(label) else ""


def _code(told: Sequence[Sequence[Block]]) -> str:
    """By what stands below in most of its places: outcomes, things recommended, files, or else a text."""
    filled = [blocks for blocks in told if blocks]
    if not filled:
        return ""

    def most(judged: list[bool]) -> bool:
        return 2 * sum(judged) > len(filled)

    if most([any(_FILE.search(block.text.text) for block in blocks) for blocks in filled]):
        return "attachments"
    if most([_AT.match(blocks[0].text.text) is not None or blocks[0].kind is Kind.ITEM for blocks in filled]):
        return "recommendation" if most([any(_AT.match(block.text.text) for block in blocks) for blocks in filled]) else ""
    if most([bool(outcomes.stated(" ".join(block.text.text for block in blocks))) for blocks in filled]):
        return "decision"
    return "case-text" if most([sum(len(block.text) for block in blocks) > 150 for blocks in filled]) else ""
