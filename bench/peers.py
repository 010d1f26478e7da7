"""The servers that are measured against each other: each on loopback, over the same data, ended with the measurement."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat

from bench.virtuoso import Virtuoso
from store import DataFolder
from tests import engines

_START_SECONDS = 600
_ROOT = Path(__file__).resolve().parents[1]
# It would change what the project itself runs on, so it has an environment of its own: `make peers`.
RDFLIB_ENDPOINT = _ROOT / ".venv-peers" / "bin" / "rdflib-endpoint"


@dataclass(frozen=True, slots=True)
class Peer:
    """`command` for a port; `path` of its SPARQL endpoint; `load`: what is to be done when it runs, given its address and the dump."""

    name: str
    command: Callable[[int], list[str]]
    path: str
    environment: tuple[tuple[str, str], ...] = ()
    load: Callable[[str, Path], None] | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """`seconds`: from its start until it answered, with the data; a server whose data is on disk has it there before."""

    name: str
    address: str
    path: str
    pid: int
    seconds: float


def all_peers(data: Path, dump: Path, query_seconds: int) -> list[Peer]:
    """Ours from memory and disk, Oxigraph's own server from disk and memory; Virtuoso and rdflib-endpoint where they are installed."""
    peers = [_ours(data, "memory", query_seconds), _ours(data, "disk", query_seconds), *_oxigraph(data, query_seconds)]
    if engines.VIRTUOSO:
        virtuoso = Virtuoso(dump.parent, query_seconds)
        peers.append(Peer("virtuoso", virtuoso.command, "/sparql", load=virtuoso.load))
    if RDFLIB_ENDPOINT.exists():
        script = [str(RDFLIB_ENDPOINT), "serve", "--host", "127.0.0.1", "--port"]
        peers.append(Peer("rdflib-endpoint", lambda port: [*script, str(port), str(dump)], "/"))
    return peers


def chosen(data: Path, dump: Path, query_seconds: int, without: list[str]) -> list[Peer]:
    """All but those whose name has one of the parts."""
    return [peer for peer in all_peers(data, dump, query_seconds) if not any(part in peer.name for part in without)]


def _ours(data: Path, store: str, query_seconds: int) -> Peer:
    command = [sys.executable, "-m", "klyngegraf", "serve", "--data", str(data), "--port"]
    settings = (("KLYNGEGRAF_STORE", store), ("KLYNGEGRAF_QUERY_SECONDS", str(query_seconds)), ("KLYNGEGRAF_DUMPS", "false"))
    return Peer(f"klyngegraf, {store}", lambda port: [*command, str(port)], "/sparql", settings)


def _oxigraph(data: Path, query_seconds: int) -> list[Peer]:
    files = DataFolder(data).folder(DataFolder(data).version()) / "store"

    def command(port: int, *given: str) -> list[str]:
        return [str(engines.OXIGRAPH), *given, f"--bind=127.0.0.1:{port}", "--union-default-graph", f"--timeout-s={query_seconds}"]

    return [
        Peer("oxigraph serve, disk", lambda port: command(port, "serve-read-only", f"--location={files}"), "/query"),
        Peer("oxigraph serve, memory", lambda port: command(port, "serve"), "/query", load=_post),
    ]


def dumped(data: Path, place: Path) -> Path:
    """The dataset as N-Quads, for who has to be told it."""
    store, _ = DataFolder(data).open()
    with place.open("wb") as file:
        store.dump(file, RdfFormat.N_QUADS)
    return place


@contextmanager
def running(peer: Peer, dump: Path) -> Iterator[Running]:
    port, start = engines.free_port(), time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(peer.command(port), env={**os.environ, **dict(peer.environment)}, stdout=said, stderr=said)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address + peer.path, process)
            if peer.load:
                peer.load(address, dump)
            yield Running(peer.name, address, peer.path, process.pid, time.perf_counter() - start)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(endpoint: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{endpoint}?query=ASK%7B%7D", timeout=30).close()
            return
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != 503:
                raise
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {endpoint}")


def _post(address: str, dump: Path) -> None:
    with dump.open("rb") as file:
        headers = {"Content-Type": "application/n-quads", "Content-Length": str(dump.stat().st_size)}
        urllib.request.urlopen(urllib.request.Request(f"{address}/store", data=file, headers=headers, method="POST"), timeout=_START_SECONDS).close()
