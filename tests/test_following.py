"""Every command that changes the dataset leaves what is published as publishing afresh would make it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from klyngegraf import exits
from klyngegraf.acknowledging import rows
from klyngegraf.identities import lines
from klyngegraf.loading import load
from klyngegraf.publication import Profile, publish
from store import DataFolder
from tests.minutes import minutes, write
from tests.test_cli import klyngegraf
from tests.test_publication import afresh, told


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """Minutes that contradict each other, published."""
    folder = DataFolder(tmp_path / "data")
    texts = [minutes(day=day) for day in (12, 19, 26)]
    load(
        [write(tmp_path / "in", one=texts[0], two=texts[1], three=texts[2], four=texts[2].replace("Der var afbud fra Bo Lund.", ""))], folder, jobs=1
    )
    publish(folder, Profile.PUBLIC)
    return folder


def finding(data: DataFolder) -> str:
    return rows(data.open()[0])[0][0]


def entry(data: DataFolder) -> str:
    return next(one.entry for one in lines(data.open()[0]) if one.entry)


Command = Callable[[DataFolder], list[str]]
CHANGES: dict[str, list[Command]] = {
    "findings": [lambda data: ["findings", "acknowledge", finding(data), "--reason", "set"], lambda data: ["findings", "reopen", finding(data)]],
    "identities": [
        lambda data: ["identities", "different", "Ane Holm", "Bo Lund", "--reason", "to"],
        lambda data: ["identities", "undo", entry(data), "--reason", "nej"],
        lambda data: ["identities", "same", "Karen Krog", "Bo Lund", "--reason", "samme"],
    ],
    "load": [lambda data: ["load", str(write(data.path.parent / "more", five=minutes("horsens", 13, "Eva Dahl")))]],
    "restore": [
        lambda data: ["backup", str(data.path.parent / "backup")],
        lambda data: ["withdraw", "one.md", "--person", "Bo Lund", "--reason", "x"],
        lambda data: ["withdraw", "--undo", "--person", "Bo Lund"],
        lambda data: ["restore", str(data.path.parent / "backup")],
    ],
}


@pytest.mark.parametrize("commands", CHANGES.values(), ids=CHANGES)
def test_what_is_published_follows(data: DataFolder, tmp_path: Path, commands: list[Command]) -> None:
    published = DataFolder(data.path / "published")
    for command in commands:
        before = data.version()
        done = klyngegraf(*command(data), data=data.path)
        assert done.returncode == exits.Exit.OK, done.stderr
        assert told(published) == told(afresh(data, tmp_path))
        if data.version() != before:
            assert f"{published.path} is at version {published.version()}" in done.stdout
    assert published.version() > 1


def test_a_change_of_which_a_part_fails_is_followed_too(data: DataFolder, tmp_path: Path) -> None:
    done = klyngegraf("withdraw", "one.md", "--person", "Ingen Her", "--reason", "x", data=data.path)
    assert done.returncode == exits.Exit.NOT_FOUND
    published = DataFolder(data.path / "published")
    assert "one.md" not in {record.file_name for record in (*data.manifest().documents, *published.manifest().documents)}
    assert told(published) == told(afresh(data, tmp_path))
