"""Minutes taken apart: the head, and the agenda's items with what stands below each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders import names
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.passage import Passage, join
from loaders.sections import KNOWN_IN_ITEMS, Section, sections

_STRONG = re.compile(
    r"^(?P<word>punkt|pkt\.?|dagsordenspunkt|sag|ad)\s*(?:nr\.?\s*)?(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)"
    r"(?P<mark>\s*[:.)]\s*|\s+[-–—]\s*|\s+(?=[A-ZÆØÅ(\"”])|$)(?P<title>.*)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,2}){0,2})(?P<mark>[.):]\s*|\s+[-–]\s+|\s+|(?=[A-ZÆØÅ]{2}|[A-ZÆØÅ][a-zæøå]))(?P<title>\D.*)$")
_ORDINAL = re.compile(r"^\(?(\d{1,3})[.)]$")


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item's heading and what stands below it."""

    number: str
    title: Passage
    heading: Passage
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


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
        return list(_with_missing(headings, list(_numbered(blocks))))
    return _ascending(list(_numbered(blocks)), blocks) or _titled(blocks)


def _with_missing(headings: list[Candidate], numbered: list[Candidate]) -> Iterator[Candidate]:
    """Headings, and between two of them the numbered lines that fill a gap in their counting."""
    for one, following in pairwise([*headings, None]):
        if one is None:
            continue
        yield one
        number, end = _first(one[1]), following[0] if following else 0
        for candidate in numbered:
            if one[0] < candidate[0] < end and _first(candidate[1]) == number + 1 and following and _first(following[1]) > number + 1:
                yield candidate
                number += 1


def _matching(blocks: tuple[Block, ...], form: re.Pattern[str], kinds: frozenset[Kind]) -> Iterator[Candidate]:
    for index, block in enumerate(blocks):
        if block.kind not in kinds or len(block.text) > 400:
            continue
        found = form.match(block.text.text)
        if found and (block.kind is Kind.HEADING or block.gap or ":" in found.group("mark")) and not _is_prose(block, found):
            yield index, found.group("number"), block.text.group(found, "title").strip(" :-–*")


def _is_prose(block: Block, found: re.Match[str]) -> bool:
    """ "Punkt 5 blev udsat." is a sentence about an item, "Ad 1) Godkendt." what came of a recommendation: neither is a heading."""
    title = found.group("title")
    if found.groupdict().get("word", "").lower() == "ad" and (title.rstrip().endswith(".") or lexicon().outcomes(title)):
        return True
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
    """Of numbered lines, the ascending run that is most like an agenda handled: with labelled sections, or with text below most lines.

    A list of items ("Dagsorden: 1. … 2. …") and the items themselves are two runs; a list inside an item is one more.
    """
    runs = [run for start in range(len(found)) if _begins(found, start) for alike in (True, False) if (run := _run(found[start:], blocks, alike))]
    best = max(runs, key=lambda run: _weight(run, blocks), default=[])
    labelled, told, length = _weight(best, blocks)
    return best if labelled or (told > 1 and told * 2 >= length and _set_apart(best, blocks)) else []


def _begins(found: list[Candidate], start: int) -> bool:
    """Can a run begin here? Not where the line only goes on counting."""
    return start == 0 or _first(found[start][1]) != _first(found[start - 1][1]) + 1


def _run(found: list[Candidate], blocks: tuple[Block, ...], alike: bool) -> list[Candidate]:
    """The numbers that go on from the first; `alike`: only lines that look like it and stand apart as it does."""
    run: list[Candidate] = []
    look = _look(blocks[found[0][0]])
    for candidate in found:
        number = _first(candidate[1])
        if alike and _look(blocks[candidate[0]]) != look:
            continue
        if not run or number == _first(run[-1][1]) + 1 or (number == _first(run[-1][1]) and "." in candidate[1] and candidate[1] != run[-1][1]):
            run.append(candidate)
    return run


def _look(block: Block) -> tuple[Kind, str, bool]:
    mark = re.sub(r"\d", "", block.marker) if block.kind is Kind.ITEM else ""
    return block.kind, mark, block.gap


def _set_apart(run: list[Candidate], blocks: tuple[Block, ...]) -> bool:
    """Space stands before the items, and they are no list of people."""
    apart = sum(blocks[index].gap for index, _, _ in run)
    people = sum(names.is_given_name(title.text.split()[0]) for _, _, title in run if title)
    return apart * 2 > len(run) and people * 2 < len(run)


def _titled(blocks: tuple[Block, ...]) -> list[Candidate]:
    """Items without numbers: headings of one level, most of which have a decision, a recommendation or a case text below them."""
    levels = sorted({block.level for block in blocks if block.kind is Kind.HEADING and not lexicon().cue(block.text.text)})
    for level in levels:
        found = [(index, "", block.text) for index, block in enumerate(blocks) if block.kind is Kind.HEADING and block.level == level]
        found = [one for one in found if not lexicon().cue(one[2].text)]
        labelled = _weight(found, blocks)[0]
        if len(found) > 1 and labelled * 2 >= len(found):
            first = next(at for at, one in enumerate(found) if _weight([one], blocks[: found[at + 1][0] if at + 1 < len(found) else len(blocks)])[0])
            return found[first:]
    return []


def _first(number: str) -> int:
    return int(re.match(r"\d+", number).group())  # type: ignore[union-attr]


_HANDLED = frozenset({"decision", "recommendation", "case-text", "attachments"})


def _weight(run: list[Candidate], blocks: tuple[Block, ...]) -> tuple[int, int, int]:
    """How many lines of a run have labelled sections below them, how many any text, and how many there are."""
    if not run:
        return 0, 0, 0
    ends = [index for index, _, _ in run[1:]] + [len(blocks)]
    below = [blocks[start + 1 : end] for (start, _, _), end in zip(run, ends, strict=True)]
    labelled = sum(any((cue := lexicon().cue(block.text.text)) and cue.code in _HANDLED for block in part) for part in below)
    return labelled, sum(any(block.kind is not Kind.FURNITURE for block in part) for part in below), len(run)


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
    return Item(number, whole, join([heading.text, *parts[1:]]) if title else heading.text, rest, tuple(sections(rest, KNOWN_IN_ITEMS)))


def _wrapped(line: str, following: str) -> bool:
    """A title goes on in the next line where that begins small, or where the line was filled."""
    return following[:1].islower() or len(line) > 70 or line.rstrip().endswith((",", "-", "–", " og", " af", " i", " for"))


CASE_NUMBER = re.compile(
    r"(?:\d{1,2}-\d{1,3}-\d{1,3}-\d{1,6}(?:-\d{1,4})*|[A-ZÆØÅ]{2,5}-\d{4}-\d{3,6}|\d{2,4}[/-]\d{3,7}|\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d+-\d{2}|[A-Z]\d{2}-\d{3,8}|\d{6,12})"
)
