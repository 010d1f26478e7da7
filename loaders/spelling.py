"""When two spellings may be one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Name = tuple[str, ...]
"""A name's parts, folded: lower case, no accents, å as aa, a hyphen as a space, initials without their stop."""

_LETTERS = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ö": "oe", "ä": "ae", "ð": "d", "þ": "th", "ß": "ss"})
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("oee", "oe"),  # Høeg, Høg
        ("ue", "u"),  # Kuehnau, Kühnau
        ("(?<=[gtdkb])h", ""),  # Høgh, Thomas
        ("ph", "f"),
        ("c[hk]?", "k"),  # Christian, Bech
        ("w", "v"),
        ("z", "s"),
        ("kj", "k"),  # Kjær, Kær
        (r"(.)\1+", r"\1"),  # Kjærulff
    )
)


@lru_cache(maxsize=65536)
def parts(name: str) -> Name:
    """
    >>> parts("Lise-Lotte G. Ågård"), parts("DrejØ")
    (('lise', 'lotte', 'g', 'aagaard'), ('drejoe',))
    """
    folded = unicodedata.normalize("NFKC", name.replace("\u00ad", "")).lower().translate(_LETTERS)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    return tuple(re.findall(r"\w+", re.sub(r"['’]", "", plain)))


@lru_cache(maxsize=65536)
def sound(part: str) -> str:
    """What spellings of one name share.

    >>> sound("hoegh") == sound("hoeeg") == sound("hoeg"), sound("jensen") == sound("jansen")
    (True, False)
    """
    for pattern, heard in _SOUNDS:
        part = pattern.sub(heard, part)
    return part


def block(name: Name) -> tuple[str, str]:
    """Names that may be one share this: given name and surname as they sound. Raises IndexError for no name at all."""
    return sound(name[0]), sound(name[-1])


def is_whole(name: Name) -> bool:
    """Given name and surname both written out?

    >>> is_whole(parts("Anders G. Christensen")), is_whole(parts("A. Christensen")), is_whole(parts("Christensen"))
    (True, False, False)
    """
    return len(name) > 1 and len(name[0]) > 1 and len(name[-1]) > 1


def is_full(name: Name) -> bool:
    """Three parts or more, initials not counted: a name that few people share."""
    return is_whole(name) and sum(len(part) > 1 for part in name) >= 3


def may_be_one(one: Name, other: Name) -> bool:
    """Same given name and surname as they sound, and the middle names of one among those of the other, an initial for a name.

    >>> may_be_one(parts("Anders Jensen"), parts("Anders Bo Jensen")), may_be_one(parts("Anders Carl Jensen"), parts("Anders Bo Jensen"))
    (True, False)
    >>> may_be_one(parts("Anders G. Kjærulf"), parts("Anders Gade Kjærulff"))
    True
    """
    if one == other:
        return True
    if not (is_whole(one) and is_whole(other)) or block(one) != block(other):
        return False
    short, long = sorted((one[1:-1], other[1:-1]), key=len)
    rest = iter(long)
    return all(any(_same_part(part, met) for met in rest) for part in short)


def _same_part(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return sound(one) == sound(other)
