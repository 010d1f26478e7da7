"""Values into a query that goes to an engine elsewhere: as a row of VALUES at the start of its WHERE, the terms written by pyoxigraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from store.guard import TOKEN
from store.seam import Term

_OPEN: Final = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}


def bound(query: str, bindings: Mapping[str, Term]) -> str:
    """The query with the variables held to the values.

    >>> from pyoxigraph import Literal
    >>> bound("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", {"o": Literal('}"')})
    'CONSTRUCT { ?s ?p ?o } WHERE { VALUES (?o) { ("}\\\\"") } ?s ?p ?o }'
    >>> bound("CONSTRUCT WHERE { ?s ?p ?o }", {}), bound("DESCRIBE ?x", {"x": Literal("1")})
    ('CONSTRUCT WHERE { ?s ?p ?o }', 'DESCRIBE ?x WHERE { VALUES (?x) { ("1") } }')
    """
    if not bindings:
        return query
    names = " ".join(f"?{name}" for name in bindings)
    row = f" VALUES ({names}) {{ ({' '.join(str(term) for term in bindings.values())}) }}"
    place = _where(query)
    return f"{query} WHERE {{{row} }}" if place is None else query[:place] + row + query[place:]


def _where(query: str) -> int | None:
    """Just behind the brace that opens WHERE; None for a DESCRIBE without one. The template of CONSTRUCT comes before it."""
    depth, templates = 0, 0
    previous = ""
    for token in _significant(query):
        text = token.group()
        if text == "{" and depth == 0:
            if previous.upper() != "CONSTRUCT" or templates:
                return token.end()
            templates += 1
        depth += _OPEN.get(text, 0)
        previous = text
    return None


def _significant(query: str) -> Iterator[re.Match[str]]:
    return (token for token in TOKEN.finditer(query) if token.lastgroup != "comment" and not token.group().isspace())
