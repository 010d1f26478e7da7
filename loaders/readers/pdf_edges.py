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
_SMALL = 0.9  # of the text's size: the type of a header or footer


def edges(pages: Sequence[Sequence[Printed]], heights: Sequence[float], size: float) -> frozenset[int]:
    """The `id` of every line that is no part of the text, whose type has a `size`."""
    found = {id(line) for page, height in zip(pages, heights, strict=True) for line in _small(page, height, size)}
    places: dict[str, list[tuple[int, Printed]]] = defaultdict(list)
    for page, height in zip(pages, heights, strict=True):
        for line in _outer(page, height):
            places[_form(line)].append((line.page, line))
            if marks.is_page_number(line.text) and any(line is one for one in (*_ends(page),)):
                found.add(id(line))
    everywhere = Counter(_form(line) for page in pages for line in page)
    for form, lines in places.items():
        found.update(id(line) for line in _repeated(lines, everywhere[form], len(pages)))
    return frozenset(found)


def _small(page: Sequence[Printed], height: float, size: float) -> list[Printed]:
    """Small print at the paper's edge: the header or footer of a document of a single page as well, where nothing repeats."""
    return [line for line in page if line.size < _SMALL * size and not _OUTERMOST < line.base < height - _OUTERMOST]


def _form(line: Printed) -> str:
    """The text with every number alike: page numbers count on."""
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
