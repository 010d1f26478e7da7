"""Query processes under faults: killed workers, a killed parent, new versions and clients that leave, all while others ask."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.app import create
from api.seals import no_new_sockets
from api.settings import Settings
from tests.protocol.dataset import write
from tests.service import wait_for
from tests.test_stopping import descendants

COUNT = f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')}%23"
LARGE = f"/sparql?query={quote('SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 3000')}%23"

RUNAWAY = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data", extra=200)


@contextmanager
def asking(client: TestClient, threads: int = 3, long: bool = False) -> Iterator[Counter[int]]:
    """Clients that ask without pause; the statuses that they heard, -1 for an answer that broke off (a real server cuts the connection)."""
    heard: Counter[int] = Counter()
    stop = threading.Event()

    def ask(number: int) -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            answer = client.get(f"{LARGE if long and turn % 5 == 0 else COUNT}{number}-{turn}")
            whole = answer.status_code != 200 or answer.content.endswith(b"]}}")
            heard[answer.status_code if whole else -1] += 1

    asked = [threading.Thread(target=ask, args=(number,)) for number in range(threads)]
    for thread in asked:
        thread.start()
    try:
        yield heard
    finally:
        stop.set()
        for thread in asked:
            thread.join()


def workers_of(app: object) -> tuple[int, list[int]]:
    parent = app.state.site.serving._current.engine._parent.pid  # type: ignore[attr-defined]
    return parent, descendants(parent)


def test_killed_workers_and_new_versions_fail_no_request(data: Path) -> None:
    app = create(Settings.model_validate({"data": data, "workers": 2, "watch_seconds": 0.05}))
    with TestClient(app) as client:
        with asking(client) as heard:
            for turn in range(6):
                write(data, extra=201 + turn)
                for pid in workers_of(app)[1][:1]:
                    os.kill(pid, signal.SIGKILL)
                time.sleep(0.3)
            end = time.monotonic() + 30
            while client.get("/health").json()["version"] < 7:
                assert time.monotonic() < end
        # These are answered in one piece: a worker that dies has not begun, so another one is asked.
        assert set(heard) == {200}, heard
        assert heard[200] > 20
        text = client.get("/metrics").text
    assert 'klyngegraf_workers_ended_total{reason="killed"}' in text
    assert "klyngegraf_dataset_version 7.0" in text


def test_without_its_parent_the_service_says_come_back_and_comes_back(data: Path) -> None:
    app = create(Settings.model_validate({"data": data, "workers": 2, "watch_seconds": 60}))
    with TestClient(app) as client, asking(client, 2, long=True) as heard:
        time.sleep(0.2)
        os.kill(workers_of(app)[0], signal.SIGKILL)
        end = time.monotonic() + 30
        before = heard[200]
        while heard[200] < before + 20:
            assert time.monotonic() < end, heard
            time.sleep(0.05)
    assert set(heard) <= {200, 502, 503, -1}, heard


def test_no_process_is_lost_or_left_over(data: Path) -> None:
    app = create(Settings.model_validate({"data": data, "workers": 2, "query_seconds": 0.5, "long_seconds": 0.1}))
    with TestClient(app) as client:
        parent, _ = workers_of(app)
        ended = [client.get("/sparql", params={"query": f"{RUNAWAY} #{number}"}).status_code for number in range(4)]
        assert ended == [504] * 4
        end = time.monotonic() + 20
        while len(descendants(parent)) != 2:
            assert time.monotonic() < end, descendants(parent)
            time.sleep(0.05)
        assert [client.get(f"{COUNT}{number}").status_code for number in range(4)] == [200] * 4
    assert not Path(f"/proc/{parent}").exists()


def test_what_runs_a_little_long_keeps_its_process(data: Path) -> None:
    """Another is forked in its place, and goes when both are idle: it has none of the dataset at hand."""
    app = create(Settings.model_validate({"data": data, "workers": 1, "long_seconds": 0.1}))
    with TestClient(app) as client:
        parent, (process,) = workers_of(app)
        rows = 1 << 14
        while started(client) == 1:  # each takes twice as long as the one before, so the first that runs long is not slowed
            rows *= 2
            limited = f"SELECT (COUNT(*) AS ?n) {{ SELECT * {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} LIMIT {rows} }}"
            began = time.monotonic()
            assert client.get("/sparql", params={"query": limited}).status_code == 200
            if time.monotonic() - began > 0.1:  # perhaps another is being forked, which a busy machine takes its time for
                with suppress(AssertionError):
                    wait_for(lambda: started(client) == 2, seconds=5)
        wait_for(lambda: started(client) == 2 and descendants(parent) == [process])


def test_of_several_that_run_long_all_but_the_last_make_room(data: Path) -> None:
    """By the second look they come after everybody else; the last does so when it has computed for a while."""
    app = create(Settings.model_validate({"data": data, "workers": 2, "query_seconds": 4, "long_seconds": 0.1}))
    with TestClient(app) as client, ThreadPoolExecutor(3) as pool:
        parent, _ = workers_of(app)
        ended = [pool.submit(client.get, "/sparql", params={"query": f"{RUNAWAY} #{number}"}) for number in range(3)]
        wait_for(lambda: sorted(os.getpriority(os.PRIO_PROCESS, pid) for pid in descendants(parent)) == [0, 0, 19, 19, 19])
        assert client.get(f"{COUNT}beside").status_code == 200
        assert [one.result().status_code for one in ended] == [504] * 3


def started(client: TestClient) -> int:
    """How many query processes there have been."""
    found = re.search(r"^klyngegraf_workers_started_total (\d+)", client.get("/metrics").text, re.MULTILINE)
    assert found
    return int(found[1])


def test_a_sealed_process_opens_no_socket() -> None:
    """The kernel refuses, whatever the program tries; what was open stays open."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        sealed = no_new_sockets()
        try:
            socket.socket()
            theirs.send(b"opened")
        except PermissionError:
            theirs.send(b"refused" if sealed else b"odd")
        os._exit(0)
    os.waitpid(pid, 0)
    assert ours.recv(16) == b"refused"
    ours.close()
    theirs.close()
