"""Running text cut at a margin, told from a list of lines."""

from __future__ import annotations


def is_wrapped(lines: list[str]) -> bool:
    """Running text cut at a margin: all lines but the last are about as long, and a sentence goes on in small letters on one of them.

    >>> is_wrapped(["Regionsrådet i Region Syddanmark har udpeget fem af sine egne", "medlemmer: Ane Holm (V) og Bo Lund (A)."])
    True
    >>> is_wrapped(["Ane Holm, direktør", "Bo Lund, chefkonsulent"])
    False
    """
    widest = max((len(line) for line in lines[:-1]), default=0)
    even = widest >= 60 and all(len(line) >= 0.75 * widest for line in lines[:-1])
    return even and lines[0][:1].isupper() and any(line[:1].islower() for line in lines[1:])
