"""A data folder with the minutes of three clusters and a plan, and a client of the service over it: shared by the tests of portals and linked data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create
from api.settings import Settings
from klyngegraf.loading import load
from store import DataFolder
from tests.minutes import three

PLAN = Path(__file__).parents[2] / "tests/documents/first/handleplan-horsensklyngen-2023-10.txt"


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("portal")
    load([three(folder / "in"), PLAN], DataFolder(folder / "data"), jobs=1)
    return folder / "data"


@pytest.fixture(scope="session")
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(create(Settings(data=data, workers=2, dumps=False, base_url="https://data.example.dk")), follow_redirects=False) as client:
        yield client
