"""Query processes under faults: killed workers, a killed parent, new versions and clients that leave, all while others ask."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.app import create
from api.seals import no_new_sockets
from api.settings import Settings
from tests.protocol.dataset import write
from tests.test_stopping import descendants

COUNT = f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')}%23"
LARGE = f"/sparql?query={quote('SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 3000')}%23"


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
    runaway = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
    with TestClient(app) as client:
        parent, _ = workers_of(app)
        ended = [client.get("/sparql", params={"query": f"{runaway} #{number}"}).status_code for number in range(4)]
        assert ended == [504] * 4
        end = time.monotonic() + 20
        while len(descendants(parent)) != 2:
            assert time.monotonic() < end, descendants(parent)
            time.sleep(0.05)
        assert [client.get(f"{COUNT}{number}").status_code for number in range(4)] == [200] * 4
    assert not Path(f"/proc/{parent}").exists()


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
