"""Every case of cases.toml, over the application with its plain engine and with query processes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.app import create
from api.settings import Settings
from tests.protocol.dataset import BASE, FIRST, SECOND, write

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]
GRAPHS = {
    "$IRIA": f"{BASE}graph/{FIRST}",
    "$IRIB": f"{BASE}graph/{SECOND}",
    "$A": quote(f"{BASE}graph/{FIRST}"),
    "$B": quote(f"{BASE}graph/{SECOND}"),
}
KEYS = {"name", "ask", "headers", "body", "body_hex", "status", "type", "says", "hides", "sends", "lacks", "empty"}


def filled(text: str) -> str:
    """A case's text with its placeholders filled: repeats, graphs, then what is to be percent-encoded."""
    text = re.sub(r"\$REPEAT\((\d+),'(.)'\)", lambda found: found[2] * int(found[1]), text)
    text = text.replace("$MANY", "&a=b" * 1001)
    for name, value in GRAPHS.items():
        text = text.replace(name, value)
    while (start := text.find("$Q{")) >= 0:
        end = closing(text, start + 3)
        text = text[:start] + quote(text[start + 3 : end], safe="") + text[end + 1 :]
    return text


def closing(text: str, start: int) -> int:
    depth = 1
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise ValueError(f"no end of $Q in {text[:80]}")


@pytest.fixture(scope="module", params=[0, 2], ids=["plain", "forked"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = write(tmp_path_factory.mktemp("served"))
    with TestClient(create(Settings(data=data, workers=request.param)), follow_redirects=False) as client:
        yield client


def test_cases_are_well_formed() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))
    assert all(set(case) <= KEYS for case in CASES)
    assert len(CASES) > 100


def headers_of(client: TestClient, case: dict[str, Any], address: str) -> list[tuple[str, str]]:
    """A case's headers; a list as value stands for a header given several times, $ETAG and $DATE for those of a first answer."""
    given = case.get("headers", {})
    pairs = [(name, value) for name, values in given.items() for value in (values if isinstance(values, list) else [values])]
    if not any("$ETAG" in value or "$DATE" in value for _, value in pairs):
        return pairs
    kept = [(name, value) for name, value in pairs if name.lower().startswith("accept")]
    first = client.get(address, headers=kept).headers
    return [(name, value.replace("$ETAG", first.get("etag", "")).replace("$DATE", first.get("last-modified", ""))) for name, value in pairs]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(client: TestClient, case: dict[str, Any]) -> None:
    method, _, address = filled(case["ask"]).partition(" ")
    body = bytes.fromhex(case["body_hex"]) if "body_hex" in case else filled(case["body"]).encode() if "body" in case else None
    answer = client.request(method, address, headers=headers_of(client, case, address), content=body)
    assert answer.status_code == case["status"], answer.text[:500]
    if "type" in case:
        assert answer.headers["content-type"].split(";")[0] == case["type"]
    for name, value in case.get("sends", {}).items():
        assert value in answer.headers[name]
    assert not [name for name in case.get("lacks", ()) if name in answer.headers]
    text = answer.content.decode("utf-8")
    assert all(expected in text for expected in case.get("says", ())), text[:2000]
    assert not [unwanted for unwanted in case.get("hides", ()) if unwanted in text]
    assert not case.get("empty") or not text
    assert "Traceback" not in text
