"""Text that remembers where it stood: cleaned for reading, with the place of every character in the text as read.

Rules match on `Passage.text` (no soft hyphens, no Markdown marks, one space for any white space); `Passage.span` leads back, so that
a quote is always `source[span.start:span.end]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce

from loaders.model import Span

_INVISIBLE = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}
_UNEVEN = re.compile(rf"[{''.join(sorted(_INVISIBLE))}]|[^\S ]|  ")


@dataclass(frozen=True, slots=True)
class Passage:
    """Clean `text`; `places[i]` is the offset in the source of `text[i]` (a range where nothing was left out: it is cut for nothing).

    Slices and strips like a string.
    """

    text: str
    places: Sequence[int] = field(compare=False, repr=False)
    page: int | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, part: slice) -> Passage:
        return Passage(self.text[part], self.places[part], self.page)

    @property
    def span(self) -> Span:
        """Where this passage stands in the source; an empty passage has no place.

        >>> clean("  a\u00adb ", 10).span
        Span(start=12, end=15, page=None)
        """
        if not self.places:
            raise ValueError("an empty passage stands nowhere")
        if isinstance(self.places, range):
            return Span(self.places[0], self.places[-1] + 1, self.page)
        return Span(min(self.places), max(self.places) + 1, self.page)

    def strip(self, characters: str = " ") -> Passage:
        end = len(self.text.rstrip(characters))
        start = len(self.text) - len(self.text.lstrip(characters))
        return self[start : max(start, end)] if start or end < len(self.text) else self

    def without(self, pattern: re.Pattern[str]) -> Passage:
        """This passage without what the pattern finds (marks that are no text); the places of the rest stay true."""
        if not pattern.search(self.text):
            return self
        kept = list(range(len(self.text)))
        for found in reversed(list(pattern.finditer(self.text))):
            del kept[found.start() : found.end()]
        return Passage("".join(self.text[index] for index in kept), tuple(self.places[index] for index in kept), self.page)

    def group(self, found: re.Match[str], name: str | int = 0) -> Passage:
        """The part of this passage that a match on its text has found.

        >>> line = clean("kl. 09:00", 0)
        >>> line.group(re.search("[0-9:]+", line.text)).span
        Span(start=4, end=9, page=None)
        """
        start, end = found.span(name)
        return self[max(start, 0) : max(end, 0)]

    def split(self, pattern: re.Pattern[str]) -> Iterator[Passage]:
        """The parts between matches, stripped, empty ones left out."""
        at = 0
        for found in pattern.finditer(self.text):
            part = self[at : found.start()].strip()
            if part:
                yield part
            at = found.end()
        part = self[at:].strip()
        if part:
            yield part


def clean(source: str, offset: int, page: int | None = None) -> Passage:
    """`source`, which stands at `offset` of the text as read, without invisible characters and with single spaces.

    >>> clean("bor\u00adgmester \u00a0 A", 0).text
    'borgmester A'
    """
    bare = source.strip()
    if not _UNEVEN.search(bare):
        start = offset + source.find(bare)
        return Passage(bare, range(start, start + len(bare)), page)
    characters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(source):
        if character in _INVISIBLE:
            continue
        if character.isspace():
            if not characters or characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        places.append(offset + index)
    if characters and characters[-1] == " ":
        characters.pop()
        places.pop()
    return Passage("".join(characters), tuple(places), page)


def join(passages: Iterable[Passage]) -> Passage:
    """Lines put together with single spaces, a word broken at a line's end made whole ("sam-" + "arbejde").

    A hyphen stays where the next line starts with a capital ("Poul-" + "Erik") or with a conjunction ("natte-" + "og dagvagt").

    >>> join([clean("et tværsek-", 0), clean("torielt samarbejde", 12)]).text
    'et tværsektorielt samarbejde'
    >>> join([clean("social-", 0), clean("og boligområdet", 8)]).text
    'social- og boligområdet'
    >>> join([clean("Poul-", 0), clean("Erik", 6)]).text
    'Poul-Erik'
    """
    passages = [passage for passage in passages if passage]
    if len(passages) == 1:
        return passages[0]
    page: int | None = None
    pieces: list[str] = []
    offsets: list[int] = []
    for passage in passages:
        if page is None:
            page = passage.page
        if offsets:
            compound = _compound(pieces, passage.text)
            if not compound and _broken(pieces, passage.text):
                pieces.pop()
                offsets.pop()
            elif pieces and pieces[-1] != " " and not compound:
                pieces.append(" ")
                offsets.append(_between(offsets, passage.places))
        pieces.extend(passage.text)
        offsets.extend(passage.places)
    return Passage("".join(pieces), tuple(offsets), page)


def listed(one: Passage, other: Passage, mark: str) -> Passage:
    """Two passages with a mark between them that the source does not have (", " between fields of two lines)."""
    if not (one and other):
        return one or other
    at = _between(one.places, other.places)
    return Passage(f"{one.text}{mark}{other.text}", (*one.places, *([at] * len(mark)), *other.places), one.page)


def series(passages: Iterable[Passage]) -> Passage:
    """Several fields as one line, with commas between them that the source does not have."""
    return reduce(lambda whole, one: listed(whole, one, ", "), passages)


def worded(words: str, place: Passage) -> Passage:
    """Words that the source does not have, standing where a passage begins."""
    return Passage(words, (place.places[0],) * len(words), place.page)


def led(words: str, passage: Passage) -> Passage:
    """A passage behind words that the source does not have."""
    return Passage(words + passage.text, (*worded(words, passage).places, *passage.places), passage.page)


def _between(places: Sequence[int], following: Sequence[int]) -> int:
    """Where what is put between two passages stands: behind the first, or at its end where the second stands before it (cells put in order)."""
    return places[-1] + (following[0] > places[-1])


_LONGEST_WORD = 60  # characters looked back over
_CONJUNCTION = re.compile(r"(og|eller|samt|hhv)\b")


def _compound(pieces: list[str], following: str) -> bool:
    """Was it broken at its own hyphen: before a capital, between numbers ("18-" + "22"), or where it has another ("Følge-hjem-" + "ordning")?"""
    if len(pieces) < 2 or pieces[-1] != "-":
        return False
    if pieces[-2].isdigit() and following[:1].isdigit():
        return True
    if not pieces[-2].isalpha() or _CONJUNCTION.match(following):
        return False
    word = "".join(pieces[-_LONGEST_WORD:]).rsplit(" ", 1)[-1]
    return following[:1].isupper() or "-" in word[:-1]


def _broken(pieces: list[str], following: str) -> bool:
    """Does the text end in a word that the line's end has broken?"""
    if len(pieces) < 2 or pieces[-1] != "-" or not pieces[-2].isalpha():
        return False
    return following[:1].islower() and not _CONJUNCTION.match(following)
