"""Letterspaced words ("R E F E R A T"), which PDFium takes for a word a letter, put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from loaders.readers.pdf_words import Word

_LONGEST = 2  # characters: two letters may stand close enough to be one word
_FEWEST = 5  # words in a row that are so short
_FARTHEST = 1.0  # of the type's size between letters of a line
_WIDER = 0.2  # of the type's size: a space beyond that between letters is one between words


def closed(row: Sequence[Word]) -> Iterator[Word]:
    """The words of a line, from left to right, each run of single letters as the words that they spell."""
    run: list[Word] = []
    for word in row:
        if run and not (_is_letter(word) and word.left - run[-1].right <= _FARTHEST * word.size):
            yield from _spelt(run)
            run = []
        if _is_letter(word):
            run.append(word)
        else:
            yield word
    yield from _spelt(run)


def _is_letter(word: Word) -> bool:
    """One or two characters, but no "A," of a list."""
    return len(word.text) <= _LONGEST and (word.text.isalnum() or len(word.text) == 1)


def _spelt(run: Sequence[Word]) -> Iterator[Word]:
    letters = sum(word.text.isalpha() for word in run)
    if len(run) < _FEWEST or letters < _FEWEST - 1 or sum(len(word.text) for word in run) > 1.5 * len(run):
        yield from run
        return
    between = median(word.left - before.right for before, word in pairwise(run))
    held = run[0]
    for word in run[1:]:
        if word.left - held.right <= between + _WIDER * word.size:
            held = replace(held, text=held.text + word.text, right=word.right, bold=held.bold and word.bold)
        else:
            yield held
            held = word
    yield held
