"""Which lines of minutes are the headings of agenda items: the best chain of ascending numbers among all that could be.

A line "3. Status" may head an item, stand in the contents, or be a member of a list inside an item. What tells them apart is what stands
around them: labels below a heading, other numbers right beside a list's member. So each candidate gets a weight, and the chain
1, 2, 2.1, 3 … with the largest sum is taken, whatever number it starts with.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from loaders import list_numbers
from loaders.blocks import Block, Kind
from loaders.labels import label_of
from loaders.lexicon import Cue, lexicon
from loaders.numerals import DIGITS, OF, OTHERS, System, readings
from loaders.passage import Passage
from loaders.vocabulary import pattern, scheme

_MARK = (
    r"(?:\s+på\s+(?:dagsordenen|dagsorden))?(?P<mark>\s*[:.)]\s*|[,/]\s+(?=(?-i:[A-ZÆØÅ]))|\s+[-–—·•|]\s*|\s+(?=[A-ZÆØÅ(\"”])"
    r"|(?<=\d)(?=(?-i:[A-ZÆØÅ][a-zæøå]))|$)"  # also glued: "Pkt. 15Status"
)
_NUMBERED = re.compile(
    rf"^(?P<number>{DIGITS}){OF}(?P<mark>[.):]\s*|\s+[-–—·•|]\s+|\s*\t\s*|\s+|(?=[A-ZÆØÅ]{{2}}|[A-ZÆØÅ][a-zæøå]))(?P<title>[^\d\s].*)$"
    rf"|^(?P<other>{OTHERS}){OF}(?:[.):]\s+|\s+[-–—·•|]\s+)(?P<named>[^\d\s].*)$"
)
_ORDINAL = re.compile(rf"^\(?(?P<number>\d{{1,3}}|{OTHERS})[.)]$")
_DATE = re.compile(
    r"\d{1,2}/\d{1,2}(?:\s|$)|\d+\.\s*(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?(?:\s+\d{4}|\s+kl\b|\s*$)", re.IGNORECASE
)
_LABELS = frozenset({"decision", "recommendation", "case-text", "attachments", "case-number", "closed"})
_LONGEST_TITLE, _LONGEST_STRONG = 250, 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """`index` of the block that may head an item; `key`: its number as it counts; `weight`: how much around it speaks for that."""

    index: int
    number: str
    title: Passage
    weight: int = 0
    key: tuple[int, ...] = ()


_Found = Iterator[tuple[str, Candidate]]
"""The word before the number ("punkt", "" for none), and what it heads."""


def headings(blocks: Sequence[Block]) -> list[Candidate]:
    """The headings of the agenda's items, in printed order; none where nothing numbered has anything below it."""
    labelled = _labels_below(blocks)
    found: dict[tuple[str, System], list[Candidate]] = defaultdict(list)
    for word, candidate in (*_strong(blocks, labelled), *_numbered(blocks, labelled)):
        kind = "reply" if replies().fullmatch(word) else "word" if word else ""
        for system, key in readings(candidate.number):
            found[kind, system].append(replace(candidate, key=key))
    chains = (
        _completed(chain, ones)
        for (kind, system), ones in found.items()
        if (chain := _best(_with_stops(ones, blocks))) and _is_agenda(chain, kind, system, blocks)
    )
    return _without_groups(max(chains, key=lambda chain: (_fit(chain, blocks), len(chain)), default=[]))


def _without_groups(chain: list[Candidate]) -> list[Candidate]:
    """Without "A. Sager til beslutning" right above "A1. Mødeplan": it groups items, and is none."""
    following = {one.index: after for one, after in pairwise(chain)}
    return [one for one in chain if not (one.number.isalpha() and (after := following.get(one.index)) and len(after.key) > len(one.key))]


def _is_agenda(chain: Sequence[Candidate], kind: str, system: System, blocks: Sequence[Block]) -> bool:
    """Letters and Roman numerals alone count the members of many a list: an agenda's items have labelled parts."""
    if kind or system is System.DIGITS:
        return True
    if system is System.ROMAN and len(chain) >= _FEWEST and chain[0].key == (1,) and all(_heads_text(one, blocks) for one in chain):
        return True
    return len(chain) > 1 and 2 * sum(bool(codes) for codes in _parts(chain, blocks)) >= len(chain)


def _heads_text(one: Candidate, blocks: Sequence[Block]) -> bool:
    """Does a line stand apart, right above a text?"""
    below = blocks[one.index + 1] if one.index + 1 < len(blocks) else None
    return blocks[one.index].gap and below is not None and below.kind in (Kind.LINE, Kind.ITEM) and not below.gap


def _labels_below(blocks: Sequence[Block]) -> dict[int, bool]:
    """For each block that is a label of an item's parts, True."""
    return {index: True for index, block in enumerate(blocks) if block.kind is not Kind.FURNITURE and (cue := _label(block)) and cue.code in _LABELS}


def _label(block: Block) -> Cue | None:
    """A label by itself, or one that says whose it is ("Behandling i Sundhedsudvalget onsdag den 8. maj 2024, pkt. 2")."""
    return lexicon().cue(block.text.text) or label_of(block)


