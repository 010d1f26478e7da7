"""Disks that are full or read-only, files that are damaged or gone, two at once: the last good state stays, or comes back; nothing is half there."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from klyngegraf.soundness import examine
from store import DataFolder
from store.backup import SUMS, backup, damage, restore
from store.errors import DataCorrupt, StoreError, WriteFailed
from store.switch import clean
from tests.minutes import three
from tests.test_cli import klyngegraf
from tests.test_dataset import load, values

ROOT = Path(__file__).resolve().parent.parent
_WRITES = ("fsync", "link", "rename", "replace", "mkdir", "ftruncate", "pwrite")


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


class FullDisk:
    """The system's calls that write, of which the one numbered `at` and all after it fail."""

    def __init__(self, at: int) -> None:
        self.left = at

    def over(self, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            self.left -= 1
            if self.left < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return call(*arguments, **options)

        return counted


def test_a_disk_that_is_full_from_any_write_on_leaves_the_old_state_or_the_new_one_whole(tmp_path: Path) -> None:
    outcomes = []
    for at in itertools.count():
        data, full = DataFolder(tmp_path / str(at)), FullDisk(at)
        load(data, 1)
        with pytest.MonkeyPatch.context() as patch:
            for name in _WRITES:
                patch.setattr(os, name, full.over(getattr(os, name)))
            try:
                load(data, 1, 2, value="ny ")
            except WriteFailed as failed:
                assert "No space left" in str(failed)
        outcomes.append(values(data))
        assert outcomes[-1] in (["1"], ["ny 1", "ny 2"])
        assert examine(data).faults == ()
        load(data, 3)
        assert values(data) == sorted([*outcomes[-1], "3"])
        if full.left >= 0:
            break
    assert len(outcomes) > 10 and outcomes[0] == ["1"] and outcomes[-1] == ["ny 1", "ny 2"]


_SMALL = """
import resource, signal, sys
from pathlib import Path
from typing import Any
sys.path[:0] = [{root!r}]
from store.errors import StoreError
from store import DataFolder
from tests import test_dataset

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    with DataFolder(Path(sys.argv[1])).draft() as draft:
        for number in range(2, 400):
            draft.put(test_dataset.record(number), test_dataset.triples(f"{{number}}" * 200), f"tekst {{number}}")
        draft.commit()
except StoreError as error:
    sys.exit(f"refused: {{error}}")
"""


@pytest.mark.parametrize("size", [0, 100, 4_000, 30_000, 200_000])
def test_a_file_of_the_engine_that_cannot_grow_leaves_the_old_state(data: DataFolder, size: int) -> None:
    """The system lets no file grow above `size`: the engine's own writes fail, at another place each time."""
    load(data, 1)
    script = [sys.executable, "-c", _SMALL.format(root=str(ROOT)), str(data.path), str(size)]
    done = subprocess.run(script, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1 and done.stderr.startswith("refused: "), done.stderr
    assert values(data) == ["1"] and examine(data).faults == ()
    load(data, 2)
    assert values(data) == ["1", "2"]


def test_a_folder_that_may_not_be_written_is_named_in_one_line(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    load(data, 1)
    opened = os.open

    def refused(path: str, flags: int, *more: object, **options: object) -> int:
        if flags & os.O_RDWR:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return opened(path, flags, *more, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(WriteFailed, match="Read-only file system"):
        load(data, 2)
    assert values(data) == ["1"]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _changed(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(len(content) // 4, len(content) * 3 // 4):
        content[at] ^= 0xFF
    path.write_bytes(bytes(content))


DAMAGES: dict[str, Callable[[Path], None]] = {"cut": _cut, "changed": _changed, "gone": Path.unlink}
FILES = ("current", "manifest.json", "store/CURRENT", "store/MANIFEST-*", "store/*.sst", "texts/*.txt")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of a dataset, and a backup of it."""
    folder = tmp_path_factory.mktemp("faults")
    source = three(folder / "in")
    for names in ("randers.md", "*.md"):
        done = klyngegraf("load", source / names, "--data", folder / "data")
        assert done.returncode == 0, done.stderr
    done = klyngegraf("backup", folder / "backup", "--data", folder / "data")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize(("file", "how"), [(file, how) for file in FILES for how in DAMAGES if (file, how) != ("current", "cut")])
def test_damage_is_found_told_in_a_line_and_mended_from_a_backup(loaded: Path, tmp_path: Path, file: str, how: str) -> None:
    data = DataFolder(shutil.copytree(loaded / "data", tmp_path / "data"))
    before = data.manifest()
    for path in [data.path / file] if file == "current" else data.folder(before.number).glob(file):
        DAMAGES[how](path)
    found = examine(data)
    assert found.faults and all("\n" not in fault for fault in found.faults)
    assert found.sound, "the version before it is whole, and named"
    for use in (lambda: data.open()[0].graphs(), lambda: load(data, 7)):
        try:
            use()
        except StoreError as error:
            assert str(data.path) in str(error)
    after = restore(loaded / "backup", data)
    assert examine(data).faults == () and after.number > before.number
    assert (after.dataset, after.documents, after.graphs) == (before.dataset, before.documents, before.graphs)
    assert data.text(before.documents[0].id)


def test_what_names_the_version_in_use_is_lost_and_no_version_with_it(data: DataFolder) -> None:
    load(data, 1)
    load(data, 2)
    (data.path / "current").unlink()
    with pytest.raises(DataCorrupt, match="current is missing"):
        load(data, 3)
    restore(data.folder(2), data)
    assert values(data) == ["1", "2"] and data.version() == 3


def test_a_backup_comes_back_as_the_next_version(loaded: Path, tmp_path: Path) -> None:
    wanted = DataFolder(loaded / "data").manifest()
    empty = DataFolder(tmp_path / "empty")
    restored = restore(loaded / "backup", empty)
    assert (restored.number, restored.dataset, restored.documents) == (1, wanted.dataset, wanted.documents)
    assert examine(empty).faults == ()
    done = klyngegraf("load", loaded / "in", "--data", empty.path)
    assert "3 unchanged" in done.stdout
    again = klyngegraf("restore", loaded / "backup", "--data", empty.path)
    assert f"at version 2 ({wanted.dataset})" in again.stdout


@pytest.mark.parametrize("how", [*DAMAGES, "added"])
@pytest.mark.parametrize("file", ["version/manifest.json", "version/texts/*.txt", "version/store/*.sst", SUMS])
def test_a_damaged_backup_is_not_restored(loaded: Path, tmp_path: Path, file: str, how: str) -> None:
    copy, data = Path(shutil.copytree(loaded / "backup", tmp_path / "copy")), DataFolder(tmp_path / "data")
    load(data, 1)
    assert not list(damage(copy))
    path = sorted(copy.glob(file))[0]
    if how == "added":
        path = path.with_name("more")
        path.write_text("x", encoding="utf-8")
    else:
        DAMAGES[how](path)
    assert list(damage(copy))
    with pytest.raises(DataCorrupt, match="nothing was restored"):
        restore(copy, data)
    assert values(data) == ["1"]


def test_a_backup_is_whole_or_not_there(data: DataFolder, tmp_path: Path) -> None:
    load(data, 1)
    target = tmp_path / "backups" / "one"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", FullDisk(0).over(os.fsync))
        with pytest.raises(WriteFailed, match="No space left"):
            backup(data, target)
    assert not target.exists() and not list(target.parent.glob("*"))
    backup(data, target)
    with pytest.raises(WriteFailed, match="there already"):
        backup(data, target)
    for path in data.folder(1).glob("store/*.sst"):
        _cut(path)
    with pytest.raises(DataCorrupt, match="not backed up"):
        backup(data, tmp_path / "backups" / "two")


def test_a_backup_is_of_one_version_though_loads_go_on(data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(data, 1)
    copied = shutil.copytree

    def late(source: Path, target: Path, **options: Any) -> object:
        monkeypatch.setattr(shutil, "copytree", copied)
        for number in (2, 3, 4):
            load(data, number)
        assert not source.exists()
        return copied(source, target, **options)

    monkeypatch.setattr(shutil, "copytree", late)
    assert backup(data, tmp_path / "backup").number == 4
    assert not list(damage(tmp_path / "backup"))


_KILLED = """
import os, signal, sys
from pathlib import Path
from typing import Any
from store import DataFolder
from store.backup import restore

restore(Path(sys.argv[1]), DataFolder(Path(sys.argv[2])), lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == sys.argv[3] else None)
"""


@pytest.mark.parametrize("step", ["copied", "flushed", "described", "renamed", "switched", "cleaned"])
def test_a_restore_that_is_killed_leaves_the_old_state_or_the_restored_one(data: DataFolder, tmp_path: Path, step: str) -> None:
    load(data, 1)
    backup(data, tmp_path / "backup")
    load(data, 2)
    script = [sys.executable, "-c", _KILLED, str(tmp_path / "backup"), str(data.path), step]
    assert subprocess.run(script, cwd=ROOT, check=False, timeout=60).returncode == -signal.SIGKILL
    assert values(data) == (["1"] if step in ("switched", "cleaned") else ["1", "2"])
    assert examine(data).faults == ()
    restore(tmp_path / "backup", data)
    assert values(data) == ["1"]
    assert not [place for place in (data.path / "versions").iterdir() if not place.name.isdecimal()]


def test_a_second_loader_is_told_who_writes(data: DataFolder, tmp_path: Path) -> None:
    with data.draft():
        done = klyngegraf("load", three(tmp_path / "in"), "--data", data.path)
    assert done.returncode == 5 and str(os.getpid()) in done.stderr and len(done.stderr.splitlines()) == 1


def test_verify_says_that_all_is_well_or_what_is_not(loaded: Path, tmp_path: Path) -> None:
    well = klyngegraf("verify", "--data", loaded / "data")
    assert (well.returncode, well.stderr) == (0, "") and "version 2 is whole" in well.stdout
    assert klyngegraf("verify", loaded / "backup").stdout.strip().endswith("is whole")
    assert klyngegraf("verify", "--data", tmp_path / "none").returncode == 3
    data = Path(shutil.copytree(loaded / "data", tmp_path / "data"))
    backup_ill = Path(shutil.copytree(loaded / "backup", tmp_path / "backup"))
    (backup_ill / "version" / "manifest.json").write_text("{", encoding="utf-8")
    told = klyngegraf("verify", backup_ill)
    assert told.returncode == 5 and "damaged: " in told.stderr and "Traceback" not in told.stderr
    (data / "versions" / "2" / "manifest.json").write_text("{", encoding="utf-8")
    ill = klyngegraf("verify", "--data", data)
    assert ill.returncode == 5 and "manifest.json" in ill.stderr
    command = ill.stderr.splitlines()[-1].partition("klyngegraf ")[2].split()
    assert klyngegraf(*command).returncode == 0
    assert "version 3 is whole" in klyngegraf("verify", "--data", data).stdout


def test_cleaning_keeps_the_version_in_use_and_two_before_it(data: DataFolder) -> None:
    for number in range(1, 5):
        load(data, number)
    clean(data.path, 4)
    assert sorted(place.name for place in (data.path / "versions").iterdir()) == ["2", "3", "4"]
