"""A list of members whose first lines bear their offices as labels ("Formand: Ane Holm (V)"): the members below them are on the list all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.sections import Section

_OFFICES = frozenset({"body-chair", "vice-chair"})
_OF_A_MEETING = frozenset({"chair", "secretary"})
"""Who leads or minutes a meeting is told on a line of its own; what a paragraph below says, it says of others."""


@cache
def _another() -> re.Pattern[str]:
    words = "|".join(lexicon().cue_words(code) for code in sorted(_OF_A_MEETING))
    return re.compile(rf"(?<=[\w)])\s*(?:[.;,|]|\s[–-])\s+(?=(?:{words}|referat)\s*:\s+\S)", re.IGNORECASE)


def parted(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks; a label "Referent:" behind another field of a line ("Mødeleder: Ane Holm. Referent: Bo Lund") begins one of its own."""
    for block in blocks:
        parts = list(block.text.split(_another())) if block.kind is Kind.LINE and ":" in block.text.text else []
        yield from (replace(block, text=part, gap=block.gap or index > 0) for index, part in enumerate(parts)) if len(parts) > 1 else (block,)


def apart(sections: Sequence[Section]) -> Iterator[Section]:
    """The same sections; what stands right below such a line goes on with the list that the label above has begun."""
    above: Section | None = None
    for section in sections:
        above = section if section.code == "attendees" else above if section.code in _OFFICES else None
        if section.code in _OF_A_MEETING and _names_on_its_line(section) and section.blocks[1].gap:
            yield Section(section.code, section.label, section.blocks[:1])
            yield Section("", None, section.blocks[1:])
            continue
        if above is None or section.code not in _OFFICES or not _goes_on(section):
            yield section
            continue
        yield Section(section.code, section.label, section.blocks[:1])
        yield Section("attendees", above.label, section.blocks[1:])


def _goes_on(section: Section) -> bool:
    """Does the label's own line name who has the office, and do more lines follow without space?"""
    return _names_on_its_line(section) and not section.blocks[1].gap


def _names_on_its_line(section: Section) -> bool:
    if section.label is None or len(section.blocks) < 2:
        return False
    own, first = section.label.text.span, section.blocks[0].text.span
    return own.start <= first.start < own.end
