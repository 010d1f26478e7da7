"""A graph as text: N-Quads lines, hashed where they were made, so that the one writer neither parses nor sorts them again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Quad, RdfFormat, parse


@dataclass(frozen=True, slots=True)
class Lines:
    """One graph. `sha256` is what `store.fingerprint.graph_hash` gives for its `triples` statements."""

    quads: bytes = field(repr=False)
    sha256: str
    triples: int

    def of_graph(self, graph: str) -> Iterator[str]:
        """The statements as N-Triples lines."""
        end = len(f" <{graph}> .")
        return (f"{line[:-end]} ." for line in self.quads.decode().split("\n") if line)

    def __iter__(self) -> Iterator[Quad]:
        return iter(parse(self.quads, format=RdfFormat.N_QUADS, lenient=True))


def lines(graph: str, statements: Iterable[str]) -> Lines:
    """From lines as the engine itself writes them, each ending in the graph's name and a stop. No blank nodes: their names say nothing.

    >>> lines("g:", ["<a:> <b:> <c:> <g:> .", "<a:> <b:> <c:> <g:> ."]).triples
    1
    """
    end = f" <{graph}> ."
    ordered = sorted(set(statements))
    for line in ordered:
        if not line.endswith(end) or line.startswith("_:"):
            raise ValueError(f"no statement of {graph} that can be hashed as text: {line}")
    triples = "".join([f"{line[: -len(end)]} .\n" for line in ordered])
    return Lines("\n".join([*ordered, ""]).encode(), hashlib.sha256(triples.encode()).hexdigest(), len(ordered))
