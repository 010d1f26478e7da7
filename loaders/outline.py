"""A document as sections: headings, marked or not, and the paragraphs, list items and table rows below each.

An unmarked heading is known by its grammar and its typesetting: a line (or two) that begins with a capital, closes with no stop, has no
finite verb, and was broken although the next line's first word would have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders import contents, headed, plan_words, records
from loaders.blocks import Block, Kind, Text
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


_CLOSED = re.compile(r"[.:;!?,&]$|\b(?:og|eller|samt|for|i|af|på|med|til|der|at|en|et|den|det|de)$")
_OPEN_END = re.compile(r"(?:[,(/&–-]|(?<!\w)(?:og|eller|samt|for|i|af|på|med|til|ved|fra|om|den|det|de))$")
_ENDED = re.compile(r"[.:!?)”\"]$")
_VERB = re.compile(
    r"(?<!\w)(?:er|har|blev|bliver|skal|vil|kan|var|havde|får|giver|sker|ligger|kommer|deltog|drøfter|drøftede|forventes|ventes|omfatter|består|følger|ønsker"
    r"|indgik|findes|afholdes|udarbejdes|etableres|betyder|vedtog|vedtager|mener|ringer|samler)(?!\w)"
)
_QUESTION = re.compile(r"^(?:sådan|hvordan|hvorfor|hvad|hvem|hvor|hvornår|det|her)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\bhhv)(?<!\bvedr)(?<!\binkl)(?<!\bevt)(?<!\bekskl)(?<!\bift)(?<=[a-zæøå]{3})[.!?]\s+[A-ZÆØÅ]")
# A line that begins so begins a sentence, and does not go on with a name from the line before.
_OPENING = re.compile(r"(?:Der|Det|Den|De|I|På|For|Vi|Et|En|Til|Som|Når|Her|Ved|Med|Et|Én|[A-ZÆØÅ][a-zæøå]{4,}(?:en|et|erne|ene))\s+[a-zæøå]")
_CLAUSE = re.compile(r",\s+(?:at|som|der|hvor|så|hvis|når|idet|men|da)\b")
_NUMBER = re.compile(r"^(?P<number>[A-ZÆØÅ]?\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=[A-ZÆØÅ\"”])")
_ORDINAL = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[A-ZÆØÅ])[.)]$")
_LONGEST, _MOST_LINES = 220, 3


def outline(text: Text) -> tuple[Section, ...]:
    """All sections in printed order, flat; furniture left out, frames drawn around text taken off, paragraphs put together."""
    lines = list(_lines(text))
    width = _width(lines)
    made: list[Section] = []
    heading, level, number, marked, held = None, 0, "", False, []  # type: Passage | None, int, str, bool, list[Block]
    at = 0
    while at < len(lines):
        end = _heading_end(lines, at, width)
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
    titles = {section.title for section in made}
    return tuple(one for one in made if not contents.is_entry(one.title, [paragraph.text.text for paragraph in one.paragraphs], titles))


def _lines(text: Text) -> Iterator[Block]:
    """The blocks that are read. A line that is indented unlike the line before stands after a break (of the page, or of a box)."""
    before = 0
    for block in headed.read(tuple(records.read(text.blocks, text.text))):
        if block.kind is Kind.ROW and len([cell for cell in block.cells if cell]) == 1:
            cell = next(cell for cell in block.cells if cell)
            block = replace(block, kind=Kind.LINE, text=cell, cells=(cell,))  # the cell stays: the line still stands in its table
        indent = _indent(text.text, block.text.span.start)
        if block.kind is Kind.LINE and indent and not before and block.text.text[:1].isupper():
            block = replace(block, gap=True)
        before = indent
        yield block


def _indent(source: str, start: int) -> int:
    begin = source.rfind("\n", 0, start) + 1
    return start - begin if not source[begin:start].strip() else 0


def _width(lines: Sequence[Block]) -> int:
    """How long a full line is: what nine in ten stay below, no less than 40."""
    lengths = sorted(len(block.text) for block in lines if block.kind is Kind.LINE)
    return max(40, lengths[len(lengths) * 9 // 10]) if lengths else 40


def _heading_end(lines: Sequence[Block], at: int, width: int) -> int:
    """Behind the last line of the heading that begins at `at`; `at` where none does."""
    block = lines[at]
    if block.kind is Kind.HEADING:
        return at + 1 + _is_wrapped(lines, at)
    if block.kind is Kind.ITEM:
        return at + 1 if _is_numbered_heading(lines, at) else at
    if block.kind is not Kind.LINE or not _may_begin(lines, at):
        return at
    end = at + 1
    while end < len(lines) and end - at < _MOST_LINES and _goes_on(lines[end - 1], lines[end], width):
        end += 1
    wrapped = end < len(lines) and lines[end].kind is Kind.LINE and not lines[end].gap and _goes_on(lines[end - 1], lines[end], width)
    if not wrapped and is_heading(join(line.text for line in lines[at:end]).text):
        return end
    opens = end > at + 1 and _OPENING.match(lines[at + 1].text.text) is not None
    return at + 1 if opens and is_heading(block.text.text) else at


def _is_wrapped(lines: Sequence[Block], at: int) -> bool:
    """Is the next heading the rest of this one, broken at the margin: alike, and begun in small letters behind words that end open?"""
    following = lines[at + 1] if at + 1 < len(lines) else None
    alike = following is not None and following.kind is Kind.HEADING and following.level == lines[at].level
    return bool(alike and following and following.text.text[:1].islower() and not _ENDED.search(lines[at].text.text.removesuffix("vedr.")))


def _may_begin(lines: Sequence[Block], at: int) -> bool:
    """A heading stands behind a gap, a heading or a closed sentence, never in the middle of one."""
    return (
        at == 0 or lines[at].gap or lines[at - 1].kind is Kind.HEADING or _ENDED.search(lines[at - 1].text.text) is not None or _short_line(lines, at)
    )


def _short_line(lines: Sequence[Block], at: int) -> bool:
    """Right below another heading's line."""
    before = lines[at - 1]
    return before.kind is Kind.LINE and (at == 1 or lines[at - 1].gap) and is_heading(before.text.text)


