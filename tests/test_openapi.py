"""What OpenAPI says of the service holds: schemathesis asks every route what its description allows, and what it does not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.settings import Settings
from klyngegraf.loading import load
from store import DataFolder
from tests.minutes import minutes, write
from tests.service import served

# Which parameters go together ("one of `graph` and `default`") OpenAPI cannot say.
TOGETHER = ("/graph", "/sparql")
EVERYTHING = ("--phases", "examples,coverage,fuzzing", "--max-examples", "4", "--generation-deterministic", "--continue-on-failure", "--no-color")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("openapi")
    write(folder / "documents", randers=minutes())
    load([folder / "documents"], DataFolder(folder / "data"))
    with served(Settings(data=folder / "data", workers=1)) as address:
        yield address


@pytest.mark.parametrize(
    "asked",
    [
        [f"--exclude-path={path}" for path in TOGETHER],
        ["--exclude-checks=positive_data_acceptance", *(f"--include-path={path}" for path in TOGETHER)],
    ],
    ids=["routes", "parameters-that-go-together"],
)
def test_the_service_answers_as_its_description_says(address: str, tmp_path: Path, asked: list[str]) -> None:
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json", *EVERYTHING, *asked]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
