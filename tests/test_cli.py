"""The real program over a temporary data folder: what it prints where, and with which exit code it ends."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import queries
from klyngegraf import exits
from klyngegraf.commands import (
    backup,
    diff,
    dump,
    explain,
    export,
    findings,
    identities,
    load,
    publish,
    query,
    restore,
    serve,
    sparql,
    status,
    validate,
    verify,
    withdraw,
)
from klyngegraf.errors import CommandError
from loaders.errors import LoaderError
from queries.errors import NamedQueryError
from store.errors import StoreError
from tests.minutes import minutes, three, write

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = (
    load,
    validate,
    query,
    sparql,
    serve,
    export,
    dump,
    status,
    explain,
    findings,
    identities,
    diff,
    withdraw,
    publish,
    backup,
    restore,
    verify,
)
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("KLYNGEGRAF_")} | {"NO_COLOR": "1", "COLUMNS": "120"}


def klyngegraf(*arguments: str | Path, data: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = ENVIRONMENT | ({"KLYNGEGRAF_DATA": str(data)} if data else {})
    command = [sys.executable, "-m", "klyngegraf", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, input=stdin, cwd=ROOT, env=environment, timeout=120, check=False)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the minutes of three clusters."""
    folder = tmp_path_factory.mktemp("cli")
    done = klyngegraf("load", three(folder / "in"), "--data", folder / "data")
    assert done.returncode == 0, done.stderr
    return folder / "data"


def test_load_says_what_it_did_and_keeps_quiet_on_stderr(tmp_path: Path) -> None:
    source = three(tmp_path / "in")
    done = klyngegraf("load", source, "--data", tmp_path / "data", "--jobs", "1")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Referat, Randersklyngen, 2025-03-12:" in done.stdout
    assert "3 loaded" in done.stdout
    again = klyngegraf("load", source / "*.md", "--data", tmp_path / "data")
    assert "3 unchanged" in again.stdout
    assert "stays at version 1" in again.stdout


def test_load_with_a_bad_document_ends_with_1_and_one_line_about_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", good=minutes(), bad="Rør mel og vand sammen.\n")
    done = klyngegraf("load", folder, data=tmp_path / "data")
    assert done.returncode == exits.Exit.LOOK
    assert done.stderr.startswith("quarantined: bad.md: ")
    assert len(done.stderr.splitlines()) == 1
    assert "1 loaded" in done.stdout
    assert "in quarantine: bad.md" in klyngegraf("status", data=tmp_path / "data").stdout


def test_query_answers_in_four_formats(data: Path) -> None:
    said = {
        form: klyngegraf("query", "attendance", "--cluster", "Horsensklyngen", "--format", form, data=data)
        for form in ("table", "csv", "tsv", "json")
    }
    assert {one.returncode for one in said.values()} == {0}
    rows = list(csv.DictReader(io.StringIO(said["csv"].stdout)))
    assert rows == json.loads(said["json"].stdout) == list(csv.DictReader(io.StringIO(said["tsv"].stdout), delimiter="\t"))
    assert tuple(rows[0]) == queries.load()["attendance"].columns
    assert [(row["person"], row["role"], row["organisation"], row["status"]) for row in rows] == [
        ("Eva Dahl", "borgmester", "Horsens Kommune", "present"),
        ("Bo Lund", "regionsrådsmedlem", "Region Midtjylland", "absent"),
        ("Karen Krog", "direktør", "Horsens Kommune", "present"),
    ]
    assert "Eva Dahl" in said["table"].stdout
    assert "3 rows" in said["table"].stdout


def test_query_help_lists_every_query_and_its_parameters() -> None:
    listed = klyngegraf("query", "--help").stdout
    assert all(name in listed for name in queries.load())
    help_text = klyngegraf("query", "attendance", "--help").stdout
    assert all(f"--{parameter.name}" in help_text for parameter in queries.load()["attendance"].parameters)
    assert "Example: klyngegraf query attendance" in help_text


def test_every_command_has_help_with_an_example() -> None:
    for module in COMMANDS:
        done = klyngegraf(module.NAME, "--help")
        assert done.returncode == 0
        assert f"Example: klyngegraf {module.NAME}" in done.stdout


