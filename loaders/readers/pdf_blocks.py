"""Printed lines to lines of the document: headings by their type, list items, table rows, and where there is space between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.blocks import Kind
from loaders.readers import marks
from loaders.readers.pdf_lines import Printed, Segment
from loaders.readers.sheet import Line

_LARGER = 1.1  # than the body's type: a heading's
_WIDER = 1.22  # than the usual distance of lines: space between paragraphs
_PITCHES = (0.9, 2.2)  # distances of lines, in sizes of type, that may be the usual one
_USUAL = 0.08  # of all distances
_INDENT = 5.0  # points between two levels of a list
_LONGEST_HEADING = 250
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Look:
    """What is usual in a document: its type, the distance of its lines, the sizes of its headings, the indents of its lists."""

    size: float
    bold: bool
    pitch: float
    headings: tuple[float, ...]
    indents: tuple[float, ...]
    margin: float


def look(lines: Sequence[Printed]) -> Look:
    letters: Counter[float] = Counter()
    bold = 0
    for line in lines:
        for segment in line.segments:
            letters[_round(segment.size)] += len(segment.text)
            bold += len(segment.text) * segment.bold
    size = letters.most_common(1)[0][0] if letters else 10.0
    often = Counter(_round(line.size) for line in lines)
    headings = tuple(sorted((one for one in often if one > size * _LARGER and often[one] < max(0.3 * len(lines), 3)), reverse=True))
    return Look(size, bold * 2 > sum(letters.values()), _pitch(lines), headings, _indents(lines), _margin(lines))


def _round(size: float) -> float:
    return round(size * 2) / 2


def _pitch(lines: Sequence[Printed]) -> float:
    """The usual distance of lines within a paragraph, in sizes of type: the smallest that is not rare."""
    apart = [_distance(above, line) for above, line in pairwise(lines) if _under(above, line)]
    often = Counter(round(one * 20) / 20 for one in apart if _PITCHES[0] <= one <= _PITCHES[1])
    usual = sorted(one for one, count in often.items() if count >= max(2, _USUAL * len(apart)))
    return usual[0] if usual else 1.2


def _under(above: Printed, line: Printed) -> bool:
    return above.page == line.page and above.column == line.column and above.base > line.base


def _distance(above: Printed, line: Printed) -> float:
    return (above.base - line.base) / max(above.size, line.size)


def _indents(lines: Sequence[Printed]) -> tuple[float, ...]:
    found: list[float] = []
    for left in sorted(line.first.left for line in lines if _marked(line.first)[0]):
        if not found or left - found[-1] > _INDENT:
            found.append(left)
    return tuple(found)


def _marked(segment: Segment) -> tuple[str, str]:
    return marks.split_marker(segment.text)


def _margin(lines: Sequence[Printed]) -> float:
    """Where the text of most pages ends on the right."""
    limits = sorted(line.limit for line in lines if line.column == 0)
    return limits[len(limits) // 2] if limits else 0.0


class Draft:
    """A line of the document with the printed lines that it is made of, the last of which tells whether the next goes on from it."""

    __slots__ = ("left", "line", "printed")

    def __init__(self, line: Line, printed: Printed, left: float) -> None:
        self.line, self.printed, self.left = line, printed, left


def blocks(lines: Sequence[Printed], outside: frozenset[int], look: Look) -> Iterator[Line]:
    """Every printed line, those `outside` the text as furniture, each at its place."""
    held: list[Draft] = []
    last: Draft | None = None
    for printed in lines:
        if id(printed) in outside:
            held.append(Draft(Line(printed.text, Kind.FURNITURE, page=printed.page), printed, 0.0))
            continue
        if last is not None and last.printed.page == printed.page and _joins(last, printed, look):
            continue
        last = _draft(printed, last, look)
        held.append(last)
    yield from (draft.line for draft in held)


def _draft(printed: Printed, last: Draft | None, look: Look) -> Draft:
    gap = last is None or _gap(last, printed, look)
    first = printed.first
    page = printed.page
    if marks.is_furniture(printed.text):
        return Draft(Line(printed.text, Kind.FURNITURE, page=page), printed, first.left)
    if len(printed.segments) > 1:
        cells = tuple(segment.text for segment in printed.segments)
        return Draft(Line(kind=Kind.ROW, gap=gap, cells=cells, page=page), printed, first.left)
    level = _level(printed, gap, look)
    if level:
        return Draft(Line(printed.text, Kind.HEADING, gap, level, page=page), printed, first.left)
    marker, text = _marked(first)
    if marker:
        left = next((word.left for word in first.words[1:]), first.left)
        return Draft(Line(text, Kind.ITEM, gap, _depth(first.left, look), marker, page=page), printed, left)
    return Draft(Line(printed.text, gap=gap, page=page), printed, first.left)


def _level(printed: Printed, gap: bool, look: Look) -> int:
    """A heading's level: by the rank of its size, or below all of these where only its bold type marks it; 0 for none."""
    text, size = printed.text, _round(printed.size)
    worded = any(letter.isalpha() for letter in text) and len(text) < _LONGEST_HEADING
    if size in look.headings and worded and _marked(printed.first)[0] != marks.BULLET:
        return min(look.headings.index(size) + 1, 6)
    if printed.first.bold and not look.bold and gap and size >= look.size and marks.is_titled(text):
        return min(len(look.headings) + 1, 6)
    return 0


