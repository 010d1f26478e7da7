"""Page headers, page footers and page numbers: what stands at the same height on page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from loaders.readers import marks
from loaders.readers.pdf_lines import Printed

_LINES = 6  # at either end of a page that may be header or footer
_MARGIN = 0.15  # of the page's height
_SAME_HEIGHT = 6.0  # points
_SHARE = 0.4  # of the pages: odd and even pages may differ
_STEADY = 0.7  # of a text's occurrences, at its height: a label in the text stands anywhere
_NUMBERS = re.compile(r"\d+")
_OUTERMOST = 51.0  # points from the paper's edge, 18 mm: where word processors put headers and footers, and nobody puts text
_OUTER = 1.4  # times that: where a header with a number in it may stand
_SMALL = 0.9  # of the text's size: the type of a header or footer
_SMALL_PRINT = 9.0  # points
_SPACE = 2.0  # times the text's size between its first or last line and a header or footer


def edges(pages: Sequence[Sequence[Printed]], heights: Sequence[float], size: float) -> frozenset[int]:
    """The `id` of every line that is no part of the text, whose type has a `size`."""
    found = {id(line) for page, height in zip(pages, heights, strict=True) for line in _apart(page, height, size)}
    places: dict[str, list[tuple[int, Printed]]] = defaultdict(list)
    for page, height in zip(pages, heights, strict=True):
        for line in _outer(page, height):
            places[_form(line)].append((line.page, line))
            if marks.is_page_number(line.text) and any(line is one for one in (*_ends(page),)):
                found.add(id(line))
    alike = {form for form, lines in places.items() if len({line.text for _, line in lines}) == 1}
    everywhere = Counter(_form(line) for page in pages for line in page)
    for form, lines in places.items():
        if form in alike or all(not _OUTER * _OUTERMOST < line.base < heights[page - 1] - _OUTER * _OUTERMOST for page, line in lines):
            found.update(id(line) for line in _repeated(lines, everywhere[form], len(pages)))
    return frozenset(found)


def _apart(page: Sequence[Printed], height: float, size: float) -> list[Printed]:
    """What stands at the paper's edge in small print, or in no larger print than the text and well apart from it: the header or footer of a
    document of a single page as well, where nothing repeats."""
    inner = [line.base for line in page if _OUTERMOST < line.base < height - _OUTERMOST]
    if not inner:
        return []
    low, high = min(inner) - _SPACE * size, max(inner) + _SPACE * size
    outer = [line for line in page if not _OUTERMOST < line.base < height - _OUTERMOST]
    return [line for line in outer if line.size < _SMALL * size or (line.size <= max(size + 0.5, _SMALL_PRINT) and not low < line.base < high)]


def _form(line: Printed) -> str:
    """The text with every number alike: page numbers count on. Further from the edge than these a text with a number ("Punkt 3") is no header."""
    return _NUMBERS.sub("#", line.text)


def _ends(page: Sequence[Printed]) -> tuple[Printed, ...]:
    """The highest two and the lowest two lines."""
    ordered = sorted(page, key=lambda line: line.base)
    return (*ordered[:2], *ordered[-2:])


def _outer(page: Sequence[Printed], height: float) -> Sequence[Printed]:
    ordered = sorted(page, key=lambda line: line.base)
    outer = {id(line): line for line in (*ordered[:_LINES], *ordered[-_LINES:])}
    return [line for line in outer.values() if not height * _MARGIN < line.base < height * (1 - _MARGIN)]


def _repeated(lines: Sequence[tuple[int, Printed]], everywhere: int, pages: int) -> list[Printed]:
    level = median(line.base for _, line in lines)
    steady = [(page, line) for page, line in lines if abs(line.base - level) < _SAME_HEIGHT]
    on = len({page for page, _ in steady})
    if on < 2 or on < _SHARE * pages or len(steady) < _STEADY * everywhere:
        return []
    return [line for _, line in steady]
