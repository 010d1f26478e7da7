"""A service over the examples, and a Chromium that notes every request and every complaint."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from api.settings import Settings
from klyngegraf.loading import load
from store import DataFolder
from tests.service import served

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


@dataclass
class Visit:
    """A page of the service in a browser. `requests` are the addresses that it asked for, `complaints` what its console said."""

    address: str
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def stayed_home(self) -> bool:
        own = (self.address, "data:", "blob:")
        return all(request.startswith(own) for request in self.requests)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples") / "data"
    load([str(ROOT / "examples")], DataFolder(folder))
    return folder


@pytest.fixture(scope="module")
def address(examples: Path) -> Iterator[str]:
    """A real server on loopback."""
    with served(Settings.model_validate({"data": examples, "workers": 1})) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of a module's life, not the session's: while it lives an event loop runs, in which other tests could not start theirs."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: `make test` as root installs Debian's")
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=[*sandbox, "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture
def visiting(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Opens a browser of one's own, with the options of a context (locale, color_scheme, viewport …)."""
    contexts = []

    def open_(**options: object) -> Visit:
        context = browser.new_context(**{"locale": "da-DK", **options})  # type: ignore[arg-type]
        contexts.append(context)
        visit = Visit(address, context.new_page())
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("console", lambda message: visit.complaints.extend(_complaint(message)))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        return visit

    yield open_
    for context in contexts:
        context.close()


def _complaint(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type in ("error", "warning") else []
