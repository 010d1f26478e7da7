"""Word files (.docx): paragraphs and tables in the order of the body, with the numbers that Word would print, changes accepted.

A page is where Word happens to break it, so there are no page numbers. Headers and footers are furniture; notes stand at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loaders.blocks import Kind, Text
from loaders.document import Document
from loaders.readers import marks
from loaders.readers.grid import Grid
from loaders.readers.marks import BOLD_LEVEL
from loaders.readers.package import Element, Package
from loaders.readers.sheet import Line, compose, typed
from loaders.readers.tables import WIDEST, Cell, lines, unfold
from loaders.readers.word_notes import Notes
from loaders.readers.word_numbers import Numbers, numbers
from loaders.readers.word_runs import MC, Run, boxes, loses_its_end, runs
from loaders.readers.word_styles import Style, Styles, W, over, styles, value, whole

_DEEPEST = 25  # tables and boxes within each other; what lies deeper is left out
_SPACE = 60  # twentieths of a point between paragraphs that the eye sees as space
_FULL = 100  # characters: a paragraph this long fills a line and stands by itself
_LONGEST_HEADING = 250
_AROUND = frozenset({f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag", f"{W}sdtContent", f"{MC}Choice"})


def read(document: Document) -> Text:
    """Raises UnreadableDocument."""
    package = Package(document)
    word = _Word(styles(next(package.related("styles"), None)), numbers(next(package.related("numbering"), None)), Notes())
    return compose(_lines(package, word), document.name)


def _lines(package: Package, word: _Word) -> Iterator[Line]:
    for root in package.related("header"):
        yield from _furniture(word.told(root, 0))
    for body in package.body().iterchildren(f"{W}body"):
        yield from word.told(body, 0)
    for mark, note in word.notes.told(package):
        yield from _marked(mark, word.told(note, 0))
    for root in package.related("footer"):
        yield from _furniture(word.told(root, 0))


def _marked(mark: str, told: Iterable[Line]) -> Iterator[Line]:
    """A note, behind its mark; one that the author has typed ("*") begins no list."""
    for index, line in enumerate(told):
        mark = mark or line.marker
        begins = mark and index == 0 and line.kind in (Kind.LINE, Kind.ITEM)
        yield Line(f"{mark} {line.text}", gap=line.gap) if begins else line


def _furniture(told: Iterable[Line]) -> Iterator[Line]:
    for line in told:
        yield Line(line.text or "\t".join(line.cells), Kind.FURNITURE)


@dataclass(frozen=True, slots=True)
class _Before:
    """What stood above a paragraph, as far as it tells whether there is space between."""

    style: Style | None = None
    empty: bool = True
    full: bool = False
    runs: tuple[Run, ...] = ()  # of a paragraph whose end was deleted

    def gap(self, style: Style) -> bool:
        if self.empty or self.full or self.style is None:
            return True
        apart = max(self.style.after, style.before) >= _SPACE
        return apart and not (style.contextual and self.style.contextual and self.style.name == style.name)


@dataclass(frozen=True, slots=True)
class _Word:
    """A Word document being read: its styles, and its lists and notes as far as they are counted."""

    styles: Styles
    numbers: Numbers
    notes: Notes

    def told(self, container: Element, depth: int, in_cell: bool = False) -> Iterator[Line]:
        """The lines of a body, a cell, a box, a note or a header."""
        before = _Before()
        for child in _contents(container):
            if child.tag == f"{W}tbl":
                if depth < _DEEPEST:
                    yield from _spaced(unfold(self._rows(child, depth + 1)))
                before = _Before()
                continue
            style = self._style(child)
            spoken = before.runs + runs(child, style, self.styles, self.notes)
            told = () if loses_its_end(child) else tuple(self._paragraph(child, style, spoken, before.gap(style), in_cell))
            yield from told
            if depth < _DEEPEST:
                for box in boxes(child):
                    yield from _spaced(self.told(box, depth + 1))
            full = sum(len(line.text) for line in told) > _FULL
            before = replace(before, runs=spoken) if loses_its_end(child) else _Before(style, not told, full)

    def _style(self, paragraph: Element) -> Style:
        properties = paragraph.find(f"{W}pPr")
        name = (value(properties, "pStyle") if properties is not None else "") or self.styles.default
        return over(self.styles.style(name), properties, None)

    def _paragraph(self, element: Element, style: Style, spoken: tuple[Run, ...], gap: bool, in_cell: bool) -> Iterator[Line]:
        text = "".join(run.text for run in spoken).strip(" \n")
        marker = self._marker(element, style, bool(text) or in_cell)
        if not text:
            if marker and marker != marks.BULLET and in_cell:
                yield Line(marker)
            return
        bold = all(run.bold for run in spoken if run.text.strip())
        first, *rest = text.split("\n")
        if style.contents:
            yield Line(text, Kind.FURNITURE, gap)
        elif style.level and len(text) < _LONGEST_HEADING:
            yield Line(_numbered(marker, text), Kind.HEADING, gap, style.level)
        elif bold and not in_cell and not rest and marker != marks.BULLET and marks.is_titled(_numbered(marker, text)):
            yield Line(_numbered(marker, text), Kind.HEADING, gap, BOLD_LEVEL)
        else:
            yield _first(first, marker, style.depth or 0, gap)
            yield from (typed(Line(line)) for line in rest)

    def _marker(self, element: Element, style: Style, shown: bool) -> str:
        if not shown or style.number in ("", "0"):
            return ""
        properties = element.find(f"{W}pPr")
        name = value(properties, "pStyle") if properties is not None else ""
        depth = style.depth if style.depth is not None else self.numbers.depth(style.number, name)
        return self.numbers.marker(style.number, depth)

    def _rows(self, table: Element, depth: int) -> tuple[tuple[Cell, ...], ...]:
        grid = Grid()
        for row in _within(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            for _ in range(min(whole(value(properties, "gridBefore")) or 0, WIDEST) if properties is not None else 0):
                grid.add(())
            for cell in _within(row, f"{W}tc"):
                grid.add(*self._cell(cell, depth))
            grid.end_row()
        return tuple(grid.rows)

    def _cell(self, cell: Element, depth: int) -> tuple[Cell, int]:
        """A cell's lines and how many columns it spans; one that goes on from above has none of its own."""
        properties = cell.find(f"{W}tcPr")
        told = lines(tuple(self.told(cell, depth, in_cell=True)))
        if told:
            told = (replace(told[0], gap=False), *told[1:])
        if properties is None:
            return told, 1
        columns = whole(value(properties, "gridSpan")) or 1
        merged = any(
            one is not None and one.get(f"{W}val", "continue") == "continue" for one in (properties.find(f"{W}{way}Merge") for way in ("v", "h"))
        )
        return () if merged else told, columns


def _contents(container: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, also those in insertions, controls and alternatives."""
    stack = [iter(container)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _AROUND or child.tag in (f"{W}sdt", f"{MC}AlternateContent"):
            stack.append(iter(child))


def _within(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in controls."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == tag:
            yield child
        elif child.tag in _AROUND or child.tag == f"{W}sdt":
            stack.append(iter(child))


def _spaced(told: Iterator[Line]) -> Iterator[Line]:
    for index, line in enumerate(told):
        yield replace(line, gap=True) if index == 0 else line


def _numbered(marker: str, text: str) -> str:
    return f"{marker} {text}" if marker and marker != marks.BULLET else text


def _first(text: str, marker: str, depth: int, gap: bool) -> Line:
    """A paragraph's first line; a number without a point or parenthesis ("Punkt 3") is a part of the text."""
    if not marker:
        return typed(Line(text, gap=gap))
    if marker == marks.BULLET or marker.endswith((".", ")")):
        return Line(text.strip(), Kind.ITEM, gap, depth, marker)
    return Line(_numbered(marker, text), gap=gap)
