"""What should never be: a query that makes the service call somebody, bytes that are no HTTP, questions made to hurt."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest

from api.settings import Settings
from tests.protocol.dataset import BASE, write
from tests.service import served
from tests.test_api import HOSTILE, listener

__all__ = ["listener"]
TOKEN = "a-token-that-is-long-enough"
UPDATES = [
    "LOAD <{0}>",
    "LOAD SILENT <{0}> INTO GRAPH <urn:g>",
    "INSERT {{ GRAPH <urn:g> {{ ?s ?p ?o }} }} WHERE {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "INSERT {{ GRAPH <urn:g> {{ ?s ?p ?o }} }} USING <{0}> WHERE {{ ?s ?p ?o }}",
]
# Each is answered at once or refused: none may hold a process, end it, or show a stack.
HURTING = [
    "SELECT * { " + "{} UNION " * 5000 + "{} }",
    "SELECT * { " + "?s ?p ?o . " * 3000 + "}",
    "ASK { FILTER(" + "1+" * 20000 + "1 > 0) }",
    "ASK { FILTER(" + "(" * 99 + "true" + ")" * 99 + ") }",
    "SELECT * { ?s " + "<urn:p>/" * 2000 + "<urn:p> ?o }",
    "SELECT * { ?s " + "!" * 90 + "<urn:p> ?o }",
    "ASK { FILTER(REGEX('" + "a" * 5000 + "', '(a+)+$')) }",
    "ASK { FILTER(REGEX('x', '(((((x{100}){100}){100}){100}){100})')) }",
    "ASK { FILTER(REGEX('x', '(')) }",
    "SELECT (REPLACE('" + "a" * 1000 + "', 'a', '" + "b" * 1000 + "') AS ?x) {}",
    "ASK { ?s ?p '" + "\\u0041" * 5000 + "' }",
    "ASK { ?s ?p '\\uD800' }",
    "PREFIX a: <> " * 3000 + "ASK {}",
    "ASK { VALUES ?x { " + "1 " * 50000 + "} }",
    "SELECT " + " ".join(f"?v{number}" for number in range(5000)) + " {}",
    "ASK { ?s ?p '''" + "'" * 2 + "a" * 10,
    "\x00\x01\x02",
    "ASK {} " + "\u202e" * 100,
    "DESCRIBE " + "<urn:x> " * 10000,
]


@pytest.fixture(scope="module", params=["memory", "disk"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = write(tmp_path_factory.mktemp("hostile") / "data")
    options = {"data": data, "workers": 2, "store": request.param, "write_token": TOKEN, "query_seconds": 5, "memory_mb": 512}
    with served(Settings.model_validate(options)) as address:
        yield address


def post(address: str, text: str, kind: str = "query") -> httpx2.Response:
    headers = {"Content-Type": f"application/sparql-{kind}", "Authorization": f"Bearer {TOKEN}"}
    return httpx2.post(f"{address}/sparql", content=text.encode(), headers=headers, timeout=60)


def test_nothing_is_fetched_from_memory_or_disk(address: str, listener: tuple[str, list[object]]) -> None:
    there, calls = listener
    for text in HOSTILE:
        query = text.format(there)
        for dataset in ("", f"&default-graph-uri={quote(there)}", f"&named-graph-uri={quote(there)}"):
            assert httpx2.get(f"{address}/sparql?query={quote(query)}{dataset}").status_code in (200, 400, 403)
    for text in UPDATES:
        assert post(address, text.format(there), "update").status_code in (204, 400, 403)
    assert httpx2.get(f"{address}/graph", params={"graph": there}).status_code == 404
    body = f'{{"@context": "{there}", "name": "x"}}'
    headers = {"Content-Type": "application/ld+json", "Authorization": f"Bearer {TOKEN}"}
    assert httpx2.put(f"{address}/graph", params={"graph": "urn:g"}, content=body, headers=headers).status_code == 400
    assert not calls


@pytest.mark.parametrize("query", HURTING, ids=lambda query: ascii(query[:24]))
def test_a_question_made_to_hurt_is_answered_or_refused(address: str, query: str) -> None:
    answer = post(address, query)
    assert answer.status_code in (200, 400, 504, 507), answer.text[:500]
    assert "Traceback" not in answer.text and str(Path(__file__).parent) not in answer.text
    assert post(address, f"ASK {{}} # {len(query)}").json()["boolean"] is True


BYTES = [
    b"GET /sparql?query=ASK%20{} HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
    b"GET /sparql HTTP/9.9\r\nHost: x\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 30\r\n\r\nabc",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/sparql-query\r\n\r\nzz\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /doc/%00%0d%0aSet-Cookie:a=b HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /static/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /static/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    b'GET /sparql HTTP/1.1\r\nHost: x"><script>\r\n\r\n',
]


@pytest.mark.parametrize("sent", BYTES, ids=lambda sent: ascii(sent[:30]))
def test_bytes_that_are_no_decent_request(address: str, sent: bytes) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        got = b""
        try:
            while part := connection.recv(65536):
                got += part
        except ConnectionResetError:
            pass
    assert got == b"" or got[9:10] in b"45" or b" 200 " in got[:15], got[:200]
    assert b"Traceback" not in got and b"root:" not in got and b"\r\nset-cookie" not in got.lower() and b"<script>" not in got
    assert httpx2.get(f"{address}/doc/word", headers={"Accept": "application/n-triples"}).text.startswith(f"<{BASE}")
