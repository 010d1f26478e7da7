"""What a text that is none of ours is most like: for the person who has to decide whether its layout is new or the file a wrong one."""

from __future__ import annotations

from collections.abc import Sequence

from loaders import plan_words
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon

_MINUTES = {"date": "the meeting's date", "attendees": "a list of participants", "decision": "decisions"}
_PLAN = {"time-plan": "time plans", "responsible": "who is responsible"}
_MOST = 4


def nearest(blocks: Sequence[Block]) -> str:
    """In words: which labels are there, of which kind of document, and which of that kind are missing."""
    lines = [block.text.text for block in blocks if block.kind is not Kind.FURNITURE and block.text]
    minutes = {cue.code: line[: cue.end].strip(" :") for line in lines if (cue := lexicon().cue(line)) and cue.code in _MINUTES}
    plan = {label.code: line[: label.end].strip(" :") for line in lines if (label := plan_words.field(line)) and label.code in _PLAN}
    if not minutes and not plan:
        return "no label of minutes, plans or rosters stands in it"
    kind, found, wanted = ("minutes", minutes, _MINUTES) if len(minutes) >= len(plan) else ("a plan", plan, _PLAN)
    missing = [name for code, name in wanted.items() if code not in found]
    said = ", ".join(list(found.values())[:_MOST])
    return f"it is nearest to {kind}, with {said}" + (f", but has no {' and no '.join(missing)}" if missing else "")
