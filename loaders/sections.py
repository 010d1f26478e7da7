"""Minutes taken apart: the head, the items, and in each the sections that its labels announce."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from loaders import agenda_table, columns, danish
from loaders.blocks import Block, Kind
from loaders.lexicon import Cue, lexicon
from loaders.numbering import headings
from loaders.passage import Passage, join
from loaders.vocabulary import pattern, scheme

_KNOWN_IN_ITEMS = frozenset(
    {
        "case-text",
        "recommendation",
        "decision",
        "attachments",
        "attendees",
        "further-attendees",
        "absentees",
        "substitutes",
        "closed",
        "case-number",
        "chair",
        "end",
        "next-meeting",
        "secretary",
        "agenda-part",
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one label: `code` in `code:cue/` ("" before any label), the label's line, and the blocks, the rest of that line first."""

    code: str
    label: Block | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item's heading and what stands below it."""

    number: str
    title: Passage
    heading: Passage
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


def sections(blocks: Iterable[Block], codes: frozenset[str] | None = None) -> Iterator[Section]:
    """Blocks grouped under the labels among them; `codes` limits which labels count."""
    code, label, held, level = "", None, [], 0  # type: tuple[str, Block | None, list[Block], int]
    blocks = [block for block in blocks if block.kind is not Kind.FURNITURE]
    for block, following in zip_longest(blocks, blocks[1:]):
        cue = _cue(block)
        if cue and block.kind is Kind.LINE and (not _labels(block, cue, following) or (code == "attachments" and held and not block.gap)):
            cue = None
        if code in _TOLD_ON_THEIR_LINE and block.gap and _told_inline(code, label, held) and not cue:
            yield Section(code, label, tuple(held))
            code, label, held, level = "", None, [], 7
        if cue and (codes is None or cue.code in codes):
            if held or label:
                yield Section(code, label, tuple(held))
            code, label, held = cue.code, block, _rest(block, cue)
            level = block.level if block.kind is Kind.HEADING else 7
        elif block.kind is Kind.HEADING and label and block.level <= level and code != "case-text":
            yield Section(code, label, tuple(held))
            code, label, held, level = "", block, [], block.level
        else:
            held.append(block)
    if held or label:
        yield Section(code, label, tuple(held))


_TOLD_ON_THEIR_LINE = frozenset({"recommendation", "case-number"})


def _told_inline(code: str, label: Block | None, held: list[Block]) -> bool:
    """Did the label's own line say it all, in whole sentences or a list? Then what comes behind some space is the case's text."""
    if label is None or not held or held[0].text.span.start >= label.text.span.end or label.kind not in (Kind.LINE, Kind.ROW):
        return False
    return code == "case-number" or held[-1].text.text.rstrip().endswith(".") or held[-1].kind is Kind.ITEM


_LONGEST_LABEL = 110
_EXTENDED = re.compile(r"(?P<label>[\wæøå]+(?:\s+[\wæøå]+)?)\s+(?:i|til|for|fra|af|på|fra\s+mødet\s+i)\s+[^:]{2,90}(?:(?<!\.)$|:\s*)", re.IGNORECASE)
_GENITIVE = re.compile(r"^[\wæøå]+s\s+(?=(?:beslutning|indstilling|anbefaling|behandling|drøftelse)\b)", re.IGNORECASE)


def _cue(block: Block) -> Cue | None:
    """The label that a line is; "Sundhedsrådets beslutning:" is one as well."""
    text = block.text.text
    if block.kind is Kind.ITEM and not text.rstrip().endswith(":"):
        return None
    if ended(block.text):
        return Cue("end", 0)
    if block.kind is Kind.ROW and block.cells:
        return _row_cue(block)
    owner = _interface().match(text) or _GENITIVE.match(text)
    start = owner.end() if owner else 0
    cue = lexicon().cue(text[start:])
    if cue:
        return Cue(cue.code, cue.end + start)
    if capital := lexicon().capital_cue(text):
        return capital
    return _extended(block, start)


def _extended(block: Block, start: int) -> Cue | None:
    """ "Beslutning i Sundhedsudvalget den 14. maj"; "Deltagere fra Region Midtjylland: …" keeps its line, which names a group."""
    text = block.text.text
    found = _EXTENDED.match(text, start)
    whole = lexicon().cue(found.group("label")) if found else None
    if not found or not whole:
        return None
    marked = found.group().rstrip().endswith(":")
    if whole.code == "attendees" and marked and found.end() < len(text):
        return Cue("attendees", 0)
    if len(text) >= _LONGEST_LABEL or (block.kind is Kind.LINE and not marked and found.group("label").lower().startswith("referat")):
        return None
    return Cue(whole.code, found.end()) if whole.code in ("decision", "recommendation", "attachments") else None


def ended(line: Passage) -> bool:
    """ "Mødet sluttede kl. 11.50." as a sentence."""
    return re.match(rf"(?:{lexicon().cue_words('end')})\b", line.text, re.IGNORECASE) is not None and bool(danish.times(line.text))


