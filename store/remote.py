"""A store elsewhere: any engine that speaks SPARQL 1.1, reached through SPARQLWrapper for queries and the Graph Store Protocol for whole graphs.

A query is read here first, by the same parser as the embedded store has: what is no query, an update, or SERVICE never leaves the house, and
errors are told with their place whatever the engine says. Differences between engines are in `store.engines`.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from http.client import HTTPException
from typing import IO, Final, Protocol, cast
from urllib.error import HTTPError
from urllib.parse import urlencode

import pyoxigraph as ox
from SPARQLWrapper import CONSTRUCT, JSON, POST, SELECT, TURTLE, SPARQLWrapper

from store.access import Access
from store.binding import bound
from store.digest import Challenged
from store.embedded import memory, result, triples_result
from store.engines import Engine, named, recognised
from store.errors import QueryFailed, StoreUnreachable, WriteFailed
from store.guard import refuse_service
from store.seam import Result, Solutions, Term, Triples

NOTHING: Final = "urn:klyngegraf:nothing"  # no graph has this name: a dataset of it alone is empty
MANIFEST: Final = "urn:klyngegraf:manifest"
_JSON: Final = "application/sparql-results+json"
_CONTENT: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_TABLES: Final = ("application/sparql-results+json", "application/json")
_GRAPHS: Final = ("application/n-triples", "text/plain", "text/turtle")


class _Response(Protocol):
    headers: Mapping[str, str]

    def read(self) -> bytes: ...


class RemoteStore:
    """A `Store` over HTTP. Made by `connect`, which asks the engine who it is. Each query, replacement and removal is a request of its own."""

    def __init__(self, access: Access, engine: Engine) -> None:
        self.access, self.engine = access, engine

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        union_default: bool = True,
        base: str | None = None,
    ) -> Result:
        refuse_service(text)
        shape = memory().query(text, base=base)  # raises QuerySyntax
        whole = self.engine.pragmas(text) + (f"BASE <{base}>\n" if base else "") + bound(text, bindings or {})
        parameters = self._dataset(default_graphs, named_graphs, union_default)
        if isinstance(shape, Triples):
            _, body = self._ask(whole, "application/n-triples", _GRAPHS, parameters)
            return triples_result(_triples(body, self.access))
        _, body = self._ask(whole, _JSON, _TABLES, parameters)
        for pattern, right in self.engine.repaired:
            body = pattern.sub(right, body)
        return result(self._parsed(body))

    def _dataset(self, default: Sequence[str] | None, others: Sequence[str] | None, union: bool) -> list[tuple[str, str]]:
        if default is None and others is None:
            if union:
                return list(self.engine.union)
            return [] if self.engine.strict else [("default-graph-uri", NOTHING)]
        given = [("default-graph-uri", iri) for iri in default or ()] + [("named-graph-uri", iri) for iri in others or ()]
        return given if default else [("default-graph-uri", NOTHING), *given]

    def _ask(self, query: str, accept: str, accepted: tuple[str, ...], parameters: Iterable[tuple[str, str]]) -> tuple[Mapping[str, str], bytes]:
        table = accepted is _TABLES
        wrapper = SPARQLWrapper(self.access.address, returnFormat=JSON if table else TURTLE, agent="klyngegraf")
        wrapper.setOnlyConneg(True)  # else it adds parameters of its own (format, output, results), which some engines obey before Accept
        wrapper.setMethod(POST)
        wrapper.setTimeout(max(1, round(self.access.seconds)))
        wrapper.setQuery(query)
        wrapper.queryType = SELECT if table else CONSTRUCT  # it does not know pragmas, and would guess
        wrapper.addCustomHttpHeader("Accept", accept)
        if self.access.authorization:
            wrapper.addCustomHttpHeader("Authorization", self.access.authorization)
        for name, value in parameters:
            wrapper.addParameter(name, value)
        response, body = self.access.send(lambda: _read(cast(_Response, wrapper.query().response)))
        self._check(response.headers, accepted)
        return response.headers, body

    def _check(self, headers: Mapping[str, str], accepted: tuple[str, ...]) -> None:
        kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind not in accepted:
            raise StoreUnreachable(f"{self.access.address} answers with {kind or 'no media type'}, not with {accepted[0]}: is it a SPARQL endpoint?")
        if self.engine.cut and headers.get(self.engine.cut):
            raise QueryFailed(f"{self.access.address} cut the answer off at {headers[self.engine.cut]} rows (its ResultSetMaxRows)")

    def _parsed(self, body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
        try:
            return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise StoreUnreachable(f"{self.access.address} answers with what are no SPARQL results: {error}") from error

    # --- whole graphs

    def replace(self, graph: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        triples = {quad.triple if isinstance(quad, ox.Quad) else quad for quad in quads}
        if not triples and not self.engine.empties:
            self.drop(graph)
            return
        body = b"".join(sorted(f"{triple} .\n".encode() for triple in triples))
        self._send("PUT", graph, body)

    def drop(self, graph: str) -> bool:
        if graph not in self.graphs() and graph != MANIFEST:
            return False
        return self._send("DELETE", graph, None)

    def _send(self, method: str, graph: str, body: bytes | None) -> bool:
        """False: there is no such graph. Raises WriteFailed; the graph is then as it was, as far as the engine keeps its word."""
        address = self.access.graphs or self.engine.graphs(self.access.address)
        headers = {"Content-Type": self.engine.graph_type, "User-Agent": "klyngegraf"}
        if self.access.authorization and not (self.engine.digest and self.access.user):
            headers["Authorization"] = self.access.authorization
        request = urllib.request.Request(f"{address}?{urlencode({'graph': graph})}", body, headers, method=method)
        opener = self._opener(address)

        def sending() -> bool:
            try:
                with opener.open(request, timeout=self.access.seconds) as response:
                    response.read()
                return True
            except HTTPError as error:
                if error.code == 404 and method == "DELETE":
                    return False
                raise

        try:
            return self.access.send(sending)
        except QueryFailed as error:
            raise WriteFailed(f"{graph} was not written: {error}") from error

    def _opener(self, address: str) -> urllib.request.OpenerDirector:
        if not (self.engine.digest and self.access.user):
            return urllib.request.build_opener()
        nothing = f"{address}?{urlencode({'graph': NOTHING})}"
        return urllib.request.build_opener(Challenged(nothing, self.access.user, self.access.password))

    def graphs(self) -> tuple[str, ...]:
        pattern = "" if self.engine.empties else " ?s ?p ?o "
        answer = self.query(f"SELECT DISTINCT ?g {{ GRAPH ?g {{{pattern}}} }}")
        assert isinstance(answer, Solutions)
        hidden = (*self.engine.hidden, MANIFEST)
        return tuple(sorted(row[0].value for row in answer if isinstance(row[0], ox.NamedNode) and not _is_system(row[0].value, hidden)))

    def dump(self, output: IO[bytes], media: ox.RdfFormat, graph: str | None = None) -> None:
        wanted = self.graphs() if graph is None else (graph,)
        ox.serialize(self._quads(wanted, named_=graph is None), output, media)

    def _quads(self, graphs: Iterable[str], *, named_: bool) -> Iterator[ox.Quad]:
        for graph in graphs:
            answer = self.query(_CONTENT, default_graphs=[graph])
            assert isinstance(answer, Triples)
            name = ox.NamedNode(graph) if named_ else ox.DefaultGraph()
            yield from (ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in answer)


def _is_system(graph: str, hidden: tuple[str, ...]) -> bool:
    return graph in hidden or ":" not in graph


def _read(response: _Response) -> tuple[_Response, bytes]:
    """All of it: an answer that breaks off is sent for again."""
    try:
        return response, response.read()
    except HTTPException as error:
        raise ConnectionResetError(f"the answer broke off: {error}") from error


def _triples(body: bytes, access: Access) -> Iterator[ox.Triple]:
    try:
        return iter([quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE)])
    except SyntaxError as error:
        raise StoreUnreachable(f"{access.address} answers with what is no RDF: {error}") from error


def connect(access: Access) -> RemoteStore:
    """Ask the engine whether it answers, and who it is. Raises StoreUnreachable, NotSupported."""
    store = RemoteStore(access, named("generic" if access.engine == "auto" else access.engine))
    headers, _ = store._ask("ASK {}", _JSON, _TABLES, ())
    return store if access.engine != "auto" else RemoteStore(access, recognised(access.address, dict(headers.items())))
