"""A writable store that knows, graph by graph, what it holds: hash and size change with each write."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from store.embedded import EmbeddedStore
from store.fingerprint import dataset_version, graph_hash
from store.manifest import GraphRecord


class TrackedStore(EmbeddedStore):
    """The store of a draft. Writing a graph that is the same already writes nothing."""

    def __init__(self, engine: ox.Store, records: Iterable[GraphRecord]) -> None:
        super().__init__(engine)
        self._records = {record.iri: record for record in records}

    @property
    def records(self) -> tuple[GraphRecord, ...]:
        return tuple(self._records[iri] for iri in sorted(self._records))

    @property
    def dataset(self) -> str:
        """The dataset version string of what the store holds now."""
        return dataset_version((record.iri, record.sha256) for record in self._records.values())

    def replace(self, graph: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        self.swap(graph, quads)

    def swap(self, graph: str, quads: Iterable[ox.Quad | ox.Triple]) -> bool:
        """`replace`, telling whether anything changed."""
        triples = {quad.triple if isinstance(quad, ox.Quad) else quad for quad in quads}
        fresh = GraphRecord(graph, graph_hash(triples), len(triples))
        if self._records.get(graph) == fresh:
            return False
        super().replace(graph, triples)
        self._records[graph] = fresh
        return True

    def drop(self, graph: str) -> bool:
        self._records.pop(graph, None)
        return super().drop(graph)
