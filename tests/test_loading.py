"""Loading: twice is once, each document replaced whole, nothing lost, and nothing half done, however it ends."""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from klyngegraf import quarantine
from klyngegraf.agenda import agenda, superseded
from klyngegraf.crew import Crew, Lost
from klyngegraf.errors import NothingMatches
from klyngegraf.loading import load
from klyngegraf.outcome import LoadReport, State
from klyngegraf.sources import File, expand
from store import DataFolder, DocumentRecord
from store.draft import STEPS
from store.errors import DataBusy
from tests.minutes import minutes, three, write

ROOT = Path(__file__).resolve().parent.parent


def loaded(data: Path, *paths: Path, seconds: float = 60.0) -> LoadReport:
    return load(paths, DataFolder(data), jobs=2, seconds=seconds)


def states(report: LoadReport) -> dict[str, State]:
    return {Path(handled.source).stem: handled.state for handled in report.documents}


def mayors(data: Path) -> set[str]:
    store, _ = DataFolder(data).open()
    rows = store.query(
        """PREFIX kg: <https://w3id.org/klyngegraf/ontology#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        SELECT DISTINCT ?name { ?a kg:roleAsWritten ?role ; kg:personAsNamed/foaf:name ?name FILTER(CONTAINS(?role, "borgmester")) }"""
    )
    return {row[0].value for row in rows}


def test_loading_twice_is_loading_once(tmp_path: Path) -> None:
    first = loaded(tmp_path / "data", three(tmp_path / "in"))
    again = loaded(tmp_path / "data", tmp_path / "in")
    assert set(states(first).values()) == {State.LOADED}
    assert set(states(again).values()) == {State.UNCHANGED}
    assert not again.changed
    assert again.after == first.after


def test_the_order_of_loading_makes_no_difference(tmp_path: Path) -> None:
    files = sorted(three(tmp_path / "in").iterdir())
    at_once = loaded(tmp_path / "one", tmp_path / "in")
    for file in reversed(files):
        one_by_one = loaded(tmp_path / "other", file)
    assert one_by_one.after.dataset == at_once.after.dataset
    assert one_by_one.after.number == 3


def test_a_changed_file_replaces_what_it_said_before(tmp_path: Path) -> None:
    folder, data = three(tmp_path / "in"), tmp_path / "data"
    loaded(data, folder)
    write(folder, randers=minutes("randers", mayor="Ulla Friis"))
    report = loaded(data, folder)
    assert states(report) == {"aarhus": State.UNCHANGED, "horsens": State.UNCHANGED, "randers": State.REPLACED}
    assert mayors(data) == {"Ulla Friis", "Eva Dahl", "Jens Bro"}
    assert len(report.after.documents) == 3
    write(folder, randers=minutes("randers"))
    assert loaded(data, folder).after.dataset == loaded(tmp_path / "fresh", folder).after.dataset


def test_a_document_that_is_none_is_kept_with_its_report_and_stops_no_other(tmp_path: Path) -> None:
    folder, data = three(tmp_path / "in"), tmp_path / "data"
    write(folder, recipe="Rør mel og vand sammen, og bag det.\n", empty="")
    report = loaded(data, folder)
    assert report.count(State.LOADED) == 3
    assert {name for name, state in states(report).items() if state is State.QUARANTINED} == {"recipe", "empty"}
    kept = {one.name: one for one in quarantine.held(DataFolder(data))}
    assert set(kept) == {"recipe.md", "empty.md"}
    said = json.loads((kept["recipe.md"].folder / "report.json").read_text(encoding="utf-8"))
    assert said["source"] == str((folder / "recipe.md").resolve())
    assert said["problems"][0]["reason"]
    assert said["problems"][0]["remedy"]
    assert (kept["recipe.md"].folder / "document.md").read_bytes() == (folder / "recipe.md").read_bytes()
    assert "Remedy:" in (kept["recipe.md"].folder / "report.txt").read_text(encoding="utf-8")


