"""Every class and property of ours that a graph uses is declared in the ontology.

A shape whose target never occurs conforms: without this check one misspelt class would switch its shape off.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store, parse

import ontology
from shapes.report import Result, Severity
from shapes.turtle import KS

KG = "https://w3id.org/klyngegraf/ontology#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@cache
def declared() -> frozenset[str]:
    """The terms of our namespace that the ontology describes."""
    folder = Path(ontology.__path__[0])
    quads = parse(path=str(folder / "klyngegraf.ttl"), format=RdfFormat.TURTLE)
    return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(KG))


def undeclared(store: Store) -> Iterator[Result]:
    """One result a term, at the first thing that uses it."""
    known = declared()
    met: dict[str, str] = {}
    for quad in store:
        used = [quad.predicate.value]
        if quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
            used.append(quad.object.value)
        for term in used:
            if term.startswith(KG) and term not in known and isinstance(quad.subject, NamedNode):
                met[term] = min(met.get(term, quad.subject.value), quad.subject.value)
    for term, focus in sorted(met.items()):
        yield Result(
            Severity.VIOLATION,
            focus,
            "",
            term,
            f"Ontologien kender ikke {term.removeprefix(KG)}.",
            f"The ontology does not know {term.removeprefix(KG)}.",
            f"{KS}DeclaredTerms",
            remedy="Declare the term in ontology/klyngegraf.ttl, or mend its spelling.",
            remedy_da="Erklær ordet i ontology/klyngegraf.ttl, eller ret stavemåden.",
        )
