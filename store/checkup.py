"""Is a version what it was when it was written? Each file has its checksum, and every statement is read and hashed again.

The first finds any byte that has changed, also where no statement needs it; the second, what a fault of program or engine wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from store import changelog, sums
from store.embedded import open_folder
from store.errors import DataCorrupt, StoreUnreachable
from store.fingerprint import dataset_version, graph_hash
from store.manifest import GraphRecord, Manifest, read


def faults(version: Path) -> Iterator[str]:
    """What is wrong with a version's folder, one line each. Where a file has changed, what it says is not read."""
    found = tuple(sums.differences(version)) if (version / sums.SUMS).exists() else ()
    yield from found
    if not found:
        yield from _contents(version)


def _contents(version: Path) -> Iterator[str]:
    try:
        manifest = read(version / "manifest.json")
        engine = open_folder(version / "store").engine
        changelog.read(version)
    except (DataCorrupt, StoreUnreachable) as error:
        yield str(error)
        return
    if manifest.dataset != dataset_version((graph.iri, graph.sha256) for graph in manifest.graphs):
        yield f"{version / 'manifest.json'}: its dataset version is not that of the graphs it lists"
    try:
        yield from _graphs(version, manifest, engine)
    except (OSError, RuntimeError) as error:
        yield f"{version / 'store'} cannot be read to its end: {error}"
    yield from _texts(version, manifest)


def _graphs(version: Path, manifest: Manifest, engine: ox.Store) -> Iterator[str]:
    wanted = {graph.iri: graph for graph in manifest.graphs}
    held = {name.value for name in engine.named_graphs()}
    for iri in sorted(held - wanted.keys()):
        yield f"{version / 'store'} holds a graph that the manifest does not list: {iri}"
    for iri, graph in sorted(wanted.items()):
        if graph != _record(engine, iri):
            yield f"{version / 'store'}: the graph {iri} is not as it was written"


def _record(engine: ox.Store, iri: str) -> GraphRecord:
    triples = {quad.triple for quad in engine.quads_for_pattern(None, None, None, ox.NamedNode(iri))}
    return GraphRecord(iri, graph_hash(triples), len(triples))


def _texts(version: Path, manifest: Manifest) -> Iterator[str]:
    for record in manifest.documents:
        if not (version / "texts" / f"{record.id}.txt").is_file():
            yield f"{version / 'texts'}: the text of {record.file_name} ({record.id}) is missing"