def test_a_document_that_breaks_keeps_its_last_good_state_until_it_is_mended(tmp_path: Path) -> None:
    folder, data = write(tmp_path / "in", randers=minutes("randers")), tmp_path / "data"
    before = loaded(data, folder).after
    write(folder, randers="Intet her.\n")
    broken = loaded(data, folder)
    assert states(broken) == {"randers": State.QUARANTINED}
    assert broken.after == before
    assert mayors(data) == {"Ane Holm"}
    write(folder, randers=minutes("randers", mayor="Ulla Friis"))
    assert states(loaded(data, folder)) == {"randers": State.REPLACED}
    assert not list(quarantine.held(DataFolder(data)))
    assert mayors(data) == {"Ulla Friis"}


def test_one_document_under_two_names_is_one_document(tmp_path: Path) -> None:
    folder, data = write(tmp_path / "in", b_copy=minutes(), a_original=minutes()), tmp_path / "data"
    report = loaded(data, folder)
    assert states(report) == {"a_original": State.LOADED, "b_copy": State.COPY}
    assert [record.file_name for record in report.after.documents] == ["a_original.md"]
    assert not loaded(data, folder / "b_copy.md").changed


def test_a_renamed_file_is_the_same_document(tmp_path: Path) -> None:
    folder, data = write(tmp_path / "in", old=minutes()), tmp_path / "data"
    loaded(data, folder)
    (folder / "old.md").rename(folder / "renamed.md")
    report = loaded(data, folder)
    assert [record.file_name for record in report.after.documents] == ["renamed.md"]


def test_every_loaded_document_shows_what_it_gave(tmp_path: Path) -> None:
    report = loaded(tmp_path / "data", write(tmp_path / "in", randers=minutes()))
    (record,) = report.after.documents
    assert record.facts >= 6  # a meeting, three attendances, an item, a decision
    assert 0 < record.understood <= record.characters
    assert DataFolder(tmp_path / "data").text(record.id) == minutes()


def test_too_slow_a_document_is_stopped(tmp_path: Path) -> None:
    report = loaded(tmp_path / "data", write(tmp_path / "in", randers=minutes()), seconds=0.0001)
    assert states(report) == {"randers": State.QUARANTINED}
    assert "0.0001 seconds" in report.documents[0].note


def test_only_one_load_at_a_time(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "data").draft(), pytest.raises(DataBusy):
        loaded(tmp_path / "data", three(tmp_path / "in"))


_KILLED = """
import os, signal, sys
from pathlib import Path
from klyngegraf.loading import load
from store import DataFolder

data, source, at = sys.argv[1:]
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
steps = lambda step: die() if step == at else None
watch = lambda handled, total: die() if at == "read" and handled.state.value != "unchanged" else None
if __name__ == "__main__":
    load([source], DataFolder(Path(data), steps), jobs=2, watch=watch)
"""


@pytest.mark.parametrize("at", ["read", *STEPS])
def test_a_load_that_is_killed_leaves_the_last_good_state(tmp_path: Path, at: str) -> None:
    folder, data = write(tmp_path / "in", randers=minutes()), tmp_path / "data"
    before = loaded(data, folder).after
    write(folder, randers=minutes(mayor="Ulla Friis"), horsens=minutes("horsens", 13, "Eva Dahl"))
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(data), str(folder), at], cwd=ROOT, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    switched = at in ("switched", "cleaned")
    assert DataFolder(data).manifest().number == before.number + switched
    assert mayors(data) == ({"Ulla Friis", "Eva Dahl"} if switched else {"Ane Holm"})
    fresh = loaded(tmp_path / "fresh", folder).after
    assert loaded(data, folder).after.dataset == fresh.dataset


def test_what_a_killed_load_had_read_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, data = three(tmp_path / "in"), tmp_path / "data"
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(data), str(folder), "flushed"], cwd=ROOT, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    kept = sorted((data / "reading").iterdir())
    assert len(kept) == 3
    cut = next(one for one in kept if b"/randers.md" in one.read_bytes())
    cut.write_bytes(cut.read_bytes()[:-1])  # not whole: read again
    write(folder, aarhus=minutes("aarhus", 14, "Ulla Friis"))  # changed since: read as it is now
    tasks: list[str] = []
    run = Crew.run
    monkeypatch.setattr(Crew, "run", lambda crew, asked: run(crew, tasks.extend(asked) or asked))
    report = loaded(data, folder)
    assert report.count(State.LOADED) == 3 and mayors(data) == {"Ane Holm", "Eva Dahl", "Ulla Friis"}
    assert {Path(task).stem for task in tasks} == {"aarhus", "randers"}
    assert report.after.dataset == loaded(tmp_path / "fresh", folder).after.dataset
    assert not (data / "reading").exists()


