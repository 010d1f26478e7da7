"""The write side: only with the token, only graphs that loading does not write, each change a version in service at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.app import create
from api.settings import Settings
from store import DataFolder
from tests.protocol.dataset import BASE, FIRST, write

TOKEN = "a-token-that-is-long-enough"
MAY = {"Authorization": f"Bearer {TOKEN}"}
TURTLE = {**MAY, "Content-Type": "text/turtle"}
UPDATE = {**MAY, "Content-Type": "application/sparql-update"}
NOTES = "https://example.org/notes"
AT = f"/graph?graph={quote(NOTES, safe='')}"
OURS = f"/graph?graph={quote(f'{BASE}graph/{FIRST}', safe='')}"


@pytest.fixture
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings.model_validate({"data": write(tmp_path / "data"), "workers": getattr(request, "param", 0), "write_token": TOKEN})
    with TestClient(create(settings), follow_redirects=False) as client:
        yield client


def content(client: TestClient, address: str = AT) -> str:
    answer = client.get(address, headers={"Accept": "application/n-triples"})
    return answer.text if answer.status_code == 200 else str(answer.status_code)


@pytest.mark.parametrize("client", [0, 2], ids=["plain", "forked"], indirect=True)
def test_a_graph_is_put_merged_and_deleted(client: TestClient) -> None:
    assert client.put(AT, headers=TURTLE, content="<#a> <#b> 'æ' .").status_code == 201
    assert content(client) == f'<{NOTES}#a> <{NOTES}#b> "æ" .\n'
    assert client.post(AT, headers=TURTLE, content="<#a> <#b> 'ø' .").status_code == 204
    assert content(client).count("\n") == 2
    assert client.put(AT, headers=TURTLE, content="<#a> <#b> 'å' .").status_code == 204
    assert content(client).count("\n") == 1
    assert client.delete(AT, headers=MAY).status_code == 204
    assert client.delete(AT, headers=MAY).status_code == 404
    assert content(client) == "404"


@pytest.mark.parametrize("client", [0, 2], ids=["plain", "forked"], indirect=True)
def test_an_update_is_in_service_with_its_answer(client: TestClient) -> None:
    before = client.get("/health").json()["version"]
    text = f"INSERT DATA {{ GRAPH <{NOTES}> {{ <urn:a> <urn:b> 'one', 'two' }} }}"
    assert client.post("/sparql", headers=UPDATE, content=text).status_code == 204
    assert content(client).count("\n") == 2
    assert client.get("/health").json()["version"] == before + 1
    form = {"update": f"DELETE WHERE {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }}"}
    assert client.post("/sparql", headers=MAY, data=form).status_code == 204
    assert content(client) in ("404", "")


@pytest.mark.parametrize(
    "given", [{}, {"Authorization": "Bearer another-token-that-is-long"}, {"Authorization": f"Basic {TOKEN}"}, {"Authorization": "Bearer æ".encode()}]
)
def test_without_the_token_nobody_writes(client: TestClient, given: dict[str, str | bytes]) -> None:
    turtle, update = {**given, "Content-Type": "text/turtle"}, {**given, "Content-Type": "application/sparql-update"}
    answers = [
        client.put(AT, headers=turtle, content="<#a> <#b> 1 ."),
        client.post(AT, headers=turtle, content="<#a> <#b> 1 ."),
        client.delete(AT, headers=given),
        client.post("/sparql", headers=update, content="CLEAR ALL"),
    ]
    assert [answer.status_code for answer in answers] == [401] * 4
    assert all(answer.headers["www-authenticate"].startswith("Bearer") and TOKEN not in answer.text for answer in answers)
    assert client.get("/health").json()["version"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "CLEAR ALL",
        f"DROP GRAPH <{BASE}graph/{FIRST}>",
        f"INSERT DATA {{ GRAPH <{BASE}graph/{FIRST}> {{ <urn:a> <urn:b> 1 }} }}",
        f"INSERT {{ GRAPH <{BASE}graph/new> {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "INSERT DATA { <urn:a> <urn:b> 1 }",
    ],
)
def test_what_loading_writes_is_not_written_so(client: TestClient, text: str) -> None:
    before = content(client, OURS)
    answer = client.post("/sparql", headers=UPDATE, content=text)
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (409, "conflict")
    assert content(client, OURS) == before
    assert client.get("/health").json()["version"] == 1


def test_graphs_of_documents_and_the_default_graph_are_not_put(client: TestClient) -> None:
    for address in (OURS, "/graph?default"):
        assert client.put(address, headers=TURTLE, content="<urn:a> <urn:b> 1 .").status_code == 409
        assert client.delete(address, headers=MAY).status_code == 409


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("LOAD <http://127.0.0.1:9/x>", 403),
        ("LOAD SILENT <http://127.0.0.1:9/x> INTO GRAPH <urn:g>", 403),
        (f"INSERT {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }} WHERE {{ SERVICE SILENT <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}", 403),
        ("INSERT DATA {", 400),
        ("SELECT * {}", 400),
    ],
)
def test_updates_fetch_nothing_and_must_be_updates(client: TestClient, text: str, status: int) -> None:
    assert client.post("/sparql", headers=UPDATE, content=text).status_code == status


def test_bodies_that_are_no_graph(client: TestClient) -> None:
    assert client.put(AT, headers=TURTLE, content="<#a> <#b>").status_code == 400
    assert client.put(AT, headers={**MAY, "Content-Type": "text/csv"}, content="a,b").status_code == 415
    remote = '{"@context": "http://127.0.0.1:9/context.jsonld", "name": "x"}'
    assert client.put(AT, headers={**MAY, "Content-Type": "application/ld+json"}, content=remote).status_code == 400


def test_while_documents_are_loaded_writing_has_to_wait(client: TestClient) -> None:
    data = client.app.state.site.settings.data  # type: ignore[attr-defined]
    with DataFolder(data).draft():
        answer = client.put(AT, headers=TURTLE, content="<#a> <#b> 1 .")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


def test_the_description_says_that_updates_are_taken(client: TestClient) -> None:
    assert "SPARQL11Update" in client.get("/sparql").text
    assert {"PUT", "DELETE"} <= set(client.options("/graph").headers["allow"].split(", "))


def test_a_short_token_is_refused() -> None:
    with pytest.raises(ValueError, match="20 characters"):
        Settings.model_validate({"write_token": "short"})
