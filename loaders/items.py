"""Minutes taken apart: the head, and the agenda's items with what stands below each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders import agenda_table, outcomes, recurring, repeated, unnumbered
from loaders.blocks import Block, Kind
from loaders.labels import label_of
from loaders.lexicon import lexicon
from loaders.numbering import Candidate, headings, is_code, replies
from loaders.passage import Passage, join
from loaders.sections import KNOWN_IN_ITEMS, Section, sections
from loaders.sentences import sentences
from loaders.vocabulary import folded


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item's heading and what stands below it."""

    number: str
    title: Passage
    heading: Passage
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


def split_items(blocks: tuple[Block, ...], source: str = "") -> tuple[tuple[Block, ...], tuple[Item, ...]]:
    """The head, and the items with their blocks; `source`, the text as read, shows where a table's cell begins a new line."""
    blocks = tuple(_in_lines(blocks, source)) if source else blocks
    found, table = headings(blocks) or repeated.items(blocks) or _titled(blocks) or unnumbered.items(blocks), agenda_table.rows(blocks)
    if len(table) > len(found):
        below, last = table[-1][0] + 1, table[-1][1]
        told = [_of_row(blocks[row[0]], row, source) for row in table]
        if below < len(blocks) and agenda_table.next_number(blocks[below].text.text, last):
            title = agenda_table.behind_number(blocks[below].text)
            told.append(_item(blocks, below, len(blocks), str(int(last) + 1), title, {}))
            below = len(blocks)
        return (*blocks[: table[0][0]], *blocks[below:]), tuple(told)
    if not found:
        return blocks, ()
    found = _titles_above(blocks, found)
    listed = _replied_to(blocks, found)
    ends = [one.index for one in found[1:]] + [len(blocks)]
    learned = recurring.labels([blocks[one.index + 1 : end] for one, end in zip(found, ends, strict=True)])
    starts = _starts(blocks, found)
    ends = [*starts[1:], len(blocks)]
    parts = [_item(blocks, one.index, end, one.number, one.title, learned) for one, end in zip(found, ends, strict=True)]
    above = [blocks[start : one.index] for one, start in zip(found, starts, strict=True)]
    items = tuple(_decided(_answered(replace(item, blocks=(*lines, *item.blocks)), listed)) for item, lines in zip(parts, above, strict=True))
    return tuple(_without_contents(blocks[: starts[0]], items)), items


def _without_contents(top: tuple[Block, ...], items: Sequence[Item]) -> Iterator[Block]:
    """The head, lines of it that list the items' titles by number being furniture: nobody listed above them is what they name."""
    titles = {folded(item.title.text) for item in items}
    for block in top:
        counted = block.kind is Kind.ITEM and block.marker[:1].isdigit()
        yield replace(block, kind=Kind.FURNITURE) if counted and folded(block.text.text) in titles else block


def _replied_to(blocks: tuple[Block, ...], found: list[Candidate]) -> dict[str, Passage]:
    """The titles by number that an agenda lists and "Ad 1) Godkendt." answers; {} where the answers bear the titles themselves."""
    answered = [one for one in found if replies().match(blocks[one.index].text.text)]
    told = sum(not one.title or one.title.text.rstrip().endswith(".") for one in answered)
    if not answered or 2 * told <= len(found):
        return {}
    counted = ((block.marker.strip("().:"), block.text) for block in blocks[: found[0].index] if block.kind is Kind.ITEM)
    titles = {number: text for number, text in counted if number.isdigit()}
    return titles if all(one.number in titles for one in found) else {}


def _answered(item: Item, titles: dict[str, Passage]) -> Item:
    """The item under its title in the agenda, what the answer's own line says as the first of its text."""
    title = titles.get(item.number)
    if title is None:
        return item
    blocks = (Block(Kind.LINE, item.title, True), *item.blocks)
    return replace(item, title=title, blocks=blocks, sections=tuple(sections(blocks, KNOWN_IN_ITEMS)))


def _decided(item: Item) -> Item:
    """ "1. Godkendelse af dagsorden. Godkendt.": what came of it, on the heading's own line, as the first of its text."""
    parts = list(sentences(item.title))
    if len(parts) < 2 or len(parts[-1].text.split()) > _LONGEST_OUTCOME or not outcomes.stated(parts[-1].text):
        return item
    title = item.title[: item.title.text.rindex(parts[-1].text)].strip(" .")
    blocks = (Block(Kind.LINE, parts[-1], True), *item.blocks)
    return replace(item, title=title, blocks=blocks, sections=tuple(sections(blocks, KNOWN_IN_ITEMS)))


