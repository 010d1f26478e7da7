"""The store's seam: answers by kind, whole graphs replaced at once, SERVICE never dialled."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest

import store as stores
from store import Access, Boolean, EmbeddedStore, RemoteStore, Solutions, Store, Triples
from store.embedded import open_folder
from store.engines import named
from store.errors import QueryFailed, QuerySyntax, ServiceRefused, StoreUnreachable, WriteFailed
from store.guard import refuse_service
from store.remote import MANIFEST
from tests import engines

E = "http://example.org/"


def triple(subject: str, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(E + subject), ox.NamedNode(E + "p"), ox.Literal(value))


@pytest.fixture(params=["memory", "disk", "oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The same suite over each: embedded, and engines elsewhere that run on loopback, emptied before each test."""
    if request.param in engines.ABSENT:
        yield emptied(request.getfixturevalue("running")(request.param))
    else:
        yield stores.memory() if request.param == "memory" else EmbeddedStore(ox.Store(str(tmp_path / "rocks")))


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Access]]:
    """Starts an engine the first time that it is asked for."""
    found: dict[str, Access] = {}
    with ExitStack() as stack:

        def start(name: str) -> Access:
            if engines.ABSENT[name] is None:
                pytest.skip(engines.WHY[name])
            if name not in found:
                found[name] = stack.enter_context(engines.started(name, tmp_path_factory.mktemp(name)))
            return found[name]

        yield start


def emptied(access: Access) -> RemoteStore:
    store = stores.connect(access)
    assert isinstance(store, RemoteStore)
    for graph in store.graphs():
        store.drop(graph)
    store.drop(MANIFEST)
    return store


def select(store: Store, text: str, **options: object) -> list[tuple[str | None, ...]]:
    found = store.query(text, **options)  # type: ignore[arg-type]
    assert isinstance(found, Solutions)
    return [tuple(None if term is None else str(getattr(term, "value", term)) for term in row) for row in found]


def test_replace_makes_a_graph_hold_exactly_what_is_given(store: Store) -> None:
    store.replace(E + "g", [triple("a", "1"), triple("b", "2")])
    store.replace(E + "h", [triple("a", "1")])
    store.replace(E + "g", [triple("b", "2"), triple("c", 'tre "\n\\')])
    assert store.graphs() == (E + "g", E + "h")
    assert sorted(select(store, "SELECT ?s ?o { GRAPH <http://example.org/g> { ?s ?p ?o } }")) == [(E + "b", "2"), (E + "c", 'tre "\n\\')]
    assert select(store, "SELECT ?s { GRAPH <http://example.org/h> { ?s ?p ?o } }") == [(E + "a",)]


def test_replace_with_blank_nodes_leaves_no_old_ones(store: Store) -> None:
    for value in ("1", "2"):
        store.replace(E + "g", [ox.Triple(ox.BlankNode(), ox.NamedNode(E + "p"), ox.Literal(value))])
    assert select(store, "SELECT ?o { ?s ?p ?o }") == [("2",)]


def test_replace_by_nothing_empties_and_drop_removes(store: Store) -> None:
    store.replace(E + "g", [triple("a", "1")])
    store.replace(E + "g", [])
    assert select(store, "SELECT ?o { ?s ?p ?o }") == []
    assert store.drop(E + "g") == keeps_empty_graphs(store)
    assert not store.drop(E + "g")
    assert store.graphs() == ()


def keeps_empty_graphs(store: Store) -> bool:
    return store.engine.empties if isinstance(store, RemoteStore) else True


def test_drop_removes_a_graph_and_no_other(store: Store) -> None:
    store.replace(E + "g", [triple("a", "1")])
    store.replace(E + "h", [triple("b", "2")])
    assert store.drop(E + "g") and not store.drop(E + "g")
    assert store.graphs() == (E + "h",)


def test_an_update_that_fails_half_way_changes_nothing() -> None:
    """What the embedded `replace` relies on: several operations of one update are one transaction."""
    store = stores.memory()
    store.replace(E + "g", [triple("a", "1")])
    with pytest.raises(OSError, match=r".+"):
        store.engine.update(f"DROP GRAPH <{E}g> ; LOAD <file:///nowhere>")
    assert store.graphs() == (E + "g",)


