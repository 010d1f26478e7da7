"""The words of a text as names are compared by: without case, accents, or what a scanner, a file name or a narrow column makes of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

_INSIDE = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"  # soft hyphens, invisible spaces, accents that stand apart
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_INSIDE}])*")
_BROKEN = re.compile(rf"[^\W\d_]{{2,}}(?:[{_INSIDE}]|[-‐\u00ad][ \t]*\r?\n[ \t]*(?=[^\W\d_]))[^\W\d_]+")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){3,}[^\W\d_](?!\w)")
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "ue", "ð": "d", "þ": "th", "ß": "ss"})
_TWICE = (("oe", "o"), ("ae", "a"), ("aa", "a"), ("ue", "u"))
_SCANNED = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "8": "b"})


class Word(NamedTuple):
    """A word where it stands; `fold` is what it is compared by. A tuple: there are a thousand of them on a page, and making them is what costs."""

    start: int
    end: int
    said: str
    fold: str

    @property
    def capital(self) -> bool:
        return self.said[0].isupper()


@dataclass(frozen=True, slots=True)
class Writing:
    """A text with its words, which are looked for once: `words` as they stand, `pieced` those that are torn apart."""

    text: str
    words: list[Word] = field(repr=False)
    pieced: list[Word] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Writing:
        return cls(text, words(text), list(pieced(text)))


def words(text: str) -> list[Word]:
    """
    >>> [word.fold for word in words("SØREN Kühnau, s0ren_kuehnau")]
    ['soren', 'kuhnau', 'soren', 'kuhnau']
    """
    return [Word(*found.span(), found[0], fold(found[0])) for found in _WORD.finditer(text)]


def pieced(text: str) -> Iterator[Word]:
    """Words that a line's end or wide letters tear apart, as the one word that they are.

    >>> [word.fold for word in pieced("Skjold-\\nager, V A N G")]
    ['skjoldager', 'vang']
    """
    for pattern in (_BROKEN, _SPACED):
        for found in pattern.finditer(text):
            said = re.sub(r"[^\w]+", "", found[0])
            yield Word(*found.span(), said, fold(said))


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Danish letters, both as one and as two ("ø", "oe", "o"), come to the same; digits amid letters are what a scanner made of letters.

    >>> fold("Ågård"), fold("Aagaard"), fold("Agard"), fold("2025")
    ('agard', 'agard', 'agard', '2025')
    """
    lower = unicodedata.normalize("NFC", word).casefold().translate(_DANISH)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", lower) if letter.isalnum())
    if not plain.isdecimal():
        plain = plain.translate(_SCANNED)
    for two, one in _TWICE:
        plain = plain.replace(two, one)
    return plain
