"""The store's seam: answers by kind, whole graphs replaced at once, SERVICE never dialled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import store as stores
from store import Boolean, EmbeddedStore, Solutions, Store, Triples
from store.embedded import open_folder
from store.errors import NotSupported, QueryFailed, QuerySyntax, ServiceRefused, StoreUnreachable, WriteFailed
from store.guard import refuse_service

E = "http://example.org/"


def triple(subject: str, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(E + subject), ox.NamedNode(E + "p"), ox.Literal(value))


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield stores.memory() if request.param == "memory" else EmbeddedStore(ox.Store(str(tmp_path / "rocks")))


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
    assert store.drop(E + "g") and not store.drop(E + "g")
    assert store.graphs() == ()


def test_an_update_that_fails_half_way_changes_nothing(store: EmbeddedStore) -> None:
    """What `replace` relies on: several operations of one update are one transaction."""
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


def test_errors_are_ours() -> None:
    store = stores.memory()
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
    with pytest.raises(NotSupported, match=r"https://example\.org/sparql"):
        stores.connect("https://example.org/sparql")
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
