"""Where graphs live: `connect(path or address)` answers a Store; `DataFolder` keeps its versions on disk."""

from __future__ import annotations

from pathlib import Path

from store import remote
from store.access import Access
from store.dataset import DataFolder
from store.draft import Draft
from store.embedded import EmbeddedStore, memory, open_folder
from store.lines import Lines, lines
from store.manifest import DocumentRecord, GraphRecord, Manifest
from store.remote import RemoteStore
from store.seam import Boolean, Result, Row, Solutions, Store, Term, Triples

__all__ = [
    "Access",
    "Boolean",
    "DataFolder",
    "DocumentRecord",
    "Draft",
    "EmbeddedStore",
    "GraphRecord",
    "Lines",
    "Manifest",
    "RemoteStore",
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


def connect(place: str | Path | Access, *, memory: bool = False) -> Store:
    """A folder of RocksDB files, opened read-only (`memory=True`: a snapshot of it in memory); or a SPARQL engine, by its address.

    Raises StoreUnreachable; NotSupported for an engine that is not known.
    """
    if isinstance(place, Access) or str(place).startswith(("http://", "https://")):
        return remote.connect(place if isinstance(place, Access) else Access(str(place)))
    return open_folder(Path(place), memory=memory)
