"""Which wordings of a body's themes mean one theme."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.entities import connected
from loaders.named import WordedTheme
from loaders.spelling import parts

Stems = frozenset[str]

_IDLE = frozenset(
    {"og", "i", "af", "for", "til", "med", "paa", "om", "en", "et", "de", "den", "det", "der", "som", "samt", "ved", "fra", "hos", "blandt"}
    | {"herunder", "bl", "a", "fx", "f", "eks", "mv", "m", "v", "inden", "omkring", "vedr", "vedroerende"}
    | {"borgere", "borger", "tema", "temaet", "indsatsomraade", "indsats"}
)
_ENDINGS = re.compile(r"(?:erne|ernes|enes|ene|ens|ets|ers|er|en|et|es|s|e)$")
_GENERIC = re.compile(r"(?<=\w{4})s?(?:omraade?|problem|sygdom|lidelse?|patient|indsats|tilbud|borger)$")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of one body. `spellings`: its other wordings; `members`: IRIs of the themes as worded."""

    body: str
    label: str
    spellings: tuple[str, ...]
    members: tuple[str, ...]


def stem(word: str) -> str:
    """A word without its ending, and a compound whose head says little without that head.

    >>> stem("lungeomraadet") == stem("lungeproblemer"), stem("investeringer"), stem("unges"), stem("sundhed")
    (True, 'investering', 'ung', 'sundhed')
    """
    bare = _ENDINGS.sub("", word)
    bare = bare if len(bare) >= _SHORTEST else word
    head = _GENERIC.search(bare)
    return _ENDINGS.sub("", bare[: head.start()]) if head else bare


def stems(label: str) -> Stems:
    """The words that tell what a theme is about; all words where none does."""
    words = parts(label)
    return frozenset(stem(word) for word in words if word not in _IDLE) or frozenset(words)


def alike(one: Stems, other: Stems) -> bool:
    """Equal, or one holds most of the other; where each has words of its own, they must be few.

    >>> alike(stems("Fælles investeringer i sundhed – lungeområdet"), stems("Fælles investeringer i sundhed; herunder borgere med lungeproblemer"))
    True
    >>> alike(stems("Fælles investeringer i sundhed – psykiatri"), stems("Fælles investeringer i sundhed – lungeområdet"))
    False
    """
    shared = len(one & other) / len(one | other)
    return shared >= (0.6 if one <= other or other <= one else 0.75)


def join(worded: Iterable[WordedTheme]) -> tuple[Theme, ...]:
    """The themes of all bodies, each body's by itself."""
    bodies: dict[str, list[WordedTheme]] = defaultdict(list)
    for one in sorted(set(worded), key=lambda one: (one.body, one.iri)):
        bodies[one.body].append(one)
    return tuple(theme for body in sorted(bodies) for theme in _of_body(body, bodies[body]))


def _of_body(body: str, worded: Sequence[WordedTheme]) -> Iterable[Theme]:
    wordings: dict[Stems, list[WordedTheme]] = defaultdict(list)
    for one in worded:
        wordings[stems(one.label)].append(one)
    keys = sorted(wordings, key=sorted)
    edges = [(n, m) for n, one in enumerate(keys) for m in range(n) if alike(one, keys[m])]
    groups = connected(len(keys), edges)
    alone = set(range(len(keys))) - {n for group in groups for n in group}
    for group in sorted([*groups, *([n] for n in alone)]):
        members = [one for n in group for one in wordings[keys[n]]]
        label = _label(members)
        yield Theme(body, label, tuple(sorted({one.label for one in members} - {label})), tuple(sorted(one.iri for one in members)))


def _label(members: Sequence[WordedTheme]) -> str:
    """The wording that most documents use; of several, the fullest; of these, the first in the alphabet."""
    counted = Counter(label for _, label in {(one.document, one.label) for one in members})
    return min(counted, key=lambda label: (-counted[label], -len(label), label))
