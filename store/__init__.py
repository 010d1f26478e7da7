"""Where graphs live: `connect(path or address)` answers a Store; `DataFolder` keeps its versions on disk."""

from __future__ import annotations

from pathlib import Path

from store.dataset import DataFolder
from store.draft import Draft
from store.embedded import EmbeddedStore, memory, open_folder
from store.errors import NotSupported
from store.lines import Lines, lines
from store.manifest import DocumentRecord, GraphRecord, Manifest
from store.seam import Boolean, Result, Row, Solutions, Store, Term, Triples

__all__ = [
    "Boolean",
    "DataFolder",
    "DocumentRecord",
    "Draft",
    "EmbeddedStore",
    "GraphRecord",
    "Lines",
    "Manifest",
    "Result",
    "Row",
    "Solutions",
    "Store",
    "Term",
    "Triples",
    "connect",
    "lines",
    "memory",
]


def connect(place: str | Path, *, memory: bool = False) -> Store:
    """A folder of RocksDB files, opened read-only (`memory=True`: a snapshot of it in memory).

    Addresses (http, https) are where a remote store will plug in; until then NotSupported. Raises StoreUnreachable.
    """
    if str(place).startswith(("http://", "https://")):
        raise NotSupported(f"remote stores are not supported yet: {place}")
    return open_folder(Path(place), memory=memory)
