"""Lines as a format gives them, put together as the text as read with the blocks on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loaders.blocks import Block, Kind, Text
from loaders.errors import UnreadableDocument
from loaders.passage import Passage, clean, join
from loaders.readers import marks

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Line:
    """A Block before it has a place in the text. A line end in `text` or in a cell is one that wraps; `page` counts from 1."""

    text: str = ""
    kind: Kind = Kind.LINE
    gap: bool = False
    level: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()
    page: int | None = None


def typed(line: Line) -> Line:
    """A line whose kind stands in its own characters: a list item typed by hand, a row typed with tabs, a line of contents."""
    if line.kind is not Kind.LINE:
        return line
    if marks.is_furniture(line.text):
        return replace(line, kind=Kind.FURNITURE)
    marker, rest = marks.split_marker(line.text)
    if marker:
        return replace(line, kind=Kind.ITEM, marker=marker, text=rest)
    cells = tuple(cell.strip() for cell in line.text.split("\t") if cell.strip())
    return replace(line, kind=Kind.ROW, cells=cells) if len(cells) > 1 else line


def compose(lines: Iterable[Line], name: str) -> Text:
    """Lines under each other, an empty one where there is a gap, a form feed before each new page.

    Raises UnreadableDocument, for the file `name`, where no line has text.
    """
    text: list[str] = []
    blocks: list[Block] = []
    at, page = 0, 1
    for line in _told(lines):
        lead = _lead(line, page, bool(text))
        printed, block = _print(line, at + len(lead))
        text.append(lead + printed)
        at += len(lead) + len(printed)
        page = line.page or page
        blocks.append(block)
    if not blocks:
        raise UnreadableDocument(name, "it holds no text", "Open it and see whether it shows any; fetch it again from where it was published.")
    return Text("".join(text), tuple(blocks))


def _told(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        text, cells = marks.printable(line.text), tuple(map(marks.printable, line.cells))
        if text != line.text or cells != line.cells:
            line = replace(line, text=text, cells=cells)
        if clean(line.text, 0) or any(clean(cell, 0) for cell in line.cells):
            yield line


def _lead(line: Line, page: int, begun: bool) -> str:
    turned = max((line.page or page) - page, 0)
    if turned:
        return ("\n" if begun else "") + "\f" * turned
    return ("\n\n" if line.gap else "\n") if begun else ""


def _print(line: Line, at: int) -> tuple[str, Block]:
    """The line as it stands in the text, and its block, whose passages count from `at`."""
    if line.kind is Kind.ROW:
        printed = "\t".join(line.cells)
        starts = [at]
        for cell in line.cells:
            starts.append(starts[-1] + len(cell) + 1)
        cells = tuple(_passage(cell, start, line.page) for cell, start in zip(line.cells, starts, strict=False))
        return printed, Block(line.kind, clean(printed, at, line.page), line.gap, cells=cells)
    prefix = f"{_INDENT * line.level}{line.marker} " if line.kind is Kind.ITEM else ""
    passage = _passage(line.text, at + len(prefix), line.page)
    return prefix + line.text, Block(line.kind, passage, line.gap, line.level, line.marker)


def _passage(text: str, at: int, page: int | None) -> Passage:
    """The text with its wrapped lines put together."""
    parts: list[Passage] = []
    for part in text.split("\n"):
        parts.append(clean(part, at, page))
        at += len(part) + 1
    return parts[0] if len(parts) == 1 else join(parts)
