"""All that is to be said against the dataset, document by document: the gate's results, and the findings over all documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

import shapes
from queries import many
from queries.findings import Finding, check
from queries.model import cell
from shapes import Result
from store import Manifest, Store, Triples

COLUMNS = ("document", "severity", "rule", "message", "quote", "remedy", "subjects", "acknowledged")
SEVERITIES = ("violation", "warning", "info")
_PASSAGES = """PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?_quote ?exact WHERE {
  #?quote ?_quote oa:hasSelector/oa:exact ?exact
} ORDER BY ?exact"""


class Language(StrEnum):
    """What reports are written in."""

    DANISH = "da"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Remark:
    """`document`: its label, or several joined with " | "; `subjects` and `quote`: IRIs and passages, joined the same way.

    `iri`: the finding or the shape; `acknowledged`: why somebody lets it stand, "" where nobody has.
    """

    document: str
    severity: str
    rule: str
    message: str
    quote: str
    remedy: str
    subjects: str
    acknowledged: str = ""
    iri: str = ""

    @property
    def row(self) -> tuple[str, ...]:
        return (self.document, self.severity, self.rule, self.message, self.quote, self.remedy, self.subjects, self.acknowledged)


def remarks(
    store: Store, manifest: Manifest, acknowledged: Mapping[str, str] | None = None, language: Language = Language.ENGLISH
) -> tuple[Remark, ...]:
    """Sorted by document, the most severe first. `acknowledged`: by a finding's IRI, why it may stand."""
    danish = language is Language.DANISH
    found = {*_of_shapes(store, manifest, danish), *_of_checks(store, manifest, acknowledged or {}, danish)}
    return tuple(sorted(found, key=lambda one: (one.document, SEVERITIES.index(one.severity), one.rule, one.subjects)))


def _of_shapes(store: Store, manifest: Manifest, danish: bool) -> Iterator[Remark]:
    for record in manifest.documents:
        for one in shapes.validate(_quads(store, record.graph)).results:
            yield _remark(record.label, one, danish)


def _remark(document: str, one: Result, danish: bool) -> Remark:
    rule = one.shape.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    message, remedy = (one.message_da, one.remedy_da) if danish else (one.message_en, one.remedy)
    return Remark(document, one.severity.value, rule, message, one.quote, remedy, one.focus, iri=one.shape)


def _of_checks(store: Store, manifest: Manifest, acknowledged: Mapping[str, str], danish: bool) -> Iterator[Remark]:
    labels = {record.graph.replace("/graph/", "/document/"): record.label for record in manifest.documents}
    found = check(store)
    passages = _passages(store, found)
    for one in found:
        yield Remark(
            document=" | ".join(sorted(labels.get(document, document) for document in one.documents)),
            severity=one.severity,
            rule=one.rule,
            message=one.message_da if danish else one.message_en,
            quote=" | ".join(passage for quote in one.evidence for passage in passages[quote]),
            remedy=one.remedy_da if danish else one.remedy_en,
            subjects=" | ".join(one.subjects),
            acknowledged=acknowledged.get(one.iri, ""),
            iri=one.iri,
        )


def _passages(store: Store, findings: Iterable[Finding]) -> Mapping[str, list[str]]:
    """By quote, what the documents say there, on one line each."""
    passages: dict[str, list[str]] = defaultdict(list)
    for quote, exact in many.rows(store, _PASSAGES, "quote", {quote for one in findings for quote in one.evidence}):
        passages[cell(quote)].append(" ".join(cell(exact).split()))
    return passages


def _quads(store: Store, graph: str) -> Iterator[ox.Quad]:
    answer = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", default_graphs=[graph])
    assert isinstance(answer, Triples)
    return (ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph)) for triple in answer)
