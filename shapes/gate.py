"""pySHACL behind a typed door: one document's quads in, a report out."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from oxrdflib import OxigraphStore
from pyoxigraph import NamedNode, Quad, Store
from pyshacl import Validator
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib import RDF, SH, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from shapes import turtle
from shapes.closed_world import undeclared
from shapes.consistency import inconsistent, values
from shapes.report import Report, Result, Severity

_KG = "https://w3id.org/klyngegraf/ontology#"
_OA = "http://www.w3.org/ns/oa#"
_SEVERITIES = {str(SH.Violation): Severity.VIOLATION, str(SH.Warning): Severity.WARNING, str(SH.Info): Severity.INFO}


def validate(quads: Iterable[Quad]) -> Report:
    """Check one document's graph against the shapes, the ontology's terms, and itself. The quads' graph names do not matter."""
    store = Store()
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    found = [*_shacl(store), *undeclared(store), *inconsistent(store)]
    return Report(tuple(sorted((_with_quote(store, result) for result in found), key=lambda result: result.order)))


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The shapes, parsed once: pySHACL's own entry point would do so for every graph, at several times the cost of checking one.

    `targets`: each shape that has any, with the classes that it is for. All our shapes have class targets (a test holds them to it).
    """

    graph: ShapesGraph
    targets: tuple[tuple[Shape, tuple[str, ...]], ...]


@cache
def _shapes() -> _Shapes:
    graph = turtle.graph()
    parsed = ShapesGraph(graph)
    targets = ((shape, tuple(sorted(str(one) for one in graph.objects(shape.node, SH.targetClass)))) for shape in parsed.shapes)
    return _Shapes(parsed, tuple(sorted(((shape, classes) for shape, classes in targets if classes), key=lambda pair: str(pair[0].node))))


def _shacl(store: Store) -> Iterator[Result]:
    """Each shape that has something to check, on all of it at once."""
    shapes, things = _shapes(), _things(store)
    data = DataGraph.from_rdflib_graph(_Counted(store))
    executor = Validator(data, shacl_graph=Graph(), options={"inplace": True}).make_executor()
    found: list[Any] = []
    for shape, classes in shapes.targets:
        focus = sorted({thing for one in classes for thing in things.get(one, ())})
        if focus:
            found.extend(shape.validate(executor, data, focus=focus)[1])
    if found:
        report, _ = Validator.create_validation_report(shapes.graph, False, found)
        yield from (to_result(report, node) for node in report.subjects(RDF.type, SH.ValidationResult))


class _Counted(Graph):
    """pySHACL asks many times whether a graph holds anything, and oxrdflib counts all of it each time: a third of the whole check."""

    def __init__(self, store: Store) -> None:
        super().__init__(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
        self._count = len(store)

    def __len__(self) -> int:
        return self._count


def _things(store: Store) -> dict[str, list[URIRef]]:
    """The things of each class."""
    things: dict[str, list[URIRef]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, NamedNode(str(RDF.type)), None):
        things[cast(NamedNode, quad.object).value].append(URIRef(cast(NamedNode, quad.subject).value))
    return things


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
