"""What a version of the dataset holds, as a file beside it: documents, graphs and their hashes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One loaded document. `id` is the first 16 hex digits of `sha256`; `kind` minutes, plan or roster; `graph` its named graph's IRI.

    `characters` and `understood` count non-space characters; `facts` and `unparsed` count nodes; `loader` is the fingerprint of
    code and vocabularies that read it (a load skips a document whose sha256 and loader are unchanged).
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
    loaded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class GraphRecord:
    """One named graph: the hash of its sorted statements, and their number."""

    iri: str
    sha256: str
    triples: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version. `dataset` is the dataset version string: it depends on the graphs alone, not on the order of loading."""

    number: int
    dataset: str
    loaded_at: dt.datetime | None
    documents: tuple[DocumentRecord, ...] = ()
    graphs: tuple[GraphRecord, ...] = ()

    def document(self, document_id: str) -> DocumentRecord | None:
        """The record of one document, None where it is not loaded."""
        return next((record for record in self.documents if record.id == document_id), None)


def read(path: Path) -> Manifest:
    """Read a manifest file. Raises DataCorrupt."""
    raise NotImplementedError


def write(path: Path, manifest: Manifest) -> None:
    """Write a manifest file and fsync it."""
    raise NotImplementedError
