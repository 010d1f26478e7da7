"""What a load has read so far, kept beside the dataset until it commits: a load that is killed half-way does not read those documents again.

One file a document, named by what it was read from and by what: another text or another loader finds nothing. Not waited for to be on the disk; what
is not whole when it is looked for is read again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from klyngegraf.outcome import Taken
from klyngegraf.sources import File
from store import DataFolder, DocumentRecord, Lines

_LEAST_FREE = 1 << 30
"""Bytes that stay free: what is kept is a convenience, the dataset comes first."""


class Kept:
    """The documents that have been read for the load under way."""

    def __init__(self, data: DataFolder, loader: str) -> None:
        self._folder = data.path / "reading"
        self._loader = loader

    def keep(self, taken: Taken) -> None:
        """Where the disk cannot take it, nothing is kept, and nothing is wrong."""
        graph = taken.graph
        head = {"record": asdict(taken.record), "graph": [len(graph.quads), graph.sha256, graph.triples], "note": taken.note}
        content = json.dumps(head).encode() + b"\n" + graph.quads + taken.text.encode()
        place = self._place(taken.record.sha256)
        try:
            self._folder.mkdir(exist_ok=True)
            if shutil.disk_usage(self._folder).free > _LEAST_FREE + len(content):
                fresh = place.with_suffix(".new")
                fresh.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
                fresh.replace(place)
        except OSError:
            shutil.rmtree(self._folder, ignore_errors=True)

    def find(self, file: File) -> Taken | None:
        """The document as it was read before; None where it was not, or not from this file."""
        content = self._whole(self._place(file.sha256))
        if content is None:
            return None
        head, _, rest = content.partition(b"\n")
        said = json.loads(head)
        if said["record"]["source"] != file.source:
            return None
        length, sha256, triples = said["graph"]
        return Taken(DocumentRecord(**said["record"]), Lines(rest[:length], sha256, triples), rest[length:].decode(), note=said["note"])

    @staticmethod
    def _whole(place: Path) -> bytes | None:
        try:
            checksum, _, content = place.read_bytes().partition(b"\n")
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest().encode() == checksum else None

    def forget(self) -> None:
        """The load is done."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self, sha256: str) -> Path:
        return self._folder / f"{sha256}-{self._loader}"
