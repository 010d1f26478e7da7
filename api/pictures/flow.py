"""A flow: amounts as ribbons from where they come to where they go, as thick as they are large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.pictures.svg import LINE, Cell, Drawing, element, label, linked, text
from queries.picture import Picture

_MOST: Final = 60
_HIGH: Final = 320.0  # what the largest column of amounts is as high as
_GAP: Final = 10.0
_BAR: Final = 14.0
_LEFT, _RIGHT, _END = 200.0, 520.0, 820.0
_TOP: Final = 30.0


@dataclass(frozen=True, slots=True)
class _Ribbon:
    source: Cell
    target: Cell
    amount: float
    shown: Cell
    kind: str
    whole: float


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a source's bar stands; `free` is where its next ribbon begins."""

    y: float
    high: float


def draw(picture: Picture, rows: Sequence[Mapping[str, Cell]], words: Mapping[str, str]) -> Drawing:
    found = [ribbon for row in rows if (ribbon := _ribbon(picture, row))]
    kept = sorted(found, key=lambda ribbon: -ribbon.amount)[:_MOST]
    ribbons = [ribbon for ribbon in found if ribbon in kept]
    if not ribbons:
        return Drawing(300, 40, label(Cell(words["picture-nothing"]), 4, 24, 290), words["picture-nothing"])
    sources = list(dict.fromkeys(ribbon.source for ribbon in ribbons))
    ribbons.sort(key=lambda ribbon: sources.index(ribbon.source))
    scale = _HIGH / sum(ribbon.amount for ribbon in ribbons)
    rights = _rights(ribbons, scale)
    lefts = _lefts(ribbons, sources, scale)
    body = _ribbons(ribbons, lefts, rights, words) + "".join(_source(source, lefts[source], ribbons, scale, words) for source in sources)
    high = max(rights[-1].y + rights[-1].high, max(place.y + place.high for place in lefts.values()) + 34) + 24
    told = words["picture-flow"].format(count=len(ribbons), sources=len(sources))
    return Drawing(_END, high, body, told, len(found) - len(ribbons))


def _ribbon(picture: Picture, row: Mapping[str, Cell]) -> _Ribbon | None:
    amount = row[picture.column("amount")]
    value = _value(amount.text)
    if value <= 0:
        return None
    kind, whole = picture.column("kind"), picture.column("whole")
    return _Ribbon(
        row[picture.column("source")],
        row[picture.column("target")],
        value,
        amount,
        row[kind].text if kind else "",
        _value(row[whole].text) if whole else 0.0,
    )


def _value(text: str) -> float:
    """
    >>> _value("1500000.5"), _value("")
    (1500000.5, 0.0)
    """
    return float(text) if text.replace(".", "", 1).isdecimal() else 0.0


def _rights(ribbons: Sequence[_Ribbon], scale: float) -> list[_Place]:
    """Each amount's own place on the right, never nearer than a line of text."""
    places, y = [], _TOP
    for ribbon in ribbons:
        high = max(3.0, ribbon.amount * scale)
        places.append(_Place(y, high))
        y += max(high, LINE * 1.4) + _GAP
    return places


def _lefts(ribbons: Sequence[_Ribbon], sources: Sequence[Cell], scale: float) -> dict[Cell, _Place]:
    places, y = {}, _TOP
    for source in sources:
        own = [ribbon for ribbon in ribbons if ribbon.source == source]
        high = sum(max(3.0, ribbon.amount * scale) for ribbon in own)
        whole = own[0].whole * scale
        places[source] = _Place(y, max(high, whole))
        y += max(high, whole, 2 * LINE) + 3 * _GAP
    return places


def _ribbons(ribbons: Sequence[_Ribbon], lefts: Mapping[Cell, _Place], rights: Sequence[_Place], words: Mapping[str, str]) -> str:
    drawn, used = "", dict.fromkeys(lefts, 0.0)
    for ribbon, right in zip(ribbons, rights, strict=True):
        y = lefts[ribbon.source].y + used[ribbon.source]
        used[ribbon.source] += right.high
        kind = f"ribbon {'loose' if ribbon.kind == 'ceiling' else ''}".strip()
        title = element("title", text(f"{ribbon.source.text} → {ribbon.target.text}: {ribbon.shown.text}"))
        drawn += element("path", title, d=_curve(y, right.y, right.high), klass=kind)
        drawn += element("rect", x=_RIGHT, y=right.y, width=_BAR, height=right.high, klass="bar")
        middle = right.y + min(right.high, LINE * 1.4) / 2
        drawn += linked(ribbon.target, label(Cell(ribbon.target.text), _RIGHT + _BAR + 8, middle + 1, _END - _RIGHT - 40))
        drawn += label(Cell(_money(ribbon.amount, words)), _RIGHT + _BAR + 8, middle + 16, 200, "legend")
    return drawn


def _curve(left: float, right: float, high: float) -> str:
    start, end, middle = _LEFT + _BAR, _RIGHT, (_LEFT + _BAR + _RIGHT) / 2
    return (
        f"M {start:g} {left:.1f} C {middle:g} {left:.1f} {middle:g} {right:.1f} {end:g} {right:.1f} V {right + high:.1f} "
        f"C {middle:g} {right + high:.1f} {middle:g} {left + high:.1f} {start:g} {left + high:.1f} Z"
    )


def _source(source: Cell, place: _Place, ribbons: Sequence[_Ribbon], scale: float, words: Mapping[str, str]) -> str:
    """The pot: a bar as high as it is large; where its shares are larger, a line across says how far it reaches."""
    own = [ribbon for ribbon in ribbons if ribbon.source == source]
    whole, shared = own[0].whole, sum(ribbon.amount for ribbon in own if ribbon.kind != "ceiling")
    drawn = element("rect", x=_LEFT, y=place.y, width=_BAR, height=place.high, klass="bar")
    drawn += linked(source, label(Cell(source.text), _LEFT - 8, place.y + 14, _LEFT - 12, "label", "end"))
    if whole:
        drawn += label(Cell(_money(whole, words)), _LEFT - 8, place.y + 30, _LEFT - 12, "legend", "end")
    if whole and shared > whole:
        y = place.y + whole * scale
        drawn += element("line", x1=_LEFT - 10, x2=_LEFT + _BAR + 10, y1=y, y2=y, klass="limit")
        drawn += label(
            Cell(words["picture-exceeded"].format(amount=_money(shared - whole, words))), _LEFT - 8, y + 14, _LEFT - 6, "legend warn", "end"
        )
    return drawn


def _money(amount: float, words: Mapping[str, str]) -> str:
    """
    >>> _money(1500000.0, {"picture-thousands": ".", "picture-kroner": "{amount} kr."})
    '1.500.000 kr.'
    """
    return words["picture-kroner"].format(amount=f"{amount:,.0f}".replace(",", words["picture-thousands"]))
