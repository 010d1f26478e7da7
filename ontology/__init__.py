"""What the words mean: the ontology, the vocabularies and the reference data, read from the Turtle files beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import OWL, RDF, Graph

__all__ = ["DEFAULT_BASE", "files", "load", "ontology_graph", "own_terms", "quads", "reference_graph", "vocabulary_graph"]

DEFAULT_BASE = "https://w3id.org/klyngegraf/id/"
"""The base that things of the reference data have in the files; another is put in its place on loading."""

_HERE = Path(__file__).resolve().parent
_FOLDERS = {"ontology": "klyngegraf.ttl", "vocabularies": "vocabulary/*.ttl", "reference": "reference/*.ttl"}


def files(graph: str) -> tuple[Path, ...]:
    """The Turtle files of one of the graphs "ontology", "vocabularies", "reference", sorted by name; `alignments.ttl` is in none."""
    return tuple(sorted(_HERE.glob(_FOLDERS[graph])))


def _turtle(graph: str, base: str) -> Iterator[str]:
    for file in files(graph):
        text = file.read_text(encoding="utf-8")
        yield text if base == DEFAULT_BASE else text.replace(DEFAULT_BASE, base)


def _graph(name: str, base: str) -> Graph:
    graph = Graph()
    for text in _turtle(name, base):
        graph.parse(data=text, format="turtle")
    return graph


def ontology_graph() -> Graph:
    """Classes and properties."""
    return _graph("ontology", DEFAULT_BASE)


def vocabulary_graph(base: str = DEFAULT_BASE) -> Graph:
    """The concept schemes; `base` is that of the few things that concepts point at."""
    return _graph("vocabularies", base)


def reference_graph(base: str = DEFAULT_BASE) -> Graph:
    """Regions, municipalities, hospitals, PLO, parties and clusters. `base` ends in a slash."""
    return _graph("reference", base)


def load(base: str = DEFAULT_BASE) -> Graph:
    """All three in one graph."""
    return ontology_graph() + vocabulary_graph(base) + reference_graph(base)


def quads(base: str = DEFAULT_BASE) -> list[Quad]:
    """The three named graphs `<base>graph/ontology`, `…/vocabularies` and `…/reference`, each statement once, in the order of their N-Quads."""
    found = {quad for name in _FOLDERS for quad in _parsed(name, base)}
    return sorted(found, key=str)


def _parsed(name: str, base: str) -> Iterator[Quad]:
    graph = NamedNode(f"{base}graph/{name}")
    for text in _turtle(name, base):
        for quad in parse(text, format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)


@cache
def own_terms() -> frozenset[str]:
    """The IRIs of our own classes and properties."""
    graph = ontology_graph()
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return frozenset(str(subject) for kind in kinds for subject in graph.subjects(RDF.type, kind))
