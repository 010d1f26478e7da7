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
from loaders.vocabulary import folded

_AT = re.compile(r"^(?:[-–•]\s*)?at\s+", re.IGNORECASE)


def of(sections: Sequence[Section]) -> Decision | None:
    parts = [part for section in sections if section.code == "decision" for part in _parts(section)]
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


def _parts(section: Section) -> Iterator[Passage]:
    """A decision's paragraphs; its label is one where it says itself what was done ("Vi drøftede" over a list)."""
    said = [whole for _, whole in paragraphs(section.blocks)]
    empty = not said or re.match(r"(?:ikke|intet|ingen)\b", said[0].text, re.IGNORECASE)
    if section.label is not None and not empty and _DISCUSSED.match(section.label.text.text):
        yield section.label.text
    yield from said


_DISCUSSED = re.compile(r"(?:\w+\s+){0,2}drøftede\s*:?\s*$", re.IGNORECASE)
_SHORTEST_CASE = 60  # characters; "Sagsgang: ÆR, VPU" tells nothing of what others decided


def _behind_case(sections: Sequence[Section]) -> Sequence[Section]:
    """All of an item, or where a case text tells of what others have decided, what stands behind what was recommended or is enclosed."""
    if not any(section.code == "case-text" and sum(len(block.text) for block in section.blocks) >= _SHORTEST_CASE for section in sections):
        return sections
    last = max((at for at, section in enumerate(sections) if section.code in ("recommendation", "attachments")), default=len(sections))
    return sections[last + 1 :]


def _unlabelled(sections: Sequence[Section]) -> Iterator[Passage]:
    """In an item without any label: the paragraphs that say what came of it."""
    told = [whole for section in sections if not section.code or _sums_up(section) for _, whole in paragraphs(section.blocks)]
    for other in (_EARLIER, _PLANS):
        found = [said for whole in told if (said := _without(whole, other)) and outcomes.stated(said.text)]
        if found:
            yield from found
            return


def _sums_up(section: Section) -> bool:
    """ "Bemærkninger:" and "Sammenfatning:" tell what came of an item that has no decision of its own."""
    return section.label is not None and folded(section.label.text.text).startswith(("bemærkninger", "sammenfatning"))


_PLANS = re.compile(r"\bnæste\s+møde\b|\bindstill(?:et|ede|er|es)\b.*?\bat\s", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:i|siden)\s+(?:19|20)\d\d\b|\befter\s+at\b"
    r"|\bhar\s+(?:\w+\s+)?(?:anbefalet|godkendt|udsat|drøftet|tiltrådt|vedtaget|behandlet|forkastet|afvist)\b"
    r"|^på\s+mødet\s+i\s+(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b",
    re.IGNORECASE,
)


_EARLIER = re.compile(f"{_PLANS.pattern}|{_PAST.pattern}", re.IGNORECASE)


def _without(whole: Passage, other: re.Pattern[str]) -> Passage | None:
    """A paragraph, or where one of its sentences tells what was proposed, was decided at another time or comes next, the rest of it."""
    if not other.search(whole.text):
        return whole
    kept = [one for one in sentences(whole) if not other.search(one.text)]
    return join(kept) if kept else None
