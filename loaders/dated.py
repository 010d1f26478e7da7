"""Decisions whose label says of which day they are: those of another day are another body's, and where no head dates a meeting they do."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders import danish
from loaders.items import Item
from loaders.model import Span
from loaders.sections import Section


def day(items: Sequence[Item]) -> tuple[dt.date, Span] | None:
    """The day of the first dated decision of most items ("Forretningsudvalgets beslutning den 8. november 2022:"), and where it stands."""
    first = [found for item in items if (found := next(filter(None, map(_dated, item.sections)), None))]
    days = Counter(met for met, _ in first)
    met, times = days.most_common(1)[0] if days else (None, 0)
    return next(found for found in first if found[0] == met) if times * 2 > len(first) else None


def _dated(section: Section) -> tuple[dt.date, Span] | None:
    met = _day(section)
    return (met, section.label.text.span) if met and section.label else None


def own(items: Sequence[Item], met: dt.date) -> tuple[Item, ...]:
    """The items, what other bodies decided on other days a part of the case; only where some decision bears the meeting's own day."""
    if not any(_day(section) == met for item in items for section in item.sections):
        return tuple(items)
    return tuple(replace(item, sections=tuple(_as_told(section, met) for section in item.sections)) for item in items)


def _as_told(section: Section, met: dt.date) -> Section:
    return replace(section, code="case-text") if _day(section) not in (None, met) else section


def _day(section: Section) -> dt.date | None:
    if section.code != "decision" or section.label is None:
        return None
    end = section.blocks[0].text.span.start if section.blocks else section.label.text.span.end
    label = section.label.text.text[: max(0, end - section.label.text.span.start)] if end < section.label.text.span.end else section.label.text.text
    found = next((one.value for one in danish.dates(label) if one.value.month and one.value.day), None)
    return dt.date(found.year, found.month, found.day) if found and found.month and found.day else None