def _goes_on(line: Block, following: Block, width: int) -> bool:
    """Is the next line the rest of this one: no gap, and small letters, capitals throughout, or no room for its first word?"""
    if following.kind is not Kind.LINE or following.gap or plan_words.field(following.text.text):
        return False
    rest = following.text.text
    if rest[:1].islower() or (line.text.text.isupper() and rest.isupper()):
        return True
    return len(line.text) + 1 + len(rest.split(" ", 1)[0]) > width


def is_heading(text: str) -> bool:
    """Could these words be a heading by their grammar?

    >>> is_heading("Samarbejde om mennesker med demens"), is_heading("Der er god dialog om ordningen"), is_heading("Det gælder:")
    (True, False, False)
    """
    numbered = _NUMBER.match(text)
    bare = _NUMBER.sub("", text).strip()
    if not 3 <= len(bare) <= _LONGEST or not (bare[0].isupper() or bare[0].isdigit() or bare[0] in "\"”'»") or sum(map(str.isalpha, bare)) < 3:
        return False
    if plan_words.field(text) or amounts(text):
        return False
    questioned = _QUESTION.match(bare) is not None and len(bare) < 70
    if _CLOSED.search(bare) and not (questioned and bare.endswith("?")):
        return False
    if _SENTENCE.search(bare) or _CLAUSE.search(bare):
        return False
    below = numbered is not None and "." in numbered.group("number") and len(bare) < 60  # "1.1 Lungesygeplejersken ringer"
    return questioned or below or not _VERB.search(bare)


def _is_numbered_heading(lines: Sequence[Block], at: int) -> bool:
    """ "2. Hvor langt er vi?": a numbered line by itself, no list's member."""
    block = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else None
    alone = block.gap and following is not None and following.kind is not Kind.ITEM and _stands_over(lines, at)
    before = _item_before(lines, at)
    listed = before is not None and _follows(before.marker, block.marker) and not _CLOSED.search(lines[at - 1].text.text)
    return bool(alone and not listed and _ORDINAL.match(block.marker) and is_heading(block.text.text))


def _item_before(lines: Sequence[Block], at: int) -> Block | None:
    """The list's member right before, over the small letters that it goes on with on lines of their own."""
    at -= 1
    while at > 0 and lines[at].kind is Kind.LINE and not lines[at].gap and lines[at].text.text[:1].islower():
        at -= 1
    return lines[at] if at >= 0 and lines[at].kind is Kind.ITEM else None


def _follows(before: str, marker: str) -> bool:
    """Are these two numbers of one list? A number that begins again begins something else."""
    numbers = [re.fullmatch(r"(\d{1,2})[.)]", one) for one in (before, marker)]
    if not all(numbers):
        return _ORDINAL.match(before) is not None
    first, second = (int(number.group(1)) for number in numbers if number)
    return second > first


def _stands_over(lines: Sequence[Block], at: int) -> bool:
    """Behind the line comes space or a heading, or text that another line of its own begins: no next number of a list follows soon."""
    following = lines[at + 1]
    if following.gap or following.kind is Kind.HEADING or lines[at].text.text.isupper():
        return True
    near = lines[at + 1 : at + 4]
    return following.text.text[:1].isupper() and not any(line.kind is Kind.ITEM for line in near)


def _heading(lines: Sequence[Block]) -> tuple[Passage, str]:
    """The heading's words and the number printed before them."""
    whole = join(line.text for line in lines).strip(" #*")
    if lines[0].kind is Kind.ITEM:
        return whole, lines[0].marker.strip("().")
    numbered = _NUMBER.match(whole.text)
    return (whole[numbered.end() :], numbered.group("number")) if numbered else (whole, "")


def _is_marked(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.level < BOLD_LEVEL


def _level(block: Block, heading: str, number: str) -> int:
    if _is_marked(block):
        return block.level
    if number:
        return number.count(".") + 1
    letters = [letter for letter in heading if letter.isalpha()]
    return 1 if letters and sum(map(str.isupper, letters)) > 0.8 * len(letters) else 0


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
    if not block.gap:
        if _ends_in_amount(held[-1]) and block.text.text[:1].isupper():
            return False
        return not held[-1].text.text.endswith(":") or block.text.text[:1].islower()
    return block.text.text[:1].islower() and not re.search(r"[.:;!?]$", held[-1].text.text)


def _closed(held: Sequence[Block], block: Block, width: int) -> bool:
    last, following = held[-1].text.text, block.text.text
    if not following[:1].isupper() or _OPEN_END.search(last):
        return False
    single = held[0].kind is Kind.ITEM or plan_words.field(held[0].text.text) is not None
    return single and len(last) + 1 + len(following.split(" ", 1)[0]) < width * 0.8


def _ends_in_amount(block: Block) -> bool:
    """ "Ensomhed 1,5 mio. kr.": a line of a list of amounts."""
    found = amounts(block.text.text)
    return bool(found) and found[-1].end == len(block.text)


def _fields(lines: Sequence[Block]) -> Iterator[Paragraph]:
    """One paragraph, or one a field where several stand on a line."""
    whole = join(line.text for line in lines)
    at = plan_words.fields_within(whole.text) if lines[0].kind is not Kind.ROW else ()
    for start, end in pairwise((0, *at, len(whole))):
        yield _paragraph(lines, whole[start:end].strip(" ;|–-") if at else whole)


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
