"""Fields whose label stands above its value: "#### Ansvarlig" over "Køge Kommune", "Tidsplan:" over a line or a list of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from loaders import holders, plan_words
from loaders.blocks import Block, Kind
from loaders.heading_lines import is_sentence
from loaders.kroner import amounts
from loaders.passage import Passage, listed

_CODES = frozenset({"responsible", "coordinator", "partners", "time-plan", "start", "end", "milestones", "target-group", "purpose", "money"})
_LISTED = _CODES | {"theme", "committee", "status", "amount", "initiative", "recipient"}  # an item that is a label heads nothing else
_STRONG = frozenset({"responsible", "coordinator", "time-plan"})


def read(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same blocks, each such label and its value as one row of two cells.

    A heading is a label only below the heading of what it tells of ("## Økonomi" by itself opens a part of the plan), or beside it where
    it comes again and again, and in a document that sets who answers and by when so.
    """
    above = _above(blocks)
    usual = sum(bool(_code(block) & _STRONG) for block in blocks if _is_bare(block) or block.kind is Kind.ITEM) > 1
    beside = _beside(blocks)
    boxed = _fact_box(blocks)
    at = 0
    while at < len(blocks):
        block = blocks[at]
        end = at
        among = _among_rows(blocks, at)
        if among:
            end = among
        elif not _heads_amounts(blocks, at) and _is_label(block, above[at], usual, at in beside):
            end = _value_end(blocks, at)
        elif usual or at in boxed:
            end = _item_end(blocks, at, boxed)
        if end <= at + 1:
            yield block
            at += 1
            continue
        value = _joined(blocks[at + 1 : end], ", " if among and _code(block) & _WHOSE else " ")
        label = block.text.strip(" :*")
        yield replace(block, kind=Kind.ROW, text=listed(label, value, " "), cells=(label, value), level=0, marker="")
        at = end


def _among_rows(blocks: Sequence[Block], at: int) -> int:
    """Behind the value of a label that stands between rows of fields: a cell of several paragraphs, which its reader tells line by line; else 0."""
    if not (_is_bare(blocks[at]) and blocks[at].kind is Kind.LINE and _code(blocks[at])):
        return 0
    end = at + 1
    while (
        end < len(blocks) and blocks[end].kind in (Kind.LINE, Kind.ITEM) and not plan_words.field(blocks[end].text.text) and end - at <= _MOST_LINES
    ):
        end += 1
    below = end < len(blocks) and _is_field_row(blocks[end])
    return end if below and end > at + 1 and (at == 0 or _is_field_row(blocks[at - 1]) or blocks[at - 1].kind is Kind.HEADING) else 0


_WHOSE = frozenset({"responsible", "coordinator", "partners"})
_MOST_LINES = 12


def _is_field_row(block: Block) -> bool:
    return block.kind is Kind.ROW and len(block.cells) == len(("label", "value")) and bool(plan_words.column(block.cells[0].text) & plan_words.FIELDS)


_LONGEST_ENTRY = 150  # characters of a member of such a list; a paragraph that names a price is none


def _heads_amounts(blocks: Sequence[Block], at: int) -> bool:
    """Does a label of money head a list of amounts ("Bevillinger:" over two of them), so that it is no field of one thing?"""
    near = [block for block in blocks[at + 1 : at + 3] if block.kind in (Kind.LINE, Kind.ITEM) and len(block.text) <= _LONGEST_ENTRY]
    below = [block for block in near if amounts(block.text.text)]
    return len(below) > 1 and "money" in _code(blocks[at])


def _above(blocks: Sequence[Block]) -> list[int]:
    """For each block the level of the heading above it that is no label; 0 for none."""
    levels: list[int] = []
    level = 0
    for block in blocks:
        levels.append(level)
        if block.kind is Kind.HEADING and not _code(block):
            level = block.level
    return levels


def _code(block: Block) -> frozenset[str]:
    return plan_words.heading(block.text.text) & _CODES if plan_words.is_label(block.text.text) else frozenset()


def _is_bare(block: Block) -> bool:
    return block.kind in (Kind.HEADING, Kind.LINE) and not block.cells


