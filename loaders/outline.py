"""A document as sections: headings, marked or not, and the paragraphs, list items and table rows below each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders import contents, headed, plan_words, records, transposed
from loaders.blocks import Block, Kind, Text
from loaders.heading_lines import NUMBER, heading_end, is_sentence
from loaders.kroner import amounts
from loaders.passage import Passage, join
from loaders.readers.marks import BOLD_LEVEL

NOTHING = Passage("", ())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`block` is its first line; `text` all its lines. `field` is the cue code of the `label` that it begins with, `value` what follows it."""

    block: Block
    text: Passage
    field: str = ""
    value: Passage = NOTHING
    label: str = ""

    @property
    def is_item(self) -> bool:
        return self.block.kind is Kind.ITEM

    @property
    def is_row(self) -> bool:
        return self.block.kind is Kind.ROW


@dataclass(frozen=True, slots=True)
class Section:
    """`heading` None: what stands before the first. `level`: 1 is the highest, 0 unknown; `number` as printed before it ("2.1").

    `marked`: the file itself says the level, and not the number or the capitals.
    """

    heading: Passage | None
    level: int
    paragraphs: tuple[Paragraph, ...]
    number: str = ""
    marked: bool = False

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""


_OPEN_END = re.compile(r"(?:[,(/&–-]|(?<!\w)(?:og|eller|samt|for|i|af|på|med|til|ved|fra|om|den|det|de))$")


def outline(text: Text) -> tuple[Section, ...]:
    """All sections in printed order, flat; furniture left out, frames drawn around text taken off, paragraphs put together."""
    lines = list(_lines(text))
    width = _width(lines)
    made: list[Section] = []
    heading, level, number, marked, held = None, 0, "", False, []  # type: Passage | None, int, str, bool, list[Block]
    at = 0
    listed_above: set[str] = set()
    while at < len(lines):
        end = heading_end(lines, at, width)
        if end == at and _repeats(lines, at, listed_above):
            end = at + 1
        if lines[at].kind is Kind.ITEM:
            listed_above.add(_name(lines[at].text.text))
        if end == at:
            held.append(lines[at])
            at += 1
            continue
        if heading or held:
            made.append(Section(heading, level, tuple(paragraphs(held, width)), number, marked))
        heading, number = _heading(lines[at:end])
        marked = _is_marked(lines[at])
        level, held, at = _level(lines[at], heading.text, number), [], end
    if heading or held:
        made.append(Section(heading, level, tuple(paragraphs(held, width)), number, marked))
    made = _without_kind(made)
    titles = {section.title for section in made}
    return tuple(one for one in made if not contents.is_entry(one.title, [paragraph.text.text for paragraph in one.paragraphs], titles))


def _without_kind(sections: Sequence[Section]) -> list[Section]:
    """ "Mål: A" and "Mål: B", "Satsning 1: A" and "Satsning 2: B": what several headings of one level begin with is no part of their names."""
    kinds = [_kind(section) for section in sections]
    times = Counter((found["kind"], section.level) for found, section in zip(kinds, sections, strict=True) if found)
    return [
        replace(section, heading=section.heading[found.end() :], number=section.number or found["number"] or "")
        if found and section.heading and times[found["kind"], section.level] > 1
        else section
        for found, section in zip(kinds, sections, strict=True)
    ]


def _kind(section: Section) -> re.Match[str] | None:
    named = section.heading is None or plan_words.named(section.title) or plan_words.heading(section.title)
    return _LETTER.match(section.title) or (None if named else _KIND.match(section.title))


_LETTER = re.compile(r"(?P<kind>)(?P<number>[A-H])[.)]\s+(?=[A-ZÆØÅ\"”»])")  # "A. Overgange", "B. Forebyggelse"
_COUNT = r"\d{1,2}(?:\.\d{1,2})*[a-zæøå]?|[A-H]\d{0,2}|[IVX]{1,4}"
_KIND = re.compile(
    rf"(?P<kind>[A-ZÆØÅ][\wæøå-]+(?:\s[a-zæøå-]+){{0,2}})(?:\s(?:nr\.?\s)?(?P<number>{_COUNT})(?:\s?[:.]|\s[–·|-])|:)\s+(?=[A-ZÆØÅ\"”»])"
)