_LONGEST_OUTCOME = 4


def _titles_above(blocks: tuple[Block, ...], found: list[Candidate]) -> list[Candidate]:
    """Where every number stands by itself right below a line set apart ("Meddelelser / Sag nr. 24"), that line is the title."""
    if any(one.title for one in found):
        return found
    above = [_line_above(blocks, one.index) for one in found]
    if not all(_heads(blocks, at) for at in above):
        return found
    return [replace(one, index=at, title=blocks[at].text) for one, at in zip(found, above, strict=True)]


def _heads(blocks: tuple[Block, ...], at: int) -> bool:
    """Is a line a title by where it stands: apart from what is above, and right above the next one?"""
    apart = at >= 0 and (blocks[at].kind is Kind.HEADING or (blocks[at].kind is Kind.LINE and blocks[at].gap and not blocks[at + 1].gap))
    return apart and label_of(blocks[at]) is None


def _starts(blocks: tuple[Block, ...], found: list[Candidate]) -> list[int]:
    """Where each item begins: at its heading, or at the line with its case number where every item has that right above its heading."""
    above = [_line_above(blocks, one.index) for one in found]
    if all(index >= 0 and _is_case_number(blocks[index]) for index in above):
        return above
    return [one.index for one in found]


def _line_above(blocks: tuple[Block, ...], index: int) -> int:
    return next((at for at in range(index - 1, -1, -1) if blocks[at].kind is not Kind.FURNITURE), -1)


def _is_case_number(block: Block) -> bool:
    """Is a line "Sagsnr. 12/838", or the number alone, and no more?"""
    words = lexicon().cue_words("case-number")
    return re.fullmatch(rf"(?:(?:{words})\s*:?\s*)?{LABELLED_CASE_NUMBER}", block.text.text.strip(), re.IGNORECASE) is not None


def _of_row(block: Block, row: agenda_table.Row, source: str) -> Item:
    _, number, title, parts = row
    title, *below = _lines_of_contents(title, source, "case-text" in dict(parts))
    contents = sections((replace(part, gap=at == 0) for at, line in enumerate(below) for part in _in_cell(line, "")), KNOWN_IN_ITEMS)
    cells = (*contents, *(section for code, cell in parts for section in _of_cell(code, cell, source)))
    return Item(number, title, block.text, tuple(part for section in cells for part in section.blocks), cells)


def _in_lines(blocks: Sequence[Block], source: str) -> Iterator[Block]:
    """Rows "Bilag | …" and "Indstilling | …": what stands in lines of its own in the second cell does so here."""
    for block in blocks:
        cells: tuple[Passage, ...] = block.cells if block.kind is Kind.ROW and len(block.cells) == 2 else ()
        cue = lexicon().cue(cells[0].text) if cells else None
        if not cue or cue.code not in ("attachments", "recommendation") or cue.end < len(cells[0]):
            yield block
            continue
        first, *others = _lines(cells[1], source)
        yield replace(block, cells=(cells[0], first)) if others else block
        yield from (Block(Kind.LINE, line) for line in others)


def _of_cell(code: str, cell: Passage, source: str) -> Iterator[Section]:
    """What a column's cell holds; below the text of a case there may be labels of their own ("Bilag: …")."""
    if code != "case-text":
        yield Section(code, None, tuple(_in_cell(cell, source if code == "attachments" else "")))
        return
    for section in sections(
        (replace(part, gap=at == 0) for at, line in enumerate(_lines(cell, source)) for part in _in_cell(line, "")), KNOWN_IN_ITEMS
    ):
        yield section if section.code else replace(section, code=code)


def _lines_of_contents(cell: Passage, source: str, told: bool) -> tuple[Passage, ...]:
    """A title, and the text and labelled parts below it in the same cell; a title that is only wrapped is one. `told`: the text has a column."""
    lines = tuple(_lines(cell, source))
    labelled = any((cue := lexicon().cue(line.text)) and cue.code in _HANDLED and ":" in line.text[: cue.end] for line in lines[1:])
    return lines if labelled or (not told and any(line.text.endswith((".", ":")) for line in lines[1:])) else (cell,)


_BULLET = re.compile(r"(?:^|\s+)[•▪◦●]\s+")


def _in_cell(cell: Passage, source: str) -> Iterator[Block]:
    """A cell's text, and the items of a list in it; a line by itself where `source` has one that begins with a capital."""
    listed = list(cell.split(_BULLET))
    if not _BULLET.match(cell.text):
        yield from (Block(Kind.LINE, line, at == 0) for at, line in enumerate(_lines(listed.pop(0), source)))
    yield from (Block(Kind.ITEM, one, False, marker="•") for one in listed)


