"""The names of things, by kind: what they are compared by, and where they are looked up."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode

from store import Solutions, Store
from store.tracked import TrackedStore

_CODE: Final = "https://w3id.org/klyngegraf/code/"
_LETTERS: Final = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ü": "ue", "ö": "oe", "ä": "ae"})
_PLAIN: Final = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "ł": "l"})


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one thing; `preferred` is its usual one. `alias`: a further IRI by which it is meant (a cluster's, for its political level)."""

    thing: str
    label: str
    preferred: bool
    alias: str
    language: str = ""


class Known:
    """All names of a kind, each index made when it is first needed. What looks up answers the things that are meant, without order."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names: Final = tuple(names)

    def by_iri(self, value: str) -> frozenset[str]:
        return self._iris.get(value.removeprefix("<").removesuffix(">"), frozenset())

    def as_written(self, value: str, preferred: bool) -> frozenset[str]:
        """Names but for their case: the parties O and Ø are two, though a keyboard without Ø means both by O."""
        return self._written.get((written(value.strip()), preferred), frozenset())

    def by_label(self, value: str, preferred: bool) -> frozenset[str]:
        return frozenset().union(*(self._folded.get((fold, preferred), frozenset()) for fold in folds(value)))

    def by_slug(self, value: str) -> frozenset[str]:
        """A slug is the end of an IRI, from a slash on."""
        if not re.fullmatch(r"[a-z0-9][a-z0-9./-]*", value):
            return frozenset()
        return frozenset(name.thing for name in self.names if name.thing.endswith(f"/{value}") or name.alias.endswith(f"/{value}"))

    @cached_property
    def _iris(self) -> Mapping[str, frozenset[str]]:
        return _gathered((iri, name) for name in self.names for iri in (name.thing, name.alias) if iri)

    @cached_property
    def _written(self) -> Mapping[tuple[str, bool], frozenset[str]]:
        return _gathered(((written(name.label), name.preferred), name) for name in self.names)

    @cached_property
    def _folded(self) -> Mapping[tuple[str, bool], frozenset[str]]:
        return _gathered(((fold, name.preferred), name) for name in self.names for fold in folds(name.label) if fold)


_Key = TypeVar("_Key", bound=Hashable)


def _gathered(found: Iterable[tuple[_Key, Name]]) -> dict[_Key, frozenset[str]]:
    things: defaultdict[_Key, set[str]] = defaultdict(set)
    for key, name in found:
        things[key].add(name.thing)
    return {key: frozenset(meant) for key, meant in things.items()}


_KEPT: Final[WeakKeyDictionary[Store, dict[tuple[str, bool], Known]]] = WeakKeyDictionary()


def known(store: Store, kind: str, *, code: bool = False) -> Known:
    """The names of a kind. A store to read is one version for good, so they are gathered once; a draft's change as it is written."""
    if isinstance(store, TrackedStore):
        return Known(names(store, kind, code=code))
    kept = _KEPT.setdefault(store, {})
    if (kind, code) not in kept:
        kept[kind, code] = Known(names(store, kind, code=code))
    return kept[kind, code]


def names(store: Store, kind: str, *, code: bool = False) -> Iterator[Name]:
    """Every name of every thing of a kind; with `code`, of the concepts of a code list of that name."""
    found = store.query(_query("code" if code else kind), bindings={"scheme": NamedNode(_CODE + kind)} if code else None)
    assert isinstance(found, Solutions)  # the files of queries/kinds are SELECT queries: tests/test_queries.py
    at = {variable: index for index, variable in enumerate(found.variables)}
    for row in found:
        thing, label = row[at["thing"]], row[at["label"]]
        alias = row[at["alias"]] if "alias" in at else None
        if isinstance(thing, NamedNode) and isinstance(label, Literal):
            preferred = row[at["preferred"]]
            is_preferred = isinstance(preferred, Literal) and preferred.value == "true"
            yield Name(thing.value, label.value, is_preferred, alias.value if isinstance(alias, NamedNode) else "", label.language or "")


@cache
def _query(kind: str) -> str:
    return (files("queries") / "kinds" / f"{kind}.rq").read_text(encoding="utf-8")


def kinds() -> tuple[str, ...]:
    """The kinds of entities that a parameter may be of: a file of `queries/kinds` each."""
    return tuple(sorted(entry.name.removesuffix(".rq") for entry in (files("queries") / "kinds").iterdir() if entry.name.endswith(".rq")))


def written(text: str) -> str:
    """
    >>> written("ÅRHUS")
    'århus'
    """
    return unicodedata.normalize("NFC", text).casefold()


def folds(text: str) -> frozenset[str]:
    """What a name is compared by: without case, accents and punctuation, Danish letters both as "aa" and as "a".

    >>> sorted(folds("Anders  Kühnau"))
    ['anders kuehnau', 'anders kuhnau']
    """
    lower = unicodedata.normalize("NFC", text).casefold()
    return frozenset(_bare(lower.translate(table)) for table in (_LETTERS, _PLAIN))


def _bare(text: str) -> str:
    plain = "".join(character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character))
    return re.sub(r"[\W_]+", " ", plain).strip()