@cache
def _strong_pattern() -> re.Pattern[str]:
    """A word for an item, and its number ("Punkt 3:", "Sag nr. 3 –", "FORSLAG 1", "Sag 13/2025", "Pkt. B.")."""
    word = f"(?P<word>{pattern(label for concept in scheme('item-word') for label in concept.labels)})"
    between = r"(?:(?<=[.§])\s*|\s+|(?=\d))(?:nr\.?\s*|nummer\s+)?"
    return re.compile(rf"^{word}{between}(?P<number>{DIGITS}|{OTHERS}){OF}{_MARK}(?P<title>.*)$", re.IGNORECASE)


@cache
def replies() -> re.Pattern[str]:
    """Words that a reply to an item of the agenda begins with ("Ad 3")."""
    words = pattern(label for concept in scheme("item-word") if concept.code == "reply" for label in concept.labels)
    return re.compile(words, re.IGNORECASE)


def counted(blocks: Sequence[Block]) -> int:
    """How many lines begin with a word for an item and its number ("Emne 2: Økonomi")."""
    return sum(1 for _ in _strong(blocks, {}))


def _strong(blocks: Sequence[Block], labelled: dict[int, bool]) -> _Found:
    for index, block in enumerate(blocks):
        if block.kind is Kind.FURNITURE or len(block.text) > _LONGEST_STRONG:
            continue
        if row := _in_row(block):
            yield row[0], Candidate(index, row[1], block.cells[1], _weight(blocks, index, labelled) + 2)
            continue
        found = _strong_pattern().match(block.text.text)
        if found and not _is_prose(block, found):
            title = block.text.group(found, "title").strip(" :-–—·•|*")
            apart = block.kind is Kind.HEADING or block.gap or ":" in found["mark"]
            number = found["number"].lower() if found["number"][:1].isdigit() else found["number"]
            yield found["word"], Candidate(index, number, title, _weight(blocks, index, labelled) + (2 if apart else 1))


def _in_row(block: Block) -> tuple[str, str] | None:
    """Word and number of the row of two cells that begins an item's own table ("Punkt 2 | Økonomi", above "Beslutning | Godkendt")."""
    found = _strong_pattern().fullmatch(block.cells[0].text.strip(" .:")) if len(block.cells) == 2 and block.cells[1] else None
    return (found["word"], found["number"]) if found and not found["title"] else None


def _is_prose(block: Block, found: re.Match[str]) -> bool:
    """ "Punkt 5 blev udsat." is a sentence about an item, not its heading."""
    title = found["title"]
    return block.kind is not Kind.HEADING and not found["mark"].strip() and bool(title) and (title[0].islower() or title.rstrip().endswith("."))


def _numbered(blocks: Sequence[Block], labelled: dict[int, bool]) -> _Found:
    listing = frozenset(list_numbers.listed(blocks))
    for index, block in enumerate(blocks):
        if len(block.text) >= _LONGEST_TITLE or block.kind in (Kind.FURNITURE, Kind.ROW) or index in listing:
            continue
        if alone := list_numbers.above_title(blocks, index):
            yield "", Candidate(index, alone, block.text[:0], 3 + _weight(blocks, index, labelled))
        elif block.kind is Kind.ITEM:
            if (ordinal := _ORDINAL.match(block.marker)) and (block.level == 0 or _is_labelled(blocks, index, labelled)):
                yield "", Candidate(index, ordinal["number"], block.text, _weight(blocks, index, labelled))
                # a site lists the items 9 to 13 as a list that counts from 1: their own numbers are the printed ones
                if (own := _NUMBERED.match(block.text.text)) and own["number"]:
                    yield "", Candidate(index, own["number"], block.text.group(own, "title").strip(), _weight(blocks, index, labelled) + 1)
            elif (own := _NUMBERED.match(block.text.text)) and own["number"] and _is_labelled(blocks, index, labelled):
                yield "", Candidate(index, own["number"], block.text.group(own, "title").strip(), _weight(blocks, index, labelled))
        elif (found := _NUMBERED.match(block.text.text)) and not _DATE.match(block.text.text):
            group = "title" if found["number"] else "named"
            if not found[group][:1].islower():
                title = block.text.group(found, group).strip(" :-–—·•|")
                yield "", Candidate(index, found["number"] or found["other"], title, _weight(blocks, index, labelled))


def _weight(blocks: Sequence[Block], index: int, labelled: dict[int, bool]) -> int:
    """What speaks for a heading: its kind, space around it, a label or a case number soon below it; no number right beside it."""
    block = blocks[index]
    weight = 3 if block.kind is Kind.HEADING else 1 if block.gap else 0
    if _is_labelled(blocks, index, labelled):
        weight += 2
    weight -= 3 * _beside(blocks, index)
    weight -= 2 * _is_closed(block.text.text)
    return weight - (3 if block.text.text[:1].islower() else 0)


