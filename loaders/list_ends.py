"""Where a list of those who stayed away ends, when no label follows it: at a title or a text of the minutes that is set apart from it."""

from __future__ import annotations

from loaders import groups, naming
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.passage import Passage
from loaders.people import Setting
from loaders.sections import Section
from loaders.sentences import sentences
from loaders.tokens import tokens
from loaders.wholes import Kind as Part

_LONG_REMARK = 4  # words


def listed(section: Section, region: str) -> tuple[Block, ...]:
    """The section's blocks up to where its list ends; whom a text names behind it stayed away for all of that no more than anybody."""
    named = False
    for at, block in enumerate(section.blocks):
        if named and block.gap and block.kind is Kind.LINE and _is_over(block.text, region):
            return section.blocks[:at]
        named = named or naming.names_somebody(block.text, region) or lexicon().is_cue(block.text.text, "none")
    return section.blocks


def _is_over(line: Passage, region: str) -> bool:
    """Neither a person's line nor a group's heading: a title, or running text."""
    if not naming.names_somebody(line, region):
        return groups.given(line, False, True, False, Setting(region)) is None
    first, *more = sentences(line)
    if more and naming.shows_somebody(first, region) and not _tells(first, region):
        return False  # "Borgmester Bo Lund (V), Odder Kommune. Ib Toft var stedfortræder for ham." goes on with the list
    return bool(more) or _tells(line, region)


def _tells(line: Passage, region: str) -> bool:
    return any(_runs_on(part.passage) for part in tokens(line, region) if part.kind is Part.AREA and not part.bracketed)


def _runs_on(remark: Passage) -> bool:
    return remark.text[:1].islower() and len(remark.text.split()) >= _LONG_REMARK
