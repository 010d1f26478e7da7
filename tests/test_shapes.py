"""The gate: each invalid graph trips the shape that its first line names, and only that; each valid one passes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from pyshacl import validate as pyshacl
from rdflib import RDFS, SH, BNode, Graph, Literal, URIRef

import ontology
import shapes
from shapes import Report, Severity, closed_world, turtle
from shapes.turtle import Part

FOLDER = Path(__file__).resolve().parent / "shapes"
CODE = "https://w3id.org/klyngegraf/code/"
BASES = {"minutes": FOLDER / "valid" / "minutes.ttl", "plan": FOLDER / "valid" / "plan.ttl", "dataset": FOLDER / "dataset" / "valid.ttl"}
BREAKS = tomllib.loads((FOLDER / "breaks.toml").read_text("utf-8"))["break"]
PREFIXES = {
    "code": "https://w3id.org/klyngegraf/code/",
    "kg": "https://w3id.org/klyngegraf/ontology#",
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
VALID, INVALID = sorted((FOLDER / "valid").glob("*.ttl")), sorted((FOLDER / "invalid").glob("*.ttl"))


def read(file: Path) -> list[Quad]:
    return list(parse(path=str(file), format=RdfFormat.TURTLE))


def broken(one: dict[str, str]) -> list[Quad]:
    """The valid graph of the pair, changed."""
    store = Store()
    store.extend(read(BASES[one["graph"]]))
    before = set(store)
    store.update(one["change"], prefixes=PREFIXES)
    assert set(store) != before, "the change changes nothing"
    return list(store)


def check(graph: str, quads: Iterable[Quad]) -> Report:
    return shapes.validate_dataset(quads) if graph == "dataset" else shapes.validate(quads)


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


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one["trips"])
def test_a_change_trips_its_shape_and_only_that(one: dict[str, str]) -> None:
    report = check(one["graph"], broken(one))
    assert {result.shape.removeprefix(turtle.KS) for result in report.results} == {one["trips"]}
    for result in report.results:
        assert result.message_da and result.message_en and result.remedy and result.remedy_da and result.focus


def test_the_graphs_over_all_documents_pass() -> None:
    assert shapes.validate_dataset(read(BASES["dataset"])).results == ()
    assert shapes.validate_dataset(ontology.quads()).results == ()


def test_every_shape_has_its_pair() -> None:
    tripped = {one["trips"] for one in BREAKS}
    for file in INVALID:
        names = file.read_text("utf-8").splitlines()[0].removeprefix("# Must trip: ").split()
        tripped |= set(names) if len(names) == 1 else set()
    assert {shape.removeprefix(turtle.KS) for part in Part for shape in _checking(turtle.graph(part))} - tripped == set()


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


def _checking(graph: Graph) -> set[str]:
    """The shapes that check something: those with a target."""
    return {str(shape) for kind in (SH.targetClass, SH.targetSubjectsOf) for shape in graph.subjects(kind, None)}


def test_every_shape_has_a_class_that_the_valid_graphs_hold() -> None:
    """A shape whose target never occurs checks nothing."""
    assert len(_checking(turtle.graph())) > 150
    for part in Part:
        graph = turtle.graph(part)
        quads = [quad for name, file in BASES.items() for quad in read(file) if (name == "dataset") == (part is Part.DATASET)]
        held = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)} | {quad.predicate.value for quad in quads}
        for shape in map(URIRef, _checking(graph)):
            targets = {str(one) for kind in (SH.targetClass, SH.targetSubjectsOf) for one in graph.objects(shape, kind)}
            assert targets & held, shape
        unknown = (SH.targetNode, SH.targetObjectsOf) if part is Part.DATASET else (SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
        assert not {shape for kind in unknown for shape in graph.subjects(kind, None)}, "the gate knows classes only"


def _languages(graph: Graph, shape: URIRef, kind: URIRef) -> set[str | None]:
    return {value.language for value in graph.objects(shape, kind) if isinstance(value, Literal)}


@pytest.mark.parametrize("part", list(Part), ids=lambda part: part.name.lower())
def test_every_shape_speaks_both_languages_and_gives_its_reason(part: Part) -> None:
    graph = turtle.graph(part)
    for shape in map(URIRef, _checking(graph)):
        texts = turtle.texts()[str(shape)]
        assert texts.message_da and texts.message_en and texts.remedy_da and texts.remedy_en, shape
        assert _languages(graph, shape, RDFS.comment) == {"da", "en"}, shape
        assert len(list(graph.objects(shape, SH.severity))) == 1, shape


def _paths(graph: Graph) -> set[str]:
    """Every property that a shape is about, alternatives each by itself."""
    found: set[str] = set()
    for path in graph.objects(None, SH.path):
        alternatives = graph.value(path, SH.alternativePath) if isinstance(path, BNode) else None
        found |= {str(path)} if alternatives is None else {str(one) for one in graph.items(alternatives)}
    return found


def test_no_term_of_ours_lacks_a_shape() -> None:
    """A class is the target of one, a property its path."""
    graphs = [turtle.graph(part) for part in Part]
    targets = {str(one) for graph in graphs for one in graph.objects(None, SH.targetClass)}
    covered = targets | {path for graph in graphs for path in _paths(graph)}
    assert closed_world.terms() - covered == set()


@pytest.mark.parametrize("part", list(Part), ids=lambda part: part.name.lower())
def test_the_shapes_are_valid_shacl(part: Part) -> None:
    """By SHACL's own shapes (SHACL-SHACL), which pySHACL carries."""
    conforms, _, text = pyshacl(Graph(), shacl_graph=turtle.graph(part), meta_shacl=True)
    assert conforms, text


def test_code_lists_are_the_vocabularies() -> None:
    """`sh:in` repeats what a vocabulary holds; the two must stay one."""
    text = "\n".join(file.read_text("utf-8") for part in Part for file in turtle.files(part))
    lists = re.findall(r"sh:in \( (<[^)]*>) \)", text)
    assert len(lists) >= 4
    for one in lists:
        codes = set(re.findall(r"<([^>]+)>", one))
        scheme = next(iter(codes)).rsplit("/", 1)[0] + "/"
        assert codes == {code for code in closed_world.codes() if code.startswith(scheme)}, scheme


def test_terms_in_shapes_are_declared() -> None:
    text = "\n".join(re.sub(r'"[^"]*"', "", file.read_text("utf-8")) for part in Part for file in turtle.files(part))
    used = {closed_world.KG + name for name in re.findall(r"\bkg:(\w+)", text)}
    assert used and used <= closed_world.terms()


def test_the_gate_takes_what_a_store_gives() -> None:
    """Quads of a named graph, as the store hands them out."""
    graph = NamedNode("https://w3id.org/klyngegraf/id/graph/0123456789abcdef")
    store = Store()
    store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in read(FOLDER / "invalid" / "meeting-without-date.ttl"))
    report = shapes.validate(store.quads_for_pattern(None, None, None, graph))
    assert [result.shape.removeprefix(turtle.KS) for result in report.violations] == ["Meeting-Date"]
