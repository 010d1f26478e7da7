"""The next version of the dataset while it is written: a clone of the current one, changed, then switched in at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace as changed
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pyoxigraph as ox

from store import changelog
from store.changelog import Entry
from store.current import faults
from store.embedded import readable, rewrite
from store.errors import DataCorrupt, StoreError, folder_error
from store.files import link, make_folder, sync_files, sync_folder, write_text
from store.lines import Lines
from store.lock import hold
from store.manifest import DocumentRecord, Manifest, now_after
from store.notes import Notes
from store.switch import clean, switch_in
from store.tracked import TrackedStore
from store.withdrawn import WithdrawnNames

if TYPE_CHECKING:
    from store.dataset import DataFolder

STEPS = ("cloned", "flushed", "described", "renamed", "switched", "cleaned")


class Draft:
    """Use as a context manager: left without `commit` (an exception, a kill), nothing has happened.

    `store` holds the draft's graphs, to query and to write; its writes keep the manifest's hashes. A disk that is full or read-only raises
    WriteFailed, a store whose files are damaged DataCorrupt, wherever in the block it shows.
    """

    def __init__(self, folder: DataFolder, steps: Callable[[str], None] | None = None) -> None:
        self._folder = folder
        self._steps = steps or (lambda step: None)
        self._exit = ExitStack()
        self._store: TrackedStore | None = None
        self._base = Manifest(0, "")
        self._documents: dict[str, DocumentRecord] = {}
        self._withdrawn = WithdrawnNames()
        self._written: set[Path] = set()
        self._checks = ""

    @property
    def store(self) -> TrackedStore:
        if self._store is None:
            raise StoreError("the draft is not open")
        return self._store

    @property
    def manifest(self) -> Manifest:
        """What the draft holds so far; its number and time are those of the version it started from until it is committed."""
        documents = tuple(self._documents[key] for key in sorted(self._documents))
        return changed(
            self._base,
            dataset=self.store.dataset,
            documents=documents,
            graphs=self.store.records,
            withdrawn=self._withdrawn,
            checks=self._checks,
        )

    def __enter__(self) -> Draft:
        try:
            make_folder(self._folder.path)
            with ExitStack() as stack:
                stack.enter_context(hold(self._folder.path / "lock"))
                stack.callback(self._discard)
                self._start()
                self._exit = stack.pop_all()
        except (OSError, RuntimeError) as error:
            raise folder_error(self._folder.path, error) or error from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._exit.close()
        if error is not None and (told := folder_error(self._folder.path, error)):
            raise told from error

    def _discard(self) -> None:
        self._store = None  # closes the files
        shutil.rmtree(self._place, ignore_errors=True)

    def put(self, record: DocumentRecord, quads: Iterable[ox.Quad | ox.Triple] | Lines, text: str) -> bool:
        """Replace a document's graph, record and text. False: graph and record (but for the time) were the same already."""
        differs = self.store.swap(record.graph, quads)
        held = self._documents.get(record.id)
        if not differs and held is not None and changed(held, loaded_at=record.loaded_at) == record:
            return False
        if held is not None and held.graph != record.graph:
            self.store.drop(held.graph)
        self._write_text(record.id, text)
        self._documents[record.id] = record
        return True

    def withdraw(self, document_id: str) -> bool:
        """Drop a document's graph, record and text. False: there was none."""
        record = self._documents.pop(document_id, None)
        if record is None:
            return False
        self.store.drop(record.graph)
        self._text(document_id).unlink(missing_ok=True)
        return True

    def replace(self, graph: str, quads: Iterable[ox.Quad | ox.Triple] | Lines) -> bool:
        """Replace a graph that is no document's (ontology, reference, identities, findings). False: it was the same already."""
        return self.store.swap(graph, quads)

    def checked_by(self, checks: str) -> None:
        """The findings are of these checks, whether or not they are other findings for it."""
        self._checks = checks

    def drop(self, graph: str) -> bool:
        """Drop a graph that is no document's. False: there was none."""
        return self.store.drop(graph)

    def withhold(self, names: WithdrawnNames) -> None:
        """Whose names are answered with 410 from now on."""
        self._withdrawn = names

    def commit(self, *, afresh: bool = False, retold: Callable[[tuple[Entry, ...]], tuple[Entry, ...]] = lambda entries: entries) -> Manifest:
        """Make the draft the current version, atomically. Where nothing differs the current version stays, and is answered.

        `afresh`: what was deleted is in none of the version's files either: the engine keeps deleted strings for good. `retold`: how the changes
        of this version and those before it are told from now on.
        """
        manifest = self.manifest
        if manifest == self._base:
            return self._base
        manifest = changed(manifest, number=self._base.number + 1, loaded_at=now_after(self._base.loaded_at))
        self._close(afresh)
        said = changelog.read(self._folder.folder(self._base.number)) if self._base.number else ()
        changelog.write(self._place, retold((changelog.between(self._base, manifest), *said)))
        switch_in(self._folder.path, self._place, manifest, self._steps, self._folder.folder(self._base.number) if self._base.number else None)
        self.notes.forget({graph.sha256 for graph in manifest.graphs})
        return manifest

    @property
    def notes(self) -> Notes:
        """What was found out about graphs before, of this draft and of the versions before it."""
        return self._folder.notes

    @property
    def _place(self) -> Path:
        return self._folder.path / "versions" / f"{self._base.number + 1}.draft"

    def _text(self, document_id: str) -> Path:
        return self._place / "texts" / f"{document_id}.txt"

    def _write_text(self, document_id: str, text: str) -> None:
        """The old name may be a link that older versions share: it is replaced, never written through."""
        path = self._text(document_id)
        path.unlink(missing_ok=True)
        write_text(path, text)
        self._written.add(path)

    def _start(self) -> None:
        number = self._sealed()
        self._base = self._folder.manifest()
        clean(self._folder.path, number)
        make_folder(self._place)
        (self._place / "texts").mkdir()
        self._store = TrackedStore(self._clone(number), self._base.graphs, self.notes)
        self._documents = {record.id: record for record in self._base.documents}
        self._withdrawn = self._base.withdrawn
        self._checks = self._base.checks
        self._steps("cloned")

    def _sealed(self) -> int:
        """The version to start from; its checksums go on into the next, so they must be its own."""
        current = self._folder.current()
        if fault := next(faults(self._folder.path, current), ""):
            raise DataCorrupt(f"{fault}; see klyngegraf verify")
        return current.number

    def _clone(self, number: int) -> ox.Store:
        """Files that no version ever changes are shared by hard links: a clone costs time by their number, not their size."""
        target = self._place / "store"
        if number:
            current = self._folder.folder(number)
            for text in (current / "texts").iterdir():
                link(text, self._place / "texts" / text.name)
            readable(current / "store").backup(str(target))
        return ox.Store(str(target))

    def _close(self, afresh: bool) -> None:
        self.store.engine.flush()
        self._store = None
        if afresh:
            rewrite(self._place / "store")
        sync_files(path for path in self._written if path.exists())
        for folder in (self._place / "store", self._place / "texts"):
            sync_folder(folder)
        self._steps("flushed")
