"""Small numbers above the line: they refer to a note, begin one, or are a power, and belong to the word that they stand at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.readers.marks import raised
from loaders.readers.pdf_words import SMALLER, Word

_LONGEST = 2  # digits
_NEAR = 0.35  # of the larger type's size, from the word to its number; a note's number may stand a space before it
_HEIGHTS = (0.15, 0.7)  # of the larger type's size above the line


def settled(words: Sequence[Word]) -> Iterator[Word]:
    """The words in the order in which they were drawn, each such number at its word's end, or on the line that it begins."""
    held: Word | None = None
    for index, word in enumerate(words):
        if len(word.text) <= _LONGEST and word.text.isdecimal():
            after = words[index + 1] if index + 1 < len(words) else None
            if held is not None and _is_above(word, held) and 0 <= word.left - held.right + _NEAR * held.size <= 2 * _NEAR * held.size:
                held = replace(held, text=held.text + raised(word.text), right=word.right)
                continue
            if after is not None and _is_above(word, after) and 0 <= after.left - word.right <= 2 * _NEAR * after.size:
                word = replace(word, text=raised(word.text), base=after.base, size=after.size)
        if held is not None:
            yield held
        held = word
    if held is not None:
        yield held


def _is_above(word: Word, line: Word) -> bool:
    low, high = _HEIGHTS
    return word.size <= SMALLER * line.size and low * line.size <= word.base - line.base <= high * line.size