def _name(text: str) -> str:
    """What a list's item or a heading names, without the reason behind a dash."""
    return re.split(r"\s+[–-]\s|[:;]", text, maxsplit=1)[0].strip(" .").casefold()


def _repeats(lines: Sequence[Block], at: int, items: Collection[str]) -> bool:
    """Is this line by itself, word for word, an item of a list above ("Unge, der ikke trives")? It stands over what is said of that one."""
    line = lines[at]
    alone = (
        line.kind is Kind.LINE and line.gap and not line.cells and at + 1 < len(lines) and (lines[at + 1].gap or lines[at + 1].kind is not Kind.LINE)
    )
    return alone and NUMBER.sub("", line.text.text).strip().casefold() in items


def _lines(text: Text) -> Iterator[Block]:
    """The blocks that are read. A line that is indented unlike the line before stands after a break (of the page, or of a box)."""
    before = 0
    head: Block | None = None  # the first row of the table
    for block in headed.read(tuple(records.read(transposed.read(text.blocks), text.text))):
        head = (head or block) if block.kind is Kind.ROW else None
        filled = [at for at, cell in enumerate(block.cells) if cell]
        if head and len(filled) == 1 and not _answers(head, filled[0]):
            cell = block.cells[filled[0]]
            block = replace(block, kind=Kind.LINE, text=cell, cells=(cell,))  # the cell stays: the line still stands in its table
        if block.kind is Kind.LINE and ".." in block.text.text:
            block = replace(block, text=block.text.without(_LEADERS))
        indent = _indent(text.text, block.text.span.start)
        if block.kind is Kind.LINE and indent and not before and block.text.text[:1].isupper():
            block = replace(block, gap=True)
        before = indent
        yield block


def _answers(head: Block, at: int) -> bool:
    """Is a row's only cell one more of those who answer for what a cell merged downwards names?"""
    return 0 < at < len(head.cells) and not {"responsible", "coordinator"}.isdisjoint(plan_words.table_head(head.cells[at].text))


_LEADERS = re.compile(r"\s?(?:\.{2,}|…+)(?=\s*:)")  # "Ansvar......: Tårnby Kommune"


def _indent(source: str, start: int) -> int:
    begin = source.rfind("\n", 0, start) + 1
    return start - begin if not source[begin:start].strip() else 0


