"""A timeline: lanes, and in each what happened from when to when."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.pictures.svg import LINE, Cell, Drawing, element, label, linked, number, text, width
from queries.picture import Picture

_MOST: Final = 80
_WIDE: Final = 620.0
_TOP: Final = 34.0


@dataclass(frozen=True, slots=True)
class _Span:
    """One thing in its lane. `first` and `last` are days; what is known only by year or month spans it."""

    lane: Cell
    what: Cell
    first: dt.date
    last: dt.date
    when: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to pixels."""

    start: dt.date
    days: int
    left: float

    def x(self, day: dt.date) -> float:
        return self.left + _WIDE * (day - self.start).days / self.days


def draw(picture: Picture, rows: Sequence[Mapping[str, Cell]], words: Mapping[str, str]) -> Drawing:
    found = [span for row in rows if (span := _span(picture, row))]
    spans = sorted(found, key=lambda span: (span.first, span.last, span.what.text))[-_MOST:]
    if not spans:
        return Drawing(300, 40, label(Cell(words["picture-nothing"]), 4, 24, 290), words["picture-nothing"])
    lanes = list(dict.fromkeys(span.lane for span in spans))
    left = width([lane.text for lane in lanes], 60, 220)
    start, end = dt.date(min(span.first for span in spans).year, 1, 1), dt.date(max(span.last for span in spans).year, 12, 31)
    scale = _Scale(start, max(1, (end - start).days), left)
    drawn, y = [], _TOP
    for lane in lanes:
        rows_of = _stacked([span for span in spans if span.lane == lane], scale)
        drawn.append(label(lane, 2, y + LINE / 2 + 4, left - 10, "head"))
        drawn += [_bar(span, scale, y + LINE * row) for row, line in enumerate(rows_of) for span in line]
        y += LINE * len(rows_of) + 8
        drawn.append(element("line", x1=0, x2=left + _WIDE + 230, y1=y - 4, y2=y - 4, klass="rule"))
    told = words["picture-timeline"].format(count=len(spans), start=start.year, end=end.year)
    return Drawing(left + _WIDE + 240, y + 6, _years(scale, end, y) + "".join(drawn), told, len(found) - len(spans))


def _span(picture: Picture, row: Mapping[str, Cell]) -> _Span | None:
    start, end = row[picture.column("start")].text, row[picture.column("end")].text if picture.column("end") else ""
    first, last = _days(start or end), _days(end or start)
    if first is None or last is None:
        return None
    when = start if end in ("", start) else f"{start or '…'} – {end}"
    parts = [row[name] for name in picture.parts["label"] if row[name].text]
    what = Cell(", ".join(part.text for part in parts) or when, next((part.href for part in parts if part.href), ""))
    return _Span(row[picture.column("lane")], what, first[0], max(first[1], last[1]), when)


def _days(text: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a date, a month or a year; None where there is none.

    >>> [str(day) for day in _days("2024-02")], _days("snart")
    (['2024-02-01', '2024-02-29'], None)
    """
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return None
    year, month, day = (*map(int, parts), 0, 0)[:3]
    try:
        last = day or calendar.monthrange(year, month or 12)[1]
        return dt.date(year, month or 1, day or 1), dt.date(year, month or 12, last)
    except (ValueError, calendar.IllegalMonthError):
        return None


def _stacked(spans: Sequence[_Span], scale: _Scale) -> list[list[_Span]]:
    """The spans of a lane in as many lines as keep bars and labels apart."""
    lines: list[tuple[float, list[_Span]]] = []
    for span in spans:
        start, end = scale.x(span.first), _text_end(span, scale)
        for place, (taken, line) in enumerate(lines):
            if taken + 8 < start:
                lines[place] = (end, [*line, span])
                break
        else:
            lines.append((end, [span]))
    return [line for _, line in lines]


def _text_end(span: _Span, scale: _Scale) -> float:
    return max(scale.x(span.last), scale.x(span.first) + 8) + 6 + min(220.0, len(span.what.text) * 7)


def _bar(span: _Span, scale: _Scale, y: float) -> str:
    x, end = scale.x(span.first), max(scale.x(span.last), scale.x(span.first) + 8)
    title = element("title", text(f"{span.what.text}: {span.when}"))
    bar = element("rect", title, x=x, y=y + 7, width=end - x, height=12, rx=4, klass="bar")
    return linked(span.what, bar + label(Cell(span.what.text), end + 5, y + LINE / 2 + 4, 215))


def _years(scale: _Scale, end: dt.date, height: float) -> str:
    """A line and its year for each year; every second, fifth or tenth where there are many."""
    years = end.year - scale.start.year + 2
    step = next(step for step in (1, 2, 5, 10, 100) if years / step <= 14 or step == 100)
    drawn = ""
    for year in range(scale.start.year, end.year + 2, step):
        x = scale.x(dt.date(year, 1, 1))
        drawn += element("line", x1=x, x2=x, y1=_TOP - 8, y2=height, klass="rule")
        drawn += element("text", text(str(year)), x=number(x), y=_TOP - 14, klass="head", text_anchor="middle")
    return drawn
