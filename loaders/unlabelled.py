"""Lists of those who came that no known label announces: lines one after the other that name people with a title or a party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders import groups, lists, naming, side_by_side
from loaders.blocks import Block, Kind
from loaders.items import Item
from loaders.people import Setting, entries
from loaders.sections import Section

_BEFORE_A_LIST = frozenset({"", "date", "start", "end", "place"})
_FEWEST_IN_ITEM = 3
"""Two lines of a case text may begin with people; in the head there is no case text."""


def in_head(section: Section, region: str) -> Section:
    """A head without a label for those who came: lines that name at least two people with a title or a party are their list."""
    if section.code not in _BEFORE_A_LIST:
        return section
    naming = [index for index, block in enumerate(section.blocks) if block.kind is not Kind.HEADING and _names_member(block, region)]
    if len(naming) < 2 and not (naming and _lists_several(section.blocks[naming[0]], region)):
        return section
    first = naming[0]
    start = first - 1 if first and _heads(section.blocks[first - 1], region) else first
    return Section("attendees", section.label, section.blocks[start:])


def in_items(items: Sequence[Item], region: str) -> tuple[Item, ...]:
    """The items with the list that stands in the first one or below the last, if one does, as a section of its own."""
    for at in dict.fromkeys((0, len(items) - 1)) if items else ():
        item = items[at]
        for index, section in enumerate(item.sections):
            parts = _parted(section, region) if section.code in ("", "case-text") else None
            if parts:
                own = replace(item, sections=(*item.sections[:index], *parts, *item.sections[index + 1 :]))
                return (*items[:at], own, *items[at + 1 :])
    return tuple(items)


def _parted(section: Section, region: str) -> tuple[Section, ...] | None:
    """A section in what stands before the list, the list with the line above it as its label, and what stands behind."""
    blocks = section.blocks
    lines = [_is_line(block, region) for block in blocks]
    start = next((at for at in range(len(blocks)) if lines[at] and _run(blocks, lines, at) - at >= _FEWEST_IN_ITEM), None)
    if start is None:
        return None
    end = _run(blocks, lines, start)
    label = blocks[start - 1] if start else section.label
    before = (replace(section, blocks=blocks[: max(start - 1, 0)]),) if start else ()
    after = (Section("", None, blocks[end:]),) if end < len(blocks) else ()
    return (*before, Section("attendees", label, blocks[start:end]), *after)


def _run(blocks: Sequence[Block], lines: Sequence[bool], start: int) -> int:
    """Where the run of such lines ends that begins here; a group's heading between them belongs to it."""
    end = start + 1
    while end < len(blocks):
        if not lines[end] and not (end + 1 < len(blocks) and lines[end + 1] and blocks[end].kind is Kind.HEADING):
            break
        end += 1
    return end


def _is_line(block: Block, region: str) -> bool:
    """A person's line of a list: it names a member, and tells nothing as a sentence does."""
    text = block.text.text.rstrip()
    if block.kind not in (Kind.LINE, Kind.ITEM, Kind.ROW) or len(text) > 200:
        return False
    found = entries(block.text, Setting(region)) if block.kind is not Kind.ROW else lists.people((block,), Setting(region))
    return any((one.person.role or one.person.party) and not any(len(part.split()) > 3 for part in one.leftover) for one in found)


def _heads(block: Block, region: str) -> bool:
    """Does a line give something to the people below it ("Byrådsmedlemmer, Odder Kommune:")?"""
    filled = replace(block, cells=tuple(filter(None, block.cells)))  # a head that was merged over two columns leaves the second empty
    given = groups.given(block.text, False, True, False, Setting(region)) is not None or side_by_side.is_head(filled, region)
    return given and not naming.names_somebody(block.text, region)


def _lists_several(block: Block, region: str) -> bool:
    """Does a line list people behind a colon ("Med til mødet var: borgmester Ane Holm (Odder Kommune), …")?"""
    _, colon, behind = block.text.text.partition(": ")
    found = entries(block.text[len(block.text) - len(behind) :], Setting(region)) if colon else ()
    return sum(bool(one.person.role or one.person.party) for one in found) >= _FEWEST_IN_ITEM


def _names_member(block: Block, region: str) -> bool:
    return any(one.person.role or one.person.party for one in entries(block.text, Setting(region)))
