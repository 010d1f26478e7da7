"""One document's statements as text, indexed: what can be looked up without an RDF library is looked up here, thirty times as fast."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import BlankNode, Quad

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_CODE = "<https://w3id.org/klyngegraf/code/"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Facts:
    """Terms are N-Triples. `values[predicate][subject]` are the objects, each once; `things[class]` the subjects of that type; `codes` the
    concepts of our vocabularies that are objects.

    `plain` is False where a blank node occurs: what is said here of its names may be wrong.
    """

    def __init__(self, statements: Iterable[tuple[str, str, str]]) -> None:
        self.values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        objects: set[str] = set()
        for subject, predicate, value in statements:
            self.values[predicate][subject].append(value)
            objects.add(value)
        self.codes = {value for value in objects if value.startswith(_CODE)}
        subjects = (subject for held in self.values.values() for subject in held)
        self.plain = not any(term[0] == "_" for terms in (objects, subjects) for term in terms)
        self.things: dict[str, list[str]] = defaultdict(list)
        for subject, classes in self.values.get(TYPE, {}).items():
            for one in classes:
                self.things[one].append(subject)

    def of(self, subject: str, predicate: str) -> list[str]:
        found = self.values.get(predicate)
        return found.get(subject, []) if found else []


def from_lines(nquads: bytes) -> Facts:
    """From the N-Quads of one graph, each statement once, as the engine writes them."""
    lines = nquads.decode().split("\n")
    end = len(lines[0]) - lines[0].rfind(" ", 0, -2) if lines[0] else 0
    parts = (line.split(" ", 2) for line in lines if line)
    return Facts((subject, predicate, rest[:-end]) for subject, predicate, rest in parts)


def from_quads(quads: Iterable[Quad]) -> Facts:
    """Quoted triples count as blank nodes: no name of theirs is looked up."""
    found = {(_written(quad.subject), str(quad.predicate), _written(quad.object)) for quad in quads}
    return Facts(sorted(found))


def _written(term: object) -> str:
    text = str(term)
    return text if text[0] in '<"' and not text.startswith("<<") and not isinstance(term, BlankNode) else f"_{text}"


@lru_cache(maxsize=4096)
def text(term: str) -> str:
    r"""An IRI without its brackets, a literal's characters.

    >>> text("<urn:a>"), text('"Ole \\"Vind\\""@da'), text('"12"^^<http://www.w3.org/2001/XMLSchema#integer>')
    ('urn:a', 'Ole "Vind"', '12')
    """
    if term[0] == "<":
        return term[1:-1]
    written = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_character, written) if "\\" in written else written


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _CONTROLS.get(found[3], found[3])
