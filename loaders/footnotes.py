"""Footnotes to a list of people: the mark behind a person, and the line that says what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loaders.blocks import Block, Kind
from loaders.passage import Passage

_RAISED = "¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(rf"\s*(?:\[\^(?P<md>\w{{1,8}})\]:|(?P<raised>[{_RAISED}]+|\*{{1,3}}|†)\)?(?=\s*[^\W\d]))\s*(?P<said>\S.*)")
_MARK = re.compile(rf"\[\^(\w{{1,8}})\]|(?<=[\w).])([{_RAISED}]+|\*{{1,3}}(?!\w)|†)")


def notes(blocks: Iterable[Block]) -> dict[str, Passage]:
    """What each mark means, by the lines that begin with one."""
    found = ((note, block.text) for block in blocks if (note := is_note(block)))
    return {note["md"] or note["raised"]: text.group(note, "said") for note, text in found}


def is_note(block: Block) -> re.Match[str] | None:
    """A line that begins with the mark of a footnote, and goes on."""
    return _NOTE.match(block.text.text) if block.kind is Kind.LINE else None


def of(block: Block, meanings: dict[str, Passage]) -> Iterator[Passage]:
    """The footnotes that a line refers to."""
    if meanings and not is_note(block):
        for mark in _MARK.finditer(block.text.text):
            if note := meanings.get(mark.group(1) or mark.group(2)):
                yield note
