"""Which lines of a page of members list them: what stands below "Mødedatoer" or "Kontakt" does not, nor does what the page tells in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders import groups, naming, roster_prose
from loaders.blocks import Block, Kind
from loaders.passage import Passage, join
from loaders.people import Setting
from loaders.tokens import tokens
from loaders.vocabulary import pattern, scheme
from loaders.wholes import Kind as Part

_LONGEST_LABEL, _FEWEST_WORDS = 80, 8


def listing(blocks: Sequence[Block], region: str) -> Iterator[Block]:
    """The blocks without the page's other parts: a label of one closes the list, a heading of members opens it again."""
    closed = False
    talk = _talk(blocks, region)
    for at, block in enumerate(blocks):
        if label := _aside().match(block.text.text):
            closed = closed or not label.group("rest")
            continue
        closed = closed and not (_opens(block, region) or _is_over_people(blocks, at, region))
        if not closed and at not in talk and not _is_imprint(block):
            yield block


@cache
def _aside() -> re.Pattern[str]:
    """ "Mødeplan 2021:", "Kontakt:", "Dagsordener og referater" alone; `rest` is what stands behind its colon."""
    words = pattern(label for concept in scheme("roster-aside") for label in concept.labels)
    return re.compile(rf"\W*(?:{words})(?:\s+(?:for\s+|i\s+)?20\d\d)?\s*(?::\s*(?P<rest>\S.*)?)?$", re.IGNORECASE)


def _opens(block: Block, region: str) -> bool:
    """A heading that gives the people below it a side, a title or a function."""
    if block.cells or len(block.text) > _LONGEST_LABEL or naming.names_somebody(block.text, region):
        return False
    given = groups.given(block.text, False, block.gap, False, Setting(region))
    return given is not None and (given.organisation or given.role or given.function) is not None


# "Gruppen sammensættes således", "Deltagere i arbejdet": words that announce people, whatever the sentence around them
_COMPOSED = re.compile(r"(?:sammens[æa]t|medlem|deltager|repræsentant|udpeget|består\s+af)", re.IGNORECASE)


def _is_over_people(blocks: Sequence[Block], at: int, region: str) -> bool:
    """Does a short line announce people, and somebody with a title, party or organisation stand right below it?"""
    text, following = blocks[at].text.text, blocks[at + 1] if at + 1 < len(blocks) else None
    announced = len(text) <= _LONGEST_LABEL and not text.endswith(".") and _COMPOSED.search(text) is not None
    return announced and following is not None and naming.shows_somebody(following.text, region)


# "Region Midtjylland, opdateret den 3. februar 2009", "Sidst ændret: 4. maj 2022"
_IMPRINT = re.compile(
    r"(?:[^,:;]{0,60}[,:;]?\s*)?(?:sidst\s+)?(?:opdateret|ajourført|ændret|revideret|redigeret)\b[^.]{0,12}?\d{1,2}\.?\s*(?:[a-zæøå]+|\d{1,2}\.)\s*20\d\d\.?",
    re.IGNORECASE,
)


def _is_imprint(block: Block) -> bool:
    """When the page was written, in a paragraph of its own: no field of whoever stands above it."""
    return block.gap and not block.cells and len(block.text) <= _LONGEST_LABEL and _IMPRINT.fullmatch(block.text.text) is not None


def _talk(blocks: Sequence[Block], region: str) -> frozenset[int]:
    """Which blocks are whole sentences that list nobody, a paragraph cut at a margin as one."""
    found: set[int] = set()
    at = 0
    for run in roster_prose.runs(blocks):
        wrapped = len(run) > 1 and roster_prose.is_running(run)
        lines = [join(block.text for block in run)] * len(run) if wrapped else [block.text for block in run]
        found |= {at + index for index, line in enumerate(lines) if run[0].kind in (Kind.LINE, Kind.ITEM) and _is_talk(line, region)}
        at += len(run)
    return frozenset(found)


def _is_talk(text: Passage, region: str) -> bool:
    """Sentences that neither begin with somebody nor say in so many words who sits there: "Udvalget mødes …, fortæller formand Bo Lund"."""
    if len(text.text.split()) < _FEWEST_WORDS or not _ENDS.search(text.text):
        return False
    parts = tokens(text, region)
    return bool(parts) and parts[0].kind is Part.AREA and not roster_prose.says_who_sits(text)


_ENDS = re.compile(r"[a-zæøå)»”\"]\.(?:\s|$)")
