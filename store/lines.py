"""A graph as text: N-Quads lines, hashed where they were made, so that the one writer neither parses nor sorts them again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Quad, RdfFormat, parse

_AT_ONCE = 4096
"""Lines that are made one text: what is written over all documents is too large to be held several times."""


@dataclass(frozen=True, slots=True)
class Lines:
    """One graph. `sha256` is what `store.fingerprint.graph_hash` gives for its `triples` statements."""

    quads: bytes = field(repr=False)
    sha256: str
    triples: int

    def __iter__(self) -> Iterator[Quad]:
        return iter(parse(self.quads, format=RdfFormat.N_QUADS, lenient=True))


def lines(graph: str, statements: Iterable[str]) -> Lines:
    """From lines as the engine itself writes them, each ending in the graph's name and a stop. No blank nodes: their names say nothing.

    >>> lines("g:", ["<a:> <b:> <c:> <g:> .", "<a:> <b:> <c:> <g:> ."]).triples
    1
    """
    ordered = sorted(set(statements))
    end, digest, quads = f" <{graph}> .", hashlib.sha256(), io.BytesIO()
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        for line in some:
            if not line.endswith(end) or line.startswith("_:"):
                raise ValueError(f"no statement of {graph} that can be hashed as text: {line}")
        digest.update("".join([f"{line[: -len(end)]} .\n" for line in some]).encode())
        quads.write("\n".join([*some, ""]).encode())
    return Lines(quads.getvalue(), digest.hexdigest(), len(ordered))


def difference(held: Iterable[bytes], wanted: Iterable[bytes]) -> tuple[list[bytes], list[bytes]]:
    """What only the first has, and what only the second; both are sorted, and read once.

    >>> difference([b"a", b"b", b"d"], [b"b", b"c", b"d"])
    ([b'a'], [b'c'])
    """
    gone: list[bytes] = []
    new: list[bytes] = []
    there = iter(held)
    old = next(there, None)
    for line in wanted:
        while old is not None and old < line:
            gone.append(old)
            old = next(there, None)
        if old == line:
            old = next(there, None)
        else:
            new.append(line)
    return [*gone, *([old] if old is not None else ()), *there], new
