"""Where engines differ from each other and from the recommendations: the one place that knows.

    union      The default graph of a query is to be the union of all graphs. Most engines have it so, or can be configured so; the server of
               Oxigraph takes a parameter.
    strict     Whether a query can be held to the unnamed graph alone.
    empties    Whether a named graph without statements exists.
    graphs     Where the Graph Store Protocol is, from the address of queries.
    digest     Virtuoso's writing address wants Digest authentication.
    hidden     Virtuoso keeps graphs of its own beside ours, and they are part of its union: they are excluded by its own pragmas, but from queries
               that name a graph (GRAPH <…>), where the pragmas would hide that graph too.
    repaired   What its answers write against the recommendations: Virtuoso writes booleans as 1 and 0 in SPARQL's JSON.
    cut        Virtuoso cuts answers off at its `ResultSetMaxRows` with status 200, and says so only in a header. Here that is an error.

Virtuoso also refuses VALUES behind CONSTRUCT (values are put into WHERE, for all engines), a literal of more than about a megabyte, and writes
decimals in its own lexical form (1.10 becomes 1.1, 2000000.0 becomes 2000000) and durations as seconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from store.errors import NotSupported
from store.guard import TOKEN


@dataclass(frozen=True, slots=True)
class Engine:
    name: str
    graphs: Callable[[str], str]
    union: tuple[tuple[str, str], ...] = ()
    strict: bool = False
    empties: bool = False
    digest: bool = False
    graph_type: str = "application/n-triples"
    hidden: tuple[str, ...] = ()
    repaired: tuple[tuple[re.Pattern[bytes], bytes], ...] = ()
    cut: str = ""

    def pragmas(self, query: str) -> str:
        """What must stand before a query. None where it names a graph itself: Virtuoso then finds nothing in that graph (7.2.5)."""
        if not self.hidden or _names_a_graph(query):
            return ""
        return "".join(f"define input:default-graph-exclude <{iri}>\ndefine input:named-graph-exclude <{iri}>\n" for iri in self.hidden)


def _names_a_graph(query: str) -> bool:
    """Whether GRAPH stands before anything but a variable.

    >>> _names_a_graph("SELECT * { GRAPH <http://g> { ?s ?p ?o } }"), _names_a_graph("SELECT * { GRAPH ?g { ?s ?p 'GRAPH <x>' } }")
    (True, False)
    """
    after = ""
    for token in TOKEN.finditer(query):
        if token.lastgroup == "comment" or token.group().isspace():
            continue
        if after == "GRAPH" and token.lastgroup != "variable":
            return True
        after = token.group().upper() if token.lastgroup == "word" else ""
    return False


def _beside(address: str, last: str) -> str:
    """
    >>> _beside("http://127.0.0.1:7878/query", "store")
    'http://127.0.0.1:7878/store'
    """
    return f"{address.rstrip('/').rpartition('/')[0]}/{last}"


def _fuseki(address: str) -> str:
    """
    >>> _fuseki("http://h:3030/ds/sparql"), _fuseki("http://h:3030/ds")
    ('http://h:3030/ds/data', 'http://h:3030/ds/data')
    """
    dataset = re.sub(r"/(?:query|sparql)$", "", address.rstrip("/"))
    return f"{dataset}/data"


def _virtuoso(address: str) -> str:
    return _beside(address, "sparql-graph-crud-auth")


def _unknown(address: str) -> str:
    raise NotSupported(f"where {address} takes whole graphs is not known; set KLYNGEGRAF_STORE_GRAPHS, or KLYNGEGRAF_STORE_ENGINE")


_BOOLEAN: Final = rb'("datatype": "http://www\.w3\.org/2001/XMLSchema#boolean", "value": )'
ENGINES: Final[Mapping[str, Engine]] = {
    engine.name: engine
    for engine in (
        Engine("oxigraph", lambda address: _beside(address, "store"), union=(("union-default-graph", ""),), strict=True, empties=True),
        Engine(
            "virtuoso",
            _virtuoso,
            digest=True,
            graph_type="text/turtle",
            hidden=(
                "http://www.openlinksw.com/schemas/virtrdf#",
                "http://www.w3.org/ns/ldp#",
                "http://localuriqaserver/sparql",
                "urn:activitystreams-owl:map",
                "urn:core:services:sparql",
            ),
            # A quote inside a value is escaped in JSON, so these patterns cannot stand in one.
            repaired=((re.compile(_BOOLEAN + rb'"1"'), rb'\1"true"'), (re.compile(_BOOLEAN + rb'"0"'), rb'\1"false"')),
            cut="X-SPARQL-MaxRows",
        ),
        Engine("fuseki", _fuseki),
        Engine("graphdb", lambda address: f"{address.rstrip('/')}/rdf-graphs/service"),
        Engine("neptune", lambda address: f"{address.rstrip('/')}/gsp/"),
        Engine("generic", _unknown),
    )
}
_SERVERS: Final = (("virtuoso", "virtuoso"), ("oxigraph", "oxigraph"), ("fuseki", "fuseki"), ("jena", "fuseki"), ("graphdb", "graphdb"))


def recognised(address: str, headers: Mapping[str, str]) -> Engine:
    """The engine that an answer's headers and an address speak of; "generic" where they do not.

    >>> recognised("http://h/sparql", {"Server": "Virtuoso/07.20.3229 (Linux)"}).name
    'virtuoso'
    >>> recognised("https://x.neptune.amazonaws.com:8182/sparql", {}).name, recognised("http://h:7200/repositories/r", {}).name
    ('neptune', 'graphdb')
    """
    server = next((value.lower() for name, value in headers.items() if name.lower() == "server"), "")
    for word, name in _SERVERS:
        if word in server:
            return ENGINES[name]
    if any(name.lower().startswith("fuseki-") for name in headers):
        return ENGINES["fuseki"]
    if ".neptune." in address:
        return ENGINES["neptune"]
    return ENGINES["graphdb"] if "/repositories/" in address else ENGINES["generic"]


def named(name: str) -> Engine:
    """Raises NotSupported."""
    if name not in ENGINES:
        raise NotSupported(f"there is no engine {name!r}; known are auto, {', '.join(ENGINES)}")
    return ENGINES[name]
