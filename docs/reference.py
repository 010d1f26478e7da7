"""`python -m docs.reference` writes docs/ontology.md from the Turtle: each class, property and code with its words in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

import ontology
from shapes import turtle

TARGET = Path(__file__).resolve().parent / "ontology.md"
_KG = "https://w3id.org/klyngegraf/ontology#"
_CODE = "https://w3id.org/klyngegraf/code/"
_FACT = URIRef(_KG + "Fact")
_PREFIXES = {
    _KG: "kg:",
    _CODE: "code:",
    "http://www.w3.org/ns/org#": "org:",
    "http://xmlns.com/foaf/0.1/": "foaf:",
    "http://www.w3.org/ns/oa#": "oa:",
    "http://www.w3.org/ns/prov#": "prov:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "https://schema.org/": "schema:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://www.w3.org/2002/07/owl#": "owl:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://purl.org/dc/terms/": "dct:",
    "http://www.w3.org/ns/adms#": "adms:",
    "http://www.w3.org/2006/time#": "time:",
}
_HEAD = """# The ontology, term by term

Written by `make docs` from `ontology/` and `shapes/`; `tests/test_docs.py` holds that it is current. How the terms are put together in a graph,
and under which IRIs, stands in [data-model.md](data-model.md). `kg:` is `https://w3id.org/klyngegraf/ontology#`, `code:` is
`https://w3id.org/klyngegraf/code/`. The service shows each term at its address (`/ontology`, `/doc/code/…`). *On* names the classes that the
ontology or a shape gives the property to; a star marks those on which it must stand.

"""


@dataclass(frozen=True, slots=True)
class Section:
    """The terms below one heading of klyngegraf.ttl, in the order of the file."""

    heading: str
    terms: tuple[URIRef, ...]


def written() -> str:
    graph, shapes = ontology.ontology_graph(), turtle.graph()
    parts = [_HEAD, *(_section(section, graph, shapes) for section in sections())]
    return "".join([*parts, "## The vocabularies\n\n", *_schemes(ontology.vocabulary_graph())]).rstrip() + "\n"


def sections() -> list[Section]:
    """Headings are comments that stand alone between terms."""
    (file,) = ontology.files("ontology")
    pieces = re.split(r"^\n# (.+)\n\n", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = ((heading, re.findall(r"^kg:(\w+) a ", body, re.MULTILINE)) for heading, body in zip(pieces[1::2], pieces[2::2], strict=True))
    return [Section(heading, tuple(URIRef(_KG + name) for name in names)) for heading, names in found if names]


def _section(section: Section, graph: Graph, shapes: Graph) -> str:
    classes = [term for term in section.terms if (term, RDF.type, OWL.Class) in graph]
    properties = [term for term in section.terms if term not in classes]
    parts = [f"## {section.heading}\n\n", *_diagram(section, graph, shapes)]
    if classes:
        parts += ["| class | dansk | English | is a | what it is |\n| --- | --- | --- | --- | --- |\n"]
        parts += [_row(_named(one), *_labels(graph, one), _list(graph.objects(one, RDFS.subClassOf)), _defined(graph, one)) for one in classes] + [
            "\n"
        ]
    if properties:
        parts += ["| property | dansk | English | on | value | what it says |\n| --- | --- | --- | --- | --- | --- |\n"]
        parts += [_property(one, graph, shapes) for one in properties] + ["\n"]
    return "".join(parts)


def _property(term: URIRef, graph: Graph, shapes: Graph) -> str:
    must = _must(term, shapes)
    carriers = ", ".join(f"{_named(one)}{'*' if one in must else ''}" for one in _carriers(term, graph, shapes))
    example = str(graph.value(term, SKOS.example))
    return _row(
        _named(term), *_labels(graph, term), carriers, _list(graph.objects(term, RDFS.range)), f"{_defined(graph, term)} *{example.rstrip('.')}*"
    )


def _carriers(term: URIRef, graph: Graph, shapes: Graph) -> list[URIRef]:
    """The classes that a property stands on: by its domain, else by the shapes that ask for it."""
    domains = [one for one in graph.objects(term, RDFS.domain) if isinstance(one, URIRef)]
    asked = {one for shape in shapes.subjects(SH.path, term) for one in shapes.objects(shape, SH.targetClass) if isinstance(one, URIRef)}
    found = set(domains) or asked
    return sorted(one for one in found if _FACT not in found - {one} or _FACT not in graph.transitive_objects(one, RDFS.subClassOf))


def _must(term: URIRef, shapes: Graph) -> set[Node]:
    asking = (shape for shape in shapes.subjects(SH.path, term) if (shape, SH.minCount, Literal(1)) in shapes)
    return {one for shape in asking for one in shapes.objects(shape, SH.targetClass)}


def _diagram(section: Section, graph: Graph, shapes: Graph) -> Iterator[str]:
    edges = [
        f"    {_node(carrier)} -- {_short(term)} --> {_node(value)}\n"
        for term in section.terms
        for carrier in _carriers(term, graph, shapes)
        for value in sorted(graph.objects(term, RDFS.range))
        if (term, RDF.type, OWL.ObjectProperty) in graph
    ]
    edges += [f"    {_node(term)} -. is a .-> {_node(above)}\n" for term in section.terms for above in sorted(graph.objects(term, RDFS.subClassOf))]
    if edges:
        yield "".join(["```mermaid\ngraph LR\n", *edges, "```\n\n"])


def _node(term: Node) -> str:
    """
    >>> _node(URIRef("http://www.w3.org/ns/org#Organization"))
    'org_Organization["org:Organization"]'
    """
    curie = _curie(term)
    return f'{curie.replace(":", "_")}["{curie}"]'


def _schemes(graph: Graph) -> Iterator[str]:
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        danish, english = _labels(graph, scheme)
        yield f"### {english} ({danish}): `{_curie(scheme)}`\n\n{_defined(graph, scheme)}\n\n| code | dansk | English |\n| --- | --- | --- |\n"
        for concept in sorted(graph.subjects(SKOS.inScheme, scheme)):
            yield _row(f"`{str(concept).removeprefix(str(scheme) + '/')}`", *_labels(graph, concept))
        yield "\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _labels(graph: Graph, term: Node) -> tuple[str, str]:
    return _in(graph, term, SKOS.prefLabel, "da"), _in(graph, term, SKOS.prefLabel, "en")


def _defined(graph: Graph, term: Node) -> str:
    return " ".join(_in(graph, term, SKOS.definition, language) for language in ("en", "da")).strip()


def _in(graph: Graph, term: Node, kind: URIRef, language: str) -> str:
    return next((str(one) for one in graph.objects(term, kind) if isinstance(one, Literal) and one.language == language), "")


def _list(terms: Iterable[Node]) -> str:
    return ", ".join(_named(one) for one in sorted(terms))


def _named(term: Node) -> str:
    return f"`{_curie(term)}`"


def _short(term: Node) -> str:
    return _curie(term).removeprefix("kg:")


def _curie(term: Node) -> str:
    """
    >>> _curie(URIRef("http://www.w3.org/2001/XMLSchema#date")), _curie(URIRef("https://example.org/x"))
    ('xsd:date', 'https://example.org/x')
    """
    found = next((base for base in _PREFIXES if str(term).startswith(base)), "")
    return _PREFIXES.get(found, "") + str(term).removeprefix(found)


if __name__ == "__main__":
    TARGET.write_text(written(), encoding="utf-8")
