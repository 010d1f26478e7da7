"""How far two wordings name the same thing: by the stems of their content words."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.vocabulary import folded

_STOP = frozenset(
    re.findall(
        r"\S+",
        """og i på af til for med om en et den det de der som at er har fra mellem bl.a ift ifht pr vedr samt ved under over ud eller men
        også skal vil kan vi fx hhv herunder sådan ny nye nyt alle andre sig sin sine hvor når så være været bliver blev""",
    )
)
_ENDINGS = ("ernes", "endes", "erens", "erne", "enes", "eres", "ende", "ers", "ens", "ets", "ene", "ede", "en", "et", "er", "es", "e", "s")


def stem(word: str) -> str:
    """A word without its commonest endings.

    >>> stem("potentialerne"), stem("potentialet"), stem("udvalg")
    ('potential', 'potential', 'udvalg')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The content words of a text as stems, in order."""
    return tuple(stem(word) for word in re.findall(r"\w+", folded(text)) if len(word) > 1 and word not in _STOP and not word.isdigit())


def alike(one: str, other: str) -> float:
    """How far two wordings name the same thing, 0 to 1: shared stems over all stems; stems that begin alike count as shared.

    >>> alike("Fælles investeringer i sundhed – lungeområdet", "Fælles investeringer i sundhed – borgere med lungeproblemer")
    0.8
    >>> alike("Digitale løsninger", "Delte stillinger")
    0.0
    """
    left, right = set(words(one)), set(words(other))
    if not left or not right:
        return 0.0
    shared = left & right
    rest, others = left - shared, right - shared
    close = sum(1 for word in rest if any(_related(word, another) for another in others))
    union = len(left | right) - close
    return min(1.0, (len(shared) + close) / union)


def _related(one: str, other: str) -> bool:
    """Compounds of one first part ("lungeområde", "lungeproblem"), or one word the beginning of the other ("lunge")."""
    short = min(len(one), len(other))
    return short >= 4 and (one[:5] == other[:5] if short >= 5 else one[:4] == other[:4])
