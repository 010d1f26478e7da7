"""What the graph knows about one thing, as RDF; and the error where it knows nothing."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import IO, Final, cast

from pyoxigraph import NamedNode, serialize

from api.errors import NotFound
from api.media import Media
from api.tasks import GRAPH_FORMATS, PREFIXES, Head, Sink
from store import Solutions, Store, Triples

_ABOUT: Final = "CONSTRUCT { ?thing ?p ?o . ?s ?q ?thing } WHERE { { ?thing ?p ?o } UNION { ?s ?q ?thing } }"
_NAMED: Final = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT DISTINCT ?s { ?s skos:prefLabel ?label } LIMIT 20000"


def nothing(store: Store, iri: str, id_base: str) -> NotFound:
    """The error that says so, with the IRIs that are nearest."""
    answer = store.query(_NAMED)
    assert isinstance(answer, Solutions)
    known = [cast(NamedNode, row[0]).value for row in answer]
    near = difflib.get_close_matches(iri, [known_iri for known_iri in known if known_iri.startswith(id_base)], n=5, cutoff=0.75)
    return NotFound(f"nothing is known as {iri}", near=tuple(near))


@dataclass(frozen=True, slots=True)
class AboutGraph:
    """The statements about a thing and those that name it, as RDF. Raises NotFound."""

    iri: str
    id_base: str
    media: Media
    only_head: bool = False

    def headless(self) -> AboutGraph:
        return replace(self, only_head=True)

    def run(self, store: Store, sink: Sink) -> None:
        answer = store.query(_ABOUT, bindings={"thing": NamedNode(self.iri)})
        assert isinstance(answer, Triples)
        triples = list(answer)
        if not triples:
            raise nothing(store, self.iri, self.id_base)
        sink.head(Head(self.media.content_type))
        if not self.only_head:
            serialize(triples, cast(IO[bytes], sink), GRAPH_FORMATS[self.media.name], prefixes=PREFIXES)
