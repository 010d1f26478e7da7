"""Files and folders that nobody would make on purpose: names that no screen can show, pipes among documents, data folders where documents are; each ends
in a line that says which, and stops nothing else."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from api.settings import Settings
from klyngegraf import quarantine
from klyngegraf.errors import NothingMatches
from klyngegraf.loading import load as load_files
from klyngegraf.outcome import LoadReport, State
from klyngegraf.publication.policy import Profile
from klyngegraf.publication.publishing import publish
from klyngegraf.soundness import examine
from klyngegraf.sources import expand
from store import DataFolder
from store.backup import backup, damage
from store.errors import DataCorrupt
from tests.minutes import minutes, three, write
from tests.service import served, wait_for
from tests.test_cli import klyngegraf
from tests.test_dataset import load, record, seal, values

NO_UTF8 = os.fsdecode(b"f\xf8dsel.md")


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def states(report: LoadReport) -> dict[str, State]:
    return {Path(handled.source).name: handled.state for handled in report.documents}


def test_names_that_no_screen_can_show_are_told_in_one_line_and_stop_no_other(data: DataFolder, tmp_path: Path) -> None:
    folder = three(tmp_path / "in")
    for odd in (NO_UTF8, "to\nlinjer.md", "\x1b[31mrød.md", "å" * 120 + ".md"):
        (folder / odd).write_text(f"Intet i {len(odd)}.", encoding="utf-8")
    (folder / "linje\nskift.md").write_text(minutes("aarhus", 20), encoding="utf-8")
    done = klyngegraf("load", folder, "--data", data.path)
    assert done.returncode == 1 and "4 loaded, 4 quarantined" in done.stdout
    assert len(done.stderr.splitlines()) == 4 and "\x1b" not in done.stdout + done.stderr
    assert all(told in done.stderr for told in (r"f\xf8dsel.md: its name", r"to\nlinjer.md", r"\x1b[31mrød.md"))
    status = klyngegraf("status", "--data", data.path)
    assert status.returncode == 0 and r"f\xf8dsel.md" in status.stdout
    assert not load_files([folder], data, jobs=1).changed
    assert len(list(quarantine.held(data))) == 4
    (folder / NO_UTF8).write_text(minutes("horsens", 21), encoding="utf-8")
    (folder / NO_UTF8).rename(folder / "faedsel.md")
    assert states(load_files([folder], data, jobs=1))["faedsel.md"] is State.LOADED


def test_pipes_devices_and_loops_are_named_and_not_waited_for(tmp_path: Path) -> None:
    folder = three(tmp_path / "in")
    os.mkfifo(folder / "pipe.md")
    (folder / "device.md").symlink_to("/dev/zero")
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "itself").symlink_to(folder)
    assert [file.name for file in expand([folder, str(folder / "*.md")])] == ["aarhus.md", "horsens.md", "randers.md"]
    for odd, told in (("pipe.md", "not a file"), ("device.md", "not a file"), ("loop.md", "Too many levels"), ("x" * 300, "name too long")):
        with pytest.raises(NothingMatches, match=told):
            expand([folder / odd])


def test_a_folder_that_cannot_be_listed_is_told_and_the_others_are_read(data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = three(tmp_path / "in")
    write(folder / "closed", more=minutes("aarhus", 20))
    listed = os.scandir

    def refused(path: str | Path | int) -> object:
        if not isinstance(path, int) and Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    report = load_files([folder], data, jobs=1)
    assert states(report)["closed"] is State.QUARANTINED and report.count(State.LOADED) == 3
    assert "cannot be listed" in next(handled.note for handled in report.documents if handled.state is State.QUARANTINED)


def test_what_we_keep_ourselves_is_not_read_as_documents(tmp_path: Path) -> None:
    """`klyngegraf load . --data data`: the texts of the dataset stand below the documents' folder."""
    folder = three(tmp_path / "in")
    write(folder, none="Intet her.")
    data = DataFolder(folder / "data")
    load_files([folder], data, jobs=1)
    backup(data, folder / "backups" / "one")
    again = load_files([folder], data, jobs=1)
    assert not again.changed and set(states(again)) == {"aarhus.md", "horsens.md", "randers.md", "none.md"}
    with pytest.raises(NothingMatches, match="holds no document"):
        expand([folder / "data"])
    within = write(folder / "data", more=minutes("aarhus", 20))
    assert [file.name for file in expand([within])] == ["more.md"]


def test_what_the_system_refuses_is_told_in_one_line(data: DataFolder, tmp_path: Path) -> None:
    load(data, 1)
    place = tmp_path / "file"
    place.write_text("", encoding="utf-8")
    for command in (["load", three(tmp_path / "in"), "--data", place / "x"], ["status", "--data", place], ["restore", place, "--data", data.path]):
        done = klyngegraf(*command)
        assert (done.returncode, len(done.stderr.splitlines())) == (5, 1) and str(place) in done.stderr


