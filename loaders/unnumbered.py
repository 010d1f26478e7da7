"""Agenda items in plain text that bear no numbers: a line set apart by space is a title where labelled parts follow it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.numbering import Candidate

_LONGEST_TITLE = 200
_PARTS = frozenset({"case-text", "recommendation", "decision", "attachments"})
_TELLING = _PARTS - {"attachments"}


def items(blocks: Sequence[Block]) -> list[Candidate]:
    """The titles; none where there are not two items, or where not most of them have a decision."""
    kept = [index for index, block in enumerate(blocks) if block.kind is not Kind.FURNITURE]
    lines = [blocks[index] for index in kept]
    titles = [index for at, index in enumerate(kept) if _may_head(lines[max(0, at - 1) : at], lines[at], lines[at + 1 : at + 3])]
    found = list(_openings([(start, _codes(blocks[start:end])) for start, end in pairwise([*titles, len(blocks)])]))
    decided = sum("decision" in codes for _, codes in found)
    return [Candidate(index, "", blocks[index].text) for index, _ in found] if decided > 1 and decided * 2 > len(found) else []


def _may_head(above: Sequence[Block], line: Block, below: Sequence[Block]) -> bool:
    """Does a line stand apart, or right above a label, and look like a title: no label, no sentence, not the first words below a label?"""
    text = line.text.text.rstrip()
    if not above or not below or line.kind is not Kind.LINE or not line.gap or _fills_its_line(above[0]):
        return False
    if not _ends(below[0]):
        if len(below) < 2 or not _ends(below[1]) or not goes_on(text, below[0].text.text):
            return False
        text = f"{text} {below[0].text.text.rstrip()}"
    return len(text) <= _LONGEST_TITLE and text[:1].isupper() and not text.endswith((".", ":", ",", ";")) and not lexicon().cue(text)


def _ends(block: Block) -> bool:
    """Does the line above this one end a paragraph?"""
    return block.gap or block.kind is not Kind.LINE or lexicon().cue(block.text.text) is not None


def goes_on(line: str, following: str) -> bool:
    """A title goes on in the next line where that begins small, or where the line was filled."""
    return following[:1].islower() or len(line) > 70 or line.rstrip().endswith((",", "-", "–", " og", " af", " i", " for"))


def _fills_its_line(block: Block) -> bool:
    """A label with nothing behind it announces what comes below."""
    cue = lexicon().cue(block.text.text)
    return cue is not None and cue.code in _PARTS and cue.end >= len(block.text)


def _codes(blocks: Sequence[Block]) -> frozenset[str]:
    """The labels of an item's parts among these lines."""
    met = (lexicon().cue(block.text.text) for block in blocks[1:] if block.kind is not Kind.FURNITURE)
    return frozenset(cue.code for cue in met if cue and cue.code in _PARTS)


def _openings(titles: Sequence[tuple[int, frozenset[str]]]) -> Iterator[tuple[int, frozenset[str]]]:
    """Titles with the labels of their items. A line between an item's parts ("Økonomi" above its recommendation) opens none: an item is
    over when it has a decision, or when a label comes again."""
    current: tuple[int, frozenset[str]] | None = None
    for title, codes in titles:
        if not codes & _TELLING:
            continue
        if current and "decision" not in current[1] and not codes & current[1]:
            current = current[0], current[1] | codes
            continue
        if current:
            yield current
        current = title, codes
    if current:
        yield current
