"""pySHACL behind a typed door: one document's quads in, a report out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from oxrdflib import OxigraphStore
from pyoxigraph import Quad, RdfFormat, Store, parse
from pyshacl import Validator
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib import RDF, SH, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from shapes import turtle
from shapes.closed_world import all_declared, undeclared
from shapes.consistency import consistent, inconsistent, values
from shapes.facts import Facts, from_lines, from_quads
from shapes.glance import Glance, glance
from shapes.report import Report, Result, Severity

_KG = "https://w3id.org/klyngegraf/ontology#"
_OA = "http://www.w3.org/ns/oa#"
_SEVERITIES = {str(SH.Violation): Severity.VIOLATION, str(SH.Warning): Severity.WARNING, str(SH.Info): Severity.INFO}


def validate(quads: Iterable[Quad] | bytes) -> Report:
    """Check one document's graph against the shapes, the ontology's terms, and itself. The quads' graph names do not matter.

    Bytes are the N-Quads of one graph, each statement once, as the engine writes them: a graph that is in order is not even parsed then.
    """
    quads = quads if isinstance(quads, bytes) else tuple(quads)
    facts = from_lines(quads) if isinstance(quads, bytes) else from_quads(quads)
    doubts = _doubts(facts)
    if not doubts and all_declared(facts) and consistent(facts):
        return Report()
    store = Store()
    parsed = parse(quads, format=RdfFormat.N_QUADS, lenient=True) if isinstance(quads, bytes) else quads
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in parsed)
    found = [*_shacl(store, doubts), *undeclared(store), *inconsistent(store)]
    return Report(tuple(sorted((_with_quote(store, result) for result in found), key=lambda result: result.order)))


@cache
def _glances() -> tuple[Glance, ...]:
    """Each shape that has targets. All our shapes have class targets (a test holds them to it)."""
    graph = turtle.graph()
    return tuple(glance(graph, shape) for shape in sorted(set(graph.subjects(SH.targetClass, None)), key=str))


def _doubts(facts: Facts) -> dict[Node, list[URIRef]]:
    """By shape, the things that may not conform to it. Blank nodes are left out: nothing of ours is one, and no report could name it."""
    found = {one.shape: [URIRef(focus[1:-1]) for focus in one.doubts(facts) if focus[0] == "<"] for one in _glances()}
    return {shape: sorted(focus) for shape, focus in found.items() if focus}


@cache
def _shapes() -> tuple[ShapesGraph, dict[Node, Shape]]:
    """The shapes, parsed once: pySHACL's own entry point would do so for every graph, at several times the cost of checking one."""
    parsed = ShapesGraph(turtle.graph())
    return parsed, {shape.node: shape for shape in parsed.shapes}


def _shacl(store: Store, doubts: dict[Node, list[URIRef]]) -> Iterator[Result]:
    """Each shape that has something to check, on all of it at once."""
    if not doubts:
        return
    graph, shapes = _shapes()
    data = DataGraph.from_rdflib_graph(_Counted(store))
    executor = Validator(data, shacl_graph=Graph(), options={"inplace": True}).make_executor()
    found: list[Any] = []
    for shape, focus in doubts.items():
        found.extend(shapes[shape].validate(executor, data, focus=focus)[1])
    if found:
        report, _ = Validator.create_validation_report(graph, False, found)
        yield from (to_result(report, node) for node in report.subjects(RDF.type, SH.ValidationResult))


class _Counted(Graph):
    """pySHACL asks many times whether a graph holds anything, and oxrdflib counts all of it each time: a third of the whole check."""

    def __init__(self, store: Store) -> None:
        super().__init__(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
        self._count = len(store)

    def __len__(self) -> int:
        return self._count


def to_result(report: Graph, node: Node) -> Result:
    def one(predicate: Node) -> str:
        value = report.value(node, predicate, any=True)
        return "" if value is None else str(value)

    shape = one(SH.sourceShape)
    texts = turtle.texts().get(shape, turtle.Texts())
    severity = report.value(node, SH.resultSeverity)
    return Result(
        _SEVERITIES.get(str(severity), Severity.VIOLATION),
        one(SH.focusNode),
        one(SH.resultPath),
        one(SH.value),
        texts.message_da,
        texts.message_en,
        shape,
        remedy=texts.remedy_en,
        remedy_da=texts.remedy_da,
    )


def _with_quote(store: Store, result: Result) -> Result:
    """The first quote of the thing, where it is a fact or a quote."""
    if result.quote:
        return result
    for quote in values(store, result.focus, f"{_KG}evidence"):
        for exact in values(store, f"{quote}/text", f"{_OA}exact"):
            return dataclasses.replace(result, quote=exact)
    return result
