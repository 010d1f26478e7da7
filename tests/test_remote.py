"""A store elsewhere: what is sent, what is tried again, what is told when it fails; and a whole dataset published to real engines."""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import queries
import store as stores
from api.app import create
from api.settings import Settings
from klyngegraf.loading import load
from klyngegraf.validation import remarks
from store import Access, DataFolder, RemoteStore, Solutions
from store.engines import ENGINES, named
from store.errors import NotSupported, QueryFailed, StoreError, StoreUnreachable, WriteFailed
from store.manifest import Manifest
from store.publishing import manifest_of, publish
from store.remote import MANIFEST
from tests import engines
from tests.loopback import Quiet, answering, send, serving
from tests.minutes import minutes, three, write

ROOT = Path(__file__).resolve().parent.parent
E = "http://example.org/"
YES = b'{"head": {}, "boolean": true}'
RESULTS = "application/sparql-results+json"


@dataclass
class Scripted:
    """An endpoint that answers as told, and remembers what it was asked."""

    answers: list[tuple[int, str, bytes]] = field(default_factory=list)
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    address: str = ""
    slow: threading.Event | None = None


@contextmanager
def scripted(*answers: tuple[int, str, bytes]) -> Iterator[Scripted]:
    script = Scripted(list(answers))

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        script.asked.append((request.command, request.path, dict(request.headers), body))
        if script.slow:
            script.slow.wait(20)
        status, kind, content = script.answers.pop(0) if len(script.answers) > 1 else script.answers[0]
        if status == 0:
            request.connection.close()
            return
        send(request, status, kind, content)

    with answering(answer, "GET", "POST", "PUT", "DELETE") as address:
        script.address = f"{address}/sparql"
        yield script


def reach(script: Scripted, **options: object) -> RemoteStore:
    access = replace(Access(script.address, engine="oxigraph", pause=0.01), **options)  # type: ignore[arg-type]
    return RemoteStore(access, named(access.engine))


@pytest.mark.parametrize("passing", [502, 503, 504, 0], ids=["502", "503", "504", "connection closed"])
def test_what_passes_is_tried_again(passing: int) -> None:
    with scripted((passing, "text/plain", b"busy"), (passing, "text/plain", b"busy"), (200, RESULTS, YES)) as script:
        assert reach(script).query("ASK {}")
        assert len(script.asked) == 3
    with scripted((passing, "text/plain", b"busy"), (204, "text/plain", b"")) as script:
        reach(script).replace(E + "g", [])
        assert [method for method, *_ in script.asked] == ["PUT", "PUT"]


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (401, StoreUnreachable, "refuses the credentials (401); set KLYNGEGRAF_STORE_USER"),
        (403, StoreUnreachable, "refuses the credentials (403)"),
        (404, StoreUnreachable, "there is no SPARQL endpoint at"),
        (500, QueryFailed, "answers 500: it broke"),
        (400, QueryFailed, "answers 400: it broke"),
    ],
)
def test_what_does_not_pass_is_told_in_one_line(status: int, kind: type[StoreError], said: str) -> None:
    with scripted((status, "text/html", b"<html><body><p>it\nbroke</p></body></html>")) as script:
        with pytest.raises(kind) as told:
            reach(script).query("ASK {}")
        assert said in str(told.value)
        assert len(str(told.value).splitlines()) == 1
        assert len(script.asked) == 1, "asking again would not help"


def test_a_busy_engine_is_given_up_on() -> None:
    with scripted((503, "text/plain", b"")) as script:
        with pytest.raises(StoreUnreachable, match="not available \\(503\\), also after 4 attempts"):
            reach(script).query("ASK {}")
        assert len(script.asked) == 4


def test_nobody_there() -> None:
    port = engines.free_port()
    with pytest.raises(StoreUnreachable, match="cannot be reached: Connection refused"):
        stores.connect(Access(f"http://127.0.0.1:{port}/sparql", attempts=2, pause=0.01))


