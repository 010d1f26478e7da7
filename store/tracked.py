"""A writable store that knows, graph by graph, what it holds: hash and size change with each write."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pyoxigraph as ox

from store.embedded import EmbeddedStore, writing
from store.fingerprint import dataset_version, graph_hash
from store.lines import Lines, difference
from store.manifest import GraphRecord
from store.notes import Notes

BATCH = 16 << 20
"""Bytes of new graphs that are held back and written at once: the engine takes 75,000 statements together in a third of the time that it takes
them document by document, and memory stays bounded."""


class TrackedStore(EmbeddedStore):
    """The store of a draft. Writing a graph that is the same already writes nothing.

    New graphs may wait to be written together, past the engine's transactions; whoever asks the engine anything sees them written.
    """

    def __init__(self, engine: ox.Store, records: Iterable[GraphRecord], notes: Notes | None = None) -> None:
        super().__init__(engine)
        self._notes = notes
        self._records = {record.iri: record for record in records}
        self._waiting: dict[str, bytes] = {}
        self._size = 0

    @property
    def engine(self) -> ox.Store:
        self._write_waiting()
        return self._engine

    @property
    def records(self) -> tuple[GraphRecord, ...]:
        return tuple(self._records[iri] for iri in sorted(self._records))

    @property
    def dataset(self) -> str:
        """The dataset version string of what the store holds now."""
        return dataset_version((record.iri, record.sha256) for record in self._records.values())

    def replace(self, graph: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        self.swap(graph, quads)

    def swap(self, graph: str, quads: Iterable[ox.Quad | ox.Triple] | Lines) -> bool:
        """`replace`, telling whether anything changed."""
        if isinstance(quads, Lines):
            return self._swap_lines(graph, quads)
        triples = {quad.triple if isinstance(quad, ox.Quad) else quad for quad in quads}
        fresh = GraphRecord(graph, graph_hash(triples), len(triples))
        if self._records.get(graph) == fresh:
            return False
        super().replace(graph, triples)
        self._records[graph] = fresh
        return True

    def _swap_lines(self, graph: str, lines: Lines) -> bool:
        held, fresh = self._records.get(graph), GraphRecord(graph, lines.sha256, lines.triples)
        if held == fresh:
            return False
        if held is None:
            self._wait(graph, lines.quads)
        else:
            self._rewrite(graph, lines)
        self._records[graph] = fresh
        return True

    def _rewrite(self, graph: str, lines: Lines) -> None:
        """The difference alone, told by comparing texts: most of a large graph stays, and no statement of it is made an object."""
        gone, new = difference(self._held(graph), io.BytesIO(lines.quads))
        if any(line.startswith(b"_:") or b" _:" in line for line in gone):
            super().replace(graph, lines)
            return
        end = len(f" <{graph}> .\n".encode())
        with writing(graph):
            triples = b" ".join(line[:-end] + b" ." for line in gone).decode()
            self.engine.update(f"DELETE DATA {{ GRAPH <{graph}> {{ {triples} }} }} ; CREATE SILENT GRAPH <{graph}>")
        self._wait(graph, b"".join(new))

    def _held(self, graph: str) -> Iterable[bytes]:
        """The graph's lines, sorted: as noted, else as the engine tells them."""
        noted = self._notes.find(_text(self._records[graph].sha256)) if self._notes else None
        if noted is not None:
            return io.BytesIO(noted)
        output = io.BytesIO()
        self.dump(output, ox.RdfFormat.N_TRIPLES, graph)
        return sorted(line[:-1] + f"<{graph}> .\n".encode() for line in output.getvalue().split(b"\n")[:-1])

    def note(self, lines: Lines) -> None:
        """Keep the text of a graph that is large and seldom the same twice, so that the next change need not read it from the engine."""
        if self._notes:
            self._notes.keep(_text(lines.sha256), lines.quads)

    def _wait(self, graph: str, quads: bytes) -> None:
        self._waiting[graph] = quads
        self._size += len(quads)
        if self._size > BATCH:
            self._write_waiting()

    def _write_waiting(self) -> None:
        """Bulk loading is not atomic: safe in a draft, which is thrown away where it fails."""
        if self._waiting:
            with writing(f"{len(self._waiting)} graphs"):
                self._engine.bulk_load(b"".join(self._waiting.values()), format=ox.RdfFormat.N_QUADS, lenient=True)
            self._waiting, self._size = {}, 0

    def drop(self, graph: str) -> bool:
        self._records.pop(graph, None)
        return super().drop(graph)


def _text(sha256: str) -> str:
    return f"{sha256}.nq"
