"""An agenda that is one table: a row an item, its parts in columns that the first row names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.passage import Passage
from loaders.vocabulary import folded, scheme

_NUMBER = re.compile(r"(?:punkt|pkt\.?|nr\.?)?\s*(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)[.):]?", re.IGNORECASE)
_NUMBERED = re.compile(rf"{_NUMBER.pattern}\s+(?P<title>\S.*)", re.IGNORECASE)
_FEWEST = 2

Row = tuple[int, str, Passage, tuple[tuple[str, Passage], ...]]
"""The block's index, the item's number and title, and its parts: what a column holds (`code:cue/…`) and the cell."""


def rows(blocks: Sequence[Block]) -> list[Row]:
    """The items of the first table that has a column of decisions or of case texts; [] where there is none."""
    for header, body in _tables(blocks):
        columns = _columns(header, [block for _, block in body])
        if "title" in columns and {"decision", "case-text"} & set(columns):
            found = [row for index, block in body if (row := _row(index, block, columns))]
            if len(found) >= _FEWEST:
                return found
    return []


def _columns(header: Block, body: Sequence[Block]) -> list[str]:
    """What each column holds: numbers where it has nothing else ("Punkt", ""); of two for titles ("Emne", "Indhold") the later the text."""
    codes = [_column(cell.text) for cell in header.cells]
    for at, code in enumerate(codes):
        held = [block.cells[at].text.strip() for block in body if at < len(block.cells) and block.cells[at]]
        if code in ("title", "") and held and all(map(_NUMBER.fullmatch, held)) and "title" in (*codes[:at], *codes[at + 1 :]):
            codes[at] = "number"
    first = codes.index("title") if "title" in codes else len(codes)
    return ["case-text" if code == "title" and at > first else code for at, code in enumerate(codes)]


def next_number(line: str, last: str) -> bool:
    """Does a line below the table go on with its numbers?

    >>> next_number("6 Eventuelt", "5"), next_number("31. marts 2025", "5")
    (True, False)
    """
    found = _NUMBERED.fullmatch(line.strip())
    return found is not None and last.isdigit() and found["number"] == str(int(last) + 1)


def behind_number(line: Passage) -> Passage:
    found = _NUMBERED.fullmatch(line.text)
    return line.group(found, "title") if found else line


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[tuple[int, Block]]]]:
    """Runs of rows: the first one, and the others with their index."""
    held: list[tuple[int, Block]] = []
    for index, block in enumerate(blocks):
        if block.kind is Kind.ROW:
            if block.gap and held:
                yield held[0][1], held[1:]
                held = []
            held.append((index, block))
        elif block.kind is not Kind.FURNITURE and held:
            yield held[0][1], held[1:]
            held = []
    if held:
        yield held[0][1], held[1:]


@cache
def _names() -> dict[str, str]:
    return {folded(label): concept.code for concept in scheme("agenda-column") for label in concept.labels}


def _column(heading: str) -> str:
    """What a column holds, by its heading or by the first known of several ("Referat og beslutning"); "" for any other.

    >>> _column("Referat og beslutning"), _column("Emne"), _column("Hvem")
    ('decision', 'title', '')
    """
    parts = [heading, *re.split(r"\s*(?:/|,|\bog\b|&|\bpå\s+dagsordenen)\s*", heading)]
    named = next((code for part in parts if (code := _names().get(folded(part.strip(" :.")), ""))), "")
    cue = None if named else lexicon().cue(heading)
    return named or (cue.code if cue and cue.code in _PARTS and cue.end >= len(heading) else "")


_PARTS = frozenset({"decision", "recommendation", "case-text", "attachments", "case-number"})
"""Labels of an item's parts that may head a column as well."""


def is_header(block: Block) -> bool:
    """A row that only names columns."""
    filled = [cell for cell in block.cells if cell]
    return block.kind is Kind.ROW and len(filled) > 1 and all(_column(cell.text) for cell in filled)


def _row(index: int, block: Block, columns: Sequence[str]) -> Row | None:
    cells = dict(zip(columns, block.cells, strict=False))
    title = cells.get("title")
    if title is None or not title:
        return None
    numbered = _NUMBER.fullmatch(cells["number"].text.strip()) if cells.get("number") else None
    within = None if numbered else _NUMBERED.match(title.text)
    if not numbered and not within:
        return None
    number = (numbered or within)["number"]  # type: ignore[index]
    named = title.group(within, "title") if within else title
    parts = tuple((code, cell) for code, cell in zip(columns, block.cells, strict=False) if code not in ("", "number", "title") and cell)
    return index, number, named, parts