def test_a_time_limit_is_not_tried_again() -> None:
    with scripted((200, RESULTS, YES)) as script:
        script.slow = threading.Event()
        with pytest.raises(QueryFailed, match="has not answered within 1 seconds"):
            reach(script, seconds=1.0).query("ASK {}")
        script.slow.set()
        assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, "text/html", b"<html>hello"), "answers with text/html"),
        ((200, RESULTS, b'{"hello": 1}'), "no SPARQL results"),
        ((200, RESULTS, b"{"), "no SPARQL results"),
    ],
)
def test_what_is_no_endpoint(answer: tuple[int, str, bytes], said: str) -> None:
    with scripted(answer) as script, pytest.raises(StoreUnreachable, match=said):
        reach(script).query("ASK {}")


def test_connect_finds_no_endpoint_behind_a_web_page() -> None:
    with scripted((200, "text/html", b"<html>")) as script, pytest.raises(StoreUnreachable, match="is it a SPARQL endpoint"):
        stores.connect(Access(script.address))


@pytest.mark.parametrize(
    ("options", "header"),
    [({"token": "t0ken"}, "Bearer t0ken"), ({"user": "u", "password": "p"}, "Basic dTpw"), ({}, None)],
)
def test_credentials_go_with_queries_and_graphs(options: dict[str, str], header: str | None) -> None:
    with scripted((200, RESULTS, YES)) as script:
        store = reach(script, **options)
        store.query("ASK {}")
        store.replace(E + "g", [])
        assert [headers.get("Authorization") for _, _, headers, _ in script.asked] == [header, header]
    assert "t0ken" not in repr(store.access)


def test_a_graph_is_put_whole_where_the_engine_takes_it() -> None:
    with scripted((204, "text/plain", b"")) as script:
        reach(script).replace(E + "g?a=b&c", [ox.Triple(ox.NamedNode(E + "s"), ox.NamedNode(E + "p"), ox.Literal("æ"))])
        ((method, path, headers, body),) = script.asked
    assert (method, path) == ("PUT", "/store?graph=http%3A%2F%2Fexample.org%2Fg%3Fa%3Db%26c")
    assert headers["Content-Type"] == "application/n-triples"
    assert body.decode() == f'<{E}s> <{E}p> "æ" .\n'


