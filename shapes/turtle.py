"""The shapes as Turtle files, read once a process, and the texts that stand on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from rdflib import Graph

FOLDER = Path(__file__).resolve().parent
SH = "http://www.w3.org/ns/shacl#"
KS = "https://w3id.org/klyngegraf/shapes#"
_PART_OF = NamedNode("http://purl.org/dc/terms/isPartOf")
_REMEDY = NamedNode("https://w3id.org/klyngegraf/ontology#remedy")


class Part(Enum):
    """What shapes are for: one document's graph, or those over all documents (words, identities, findings). The value is their folder."""

    DOCUMENT = ""
    DATASET = "dataset"


@dataclass(frozen=True, slots=True)
class Texts:
    """What a shape says to people, in Danish and English."""

    message_da: str = ""
    message_en: str = ""
    remedy_da: str = ""
    remedy_en: str = ""


def files(part: Part = Part.DOCUMENT) -> list[Path]:
    return sorted((FOLDER / part.value).glob("*.ttl"))


@cache
def graph(part: Part = Part.DOCUMENT) -> Graph:
    """A part's shapes in one rdflib graph, which is what pySHACL takes."""
    shapes = Graph()
    for file in files(part):
        shapes.parse(file, format="turtle")
    return shapes


@cache
def texts() -> dict[str, Texts]:
    """By a shape's IRI; a property shape has the remedy of the shape that it belongs to."""
    store = Store()
    for file in (file for part in Part for file in files(part)):
        store.bulk_load(path=str(file), format=RdfFormat.TURTLE)
    owner = {quad.subject: quad.object for quad in store.quads_for_pattern(None, _PART_OF, None)}
    found: dict[str, Texts] = {}
    for quad in store.quads_for_pattern(None, NamedNode(f"{SH}message"), None):
        if isinstance(quad.subject, NamedNode):
            message = _said(store, quad.subject, NamedNode(f"{SH}message"))
            home = owner.get(quad.subject, quad.subject)
            remedy = _said(store, home, _REMEDY) if isinstance(home, NamedNode) else {}
            found[quad.subject.value] = Texts(message.get("da", ""), message.get("en", ""), remedy.get("da", ""), remedy.get("en", ""))
    return found


def _said(store: Store, subject: NamedNode, predicate: NamedNode) -> dict[str, str]:
    values = (quad.object for quad in store.quads_for_pattern(subject, predicate, None))
    return {value.language or "": value.value for value in values if isinstance(value, Literal)}
