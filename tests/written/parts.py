"""What a document is made of, whatever it is written as: headings, paragraphs, fields, lists and tables, from its plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import loaders
from loaders.blocks import Block, Kind
from loaders.document import open_document
from loaders.passage import Passage, join

_WRAPPED = 60  # characters: a line that long may be one that was broken to fit
_OF_THE_PAGE = re.compile(r"[\s\-=_*~|:+]{3,}|<!--.*|\W*(?:side )?\d{1,3}(?: af \d{1,3})?\W*", re.IGNORECASE)  # rules, notes, page numbers
_LABEL = re.compile(r"(?P<term>[A-ZÆØÅ][\w/ ]{2,24}):\s+(?P<said>\S.*)")


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand under each other; `bold`: a label or title that nothing but its type marks."""

    lines: tuple[str, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    marker: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Paragraph | Listing | Table


def parts(path: Path) -> tuple[Part, ...]:
    """The document as an author would have typed it: lines that a text file breaks are whole again."""
    held: list[Part] = []
    for group in _groups(loaders.read(open_document(path)).blocks):
        held.extend(_part(group))
    return tuple(held)


def fields(part: Part) -> tuple[tuple[str, str], ...]:
    """The terms and values of a paragraph in which every line is a field ("Sted: Rådhuset")."""
    if not isinstance(part, Paragraph):
        return ()
    found = [_LABEL.fullmatch(line) for line in part.lines]
    return tuple((one["term"], one["said"]) for one in found if one) if all(found) else ()


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that stand together and are of one kind."""
    held: list[Block] = []
    for block in blocks:
        if block.kind is Kind.FURNITURE and _OF_THE_PAGE.fullmatch(block.text.text):
            continue
        apart = block.kind is Kind.HEADING or (block.gap and (block.kind in (Kind.LINE, Kind.ROW) or block.marker[:1].isdigit()))
        if held and (apart or not _goes_on(held[-1], block)):
            yield held
            held = []
        held.append(block)
    if held:
        yield held


def _goes_on(last: Block, block: Block) -> bool:
    return last.kind is block.kind or (last.kind is Kind.ITEM and block.kind is Kind.LINE and not block.gap)


def _part(group: list[Block]) -> Iterator[Part]:
    first = group[0]
    if first.kind is Kind.ITEM and not all(_wraps(above.text, block.text) for above, block in pairwise(group) if block.kind is Kind.LINE):
        yield Paragraph(tuple(_typed(group)))
        return
    if first.kind is Kind.HEADING:
        yield Heading(first.text.text, first.level)
    elif first.kind is Kind.ROW:
        yield Table(tuple(tuple(cell.text for cell in block.cells) for block in group))
    elif first.kind is Kind.ITEM:
        yield Listing(tuple(_items(group)))
    else:
        lines = tuple(_whole([block.text for block in group]))
        yield Paragraph(lines, len(lines) == 1 and _is_titled(lines[0]) and first.gap)


def _items(group: list[Block]) -> Iterator[Item]:
    held: list[tuple[Block, list[Passage]]] = []
    for block in group:
        if block.kind is Kind.ITEM:
            held.append((block, [block.text]))
        else:
            held[-1][1].append(block.text)
    for block, passages in held:
        yield Item(block.marker, join(passages).text, block.level)


def _typed(group: list[Block]) -> Iterator[str]:
    """A numbered title with lines right under it is no list: the number is a part of the line."""
    held: list[tuple[str, list[Passage]]] = []
    for block in group:
        if block.kind is Kind.LINE and _wraps(held[-1][1][-1], block.text):
            held[-1][1].append(block.text)
        else:
            held.append((f"{block.marker} ".lstrip(), [block.text]))
    yield from (f"{marker}{join(lines).text}" for marker, lines in held)


def _whole(lines: Sequence[Passage]) -> Iterator[str]:
    """Lines with those put together that were broken at a text file's right edge."""
    held: list[Passage] = []
    for line in lines:
        if held and not _wraps(held[-1], line):
            yield join(held).text
            held = []
        held.append(line)
    if held:
        yield join(held).text


def _wraps(above: Passage, line: Passage) -> bool:
    """Does a line go on with the one above? One that begins with "at" is one of a list of recommendations."""
    small = (line.text[:1].islower() and not line.text.startswith("at ")) or line.text.startswith("(")
    return above.text.endswith("-") or (len(above) >= _WRAPPED and small)


def _is_titled(line: str) -> bool:
    if line.endswith(":") and len(line.split()) > 3:
        return False
    return len(line) < 60 and not line[:1].islower() and not line.endswith((".", ",", ";")) and "," not in line and ": " not in line
