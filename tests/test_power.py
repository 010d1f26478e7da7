"""Power that goes at any moment: of what was written, the disk keeps what was waited for, and of the rest what it happens to. See tests/disk.py."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from klyngegraf import quarantine
from klyngegraf.loading import load as load_files
from klyngegraf.publication.policy import Profile
from klyngegraf.publication.publishing import folder, publish
from klyngegraf.soundness import examine
from store import DataFolder, lines
from store.backup import backup, damage, restore
from tests.calls import Call, traced
from tests.disk import Disk, Forgetting
from tests.minutes import minutes, write
from tests.test_dataset import load, record, values

ROOT = Path(__file__).resolve().parent.parent
FORGETTING = (Forgetting.ALL, Forgetting.BYTES, Forgetting.SOME)


@pytest.fixture(scope="module", autouse=True)
def strace() -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    if subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace may not look at processes here")


def calls_of(scenario: str, root: Path, record: Path, *more: Path) -> list[Call]:
    """A function of this file, run as a process of its own with what is below `root` recorded."""
    root.mkdir()
    program = f"import sys; sys.path[:0] = [{str(ROOT)!r}]; from pathlib import Path; from tests import test_power as t; t.{scenario}(*map(Path, sys.argv[1:]))"
    return traced([sys.executable, "-c", program, *map(str, (root, *more))], root, record)


def say(root: Path, what: str) -> None:
    """A call that does nothing, for the record: from here on `what` has been told to the user as done."""
    with suppress(FileNotFoundError):
        (root / what).rmdir()


def cuts(calls: Sequence[Call], root: Path, place: Path, every: int) -> Iterator[list[str]]:
    """The power goes after each call: `place` is what is found afterwards; gives what was said. What chance decides is tried after each `every`th."""
    disk, said, seen = Disk(root), [""], set[tuple[str, int]]()
    for number, call in enumerate(calls):
        said += [call.said] if call.said else []
        if not disk.play(call) and not call.said:
            continue
        for forgetting in FORGETTING[: 3 if not number % every or call.said else 2]:
            state = (disk.state(forgetting, number), len(said))
            if state in seen:
                continue
            seen.add(state)
            shutil.rmtree(place, ignore_errors=True)
            disk.lay(place, forgetting, number)
            yield said
    assert len(seen) > 20


def is_whole(data: DataFolder) -> bool:
    """Every graph and every text of the version in use; texts of these tests say their document's number."""
    texts = all(data.text(one.id) == f"tekst {int(one.id, 16)}" for one in data.manifest().documents)
    return texts and examine(data).faults == ()


# --- the data folder


def loads(root: Path) -> None:
    data = DataFolder(root / "data")
    load(data, 1)
    say(root, "1")
    with data.draft() as draft:
        quads = [f'<http://example.org/a> <http://example.org/p> "{part}" <{record(2).graph}> .' for part in (2, 3)]
        draft.put(record(2), lines(record(2).graph, quads), "tekst 2")
        draft.commit()
    say(root, "1 2 3")
    with data.draft() as draft:
        draft.withdraw(record(1).id)
        draft.commit()
    say(root, "2 3")


def test_the_model_of_a_disk_is_right_where_nothing_is_forgotten(tmp_path: Path) -> None:
    root = tmp_path / "disk"
    disk = Disk(root)
    for call in calls_of("loads", root, tmp_path / "record"):
        disk.play(call)
    disk.lay(tmp_path / "laid", Forgetting.NOTHING)
    files = [{path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()} for top in (root, tmp_path / "laid")]
    assert len(files[0]) > 20 and files[0] == files[1]


def test_a_load_that_was_done_stays_done_and_one_that_was_not_is_as_if_never_begun(tmp_path: Path) -> None:
    root, place = tmp_path / "disk", tmp_path / "place"
    states = ["", "1", "1 2 3", "2 3"]
    for said in cuts(calls_of("loads", root, tmp_path / "record"), root, place, every=8):
        data = DataFolder(place / "data")
        found = values(data)
        assert " ".join(found) in states[len(said) - 1 : len(said) + 1]
        assert is_whole(data)
        load(data, 4)
        assert values(data) == [*found, "4"]


def test_texts_that_could_not_be_linked_are_copied_and_waited_for(tmp_path: Path) -> None:
    root, place = tmp_path / "disk", tmp_path / "place"
    for said in cuts(calls_of("loads_without_links", root, tmp_path / "record"), root, place, every=30):
        assert is_whole(DataFolder(place / "data")), said


def loads_without_links(root: Path) -> None:
    def refused(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    os.link = refused  # type: ignore[assignment]
    data = DataFolder(root / "data")
    load(data, 1)
    load(data, 2)
    say(root, "loaded")


# --- copies


def copies(root: Path) -> None:
    data = DataFolder(root / "data")
    load(data, 1)
    say(root, "loaded")
    backup(data, root / "backups" / "one")
    say(root, "backed up")
    load(data, 2)
    say(root, "loaded on")
    restore(root / "backups" / "one", data)
    say(root, "restored")


def test_a_backup_that_was_done_is_whole_and_one_restored_stays_restored(tmp_path: Path) -> None:
    root, place = tmp_path / "disk", tmp_path / "place"
    states = [[], ["1"], ["1"], ["1", "2"], ["1"]]
    for said in cuts(calls_of("copies", root, tmp_path / "record"), root, place, every=8):
        data, copy = DataFolder(place / "data"), place / "backups" / "one"
        assert values(data) in states[len(said) - 1 : len(said) + 1]
        assert is_whole(data)
        assert not copy.exists() or not list(damage(copy))
        assert copy.exists() or "backed up" not in said


# --- what is beside the dataset


def whole(root: Path, source: Path) -> None:
    data = DataFolder(root / "data")
    load_files([source], data, jobs=1)
    say(root, "loaded")
    publish(data, Profile.PUBLIC)
    say(root, "published")


def test_quarantine_and_publication_are_whole_or_made_anew(tmp_path: Path) -> None:
    root, place = tmp_path / "disk", tmp_path / "place"
    source = write(tmp_path / "in", randers=minutes(), none="Intet her.")
    fresh = load_files([source], DataFolder(tmp_path / "fresh"), jobs=1).after
    for turn, said in enumerate(cuts(calls_of("whole", root, tmp_path / "record", source), root, place, every=400)):
        data, key = DataFolder(place / "data"), place / "data" / "publication.key"
        assert {kept.name for kept in quarantine.held(data)} <= {"none.md"}
        assert not key.exists() or len(key.read_bytes()) >= 32
        assert (folder(data).version() > 0) or "published" not in said
        assert examine(folder(data)).faults == ()
        if turn % 8:
            continue  # what follows takes a second
        assert load_files([source], data, jobs=1).after.dataset == fresh.dataset
        assert [kept.name for kept in quarantine.held(data)] == ["none.md"]
        assert len(list((data.path / "quarantine").iterdir())) == 1
        publish(data, Profile.PUBLIC)
