"""The façade beyond single requests: limits, query processes, versions, clients, and what must never be fetched."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import os
import pickle
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from starlette.testclient import TestClient

import queries
from api import errors, named, tables
from api.app import create
from api.errors import ApiError, Busy, MemoryLimit, TimeLimit
from api.media import RESULTS
from api.settings import Settings
from api.tasks import Sparql
from api.workers import start_forked
from queries import NamedQuery, Table
from queries import errors as named_errors
from store import Store
from store import errors as store_errors
from tests.protocol.dataset import BASE, write
from tests.service import served, wait_for

RUNAWAY = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
# Distinct values must all be kept, and each is a new one.
GREEDY = (
    "SELECT (COUNT(DISTINCT ?x) AS ?n) { "
    + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6))
    + " BIND(CONCAT(STR(?a0), STR(?c1), STR(?c2), STRUUID()) AS ?x) }"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data")


def client_of(data: Path, **options: object) -> TestClient:
    return TestClient(create(Settings.model_validate({"data": data, "workers": 2, **options})), follow_redirects=False)


@pytest.fixture
def client(data: Path) -> Iterator[TestClient]:
    with client_of(data) as client:
        yield client


def ask(query: str) -> str:
    return f"/sparql?query={quote(query)}"


# --- the table of errors


@pytest.mark.parametrize("module", [errors, store_errors, named_errors], ids=lambda module: module.__name__)
def test_every_exception_has_its_row(module: object) -> None:
    classes = [kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, Exception) and kind.__module__ == module.__name__]  # type: ignore[attr-defined]
    assert classes
    unmapped = [kind.__name__ for kind in classes if kind not in errors.TABLE and kind not in (ApiError, errors.Reported)]
    assert not unmapped


def test_slugs_are_unique_and_statuses_are_errors() -> None:
    slugs = [kind.slug for kind in errors.TABLE.values()]
    assert len(slugs) == len(set(slugs))
    assert all(400 <= kind.status < 600 for kind in errors.TABLE.values())


def test_problems_do_not_tell_paths() -> None:
    found = errors.describe(store_errors.StoreUnreachable("cannot open /srv/secret/data"))
    assert found.status == 503
    assert "secret" not in str(found.body())


def test_a_fault_of_ours_shows_no_stack(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret place")

    with TestClient(create(Settings(data=data, workers=0)), raise_server_exceptions=False) as client:
        monkeypatch.setattr("api.sparql.parse", broken)
        answer = client.get(ask("ASK {} # asked nowhere else: what was read before is remembered"))
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text and "Traceback" not in answer.text


# --- conditional requests


def test_etag_and_dates(client: TestClient) -> None:
    address = ask("SELECT * { ?s ?p ?o }")
    first = client.get(address)
    etag, date = first.headers["etag"], first.headers["last-modified"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(address, headers={"If-None-Match": f'"other", {etag}'}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"other"', "If-Modified-Since": date}).status_code == 200
    unchanged = client.get(address, headers={"If-Modified-Since": date})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", etag)
    assert client.get(address, headers={"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}).status_code == 200
    assert client.get(address, headers={"If-Modified-Since": "nonsense"}).status_code == 200
    assert client.get(address, headers={"Accept": "text/csv"}).headers["etag"] != etag


def test_a_precondition_does_not_hide_an_error(client: TestClient) -> None:
    date = client.get(ask("ASK {}")).headers["last-modified"]
    assert client.get(ask("ASK {"), headers={"If-Modified-Since": date}).status_code == 400


def test_an_answer_that_is_new_each_time_has_no_etag(client: TestClient) -> None:
    assert "etag" not in client.get(ask("SELECT (RAND() AS ?x) {}")).headers


@pytest.mark.parametrize("path", ["/", "/sparql", "/doc/person/else", f"/graph?graph={BASE}graph/{'a' * 16}", "/queries/attendance"])
def test_other_addresses_are_conditional_too(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200
    assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": first.headers["last-modified"]}).status_code == 304


# --- default graph


def test_strict_leaves_named_graphs_out_of_the_default(data: Path) -> None:
    with client_of(data, default_graph="strict") as client:
        assert client.get(ask("ASK { ?s ?p ?o }")).json()["boolean"] is False
        assert client.get(ask("ASK { GRAPH ?g { ?s ?p ?o } }")).json()["boolean"] is True
        assert "UnionDefaultGraph" not in client.get("/sparql").text


def test_base_url_is_the_address_in_answers(data: Path) -> None:
    with client_of(data, base_url="https://data.example.dk/", workers=0) as client:
        assert "<https://data.example.dk/sparql>" in client.get("/sparql").text
        assert client.get("/id/a").headers["location"] == "https://data.example.dk/doc/a"


def test_no_data_is_not_ready(tmp_path: Path) -> None:
    with client_of(tmp_path / "nothing", workers=0) as client:
        assert client.get("/health").status_code == 503
        assert client.get("/health").json()["ready"] is False
        assert client.get("/health/live").status_code == 200
        assert client.get("/").status_code == 200


# --- limits


def test_a_runaway_is_stopped_and_others_notice_nothing(data: Path) -> None:
    with client_of(data, query_seconds=1.0) as client:
        runaways: list[tuple[int, float]] = []

        def run() -> None:
            start = time.monotonic()
            runaways.append((client.get(ask(RUNAWAY)).status_code, time.monotonic() - start))

        runaway = threading.Thread(target=run)
        runaway.start()
        while runaway.is_alive():
            start = time.monotonic()
            assert client.get(ask("ASK {}")).status_code == 200
            assert time.monotonic() - start < 0.5
            time.sleep(0.05)
        ((status, took),) = runaways
        assert status == 504
        assert 0.9 < took < 1.5
        # Both processes are there again.
        assert [client.get(ask(RUNAWAY)).status_code for _ in range(3)] == [504] * 3
        assert client.get(ask("ASK {}")).status_code == 200


def test_more_runaways_than_processes_hold_nobody_up(data: Path) -> None:
    """Each gives its place to another process as soon as it is seen to run long; all end at their limit."""
    app = create(
        Settings.model_validate({"data": data, "workers": 1, "query_seconds": 10, "long_seconds": 0.1, "long_queries": 4, "queue_seconds": 30})
    )
    with TestClient(app) as client:
        statuses: list[int] = []
        runaways = [threading.Thread(target=lambda: statuses.append(client.get(ask(RUNAWAY)).status_code)) for _ in range(4)]
        for runaway in runaways:
            runaway.start()
        metrics = app.state.site.serving.metrics
        wait_for(lambda: metrics.long.collect()[0].samples[0].value == 4)
        beside = [client.get(ask(f"ASK {{}} #{number}")).status_code for number in range(20)]
        still = [runaway.is_alive() for runaway in runaways]
        for runaway in runaways:
            runaway.join()
        assert beside == [200] * 20 and statuses == [504] * 4
        assert still == [True] * 4  # so they were answered beside them, not after
        wait_for(lambda: metrics.alive.collect()[0].samples[0].value == 1)
        assert metrics.long.collect()[0].samples[0].value == 0
        assert client.get(ask("ASK {}")).status_code == 200


def test_memory_has_a_limit(data: Path) -> None:
    with client_of(data, memory_mb=64, query_seconds=60) as client:
        answer = client.get(ask(GREEDY))
        assert answer.status_code == 507
        assert answer.json()["type"].endswith("/memory-limit")
        assert client.get(ask("ASK {}")).status_code == 200


def test_a_full_queue_says_come_back(data: Path) -> None:
    with client_of(data, workers=1, queue=0, query_seconds=2, long_queries=0) as client:
        runaway = threading.Thread(target=client.get, args=(ask(RUNAWAY),))
        runaway.start()
        time.sleep(0.5)
        busy = client.get(ask("ASK {}"))
        runaway.join()
    assert busy.status_code == 503
    assert int(busy.headers["retry-after"]) > 0


def test_processes_that_are_killed_are_replaced(data: Path) -> None:
    async def kill_and_ask() -> list[bytes]:
        engine = await start_forked(Settings(data=data, workers=2))
        task = Sparql("ASK {}", RESULTS[0], None)
        answers = []
        try:
            for _ in range(5):
                for lane in list(engine.pool._lanes):
                    os.kill(lane.pid, signal.SIGKILL)
                reply = await engine.ask(task)
                answers.append(b"".join([chunk async for chunk in reply.chunks()]))
                await reply.close()
                await asyncio.sleep(0.05)
        finally:
            await engine.close()
        return answers

    assert all(b"true" in answer for answer in asyncio.run(kill_and_ask()))


def test_no_process_is_left_behind(data: Path) -> None:
    async def start_and_stop() -> list[int]:
        engine = await start_forked(Settings(data=data, workers=2, query_seconds=30))
        pids = [engine._parent.pid, *(lane.pid for lane in engine.pool._lanes)]
        working = asyncio.ensure_future(engine.ask(Sparql(RUNAWAY, RESULTS[0], None)))
        await asyncio.sleep(0.2)
        working.cancel()
        await asyncio.wait({working})
        await engine.close()
        return pids

    pids = asyncio.run(start_and_stop())
    assert len(pids) == 3
    wait_for(lambda: not any(alive(pid) for pid in pids))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_dead_parent_is_replaced(data: Path) -> None:
    app = create(Settings(data=data, workers=2, watch_seconds=0.1))
    with TestClient(app) as client:
        before = app.state.site.serving._current
        os.kill(before.engine._parent.pid, signal.SIGKILL)
        wait_for(lambda: app.state.site.serving._current is not before)
        assert client.get(ask("ASK {}")).json()["boolean"] is True


def test_tasks_travel() -> None:
    task = named.Answer("attendance", (("cluster", "x"),), RESULTS[2], 0, None)
    assert pickle.loads(pickle.dumps(task)) == task


@pytest.mark.parametrize("kind", [TimeLimit, MemoryLimit, Busy])
def test_limits_are_no_faults_of_ours(kind: type[ApiError]) -> None:
    assert errors.TABLE[kind].status in (503, 504, 507)


# --- versions


@pytest.mark.parametrize("workers", [0, 2])
def test_a_new_version_is_switched_in_without_a_failed_request(data: Path, workers: int) -> None:
    count = ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") + "&format=csv"
    with client_of(data, workers=workers, watch_seconds=0.05) as client:
        before = client.get(count)
        write(data, extra=10)
        end = time.monotonic() + 20
        seen = {before.text}
        while len(seen) < 2 and time.monotonic() < end:
            answer = client.get(count)
            assert answer.status_code == 200
            seen.add(answer.text)
        after = client.get(count)
        assert int(after.text.split()[1]) == int(before.text.split()[1]) + 10
        assert after.headers["etag"] != before.headers["etag"]
        assert client.get(count, headers={"If-None-Match": before.headers["etag"]}).status_code == 200
        assert client.get("/health").json()["version"] == 2


def test_an_answer_on_its_way_outlives_its_version(data: Path) -> None:
    write(data, extra=20000)
    with served(Settings(data=data, workers=2, watch_seconds=0.05)) as address, httpx2.Client(base_url=address) as client:
        with client.stream("GET", ask("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 200000")) as slow:
            parts = slow.iter_bytes()
            body = [next(parts)]
            write(data)
            wait_for(lambda: client.get("/health").json()["version"] == 3)
            body += list(parts)
        assert b"".join(body).rstrip().endswith(b"]}}")


# --- nothing is fetched


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """An address that counts who calls."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, caller = server.accept()
                    calls.append(caller)
                    connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/data.ttl", calls
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