def test_default_graph_is_the_union_unless_it_is_told_otherwise(store: Store) -> None:
    store.replace(E + "g", [triple("a", "1")])
    store.replace(E + "h", [triple("b", "2")])
    text = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"
    assert select(store, text) == [(E + "a",), (E + "b",)]
    assert select(store, text, union_default=False) == []
    assert select(store, text, default_graphs=[E + "h"]) == [(E + "b",)]
    assert select(store, text, default_graphs=[E + "unknown"]) == []
    assert select(store, text, named_graphs=[E + "h"]) == []
    assert select(store, "SELECT ?s { GRAPH ?g { ?s ?p ?o } }", named_graphs=[E + "h"]) == [(E + "b",)]


def test_each_kind_of_answer_is_typed_and_written(store: Store) -> None:
    store.replace(E + "g", [triple("a", "1")])
    written = io.BytesIO()
    rows = store.query("SELECT ?o ?none ?s { ?s ?p ?o }")
    assert isinstance(rows, Solutions) and rows.variables == ("o", "none", "s")
    rows.write(written, ox.QueryResultsFormat.CSV)
    assert written.getvalue().decode() == "o,none,s\r\n1,,http://example.org/a\r\n"
    answer = store.query("ASK { ?s ?p ?o }")
    assert isinstance(answer, Boolean) and answer.value and answer
    assert not store.query("ASK { ?s ?p 17 }")
    graph = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert isinstance(graph, Triples) and list(graph) == [triple("a", "1")]


def test_bindings_are_values(store: Store) -> None:
    store.replace(E + "g", [triple("a", '" } DROP'), triple("b", "2")])
    assert select(store, "SELECT ?s ?o { ?s ?p ?o }", bindings={"o": ox.Literal('" } DROP')}) == [(E + "a", '" } DROP')]


XSD = "http://www.w3.org/2001/XMLSchema#"
KINDS = [
    ox.Literal("tekst"),
    ox.Literal('å "q" \\ \t \n nl', language="da"),
    ox.Literal("😀 " * 200),
    *(
        ox.Literal(value, datatype=ox.NamedNode(XSD + kind))
        for kind, value in (
            ("date", "2025-10-08"),
            ("gYearMonth", "2024-04"),
            ("gYear", "2024"),
            ("time", "09:00:00"),
            ("dateTime", "2025-10-08T09:00:00Z"),
            ("integer", "7"),
            ("decimal", "2000000"),
            ("boolean", "true"),
            ("boolean", "false"),
        )
    ),
    ox.NamedNode("http://example.org/aarhus%20k"),
]


def test_every_kind_of_value_that_we_write_comes_back(store: Store) -> None:
    wanted = [ox.Triple(ox.NamedNode(f"{E}{number}"), ox.NamedNode(E + "p"), value) for number, value in enumerate(KINDS)]
    store.replace(E + "g", wanted)
    rows = store.query("SELECT ?s ?o { ?s ?p ?o }")
    assert isinstance(rows, Solutions)
    assert set(rows) == {(one.subject, one.object) for one in wanted}
    graph = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert isinstance(graph, Triples) and set(graph) == set(wanted)


