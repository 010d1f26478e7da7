"""Every class, property and concept of ours that a graph uses is declared in the ontology or the vocabularies.

A shape whose target never occurs conforms: without this check one misspelt class would switch its shape off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store, parse

import ontology
from shapes.facts import Facts
from shapes.report import Result, Severity
from shapes.turtle import KS

KG = "https://w3id.org/klyngegraf/ontology#"
CODE = "https://w3id.org/klyngegraf/code/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FOLDER = Path(ontology.__path__[0])


@cache
def terms() -> frozenset[str]:
    """The classes and properties of our namespace that the ontology describes."""
    return _subjects((_FOLDER / "klyngegraf.ttl",), KG)


@cache
def _names() -> frozenset[str]:
    return frozenset(term.removeprefix(KG) for term in terms())


@cache
def codes() -> frozenset[str]:
    """The concepts of our vocabularies."""
    return _subjects((_FOLDER / "vocabulary").glob("*.ttl"), CODE)


def _subjects(files: Iterable[Path], namespace: str) -> frozenset[str]:
    quads = (quad for file in files for quad in parse(path=str(file), format=RdfFormat.TURTLE))
    return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(namespace))


def all_declared(facts: Facts) -> bool:
    """Is there nothing for `undeclared` to find? A first look, which asks about each term once."""
    used = {*facts.values, *facts.things}
    known = all(term.removeprefix(f"<{KG}").rstrip(">") in _names() for term in used if term.startswith(f"<{KG}"))
    return known and all(value[1:-1] in codes() for value in facts.codes)


def undeclared(store: Store) -> Iterator[Result]:
    """One result a term or concept, at the first thing that uses it."""
    known_terms, known_codes = terms(), codes()
    met: dict[str, str] = {}
    for quad in store:
        focus = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        used = quad.object.value if isinstance(quad.object, NamedNode) else ""
        for term in (quad.predicate.value, used if quad.predicate == _TYPE else ""):
            if term.startswith(KG) and term not in known_terms:
                met[term] = min(met.get(term, focus), focus)
        if used.startswith(CODE) and used not in known_codes:
            met[used] = min(met.get(used, focus), focus)
    yield from (_result(term, focus) for term, focus in sorted(met.items()))


def _result(term: str, focus: str) -> Result:
    if term.startswith(CODE):
        name, shape, known = term.removeprefix(CODE), "DeclaredCodes", ("Vokabularierne", "The vocabularies do", "ontology/vocabulary")
    else:
        name, shape, known = term.removeprefix(KG), "DeclaredTerms", ("Ontologien", "The ontology does", "ontology/klyngegraf.ttl")
    return Result(
        Severity.VIOLATION,
        focus,
        "",
        term,
        f"{known[0]} kender ikke {name}.",
        f"{known[1]} not know {name}.",
        f"{KS}{shape}",
        remedy=f"Declare it in {known[2]}, or mend its spelling.",
        remedy_da=f"Erklær det i {known[2]}, eller ret stavemåden.",
    )
