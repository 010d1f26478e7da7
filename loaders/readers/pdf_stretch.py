"""Justified lines: their spaces are stretched until the line ends at the edge, sometimes until they look like those between columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.readers.pdf_segments import Row, Segment
from loaders.readers.pdf_words import Word

_ALIKE = 0.15  # of the type's size: how much the spaces of a line differ, by the shapes of the letters beside them
_FEWEST = 2  # spaces in a line, to be alike
_ENDING = 3  # lines that end at an edge
_SPACE, _WIDE = 0.33, 0.6  # of the type's size: a space between words, and one that was stretched


def whole(region: Sequence[Row]) -> Iterator[Row]:
    """The rows, those that are stretched lines as one segment each."""
    ends = Counter(edge for row in region for edge in _near(row[-1].right))
    for row in region:
        words = tuple(word for segment in row for word in segment.words)
        stretched = len(row) > 1 and ends[round(row[-1].right)] >= _ENDING and _is_even(words)
        yield (Segment(words),) if stretched else row


def _near(right: float) -> tuple[int, ...]:
    return round(right) - 1, round(right), round(right) + 1


def _is_even(words: Sequence[Word]) -> bool:
    spaces = _spaces(words)
    return len(spaces) >= _FEWEST and max(spaces) - min(spaces) <= _ALIKE * words[0].size


def _spaces(words: Sequence[Word]) -> list[float]:
    return [word.left - before.right for before, word in pairwise(words)]


def natural_end(segment: Segment) -> float:
    """Where its text would end had its spaces not been stretched."""
    spaces, size = _spaces(segment.words), segment.size
    if not spaces or sum(spaces) <= _WIDE * size * len(spaces):
        return segment.right
    return segment.right - sum(max(space - _SPACE * size, 0.0) for space in spaces)
