"""Words that were too long for their cell and were cut without a hyphen, wherever the last letter fitted: "Kommun" over "e".

A word that only ended near the edge looks alike. What tells them apart: whether the next letter would have fitted, and which of the words stand
elsewhere in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.readers.pdf_lines import Printed
from loaders.readers.pdf_words import Word

_NARROW, _WIDE = 0.45, 1.45  # of a usual letter
_LONGEST = 1.1  # of what fitted: a longer rest is a word of its own, few words being twice as wide as a column
_BESIDE = 1.1  # a letter with the space beside it
_SMALL = 3  # letters of a word that may be an ending as well as a word
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d?)?")
_LETTERS = re.compile(r"[^\W\d_]+")


def known(lines: Sequence[Printed]) -> frozenset[str]:
    """The words of the document in small letters, but for those of which a cut may have made two."""
    if not any(line.rows for line in lines):
        return frozenset()
    return frozenset(part.lower() for word in _surely_whole(lines) for part in _LETTERS.findall(word.text))


def _surely_whole(lines: Sequence[Printed]) -> Iterator[Word]:
    for line in lines:
        if not line.rows:
            yield from (word for segment in line.segments for word in segment.words)
            continue
        for cell in (cell for row in line.rows for cell in row):
            for index, told in enumerate(cell):
                words = [word for segment in told.segments for word in segment.words]
                behind = index > 0 and len(cell[index - 1].segments[-1].words) == 1
                before = len(words) == 1 and index + 1 < len(cell)
                yield from words[behind : len(words) - before]


def is_cut(above: Printed, line: Printed, so_far: str, words: frozenset[str]) -> bool:
    """Does the first word of a line go on with the one that stands alone above, at the end of the text `so_far` of the cell?"""
    (word, *more), (rest, *behind) = above.segments[-1].words, line.first.words
    if above.uncut or more or len(above.segments) > 1 or not _reaches(above, word, rest):
        return False
    if _NUMBER.fullmatch(word.text + rest.text):
        return not (_NUMBER.fullmatch(word.text) and _NUMBER.fullmatch(rest.text))
    if not (word.text[-1:].isalpha() and rest.text[:1].islower()):
        return False
    first, second = (_LETTERS.findall(so_far) or [""])[-1].lower(), (_LETTERS.findall(rest.text) or [""])[0].lower()
    if first + second in words:
        return True
    if rest.right - rest.left > _LONGEST * (word.right - word.left) or (len(second) <= _SMALL and rest.text.endswith(".")):
        return False
    ending = len(second) <= _SMALL and not behind
    return first not in words and (second not in words or ending)


def _reaches(above: Printed, word: Word, rest: Word) -> bool:
    """Is there no room for the next letter?"""
    every = sum(map(_width, rest.text))
    return word.right + _BESIDE * (rest.right - rest.left) * _width(rest.text[0]) / every > above.limit


def _width(letter: str) -> float:
    """Of most types, in usual letters."""
    if letter in "fijltr.,:;()|'- ":
        return _NARROW
    return _WIDE if letter in "mwæMWÆ" else 1.0
