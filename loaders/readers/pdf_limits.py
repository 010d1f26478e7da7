"""Where the text of each column of a page ends on the right: a line that ends well before it ends what it says.

The longest line tells it where some line was broken there. Where none was (a page of short lines: a list of people, of fields), the longest of them
tells nothing, and the text has as much room on the right as it has space on the left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf

from loaders.readers.pdf_lines import Printed
from loaders.readers.pdf_stretch import natural_end

NARROWEST = 9.0  # of the type's size: a column of running text
BETWEEN = 2.0  # of the type's size: the most space that keeps text away from what stands beside it
_FURTHEST = 2.2  # of the type's size, between two lines of a paragraph
_SAME_EDGE = 5.0  # points

Place = tuple[int, int]


def limits(lines: Sequence[Printed], size: float, widths: Sequence[float]) -> dict[Place, float]:
    """By page and column. The first column of a page with little text on it ends where that of most pages does; what is too narrow for running
    text ends nowhere."""
    found: dict[Place, float] = {}
    lefts: dict[Place, float] = {}
    for line in lines:
        if not line.rows:
            place = line.page, line.column
            found[place] = max(found.get(place, 0.0), line.segments[-1].right)
            lefts[place] = min(lefts.get(place, line.first.left), line.first.left)
    first = sorted(limit for (_, column), limit in found.items() if column == 0)
    usual = first[len(first) // 2] if first else 0.0
    whole = {place: max(limit, usual) if place[1] == 0 else limit for place, limit in found.items()}
    proven = [lefts[place] for place in _broken(lines, whole)]
    for place, left in lefts.items():
        if not any(abs(left - edge) < _SAME_EDGE for edge in proven):
            beside = _beside(lines, place, found[place])
            whole[place] = max(whole[place], widths[place[0] - 1] - left if beside is None else beside - BETWEEN * size)
    return {place: limit if limit - lefts[place] > NARROWEST * size else inf for place, limit in whole.items()}


def _beside(lines: Sequence[Printed], place: Place, limit: float) -> float | None:
    """Where what stands beside a column begins, to the right of it: that leaves it no more room."""
    page = [line for line in lines if line.page == place[0]]
    own = [line.base for line in page if line.column == place[1] and not line.rows]
    beside = (segment for line in page for segment in line.segments if segment.left > limit)
    return min((segment.left for segment in beside if own[-1] <= segment.base <= own[0]), default=None)


def _broken(lines: Sequence[Printed], found: Mapping[Place, float]) -> Iterator[Place]:
    """The columns in which some line was surely broken at the edge: what stands on the next begins small or in parentheses, or hangs below an item's
    text, and would not have fitted."""
    for above, line in pairwise(lines):
        place = line.page, line.column
        if (above.page, above.column) != place or above.rows or line.rows or not _is_rest(above, line):
            continue
        apart = above.base - line.base
        near = 0 < apart <= _FURTHEST * line.size and abs(above.size - line.size) < 0.6
        word = line.first.words[0]
        if near and natural_end(above.segments[-1]) + 0.25 * word.size + word.right - word.left > found[place]:
            yield place


def _is_rest(above: Printed, line: Printed) -> bool:
    words = above.first.words
    hangs = len(words) > 1 and line.first.left - words[0].left > _SAME_EDGE and abs(line.first.left - words[1].left) < 1.0
    return line.text[:1].islower() or line.text.startswith("(") or hangs
