"""Which lines of a page of members list them: what stands below "Mødedatoer" or "Kontakt" does not, nor does what the page tells in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders import groups, lists, roster_prose
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
        closed = closed and not _opens(block, region)
        if not closed and at not in talk:
            yield block


@cache
def _aside() -> re.Pattern[str]:
    """ "Mødeplan 2021:", "Kontakt:", "Dagsordener og referater" alone; `rest` is what stands behind its colon."""
    words = pattern(label for concept in scheme("roster-aside") for label in concept.labels)
    return re.compile(rf"\W*(?:{words})(?:\s+(?:for\s+|i\s+)?20\d\d)?\s*(?::\s*(?P<rest>\S.*)?)?$", re.IGNORECASE)


def _opens(block: Block, region: str) -> bool:
    """A heading that gives the people below it a side, a title or a function."""
    if block.cells or len(block.text) > _LONGEST_LABEL or lists.names_somebody(block.text, region):
        return False
    given = groups.given(block.text, False, block.gap, False, Setting(region))
    return given is not None and (given.organisation or given.role or given.function) is not None


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
