"""A check asked slice by slice: what it holds at once depends on the size of a slice, not on the number of documents.

The header of a check tells by one pattern what each of its rows is about: `#+ slices: ?fact kg:atMeeting ?slice`, a meeting. In a slice a line
`#?slice VALUES ?at { ?_slice }` comes alive with the meetings of that slice; as the file stands such lines are comments, and it answers for all.
A slice is as large as its facts, which are what that pattern finds. `#?slice LIMIT ?_facts` cuts nothing: it tells the engine how many they are,
which of two sides to hold and which to read past it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from queries.header import field as said
from queries.model import Table, cell
from store import Solutions, Store

FACTS = 50_000
"""Facts of one slice: those that some two thousand documents tell of meetings. A single thing with more is a slice by itself. Of 10,000 documents
slices of 20,000 take half as long again, since what no slice is about is read again for each, and hold 50 MiB less."""
_PREFIX = re.compile(r"^PREFIX .*$", re.MULTILINE)
_LINE = re.compile(r"^( *)#\?slice (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Slice:
    """What to look at, as SPARQL terms, and how many facts that is."""

    things: tuple[str, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class Slices:
    """Of one store. What is to be looked at is asked once for all checks that look at the same."""

    store: Store
    facts: int = FACTS
    _found: dict[str, tuple[Slice, ...]] = field(default_factory=dict)

    def table(self, text: str) -> Table:
        """The rows of a query, in their order, whatever the size of a slice."""
        columns: tuple[str, ...] = ()
        rows: set[tuple[str, ...]] = set()
        for one in self.texts(text):
            found = self.ask(one)
            columns = found.variables
            rows.update(tuple(cell(term) for term in row) for row in found)
        return Table(columns, tuple(sorted(rows)))

    def ask(self, text: str) -> Solutions:
        found = self.store.query(text)
        assert isinstance(found, Solutions)  # checks are SELECT queries: tests/test_queries.py
        return found

    def texts(self, text: str) -> Iterator[str]:
        """The query once for each slice; as it stands where one slice holds all; not at all where there is nothing to look at."""
        pattern = said(text, "slices")
        if pattern not in self._found:
            self._found[pattern] = self._cut(pattern, _PREFIX.findall(text))
        slices = self._found[pattern]
        yield from (_alive(text, one) for one in slices) if len(slices) > 1 else (text,) * len(slices)

    def _cut(self, pattern: str, prefixes: Iterable[str]) -> tuple[Slice, ...]:
        found = self.ask("\n".join((*prefixes, f"SELECT ?slice (COUNT(*) AS ?facts) WHERE {{ {pattern} }} GROUP BY ?slice")))
        weighed = sorted((str(thing), int(cell(facts))) for thing, facts in found if isinstance(thing, NamedNode | Literal))
        return tuple(_filled(weighed, self.facts))


def _alive(text: str, one: Slice) -> str:
    """
    >>> _alive("#?slice VALUES ?at { ?_slice } LIMIT ?_facts", Slice(("<a:b>", "<a:c>"), 7))
    'VALUES ?at { <a:b> <a:c> } LIMIT 7'
    """
    things, facts = " ".join(one.things), str(one.facts)
    return _LINE.sub(lambda line: line[1] + line[2].replace("?_slice", things).replace("?_facts", facts), text)


def _filled(weighed: Iterable[tuple[str, int]], most: int) -> Iterator[Slice]:
    """One after the other, as many as have no more than `most` facts together.

    >>> list(_filled([("a", 2), ("b", 1), ("c", 5)], 3))
    [Slice(things=('a', 'b'), facts=3), Slice(things=('c',), facts=5)]
    """
    filling = Slice((), 0)
    for thing, facts in weighed:
        if filling.things and filling.facts + facts > most:
            yield filling
            filling = Slice((), 0)
        filling = Slice((*filling.things, thing), filling.facts + facts)
    if filling.things:
        yield filling