# --- in the data folder


def _write(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"file": "x"}'])
def test_a_report_in_quarantine_that_is_not_whole_stops_nothing_and_goes(data: DataFolder, tmp_path: Path, damaged: str) -> None:
    folder = write(tmp_path / "in", randers=minutes(), none="Intet her.")
    load_files([folder], data, jobs=1)
    (kept,) = quarantine.held(data)
    (kept.folder / quarantine.REPORT).write_text(damaged, encoding="utf-8")
    assert not list(quarantine.held(data))
    write(folder, none=minutes("horsens"))
    assert load_files([folder], data, jobs=1).count(State.REPLACED) + load_files([folder], data, jobs=1).count(State.UNCHANGED) == 2
    assert not list((data.path / "quarantine").iterdir())


@pytest.mark.parametrize("said", ["0\n", "", "-1\n", "1 2\n", "\x00"])
def test_no_version_is_taken_away_where_what_names_the_one_in_use_is_damaged(data: DataFolder, said: str) -> None:
    for number in (1, 2):
        load(data, number)
    (data.path / "current").write_text(said, encoding="utf-8")
    with pytest.raises(DataCorrupt, match="names no version"):
        load(data, 3)
    assert examine(data).sound == (2, 1)


@pytest.mark.parametrize(
    ("file", "harm", "told"),
    [
        ("changes.json", _write("["), "is no changelog"),
        ("manifest.json", lambda path: path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 2})), "later klyngegraf wrote"),
        ("manifest.json", lambda path: path.write_text(path.read_text().replace('"quoted"', '"other"')), "older klyngegraf"),
    ],
)
def test_files_that_cannot_be_understood_are_found_and_told(data: DataFolder, file: str, harm: Callable[[Path], object], told: str) -> None:
    load(data, 1)
    load(data, 2)
    harm(data.folder(2) / file)
    seal(data)  # as whoever wrote it so would have done
    assert any(told in fault for fault in examine(data).faults) and examine(data).sound == (1,)
    with pytest.raises(DataCorrupt, match=told):
        load(data, 3)


@pytest.mark.parametrize("harm", ["current", "data"])
def test_a_service_goes_on_though_its_files_are_gone(data: DataFolder, tmp_path: Path, harm: str) -> None:
    load_files([three(tmp_path / "in")], data, jobs=1)
    with served(Settings(data=data.path, workers=1, watch_seconds=0.1, dumps=False, store="memory")) as address:
        question = f"{address}/queries/meetings?format=csv"
        before = httpx2.get(question)
        place = data.path if harm == "data" else data.path / harm
        place.rename(tmp_path / "gone")
        if harm == "current":
            place.write_text("garbage", encoding="utf-8")
        time.sleep(0.5)  # the service has looked
        text = httpx2.get(f"{address}/text/{data.path.name}{'0' * 16}")
        assert httpx2.get(question).text == before.text and httpx2.get(f"{address}/health").json()["ready"]
        assert text.status_code in (404, 503) and "Traceback" not in text.text
        if harm == "current":
            place.unlink()
        (tmp_path / "gone").rename(place)
        load_files([write(tmp_path / "in", more=minutes("aarhus", 20))], data, jobs=1)
        wait_for(lambda: httpx2.get(f"{address}/health").json()["version"] == 2)
        assert "2025-03-20" in httpx2.get(question).text


def test_a_text_that_is_none_is_told(data: DataFolder) -> None:
    load(data, 1)
    (data.folder(1) / "texts" / f"{record(1).id}.txt").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(DataCorrupt, match=record(1).id):
        data.text(record(1).id)
    assert values(data) == ["1"]


def test_a_key_that_is_not_whole_makes_no_addresses(data: DataFolder, tmp_path: Path) -> None:
    load_files([three(tmp_path / "in")], data, jobs=1)
    publish(data, Profile.PUBLIC)
    key = data.path / "publication.key"
    assert key.stat().st_mode & 0o077 == 0 and len(key.read_bytes()) >= 32
    key.write_bytes(b"")
    with pytest.raises(DataCorrupt, match="not whole"):
        publish(data, Profile.PUBLIC)


def test_a_backup_while_quarantine_changes_holds_what_stays(data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(data, 1)
    for name in ("goes", "stays"):
        write(data.path / "quarantine" / name, document="x")
    copied = shutil.copytree

    def late(source: Path, *more: Path, **options: object) -> object:
        if Path(source).name == "goes":
            shutil.rmtree(source, ignore_errors=True)
        return copied(source, *more, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(shutil, "copytree", late)
    backup(data, tmp_path / "backup")
    assert [place.name for place in (tmp_path / "backup" / "quarantine").iterdir()] == ["stays"]
    assert not list(damage(tmp_path / "backup"))
