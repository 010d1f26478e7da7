"""The data folder: immutable versions of the dataset, and an atomic switch between them.

    current                      the number of the version in use, and the hash of its checksums (store.current)
    versions/<n>/SHA256SUMS      the checksums of all its files (store.sums)
    versions/<n>/store/          its RocksDB files
    versions/<n>/texts/<id>.txt  the documents' texts as read (versions share unchanged ones by hard links)
    versions/<n>/manifest.json   what it holds
    versions/<n>/changes.json    what this version and those before it changed
    quarantine/<id>-<name>/      documents that did not pass, each with its report
    reading/                     what a load has read, until it commits (klyngegraf.kept)
    notes/<hash>.…               what was found out about a graph once (store.notes)
    lock                         held by the one writer

Texts belong to a version: offsets of quotes count in them, so a text read anew must not change under an older graph.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from store import changelog, current
from store.changelog import Entry
from store.current import Current
from store.draft import Draft
from store.embedded import memory as empty_store
from store.embedded import open_folder
from store.errors import DataCorrupt, StoreUnreachable
from store.fingerprint import dataset_version
from store.manifest import Manifest, read
from store.notes import Notes
from store.seam import Store

EMPTY = Manifest(0, dataset_version(()))
_DOCUMENT_ID = re.compile(r"[0-9a-f]{16}")
_TRIES = 5
_T = TypeVar("_T")


class DataFolder:
    """`DataFolder(path)` does not touch the disk; a folder that is not there is an empty dataset.

    `steps` is called with the name of each step of a commit as it is done (see `store.draft.STEPS`).
    """

    def __init__(self, path: Path, steps: Callable[[str], None] | None = None) -> None:
        self.path = path
        self._steps = steps

    def version(self) -> int:
        """The number of the current version, 0 for none yet. Reads one small file: cheap enough to ask on every request."""
        return self.current().number

    def current(self) -> Current:
        """The number of the current version, and the hash of its checksums. Raises DataCorrupt."""
        return current.read(self.path)

    def folder(self, number: int) -> Path:
        """Where a version stands."""
        return self.path / "versions" / str(number)

    def manifest(self) -> Manifest:
        """The current version's manifest (an empty one where there is no version)."""
        return self._current(self._manifest_of)

    def open(self, *, memory: bool = False) -> tuple[Store, Manifest]:
        """The current version to read: from disk, or loaded into memory. Stays valid while the next two versions are switched in."""

        def opened(number: int) -> tuple[Store, Manifest]:
            if number == 0:
                return empty_store(), EMPTY
            return open_folder(self.folder(number) / "store", memory=memory), self._manifest_of(number)

        return self._current(opened)

    def draft(self) -> Draft:
        """Start the next version; entering it raises DataBusy where another process writes."""
        return Draft(self, self._steps)

    def text(self, document_id: str) -> str:
        """A document's text as read. Raises KeyError."""
        if not _DOCUMENT_ID.fullmatch(document_id):
            raise KeyError(document_id)

        def found(number: int) -> str:
            place = self.folder(number) / "texts" / f"{document_id}.txt"
            try:
                with place.open(encoding="utf-8", newline="") as file:
                    return file.read()
            except FileNotFoundError:
                raise KeyError(document_id) from None
            except (OSError, UnicodeDecodeError) as error:
                raise DataCorrupt(f"{place} cannot be read: {error}") from error

        return self._current(found)

    @property
    def notes(self) -> Notes:
        """What was found out about graphs of the current version and of those before it."""
        return Notes(self.path / "notes")

    def changes(self) -> tuple[Entry, ...]:
        """What each version changed, the newest first; it reaches further back than the versions that are kept."""
        return self._current(lambda number: changelog.read(self.folder(number)) if number else ())

    def forget(self) -> None:
        """Remove all versions but the current one, and all dumps. Who has one open reads on until it is closed."""
        current = str(self.version())
        for place in (self.path / "versions").glob("*"):
            if place.name != current:
                shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(self.path / "dumps", ignore_errors=True)

    def quarantine(self, document_id: str, file_name: str) -> Path:
        """The folder for a document that did not pass: made, and emptied where it was there."""
        place = self.path / "quarantine" / f"{document_id}-{_safe(file_name)}"
        if place.exists():
            shutil.rmtree(place)
        place.mkdir(parents=True)
        return place

    def _manifest_of(self, number: int) -> Manifest:
        return read(self.folder(number) / "manifest.json") if number else EMPTY

    def _current(self, look: Callable[[int], _T]) -> _T:
        """Look at the current version; where a writer has removed it meanwhile, at the one that is current then."""
        for _ in range(_TRIES):
            number = self.version()
            try:
                return look(number)
            except (StoreUnreachable, DataCorrupt, KeyError):
                if self.version() == number:
                    raise
        raise StoreUnreachable(f"{self.path} changes faster than it can be opened")


def _safe(file_name: str) -> str:
    """A file's name without what a folder's name cannot have, and no longer than it may be.

    >>> _safe("../Referat (1).pdf"), len(_safe("æ" * 240).encode())
    ('Referat (1).pdf', 120)
    """
    name = re.sub(r"[\x00-\x1f/\\]", "_", Path(file_name).name).encode(errors="replace")
    return name[:120].decode(errors="ignore") or "document"
