"""Finding things by name: functions of a store that answer JSON (see `tasks.Call`).

A name is compared as `queries.names.folds` folds it, so "kuhnau" and "kuehnau" both find Kühnau; then by its beginning, the beginning of
one of its words, what it holds, and what it resembles.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from queries.names import Name, folds, known
from store import Store

KINDS: Final = ("cluster", "person", "organisation", "body", "meeting", "initiative", "theme", "committee", "document")
_ALIKE: Final = 78  # of 100: one wrong letter in a short name still finds it
_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `rank`: 0 the name itself, 1 its beginning, 2 a word's beginning, 3 inside it, 4 merely alike."""

    rank: int
    label: str
    kind: str
    iri: str
    spelling: str


def search(store: Store, text: str, kinds: tuple[str, ...] = KINDS, most: int = _MOST) -> bytes:
    """`hits`, best first, each thing once: its label, kind, IRI, and the spelling that was met where that is another."""
    return json.dumps({"hits": [_said(hit) for hit in find(store, text, kinds)[:most]]}, ensure_ascii=False).encode()


def find(store: Store, text: str, kinds: tuple[str, ...]) -> list[Hit]:
    """Everything that goes by the text or a name like it, best first."""
    wanted = {fold for fold in folds(text) if fold}
    if not wanted:
        return []
    best: dict[str, Hit] = {}
    for hit in sorted(_hits(store, wanted, kinds), key=lambda hit: (hit.rank, hit.label, hit.kind, hit.spelling)):
        best.setdefault(hit.iri, hit)
    return list(best.values())


def _said(hit: Hit) -> dict[str, str]:
    return {"label": hit.label, "kind": hit.kind, "iri": hit.iri, "spelling": "" if hit.spelling == hit.label else hit.spelling}


def _hits(store: Store, wanted: set[str], kinds: tuple[str, ...]) -> Iterator[Hit]:
    for kind in kinds:
        among = known(store, kind).names
        usual = {name.thing: name.label for name in among if name.preferred}
        ranked = [(name, rank) for name in among if (rank := _rank(name, wanted)) is not None]
        for name, rank in ranked or _alike(among, wanted):
            yield Hit(rank, usual.get(name.thing, name.label), kind, name.thing, name.label)


def _rank(name: Name, wanted: set[str]) -> int | None:
    ranks = [rank for fold in folds(name.label) for text in wanted if (rank := _place(fold, text)) is not None]
    return min(ranks, default=None)


def _place(name: str, text: str) -> int | None:
    """How a folded name holds a folded text; each word of several must begin a word of the name.

    >>> [_place("anders kuhnau", text) for text in ("anders kuhnau", "anders", "kuhn", "uhna", "kuhnau anders", "bo")]
    [0, 1, 2, 3, 2, None]
    """
    if name == text:
        return 0
    if name.startswith(text):
        return 1
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in text.split()):
        return 2
    return 3 if text in name else None


def _alike(among: tuple[Name, ...], wanted: set[str]) -> Iterator[tuple[Name, int]]:
    """Names that resemble the text as wholes or in one of their longer words, where none holds it."""
    parts = {(index, part): part for index, name in enumerate(among) for fold in folds(name.label) for part in (fold, *_long_words(fold))}
    for text in wanted:
        for _, _, (index, _) in process.extract(text, parts, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=8):
            yield among[index], 4


def _long_words(name: str) -> list[str]:
    return [word for word in name.split() if len(word) > 3]
