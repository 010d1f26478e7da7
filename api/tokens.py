"""The words of a SPARQL query: enough of its grammar to know them apart, not to judge them (the engine does that).

What the engine does not tell is read from here: how deep brackets nest, whether the query names its own dataset, where the
star of `SELECT *` stands, in which order variables appear, and whether two evaluations may differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<space>\s+)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*''' | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>[^\W\d_][\w.-]*(?<!\.)?:[\w.:%\\-]* | :[\w.:%\\-]* | _:[\w.-]+)
    | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d[\d.eE]*)
    | (?P<sign>\^\^|&&|\|\||[<>!]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = frozenset("({["), frozenset(")}]")
_VOLATILE: Final = frozenset({"RAND", "NOW", "UUID", "STRUUID", "BNODE", "SERVICE"})
_PERHAPS_VOLATILE: Final = ("rand", "now", "uuid", "bnode", "service")


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    start: int
    depth: int

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.upper() in words


def tokens(query: str) -> Iterator[Token]:
    """Tokens without white space and comments; `depth` counts the brackets open before the token.

    >>> [token.text for token in tokens('SELECT * { ?s a <#x> # no\\n }')]
    ['SELECT', '*', '{', '?s', 'a', '<#x>', '}']
    """
    depth = 0
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "sign"
        if kind in ("comment", "space"):
            continue
        text = match.group()
        if text in _CLOSE:
            depth -= 1
        yield Token(kind, text, match.start(), depth)
        if text in _OPEN:
            depth += 1


def nesting(query: Sequence[Token]) -> int:
    """The deepest nesting: brackets, plus the longest run of prefix operators (`!!!…`), which the parser also recurses into.

    >>> nesting(list(tokens("ASK { FILTER(!!!true) }")))
    5
    """
    deepest = max((token.depth + 1 for token in query if token.text in _OPEN), default=0)
    run = longest = 0
    for token in query:
        run = run + 1 if token.kind == "sign" and token.text in "!+-^" else 0
        longest = max(longest, run)
    return deepest + longest


def has_dataset(query: str) -> bool:
    """Whether the query says FROM or FROM NAMED.

    >>> has_dataset("CONSTRUCT { ?s ?p ?o } FROM <g> WHERE { ?s ?p ?o }"), has_dataset("ASK { ?s ex:from 'FROM <g>' }")
    (True, False)
    """
    return "from" in query.casefold() and any(token.depth == 0 and token.is_word("FROM") for token in tokens(query))


def volatile(query: str) -> bool:
    """Whether the query calls a function whose value is new at each evaluation, or asks another endpoint: such an answer has no ETag.

    >>> volatile("SELECT (now() AS ?x) {}"), volatile("ASK { ?s ex:now 'RAND()' }")
    (True, False)
    """
    lower = query.lower()
    return any(word in lower for word in _PERHAPS_VOLATILE) and any(token.is_word(*_VOLATILE) for token in tokens(query))


def calls_service(query: str) -> bool:
    """Whether the query asks another endpoint.

    >>> calls_service("ASK { SERVICE <x> { ?s ?p ?o } }"), calls_service("ASK { ?service ex:service 'service' }")
    (True, False)
    """
    return "service" in query.lower() and any(token.is_word("SERVICE") for token in tokens(query))


def star(query: Sequence[Token]) -> int | None:
    """Where the star of the outermost `SELECT *` stands, None for a query without one.

    >>> star(list(tokens("SELECT DISTINCT * { { SELECT * { } } }")))
    16
    >>> star(list(tokens("SELECT (COUNT(*) AS ?n) { }"))) is None
    True
    """
    for position, token in enumerate(query):
        if token.depth == 0 and token.is_word("SELECT"):
            following = [after for after in query[position + 1 : position + 3] if not after.is_word("DISTINCT", "REDUCED")]
            return following[0].start if following and following[0].text == "*" else None
    return None


def by_appearance(query: Sequence[Token], variables: Sequence[str]) -> tuple[str, ...]:
    """`variables` (without question mark) in the order in which the query first names them.

    >>> by_appearance(list(tokens("SELECT * { ?z ?a $m }")), ["a", "m", "z"])
    ('z', 'a', 'm')
    """
    places: dict[str, int] = {}
    for token in query:
        if token.kind == "variable":
            places.setdefault(token.text[1:], token.start)
    return tuple(sorted(variables, key=lambda name: places.get(name, len(places) + 10**9)))
