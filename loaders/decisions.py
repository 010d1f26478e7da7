"""What an item's decision says, and which outcomes it states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders import outcomes
from loaders.blocks import paragraphs
from loaders.model import Decision
from loaders.passage import Passage, join
from loaders.sections import Section
from loaders.sentences import sentences

_AT = re.compile(r"^(?:[-–•]\s*)?at\s+", re.IGNORECASE)


def of(sections: Sequence[Section]) -> Decision | None:
    parts = [whole for section in sections if section.code == "decision" for _, whole in paragraphs(section.blocks)]
    parts = [part for part in parts if part and not re.fullmatch(r"[-–\s.]*", part.text)]
    rule = "minutes.agenda.decision"
    if not any(section.code == "decision" for section in sections):
        parts, rule = list(_unlabelled(_behind_case(sections))), "minutes.agenda.decision.unlabelled"
    if not parts:
        return None
    text = " ".join(part.text for part in parts)
    labelled = rule == "minutes.agenda.decision"
    stated = tuple(dict.fromkeys(outcome for part in parts for outcome in _outcomes(part, labelled)))
    if labelled and not stated:
        stated = tuple(dict.fromkeys(outcome for part in parts for outcome in outcomes.alone(part.text)))
    return Decision(text, stated, rule, tuple(part.span for part in parts))


def _outcomes(part: Passage, labelled: bool) -> Iterator[str]:
    """What came of it; "at godkende planen", with which a decision goes on from its label, says it by an infinitive, and so does a second one."""
    said, read = _AT.sub(_DECIDED, part.text), outcomes.decided if labelled else outcomes.stated
    yield from read(said)
    for found in _TWO_INFINITIVES.finditer(said):
        yield from read(_DECIDED + found.group("second"))


_DECIDED = "besluttede at "
# Of two: in "at bede regionen om at udsætte planen og at godkende budgettet" nobody knows who approves.
_TWO_INFINITIVES = re.compile(r"\bbeslutte(?:de|des|t)\s+at\s+(?:(?!\bat\b)[^.;:])*?,?\s+(?:og|samt)\s+at\s+(?P<second>[^.;:]*)", re.IGNORECASE)


_SHORTEST_CASE = 60  # characters; "Sagsgang: ÆR, VPU" tells nothing of what others decided


def _behind_case(sections: Sequence[Section]) -> Sequence[Section]:
    """All of an item, or where a case text tells of what others have decided, what stands behind what was recommended or is enclosed."""
    if not any(section.code == "case-text" and sum(len(block.text) for block in section.blocks) >= _SHORTEST_CASE for section in sections):
        return sections
    last = max((at for at, section in enumerate(sections) if section.code in ("recommendation", "attachments")), default=len(sections))
    return sections[last + 1 :]


def _unlabelled(sections: Sequence[Section]) -> Iterator[Passage]:
    """In an item without any label: the paragraphs that say what came of it."""
    for section in sections:
        if not section.code:
            yield from (said for _, whole in paragraphs(section.blocks) if (said := _without_plans(whole)) and outcomes.stated(said.text))


_PLANS = re.compile(r"\bnæste\s+møde\b|\bindstill(?:et|ede|er|es)\b.*?\bat\s", re.IGNORECASE)


def _without_plans(whole: Passage) -> Passage | None:
    """A paragraph, or where one of its sentences tells what was proposed or comes next, the rest of it."""
    if not _PLANS.search(whole.text):
        return whole
    kept = [one for one in sentences(whole) if not _PLANS.search(one.text)]
    return join(kept) if kept else None
