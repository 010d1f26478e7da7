"""Virtuoso as it is measured: a database of its own, as much memory and as many threads as its manual asks for, loaded by its bulk loader."""

from __future__ import annotations

import configparser
import subprocess
import tempfile
from pathlib import Path

from tests import engines

_THREADS = "40"  # it keeps a thread for each client that stays connected
_BUFFERS = 170_000  # pages of 8 kB: what its manual gives a machine of 2 GB for itself


class Virtuoso:
    """`command` writes its settings for a port, `load` puts a file of N-Quads into the database that then runs."""

    def __init__(self, place: Path, query_seconds: int) -> None:
        self._folder, self._seconds = place, query_seconds

    def command(self, port: int) -> list[str]:
        """In a folder of its own, each time it is started."""
        place, self._sql = Path(tempfile.mkdtemp(dir=self._folder)), engines.free_port()
        settings = configparser.ConfigParser(interpolation=None)
        settings.optionxform = str  # type: ignore[assignment, method-assign]
        settings.read_string(engines.INI.format(place=place, sql=self._sql, http=port, rows=1_000_000))
        parameters = {"NumberOfBuffers": str(_BUFFERS), "MaxDirtyBuffers": str(_BUFFERS * 3 // 4), "DirsAllowed": str(self._folder)}
        settings["Parameters"].update(parameters, ServerThreads=_THREADS)
        settings["HTTPServer"].update(ServerThreads=_THREADS, MaxKeepAlives=_THREADS, MaxClientConnections=_THREADS, KeepAliveTimeout="60")
        settings["SPARQL"]["MaxQueryExecutionTime"] = str(self._seconds)
        with (place / "virtuoso.ini").open("w", encoding="ascii") as file:
            settings.write(file)
        return [str(engines.VIRTUOSO), "-f", "-c", str(place / "virtuoso.ini")]

    def load(self, _: str, dump: Path) -> None:
        """Raises RuntimeError where the loader reports an error."""
        self._tell(f"ld_dir('{dump.parent}', '{dump.name}', 'urn:bench:unnamed')")
        self._tell("rdf_loader_run()")
        if failed := self._tell("SELECT ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL"):
            raise RuntimeError(f"virtuoso did not load the data: {failed}")
        self._tell("checkpoint")

    def _tell(self, statement: str) -> str:
        command = ["isql-vt", f"127.0.0.1:{self._sql}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF", f"EXEC={statement};"]
        said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=3600)
        return said.stdout.strip()