@contextmanager
def impatient(password: str) -> Iterator[tuple[str, list[int]]]:
    """A graph store that answers 401 and hangs up before it reads what came; how many bytes it has taken of each graph."""
    taken: list[int] = []

    class Handler(Quiet, http.server.BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            if self.admits():
                taken.append(len(self.rfile.read(int(self.headers["Content-Length"]))))
                self.answer(201)
            else:
                self.answer(401)
                self.connection.shutdown(socket.SHUT_RDWR)

        def do_DELETE(self) -> None:
            self.answer(404 if self.admits() else 401)

        def admits(self) -> bool:
            scheme, _, said = self.headers.get("Authorization", "").partition(" ")
            if scheme != "Digest":
                return False
            told = urllib.request.parse_keqv_list(urllib.request.parse_http_list(said))
            secret, asked = md5(f"u:r:{password}"), md5(f"{self.command}:{self.path}")
            return told["response"] == md5(f"{secret}:n:{told['nc']}:{told['cnonce']}:auth:{asked}")

        def answer(self, status: int) -> None:
            self.send_response(status)
            self.send_header("WWW-Authenticate", 'Digest realm="r", nonce="n", qop="auth"')
            self.send_header("Content-Length", "0")
            self.end_headers()

    with serving(Handler) as address:
        yield f"{address}/sparql", taken


def md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def test_a_large_graph_is_sent_once_and_only_with_the_answer_to_the_challenge() -> None:
    """Larger than what the sockets of both sides hold: the challenge to the graph itself would never be read."""
    small, large = (ox.Triple(ox.NamedNode(E + "s"), ox.NamedNode(E + "p"), ox.Literal("x" * length)) for length in (1, 20_000_000))
    with impatient("right") as (address, taken):
        access = Access(address, engine="virtuoso", user="u", password="right", pause=0.01)
        RemoteStore(access, named("virtuoso")).replace(E + "g", [large])
        assert taken == [len(f"{large} .\n")]
        with pytest.raises(StoreUnreachable, match="refuses the credentials"):
            RemoteStore(replace(access, password="wrong"), named("virtuoso")).replace(E + "g", [small])
        assert len(taken) == 1


def test_a_refused_graph_is_a_failed_write() -> None:
    with scripted((507, "text/plain", b"disk full")) as script, pytest.raises(WriteFailed, match=r"was not written: .* 507: disk full"):
        reach(script).replace(E + "g", [])


def test_engines_are_known_by_name() -> None:
    assert set(ENGINES) == {"oxigraph", "virtuoso", "fuseki", "graphdb", "neptune", "generic"}
    with pytest.raises(NotSupported, match="no engine 'blazegraph'"):
        named("blazegraph")
    with pytest.raises(NotSupported, match="KLYNGEGRAF_STORE_GRAPHS"):
        RemoteStore(Access("http://127.0.0.1:9/sparql"), named("generic")).replace(E + "g", [ox.Triple(*[ox.NamedNode(E)] * 3)])


# --- a dataset on real engines


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remote")
    load([three(folder / "in")], DataFolder(folder / "data"), jobs=1)
    return folder / "data"


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    if engines.ABSENT[request.param] is None:
        pytest.skip(engines.WHY[request.param])
    with engines.started(request.param, tmp_path_factory.mktemp(request.param), rows=100_000) as access:
        store = stores.connect(access)
        assert isinstance(store, RemoteStore) and store.engine.name == request.param
        yield store


def test_publishing_twice_puts_nothing_twice(data: Path, target: RemoteStore) -> None:
    source, manifest = DataFolder(data).open()
    first = publish(source, manifest, target)
    assert set(first.put) >= {graph.iri for graph in manifest.graphs if graph.triples}
    assert manifest_of(target) == manifest
    again = publish(source, manifest, target)
    assert not again.changed


def test_every_question_has_the_same_answer_there(data: Path, target: RemoteStore) -> None:
    """Row by row: the named queries over the engine and over the embedded store."""
    source, manifest = DataFolder(data).open(memory=True)
    publish(source, manifest, target)
    for name in queries.load():
        here, there = (queries.run(store, name, {}) for store in (source, target))
        assert there.columns == here.columns, name
        assert sorted(map(unordered, there.rows)) == sorted(map(unordered, here.rows)), name
    assert (
        queries.run(target, "attendance", {"cluster": "Randersklyngen"}).rows == queries.run(source, "attendance", {"cluster": "Randersklyngen"}).rows
    )


def unordered(row: tuple[str, ...]) -> tuple[str, ...]:
    """SPARQL leaves the order within GROUP_CONCAT to the engine."""
    return tuple("|".join(sorted(cell.split("|"))) for cell in row)


def test_validation_says_the_same_there(data: Path, target: RemoteStore) -> None:
    source, manifest = DataFolder(data).open(memory=True)
    publish(source, manifest, target)
    assert remarks(target, manifest) == remarks(source, manifest)


class Killed(Exception):
    """In the middle of a publication."""


def test_killed_at_any_point_readers_see_the_old_version_and_the_next_publication_mends_it(data: Path, target: RemoteStore, tmp_path: Path) -> None:
    """Also where that is the old version again: what was half changed is not taken for unchanged."""
    old_source, old = DataFolder(data).open()
    folder = DataFolder(tmp_path / "data")
    load([write(tmp_path / "in", randers=minutes(decision="Godkendt."), ny=minutes("horsens", 20))], folder, jobs=1)
    new_source, new = folder.open()
    new = replace(new, number=old.number + 1)
    changes = len(publish(old_source, old, target).put) or 4
    for point in range(0, min(changes, 4)):
        publish(old_source, old, target)
        with pytest.raises(Killed):
            publish(new_source, new, target, watch=killing_after(point))
        assert manifest_of(target) == old
        publish(old_source, old, target)
        assert contents(target, old) == {graph.iri: graph.triples for graph in old.graphs if graph.triples}
    publish(new_source, new, target)
    assert manifest_of(target) == new
    assert contents(target, new) == {graph.iri: graph.triples for graph in new.graphs if graph.triples}


def killing_after(graphs: int) -> Callable[[str], None]:
    left = [graphs]

    def watch(graph: str) -> None:
        if left[0] == 0:
            raise Killed(graph)
        left[0] -= 1

    return watch


def contents(store: RemoteStore, manifest: Manifest) -> dict[str, int]:
    """The graphs that are there, and how many statements each has."""
    answer = store.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert isinstance(answer, Solutions)
    return {row[0].value: int(row[1].value) for row in answer if row[0].value not in (MANIFEST, *store.engine.hidden)}  # type: ignore[union-attr]


def test_the_service_serves_from_there(data: Path, target: RemoteStore) -> None:
    source, manifest = DataFolder(data).open(memory=True)
    publish(source, manifest, target)
    settings = Settings(store=target.access.address, data=data / "nowhere", watch_seconds=0.2, dumps=True)
    with TestClient(create(settings), follow_redirects=False) as client:
        assert client.get("/health").json()["dataset"] == manifest.dataset
        rows = client.get("/queries/attendance?format=json").json()["rows"]
        assert [tuple(row.values()) for row in rows] == [*queries.run(source, "attendance", {}).rows]
        answer = client.post("/sparql", data={"query": "ASK { ?s a <https://w3id.org/klyngegraf/ontology#Minutes> }"}, headers={"Accept": RESULTS})
        assert json.loads(answer.content)["boolean"] is True
        assert client.get("/doc/cluster/randersklyngen.ttl").status_code == 200
        for path in ("/catalog", "/.well-known/void", "/sitemap.xml", "/", "/quality"):
            assert client.get(path).status_code == 200, path
        assert "/dumps/" not in client.get("/catalog").text, "no file is promised that nobody writes"
        assert client.get("/sparql?query=ASK%20%7B").status_code == 400


def test_an_answer_that_the_engine_cuts_off_is_an_error(tmp_path: Path) -> None:
    if engines.VIRTUOSO is None:
        pytest.skip(engines.WHY["virtuoso"])
    with engines.started("virtuoso", tmp_path) as access:
        store = stores.connect(access)
        store.replace(
            E + "g", [ox.Triple(ox.NamedNode(f"{E}{number}"), ox.NamedNode(E + "p"), ox.Literal(number)) for number in range(engines.MOST_ROWS + 1)]
        )
        with pytest.raises(QueryFailed, match=f"cut the answer off at {engines.MOST_ROWS} rows"):
            store.query("SELECT ?s { ?s ?p ?o }")


# --- the command line


def klyngegraf(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KLYNGEGRAF_")} | {"COLUMNS": "120"} | variables
    command = [sys.executable, "-m", "klyngegraf", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=300, check=False)


@pytest.mark.skipif(engines.OXIGRAPH is None, reason=engines.WHY["oxigraph"])
def test_the_command_line_loads_into_an_engine_and_asks_it(tmp_path: Path) -> None:
    with engines.started("oxigraph", tmp_path) as access:
        empty = klyngegraf("query", "attendance", "--store", access.address)
        assert (empty.returncode, empty.stderr.count("\n")) == (3, 1)
        assert f"load PATH --store {access.address}" in empty.stderr
        loaded = klyngegraf("load", three(tmp_path / "in"), "--data", tmp_path / "data", "--store", access.address)
        assert loaded.returncode == 0, loaded.stderr
        assert f"{access.address} is at version 1" in loaded.stdout
        there = klyngegraf("query", "attendance", "--format", "csv", KLYNGEGRAF_STORE=access.address)
        here = klyngegraf("query", "attendance", "--format", "csv", "--data", tmp_path / "data", KLYNGEGRAF_STORE="memory")
        assert there.stdout == here.stdout != ""
        assert klyngegraf("validate", "--store", access.address, "--fail-on", "violation").returncode == 0
        asked = klyngegraf("sparql", "ASK { ?s ?p ?o }", "--store", access.address)
        assert asked.stdout == "true\n"
    gone = klyngegraf("query", "attendance", "--store", access.address)
    assert (gone.returncode, gone.stderr.count("\n")) == (5, 1)
    assert "cannot be reached" in gone.stderr