@cache
def _interface() -> re.Pattern[str]:
    """What a web page says to its readers before a label ("fold dette punkt ind Beslutning")."""
    words = pattern(label for concept in scheme("interface-word") for label in concept.labels)
    return re.compile(rf"(?:{words})\s+(?=\S)", re.IGNORECASE)


def _row_cue(block: Block) -> Cue | None:
    """A table's row whose first cell is a label, or all of whose cells are ("Medlemmer | Andre deltagere"), or which heads a table of people."""
    if columns.header(block.cells):
        return Cue("attendees", 0)
    first = lexicon().cue(block.cells[0].text)
    if not first or first.end < len(block.cells[0]):
        return lexicon().cue(block.text.text) if first else None
    rest = [cell for cell in block.cells[1:] if cell]
    if len(rest) <= 1 or all(lexicon().cue(cell.text) for cell in rest):
        return first
    return None


_OFFICES = frozenset({"body-chair", "vice-chair", "secretary", "chair"})


def _labels(block: Block, cue: Cue, following: Block | None) -> bool:
    """Does a label on a line really label something: does it fill the line, or end in a colon or a dash?

    The name of an office alone on a line is a field of the person above it ("formand", one field a line), unless a colon follows, or space
    stands before it and a line right below it; and "AFBUD" as the last of the lines about one person is that person's.
    """
    text = block.text.text
    label = text[: cue.end].rstrip()
    if cue.end == 0 or label.endswith((":", "-", "–")) or (label.isupper() and cue.end < len(text)):
        return True
    if cue.code == "absentees" and not block.gap and (following is None or following.gap):
        return False
    if cue.code not in _OFFICES:
        return cue.end >= len(text)
    return cue.end >= len(text) and block.gap and following is not None and not following.gap and not lexicon().cue(following.text.text)


def _rest(block: Block, cue: Cue) -> list[Block]:
    """What follows a label on its line, or stands in the next cell of its row."""
    if block.kind is Kind.ROW and block.cells:
        if columns.header(block.cells):
            return [block]
        return [Block(Kind.LINE, cell, True) for cell in block.cells[1:] if cell and not _is_label(cell)]
    rest = block.text[cue.end :].strip()
    return [Block(Kind.LINE, rest, True)] if rest else []


def _is_label(cell: Passage) -> bool:
    cue = lexicon().cue(cell.text)
    return cue is not None and cue.end >= len(cell)


def split_items(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Item, ...]]:
    """The head, and the items with their blocks."""
    found, table = headings(blocks), agenda_table.rows(blocks)
    if len(table) > len(found):
        return blocks[: table[0][0]], tuple(_of_row(blocks[row[0]], row) for row in table)
    if not found:
        return blocks, ()
    ends = [one.index for one in found[1:]] + [len(blocks)]
    items = tuple(_item(blocks, one.index, end, one.number, one.title) for one, end in zip(found, ends, strict=True))
    return blocks[: found[0].index], items


def _of_row(block: Block, row: agenda_table.Row) -> Item:
    _, number, title, parts = row
    cells = tuple(Section(code, None, (Block(Kind.LINE, cell, True),)) for code, cell in parts)
    return Item(number, title, block.text, tuple(part for section in cells for part in section.blocks), cells)


def _item(blocks: tuple[Block, ...], start: int, end: int, number: str, title: Passage) -> Item:
    """A heading wrapped over lines is put together; a title on the line below its number is taken from there."""
    heading, below = blocks[start], start + 1
    parts = [title] if title else []
    while (
        below < end
        and blocks[below].kind is Kind.LINE
        and heading.kind is not Kind.ROW
        and (not blocks[below].gap or not parts)
        and heading.kind is not Kind.HEADING
    ):
        text = blocks[below].text
        if lexicon().cue(text.text) or CASE_NUMBER.fullmatch(text.text.strip()) or (parts and not _wrapped(parts[-1].text, text.text)):
            break
        parts.append(text)
        below += 1
    whole = join(parts) if parts else heading.text
    rest = blocks[below:end]
    return Item(number, whole, join([heading.text, *parts[1:]]) if title else heading.text, rest, tuple(sections(rest, _KNOWN_IN_ITEMS)))


def _wrapped(line: str, following: str) -> bool:
    """A title goes on in the next line where that begins small, or where the line was filled."""
    return following[:1].islower() or len(line) > 70 or line.rstrip().endswith((",", "-", "–", " og", " af", " i", " for"))


CASE_NUMBER = re.compile(
    r"(?:\d{1,2}-\d{1,3}-\d{1,3}-\d{1,6}(?:-\d{1,4})*|[A-ZÆØÅ]{2,5}-\d{4}-\d{3,6}|\d{2,4}[/-]\d{3,7}|\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d+-\d{2}|[A-Z]\d{2}-\d{3,8}|\d{6,12})"
)