def test_a_disk_that_has_no_room_for_what_was_read_loads_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("klyngegraf.kept._LEAST_FREE", 1 << 62)
    assert loaded(tmp_path / "data", three(tmp_path / "in")).count(State.LOADED) == 3


def test_files_folders_and_patterns_are_found_once(tmp_path: Path) -> None:
    folder = three(tmp_path / "in")
    write(folder / "deeper", more=minutes("aarhus", 20))
    write(folder / ".hidden", hidden=minutes())
    (folder / "README.md").write_text("what this folder is\n", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    found = expand([folder, folder / "aarhus.md", str(folder / "*.md"), str(folder / "**" / "m*.md")])
    assert [file.name for file in found] == ["aarhus.md", "more.md", "horsens.md", "randers.md"]


@pytest.mark.parametrize("named", ["nothing.md", "no*.md", "."])
def test_a_path_with_nothing_to_load_is_named(tmp_path: Path, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NothingMatches, match=named.replace("*", r"\*").replace(".", r"\.")):
        expand([named])


def record(name: str, source: str, sha256: str, loader: str = "now") -> DocumentRecord:
    return DocumentRecord(sha256, source, name, "text/plain", sha256, "minutes", name, f"graph/{sha256}", 1, 0, 1, 1, loader, "")


class TestAgenda:
    """Sources that do not exist on this machine, so `is_file` is false for them."""

    def test_another_loader_reads_anew(self) -> None:
        files, held = [File("a", "/x/a", "1")], [record("a", "/x/a", "1", "before")]
        assert agenda(files, held, "now").read == tuple(files)
        assert agenda(files, held, "before").unchanged == tuple(files)

    def test_unreadable_files_are_no_copies_of_each_other(self) -> None:
        files = [File("a", "/x/a", ""), File("b", "/x/b", "")]
        assert agenda(files, [], "now").read == tuple(files)

    def test_what_a_file_said_before_goes_unless_another_file_says_it(self) -> None:
        held = [record("a", "/x/a", "1")]
        assert superseded([File("a", "/x/a", "2")], held) == {"/x/a": "1"}
        assert superseded([File("a", "/x/a", "2"), File("b", "/x/b", "1")], held) == {}
        assert superseded([File("a", "/x/a", "")], held) == {}


class TestCrew:
    """With functions of the standard library for work."""

    def test_answers_come_with_their_tasks(self) -> None:
        assert sorted(Crew(math.sqrt, 2, 30.0).run([1.0, 4.0, 9.0, 16.0])) == [(1.0, 1.0), (4.0, 2.0), (9.0, 3.0), (16.0, 4.0)]

    def test_a_task_over_its_time_is_stopped_and_the_others_go_on(self) -> None:
        start = time.monotonic()
        answers = dict(Crew(time.sleep, 1, 0.5).run([0.0, 300.0, 0.1]))
        assert answers == {0.0: None, 300.0: Lost(overdue=True), 0.1: None}
        assert time.monotonic() - start < 60

    def test_a_worker_that_dies_is_told_and_replaced(self) -> None:
        answers = dict(Crew(os._exit, 1, 30.0).run([3, 4]))
        assert {task: answer.fault for task, answer in answers.items()} == {
            3: "the reading process ended with code 3",
            4: "the reading process ended with code 4",
        }

    def test_a_fault_of_the_program_is_told_with_its_traceback(self) -> None:
        answers = dict(Crew(math.sqrt, 1, 30.0).run([-1.0, 4.0]))
        fault = answers[-1.0]
        assert answers[4.0] == 2.0
        assert isinstance(fault, Lost)
        assert fault.fault.startswith("ValueError:")
        assert "Traceback" in fault.details


def test_the_data_folder_may_be_moved(tmp_path: Path) -> None:
    before = loaded(tmp_path / "data", three(tmp_path / "in")).after
    shutil.move(tmp_path / "data", tmp_path / "moved")
    assert not loaded(tmp_path / "moved", tmp_path / "in").changed
    assert DataFolder(tmp_path / "moved").manifest() == before