def test_help_starts_without_the_stages() -> None:
    """A machine's load makes seconds unsteady; what is imported is not."""
    program = "import sys, klyngegraf.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True).stdout.split()
    assert not {"rdflib", "pyoxigraph", "pyshacl", "fastapi", "uvicorn", "loaders", "store", "queries", "api", "rich.console"} & set(loaded)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["query", "attendence"], 2, "did you mean attendance"),
        (["query", "attendance", "--cluster", "Atlantis"], 4, "no cluster is known as 'Atlantis'"),
        (["query", "attendance", "--from", "yesterday"], 2, "yesterday"),
        (["sparql", "SELECT nonsense"], 2, "error at 1:16"),
        (["sparql", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], 2, "SERVICE is refused"),
        (["sparql"], 2, "give a query"),
        (["sparql", "ASK { ?s ?p ?o }", "--format", "turtle"], 2, "ASK answers in"),
        (["explain", "eva-dal"], 4, "did you mean"),
        (["load", "nothing-there.md"], 4, "nothing-there.md: there is no such file or folder"),
        (["export", "--format", "csv"], 2, "csv needs --output"),
        (["export", "--output", "LICENSE/out.nq"], 7, "cannot be written"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_a_mistake_gets_a_message_and_its_exit_code(data: Path, arguments: list[str], code: int, words: str) -> None:
    done = klyngegraf(*arguments, data=data)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "command",
    [
        "query attendance",
        "sparql ASK{}",
        "validate",
        "status",
        "export",
        "explain x",
        "serve",
        "verify",
        "backup copy",
        "withdraw x",
        "identities list",
    ],
)
def test_without_data_every_command_says_how_to_load_some(tmp_path: Path, command: str) -> None:
    done = klyngegraf(*command.split(), "--data", tmp_path / "none")
    assert done.returncode == exits.Exit.NO_DATA
    assert len(done.stderr.splitlines()) == 1
    assert f"klyngegraf load PATH --data {tmp_path / 'none'}" in done.stderr


def test_sparql_from_the_line_a_file_and_stdin(data: Path, tmp_path: Path) -> None:
    text = 'SELECT DISTINCT ?name { ?person <http://www.w3.org/2004/02/skos/core#prefLabel> ?name FILTER(?name = "Eva Dahl"@da) }'
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    said = [klyngegraf("sparql", *how, "--format", "csv", data=data, stdin=text).stdout for how in ([text], ["-f", tmp_path / "q.rq"], ["-"])]
    assert said == ["name\nEva Dahl\n"] * 3
    assert klyngegraf("sparql", "ASK { ?s ?p ?o }", data=data).stdout == "true\n"
    assert "Eva Dahl" in klyngegraf("sparql", text.replace("SELECT DISTINCT ?name", "CONSTRUCT WHERE").partition("FILTER")[0] + "}", data=data).stdout


