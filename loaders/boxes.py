"""Boxes of time plan and responsible that float away from the text that they belong to, matched by what they speak of."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from loaders import likeness
from loaders.model import Evidence
from loaders.outline import Paragraph
from loaders.passage import Passage

FIELDS = frozenset({"time-plan", "start", "end", "milestones", "responsible", "coordinator"})
_TITLE_WEIGHT = 3.0
_LEAST = 1.0  # below this, shared words tell nothing and only the place does
_REACH = 9.0  # how many initiatives away a box still finds its text


@dataclass(frozen=True, slots=True)
class Box:
    """`place` is the index of its first paragraph in the document; `fields` in printed order, at most one of each code."""

    place: int
    fields: tuple[tuple[str, Passage], ...]

    @property
    def at(self) -> Evidence:
        return tuple(value.span for _, value in self.fields if value)

    def value(self, code: str) -> str:
        return next((value.text.strip(" .") for name, value in self.fields if name == code), "")

    @property
    def who(self) -> str:
        """Who answers; who has it in hand where nobody else is named."""
        return self.value("responsible") or self.value("coordinator")

    @property
    def plan(self) -> str:
        """The time plan; single days on the way where no period is given."""
        return self.value("time-plan") or " – ".join(filter(None, (self.value("start"), self.value("end")))) or self.value("milestones")

    @property
    def text(self) -> str:
        return " ".join(value.text for name, value in self.fields if name not in ("responsible", "coordinator"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An initiative that a box may belong to: its heading, all text below it, where it begins and ends, and the theme or part that it stands in."""

    label: str
    text: str
    start: int
    end: int
    part: str = ""


def boxes(paragraphs: Sequence[Paragraph], headed: Collection[int] = ()) -> tuple[Box, ...]:
    """Runs of fields; a field that comes again begins the next box, as a heading does. Fields of another kind may stand between.

    `headed`: the indices of the paragraphs right below a heading.
    What tells the same under another label ("Ansvarlig: …", "Udføres af: …") is no next box, and the first holds.
    """
    made: list[Box] = []
    held: list[tuple[str, Passage]] = []
    labels: dict[str, str] = {}
    place = 0
    for at, paragraph in enumerate(paragraphs):
        code, label = paragraph.field, paragraph.label.strip(" :").casefold()
        ends = code == "initiative" or not (code or _is_labelled(paragraph))
        if held and (ends or at in headed or labels.get(code) == label):
            made.append(Box(place, tuple(held)))
            held, labels = [], {}
        if code in FIELDS and paragraph.value and code not in labels:
            place = place if held else at
            held.append((code, paragraph.value))
            labels[code] = label
    if held:
        made.append(Box(place, tuple(held)))
    return tuple(made)


def _is_labelled(paragraph: Paragraph) -> bool:
    """ "Kontakt: …" right below another line of the box: a label that no vocabulary needs to know."""
    first = paragraph.block.cells[0].text if len(paragraph.block.cells) == 2 else paragraph.text.text
    return not paragraph.block.gap and _LABEL.match(first) is not None


_LABEL = re.compile(r"[A-ZÆØÅ][\wæøåÆØÅ]*(?:[ /-][\wæøåÆØÅ]+){0,3}:(?:\s|$)")


def matched(found: Sequence[Box], candidates: Sequence[Candidate]) -> dict[int, int]:
    """For each box (by index) the candidate (by index) that it belongs to: the best pair first, each candidate once while any is left.

    The score is what box and candidate share, rare words weighing more, made smaller by distance. A box whose words tell nothing
    goes to the nearest candidate before it that no other box has taken.
    """
    weights = _weights(candidates)
    scores = {(b, c): _score(box, candidate, c, candidates, weights) for b, box in enumerate(found) for c, candidate in enumerate(candidates)}
    result: dict[int, int] = {}
    taken: set[int] = set()
    for (b, c), score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])):
        if score >= _LEAST and b not in result and c not in taken:
            result[b] = c
            taken.add(c)
    for b, box in enumerate(found):
        if b not in result and candidates:
            result[b] = _nearest(box, candidates, taken)
            taken.add(result[b])
    return result


def _weights(candidates: Sequence[Candidate]) -> dict[str, float]:
    """How rare each word is among the candidates: log of how many there are over how many hold it."""
    holds = Counter(word for candidate in candidates for word in set(likeness.words(f"{candidate.label} {candidate.text}")))
    return {word: math.log((1 + len(candidates)) / count) for word, count in holds.items()}


def _score(box: Box, candidate: Candidate, index: int, candidates: Sequence[Candidate], weights: dict[str, float]) -> float:
    said = set(likeness.words(box.text)) or set(likeness.words(box.who))
    title, text = set(likeness.words(candidate.label)), set(likeness.words(candidate.text))
    shared = sum(weights.get(word, 0.0) * (_TITLE_WEIGHT if _in(word, title) else 1.0) for word in said if _in(word, title) or word in text)
    away = abs(index - _holder(box, candidates))
    if candidate.start > box.place and candidates[0].start <= box.place:
        return 0.0  # boxes float late, never early
    return shared / (1.0 + len(text) / 400.0) * max(0.0, 1.0 - away / _REACH)


def _in(word: str, title: set[str]) -> bool:
    """ "Seniorordningen" speaks of "Delt seniorordning"."""
    return word in title or any(len(other) >= 6 and len(word) >= 6 and (word.startswith(other) or other.startswith(word)) for other in title)


def _holder(box: Box, candidates: Sequence[Candidate]) -> int:
    """The candidate in whose text the box stands, else the nearest before it."""
    before = [index for index, candidate in enumerate(candidates) if candidate.start <= box.place]
    return before[-1] if before else 0


def _nearest(box: Box, candidates: Sequence[Candidate], taken: set[int]) -> int:
    holder = _holder(box, candidates)
    free = [index for index in range(len(candidates)) if index not in taken] or list(range(len(candidates)))
    free = [index for index in free if candidates[index].start <= box.place] or free
    return min(free, key=lambda index: (abs(index - holder) + (0.5 if index > holder else 0.0), index))
