"""What stands together on a printed line, and what stands on one height of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.readers.pdf_spacing import closed
from loaders.readers.pdf_words import Word

_SAME_LINE = 0.4  # of the type's size, between baselines: superscripts and symbols stand on others
_APART = 1.1  # of the type's size: wider than the space between words, also of most justified lines


@dataclass(frozen=True)
class Segment:
    """Words that stand together on a line."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def base(self) -> float:
        return self.words[-1].base

    @property
    def drawn(self) -> int:
        return self.words[0].drawn

    @cached_property
    def size(self) -> float:
        """That of most of its letters."""
        return max((sum(len(word.text) for word in self.words if word.size == size), size) for size in {word.size for word in self.words})[1]

    @cached_property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if any(letter.isalnum() for letter in word.text))


Row = tuple[Segment, ...]


def rows(words: Sequence[Word]) -> list[Row]:
    """What stands on one height, from left to right, split where space sets it apart."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.base, word.left)):
        if found and found[-1][0].base - word.base <= _SAME_LINE * max(word.size, found[-1][0].size):
            found[-1].append(word)
        else:
            found.append([word])
    return [tuple(_segments(row)) for row in found]


def _segments(row: list[Word]) -> Iterator[Segment]:
    held: list[Word] = []
    for word in closed(sorted(row, key=lambda word: word.left)):
        if held and word.left - held[-1].right > _APART * word.size:
            yield Segment(tuple(held))
            held = []
        held.append(word)
    if held:
        yield Segment(tuple(held))
