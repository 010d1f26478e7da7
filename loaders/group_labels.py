"""Labels that a group has of its own: "Byrådsmedlemmer" above "Mødt: …" and "Ikke mødt: …", then "Forvaltningen" above "Mødt: …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders import groups, naming
from loaders.blocks import Block, Kind
from loaders.people import Setting
from loaders.sections import Section

_LISTS = frozenset({"attendees", "further-attendees", "absentees", "substitutes"})


def headed(top: Sequence[Section], region: str) -> Iterator[tuple[int, Setting]]:
    """Where the label of a list begins, and what the heading above it gives; that holds for further lists until another heading or label."""
    current: Setting | None = None
    before: Section | None = None
    for section in top:
        heading = _heading(before, section)
        if heading:
            group = groups.given(heading.text, False, True, False, Setting(region))
            current = group if group and not naming.names_somebody(heading.text, region) else None
        elif section.code and section.code not in _LISTS:
            current = None
        if current and section.label and section.code in _LISTS:
            yield section.label.text.span.start, current
        before = section


def _heading(before: Section | None, section: Section) -> Block | None:
    """The line right above a list's label that is set apart from what stands above it."""
    if before is None or section.label is None or section.code not in _LISTS:
        return None
    above = before.blocks[-1] if before.blocks else before.label
    if above is None or (before.label and above is not before.label and above.text.span.start < before.label.text.span.end):
        return None
    adjoins = above.kind is Kind.HEADING or (above.kind is Kind.LINE and above.gap and not section.label.gap)
    return above if adjoins else None
