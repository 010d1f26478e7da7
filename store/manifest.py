"""What a version of the dataset holds, as a file beside it: documents, graphs and their hashes."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from store.errors import DataCorrupt
from store.files import write_durably
from store.withdrawn import WithdrawnNames

_TIME = "%Y-%m-%dT%H:%M:%SZ"
_WRONG = dt.timedelta(days=1)
FORMAT = 1
"""Of a data folder. Another number where an older program would misread it or lose something of it; a manifest without one is of the first."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One loaded document. `id` is the first 16 hex digits of `sha256`; `kind` minutes, plan or roster; `graph` its named graph's IRI.

    `characters`, `understood` and `quoted` count non-space characters; `facts` and `unparsed` count nodes; `loader` is the fingerprint of
    code and vocabularies that read it (a load skips a document whose sha256 and loader are unchanged). `loaded_at` is ISO 8601, UTC.
    """

    id: str
    source: str
    file_name: str
    media_type: str
    sha256: str
    kind: str
    label: str
    graph: str
    facts: int
    unparsed: int
    characters: int
    understood: int
    loader: str
    loaded_at: str
    quoted: int = 0


@dataclass(frozen=True, slots=True)
class GraphRecord:
    """One named graph: the hash of its sorted statements, and their number."""

    iri: str
    sha256: str
    triples: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version. `dataset` is the dataset version string: it depends on the graphs alone, not on the order of loading.

    `loaded_at` (ISO 8601, UTC) is when this version came to be, "" for the empty dataset. `withdrawn`: whose names are answered with 410.
    `checks`: the fingerprint of what made its findings.
    """

    number: int
    dataset: str
    loaded_at: str = ""
    documents: tuple[DocumentRecord, ...] = ()
    graphs: tuple[GraphRecord, ...] = ()
    withdrawn: WithdrawnNames = field(default_factory=WithdrawnNames)
    checks: str = ""

    def document(self, document_id: str) -> DocumentRecord | None:
        """The record of one document, None where it is not loaded."""
        return next((record for record in self.documents if record.id == document_id), None)

    @property
    def triples(self) -> int:
        return sum(graph.triples for graph in self.graphs)


def now() -> str:
    """The time of loading, to the second.

    >>> len(now())
    20
    """
    return dt.datetime.now(dt.UTC).strftime(_TIME)


def now_after(previous: str) -> str:
    """`now`, but later than the version before, whose time is `previous` ("" for none): a clock that is put back must not make what is new look old.

    Unless that time lies more than a day ahead: then it was wrong, and time starts again from the clock.
    """
    time = now()
    if not previous or previous < time:
        return time
    before, clock = dt.datetime.fromisoformat(previous), dt.datetime.fromisoformat(time)
    return (before + dt.timedelta(seconds=1)).strftime(_TIME) if before - clock <= _WRONG else time


def read(path: Path) -> Manifest:
    """Read a manifest file. Raises DataCorrupt."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataCorrupt(f"{path} is no manifest: {error}") from error
    return from_json(found, str(path))


def from_json(found: dict[str, Any], place: str) -> Manifest:
    """A manifest from its parsed JSON; `place` names where it stood. Raises DataCorrupt."""
    _readable(found, place)
    try:
        documents = tuple(_record(DocumentRecord, entry) for entry in found["documents"])
        graphs = tuple(_record(GraphRecord, entry) for entry in found["graphs"])
        withdrawn = WithdrawnNames.from_json(found["withdrawn"]) if "withdrawn" in found else WithdrawnNames()
        checks = str(found.get("checks", ""))
        return Manifest(int(found["number"]), str(found["dataset"]), str(found["loaded_at"]), documents, graphs, withdrawn, checks)
    except KeyError as error:
        raise DataCorrupt(f"{place} lacks {error}, which an older klyngegraf did not write; load the documents into an empty folder") from error
    except (ValueError, TypeError) as error:
        raise DataCorrupt(f"{place} is no manifest: {error}") from error


def _readable(found: dict[str, Any], place: str) -> None:
    """A later version may keep things otherwise: writing here would lose what this one does not know of."""
    said = found.get("format", FORMAT) if isinstance(found, dict) else FORMAT
    if said != FORMAT:
        raise DataCorrupt(
            f"{place} is of format {said!r}, which a later klyngegraf wrote, and this one knows {FORMAT}; install that, or use another folder"
        )


def write(path: Path, manifest: Manifest) -> None:
    """Write a manifest file and fsync it."""
    write_durably(path, json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1) + "\n")


_R = TypeVar("_R", DocumentRecord, GraphRecord)


def _record(kind: type[_R], entry: dict[str, object]) -> _R:
    """An entry as a record, its fields of the declared types (they are plain: str or int)."""
    types = {"str": str, "int": int}
    values = {one.name: types[str(one.type)](entry[one.name]) for one in fields(kind)}
    return kind(**values)