def _lines(text: Passage, source: str) -> Iterator[Passage]:
    at = 0
    for found in re.finditer(r"(?<![,–(-])(?<!\bog)\s(?=[A-ZÆØÅ\d])", text.text) if source else ():
        if source[text.places[found.start()]] == "\n":
            yield text[at : found.start()]
            at = found.end()
    yield text[at:]


def _titled(blocks: tuple[Block, ...]) -> list[Candidate]:
    """Items without numbers: headings of one level, most of which have a decision, a recommendation or a case text below them."""
    named = [(index, block) for index, block in enumerate(blocks) if block.kind is Kind.HEADING and not lexicon().cue(block.text.text)]
    for level in sorted({block.level for _, block in named}):
        found = [Candidate(index, "", block.text) for index, block in named if block.level == level]
        ends = [*(one.index for one in found[1:]), len(blocks)]
        handled = [_is_handled(blocks[one.index + 1 : end]) for one, end in zip(found, ends, strict=True)]
        if len(found) > 1 and sum(handled) * 2 >= len(found):
            return found[_first(blocks, found, handled) :]
    return []


def _first(blocks: tuple[Block, ...], found: Sequence[Candidate], handled: Sequence[bool]) -> int:
    """Which heading is the first item's: one with labels below it, or one right before those whose text tells what came of it ("Velkomst")."""
    first = handled.index(True)
    while first and outcomes.stated(" ".join(block.text.text for block in blocks[found[first - 1].index + 1 : found[first].index])):
        first -= 1
    return first


_HANDLED = frozenset({"decision", "recommendation", "case-text", "attachments"})


def _is_handled(below: tuple[Block, ...]) -> bool:
    return any((cue := lexicon().cue(block.text.text)) and cue.code in _HANDLED for block in below if block.kind is not Kind.FURNITURE)


def _item(blocks: tuple[Block, ...], start: int, end: int, number: str, title: Passage, learned: recurring.Learned) -> Item:
    """A heading wrapped over lines is put together; a title on the line below its number is taken from there."""
    heading, below = blocks[start], start + 1
    parts = [title] if title else []
    if not parts and below < end and blocks[below].kind is Kind.HEADING and (_is_closed(blocks[below]) or not _announces(blocks[below], False)):
        parts, below = [blocks[below].text], below + 1  # "Punkt 1" on a line of its own, above its title
    while (
        below < end
        and blocks[below].kind is Kind.LINE
        and heading.kind is not Kind.ROW
        and (not blocks[below].gap or not parts)
        and heading.kind is not Kind.HEADING
    ):
        text = blocks[below].text
        if (
            _announces(blocks[below], bool(parts))
            or recurring.cue(blocks[below], learned)
            or CASE_NUMBER.fullmatch(text.text.strip())
            or is_code(text.text)
            or (parts and not unnumbered.goes_on(parts[-1].text, text.text))
        ):
            break
        parts.append(text)
        below += 1
    whole = join(parts) if parts else heading.text
    rest = blocks[below:end]
    return Item(number, whole, join([heading.text, *parts[1:]]) if title else heading.text, rest, tuple(sections(rest, KNOWN_IN_ITEMS, learned)))


def _is_closed(block: Block) -> bool:
    """ "Lukket - Lejemål" is a title."""
    cue = label_of(block)
    return cue is not None and cue.code == "closed" and cue.end < len(block.text)


def _announces(block: Block, titled: bool) -> bool:
    """A label of what follows; right below a bare number, only one of an item's parts: "Næste møde" is a title there."""
    cue = label_of(block)
    return cue is not None and (titled or cue.code in _PARTS or cue.end < len(block.text))


_PARTS = _HANDLED | {"case-number", "closed", "attendees", "absentees"}
CASE_NUMBER = re.compile(
    r"(?:\d{2,4}-(?:19|20)\d{2}-\d{1,7}|\d{1,2}-\d{1,3}-\d{1,3}-\d{1,6}(?:-\d{1,4})*|[A-ZÆØÅ]{2,5}-\d{4}-\d{3,6}|\d{2,4}[/-]\d{3,7}|\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d+-\d{2}|[A-Z]\d{2}(?:\d{2})?-\d{3,8}|\d{6,12})"
)
LABELLED_CASE_NUMBER = rf"(?:{CASE_NUMBER.pattern}|\d{{2}}/\d{{1,2}})"
"""Behind a label a shorter one is a case number as well ("Sagsnr. 12/19")."""
