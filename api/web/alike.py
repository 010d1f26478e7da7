"""People whose names are so alike that one may ask whether they are one: what a person is to decide on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from queries.names import folds, names
from store import Store

_ALIKE: Final = 86.0
_COMMON: Final = 60  # a word that more people share (Jensen) tells nothing; their other words still meet
_MOST: Final = 200


def pairs(store: Store) -> list[tuple[str, str, int]]:
    """Pairs of people (IRIs) with how alike their names are, the most alike first. Only names that share a word are compared."""
    known = {name.thing: min(folds(name.label), key=len, default="") for name in names(store, "person") if name.preferred}
    scored = {(one, two): fuzz.token_sort_ratio(known[one], known[two]) for one, two in _candidates(known)}
    found = [(one, two, round(score)) for (one, two), score in scored.items() if score >= _ALIKE or _shortened(known[one], known[two])]
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))[:_MOST]


def _candidates(known: dict[str, str]) -> Iterator[tuple[str, str]]:
    sharing: defaultdict[str, set[str]] = defaultdict(set)
    for thing, name in known.items():
        for word in name.split():
            sharing[word].add(thing)
    met = (pair for things in sharing.values() if len(things) <= _COMMON for pair in combinations(sorted(things), 2))
    yield from dict.fromkeys(met)


def _shortened(one: str, two: str) -> bool:
    """Whether one name is the other without some of its middle names, or with initials for them.

    >>> _shortened("bo birk", "bo b birk"), _shortened("bo birk", "bo dahl"), _shortened("bo birk", "bo birk")
    (True, False, False)
    """
    short, long = sorted((one.split(), two.split()), key=len)
    return 2 <= len(short) < len(long) and short[0] == long[0] and short[-1] == long[-1]
