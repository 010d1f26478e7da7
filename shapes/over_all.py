"""The gate of what no document says: words, identities, findings, withdrawals. What belongs together is given together."""

from __future__ import annotations

from collections.abc import Iterable

from oxrdflib import OxigraphStore
from pyoxigraph import Quad, Store
from pyshacl import validate
from rdflib import RDF, SH, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from shapes import turtle
from shapes.closed_world import undeclared
from shapes.gate import to_result
from shapes.report import Report
from shapes.turtle import Part


def validate_dataset(quads: Iterable[Quad]) -> Report:
    """Check graphs over all documents against the shapes for them, and the ontology's terms. The quads' graph names do not matter."""
    store = Store()
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    data = Graph(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
    _, report, _ = validate(data, shacl_graph=turtle.graph(Part.DATASET), inplace=True)
    assert isinstance(report, Graph)  # pySHACL's own type is Any
    found = [to_result(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)]
    return Report(tuple(sorted([*found, *undeclared(store)], key=lambda result: result.order)))
