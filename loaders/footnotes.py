"""Footnotes to a list of people: the mark behind a person, and the line that says what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.blocks import Block, Kind
from loaders.passage import Passage

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣ"
_NOTE = re.compile(rf"\s*(?:\[\^(?P<md>\w{{1,8}})\]:|(?P<raised>[{_RAISED}]+|\*{{1,3}}|†)\)?(?=\s*[^\W\d]))\s*(?P<said>\S.*)")
_REFERENCE = re.compile(rf"(?<=[\w).])[{_RAISED}]+(?!\w)")
_MARK = re.compile(rf"\[\^(\w{{1,8}})\]|(?<=[\w).])([{_RAISED}]+|†)|(?<=[\w).])\s?(\*{{1,3}})(?!\w)")


def notes(blocks: Iterable[Block]) -> dict[str, Passage]:
    """What each mark means, by the lines that begin with one."""
    return dict(note for block in blocks if (note := of_line(block)))


def of_line(block: Block) -> tuple[str, Passage] | None:
    """The mark that a line begins with, and what it says; "* deltog fra punkt 2" may look like a list's item, but begins in small letters."""
    if block.kind is Kind.ITEM and block.marker == "*" and block.text.text[:1].islower():
        return "*", block.text
    found = _NOTE.match(block.text.text) if block.kind is Kind.LINE else None
    return (found["md"] or found["raised"], block.text.group(found, "said")) if found else None


def unmarked(block: Block) -> Block:
    """The block without the raised numbers that refer to notes, which would be letters of the word before."""
    if not _REFERENCE.search(block.text.text):
        return block
    return replace(block, text=block.text.without(_REFERENCE), cells=tuple(cell.without(_REFERENCE) for cell in block.cells))


def of(block: Block, meanings: dict[str, Passage]) -> Iterator[Passage]:
    """The footnotes that a line refers to."""
    if meanings and of_line(block) is None:
        for mark in _MARK.finditer(block.text.text):
            if note := meanings.get(mark.group(1) or mark.group(2) or mark.group(3)):
                yield note
