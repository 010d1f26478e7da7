"""A matrix: who (rows) was how (cells) at what (columns), such as attendance by person and meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from api.pictures.svg import LINE, NOTHING, Cell, Drawing, element, label, text, width
from queries.picture import Picture

_MOST_ROWS: Final = 120
_MOST_COLUMNS: Final = 60
_STEP: Final = 62.0
_TOP: Final = 74.0
# The codes of attendance and what they look like: shapes, not colours alone, tell them apart.
_SHAPES: Final = ("present", "partial", "absent")


def draw(picture: Picture, rows: Sequence[Mapping[str, Cell]], words: Mapping[str, str]) -> Drawing:
    parts = _telling(picture, rows)
    heads = {_key(picture, row, "column"): [row[name] for name in parts] for row in rows}
    names = _names(picture, rows)
    columns, people = sorted(heads)[-_MOST_COLUMNS:], list(names)[:_MOST_ROWS]
    cells = {(_key(picture, row, "row"), _key(picture, row, "column")): row[picture.column("cell")].text for row in rows}
    left = width([names[key].text for key in people], 120, 250)
    body = [
        *_heads(columns, heads, left),
        *_rows(people, columns, names, cells, left, words),
        _legend(set(cells.values()), _TOP + LINE * len(people) + 30, words),
    ]
    wide = max(left + _STEP * len(columns) + 12, 430)
    left_out = len(names) * len(heads) - len(people) * len(columns)
    told = words["picture-matrix"].format(rows=len(people), columns=len(columns))
    return Drawing(wide, _TOP + LINE * len(people) + 44, "".join(body), told, left_out)


def _telling(picture: Picture, rows: Sequence[Mapping[str, Cell]]) -> list[str]:
    """The columns that a head is made of: the first, and those of the others that are not the same throughout."""
    first, *others = picture.parts["column"]
    return [first, *(name for name in others if len({row[name].text for row in rows}) > 1)]


def _key(picture: Picture, row: Mapping[str, Cell], part: str) -> tuple[str, ...]:
    return tuple(row[name].text for name in picture.parts[part])


def _names(picture: Picture, rows: Sequence[Mapping[str, Cell]]) -> dict[tuple[str, ...], Cell]:
    """Each row's name once, those of one group together."""
    group = picture.column("group")
    found = {_key(picture, row, "row"): (row[group].text if group else "", row[picture.column("row")]) for row in rows}
    return {key: cell for key, (_, cell) in sorted(found.items(), key=lambda item: (item[1][0], item[0]))}


def _heads(columns: Sequence[tuple[str, ...]], heads: Mapping[tuple[str, ...], Sequence[Cell]], left: float) -> list[str]:
    """Column heads of up to three lines: the parts of the column, the last nearest to the cells."""
    drawn = []
    for place, key in enumerate(columns):
        x = left + _STEP * place + _STEP / 2
        lines = [Cell(part, heads[key][0].href) for part in _lines(heads[key])]
        drawn += [label(line, x, _TOP - 14 - 17 * (len(lines) - 1 - up), _STEP - 4, "head", "middle") for up, line in enumerate(lines)]
    return drawn


def _lines(cells: Sequence[Cell]) -> list[str]:
    """A date on two lines, its year first; then what stands beside it."""
    first, *rest = (cell.text for cell in cells)
    year, dash, day = first.partition("-")
    return [*rest[:1], year, _day(day)] if dash and year.isdecimal() else [*rest[:1], first]


def _day(day: str) -> str:
    """
    >>> _day("05-02"), _day("04")
    ('2/5', '4')
    """
    month, dash, date = day.partition("-")
    return f"{int(date)}/{int(month)}" if dash and date.isdecimal() and month.isdecimal() else day.lstrip("0")


def _rows(
    people: Sequence[tuple[str, ...]],
    columns: Sequence[tuple[str, ...]],
    names: Mapping[tuple[str, ...], Cell],
    cells: Mapping[tuple[tuple[str, ...], tuple[str, ...]], str],
    left: float,
    words: Mapping[str, str],
) -> list[str]:
    drawn = []
    for place, person in enumerate(people):
        y = _TOP + LINE * place + LINE / 2
        drawn.append(element("line", x1=0, x2=left + _STEP * len(columns), y1=y + LINE / 2, y2=y + LINE / 2, klass="rule"))
        drawn.append(label(names[person], 2, y + 4, left - 8))
        for across, column in enumerate(columns):
            state = cells.get((person, column), "")
            if state:
                told = f"{names[person].text}, {' '.join(reversed(column))}: {words.get(f'picture-{state}', state)}"
                drawn.append(_mark(state, left + _STEP * across + _STEP / 2, y, told))
    return drawn


def _mark(state: str, x: float, y: float, told: str = "") -> str:
    title = element("title", text(told)) if told else ""
    shapes = {
        "present": element("circle", cx=x, cy=y, r=7, klass="mark present"),
        "partial": element("circle", cx=x, cy=y, r=7, klass="mark absent")
        + element("path", d=f"M {x - 7:g} {y:g} a 7 7 0 0 0 14 0 z", klass="mark present"),
        "absent": element("path", d=f"M {x - 5:g} {y - 5:g} l 10 10 m 0 -10 l -10 10", klass="mark cross"),
    }
    return element("g", title, shapes.get(state, element("circle", cx=x, cy=y, r=3, klass="mark absent")))


def _legend(states: set[str], y: float, words: Mapping[str, str]) -> str:
    drawn, x = "", 10.0
    for state in _SHAPES:
        if state in states:
            name = words[f"picture-{state}"]
            drawn += _mark(state, x, y - 4) + label(Cell(name), x + 14, y, 200, "legend")
            x += 40 + len(name) * 7.5
    return drawn or label(NOTHING, 0, y, 10)
