"""What a text holds that only plans and papers about money hold: fields of who answers and by when, amounts that are granted, tables of amounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from loaders import plan_words, prose_fields
from loaders.blocks import Block
from loaders.blocks import Kind as BlockKind
from loaders.kroner import amounts, number, unit
from loaders.money_kinds import kind_in
from loaders.money_verbs import verb
from loaders.money_words import words

_FEWEST_GRANTS, _FEWEST_FIELDS, _FEWEST_ROWS, _LEAST, _LONGEST_LINE = 3, 2, 2, 1000, 120


def of_initiatives(blocks: Sequence[Block]) -> bool:
    """Without a title that says so: who answers and by when is said in fields again and again, or a table has columns for it."""
    codes = Counter(code for block in blocks for code in _fields(block))
    whose, when = codes["responsible"] + codes["coordinator"], codes["time-plan"] + max(codes["start"], codes["end"])
    heads = (frozenset().union(*(plan_words.table_head(cell.text) for cell in block.cells)) for block in blocks if len(block.cells) > 2)
    table = any("responsible" in head and (head & _WHAT or head & _WHEN) for head in heads)
    record = whose and when and _labels_alone(blocks) > _FEWEST_FIELDS  # of one project, label above value
    return min(whose, when) >= _FEWEST_FIELDS or table or bool(record)


_WHAT, _WHEN = frozenset({"initiative"}), frozenset({"time-plan", "start", "end"})


def _labels_alone(blocks: Sequence[Block]) -> int:
    """How many lines or items are nothing but a field's label, the value of which stands below them."""
    return sum(block.kind in (BlockKind.ITEM, BlockKind.LINE) and plan_words.is_label(block.text.text) for block in blocks)


def _fields(block: Block) -> Iterator[str]:
    """The fields of a line: what it begins with, and those in brackets behind its words ("… (tovholder: A, frist: B)")."""
    yield from _field(block)
    at = block.text.text.find("(")
    inner = plan_words.fields_within(block.text.text) if at > 0 and ":" in block.text.text[at:] else ()
    yield from (label.code for start in inner if (label := plan_words.field(block.text.text[start:])))


def _field(block: Block) -> frozenset[str]:
    if block.kind is BlockKind.ROW and len(block.cells) == 2:
        return plan_words.column(block.cells[0].text)
    if plan_words.is_label(block.text.text):
        return plan_words.column(block.text.text) & plan_words.FIELDS
    label = plan_words.field(block.text.text)
    return frozenset({label.code}) if label else frozenset()


def of_money(blocks: Sequence[Block]) -> bool:
    """Without a title that says so: several paragraphs that grant, allocate or apply for an amount, or give it behind a label of money."""
    told = sum(bool(amounts(block.text.text)) and (verb(block.text.text) is not None or bool(_field(block) & _MONEY)) for block in blocks)
    heads = (block for block in blocks if block.kind is BlockKind.ROW and len(block.cells) > 2)
    table = any(sum(kind_in(cell.text) is not None and len(cell.text.split()) < _LONG_HEAD for cell in head.cells) > 1 for head in heads)
    return told >= _FEWEST_GRANTS or table


_LONG_HEAD = 5  # words, which no column's head has: "Ansøgt | Bevilget"


_MONEY = frozenset({"money", "amount"})


def of_amounts(blocks: Sequence[Block]) -> bool:
    """Is there a list of amounts, or a table: years or money over columns of large numbers, kroner somewhere?"""
    if sum(_is_listed(block) for block in blocks) >= _FEWEST_GRANTS:
        return True
    heads = [at for at, block in enumerate(blocks) if len(block.cells) > 1 and any(_over_amounts(cell.text) for cell in block.cells[1:])]
    rows = (sum(any(_is_large(cell.text) for cell in block.cells[1:]) for block in blocks[at + 1 :]) for at in heads[:1])
    if any(unit(cell.text) is not None and _YEAR.search(cell.text) for at in heads[:1] for cell in blocks[at].cells):
        return len(blocks) > heads[0] + _FEWEST_ROWS
    return any(count >= _FEWEST_ROWS for count in rows) and any(unit(block.text.text) is not None for block in blocks)


def _is_listed(block: Block) -> bool:
    """A short line of words that an amount closes: "Køge Kommune ........ 800.000 kr."."""
    text = block.text.text
    found = amounts(text) if len(text) <= _LONGEST_LINE and (text[-1:].isalnum() or text.endswith(".")) else ()
    return len(found) == 1 and found[0].end >= len(text) - 1 and any(map(str.isalpha, text[: found[0].start]))


def _over_amounts(head: str) -> bool:
    return _OF_YEAR.fullmatch(head.strip()) is not None or "amount" in plan_words.column(head)


def _is_large(cell: str) -> bool:
    value = number(cell)
    return bool(amounts(cell)) or (value is not None and value >= _LEAST)


_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_OF_YEAR = re.compile(r"(?:budget|afsat|bevilget|regnskab)?\s*20\d\d(?:\s*\([^()]*\))?", re.IGNORECASE)


def at_all(blocks: Sequence[Block]) -> bool:
    """The least that makes a paper a plan where nothing else says what it is: two amounts that are funding, or who answers and by when."""
    sums = sum(bool(amounts(block.text.text)) and not words("money-cue", "no-funding").search(block.text.text) for block in blocks)
    told = sum(bool(prose_fields.told([block.text]).responsible) for block in blocks if _ANSWERS.search(block.text.text))
    return sums >= _FEWEST_SUMS or told >= _FEWEST_FIELDS or is_answered(blocks)


_ANSWERS = re.compile(r"(?<!\w)(?:\w*ansvar\w*|tovholder\w*)(?!\w)", re.IGNORECASE)


def is_answered(blocks: Sequence[Block]) -> bool:
    """Is it said in fields both who answers and by when?"""
    codes = {code for block in blocks for code in _fields(block)}
    return bool(codes & {"responsible", "coordinator"}) and bool(codes & _WHEN)


_FEWEST_SUMS = 2
