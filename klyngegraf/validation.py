"""All that is to be said against the dataset, document by document: the gate's results, and the findings over all documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

import shapes
from queries.findings import check
from store import Manifest, Store, Triples

COLUMNS = ("document", "severity", "rule", "message", "quote", "remedy", "subjects")
_ORDER = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Remark:
    """`document`: its label, or several joined with " | "; `subjects`: the IRIs concerned, joined the same way."""

    document: str
    severity: str
    rule: str
    message: str
    quote: str
    remedy: str
    subjects: str

    @property
    def row(self) -> tuple[str, ...]:
        return (self.document, self.severity, self.rule, self.message, self.quote, self.remedy, self.subjects)


def remarks(store: Store, manifest: Manifest) -> tuple[Remark, ...]:
    """Sorted by document, the most severe first."""
    found = {*_of_shapes(store, manifest), *_of_checks(store, manifest)}
    return tuple(sorted(found, key=lambda one: (one.document, _ORDER.index(one.severity), one.rule, one.subjects)))


def _of_shapes(store: Store, manifest: Manifest) -> Iterator[Remark]:
    for record in manifest.documents:
        for one in shapes.validate(_quads(store, record.graph)).results:
            rule = one.shape.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
            yield Remark(record.label, one.severity.value, rule, one.message_en, one.quote, one.remedy, one.focus)


def _of_checks(store: Store, manifest: Manifest) -> Iterator[Remark]:
    labels = {record.graph.replace("/graph/", "/document/"): record.label for record in manifest.documents}
    for one in check(store):
        documents = " | ".join(sorted(labels.get(document, document) for document in one.documents))
        yield Remark(documents, one.severity, one.rule, one.message_en, "", one.remedy_en, " | ".join(one.subjects))


def _quads(store: Store, graph: str) -> Iterator[ox.Quad]:
    answer = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", default_graphs=[graph])
    assert isinstance(answer, Triples)
    return (ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph)) for triple in answer)
