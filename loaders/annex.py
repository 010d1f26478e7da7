"""A list of attachments at the end of minutes that says by a column or a label to which item each belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.blocks import Block, Kind
from loaders.items import Item
from loaders.numerals import same
from loaders.sections import Section

_NUMBER = re.compile(
    r"\W*(?:(?:til\s+)?(?:dagsordens)?(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?)?(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)\W*", re.IGNORECASE
)
_TO_ITEM = re.compile(
    r"\W*(?:til\s+)?(?:dagsordens)?(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?(?P<number>\d{1,3}(?:\.\d{1,2})?)\s*[:.–-]\s+(?=\S)", re.IGNORECASE
)


def distributed(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items, each with what the last one's lists of attachments give to it; lists that name no items stay where they are."""
    if not items:
        return ()
    *others, last = items
    kept: list[Section] = []
    given: list[tuple[str, Block]] = []
    for section in last.sections:
        found = list(_by_item(section, [item.number for item in items])) if section.code == "attachments" else []
        if found:
            given += found
        else:
            kept.append(section)
    if not given:
        return tuple(items)
    return tuple(
        _with(item, [block for number, block in given if same(item.number, number)]) for item in (*others, replace(last, sections=tuple(kept)))
    )


def _with(item: Item, blocks: Sequence[Block]) -> Item:
    return replace(item, sections=(*item.sections, Section("attachments", None, tuple(blocks)))) if blocks else item


def _by_item(section: Section, numbers: Sequence[str]) -> Iterator[tuple[str, Block]]:
    """Each attachment with its item's number: a row that begins with it, or lines behind "Punkt 2:" or below it."""
    current = ""
    for block in section.blocks:
        found = _NUMBER.fullmatch(block.cells[0].text) if block.kind is Kind.ROW and len(block.cells) > 1 else None
        if block.kind is Kind.ROW:
            current = found["number"] if found else current if not block.cells or not block.cells[0] else ""
            title = max(block.cells[1:], key=len, default=None)
            if current and current in numbers and title:
                yield current, Block(Kind.LINE, title, True)
            continue
        lead = _TO_ITEM.match(block.text.text)
        alone = _NUMBER.fullmatch(block.text.text) if not lead else None
        current = lead["number"] if lead else alone["number"] if alone else current
        if current and current in numbers and not alone:
            yield current, replace(block, kind=Kind.LINE, gap=True, text=block.text[lead.end() :] if lead else block.text)
