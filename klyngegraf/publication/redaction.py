"""One graph without the names of the withheld: texts masked, addresses cleaned, people told by their role, parties left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from klyngegraf.publication.addresses import Addresses
from klyngegraf.publication.masking import Reader, Silence
from klyngegraf.publication.spelling import Writing
from klyngegraf.publication.statements import Statement, iri, literal, term

_KG = "https://w3id.org/klyngegraf/ontology#"
_OA = "<http://www.w3.org/ns/oa#"
_NAME = {
    "<http://www.w3.org/2004/02/skos/core#prefLabel>",
    "<http://xmlns.com/foaf/0.1/name>",
    f"<{_KG}asWritten>",
}
_ALIAS = "<http://www.w3.org/2004/02/skos/core#altLabel>"
_OF_SOMEBODY = {f"<{_KG}personAsNamed>", f"<{_KG}person>"}
_ON_SOMEBODY = {f"<{_KG}about>", f"<{_KG}subject>"}
_OF_THE_PERSON = {f"<{_KG}party>", f"<{_KG}independent>"}
_SUBJECT, _SHA256 = f"<{_KG}subject>", f"<{_KG}textSha256>"
_QUOTE = re.compile(r"/quote/(?P<start>\d+)-(?P<end>\d+)/text$")
Mask = Callable[[str], str]
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

    def reader(self, document: str = "", text: Writing | None = None) -> Reader:
        """What masks a document's text and all that is said of it; without a document, what is said of all."""
        return self.silence.reader(self.present.get(document, ()), text)

    def statements(self, said: Iterable[Statement], reader: Reader, text: str = "") -> Iterator[Statement]:
        """`text`: the masked text that the graph's quotes are of, "" for a graph that is no document's."""
        said, mask = tuple(said), lru_cache(None)(reader.mask)
        about = {one.subject for one in said if one.predicate in _OF_SOMEBODY and iri(one.object) in self.told}
        # Decisions on who they are, and findings on that.
        silent = {one.subject for one in said if one.predicate in _ON_SOMEBODY and iri(one.object) in self.told}
        renamed = self._renamed(said)
        for one in said:
            subject, predicate = iri(one.subject), one.predicate
            left_out = one.subject in silent or (predicate == _ALIAS and subject in self.told)
            if left_out or (predicate in _OF_THE_PERSON and one.subject in about):
                continue
            yield Statement(renamed.get(one.subject) or self._node(one.subject), predicate, self._object(one, subject, mask, text))

    def _renamed(self, said: Iterable[Statement]) -> dict[str, str]:
        """Findings' addresses are made from those of what they are about: where one of these changes, theirs does."""
        subjects = ((one.subject, iri(one.object)) for one in said if one.predicate == _SUBJECT)
        return {finding: f"<{self.addresses.instead(iri(finding))}>" for finding, of in subjects if self.addresses.clean(of) != of}

    def _object(self, one: Statement, subject: str, mask: Mask, text: str) -> str:
        if not one.object.startswith('"'):
            return self._node(one.object)
        value, behind = literal(one.object)
        if behind.startswith("^"):
            return one.object
        told = self._told(subject, one.predicate, value, mask, text)
        return one.object if told == value else term(told, behind)

    def _told(self, subject: str, predicate: str, value: str, mask: Mask, text: str) -> str:
        if predicate in _NAME and subject in self.told:
            return self.told[subject]
        if text and predicate == _SHA256:
            return hashlib.sha256(text.encode()).hexdigest()
        place = _QUOTE.search(subject) if text and predicate.startswith(_OA) else None
        if place is None:
            return mask(value)
        start, end = int(place["start"]), int(place["end"])
        slices = {"exact": text[start:end], "prefix": text[max(0, start - CONTEXT) : start], "suffix": text[end : end + CONTEXT]}
        return slices.get(predicate[len(_OA) : -1], value)

    def _node(self, node: str) -> str:
        """A node without a name stays: there is none in a document's graph."""
        return f"<{self.addresses.clean(node[1:-1])}>" if node.startswith("<") else node
