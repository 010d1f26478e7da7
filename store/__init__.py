"""Where graphs live: `connect(path or address)` answers a Store; `DataFolder` keeps its versions on disk."""

from __future__ import annotations

from pathlib import Path

from store.errors import NotSupported
from store.seam import Store

__all__ = ["Store", "connect"]


def connect(place: str | Path, *, memory: bool = False) -> Store:
    """A folder of RocksDB files, opened read-only (`memory=True`: a snapshot of it in memory). http(s) is not supported yet."""
    if str(place).startswith(("http://", "https://")):
        raise NotSupported(f"remote stores are not supported yet: {place}")
    raise NotImplementedError
