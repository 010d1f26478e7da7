"""The gate: each invalid graph trips the shape that its first line names, and only that; each valid one passes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from rdflib import RDF, SH, Graph, URIRef

import shapes
from shapes import Severity, closed_world, turtle

FOLDER = Path(__file__).resolve().parent / "shapes"
CODE = "https://w3id.org/klyngegraf/code/"
VALID, INVALID = sorted((FOLDER / "valid").glob("*.ttl")), sorted((FOLDER / "invalid").glob("*.ttl"))


def read(file: Path) -> list[Quad]:
    return list(parse(path=str(file), format=RdfFormat.TURTLE))


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_a_valid_graph_passes_without_a_word(file: Path) -> None:
    assert shapes.validate(read(file)).results == ()


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_an_invalid_graph_trips_what_it_names(file: Path) -> None:
    wanted = file.read_text("utf-8").splitlines()[0].removeprefix("# Must trip: ").split()
    report = shapes.validate(read(file))
    assert {result.shape.removeprefix(turtle.KS) for result in report.results} == set(wanted)
    for result in report.results:
        assert result.message_da and result.message_en and result.remedy and result.remedy_da and result.focus
    assert report.conforms == all(result.severity is not Severity.VIOLATION for result in report.results)


def test_the_pairs_are_there() -> None:
    assert len(VALID) >= 2 and len(INVALID) > 50


def test_what_keeps_a_document_out_and_what_does_not() -> None:
    out = {file.stem: not shapes.validate(read(file)).conforms for file in INVALID}
    assert out["meeting-without-date"] and out["attendance-without-person"] and out["fact-without-evidence"]
    assert not out["document-without-date"] and not out["initiative-that-ends-before-it-starts"]


def test_a_result_carries_the_words_behind_it() -> None:
    (result,) = shapes.validate(read(FOLDER / "invalid" / "attendance-without-status.ttl")).results
    assert result.quote and result.focus.endswith("/attendance/bo-lund")
    assert result.path == "https://w3id.org/klyngegraf/ontology#status"


def test_the_same_graph_gives_the_same_report() -> None:
    quads = read(FOLDER / "invalid" / "quote-that-is-empty.ttl")
    assert shapes.validate(quads) == shapes.validate(reversed(quads))


def _property_shapes(graph: Graph) -> list[URIRef]:
    return [shape for shape in graph.subjects(RDF.type, SH.PropertyShape) if isinstance(shape, URIRef)]


def test_every_shape_has_a_class_that_the_valid_graphs_hold() -> None:
    """A shape whose target never occurs checks nothing."""
    graph = turtle.graph()
    assert len(_property_shapes(graph)) > 100
    held = {quad.object.value for file in VALID for quad in read(file) if isinstance(quad.object, NamedNode)}
    for shape in _property_shapes(graph):
        assert {str(one) for one in graph.objects(shape, SH.targetClass)} & held, shape
    targeting = set(graph.subjects(SH.targetClass, None))
    others = {shape for kind in (SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf) for shape in graph.subjects(kind, None)}
    assert targeting and not others, "the gate knows class targets only"


def test_every_property_shape_speaks_both_languages() -> None:
    for shape in _property_shapes(turtle.graph()):
        texts = turtle.texts()[str(shape)]
        assert texts.message_da and texts.message_en and texts.remedy_da and texts.remedy_en, shape


def test_code_lists_are_the_vocabularies() -> None:
    """`sh:in` repeats what a vocabulary holds; the two must stay one."""
    text = "\n".join(file.read_text("utf-8") for file in turtle.files())
    lists = re.findall(r"sh:in \( (<[^)]*>) \)", text)
    assert len(lists) >= 4
    for one in lists:
        codes = set(re.findall(r"<([^>]+)>", one))
        scheme = next(iter(codes)).rsplit("/", 1)[0] + "/"
        assert codes == {code for code in closed_world.codes() if code.startswith(scheme)}, scheme


def test_terms_in_shapes_are_declared() -> None:
    text = "\n".join(re.sub(r'"[^"]*"', "", file.read_text("utf-8")) for file in turtle.files())
    used = {closed_world.KG + name for name in re.findall(r"\bkg:(\w+)", text)}
    assert used and used <= closed_world.terms()


def test_the_gate_takes_what_a_store_gives() -> None:
    """Quads of a named graph, as the store hands them out."""
    graph = NamedNode("https://w3id.org/klyngegraf/id/graph/0123456789abcdef")
    store = Store()
    store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in read(FOLDER / "invalid" / "meeting-without-date.ttl"))
    report = shapes.validate(store.quads_for_pattern(None, None, None, graph))
    assert [result.shape.removeprefix(turtle.KS) for result in report.violations] == ["Meeting-Date"]
