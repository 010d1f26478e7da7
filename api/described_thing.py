"""What the graph knows of one thing, in RDF: its statements, those that name it, the quotes it rests on, and labels of all that is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO, Final, cast

from pyoxigraph import NamedNode, Triple, serialize

from api import jsonld
from api.about import nothing
from api.errors import NotFound
from api.media import Media
from api.statements import NAMES, Statements
from api.tasks import GRAPH_FORMATS, Head, Sink
from store import Store, Triples

_PREFIXES: Final = {prefix: NAMES[prefix] for prefix in NAMES if prefix not in ("dcatap", "dcatdk", "spdx", "vcard", "pav", "eli")}
_KNOWN: Final = (
    "PREFIX kg: <https://w3id.org/klyngegraf/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
_STATEMENTS: Final = (
    "CONSTRUCT { ?thing ?p ?o } WHERE { ?thing ?p ?o }",
    "CONSTRUCT { ?s ?q ?thing } WHERE { ?s ?q ?thing }",
)
_AROUND: Final = (
    _KNOWN
    + "CONSTRUCT { ?quote ?p ?o . ?selector ?q ?v } WHERE { ?thing kg:evidence ?quote . ?quote ?p ?o ; oa:hasSelector ?selector . ?selector ?q ?v }",
    _KNOWN + "CONSTRUCT { ?concept ?p ?o } WHERE { ?concept skos:inScheme ?thing ; ?p ?o }",
    _KNOWN + "CONSTRUCT { ?other skos:prefLabel ?label } WHERE { ?thing ?p ?other . ?other skos:prefLabel ?label }",
    _KNOWN + "CONSTRUCT { ?other skos:prefLabel ?label } WHERE { ?other ?p ?thing ; skos:prefLabel ?label }",
)
_GRAPH: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def _triples(store: Store, query: str, iri: str) -> Iterator[Triple]:
    answer = store.query(query, bindings={"thing": NamedNode(iri)})
    assert isinstance(answer, Triples)
    return iter(answer)


def _write(triples: Statements | list[Triple], media: Media, sink: Sink) -> None:
    if media.name == "jsonld":
        sink.write(jsonld.document(triples))
    else:
        serialize(triples, cast(IO[bytes], sink), GRAPH_FORMATS[media.name], prefixes=_PREFIXES)


@dataclass(frozen=True, slots=True)
class Described:
    """Raises NotFound. `page` is the address of the description itself, `dataset` and `licence` what it is part of and given under."""

    iri: str
    id_base: str
    media: Media
    page: str
    dataset: str
    licence: str
    only_head: bool = False

    def headless(self) -> Described:
        return replace(self, only_head=True)

    def run(self, store: Store, sink: Sink) -> None:
        said = Statements()
        for query in _STATEMENTS:
            said.add(_triples(store, query, self.iri))
        if not said:
            raise nothing(store, self.iri, self.id_base)
        sink.head(Head(self.media.content_type))
        if self.only_head:
            return
        for query in _AROUND:
            said.add(_triples(store, query, self.iri))
        self._document(said)
        _write(said, self.media, sink)

    def _document(self, said: Statements) -> None:
        """The description is a document of its own, and not the thing."""
        said.type(self.page, "foaf:Document")
        said.say(self.page, "foaf:primaryTopic", NamedNode(self.iri))
        said.say(self.page, "void:inDataset", NamedNode(self.dataset))
        said.say(self.page, "dct:license", NamedNode(self.licence))


@dataclass(frozen=True, slots=True)
class GraphInWords:
    """A named graph as JSON-LD in our own words. Raises NotFound."""

    graph: str
    media: Media
    only_head: bool = False

    def headless(self) -> GraphInWords:
        return replace(self, only_head=True)

    def run(self, store: Store, sink: Sink) -> None:
        if self.graph not in store.graphs():
            raise NotFound(f"there is no graph {self.graph}")
        sink.head(Head(self.media.content_type))
        if not self.only_head:
            answer = store.query(_GRAPH, default_graphs=(self.graph,))
            assert isinstance(answer, Triples)
            _write(list(answer), self.media, sink)
