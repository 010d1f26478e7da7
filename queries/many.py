"""One question asked of many things at once, rather than once of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from queries.binding import bind
from store import Row, Solutions, Store

_AT_ONCE = 500
"""Things in one query: engines elsewhere do not take one of any length, and here more are no faster."""


def rows(store: Store, text: str, name: str, things: Iterable[str]) -> Iterator[Row]:
    """The rows of a SELECT whose lines `#?name …` speak of one of the IRIs as `?_name`; each IRI is asked for once."""
    asked = [NamedNode(iri) for iri in sorted(set(things))]
    for start in range(0, len(asked), _AT_ONCE):
        found = store.query(bind(text, {name: asked[start : start + _AT_ONCE]}))
        assert isinstance(found, Solutions)
        yield from found
