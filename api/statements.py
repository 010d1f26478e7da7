"""Statements said one subject at a time, with prefixed names; what the catalogue and VoID are written with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

import ontology
from api.tasks import PREFIXES

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
NAMES: Final = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatdk": "https://data.gov.dk/model/core/dcat-dk/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "pav": "http://purl.org/pav/",
}
Value = NamedNode | Literal
_CODES: Final = ("publication.ttl", "quality.ttl")


def name(curie: str) -> NamedNode:
    """
    >>> name("dcat:Dataset").value
    'http://www.w3.org/ns/dcat#Dataset'
    """
    prefix, _, local = curie.partition(":")
    return NamedNode(NAMES[prefix] + local)


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


def moment(text: str) -> Literal:
    """A date or a time, by its form.

    >>> moment("2025-10-08").datatype.value.rpartition("#")[2], moment("2025-10-08T09:00:00Z").datatype.value.rpartition("#")[2]
    ('date', 'dateTime')
    """
    return typed(text, "dateTime" if "T" in text else "date")


def both(pair: tuple[str, str]) -> tuple[Literal, Literal]:
    """Danish and English."""
    return Literal(pair[0], language="da"), Literal(pair[1], language="en")


class Statements:
    """Collects; each statement once, subject by subject in the order first said."""

    def __init__(self) -> None:
        self._subjects: dict[NamedNode | BlankNode, dict[Triple, None]] = {}

    def __iter__(self) -> Iterator[Triple]:
        for triples in self._subjects.values():
            yield from triples

    def __bool__(self) -> bool:
        return bool(self._subjects)

    def say(self, subject: str, predicate: str, *values: Value) -> None:
        self.add(Triple(NamedNode(subject), name(predicate), value) for value in values)

    def type(self, subject: str, *curies: str) -> None:
        self.say(subject, "rdf:type", *map(name, curies))

    def add(self, triples: Iterable[Triple]) -> None:
        for triple in triples:
            assert not isinstance(triple.subject, Triple)  # no statements about statements here
            self._subjects.setdefault(triple.subject, {})[triple] = None

    def include_described(self) -> None:
        """Add what `portal.ttl` says of each thing named so far, and of what that names in turn."""
        seen: set[str] = set()
        waiting = _named(self)
        while waiting:
            seen |= waiting
            added = [triple for iri in sorted(waiting) for triple in known().get(iri, ())]
            self.add(added)
            waiting = _named(added) - seen


def _named(triples: Iterable[Triple]) -> set[str]:
    return {value.value for triple in triples if isinstance(value := triple.object, NamedNode)}


@cache
def known() -> dict[str, tuple[Triple, ...]]:
    """The statements of `portal.ttl`, and of our own codes for catalogues and measures, by subject. Read once."""
    found: dict[str, list[Triple]] = {}
    ours = [file for file in ontology.files("vocabularies") if file.name in _CODES]
    for file in (Path(__file__).with_name("portal.ttl"), *ours):
        for quad in parse(path=str(file), format=RdfFormat.TURTLE):
            assert isinstance(quad.subject, NamedNode)
            found.setdefault(quad.subject.value, []).append(quad.triple)
    return {subject: tuple(triples) for subject, triples in found.items()}


def name_of(iri: str) -> tuple[str, str]:
    """What one of our codes is called, Danish and English.

    >>> name_of("https://w3id.org/klyngegraf/code/quality/unparsed")
    ('ulæste steder', 'unparsed passages')
    """
    said = [triple.object for triple in known()[iri] if triple.predicate == name("skos:prefLabel")]
    labels = {label.language: label.value for label in said if isinstance(label, Literal)}
    return labels["da"], labels["en"]