def _is_labelled(blocks: Sequence[Block], index: int, labelled: dict[int, bool]) -> bool:
    """Does a label of an item's parts stand soon below a line?"""
    below = [other for other in range(index + 1, min(index + 5, len(blocks))) if blocks[other].kind is not Kind.FURNITURE]
    return any(other in labelled for other in below[:3])


def _is_closed(text: str) -> bool:
    """Does the line end as a sentence does? "4. Evt." does not: a stop behind one short word is its abbreviation's."""
    return text.rstrip().endswith((".", ";", ",")) and re.fullmatch(r"\W*(?:\d+\W+)?\w{1,5}\.\s*", text) is None


def _beside(blocks: Sequence[Block], index: int) -> bool:
    """Is a line before or behind numbered as well, without space between: a list or the contents?"""
    block = blocks[index]
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    before = blocks[index - 1] if index else None
    return bool(after and not after.gap and _counts(after)) or bool(before and not block.gap and _counts(before))


_CODES = re.compile(r"(?=.*[./-]\d)[A-ZÆØÅ\d./-]{5,}(?:\s+[A-ZÆØÅ\d./-]{5,})*")


def is_code(line: str) -> bool:
    """Is a line nothing but what an archive files a case under?

    >>> is_code("27.36.00.K04 15/1201"), is_code("4. EVENTUELT")
    (True, False)
    """
    return _CODES.fullmatch(line) is not None


def _counts(block: Block) -> bool:
    if block.kind is Kind.ITEM:
        return bool(_ORDINAL.match(block.marker))
    text = block.text.text
    return block.kind is Kind.LINE and _NUMBERED.match(text) is not None and _DATE.match(text) is None and not is_code(text)


def _with_stops(found: Sequence[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """Where all numbers from 1 come once each, and nearly all lines end in a stop, titles are written so here, and it speaks against none."""
    closed = [_is_closed(blocks[one.index].text.text) for one in found]
    alone = [one.key for one in found] == [(number,) for number in range(1, len(found) + 1)]
    if alone and len(found) >= _FEWEST and all(_heads_text(one, blocks) for one in found):
        return [replace(one, weight=max(one.weight, 1)) for one in found]  # a list below one of them counts for nothing
    if not alone or len(found) < _FEWEST or 3 * sum(closed) < 2 * len(found):
        return list(found)
    return [replace(one, weight=one.weight + 2 * stop) for one, stop in zip(found, closed, strict=True)]


_FEWEST = 3


def _best(found: Sequence[Candidate]) -> list[Candidate]:
    """The chain of ascending numbers with the largest sum of weights; [] where no chain weighs anything."""
    ending: dict[tuple[int, ...], tuple[int, list[Candidate]]] = {}
    for one in found:
        before = max((ending[key] for key in _before(one.key, ending) if key in ending), key=lambda chain: chain[0], default=(0, []))
        before = before if before[0] > 0 else (0, [])
        made = (before[0] + one.weight, [*before[1], one])
        if one.key not in ending or made[0] > ending[one.key][0]:
            ending[one.key] = made
    weight, chain = max(ending.values(), key=lambda chain: chain[0], default=(0, []))
    return chain if weight > 0 else []


def _completed(chain: list[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """With the first item, where the chain begins at 2 and one line alone above it bears a 1 ("1. Godkendelse af dagsorden." ends as a sentence)."""
    first = [one for one in found if one.key == (1,) and one.index < chain[0].index] if chain[0].key == (2,) else []
    return [*first, *chain] if len(first) == 1 and first[0].weight >= _LIGHTEST else chain


_LIGHTEST = -1


def _before(key: tuple[int, ...], ending: dict[tuple[int, ...], tuple[int, list[Candidate]]]) -> Iterator[tuple[int, ...]]:
    """What may stand before a number: 2 before 3; 2.1 before 2.2 and 3; 2 or 1.4 before 2.1."""
    *above, last = key
    if last > 1 or (above and last == 1):
        yield (*above, last - 1)  # also 1.0 before 1.1
    if above and last <= 1:
        yield tuple(above)
        yield from (other for other in ending if len(other) == len(key) and other[:-1] == (*above[:-1], above[-1] - 1))
    if not above:
        yield from (other for other in ending if len(other) > 1 and other[0] == last - 1)


def _fit(chain: Sequence[Candidate], blocks: Sequence[Block]) -> int:
    """How well the items hold the labelled parts: each with a decision is one; one that holds several decisions misses other items."""
    return sum(2 * bool(codes) + 1 - 2 * max(0, codes["decision"] - 1) for codes in _parts(chain, blocks))


def _parts(chain: Sequence[Candidate], blocks: Sequence[Block]) -> Iterator[Counter[str]]:
    """How many labels of each kind every item holds."""
    ends = [one.index for one in chain[1:]] + [len(blocks)]
    for one, end in zip(chain, ends, strict=True):
        below = (block for block in blocks[one.index + 1 : end] if block.kind is not Kind.FURNITURE)
        yield Counter(cue.code for block in below if (cue := _label(block)) and cue.code in _LABELS)
