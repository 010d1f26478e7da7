"""SVG as text: elements whose values are escaped, and text that is fitted to a width."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Final

LETTER: Final = 6.9  # the mean width of a letter in 13 px of a usual sans serif
LINE: Final = 26  # a row's height: a link in it is a target of at least 24 px (WCAG 2.2, 2.5.8)
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as shown, and the address that it leads to ("" for none)."""

    text: str
    href: str = ""


NOTHING: Final = Cell("")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn. `told`: the picture in a sentence; `left_out`: rows or ties that it has no room for."""

    width: float
    height: float
    body: str
    told: str
    left_out: int = 0


def document(drawing: Drawing, title: str, name: str, style: str = "") -> str:
    """A whole SVG element. `name` begins its ids, so that a page can hold several."""
    wide, high = number(drawing.width), number(drawing.height)
    inner = (
        element("title", text(title), id=f"{name}-title"),
        element("desc", text(drawing.told), id=f"{name}-desc"),
        f"<style>{style}</style>" if style else "",
        element("rect", klass="paper", width="100%", height="100%"),
        drawing.body,
    )
    return element(
        "svg",
        *inner,
        xmlns="http://www.w3.org/2000/svg",
        klass="picture",
        role="group",
        viewBox=f"0 0 {wide} {high}",
        width=wide,
        height=high,
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def element(tag: str, *inside: str, **attributes: str | float) -> str:
    """An element; what is inside must be SVG already (see `text`). `klass` stands for class, `_` in names for `-`.

    >>> element("rect", x=1.0, klass="a\\"b")
    '<rect x="1" class="a&quot;b"/>'
    """
    written = "".join(f' {_name(key)}="{escape(_clean(value) if isinstance(value, str) else number(value))}"' for key, value in attributes.items())
    return f"<{tag}{written}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{written}/>"


def _name(key: str) -> str:
    return "class" if key == "klass" else key.replace("_", "-")


def text(value: str) -> str:
    """Text inside an element.

    >>> text("a<b\\x0c")
    'a&lt;b '
    """
    return escape(_clean(value), quote=False)


def _clean(value: str) -> str:
    """Control characters, which XML cannot hold, become spaces."""
    return "".join(letter if letter >= " " and letter not in "\ufffe\uffff" else " " for letter in value)


def number(value: float) -> str:
    """
    >>> number(3.0), number(2.25), number(-0.01)
    ('3', '2.2', '0')
    """
    rounded = round(value, 1) or 0.0
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def label(cell: Cell, x: float, y: float, room: float, klass: str = "", anchor: str = "start", turn: float = 0) -> str:
    """A line of text, shortened to `room` pixels, as a link where it leads somewhere; whole in its tooltip where shortened."""
    short = fitted(cell.text, room)
    inside = text(short) + (element("title", text(cell.text)) if short != cell.text else "")
    turned = {"transform": f"rotate({number(turn)} {number(x)} {number(y)})"} if turn else {}
    return linked(cell, element("text", inside, x=x, y=y, klass=klass or "label", text_anchor=anchor, **turned))


def linked(cell: Cell, drawn: str, told: str = "") -> str:
    """Something drawn, as a link where the cell leads somewhere. `told`: its name where it has no text."""
    if not cell.href:
        return drawn
    named = {"aria_label": told} if told else {}
    return element("a", drawn, href=cell.href, **named)


def fitted(value: str, room: float) -> str:
    """
    >>> fitted("Aarhus Kommune", 200), fitted("Aarhus Kommune", 60)
    ('Aarhus Kommune', 'Aarhus…')
    """
    letters = max(2, int(room / LETTER))
    return value if len(value) <= letters else value[: letters - 1].rstrip() + _ELLIPSIS


def width(values: list[str], least: float, most: float) -> float:
    """The room that the longest of some labels needs, within bounds."""
    return min(most, max([least, *(len(value) * LETTER + 12 for value in values)]))


Mark = Callable[[float, float], str]
