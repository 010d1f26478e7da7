"""A version of the dataset put into a store elsewhere, graph by graph.

No engine switches several graphs at once over the Graph Store Protocol, so the order makes it safe:

1. The manifest that is there is written again, naming the graphs that are about to change ("pending").
2. Changed graphs are put, each whole; graphs that are no more are removed.
3. The new manifest is written, last. Until then readers are told the old version.

Killed at any point, the next publication puts again whatever was pending, whichever version it brings: nothing is taken for unchanged that
may not be.
The manifest is a graph of its own, `urn:klyngegraf:manifest`, of JSON texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from dataclasses import replace as changed
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from store.errors import DataCorrupt
from store.fingerprint import dataset_version
from store.manifest import Manifest, from_json
from store.remote import MANIFEST, RemoteStore
from store.seam import Solutions, Store, Triples

_PART: Final = 50  # records in one text: some engines keep long literals badly
_SUBJECT: Final = NamedNode(MANIFEST)
_READ: Final = f"SELECT ?p ?o {{ GRAPH <{MANIFEST}> {{ ?s ?p ?o }} }}"
_CONTENT: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did; `manifest` is what the store says now."""

    put: tuple[str, ...]
    removed: tuple[str, ...]
    manifest: Manifest

    @property
    def changed(self) -> bool:
        return bool(self.put or self.removed)


def manifest_of(store: RemoteStore) -> Manifest:
    """What the store says that it holds; an empty manifest where nothing was ever published. Raises DataCorrupt."""
    return _read(store)[0]


def publish(source: Store, manifest: Manifest, target: RemoteStore, watch: Callable[[str], None] = lambda graph: None) -> Published:
    """`watch` is called with each graph as it is put or removed."""
    before, pending = _read(target)
    held = {graph.iri: graph.sha256 for graph in before.graphs if graph.iri not in pending}
    wanted = {graph.iri: graph.sha256 for graph in manifest.graphs}
    put = tuple(iri for iri in wanted if held.get(iri) != wanted[iri])
    removed = tuple(sorted(({graph.iri for graph in before.graphs} | set(pending)) - set(wanted)))
    if put or removed:
        _write(target, before, (*put, *removed, *pending))
    for graph in put:
        target.replace(graph, _content(source, graph))
        watch(graph)
    for graph in removed:
        target.drop(graph)
        watch(graph)
    if put or removed or before != manifest:
        _write(target, manifest, ())
    return Published(put, removed, manifest)


def _content(source: Store, graph: str) -> Iterable[Triple]:
    answer = source.query(_CONTENT, default_graphs=[graph])
    assert isinstance(answer, Triples)
    return answer


def _write(target: RemoteStore, manifest: Manifest, pending: tuple[str, ...]) -> None:
    target.replace(MANIFEST, _statements(manifest, tuple(sorted(set(pending)))))


def _statements(manifest: Manifest, pending: tuple[str, ...]) -> Iterator[Triple]:
    head = {key: value for key, value in asdict(manifest).items() if key not in ("documents", "graphs")}
    yield _statement("version", head)
    for name, entries in (("documents", manifest.documents), ("graphs", manifest.graphs)):
        for start in range(0, len(entries), _PART):
            yield _statement(name, [asdict(entry) for entry in entries[start : start + _PART]])
    for start in range(0, len(pending), _PART):
        yield _statement("pending", pending[start : start + _PART])


def _statement(name: str, content: object) -> Triple:
    return Triple(_SUBJECT, NamedNode(f"{MANIFEST}:{name}"), Literal(json.dumps(content, ensure_ascii=False, sort_keys=True)))


def _read(store: RemoteStore) -> tuple[Manifest, frozenset[str]]:
    """The manifest, and the graphs that a publication was about to change."""
    answer = store.query(_READ)
    assert isinstance(answer, Solutions)
    found: dict[str, list[object]] = {"version": [], "documents": [], "graphs": [], "pending": []}
    try:
        for predicate, text in answer:
            assert isinstance(predicate, NamedNode) and isinstance(text, Literal)
            content = json.loads(text.value)
            found[predicate.value.rpartition(":")[2]] += [content] if isinstance(content, dict) else content
    except (ValueError, KeyError, TypeError) as error:
        raise DataCorrupt(f"<{MANIFEST}> of {store.access.address} is no manifest: {error}") from error
    pending = frozenset(str(graph) for graph in found["pending"])
    if not found["version"]:
        return Manifest(0, dataset_version(())), pending
    head = found["version"][0]
    assert isinstance(head, dict)
    manifest = from_json({**head, "documents": found["documents"], "graphs": found["graphs"]}, f"<{MANIFEST}> of {store.access.address}")
    documents = tuple(sorted(manifest.documents, key=lambda record: record.id))
    return changed(manifest, documents=documents, graphs=tuple(sorted(manifest.graphs, key=lambda graph: graph.iri))), pending
