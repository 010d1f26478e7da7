"""SERVICE never dials: queries that ask another endpoint are refused before they run.

A scanner of SPARQL's own tokens, about 60 times as fast as rdflib's parser: what can hide the word (comments, strings, IRIs,
prefixed names, variables, blank nodes, language tags) is read as one token, so what is left over as a bare word is the keyword. A bare word that only
contains it counts too: the engine reads `1SERVICE` and `SERVICESILENT` as two tokens, and no other keyword contains it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from store.errors import ServiceRefused

# Longest first: the order of the alternatives is SPARQL's longest-match rule (a long string before a short one, an IRI before "<").
TOKEN = re.compile(
    r'''
    (?P<comment>   \#[^\r\n]* )
  | (?P<string>    """(?:[^"\\]|\\.|"(?!""))*""" | \'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\' | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
  | (?P<iri>       <[^<>"{}|^`\\\x00-\x20]*(?:\\[uU][0-9A-Fa-f]+[^<>"{}|^`\\\x00-\x20]*)*> )
  | (?P<variable>  [?$](?:\w|[^\x00-\x7f])+ )
  | (?P<tag>       @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<prefixed>  (?:[A-Za-z_\u0080-\U0010FFFF](?:[\w.\-]|[^\x00-\x7f])*)?:(?:[\w\-.:%]|[^\x00-\x7f]|\\.)* )
  | (?P<word>      \w+ )
  | (?P<other>     . )
    ''',
    re.VERBOSE | re.DOTALL,
)
_ASKS: Final = re.compile(r"\bSERVICE\s+(?:SILENT\s+)?<([^<>\"{}|^`\\\x00-\x20]*)>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_service(query: str) -> None:
    """Raise ServiceRefused where the query has the keyword SERVICE (not in a comment, string, IRI, prefixed name or variable).

    >>> refuse_service("SELECT * { ?service a <http://example.org/service> } # SERVICE")
    """
    if "service" not in query.casefold() and "\\u" not in query.casefold():
        return
    for text in {query, _unescaped(query)}:
        for token in TOKEN.finditer(text):
            if token.lastgroup == "word" and "service" in token.group().casefold():
                raise ServiceRefused(token.start())


def asks_only(query: str, allowed: Collection[str]) -> bool:
    """Whether the query asks other endpoints by SERVICE, and none but those allowed, each written out as an IRI.

    Coarse on purpose: beside that the word stands nowhere in the query, not in a string, a comment or an IRI either, and nothing is escaped.
    So no second SERVICE can hide in what a scanner and the engine read differently.

    >>> asks_only("ASK { SERVICE SILENT <http://a.org/sparql> { ?s ?p ?o } }", ["http://a.org/sparql"])
    True
    >>> asks_only("ASK { SERVICE <http://a.org/sparql> {} } # service", ["http://a.org/sparql"]), asks_only("ASK {}", [])
    (False, False)
    """
    if not allowed:
        return False
    rest, found = _ASKS.subn(lambda said: " " if said[1] in allowed else said[0], query)
    return found > 0 and "service" not in rest.casefold() and "\\u" not in rest.casefold()


def _unescaped(query: str) -> str:
    r"""Codepoint escapes count before the grammar does (SPARQL 1.1, 19.2): `SER\u0056ICE` is the keyword.

    >>> _unescaped(r"SER\u0056ICE")
    'SERVICE'
    """
    return _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), query)