def _width(lines: Sequence[Block]) -> int:
    """How long a full line is: what nine in ten stay below, no less than 40."""
    lengths = sorted(len(block.text) for block in lines if block.kind is Kind.LINE)
    return max(40, lengths[len(lengths) * 9 // 10]) if lengths else 40


def _heading(lines: Sequence[Block]) -> tuple[Passage, str]:
    """The heading's words and the number printed before them."""
    printed = join(line.text for line in lines)
    signs = _SIGNS.search(printed.text)
    whole = (printed[: signs.start()] if signs and signs.start() else printed).strip(" #*") or printed
    if (before := _SIGNS_BEFORE.match(whole.text)) and before.end() < len(whole):
        whole = whole[before.end() :]
    if lines[0].kind is Kind.ITEM:
        return whole, lines[0].marker.strip("().")
    numbered = NUMBER.match(whole.text)
    return (whole[numbered.end() :] or whole, numbered.group("number")) if numbered else (whole, "")


_SIGNS = re.compile("[\\s\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff\ufe0f]+$")  # a traffic light behind an initiative's name
_SIGNS_BEFORE = re.compile("[\\s\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff\ufe0f]+")


def _is_marked(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.level < BOLD_LEVEL


def _level(block: Block, heading: str, number: str) -> int:
    if _is_marked(block):
        return block.level
    if number:
        return max(1, len(_PLACES.findall(number)))
    letters = [letter for letter in heading if letter.isalpha()]
    return 1 if letters and sum(map(str.isupper, letters)) > 0.8 * len(letters) else 0


_PLACES = re.compile(r"\d+|[a-zæøå]")  # "2.1", "2.a", "2a": two each


def paragraphs(blocks: Sequence[Block], width: int = 40) -> Iterator[Paragraph]:
    """Lines put together: a new paragraph behind a gap, at a list item, a row or a field's label; a broken sentence goes on over a gap.

    Behind an item or a field that was broken although the next line's first word would have fitted (`width`), running text goes on.
    """
    held: list[Block] = []
    for block in blocks:
        if held and (not _continues(held, block) or _closed(held, block, width)):
            yield from _fields(held)
            held = []
        held.append(block)
    if held:
        yield from _fields(held)


def _continues(held: Sequence[Block], block: Block) -> bool:
    if block.kind is not Kind.LINE or held[0].kind not in (Kind.LINE, Kind.ITEM) or plan_words.field(block.text.text):
        return False
    if _LABEL.match(block.text.text) and plan_words.field(held[0].text.text):
        return False
    if not block.gap:
        if block.text.text[:1].isupper() and (_ends_in_amount(held[-1]) or _labels_amount(block)):
            return False
        return not held[-1].text.text.endswith(":") or block.text.text[:1].islower()
    return block.text.text[:1].islower() and not re.search(r"[.:;!?]$", held[-1].text.text)


_LABEL = re.compile(r"[A-ZÆØÅ][\wæøå/-]*(?:\s[\wæøå/-]+){0,3}:\s+\S")  # "Kontakt: …" below a field: a label that no vocabulary needs to know


def _closed(held: Sequence[Block], block: Block, width: int) -> bool:
    last, following = held[-1].text.text, block.text.text
    if not following[:1].isupper() or _OPEN_END.search(last):
        return False
    if following.endswith(".") and (label := plan_words.field(held[0].text.text)) and label.code == "initiative":
        return True  # a name's line, and the sentence that says what it is
    field = plan_words.field(held[0].text.text)
    if field and is_sentence(following) and not is_sentence(held[0].text.text[field.end :]):
        return True  # "Periode: 2025-2026", and what is said of the money
    single = held[0].kind is Kind.ITEM or field is not None
    return single and len(last) + 1 + len(following.split(" ", 1)[0]) < width * 0.8


def _ends_in_amount(block: Block) -> bool:
    """ "Ensomhed 1,5 mio. kr.": a line of a list of amounts."""
    found = amounts(block.text.text)
    return bool(found) and found[-1].end == len(block.text)


_RESERVED = 12  # characters that a reservation takes ("ca.", "op til")


def _labels_amount(block: Block) -> bool:
    """ "Odder Kommune: 500.000 kr. til hjemmebesøg": one more of such lines."""
    label = _LABEL.match(block.text.text)
    found = amounts(block.text.text) if label else ()
    return bool(label and found and found[0].start <= label.end() + _RESERVED)


def _fields(lines: Sequence[Block]) -> Iterator[Paragraph]:
    """One paragraph, or one a field where several stand on a line."""
    whole = join(line.text for line in lines)
    at = plan_words.fields_within(whole.text) if lines[0].kind is not Kind.ROW else ()
    for start, end in pairwise((0, *at, len(whole))):
        yield _paragraph(lines, _piece(whole[start:end]) if at else whole)


def _piece(text: Passage) -> Passage:
    """One field of several on a line, without the marks and the bracket around it."""
    text = text.strip(" ;|·•\\–-")
    closing = text.strip(" .").text.endswith(")") and text.text.count(")") > text.text.count("(")
    return text.strip(" .)(") if closing else text.strip("( ") if text.text.endswith("(") else text


def _paragraph(lines: Sequence[Block], whole: Passage) -> Paragraph:
    if lines[0].kind is Kind.ROW and len(lines[0].cells) == 2 and (code := _row_field(lines[0])):
        return Paragraph(lines[0], whole, code, lines[0].cells[1], lines[0].cells[0].text)
    label = plan_words.field(whole.text)
    if not label:
        return Paragraph(lines[0], whole)
    return Paragraph(lines[0], whole, label.code, whole[label.end :].strip(), whole.text[: label.end])


def _row_field(row: Block) -> str:
    """ "| Ansvarlig | Køge Kommune |": a field in a table of two columns; a head of two labels is none."""
    codes = plan_words.column(row.cells[0].text) & plan_words.FIELDS
    return "" if not row.cells[1] or plan_words.is_label(row.cells[1].text) else plan_words.field_of(codes)
