"""What stands over a table's columns of money: one row or two, heads printed so close that they were read as one, years below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders import plan_words
from loaders.blocks import Block
from loaders.kroner import amounts, number


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands over each column, in the first `rows` rows of a table."""

    cells: tuple[str, ...] = ()
    rows: int = 0


def titles_of(table: Sequence[Block]) -> Titles:
    """A second row of years below the head ("Afsat (mio. kr.)" over "2026" and "2027") goes with it; an empty title is that of its left."""
    if not table or not is_head(table[0]):
        return Titles()
    width = max((len(row.cells) for row in table[1:]), default=0)
    first = _apart([cell.text for cell in table[0].cells], width)
    second = [cell.text for cell in table[1].cells] if len(table) > 1 else []
    if not (second and len(second) == len(first) and any(second) and all(not cell or re.fullmatch(r"20\d\d", cell) for cell in second)):
        return Titles(tuple(first), 1)
    for index, title in enumerate(first):
        if not title and index:
            first[index] = first[index - 1]
    return Titles(tuple(f"{title} {below}".strip() for title, below in zip(first, second, strict=True)), 2)


def _apart(titles: list[str], width: int) -> list[str]:
    """ "Ansøgt beløb Indstillet beløb" over two columns, printed so close that they were read as one: apart where each half is a label."""
    if len(titles) != width - 1:
        return titles
    for at, title in enumerate(titles):
        every = title.split()
        for cut in range(1, len(every)):
            halves = [" ".join(every[:cut]), " ".join(every[cut:])]
            if halves[1][:1].isupper() and all(plan_words.is_label(half) for half in halves):
                return [*titles[:at], *halves, *titles[at + 1 :]]
    return titles


def is_head(row: Block) -> bool:
    """No cell of a table's head is an amount; a bare year may be one's head."""
    cells = [cell for cell in row.cells[1:] if "amount" not in plan_words.column(cell.text)]
    return not any(amounts(cell.text) or (number(cell.text) is not None and not re.fullmatch(r"20\d\d", cell.text)) for cell in cells)
