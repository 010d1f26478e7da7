"""What is usual in a PDF: its type, the distance of its lines, the sizes of its headings; and what that tells of two lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from loaders.readers import marks
from loaders.readers.pdf_cut import known
from loaders.readers.pdf_limits import NARROWEST, limits
from loaders.readers.pdf_lines import Printed
from loaders.readers.pdf_segments import Segment
from loaders.readers.pdf_stretch import natural_end

WIDER = 1.22  # than the usual distance of lines: space between paragraphs
_LARGER, _LARGER_BOLD = 1.1, 1.04  # than the body's type: a heading's
_PITCHES = (0.9, 2.2)  # distances of lines, in sizes of type, that may be the usual one
_SPACIOUS = 1.6  # of the type's size
_USUAL = 0.08  # of all distances
_SLACK = 0.5  # points: more than the text's edge, which its longest line tells, but no more than that of a cell, which is drawn
_INDENT = 5.0  # points between two levels of a list


@dataclass(frozen=True, slots=True)
class Look:
    """What is usual in a document: its type, the distance of its lines, the sizes of its headings, the indents of its lists.

    `limits`: where the text of each page's columns ends on the right; `edges`: where it begins on the left. `indents` count from there.
    `words`: those of the document that are surely whole.
    """

    size: float
    bold: bool
    pitch: float
    headings: tuple[float, ...]
    indents: tuple[float, ...]
    limits: dict[tuple[int, int], float]
    edges: dict[tuple[int, int], float]
    words: frozenset[str]

    def limit(self, line: Printed) -> float:
        """Where the text around a line ends on the right."""
        return line.limit or self.limits.get((line.page, line.column), 0.0)

    def indent(self, line: Printed) -> float:
        """How far right of its column's edge a line begins."""
        return line.first.left - self.edges.get((line.page, line.column), 0.0)


def look(lines: Sequence[Printed], widths: Sequence[float]) -> Look:
    """`widths`: those of the pages."""
    size = type_size(lines)
    ends, left = limits(lines, size, widths), _edges(lines, size)
    words = known(lines)
    lines = tuple(_flat(lines))
    segments = [segment for line in lines for segment in line.segments]
    bold = sum(len(segment.text) * (1 if segment.bold else -1) for segment in segments)
    return Look(size, bold > 0, _pitch(lines), tuple(_headings(lines, size, bold > 0)), _indents(lines, left), ends, left, words)


def _headings(lines: Sequence[Printed], size: float, bold: bool) -> list[float]:
    """The sizes of headings, largest first: larger than the text, of few lines; a little larger where only bold lines have it."""
    often = Counter(rounded(line.size) for line in lines)
    plain = {rounded(line.size) for line in lines if bold or not line.first.bold}
    larger = {one for one in often if one > size * (_LARGER if one in plain else _LARGER_BOLD)}
    return sorted((one for one in larger if often[one] < max(0.3 * len(lines), 3)), reverse=True)


def type_size(lines: Sequence[Printed]) -> float:
    """That of most letters."""
    letters: Counter[float] = Counter()
    for line in _flat(lines):
        for segment in line.segments:
            letters[rounded(segment.size)] += len(segment.text)
    return letters.most_common(1)[0][0] if letters else 10.0


def _flat(lines: Sequence[Printed]) -> Iterator[Printed]:
    """With the lines of tables' cells in place of the tables."""
    for line in lines:
        if line.rows:
            yield from (one for row in line.rows for cell in row for one in cell)
        else:
            yield line


def rounded(size: float) -> float:
    return round(size * 2) / 2


def _pitch(lines: Sequence[Printed]) -> float:
    """The usual distance of lines of one size within a paragraph, in sizes of type: the smallest that is not rare. One so wide that no line goes on
    below another is that of paragraphs of a line each."""
    pairs = [(distance(above, line), line) for above, line in pairwise(lines) if under(above, line) and alike(above, line)]
    apart = [one for one, _ in pairs]
    often = Counter(round(one * 20) / 20 for one in apart if _PITCHES[0] <= one <= _PITCHES[1])
    usual = sorted(one for one, count in often.items() if count >= max(2, _USUAL * len(apart)))
    spacious = bool(usual) and usual[0] > _SPACIOUS and not any(abs(one - usual[0]) < 0.1 and line.text[:1].islower() for one, line in pairs)
    return usual[0] if usual and not spacious else 1.2


def under(above: Printed, line: Printed) -> bool:
    return above.page == line.page and above.column == line.column and above.base > line.base


def distance(above: Printed, line: Printed) -> float:
    return (above.base - line.base) / max(above.size, line.size)


def _indents(lines: Sequence[Printed], edges: dict[tuple[int, int], float]) -> tuple[float, ...]:
    found: list[float] = []
    for left in sorted(line.first.left - edges.get((line.page, line.column), 0.0) for line in lines if marked(line.first)[0]):
        if not found or left - found[-1] > _INDENT:
            found.append(left)
    return tuple(found)


def marked(segment: Segment) -> tuple[str, str]:
    return marks.split_marker(segment.text)


def _edges(lines: Sequence[Printed], size: float) -> dict[tuple[int, int], float]:
    """By page and column: the left edge of all that begin nearer to it than a column is wide, as one that holds but a list begins further right."""
    lefts: dict[tuple[int, int], float] = {}
    for line in lines:
        place = line.page, line.column
        lefts[place] = min(lefts.get(place, line.first.left), line.first.left)
    found: dict[tuple[int, int], float] = {}
    edge = -inf
    for place, left in sorted(lefts.items(), key=lambda one: one[1]):
        edge = left if left - edge > NARROWEST * size else edge
        found[place] = edge
    return found


def is_filled(above: Printed, printed: Printed, look: Look) -> bool:
    """Would the next word not have fitted on the line above, so that it had to wrap?"""
    word = printed.first.words[0]
    slack = _SLACK if not above.limit else -2 * _SLACK if word.text[:1].islower() else -_SLACK
    return natural_end(above.segments[-1]) + 0.25 * word.size + (word.right - word.left) > look.limit(above) + slack


def alike(above: Printed, printed: Printed) -> bool:
    return abs(above.size - printed.size) < 0.6


def close(above: Printed, printed: Printed, look: Look) -> bool:
    """Right below, with no more than the usual distance between?"""
    return under(above, printed) and distance(above, printed) <= look.pitch * WIDER
