"""Minutes taken apart: the head, the items, and in each the sections that its labels announce."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.blocks import Block, Kind
from loaders.lexicon import Cue, lexicon
from loaders.passage import Passage, join

_STRONG = re.compile(
    r"^(?:punkt|pkt\.?|dagsordenspunkt|sag|ad)\s*(?:nr\.?\s*)?(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)"
    r"(?P<mark>\s*[:.)]\s*|\s+[-–—]\s*|\s+(?=[A-ZÆØÅ(\"”])|$)(?P<title>.*)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,2}){0,2})(?P<mark>[.):]\s*|\s+[-–]\s+|\s+|(?=[A-ZÆØÅ]{2}|[A-ZÆØÅ][a-zæøå]))(?P<title>\D.*)$")
_ORDINAL = re.compile(r"^\(?(\d{1,3})[.)]$")
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
    for block in blocks:
        if block.kind is Kind.FURNITURE:
            continue
        cue = _cue(block)
        if cue and block.kind is Kind.LINE and not _labels(block.text.text, cue):
            cue = None
        if cue and (codes is None or cue.code in codes):
            if held or label:
                yield Section(code, label, tuple(held))
            code, label, held = cue.code, block, _rest(block, cue)
            level = block.level if block.kind is Kind.HEADING else 7
        elif block.kind is Kind.HEADING and label and block.level <= level and code != "case-text" and not _groups(block, cue, code):
            yield Section(code, label, tuple(held))
            code, label, held, level = "", block, [], block.level
        else:
            held.append(block)
    if held or label:
        yield Section(code, label, tuple(held))


_PEOPLE = frozenset({"attendees", "further-attendees"})


def _groups(block: Block, cue: Cue | None, code: str) -> bool:
    """Does a heading in a list of people name a side ("Fra kommunerne") and so go on with the list, also where all headings look alike?"""
    return code in _PEOPLE and cue is not None and cue.code == "side" and cue.end >= len(block.text)


_LONGEST_LABEL = 110
_EXTENDED = re.compile(r"^(?P<label>[\wæøå]+(?:\s+[\wæøå]+)?)\s+(?:i|til|for|fra|af|på|fra\s+mødet\s+i)\s+[^:]{2,90}(?:(?<!\.)$|:\s*)", re.IGNORECASE)
_GENITIVE = re.compile(r"^[\wæøå]+s\s+(?=(?:beslutning|indstilling|anbefaling|behandling|drøftelse)\b)", re.IGNORECASE)


def _cue(block: Block) -> Cue | None:
    """The label that a line is; "Sundhedsrådets beslutning:" is one as well."""
    text = block.text.text
    if block.kind is Kind.ITEM and not text.rstrip().endswith(":"):
        return None
    if block.kind is Kind.ROW and block.cells:
        return _row_cue(block)
    owner = _GENITIVE.match(text)
    start = owner.end() if owner else 0
    cue = lexicon().cue(text[start:])
    if cue:
        return Cue(cue.code, cue.end + start)
    extended = _EXTENDED.match(text)
    whole = lexicon().cue(extended.group("label")) if extended and len(text) < _LONGEST_LABEL else None
    return Cue(whole.code, extended.end()) if whole and extended and whole.code in ("decision", "recommendation", "attachments") else None


def _row_cue(block: Block) -> Cue | None:
    """A table's row whose first cell is a label, or all of whose cells are ("Medlemmer | Andre deltagere")."""
    first = lexicon().cue(block.cells[0].text)
    if not first or first.end < len(block.cells[0]):
        return lexicon().cue(block.text.text) if first else None
    rest = [cell for cell in block.cells[1:] if cell]
    if len(rest) <= 1 or all(lexicon().cue(cell.text) for cell in rest):
        return first
    return None


_OFFICES = frozenset({"body-chair", "vice-chair", "secretary", "chair"})


def _labels(text: str, cue: Cue) -> bool:
    """Does a label on a line really label something: does it fill the line, or end in a colon or a dash?

    The name of an office alone on a line is a field of the person above it ("formand", one field a line), unless a colon follows.
    """
    marked = text[: cue.end].rstrip().endswith((":", "-", "–"))
    return marked or (cue.end >= len(text) and cue.code not in _OFFICES)


def _rest(block: Block, cue: Cue) -> list[Block]:
    """What follows a label on its line, or stands in the next cell of its row."""
    if block.kind is Kind.ROW and block.cells:
        return [Block(Kind.LINE, cell, True) for cell in block.cells[1:] if cell and not _is_label(cell)]
    rest = block.text[cue.end :].strip()
    return [Block(Kind.LINE, rest, True)] if rest else []


def _is_label(cell: Passage) -> bool:
    cue = lexicon().cue(cell.text)
    return cue is not None and cue.end >= len(cell)


def split_items(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Item, ...]]:
    """The head, and the items with their blocks."""
    found = _drop_contents(_candidates(blocks), blocks)
    if not found:
        return blocks, ()
    ends = [index for index, _, _ in found[1:]] + [len(blocks)]
    items = tuple(_item(blocks, start, end, number, title) for (start, number, title), end in zip(found, ends, strict=True))
    return blocks[: found[0][0]], items


Candidate = tuple[int, str, Passage]


