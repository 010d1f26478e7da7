"""Which thing is meant: a label in any language or spelling, a slug or an IRI, of a given kind."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from queries.errors import AmbiguousEntity, BadValue, UnknownEntity
from queries.model import Parameter, Type
from store import Solutions, Store

# Kinds of which several may share a label and are then all meant: what two clusters call the same theme is the same question.
_SHARED = frozenset({"theme", "initiative", "committee", "role", "function", "agreement"})
_CODE = "https://w3id.org/klyngegraf/code/"
_LETTERS = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ü": "ue", "ö": "oe", "ä": "ae"})
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "ł": "l"})
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one thing; `preferred` is its usual one. `alias`: a further IRI by which it is meant (a cluster's, for its political level)."""

    thing: str
    label: str
    preferred: bool
    alias: str
    language: str = ""


def resolve(store: Store, parameter: Parameter, value: str) -> tuple[NamedNode, ...]:
    """The things meant, at least one. Raises UnknownEntity, AmbiguousEntity, BadValue."""
    if len(value) > 500:
        raise BadValue(parameter.name, value[:40] + "…", "shorter than 500 characters")
    known = tuple(names(store, parameter.kind, code=parameter.type is Type.CODE))
    for candidates in (
        _by_iri(known, value),
        _as_written(known, value, True),
        _by_label(known, value, True),
        _by_slug(known, value),
        _as_written(known, value, False),
        _by_label(known, value, False),
    ):
        things = tuple(sorted(set(candidates)))
        if len(things) > 1 and parameter.kind not in _SHARED:
            raise AmbiguousEntity(parameter.name, value, parameter.kind, things)
        if things:
            return tuple(NamedNode(thing) for thing in things)
    raise UnknownEntity(parameter.name, value, parameter.kind, _near(known, value))


def kinds() -> tuple[str, ...]:
    """The kinds of entities that a parameter may be of: a file of `queries/kinds` each."""
    return tuple(sorted(entry.name.removesuffix(".rq") for entry in (files("queries") / "kinds").iterdir() if entry.name.endswith(".rq")))


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


def _by_iri(names: Iterable[Name], value: str) -> Iterator[str]:
    wanted = value.removeprefix("<").removesuffix(">")
    return (name.thing for name in names if wanted in (name.thing, name.alias))


def _as_written(names: Iterable[Name], value: str, preferred: bool) -> Iterator[str]:
    """Names but for their case: the parties O and Ø are two, though a keyboard without Ø means both by O."""
    wanted = unicodedata.normalize("NFC", value).casefold().strip()
    return (name.thing for name in names if name.preferred == preferred and unicodedata.normalize("NFC", name.label).casefold() == wanted)


def _by_label(names: Iterable[Name], value: str, preferred: bool) -> Iterator[str]:
    wanted = folds(value)
    if not any(wanted):
        return iter(())
    return (name.thing for name in names if name.preferred == preferred and wanted & folds(name.label))


def _by_slug(names: Iterable[Name], value: str) -> Iterator[str]:
    """A slug is the end of an IRI, from a slash on."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9./-]*", value):
        return iter(())
    return (name.thing for name in names if name.thing.endswith(f"/{value}") or name.alias.endswith(f"/{value}"))


def _near(names: Iterable[Name], value: str) -> tuple[str, ...]:
    """The usual names of what resembles the value, or holds it in one of its names, the most alike first."""
    names = sorted(names, key=lambda name: (not name.preferred, name.language == "en"))
    usual = {name.thing: name.label for name in reversed(names)}
    found = {fold: name.thing for name in reversed(names) for fold in folds(name.label) if fold}
    wanted = min(folds(value), key=len)
    close = difflib.get_close_matches(wanted, found, n=_NEAR * 3, cutoff=0.6)
    holding = sorted(fold for fold in found if wanted and wanted in fold)
    return tuple(dict.fromkeys(usual[found[fold]] for fold in (*close, *holding)))[:_NEAR]