HOSTILE = [
    "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ BIND(<{0}> AS ?there) SERVICE SILENT ?there {{ ?s ?p ?o }} }}",
    "ASK {{ {{ SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }} }} }}",
    # The grammar's longest match reads an IRI where the engine reads "less than", so a scanner may take what follows for a string.
    "SELECT * {{ BIND('b' AS ?y) FILTER(?y<'a>' || EXISTS {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }} || ?y='b') }}",
    "LOAD <{0}>",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_nothing_is_fetched(client: TestClient, listener: tuple[str, list[object]], query: str) -> None:
    address, calls = listener
    text = query.format(address)
    for dataset in ("", f"&default-graph-uri={quote(address)}", f"&named-graph-uri={quote(address)}"):
        assert client.get(ask(text) + dataset).status_code in (200, 400, 403)
    time.sleep(0.05)
    assert not calls


# --- clients


def test_a_client_that_hangs_up_stops_its_query(data: Path) -> None:
    settings = Settings(data=data, workers=1, query_seconds=30, queue_seconds=5)
    with served(settings) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(f"GET {ask(RUNAWAY)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
        start = time.monotonic()
        assert httpx2.get(address + ask("ASK {}")).status_code == 200
        assert time.monotonic() - start < 3


def test_an_answer_that_breaks_off_is_no_whole_answer(data: Path) -> None:
    write(data, extra=300)
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with served(Settings(data=data, workers=1, query_seconds=1)) as address, pytest.raises(httpx2.RemoteProtocolError):
        httpx2.get(address + ask(endless), timeout=20)


# --- named queries


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch, data: Path) -> Iterator[TestClient]:
    """The query `attendance`, answering 25 made-up rows."""
    rows = tuple((f"Klynge {number}", "=1+1", "<script>", "-5", "å;\t|", "", "", "present", "") for number in range(25))
    monkeypatch.setattr(queries, "run", lambda store, name, arguments: answered(store, name, rows))
    with client_of(data, workers=0) as client:
        yield client


def answered(_: Store, name: str, rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(queries.get(name).columns, rows)


def test_pages_link_to_each_other_and_hold_every_row(table: TestClient) -> None:
    address: str | None = "http://testserver/queries/attendance?limit=10&status=present"
    seen: list[str] = []
    while address:
        answer = table.get(address)
        assert answer.headers["x-total-count"] == "25"
        assert "status=present" in answer.links["first"]["url"] and "offset=20" in answer.links["last"]["url"]
        assert ("prev" in answer.links) is bool(seen)
        seen += [row["cluster"] for row in answer.json()["rows"]]
        address = answer.links.get("next", {}).get("url")
    assert seen == [f"Klynge {number}" for number in range(25)]


def test_without_a_limit_all_rows_come(table: TestClient) -> None:
    answer = table.get("/queries/attendance")
    assert len(answer.json()["rows"]) == 25
    assert set(answer.links) == {"describedby"}
    assert table.get("/queries/attendance?offset=24").json()["rows"][0]["cluster"] == "Klynge 24"


def test_the_page_of_a_table_is_escaped_and_pages(table: TestClient) -> None:
    answer = table.get("/queries/attendance?limit=10", headers={"Accept": "text/html"})
    assert "&lt;script&gt;" in answer.text and '<td lang="da"><script' not in answer.text
    scripts = re.findall(r"<script\b([^>]*)>([^<]*)", answer.text)
    assert scripts and all(re.search(r'\bsrc="/static/', attributes) and not text for attributes, text in scripts)
    assert 'rel="next" href="/queries/attendance?limit=10&amp;offset=10"' in answer.text


def test_excel_profile_and_plain_csv(table: TestClient) -> None:
    excel = table.get("/queries/attendance?profile=excel").content
    assert excel.startswith(b"\xef\xbb\xbfcluster;date;")
    assert 'Klynge 0;\'=1+1;<script>;-5;"å;\t|";' in excel.decode("utf-8-sig")
    plain = table.get("/queries/attendance?format=csv").text
    assert "Klynge 0,=1+1,<script>,-5,å;\t|," in plain
    assert "å; |" in table.get("/queries/attendance?format=tsv").text


def test_csvw_names_the_columns_in_order(table: TestClient) -> None:
    found = table.get(table.get("/queries/attendance").links["describedby"]["url"]).json()
    assert [column["name"] for column in found["tableSchema"]["columns"]] == list(queries.get("attendance").columns)
    assert found["url"].startswith("http://testserver/queries/attendance?")


def test_csvw_types_match_the_contract() -> None:
    funding: NamedQuery = replace(queries.get("attendance"), columns=("amount_dkk", "year"))
    columns = tables.csvw(funding, "http://x/funding", "format=csv")["tableSchema"]["columns"]  # type: ignore[index]
    assert columns[0]["datatype"] == "decimal"


# --- OpenAPI


def test_openapi_describes_each_query_with_its_parameters(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for query in queries.load().values():
        parameters = {found["name"]: found for found in paths[f"/queries/{query.name}"]["get"]["parameters"]}
        assert set(parameters) == {parameter.name for parameter in query.parameters} | set(named.OURS)
    attendance = {found["name"]: found["schema"] for found in paths["/queries/attendance"]["get"]["parameters"]}
    assert attendance["from"] == {"anyOf": [{"type": "string", "format": "date"}, {"const": ""}]}  # a form sends what is not filled in
    assert set(paths["/sparql"]) == {"get", "post"}
    assert "application/sparql-query" in paths["/sparql"]["post"]["requestBody"]["content"]


def test_openapi_has_no_dangling_reference_and_no_twin(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    text = str(schema)
    for name in ("Problem", "Health"):
        assert name in schema["components"]["schemas"]
    assert "HTTPValidationError" not in text
    operations = [operation["operationId"] for path in schema["paths"].values() for operation in path.values()]
    assert len(operations) == len(set(operations))


def test_the_example_of_every_query_is_answered(client: TestClient) -> None:
    for query in queries.load().values():
        assert client.get(f"/queries/{query.name}").status_code == 200, query.name