def _beside(blocks: Sequence[Block]) -> frozenset[int]:
    """Which headings may be labels on the very level of what they tell of: where who answers or by when comes there again and again.

    Money counts only where it does so itself: "## Økonomi" may be the plan's last part.
    """
    named = {at: block for at, block in enumerate(blocks) if block.kind is Kind.HEADING and _code(block)}
    times = Counter((block.level, block.text.text.strip(" :*").casefold()) for block in named.values())
    again = {at for at, block in named.items() if times[block.level, block.text.text.strip(" :*").casefold()] > 1}
    levels = {named[at].level for at in again if _code(named[at]) & _STRONG}
    return frozenset(at for at, block in named.items() if block.level in levels and (at in again or "money" not in _code(block)))


def _is_label(block: Block, above: int, usual: bool, beside: bool) -> bool:
    if not _is_bare(block) or not _code(block):
        return False
    if block.kind is Kind.HEADING:
        return usual and 0 < above < block.level + beside
    return block.text.text.endswith(":") or usual


def _value_end(blocks: Sequence[Block], at: int) -> int:
    """Behind the last line of the value: up to the next heading, label or table; below a line, up to the next space too."""
    heading = blocks[at].kind is Kind.HEADING
    end = at + 1
    while end < len(blocks) and blocks[end].kind in (Kind.LINE, Kind.ITEM) and blocks[end].text:
        if (
            _code(blocks[end])
            or plan_words.field(blocks[end].text.text)
            or (end > at + 1 and not heading and _is_over(blocks[at + 1 : end], blocks[end]))
        ):
            break
        end += 1
    return end


def _is_over(value: Sequence[Block], block: Block) -> bool:
    """Is a line no part of a value that a label's line announced: set apart and no member of its list, another label's, or a sentence below words?"""
    if block.gap and not (block.kind is Kind.ITEM and value[0].kind is Kind.ITEM):
        return not _are_parties(value[-1], block)
    text = block.text.text
    return block.kind is Kind.LINE and (_LABELLED.match(text) is not None or (is_sentence(text) and not is_sentence(value[0].text.text)))


def _are_parties(one: Block, other: Block) -> bool:
    """Two lines or items that are an organisation's name each: "Ansvarlige" over a first line and a list below it, as a form's cell has them."""
    return len(one.text) < _LONGEST_LABEL > len(other.text) and holders.holder(one.text) is not None and holders.holder(other.text) is not None


_LABELLED = re.compile(r"[A-ZÆØÅ][\wæøå/-]*(?:\s[\wæøå/-]+){0,3}:\s+\S")


def _item_end(blocks: Sequence[Block], at: int, boxed: Collection[int]) -> int:
    """Behind the lines right below a list's item that is nothing but a label, as a page's fact box has them: "- Finansiering", "1,1 mio. kr."."""
    if at not in boxed and not _is_listed_label(blocks[at]):
        return at
    end = at + 1
    while end < len(blocks) and blocks[end].kind is Kind.LINE and blocks[end].text and (not blocks[end].gap or (at in boxed and end == at + 1)):
        end += 1
    return end


def _is_listed_label(item: Block) -> bool:
    return item.kind is Kind.ITEM and plan_words.is_label(item.text.text) and bool(plan_words.column(item.text.text) & _LISTED)


def _fact_box(blocks: Sequence[Block]) -> frozenset[int]:
    """The items of a list of which each has its value on a line of its own, and most are labels: then so are the others ("Tilskud fra X (kr.)")."""
    held: list[int] = []
    found: set[int] = set()
    for at, block in enumerate(blocks):
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.kind is Kind.ITEM and below is not None and below.kind is Kind.LINE and len(block.text) <= _LONGEST_LABEL:
            held.append(at)
        elif block.kind in (Kind.ITEM, Kind.HEADING):
            found |= _boxed(blocks, held)
            held = []
    return frozenset(found | _boxed(blocks, held))


def _boxed(blocks: Sequence[Block], items: Sequence[int]) -> frozenset[int]:
    known = sum(_is_listed_label(blocks[at]) for at in items)
    return frozenset(items) if known >= _FEWEST_LABELS and known * 2 >= len(items) else frozenset()


_LONGEST_LABEL, _FEWEST_LABELS = 60, 3


def _joined(blocks: Sequence[Block], between: str = " ") -> Passage:
    """The lines of a value: running text as it runs (or with `between`), a list's items with commas."""
    before, whole = blocks[0], blocks[0].text
    for block in blocks[1:]:
        apart = (block.kind is Kind.ITEM or _are_parties(before, block)) and not whole.text.endswith((".", ",", ":"))
        whole, before = listed(whole, block.text, ", " if apart else between), block
    return whole
