"""Stopping and crashing: what the service says and does when it, or a process of it, is ended."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest

from api.settings import FOR_SNAPSHOT, Settings
from tests.protocol.dataset import write
from tests.service import wait_for

SLOW = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(4)) + " }"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data", extra=20)


@contextmanager
def running(data: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`klyngegraf serve` as a process of its own, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "klyngegraf", "serve", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def wait_ready(address: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if httpx2.get(f"{address}/health").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.05)
    raise AssertionError("the service did not start")


@pytest.mark.parametrize("delay", [0.0, 0.4, 0.8, 1.2, 1.6])
def test_a_service_that_is_stopped_right_after_start_says_nothing_odd(data: Path, delay: float) -> None:
    with running(data) as (process, _):
        time.sleep(delay)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert "Traceback" not in said and "has ended" not in said, said


def test_a_snapshot_whose_server_is_gone_ends_quietly(data: Path) -> None:
    ours, theirs = socket.socketpair()
    settings = Settings(data=data, workers=1).model_dump_json(include=FOR_SNAPSHOT)
    with theirs:
        command = [sys.executable, "-m", "api.snapshot", str(theirs.fileno()), settings]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stderr=subprocess.PIPE, text=True)
    ours.close()  # before it can say that it is ready
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, "")


def test_a_signal_to_the_whole_group_lets_answers_finish(data: Path) -> None:
    """As a service manager stops a service: every process hears it."""
    answers: list[httpx2.Response] = []
    with running(data, KLYNGEGRAF_WORKERS="2") as (process, address):
        wait_ready(address)
        asking = threading.Thread(target=lambda: answers.append(httpx2.get(f"{address}/sparql?query={quote(SLOW)}", timeout=60)))
        asking.start()
        time.sleep(0.3)
        for pid in [process.pid, *descendants(process.pid)]:
            os.kill(pid, signal.SIGTERM)
        asking.join(60)
        _, said = process.communicate(timeout=30)
    assert [answer.status_code for answer in answers] == [200]
    assert json.loads(answers[0].text)["results"]["bindings"]
    assert "Traceback" not in said


def test_an_answer_that_takes_too_long_does_not_hold_up_the_end(data: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"
    with running(data, KLYNGEGRAF_SHUTDOWN_SECONDS="1") as (process, address):
        wait_ready(address)
        told: list[int] = []
        left = threading.Thread(target=lambda: told.append(status_of(f"{address}/sparql?query={quote(endless)}")))
        left.start()
        time.sleep(0.3)
        children = descendants(process.pid)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=25)
        left.join(20)
    assert told and told[0] in (0, 500, 503)  # cut off or told so, never answered in part
    assert children
    wait_for(
        lambda: not [pid for pid in children if Path(f"/proc/{pid}/stat").exists() and state(pid) != "Z"], seconds=5
    )  # killed, they still have to go


def status_of(address: str) -> int:
    """0 where the connection was cut."""
    try:
        return httpx2.get(address, timeout=60).status_code
    except httpx2.TransportError:
        return 0


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [found for child in children for found in (int(child), *descendants(int(child)))]


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
