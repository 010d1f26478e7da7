"""The wheel: the same bytes twice, every file that the code reads, and the whole product without a checkout."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.test_house import PACKAGES, ROOT, name, tracked

pytestmark = pytest.mark.slow
EDITOR = ROOT / "api/static/editor"
# Nothing of the developer's environment may help the installed program: no path to the checkout, no data folder, no settings.
BARE = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "KLYNGEGRAF_", "VIRTUAL_ENV", "COV_"))}
PIP = {**BARE, "PIP_CONSTRAINT": str(ROOT / "constraints.txt"), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def built(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, env={**PIP, "SOURCE_DATE_EPOCH": "1700000000"}, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in an environment that holds nothing but what the wheel asks for."""
    place = tmp_path_factory.mktemp("empty") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], env=BARE, check=True)
    install = [sys.executable, "-m", "pip", "--python", str(place / "bin/python"), "install", "--quiet", str(wheel)]
    subprocess.run(install, env=PIP, check=True, capture_output=True, text=True)
    return place / "bin/klyngegraf"


def test_the_same_tree_gives_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert built(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_wheel_holds_all_files_of_the_packages_and_no_other(wheel: Path) -> None:
    held = {entry for entry in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in entry}
    fetched = {name(path) for path in EDITOR.glob("*")}
    assert held == {name(path) for path in tracked() if path.relative_to(ROOT).parts[0] in PACKAGES} | fetched


def test_the_product_runs_from_the_wheel_alone(program: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        return subprocess.run([str(program), *arguments, "--data", "d"], cwd=tmp_path, env=BARE, check=True, capture_output=True, text=True).stdout

    run("load", str(ROOT / "examples"))
    assert "Allan Høg Poulsen" in run("query", "attendance", "--cluster", "Aarhusklyngen")
    run("validate", "--fail-on", "violation")
    with serving(program, tmp_path) as address:
        assert "Aarhusklyngen" in read(f"{address}/?lang=da")
        assert "true" in read(f"{address}/sparql?query={quote('ASK { ?a a <https://w3id.org/klyngegraf/ontology#Attendance> }')}")
        assert read(f"{address}/static/klyngegraf.css")
        assert ("yasgui.min.js" in read(f"{address}/sparql", "text/html")) == EDITOR.is_dir()


@contextmanager
def serving(program: Path, place: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(program), "serve", "--data", "d", "--port", str(port)]
    with subprocess.Popen(command, cwd=place, env=BARE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            await_health(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def await_health(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            read(address)
            return
        except urllib.error.URLError:
            assert process.poll() is None, "the service ended"
            time.sleep(0.1)
    pytest.fail("the service did not come up")


def read(address: str, media: str = "*/*") -> str:
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": media}), timeout=30) as answer:
        return answer.read().decode()
