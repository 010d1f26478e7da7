"""What can go wrong where graphs live.

StoreError
├── NotSupported          this kind of store, or this feature, is not there (named in the message)
├── QueryRefused          the query may not be run
│   ├── QuerySyntax       it is no SPARQL query; `line` and `column` where the parser says
│   └── ServiceRefused    it asks another endpoint (SERVICE)
├── QueryFailed           the query was accepted and could not be evaluated
├── WriteFailed           a graph could not be replaced or dropped (opened read-only, disk full); it is as it was
├── StoreUnreachable      the folder or address cannot be opened
├── DataBusy              another writer holds the data folder; `pid` names it
└── DataCorrupt           a file of the data folder does not say what it should
"""

from __future__ import annotations

import os
from pathlib import Path


class StoreError(Exception):
    """Any failure of the store."""


class NotSupported(StoreError):
    """The store cannot do this, by name."""


class QueryRefused(StoreError):
    """The query was not run."""


class QuerySyntax(QueryRefused):
    """No SPARQL query; `line` and `column` count from 1, 0 where unknown."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class ServiceRefused(QueryRefused):
    """The query asks another endpoint; `offset` is where SERVICE stands in its text."""

    def __init__(self, offset: int) -> None:
        super().__init__("SERVICE is refused: queries are answered from this dataset only")
        self.offset = offset


class QueryFailed(StoreError):
    """The query was accepted and could not be evaluated."""


class WriteFailed(StoreError):
    """A graph could not be replaced or dropped; it is as it was."""


class StoreUnreachable(StoreError):
    """The folder or address cannot be opened."""


class DataBusy(StoreError):
    """Another writer holds the data folder; `pid` is its process, 0 where unknown."""

    def __init__(self, message: str, pid: int = 0) -> None:
        super().__init__(message)
        self.pid = pid


class DataCorrupt(StoreError):
    """A file of the data folder does not say what it should."""


def folder_error(path: Path, error: BaseException) -> StoreError | None:
    """What an error of the system or the engine says of the data folder; None for one that is not about files.

    >>> folder_error(Path("data"), OSError(28, "No space left on device"))
    WriteFailed('data cannot be written (No space left on device); it stays at its last version')
    """
    if isinstance(error, RuntimeError) and "Corruption" in str(error):
        return DataCorrupt(f"{path}: a file of the store is damaged ({error}); see klyngegraf verify")
    if isinstance(error, OSError) and not isinstance(error, ConnectionError):
        return WriteFailed(f"{path} cannot be written ({refused(error)}); it stays at its last version")
    return None


def refused(error: OSError) -> str:
    """What the system refused, in words, and where: also of a copy of many files, which tells of all that went wrong at once.

    >>> refused(OSError(13, "Permission denied", "data/versions")), refused(OSError([("from", "to", "Permission denied"), ("x", "y", "z")]))
    ('Permission denied: data/versions', 'Permission denied: from')
    """
    if error.strerror is None and error.args and isinstance(error.args[0], list):
        source, _, reason = error.args[0][0]
        return f"{str(reason).partition('] ')[2].partition(': ')[0] or reason}: {source}"
    place = f": {os.fsdecode(error.filename)}" if isinstance(error.filename, str | bytes | os.PathLike) else ""
    return f"{error.strerror or error}{place}"