def test_what_is_not_there_to_be_read_is_told_in_one_line(data: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes("SELECT * { ?s ?p 'æ' }".encode("latin-1"))
    for command, place, code, remedy in (
        (("restore",), tmp_path / "nope", exits.Exit.NOT_FOUND, "name a backup"),
        (("restore",), tmp_path / "latin.rq", exits.Exit.DATA_FOLDER, "name a backup"),  # as what a folder holds that is no backup
        (("sparql", "--file"), tmp_path / "nope", exits.Exit.NOT_FOUND, "name a file with a query"),
        (("sparql", "--file"), tmp_path, exits.Exit.NOT_FOUND, "name a file with a query"),
        (("sparql", "--file"), tmp_path / "latin.rq", exits.Exit.NOT_FOUND, "save the query as UTF-8"),
    ):
        done = klyngegraf(*command, place, data=data)
        assert done.returncode == code, done
        assert len(done.stderr.splitlines()) == 1
        assert str(place) in done.stderr and remedy in done.stderr


def test_explain_shows_quotes_that_stand_in_the_document(data: Path) -> None:
    rows = json.loads(klyngegraf("explain", "eva-dahl", "--format", "json", data=data).stdout)
    text = minutes("horsens", 13, "Eva Dahl")
    assert rows
    assert all(text[int(row["start"]) : int(row["end"])] == row["exact"] for row in rows)
    in_full = klyngegraf("explain", "https://w3id.org/klyngegraf/id/person/eva-dahl", data=data).stdout
    assert in_full == klyngegraf("explain", "id/person/eva-dahl", data=data).stdout == klyngegraf("explain", "eva-dahl", data=data).stdout
    assert "Referat, Horsensklyngen, 2025-03-13" in in_full


def test_validate_lists_nothing_where_nothing_is_wrong(data: Path) -> None:
    done = klyngegraf("validate", "--fail-on", "violation", data=data)
    assert done.returncode == 0
    assert "3 documents checked: 0 violation" in done.stdout


def test_validate_fails_by_severity(tmp_path: Path) -> None:
    """Two documents disagree on who was there: both facts stand, and the contradiction is a finding."""
    folder = write(tmp_path / "in", one=minutes(), two=minutes().replace("Der var afbud fra Bo Lund.", ""))
    assert klyngegraf("load", folder, data=tmp_path / "data").returncode == 0
    done = klyngegraf("validate", data=tmp_path / "data")
    assert done.returncode == exits.Exit.LOOK
    assert "warning" in done.stdout
    assert klyngegraf("validate", "--fail-on", "never", data=tmp_path / "data").returncode == 0
    rows = list(csv.DictReader(io.StringIO(klyngegraf("validate", "--format", "csv", data=tmp_path / "data").stdout)))
    assert {row["severity"] for row in rows} == {"warning"}
    assert all(row["remedy"] for row in rows)


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonld", "rdfxml"])
def test_export_gives_the_same_bytes_each_time(data: Path, tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        assert klyngegraf("export", "--format", form, "--output", tmp_path / name, data=data).returncode == 0
    one = (tmp_path / "one").read_bytes()
    assert one == (tmp_path / "two").read_bytes() == klyngegraf("export", "--format", form, data=data).stdout.encode()
    assert b"Eva Dahl" in one


def test_export_as_tables_into_a_folder_or_a_zip(data: Path, tmp_path: Path) -> None:
    for target in ("tables", "a.zip", "b.zip"):
        assert klyngegraf("export", "--format", "csv", "--output", tmp_path / target, data=data).returncode == 0
    assert {path.stem for path in (tmp_path / "tables").iterdir()} == set(queries.load())
    digests = {hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("a.zip", "b.zip")}
    assert len(digests) == 1
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("attendance.csv") == (tmp_path / "tables" / "attendance.csv").read_bytes()


def test_a_closed_pipe_ends_quietly(data: Path) -> None:
    command = f'"{sys.executable}" -m klyngegraf export --data "{data}" | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=True, timeout=60)
    assert done.stderr == ""
    assert done.stdout.splitlines()[1:] == ["141"]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A shell starts background jobs with SIGINT ignored, and their children inherit that: here it is heard again."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_ends_with_130_and_changes_nothing(tmp_path: Path, interruptible: None) -> None:
    folder = write(tmp_path / "in", **{f"m{day}": minutes(day=day) for day in range(1, 29)})
    command = [sys.executable, "-m", "klyngegraf", "load", str(folder), "--data", str(tmp_path / "data"), "--jobs", "1"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        while not list((tmp_path / "data" / "versions").glob("*.draft/texts/*")):
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "interrupted\n"
    assert klyngegraf("status", data=tmp_path / "data").returncode == exits.Exit.NO_DATA


def test_serve_answers_until_it_is_stopped(data: Path, interruptible: None) -> None:
    port = 8000 + os.getpid() % 20_000 + 10_000
    command = [sys.executable, "-m", "klyngegraf", "serve", "--data", str(data), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        said = _answer(f"http://127.0.0.1:{port}/queries/attendance?cluster=Horsensklyngen&format=csv", process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert "Eva Dahl" in said


def _answer(address: str, process: subprocess.Popen[str]) -> str:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as reply:
                return str(reply.read().decode())
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_no_error_is_without_an_exit_code() -> None:
    def leaves(kind: type[Exception]) -> set[type[Exception]]:
        below = kind.__subclasses__()
        return set().union(*map(leaves, below)) if below else {kind}

    trees = leaves(CommandError) | leaves(StoreError) | leaves(NamedQueryError)
    assert trees <= set(exits.CODES)
    assert not leaves(LoaderError) & set(exits.CODES)  # these end in quarantine, never at the command line
