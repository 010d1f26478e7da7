"""One bit, anywhere: `verify` finds it, or what it stood in is not needed by anybody."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from klyngegraf import stage
from klyngegraf.fingerprint import loader
from klyngegraf.kept import Kept
from klyngegraf.loading import load as load_files
from klyngegraf.outcome import Seconds, Taken
from klyngegraf.publication import key, publishing
from klyngegraf.publication.policy import Profile
from klyngegraf.publication.publishing import publish
from klyngegraf.soundness import beside, examine, in_use
from klyngegraf.sources import expand
from store import DataFolder, sums
from store.backup import backup, damage, restore
from store.errors import DataCorrupt, StoreError
from tests.minutes import minutes, three, write
from tests.test_cli import klyngegraf
from tests.test_dataset import load, seal, values

_FLIPS = 10
"""Bits of each file, at places drawn with a seed of its own."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Three versions of real documents, so that files are shared, rewritten and left over."""
    folder = tmp_path_factory.mktemp("verify")
    data = DataFolder(folder / "data")
    source = three(folder / "in")
    load_files([source / "randers.md"], data, jobs=1)
    load_files([source], data, jobs=1)
    write(source, randers=minutes("randers", 21))
    load_files([source], data, jobs=1)
    assert data.version() == 3 and examine(data).faults == ()
    return data


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def flipped(path: Path, seed: str) -> Iterator[tuple[int, int]]:
    """The file with one bit the other way, then another, …; as it was at the end. Links elsewhere see it too."""
    content, chance = path.read_bytes(), random.Random(seed)
    try:
        for _ in range(_FLIPS if content else 0):
            at, bit = chance.randrange(len(content)), chance.randrange(8)
            with path.open("r+b") as file:
                file.seek(at)
                file.write(bytes([content[at] ^ 1 << bit]))
            yield at, bit
            with path.open("r+b") as file:
                file.seek(at)
                file.write(content[at : at + 1])
    finally:
        path.write_bytes(content)


def test_a_bit_that_flips_anywhere_in_the_version_in_use_is_found(loaded: DataFolder) -> None:
    version = loaded.folder(loaded.version())
    files = [loaded.path / "current", version / sums.SUMS, *sorted(sums.described(version))]
    assert {path.suffix for path in files} >= {".sst", ".log", ".json", ".txt"} and any(path.name.startswith("MANIFEST-") for path in files)
    unseen = [(path.name, at, bit) for path in files for at, bit in flipped(path, path.name) if not in_use(loaded)[1]]
    assert not unseen
    assert examine(loaded).faults == ()


def test_what_is_not_held_by_checksums_is_not_needed(loaded: DataFolder, tmp_path: Path) -> None:
    """The engine's diary and lock."""
    data = DataFolder(shutil.copytree(loaded.path, tmp_path / "data"))
    version = data.folder(data.version())
    held = {*sums.described(version), version / sums.SUMS}
    left = [path for path in version.rglob("*") if path.is_file() and path not in held]
    assert {path.name for path in left} == {"LOG", "LOCK"}
    for path in left:
        path.unlink()
    assert examine(data).faults == () and data.open(memory=True)[1] == loaded.manifest()
    load(data, 1)
    assert data.version() == 4 and examine(data).faults == ()


@pytest.mark.parametrize("file", ["texts/*1.txt", "store/*.sst"])
def test_damage_to_a_file_that_versions_share_is_not_sealed_as_whole(data: DataFolder, file: str) -> None:
    """The next load has no need of the file, and may not read it."""
    load(data, 1)
    load(data, 2)
    path = sorted(data.folder(2).glob(file))[0]
    flips = flipped(path, file)
    next(flips)
    with suppress(StoreError):
        load(data, 3)
    assert any(path.name in fault for fault in in_use(data)[1])


def test_nothing_is_built_on_a_version_whose_checksums_are_not_its_own(data: DataFolder) -> None:
    load(data, 1)
    for _ in flipped(data.folder(1) / sums.SUMS, "sums"):
        with pytest.raises(DataCorrupt, match="see klyngegraf verify"):
            load(data, 2)
    load(data, 2)
    assert values(data) == ["1", "2"]


def test_what_was_written_wrongly_is_found_though_no_byte_has_changed(data: DataFolder) -> None:
    load(data, 1)
    manifest = data.folder(1) / "manifest.json"
    sha256 = data.manifest().graphs[0].sha256
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(sha256, sha256[::-1]), encoding="utf-8")
    seal(data)
    assert any("is not as it was written" in fault and "graph" in fault for fault in in_use(data)[1])


def test_a_version_that_was_written_without_checksums_is_read_and_gets_them_by_the_next_load(data: DataFolder) -> None:
    load(data, 1)
    (data.folder(1) / sums.SUMS).unlink()
    (data.path / "current").write_text("1\n", encoding="ascii")
    assert examine(data).faults == () and values(data) == ["1"]
    load(data, 2)
    assert data.current().sums and set(sums.described(data.folder(2))) and examine(data).faults == ()


def test_a_bit_that_flips_anywhere_in_a_backup_is_found(data: DataFolder, tmp_path: Path) -> None:
    load(data, 1)
    copy = tmp_path / "backup"
    backup(data, copy)
    files = [path for path in sorted(copy.rglob("*")) if path.is_file()]
    assert not [path for path in files if path.name in ("LOG", "LOCK")]
    assert not [(path.name, at, bit) for path in files for at, bit in flipped(path, path.name) if not list(damage(copy))]
    assert restore(copy, data).number == 2 and examine(data).faults == ()


def test_a_bit_that_flips_in_what_stands_beside_the_versions_is_found(data: DataFolder, tmp_path: Path) -> None:
    load_files([write(three(tmp_path / "in"), none="Intet her.")], data, jobs=1)
    publish(data, Profile.PUBLIC)
    assert not list(beside(data))
    published = publishing.folder(data).path
    folders = (published / "versions" / "1" / "texts", published / "versions" / "1" / "store", data.path / "quarantine")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in ("LOG", "LOCK")]
    files += [published / "current", data.path / key.NAME, data.path / publishing.CHOSEN]
    assert len(files) > 10 and any(path.name == "document.md" for path in files)
    assert not [(path.name, at, bit) for path in files for at, bit in flipped(path, path.name) if not list(beside(data))]
    for _ in flipped(data.path / key.NAME, "told"):
        told = klyngegraf("verify", "--data", data.path)
        assert told.returncode == 5 and f"damaged: {data.path / key.NAME} is not whole; put it back" in told.stderr and "is whole" in told.stdout
        break


def test_a_bit_that_flips_in_what_a_killed_load_had_read_makes_it_read_again(data: DataFolder, tmp_path: Path) -> None:
    folder = three(tmp_path / "in")
    expected = load_files([folder], data, jobs=1).after
    kept = Kept(data, loader())
    file = expand([folder / "aarhus.md"])[0]
    answer = stage.work(file.source)
    assert isinstance(answer, Taken) and answer.record.sha256 == expected.document(file.sha256[:16]).sha256  # type: ignore[union-attr]
    kept.keep(answer)
    (place,) = (data.path / "reading").iterdir()
    assert kept.find(file) == replace(answer, seconds=Seconds())
    assert not [(at, bit) for at, bit in flipped(place, "kept") if kept.find(file) is not None]
