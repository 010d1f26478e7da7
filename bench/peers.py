"""The servers that are measured against each other: each on loopback, over the same data, ended with the measurement."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pyoxigraph import RdfFormat

from store import DataFolder

_START_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Peer:
    """`command` for a port; `path` of its SPARQL endpoint; `load`: a file of N-Quads is to be posted there first."""

    name: str
    command: Callable[[int], list[str]]
    path: str
    environment: tuple[tuple[str, str], ...] = ()
    load: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    name: str
    address: str
    path: str
    pid: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def all_peers(data: Path, dump: Path, query_seconds: int) -> list[Peer]:
    """Ours from memory and disk, Oxigraph's own server from disk and memory, and rdflib-endpoint where it is installed."""
    oxigraph = str(Path(sys.executable).with_name("oxigraph"))
    files = DataFolder(data).folder(DataFolder(data).version()) / "store"
    limit = f"--timeout-s={query_seconds}"

    def ours(store: str) -> Peer:
        command = [sys.executable, "-m", "klyngegraf", "serve", "--data", str(data), "--port"]
        chosen = (("KLYNGEGRAF_STORE", store), ("KLYNGEGRAF_QUERY_SECONDS", str(query_seconds)), ("KLYNGEGRAF_DUMPS", "false"))
        return Peer(f"klyngegraf, {store}", lambda port: [*command, str(port)], "/sparql", chosen)

    def theirs(port: int, *command: str) -> list[str]:
        return [oxigraph, *command, f"--bind=127.0.0.1:{port}", "--union-default-graph", limit]

    peers = [
        ours("memory"),
        ours("disk"),
        Peer("oxigraph serve, disk", lambda port: theirs(port, "serve-read-only", f"--location={files}"), "/query"),
        Peer("oxigraph serve, memory", lambda port: theirs(port, "serve"), "/query", load="/store"),
    ]
    if find_spec("rdflib_endpoint"):
        script = [sys.executable, "-m", "rdflib_endpoint", "serve", "--host", "127.0.0.1", "--port"]
        peers.append(Peer("rdflib-endpoint", lambda port: [*script, str(port), str(dump)], "/sparql"))
    return peers


def dumped(data: Path, place: Path) -> Path:
    """The dataset as N-Quads, for who has to be told it."""
    store, _ = DataFolder(data).open()
    with place.open("wb") as file:
        store.dump(file, RdfFormat.N_QUADS)
    return place


@contextmanager
def running(peer: Peer, dump: Path) -> Iterator[Running]:
    port = free_port()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(peer.command(port), env={**os.environ, **dict(peer.environment)}, stdout=said, stderr=said)
        try:
            here = Running(peer.name, f"http://127.0.0.1:{port}", peer.path, process.pid)
            _wait(here, process)
            if peer.load:
                _post(here.address + peer.load, dump)
            yield here
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(here: Running, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{here.address}{here.path}?query=ASK%7B%7D", timeout=30).close()
            return
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != 503:
                raise
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{here.name} did not start")


def _post(address: str, dump: Path) -> None:
    with dump.open("rb") as file:
        headers = {"Content-Type": "application/n-quads", "Content-Length": str(dump.stat().st_size)}
        urllib.request.urlopen(urllib.request.Request(address, data=file, headers=headers, method="POST"), timeout=_START_SECONDS).close()
