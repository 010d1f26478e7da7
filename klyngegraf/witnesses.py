"""The witnesses of all graphs, each heard once: from its text when a document is taken in, from the engine where no note of it is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from klyngegraf.fingerprint import loader
from loaders.witness import Witness, hear, read, written
from store import Draft, Lines


def note(draft: Draft, graph: Lines) -> None:
    """Keep what a document's graph says about people, for this load and those to come."""
    _keep(draft, graph.sha256, graph.quads.decode().split("\n"))


def witnesses(draft: Draft, without: Iterable[str]) -> Iterator[Witness]:
    """Of all graphs but those named, which follow from the others."""
    for record in draft.store.records:
        if record.iri not in without:
            yield _noted(draft, record.sha256) or _told(draft, record.iri, record.sha256)


def _noted(draft: Draft, sha256: str) -> Witness | None:
    said, _, content = (draft.notes.find(_name(sha256)) or b"").partition(b"\n")
    return read(content) if said.decode() == loader() else None


def _told(draft: Draft, graph: str, sha256: str) -> Witness:
    quads = draft.store.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return _keep(draft, sha256, (f"{quad} ." for quad in quads))


def _keep(draft: Draft, sha256: str, lines: Iterable[str]) -> Witness:
    said = hear(lines)
    draft.notes.keep(_name(sha256), f"{loader()}\n".encode() + written(said))
    return said


def _name(sha256: str) -> str:
    return f"{sha256}.people"
