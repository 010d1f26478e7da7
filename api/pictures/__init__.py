"""Rows drawn as SVG: pure functions from what a query answered to text, everything in it escaped.

A picture's looks are `api/static/picture.css`: classes and custom properties, so that it is light or dark with its page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from api.pictures import flow, matrix, network, timeline
from api.pictures.svg import Cell, Drawing, document
from queries.picture import Picture

__all__ = ["Cell", "Drawing", "draw", "standalone", "style"]

Rows = Sequence[Mapping[str, Cell]]
_DRAW: Final[Mapping[str, Callable[[Picture, Rows, Mapping[str, str]], Drawing]]] = {
    "matrix": matrix.draw,
    "network": network.draw,
    "flow": flow.draw,
    "timeline": timeline.draw,
}


def draw(picture: Picture, rows: Rows, words: Mapping[str, str]) -> Drawing:
    """The rows as the picture asks; `words` are those of the reader's language."""
    return _DRAW[picture.kind](picture, rows, words)


@cache
def style() -> str:
    """The style sheet, for a picture that stands alone."""
    return (Path(__file__).parent.parent / "static" / "picture.css").read_text(encoding="utf-8")


def standalone(drawing: Drawing, title: str) -> str:
    """The picture as a file of its own, with its style sheet."""
    return document(drawing, title, "picture", style())
