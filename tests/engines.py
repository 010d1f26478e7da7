"""SPARQL engines that tests start on loopback, each in a folder of its own: Oxigraph's server (from PyPI) and Virtuoso (from Debian)."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store import Access

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
ABSENT = {"oxigraph": OXIGRAPH, "virtuoso": VIRTUOSO}
WHY = {"oxigraph": "the oxigraph wheel is not installed", "virtuoso": "Virtuoso is not installed (apt-get install virtuoso-opensource)"}
MOST_ROWS = 500

INI = """[Database]
DatabaseFile = {place}/virtuoso.db
ErrorLogFile = {place}/virtuoso.log
LockFile = {place}/virtuoso.lck
TransactionFile = {place}/virtuoso.trx
xa_persistent_file = {place}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {place}/temp.db
TransactionFile = {place}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CaseMode = 2
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {place}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(name: str, place: Path, rows: int = MOST_ROWS) -> Iterator[Access]:
    """The engine while it runs, and how to reach it."""
    port = free_port()
    if name == "oxigraph":
        command = [str(OXIGRAPH), "serve", "--location", str(place / "rocks"), "--bind", f"127.0.0.1:{port}"]
        access = Access(f"http://127.0.0.1:{port}/query", seconds=60)
    else:
        (place / "virtuoso.ini").write_text(INI.format(place=place, sql=free_port(), http=port, rows=rows), encoding="ascii")
        command = [str(VIRTUOSO), "-f", "-c", str(place / "virtuoso.ini")]
        access = Access(f"http://127.0.0.1:{port}/sparql", user="dba", password="dba", seconds=60)
    process = subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/", process)
        yield access
    finally:
        process.kill()
        process.wait()


def _wait(address: str, process: subprocess.Popen[bytes], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the engine has ended"
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {address}")
