"""Whom a label of an office names: who led the meeting, and who took its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.blocks import Block
from loaders.lexicon import lexicon
from loaders.model import Term
from loaders.people import Entry, Setting, entries


def named(block: Block, listed: Sequence[Entry], region: str) -> tuple[Entry, ...]:
    """Those whom a line names: by name, or by the initials of just one who is listed ("Ref.: NL")."""
    initials = block.text.text.strip(" .")
    if not (initials.isupper() and initials.isalpha() and len(initials) in (2, 3, 4)):
        return entries(block.text, Setting(region))
    hits = [one for one in listed if "".join(word[0] for word in one.person.name.replace("-", " ").split()).upper() == initials]
    return (replace(hits[0], at=(block.text.span,)),) if len(hits) == 1 else ()


def titled(entry: Entry) -> Term | None:
    """ "Ordstyrer: Formand Ane Holm": what looks like a title is an office of this body."""
    person = entry.person
    return lexicon().function(person.role.label) if person.role and not person.organisation else None


def untitled(entry: Entry) -> Entry:
    return replace(entry, person=replace(entry.person, role=None, role_as_written=""))
