"""The data folder: immutable versions of the dataset, and an atomic switch between them.

    current                    the number of the version in use
    versions/<n>/store/        its RocksDB files
    versions/<n>/manifest.json what it holds
    texts/<document id>.txt    texts as read
    quarantine/<id>-<name>/    documents that did not pass, each with its report
    lock                       held by the one writer
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from pyoxigraph import Quad, Triple

from store.manifest import DocumentRecord, Manifest
from store.seam import Store


class Draft:
    """The next version while it is written. Use as a context manager: left without `commit`, nothing has happened."""

    store: Store
    """The draft's graphs, writable; write through `replace` and `drop` of the draft, which keep the manifest's hashes."""
    manifest: Manifest
    """What the draft holds so far."""

    def __enter__(self) -> Draft: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def put(self, record: DocumentRecord, quads: Iterable[Quad | Triple], text: str) -> bool:
        """Replace a document's graph, record and text. False: the graph was the same already."""

    def withdraw(self, document_id: str) -> bool:
        """Drop a document's graph and record. False: there was none."""

    def replace(self, graph: str, quads: Iterable[Quad | Triple]) -> bool:
        """Replace a graph that is no document's (ontology, reference, identities, findings). False: it was the same already."""

    def drop(self, graph: str) -> bool:
        """Drop a graph that is no document's."""

    def commit(self) -> Manifest:
        """Make the draft the current version, atomically. Where nothing differs the current version stays, and is answered."""


class DataFolder:
    """`DataFolder(path)` does not touch the disk; a folder that is not there is an empty dataset."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def version(self) -> int:
        """The number of the current version, 0 for none yet. Reads one small file: cheap enough to ask on every request."""

    def manifest(self) -> Manifest:
        """The current version's manifest (an empty one where there is no version)."""

    def open(self, *, memory: bool = False) -> tuple[Store, Manifest]:
        """The current version to read: from disk, or loaded into memory. Stays valid while newer versions are switched in."""

    def draft(self) -> Draft:
        """Start the next version. Raises DataBusy where another process writes."""

    def text(self, document_id: str) -> str:
        """A document's text as read. Raises KeyError."""

    def quarantine(self, document_id: str, file_name: str) -> Path:
        """The folder for a document that did not pass (made, emptied where it was there)."""
