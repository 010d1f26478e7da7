"""Whether a line names somebody: a name that is sure, alone or beside a title, a party, a function or an organisation."""

from __future__ import annotations

from loaders import names
from loaders.lexicon import lexicon
from loaders.passage import Passage
from loaders.tokens import tokens
from loaders.wholes import Kind as Part


def names_somebody(line: Passage, region: str) -> bool:
    """A line names somebody where a name stands on it that is sure: by its given name, or by what else the line says."""
    parts = tokens(line, region)
    found = [part for part in parts if part.kind is Part.NAME]
    if not found or lexicon().is_cue(line.text, "side"):
        return False
    telling = {Part.ROLE, Part.PARTY, Part.ORGANISATION, Part.FUNCTION, Part.ABSENT, Part.SUBSTITUTE, Part.REPLACED, Part.VIDEO}
    sure = any(names.is_given_name(part.passage.text.split()[0]) for part in found)
    return sure or any(part.kind in telling for part in parts) or (len(parts) == 1 and len(line.text.split()) <= 4)


def shows_somebody(line: Passage, region: str) -> bool:
    """A name, and beside it a title, a party, a function or an organisation."""
    kinds = {part.kind for part in tokens(line, region)}
    return Part.NAME in kinds and not kinds.isdisjoint({Part.ROLE, Part.PARTY, Part.FUNCTION, Part.ORGANISATION})


def how_many(line: Passage, region: str) -> int:
    """The names on a line."""
    return sum(part.kind is Part.NAME for part in tokens(line, region))
