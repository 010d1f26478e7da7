"""By what names the reference data know organisations, and whether a text can begin or end with one."""

from __future__ import annotations

import re
from functools import cache

from loaders.vocabulary import THINGS, Concept, concepts, folded, scheme


@cache
def labelled() -> dict[str, tuple[Concept, ...]]:
    """Reference organisations by folded label; one label may name several (psychiatries of different regions)."""
    table: dict[str, tuple[Concept, ...]] = {}
    prefix = f"{THINGS}organisation/"
    for concept in concepts().values():
        if concept.iri.startswith(prefix):
            for label in {folded(spelling) for wording in concept.labels for spelling in (wording, wording.replace("-", " "))}:
                table[label] = (*table.get(label, ()), concept)
    return table


@cache
def units() -> dict[str, Concept]:
    return {folded(label): concept for concept in scheme("unit") for label in concept.labels}


def may_begin(text: str) -> bool:
    """Does a text begin with the first word of some organisation's name in the reference data? Most do not, and are done.

    >>> may_begin("PLO-Midtjylland Jens Holm"), may_begin("Odders"), may_begin("Jens Holm")
    (True, True, False)
    """
    return not _words_of(text, 0).isdisjoint(_edges()[0])


def may_end(text: str) -> bool:
    return not _words_of(text, -1).isdisjoint(_edges()[1])


def _words_of(text: str, at: int) -> set[str]:
    """The word at one end of a text, as a name may have it: itself, with an s, without one, or "Kommune" for its abbreviation."""
    words = _PARTS.findall(text)
    word = folded(words[at]) if words else ""
    return {word, f"{word}s", word[:-1], "kommune" if word.startswith("kom") else word}


_PARTS = re.compile(r"[\w\u00ad]+")


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last words of all names of organisations and units."""
    found = [parts for label in (*labelled(), *units()) if (parts := _PARTS.findall(label))]
    return frozenset(parts[0] for parts in found), frozenset(parts[-1] for parts in found)
