"""Bullets that are drawn, not written: a dot right before the first word of a line is a letter like any other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from loaders.readers import marks
from loaders.readers.pdf_rules import Dot
from loaders.readers.pdf_words import Word

_FARTHEST = 4.0  # of the type's size, from a dot to its word
_NEAREST = 0.1
_HIGHEST = 1.0  # of the type's size above the line that the letters stand on
_LARGEST = 0.8  # of the type's size


def bullets(words: Sequence[Word], dots: Sequence[Dot]) -> Iterator[Word]:
    """The dots that begin a line, as words."""
    if not dots:
        return
    ordered = sorted(words, key=lambda word: word.base)
    bases = [word.base for word in ordered]
    largest = max((word.size for word in words), default=0.0)
    for dot in dots:
        near = ordered[bisect_left(bases, dot.height - _HIGHEST * largest) : bisect_left(bases, dot.height)]
        line = [word for word in near if dot.height <= word.base + _HIGHEST * word.size]
        behind = min((word for word in line if word.left >= dot.right), key=lambda word: word.left, default=None)
        if behind is None or dot.right - dot.left > _LARGEST * behind.size:
            continue
        before = any(behind.left - 2 * _FARTHEST * word.size < word.right <= dot.left for word in line)
        if not before and _NEAREST * behind.size <= behind.left - dot.right <= _FARTHEST * behind.size:
            yield Word(marks.BULLET, dot.left, dot.right, behind.base, behind.size, behind.bold, behind.drawn)