def _candidates(blocks: tuple[Block, ...]) -> list[Candidate]:
    strong = list(_matching(blocks, _STRONG, frozenset({Kind.HEADING, Kind.LINE, Kind.ITEM, Kind.ROW})))
    if strong:
        return strong
    headings = list(_matching(blocks, _NUMBERED, frozenset({Kind.HEADING})))
    if headings:
        return _filled(headings, list(_numbered(blocks)))
    return _ascending(list(_numbered(blocks)), blocks)


def _filled(headings: list[Candidate], lines: list[Candidate]) -> list[Candidate]:
    """Headings, and where their numbers skip some, the lines between them that have exactly these: not every title is set as a heading."""
    filled = headings[:1]
    for heading in headings[1:]:
        before = filled[-1]
        missing = [str(number) for number in range(_first(before[1]) + 1, _first(heading[1]))]
        between = [line for line in lines if before[0] < line[0] < heading[0] and line[1] in missing]
        if missing and [number for _, number, _ in between] == missing:
            filled.extend(between)
        filled.append(heading)
    return filled


def _matching(blocks: tuple[Block, ...], form: re.Pattern[str], kinds: frozenset[Kind]) -> Iterator[Candidate]:
    for index, block in enumerate(blocks):
        if block.kind not in kinds or len(block.text) > 400:
            continue
        found = form.match(block.text.text)
        if found and (block.kind is Kind.HEADING or block.gap or ":" in found.group("mark")) and not _is_prose(block, found):
            yield index, found.group("number"), block.text.group(found, "title").strip(" :-–*")


def _is_prose(block: Block, found: re.Match[str]) -> bool:
    """ "Punkt 5 blev udsat." is a sentence about an item, not its heading."""
    title = found.group("title")
    return block.kind is not Kind.HEADING and not found.group("mark").strip() and bool(title) and (title[0].islower() or title.rstrip().endswith("."))


def _numbered(blocks: tuple[Block, ...]) -> Iterator[Candidate]:
    """Lines such as "3. Status", set apart by space, that are no list inside an item."""
    for index, block in enumerate(blocks):
        if block.kind is Kind.ITEM and _ORDINAL.match(block.marker) and block.level == 0 and len(block.text) < 250:
            yield index, block.marker.strip("()."), block.text
        elif block.kind is Kind.LINE and len(block.text) < 250:
            found = _NUMBERED.match(block.text.text)
            if found and not found.group("title")[:1].islower() and not re.match(r"\d+\.\s*\w+\s+\d{4}", block.text.text):
                yield index, found.group("number"), block.text.group(found, "title").strip(" :-–")


def _ascending(found: list[Candidate], blocks: tuple[Block, ...]) -> list[Candidate]:
    """Of numbered lines, the ascending run with the most labelled sections below its lines."""
    best: list[Candidate] = []
    for start in range(len(found)):
        if start and float(_first(found[start][1])) != 1 and best:
            continue
        run = _run(found[start:])
        if _weight(run, blocks) > _weight(best, blocks):
            best = run
    return best if _weight(best, blocks) else []


def _run(found: list[Candidate]) -> list[Candidate]:
    run: list[Candidate] = []
    for candidate in found:
        number = _first(candidate[1])
        if not run or number == _first(run[-1][1]) + 1 or (number == _first(run[-1][1]) and "." in candidate[1] and candidate[1] != run[-1][1]):
            run.append(candidate)
    return run


def _first(number: str) -> int:
    return int(re.match(r"\d+", number).group())  # type: ignore[union-attr]


def _weight(run: list[Candidate], blocks: tuple[Block, ...]) -> int:
    """How many labelled sections stand below the lines of a run."""
    if not run:
        return 0
    ends = [index for index, _, _ in run[1:]] + [len(blocks)]
    return sum(
        1
        for (start, _, _), end in zip(run, ends, strict=True)
        for block in blocks[start + 1 : end]
        if (cue := lexicon().cue(block.text.text)) and cue.code in ("decision", "recommendation", "case-text", "attachments")
    )


def _drop_contents(found: list[Candidate], blocks: tuple[Block, ...]) -> list[Candidate]:
    """Without the table of contents: of a number that stands twice, the line with nothing below it goes."""
    if not found:
        return []
    often = Counter(number for _, number, _ in found)
    ends = [index for index, _, _ in found[1:]] + [len(blocks)]
    kept = []
    for (index, number, title), end in zip(found, ends, strict=True):
        below = [block for block in blocks[index + 1 : end] if block.kind is not Kind.FURNITURE]
        if often[number] == 1 or below or all(other != number for later, other, _ in found if later > index):
            kept.append((index, number, title))
    last = {number: index for index, number, _ in kept}
    first_real = next((index for index, number, _ in kept if often[number] > 1 and last[number] == index), 0)
    return [one for one in kept if often[one[1]] == 1 or one[0] >= first_real]


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
    r"(?:\d{1,2}-\d{1,3}-\d{1,3}-\d{1,6}(?:-\d{1,4})*|[A-ZÆØÅ]{2,5}-\d{4}-\d{3,6}|\d{2,4}[/-]\d{3,7}|\d{2}\.\d{2}\.\d{2}-[A-Z]\d{2}-\d+-\d{2}|[A-Z]\d{2}-\d{3,8}|\d{6,12})"
)
