"""What people have decided about the dataset, kept beside its versions: a load never touches it.

    ledger/<name>.json      one decision an IRI, each with its reason and when it was made

The writer holds the data folder's lock (`DataFolder.draft`), as for every change.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from store.errors import DataCorrupt
from store.files import replace_durably
from store.manifest import now


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A decision about the thing `iri`; `at` is ISO 8601, UTC."""

    iri: str
    reason: str
    at: str = ""


class Ledger:
    """Decisions of one kind, by IRI. Nothing is cached: each question reads the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> tuple[Entry, ...]:
        """Sorted by IRI. Raises DataCorrupt."""
        try:
            said = json.loads(self._path.read_text(encoding="utf-8"))
            return tuple(sorted(Entry(one["iri"], one["reason"], one["at"]) for one in said))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataCorrupt(f"{self._path} cannot be read: {error}") from error

    def reasons(self) -> dict[str, str]:
        return {entry.iri: entry.reason for entry in self.entries()}

    def put(self, iri: str, reason: str) -> None:
        """Record a decision; a second one about the same thing replaces the first."""
        kept = [entry for entry in self.entries() if entry.iri != iri]
        self._write((*kept, Entry(iri, reason, now())))

    def remove(self, iri: str) -> bool:
        """False: there was none."""
        entries = self.entries()
        kept = tuple(entry for entry in entries if entry.iri != iri)
        if len(kept) == len(entries):
            return False
        self._write(kept)
        return True

    def _write(self, entries: tuple[Entry, ...]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        listed = [asdict(entry) for entry in sorted(entries)]
        replace_durably(self._path, json.dumps(listed, ensure_ascii=False, indent=1) + "\n")
