"""What a document is: minutes, a plan or a roster, by its title and by what its labels announce."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from loaders.blocks import Block
from loaders.blocks import Kind as BlockKind
from loaders.lexicon import lexicon
from loaders.model import Kind
from loaders.people import Setting, entries
from loaders.vocabulary import pattern, scheme

_TITLE_LINES = 6
_LONGEST_LINE, _LEAST_PEOPLE = 150, 5


def kind_of(blocks: Sequence[Block]) -> Kind | None:
    """The kind; None for a text in which neither title nor labels tell."""
    lines = [block.text.text for block in blocks if block.kind is not BlockKind.FURNITURE]
    labels = Counter(cue.code for line in lines if (cue := lexicon().cue(line)))
    title = next((kind for line in lines[:_TITLE_LINES] if (kind := _named(line))), None)
    if labels["decision"] >= 2 or (labels["decision"] and title is not Kind.PLAN):
        return Kind.MINUTES
    if title:
        return title
    if labels["attendees"] and labels["date"]:
        return Kind.MINUTES
    if _mostly_people(blocks):
        return Kind.ROSTER
    return Kind.PLAN if any(_plan_like().search(line) for line in lines[:_TITLE_LINES]) else None


@cache
def _title_words() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    words = {concept.code: pattern(concept.labels) for concept in scheme("title-word")}
    return tuple((re.compile(rf"(?<!\w)(?:{words[kind.value]})(?!\w)", re.IGNORECASE), kind) for kind in Kind)


def _mostly_people(blocks: Sequence[Block]) -> bool:
    """Two lines of five, and five at least, are somebody's: a name with a title or a party."""
    lines = [block for block in blocks if block.kind is not BlockKind.FURNITURE and block.text]
    people = sum(len(block.text) < _LONGEST_LINE and _somebody(block) for block in lines)
    return people >= _LEAST_PEOPLE and people * 5 >= len(lines) * 2


def _somebody(block: Block) -> bool:
    return any(one.person.role or one.person.party for one in entries(block.text, Setting()))


@cache
def _plan_like() -> re.Pattern[str]:
    labels = [label for concept in scheme("title-word") if concept.code == "plan-like" for label in concept.labels]
    return re.compile(rf"(?<!\w)(?:{pattern(labels)})(?!\w)", re.IGNORECASE)


def _named(line: str) -> Kind | None:
    for words, kind in _title_words():
        if words.search(line):
            return kind
    return None
