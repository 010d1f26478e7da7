"""Clocks that are wrong, and are put right: versions stay in order, nothing new looks old to who asks for what is newer, and no limit of time is met early or never."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest

from api.conditions import Outcome, decide
from api.settings import Settings
from klyngegraf.loading import load as load_files
from klyngegraf.outcome import State
from store import DataFolder, draft, manifest
from store import backup as backups
from store.backup import backup, restore
from tests.minutes import three
from tests.service import served
from tests.test_dataset import load, values
from tests.test_house import PACKAGES, ROOT, name, tracked

AN_HOUR_BACK = ("2026-03-29T03:00:05Z", "2026-03-29T02:00:05Z", "2026-03-29T02:00:06Z", "2026-03-29T02:00:06Z")
NO_CLOCK_AT_START = ("2026-03-29T03:00:00Z", "1970-01-01T00:00:09Z", "2026-03-29T04:00:00Z")
AHEAD_AND_BACK = ("2026-03-29T03:00:00Z", "2035-01-01T00:00:00Z", "2026-03-29T03:10:00Z", "2026-03-29T03:09:00Z")


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def loads_at(times: tuple[str, ...], data: DataFolder, patch: pytest.MonkeyPatch) -> list[str]:
    """A version at each time that the clock shows; gives when each says that it came to be."""
    told = []
    for number, time in enumerate(times, 1):
        patch.setattr(manifest, "now", lambda time=time: time)
        load(data, number)
        told.append(data.manifest().loaded_at)
    return told


@pytest.mark.parametrize("times", [AN_HOUR_BACK, NO_CLOCK_AT_START[:1] + AN_HOUR_BACK])
def test_a_version_is_later_than_the_one_before_though_the_clock_is_put_back(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, times: tuple[str, ...]
) -> None:
    told = loads_at(times, data, monkeypatch)
    assert all(before < after for before, after in pairwise(told))
    assert [one.number for one in data.changes()] == list(range(len(times), 0, -1))
    assert [one.at for one in data.changes()] == told[::-1]
    assert values(data) == [str(number) for number in range(1, len(times) + 1)]


@pytest.mark.parametrize("times", [NO_CLOCK_AT_START, AHEAD_AND_BACK])
def test_a_clock_that_was_years_off_does_not_stay_so(data: DataFolder, monkeypatch: pytest.MonkeyPatch, times: tuple[str, ...]) -> None:
    told = loads_at(times, data, monkeypatch)
    assert told[-1][:13] == times[-1][:13]
    assert data.version() == len(times) and [one.number for one in data.changes()] == list(range(len(times), 0, -1))
    assert len(values(data)) == len(times)


def test_a_restored_version_is_later_than_the_one_it_takes_the_place_of(data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads_at(AN_HOUR_BACK[:1], data, monkeypatch)
    backup(data, tmp_path / "backup")
    told = [*loads_at(AN_HOUR_BACK[:2], data, monkeypatch)[1:], restore(tmp_path / "backup", data).loaded_at]
    assert told[0] < told[1] and values(data) == ["1"]


def test_what_was_fetched_while_the_clock_was_ahead_is_fetched_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, data = three(tmp_path / "in"), tmp_path / "data"
    (rest := tmp_path / "later").mkdir()
    shutil.move(source / "randers.md", rest)
    with monkeypatch.context() as patch:
        patch.setattr(manifest, "now", lambda: "2095-01-01T00:00:00Z")
        load_files([source], DataFolder(data), jobs=1)
    settings = Settings(data=data, workers=1)
    with served(settings) as address:
        first = httpx2.get(f"{address}/queries/meetings?format=csv")
    load_files([rest], DataFolder(data), jobs=1)
    with served(settings) as address:
        asked = httpx2.get(f"{address}/queries/meetings?format=csv", headers={"If-Modified-Since": first.headers["last-modified"]})
        again = httpx2.get(f"{address}/queries/meetings?format=csv", headers={"If-Modified-Since": asked.headers["last-modified"]})
    assert "2095" in first.headers["last-modified"]
    assert asked.status_code == 200 and asked.text != first.text
    assert again.status_code == 304


def test_a_date_that_lies_ahead_decides_nothing() -> None:
    modified, ahead = "Sat, 01 Feb 2025 00:00:00 GMT", "Sat, 01 Jan 2095 00:00:00 GMT"
    assert decide("GET", {"if-modified-since": ahead}.get, "", modified) is Outcome.GO_ON
    assert decide("GET", {"if-unmodified-since": ahead}.get, "", modified) is Outcome.GO_ON
    assert decide("GET", {"if-modified-since": modified}.get, "", modified) is Outcome.PERHAPS


def test_the_time_of_day_is_asked_in_few_places_and_never_for_a_limit() -> None:
    """Limits and durations go by `time.monotonic`, which nobody puts back."""
    asks = re.compile(r"\btime\.time(?:_ns)?\(|\.(?:now|utcnow|today)\(")
    sources = [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES]
    assert {name(path) for path in sources if asks.search(path.read_text(encoding="utf-8"))} == {"store/manifest.py", "api/conditions.py"}
    assert draft.now_after is backups.now_after is manifest.now_after


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed")
def test_real_loads_at_odd_times(tmp_path: Path) -> None:
    source, data = three(tmp_path / "in"), tmp_path / "data"
    for file, time in (("aarhus.md", "2035-01-01 00:00:00"), ("horsens.md", "1990-01-01 00:00:00"), ("randers.md", "2026-01-01 00:00:00")):
        command = ["faketime", "-m", time, sys.executable, "-m", "klyngegraf", "load", str(source / file), "--data", str(data)]
        done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        assert DataFolder(data).manifest().loaded_at[:4] == time[:4]
    report = load_files([source], DataFolder(data), jobs=1)
    assert report.count(State.UNCHANGED) == 3 and report.after.number == 3
    assert report.after.dataset == load_files([source], DataFolder(tmp_path / "fresh"), jobs=1).after.dataset
