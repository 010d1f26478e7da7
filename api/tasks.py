"""What a query process is asked to do, and what it says back: evaluation without HTTP.

A task runs beside a store, writes what it has to a sink, and raises errors that `api.errors` knows. It neither opens nor fetches anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import IO, Final, Protocol, cast

from pyoxigraph import QueryResultsFormat, RdfFormat, serialize

from api import results
from api.errors import NotAcceptable, NotFound
from api.media import Media
from api.tokens import by_appearance, calls_service, has_dataset, star, tokens
from store import Boolean, Result, Solutions, Store, Triples, memory

RESULT_FORMATS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}
# None for our things and code lists: the engine would write them as `id:person\/else`.
PREFIXES: Final = {
    "kg": "https://w3id.org/klyngegraf/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "adms": "http://www.w3.org/ns/adms#",
    "time": "http://www.w3.org/2006/time#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an answer before its bytes: its Content-Type, and the number of rows there are where that is counted."""

    content_type: str
    total: int | None = None


class Sink(Protocol):
    """Where a task writes: one head, then bytes."""

    def head(self, head: Head) -> None: ...

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


class Task(Protocol):
    """Hashable, and equal where the answer would be the same."""

    def run(self, store: Store, sink: Sink) -> None: ...


class Streamable(Task, Protocol):
    """A task whose answer may be long. `headless`: the same, checked and negotiated but with no body."""

    def headless(self) -> Task: ...


@dataclass(frozen=True, slots=True)
class Sparql:
    """A query as the protocol brings it. `results` and `graphs`: what the client gets for either kind of answer, None where nothing fits.

    `default_graphs` and `named_graphs` are None where the client gave no dataset; `base` is what relative IRIs are relative to.
    With `only_head` nothing is evaluated.
    """

    query: str
    results: Media | None
    graphs: Media | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    union: bool = True
    base: str | None = None
    only_head: bool = False

    def run(self, store: Store, sink: Sink) -> None:
        outward = calls_service(self.query)  # an empty store would ask others too, so nothing is tried on one first
        answer = self._ask(memory() if self.only_head and not outward else store, self.query if outward else _in_order(self.query, self.base))
        media = self.graphs if isinstance(answer, Triples) else self.results
        if media is None:
            kind = "graphs" if isinstance(answer, Triples) else "tables"
            raise NotAcceptable(f"the query answers with one of the {kind}, and no media type for those is acceptable to you")
        sink.head(Head(media.content_type))
        if not self.only_head:
            _write(answer, media, cast(IO[bytes], sink))

    @property
    def told(self) -> tuple[object, ...]:
        """All that the answer depends on, as plain values."""
        results, graphs = (media.type if media else None for media in (self.results, self.graphs))
        return self.query, results, graphs, self.default_graphs, self.named_graphs, self.union, self.base, self.only_head

    def __reduce__(self) -> tuple[type[Sparql], tuple[object, ...]]:
        values = self.query, self.results, self.graphs, self.default_graphs, self.named_graphs, self.union, self.base, self.only_head
        return Sparql, values  # it travels with every query: what dataclasses do by themselves takes ten times as long

    def headless(self) -> Sparql:
        return replace(self, only_head=True)

    def _ask(self, store: Store, query: str) -> Result:
        given = self.default_graphs is not None or self.named_graphs is not None
        return store.query(
            query,
            default_graphs=(self.default_graphs or ()) if given else None,
            named_graphs=(self.named_graphs or ()) if given else None,
            # The engine's union would override the query's own FROM.
            union_default=self.union and not has_dataset(query),
            base=self.base,
        )


def _in_order(query: str, base: str | None) -> str:
    """`SELECT *` with its variables written out in the order of first appearance: the engine sorts them by name.

    Which variables a star stands for the engine says itself, asked over an empty store.
    """
    words = list(tokens(query)) if "*" in query else []
    place = star(words)
    if place is None:
        return query
    probe = memory().query(query, union_default=False, base=base)
    if not isinstance(probe, Solutions) or not probe.variables:
        return query
    names = by_appearance(words, probe.variables)
    return f"{query[:place]} {' '.join(f'?{name}' for name in names)} {query[place + 1 :]}"


def _write(answer: Result, media: Media, output: IO[bytes]) -> None:
    if isinstance(answer, Triples):
        serialize(answer, output, GRAPH_FORMATS[media.name], prefixes=PREFIXES)
    elif media.name == "html":
        results.write(answer, output)
    elif isinstance(answer, Boolean) and media.name in ("csv", "tsv"):
        output.write(b"true\n" if answer.value else b"false\n")
    else:
        answer.write(output, RESULT_FORMATS[media.name])


@dataclass(frozen=True, slots=True)
class GraphContent:
    """One named graph, or (None) the default graph, whole. Raises NotFound for a graph that is not there."""

    graph: str | None
    media: Media
    union: bool = True
    only_head: bool = False

    def run(self, store: Store, sink: Sink) -> None:
        if self.graph is not None and self.graph not in store.graphs():
            raise NotFound(f"there is no graph {self.graph}")
        sink.head(Head(self.media.content_type))
        if self.only_head:
            return
        dataset = (self.graph,) if self.graph is not None else None
        answer = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", default_graphs=dataset, union_default=self.union)
        _write(answer, self.media, cast(IO[bytes], sink))

    def headless(self) -> GraphContent:
        return replace(self, only_head=True)


@dataclass(frozen=True, slots=True)
class Call:
    """A question of our own pages: a function of the store that answers JSON bytes. It must be importable by name."""

    function: Callable[..., bytes]
    arguments: tuple[object, ...] = ()

    def run(self, store: Store, sink: Sink) -> None:
        body = self.function(store, *self.arguments)
        sink.head(Head("application/json"))
        sink.write(body)
