"""A list of members whose first lines bear their offices as labels ("Formand: Ane Holm (V)"): the members below them are on the list all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.sections import Section

_OFFICES = frozenset({"body-chair", "vice-chair"})
_OF_A_MEETING = frozenset({"chair", "secretary"})
"""Who leads or minutes a meeting is told on a line of its own; what a paragraph below says, it says of others."""


def apart(sections: Sequence[Section]) -> Iterator[Section]:
    """The same sections; what stands right below such a line goes on with the list that the label above has begun."""
    above: Section | None = None
    for section in sections:
        above = section if section.code == "attendees" else above if section.code in _OFFICES else None
        if section.code in _OF_A_MEETING and _names_on_its_line(section) and section.blocks[1].gap:
            yield Section(section.code, section.label, section.blocks[:1])
            yield Section("", None, section.blocks[1:])
            continue
        if above is None or section.code not in _OFFICES or not _goes_on(section):
            yield section
            continue
        yield Section(section.code, section.label, section.blocks[:1])
        yield Section("attendees", above.label, section.blocks[1:])


def _goes_on(section: Section) -> bool:
    """Does the label's own line name who has the office, and do more lines follow without space?"""
    return _names_on_its_line(section) and not section.blocks[1].gap


def _names_on_its_line(section: Section) -> bool:
    if section.label is None or len(section.blocks) < 2:
        return False
    own, first = section.label.text.span, section.blocks[0].text.span
    return own.start <= first.start < own.end
