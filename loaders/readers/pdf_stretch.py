"""Justified lines: their spaces are stretched until the line ends at the edge, sometimes until they look like those between columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.readers.pdf_segments import Row, Segment
from loaders.readers.pdf_words import Word

_ALIKE = 0.15  # of the type's size: how much the spaces of a line differ, by the shapes of the letters beside them
_ENDING = 3  # lines that end at an edge
_FLUSH = 0.6  # points from that edge, of a line of two words
_AMOUNT = re.compile(r"[\d.,%-]+")
_SPACE, _WIDE = 0.33, 0.6  # of the type's size: a space between words, and one that was stretched


def whole(region: Sequence[Row]) -> Iterator[Row]:
    """The rows, those that are stretched lines as one segment each."""
    ends = Counter(edge for row in region for edge in _near(row[-1].right))
    edges = min((row[0].left for row in region), default=0.0), max((row[-1].right for row in region), default=0.0)
    for row in region:
        words = tuple(word for segment in row for word in segment.words)
        stretched = len(row) > 1 and _is_even(words) and (ends[round(row[-1].right)] >= _ENDING or _is_across(words, edges))
        if stretched and (len(words) == 2 or ends[round(row[-1].right)] < _ENDING):
            stretched = _is_parted(words, edges[0], region)
        yield (Segment(words),) if stretched else row


def _is_across(words: Sequence[Word], edges: tuple[float, float]) -> bool:
    """Does a line of three words or more take the whole width of the text?"""
    return len(words) > 2 and abs(words[0].left - edges[0]) < _FLUSH and abs(words[-1].right - edges[1]) < _FLUSH


def _is_parted(words: Sequence[Word], edge: float, region: Sequence[Row]) -> bool:
    """Few words from one edge of the text to the other: are they one line that was stretched, no label and amount, no row of columns?"""
    first, last = words[0], words[-1]
    others = [row for row in region if row[-1].words[-1] is not last]
    flush = len(words) > 2 or sum(abs(row[-1].right - last.right) < _FLUSH for row in others) >= _ENDING - 1
    begun = [word.left for word in words[1:]]
    column = any(
        abs(segment.left - left) < 1.0 and abs(segment.right - last.right) >= _FLUSH for row in others for segment in row[1:] for left in begun
    )
    amount = len(words) == 2 and _AMOUNT.fullmatch(last.text) is not None
    return flush and not column and not amount and abs(first.left - edge) < _FLUSH


def _near(at: float) -> tuple[int, ...]:
    return round(at) - 1, round(at), round(at) + 1


def _is_even(words: Sequence[Word]) -> bool:
    spaces = _spaces(words)
    return max(spaces) - min(spaces) <= _ALIKE * words[0].size


def _spaces(words: Sequence[Word]) -> list[float]:
    return [word.left - before.right for before, word in pairwise(words)]


def natural_end(segment: Segment) -> float:
    """Where its text would end had its spaces not been stretched."""
    spaces, size = _spaces(segment.words), segment.size
    if not spaces or sum(spaces) <= _WIDE * size * len(spaces):
        return segment.right
    return segment.right - sum(max(space - _SPACE * size, 0.0) for space in spaces)
