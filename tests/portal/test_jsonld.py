"""JSON-LD in our own words says exactly what the graph says, to both readers that there are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from api import jsonld
from store import DataFolder, EmbeddedStore

E = "http://example.org/"


@pytest.fixture(scope="module")
def engine(data: Path) -> ox.Store:
    store, _ = DataFolder(data).open(memory=True)
    assert isinstance(store, EmbeddedStore)
    return store.engine


def test_a_dataset_comes_back_whole(engine: ox.Store) -> None:
    names = sorted(graph.value for graph in engine.named_graphs() if isinstance(graph, ox.NamedNode))
    graphs = [(name, [quad.triple for quad in engine.quads_for_pattern(None, None, None, ox.NamedNode(name))]) for name in names]
    written = b"".join(jsonld.dataset(graphs))
    assert set(ox.parse(written, format=ox.RdfFormat.JSON_LD)) == set(engine)
    assert b'"heldBy": "https://w3id.org/klyngegraf/id/body/' in written


def test_a_graph_comes_back_whole_with_only_the_context_it_needs(engine: ox.Store) -> None:
    minutes = next(quad.subject for quad in engine.quads_for_pattern(None, None, ox.NamedNode("https://w3id.org/klyngegraf/ontology#Minutes"), None))
    triples = [quad.triple for quad in engine.quads_for_pattern(minutes, None, None, None)]
    written = jsonld.document(triples)
    assert isomorphic(Graph().parse(data=written, format="json-ld"), plain(triples))
    content = json.loads(written)
    assert set(content["@context"]) < set(jsonld.context().source)
    assert content["type"] and "funding" not in str(content["@context"]).lower()


def plain(triples: list[ox.Triple]) -> Graph:
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


XSD = "http://www.w3.org/2001/XMLSchema#"
KG = "https://w3id.org/klyngegraf/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ODD = [
    ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode(SKOS + "prefLabel"), ox.Literal("uden sprog")),
    ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode(SKOS + "prefLabel"), ox.Literal("på dansk", language="da")),
    ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode(SKOS + "prefLabel"), ox.Literal("også dansk", language="da")),
    ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode("https://schema.org/position"), ox.Literal("007", datatype=ox.NamedNode(XSD + "integer"))),
    ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode("https://schema.org/position"), ox.Literal("7", datatype=ox.NamedNode(XSD + "integer"))),
    ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode("https://schema.org/position"), ox.Literal("syv")),
    ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode(KG + "virtual"), ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean"))),
    ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode(KG + "person"), ox.Literal("no IRI")),
    ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode("http://xmlns.com/foaf/0.1/name"), ox.NamedNode(E + "no-name")),
    ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode("http://unknown.example/p"), ox.Literal("2", datatype=ox.NamedNode("http://unknown.example/t"))),
    ox.Triple(ox.BlankNode("b"), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode("http://unknown.example/C")),
    ox.Triple(ox.NamedNode("urn:x:y"), ox.NamedNode(KG + "person"), ox.BlankNode("b")),
]


def test_values_that_fit_no_word_are_written_out() -> None:
    written = jsonld.document(ODD)
    assert isomorphic(Graph().parse(data=written, format="json-ld"), plain(ODD))
    assert ox.Dataset(ox.parse(written, format=ox.RdfFormat.JSON_LD)) is not None
