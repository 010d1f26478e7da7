"""One graph without the names of the withheld: texts masked, addresses cleaned, people told by their role, parties left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from klyngegraf.publication.addresses import Addresses
from klyngegraf.publication.masking import Reader, Silence

_KG = "https://w3id.org/klyngegraf/ontology#"
_OA = "http://www.w3.org/ns/oa#"
_NAME = {
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://xmlns.com/foaf/0.1/name",
    f"{_KG}asWritten",
}
_ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
_QUOTE = re.compile(r"/quote/(?P<start>\d+)-(?P<end>\d+)/text$")
_TEXT = {"http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}
CONTEXT = 32  # characters on either side of a quote: see loaders/provenance.py


@dataclass(frozen=True, slots=True)
class Redaction:
    """How one dataset is told: `told` is what stands for a name, by the IRI of the person or of the person as named.

    `present`: by document, who is named in it and in nothing that leaves.
    """

    silence: Silence
    addresses: Addresses
    told: Mapping[str, str]
    present: Mapping[str, frozenset[str]]

    def reader(self, document: str = "", text: str = "") -> Reader:
        """What masks a document's text and all that is said of it; without a document, what is said of all."""
        return self.silence.reader(self.present.get(document, ()), text)

    def quads(self, quads: Iterable[ox.Quad], reader: Reader, text: str = "") -> Iterator[ox.Quad]:
        """`text`: the masked text that the graph's quotes are of, "" for a graph that is no document's."""
        quads = tuple(quads)
        about = {
            _iri(quad.subject) for quad in quads if quad.predicate.value in (f"{_KG}personAsNamed", f"{_KG}person") and _iri(quad.object) in self.told
        }
        # Decisions on who they are, and findings on that.
        silent = {_iri(quad.subject) for quad in quads if quad.predicate.value in (f"{_KG}about", f"{_KG}subject") and _iri(quad.object) in self.told}
        renamed = self._renamed(quads)
        for quad in quads:
            subject, predicate = _iri(quad.subject), quad.predicate.value
            left_out = subject in silent or (subject in self.told and predicate == _ALIAS)
            if left_out or (subject in about and predicate in (f"{_KG}party", f"{_KG}independent")):
                continue
            this = renamed.get(subject) or self._node(quad.subject)
            yield ox.Quad(this, quad.predicate, self._object(quad, reader, text), quad.graph_name)

    def _renamed(self, quads: Iterable[ox.Quad]) -> dict[str, ox.NamedNode]:
        """Findings' addresses are made from those of what they are about: where one of these changes, theirs does."""
        subjects = ((_iri(quad.subject), _iri(quad.object)) for quad in quads if quad.predicate.value == f"{_KG}subject")
        return {finding: ox.NamedNode(self.addresses.instead(finding)) for finding, of in subjects if self.addresses.clean(of) != of}

    def _object(self, quad: ox.Quad, reader: Reader, text: str) -> ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple:
        if isinstance(quad.object, ox.NamedNode):
            return self._node(quad.object)
        if not isinstance(quad.object, ox.Literal) or quad.object.datatype.value not in _TEXT:
            return quad.object
        said = self._said(_iri(quad.subject), quad.predicate.value, quad.object.value, reader, text)
        return ox.Literal(said, language=quad.object.language) if quad.object.language else ox.Literal(said)

    def _said(self, subject: str, predicate: str, value: str, reader: Reader, text: str) -> str:
        if subject in self.told and predicate in _NAME:
            return self.told[subject]
        if text and predicate == f"{_KG}textSha256":
            return hashlib.sha256(text.encode()).hexdigest()
        place = _QUOTE.search(subject)
        if not text or place is None or not predicate.startswith(_OA):
            return reader.mask(value)
        start, end = int(place["start"]), int(place["end"])
        slices = {"exact": text[start:end], "prefix": text[max(0, start - CONTEXT) : start], "suffix": text[end : end + CONTEXT]}
        return slices.get(predicate.removeprefix(_OA), value)

    def _node(self, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> ox.NamedNode | ox.BlankNode:
        assert not isinstance(node, ox.Triple)  # no graph of ours quotes a triple
        return ox.NamedNode(self.addresses.clean(node.value)) if isinstance(node, ox.NamedNode) else node


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
