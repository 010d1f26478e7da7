"""What is usual in a PDF: its type, the distance of its lines, the sizes of its headings; and what that tells of two lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.readers import marks
from loaders.readers.pdf_lines import Printed, Segment

WIDER = 1.22  # than the usual distance of lines: space between paragraphs
_LARGER = 1.1  # than the body's type: a heading's
_PITCHES = (0.9, 2.2)  # distances of lines, in sizes of type, that may be the usual one
_USUAL = 0.08  # of all distances
_INDENT = 5.0  # points between two levels of a list


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
    lines = tuple(_flat(lines))
    letters: Counter[float] = Counter()
    bold = 0
    for line in lines:
        for segment in line.segments:
            letters[rounded(segment.size)] += len(segment.text)
            bold += len(segment.text) * segment.bold
    size = letters.most_common(1)[0][0] if letters else 10.0
    often = Counter(rounded(line.size) for line in lines)
    headings = tuple(sorted((one for one in often if one > size * _LARGER and often[one] < max(0.3 * len(lines), 3)), reverse=True))
    return Look(size, bold * 2 > sum(letters.values()), _pitch(lines), headings, _indents(lines), _margin(lines))


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
    """The usual distance of lines within a paragraph, in sizes of type: the smallest that is not rare."""
    apart = [distance(above, line) for above, line in pairwise(lines) if under(above, line)]
    often = Counter(round(one * 20) / 20 for one in apart if _PITCHES[0] <= one <= _PITCHES[1])
    usual = sorted(one for one, count in often.items() if count >= max(2, _USUAL * len(apart)))
    return usual[0] if usual else 1.2


def under(above: Printed, line: Printed) -> bool:
    return above.page == line.page and above.column == line.column and above.base > line.base


def distance(above: Printed, line: Printed) -> float:
    return (above.base - line.base) / max(above.size, line.size)


def _indents(lines: Sequence[Printed]) -> tuple[float, ...]:
    found: list[float] = []
    for left in sorted(line.first.left for line in lines if marked(line.first)[0]):
        if not found or left - found[-1] > _INDENT:
            found.append(left)
    return tuple(found)


def marked(segment: Segment) -> tuple[str, str]:
    return marks.split_marker(segment.text)


def _margin(lines: Sequence[Printed]) -> float:
    """Where the text of most pages ends on the right."""
    limits = sorted(line.limit for line in lines if line.column == 0)
    return limits[len(limits) // 2] if limits else 0.0


def is_filled(above: Printed, printed: Printed, look: Look) -> bool:
    """Would the next word not have fitted on the line above, so that it had to wrap?"""
    word = printed.first.words[0]
    limit = max(above.limit, look.margin) if above.column == 0 else above.limit
    return above.segments[-1].right + 0.25 * word.size + (word.right - word.left) > limit + 0.5


def alike(above: Printed, printed: Printed) -> bool:
    return abs(above.size - printed.size) < 0.6


def close(above: Printed, printed: Printed, look: Look) -> bool:
    """Right below, with no more than the usual distance between?"""
    return under(above, printed) and distance(above, printed) <= look.pitch * WIDER
