"""What each version changed, beside its manifest: `changes.json`. It tells of more versions than are kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from store.errors import DataCorrupt
from store.files import write_durably
from store.manifest import Manifest

FILE = "changes.json"
KEPT = 1000  # entries; a version is one


@dataclass(frozen=True, slots=True)
class Told:
    """One document that came, went or says something else; `change` is added, changed or removed."""

    change: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One version: its number, dataset and time, and its documents. `others`: graphs that are no document's and changed."""

    number: int
    dataset: str
    at: str
    documents: tuple[Told, ...]
    others: tuple[str, ...]


def between(before: Manifest, after: Manifest) -> Entry:
    """What became different from one version to another."""
    old, new = ({record.id: record for record in one.documents} for one in (before, after))
    hashes = [{graph.iri: graph.sha256 for graph in one.graphs} for one in (before, after)]
    same = {graph for graph, sha256 in hashes[1].items() if hashes[0].get(graph) == sha256}
    told = [Told("added", key, new[key].label) for key in new.keys() - old.keys()]
    told += [Told("removed", key, old[key].label) for key in old.keys() - new.keys()]
    told += [Told("changed", key, new[key].label) for key in old.keys() & new.keys() if new[key].graph not in same]
    graphs = {record.graph for record in (*before.documents, *after.documents)}
    others = (hashes[0].keys() | hashes[1].keys()) - graphs - same
    return Entry(
        after.number, after.dataset, after.loaded_at, tuple(sorted(told, key=lambda one: (one.change, one.label, one.id))), tuple(sorted(others))
    )


def read(folder: Path) -> tuple[Entry, ...]:
    """A version's changelog, the newest first; () where there is none. Raises DataCorrupt."""
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return tuple(_entry(one) for one in said)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataCorrupt(f"{folder / FILE} is no changelog: {error}") from error


def write(folder: Path, entries: tuple[Entry, ...]) -> None:
    write_durably(folder / FILE, json.dumps([asdict(one) for one in entries[:KEPT]], ensure_ascii=False, indent=1) + "\n")


def _entry(said: dict[str, object]) -> Entry:
    documents, others = said["documents"], said["others"]
    assert isinstance(documents, list) and isinstance(others, list)
    told = tuple(Told(str(one["change"]), str(one["id"]), str(one["label"])) for one in documents)
    return Entry(int(str(said["number"])), str(said["dataset"]), str(said["at"]), told, tuple(map(str, others)))
