"""Which thing is meant: a label in any language or spelling, a slug or an IRI, of a given kind."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode

from queries.errors import AmbiguousEntity, BadValue, UnknownEntity
from queries.model import Parameter, Type
from queries.names import Known, Name, folds, known
from store import Store

# Kinds of which several may share a label and are then all meant: what two clusters call the same theme is the same question.
_SHARED: Final = frozenset({"theme", "initiative", "committee", "role", "function", "agreement"})
_NEAR: Final = 5


def resolve(store: Store, parameter: Parameter, value: str) -> tuple[NamedNode, ...]:
    """The things meant, at least one. Raises UnknownEntity, AmbiguousEntity, BadValue."""
    if len(value) > 500:
        raise BadValue(parameter.name, value[:40] + "…", "shorter than 500 characters")
    among = known(store, parameter.kind, code=parameter.type is Type.CODE)
    for meant in _candidates(among, value):
        things = tuple(sorted(meant))
        if len(things) > 1 and parameter.kind not in _SHARED:
            raise AmbiguousEntity(parameter.name, value, parameter.kind, things)
        if things:
            return tuple(NamedNode(thing) for thing in things)
    raise UnknownEntity(parameter.name, value, parameter.kind, _near(among.names, value))


def _candidates(among: Known, value: str) -> Iterator[frozenset[str]]:
    """What the value may mean, the surest first."""
    yield among.by_iri(value)
    yield among.as_written(value, True)
    yield among.by_label(value, True)
    yield among.by_slug(value)
    yield among.as_written(value, False)
    yield among.by_label(value, False)


def _near(names: Iterable[Name], value: str) -> tuple[str, ...]:
    """The usual names of what resembles the value, or holds it in one of its names, the most alike first."""
    names = sorted(names, key=lambda name: (not name.preferred, name.language == "en"))
    usual = {name.thing: name.label for name in reversed(names)}
    found = {fold: name.thing for name in reversed(names) for fold in folds(name.label) if fold}
    wanted = min(folds(value), key=len)
    close = difflib.get_close_matches(wanted, found, n=_NEAR * 3, cutoff=0.6)
    holding = sorted(fold for fold in found if wanted and wanted in fold)
    return tuple(dict.fromkeys(usual[found[fold]] for fold in (*close, *holding)))[:_NEAR]