def _depth(left: float, look: Look) -> int:
    return min(max(sum(left >= indent - 0.1 for indent in look.indents) - 1, 0), _DEEPEST)


def _gap(last: Draft, printed: Printed, look: Look) -> bool:
    """Does space stand before a line? At the head of a page or column: does no sentence run on from the last?"""
    if last.line.kind in (Kind.HEADING, Kind.FURNITURE):
        return True
    above = last.printed
    if _under(above, printed):
        return _distance(above, printed) > look.pitch * _WIDER
    if marks.split_marker(printed.text)[0]:
        return False
    small = printed.text[:1].islower() or above.text.endswith(("-", ",", "\u00ad"))
    return not (abs(above.size - printed.size) < 0.6 and (small or (_is_filled(above, printed, look) and not above.text.endswith("."))))


def _is_filled(above: Printed, printed: Printed, look: Look) -> bool:
    """Would the next word not have fitted on the line above, so that it had to wrap?"""
    word = printed.first.words[0]
    limit = max(above.limit, look.margin) if above.column == 0 else above.limit
    return above.segments[-1].right + 0.25 * word.size + (word.right - word.left) > limit + 0.5


def _joins(last: Draft, printed: Printed, look: Look) -> bool:
    """Put a line to the one above where it is the rest of a wrapped item, heading or row; say whether it was."""
    line, above = last.line, last.printed
    if not _under(above, printed) or _distance(above, printed) > look.pitch * _WIDER or _marked(printed.first)[0]:
        return False
    if line.kind is Kind.ROW:
        return _joins_row(last, printed, look)
    alike = abs(above.size - printed.size) < 0.6 and len(printed.segments) == 1 and _is_filled(above, printed, look)
    if line.kind is Kind.ITEM:
        hangs = printed.first.left >= last.left - 3
        joined = alike and hangs
    else:
        joined = line.kind is Kind.HEADING and alike and printed.first.bold == above.first.bold and not printed.text[:1].isdigit()
    if joined:
        last.line, last.printed = replace(line, text=f"{line.text}\n{printed.text}"), printed
    return joined


def _joins_row(last: Draft, printed: Printed, look: Look) -> bool:
    """The rest of wrapped cells: fewer than the row has, each below a cell that is filled to the next."""
    above, cells = last.printed, list(last.line.cells)
    if len(printed.segments) >= len(above.segments):
        return False
    under = [_cell_above(segment, above) for segment in printed.segments]
    if any(index is None or not _cell_is_filled(above, index, segment, look) for index, segment in zip(under, printed.segments, strict=True)):
        return False
    segments = list(above.segments)
    for index, segment in zip(under, printed.segments, strict=True):
        if index is not None:
            cells[index] = f"{cells[index]}\n{segment.text}"
            segments[index] = segment
    last.line = replace(last.line, cells=tuple(cells))
    last.printed = Printed(tuple(segments), above.page, above.column, above.limit, printed.base)
    return True


def _cell_above(segment: Segment, above: Printed) -> int | None:
    return next((index for index, cell in enumerate(above.segments) if abs(cell.left - segment.left) < 4), None)


def _cell_is_filled(above: Printed, index: int, segment: Segment, look: Look) -> bool:
    word = segment.words[0]
    last = index + 1 == len(above.segments)
    limit = max(above.limit, look.margin) if last else above.segments[index + 1].left - 0.3 * word.size
    return above.segments[index].right + 0.25 * word.size + (word.right - word.left) > limit