def test_bindings_reach_each_kind_of_query(store: Store) -> None:
    store.replace(E + "g", [triple("a", "1"), triple("b", "2")])
    value = {"o": ox.Literal("2")}
    assert list(store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", bindings=value)) == [triple("b", "2")]  # type: ignore[arg-type]
    assert store.query("ASK { ?s ?p ?o }", bindings=value)
    assert not store.query("ASK { ?s ?p ?o }", bindings={"o": ox.Literal("3")})
    assert select(store, "SELECT ?s ?o # a { in a comment\n{ OPTIONAL { ?s ?p ?o } }", bindings=value) == [(E + "b", "2")]


def test_dump_writes_one_graph_or_all(store: Store) -> None:
    store.replace(E + "g", [triple("a", "1")])
    store.replace(E + "h", [triple("b", "2")])
    one, whole = io.BytesIO(), io.BytesIO()
    store.dump(one, ox.RdfFormat.N_TRIPLES, E + "h")
    store.dump(whole, ox.RdfFormat.N_QUADS)
    assert one.getvalue().decode().split(" ", 1)[0] == f"<{E}b>"
    quads = {(quad.graph_name, quad.triple) for quad in ox.parse(whole.getvalue(), format=ox.RdfFormat.N_QUADS)}
    assert quads == {(ox.NamedNode(E + "g"), triple("a", "1")), (ox.NamedNode(E + "h"), triple("b", "2"))}


def test_errors_are_ours(store: Store) -> None:
    store.replace(E + "g", [triple("a", "1")])
    with pytest.raises(QuerySyntax) as syntax:
        store.query("SELECT ?o {\n  ?s ?p }")
    assert syntax.value.line == 2
    with pytest.raises(QuerySyntax):
        store.query("DROP ALL")
    with pytest.raises(QueryFailed, match="http://example"):
        store.query("SELECT ?o { ?s ?p ?o FILTER(<http://example.org/f>(?o)) }")


def test_connect_opens_a_folder_and_refuses_what_is_not_there(tmp_path: Path) -> None:
    made = EmbeddedStore(ox.Store(str(tmp_path / "rocks")))
    made.replace(E + "g", [triple("a", "1")])
    made.engine.flush()
    del made
    for memory in (False, True):
        assert select(stores.connect(tmp_path / "rocks", memory=memory), "SELECT ?o { ?s ?p ?o }") == [("1",)]
    with pytest.raises(WriteFailed, match="read"):
        stores.connect(tmp_path / "rocks").replace(E + "g", [])
    with pytest.raises(StoreUnreachable, match="nowhere"):
        open_folder(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


HARMLESS = [
    "SELECT * { ?service ?p ?o }",
    "SELECT * { $SERVICE ?p ?o }",
    "# SERVICE <http://x>\nSELECT * {}",
    'SELECT * { ?s ?p "SERVICE <http://x> {}" }',
    "SELECT * { ?s ?p '''it's SERVICE''' }",
    'SELECT * { ?s ?p """a " SERVICE "" """ }',
    "PREFIX service: <http://x/service> SELECT * { ?s service:service service: }",
    "PREFIX a: <http://x/> SELECT * { ?s a:b.service ?o ; a:service ?x }",
    "PREFIX x: <http://x/> SELECT * { ?s x:a\\,service ?o }",
    "SELECT * { ?s a <http://x/SERVICE#SERVICE> }",
    'SELECT * { _:service ?p "x"@service }',
]
DIALS = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "select * { service silent ?x { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE<http://x/>{} }",
    "SELECT * { ?s ?p 1SERVICE <http://x/> {} }",
    "SELECT * { ?s ?p 1e5SERVICE <http://x/> {} }",
    'SELECT * { ?s ?p ""SERVICE <http://x/> {} }',
    'SELECT * { ?s ?p "\\"" SERVICE <http://x/> {} }',
    "SELECT * { FILTER(?a<1) SERVICE <http://x/> {} FILTER(?a>2) }",
    "SELECT * { FILTER(?a<1#>\n) SERVICE <http://x/> {} }",
    "PREFIX a: <http://a/> SELECT * { ?s ?p a:\\' SERVICE <http://x/> {} #'\n }",
    "PREFIX a: <http://a/> SELECT * { ?s ?p a:\u3042\\' SERVICE <http://x/> {} #'\n }",
    "SELECT * { { SELECT * { GRAPH ?g { OPTIONAL { SERVICE ?x { ?s ?p ?o } } } } } }",
    "ASK { SER\\u0056ICE <http://x/> {} }",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_service_is_not_seen_where_it_is_no_keyword(query: str) -> None:
    refuse_service(query)
    stores.memory().query(query)


@pytest.mark.parametrize("query", DIALS)
def test_service_is_refused_before_the_query_runs(query: str) -> None:
    with pytest.raises(ServiceRefused):
        stores.memory().query(query)
    nobody = RemoteStore(Access("http://127.0.0.1:9/nobody/listens/here"), named("generic"))
    with pytest.raises(ServiceRefused):
        nobody.query(query)
