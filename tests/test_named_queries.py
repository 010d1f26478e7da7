"""Named queries over HTTP, beyond single rows: pages, descriptions beside CSV, and lists as on a day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from starlette.testclient import TestClient

import queries
from api.app import create
from api.settings import Settings
from api.tokens import volatile
from store import DataFolder
from tests.protocol.dataset import BASE, FIRST, KG, LABEL, TYPE, record

ORG = "http://www.w3.org/ns/org#"
XSD = "http://www.w3.org/2001/XMLSchema#"
BODIES = {"klynge-a": ("2023-01-15", "2024-04", "2025-06-01"), "klynge-b": ("2024-02-02",)}


def membership(body: str, day: str, place: int) -> Iterator[Triple]:
    kind = "gYearMonth" if len(day) == 7 else "date"
    person, fact = NamedNode(f"{BASE}person/{body}-{day}"), NamedNode(f"{BASE}list/{body}/{day}")
    yield Triple(fact, TYPE, NamedNode(f"{KG}ObservedMembership"))
    yield Triple(fact, NamedNode(f"{ORG}organization"), NamedNode(f"{BASE}organization/{body}"))
    yield Triple(fact, NamedNode(f"{KG}asOf"), Literal(day, datatype=NamedNode(XSD + kind)))
    yield Triple(fact, NamedNode(f"{KG}person"), person)
    yield Triple(fact, NamedNode("https://schema.org/position"), Literal(place))
    yield Triple(person, LABEL, Literal(f"Person {body} {day}", language="da"))
    yield Triple(NamedNode(f"{BASE}organization/{body}"), LABEL, Literal(body, language="da"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("named") / "data"
    triples = [triple for body, days in BODIES.items() for place, day in enumerate(days) for triple in membership(body, day, place)]
    with DataFolder(data).draft() as draft:
        draft.put(record(FIRST, "Liste"), triples, "")
        draft.commit()
    with TestClient(create(Settings(data=data, workers=0))) as client:
        yield client


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        ("2022-12-31", set()),
        ("2023-01-15", {"2023-01-15"}),
        ("2024-03-31", {"2023-01-15", "2024-02-02"}),
        ("2024-04-30", {"2024-04", "2024-02-02"}),
        ("2030-01-01", {"2025-06-01", "2024-02-02"}),
    ],
)
def test_members_as_on_a_day_are_those_of_each_bodys_newest_list(client: TestClient, day: str, seen: set[str]) -> None:
    rows = client.get("/queries/memberships", params={"as_of": day}).json()["rows"]
    assert {row["as_of"] for row in rows} == seen
    assert len(rows) == len(seen)


def test_without_a_day_all_lists_are_answered(client: TestClient) -> None:
    assert len(client.get("/queries/memberships").json()["rows"]) == 4
    assert client.get("/queries/memberships?as_of=2024-13-01").status_code == 400


def test_pages_lead_from_first_to_last_and_back(client: TestClient) -> None:
    first = client.get("/queries/memberships?limit=3")
    assert "prev" not in first.links
    last = client.get(first.links["last"]["url"])
    assert "next" not in last.links and len(last.json()["rows"]) == 1
    assert client.get(last.links["prev"]["url"]).json() == first.json()
    assert client.get(first.links["next"]["url"]).json() == last.json()
    beyond = client.get("/queries/memberships?limit=3&offset=300")
    assert beyond.json()["rows"] == [] and client.get(beyond.links["prev"]["url"]).json() == last.json()


def test_a_csv_leads_to_the_description_of_just_that_csv(client: TestClient) -> None:
    answer = client.get("/queries/memberships", params={"as_of": "2024-04-30", "format": "csv"})
    described = client.get(answer.links["describedby"]["url"])
    assert described.headers["content-type"] == "application/csvm+json"
    assert client.get(described.json()["url"]).content == answer.content
    assert [column["name"] for column in described.json()["tableSchema"]["columns"]] == answer.text.splitlines()[0].split(",")


def test_head_and_conditions_hold_for_tables_too(client: TestClient) -> None:
    answer = client.get("/queries/memberships")
    assert client.head("/queries/memberships").headers["content-length"] == answer.headers["content-length"]
    assert client.get("/queries/memberships", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert client.get("/queries/memberships", headers={"If-Match": '"other"'}).status_code == 412


@pytest.mark.parametrize("name", ["membership", "memberhsips", "members"])
def test_a_name_that_is_nearly_one_is_told(client: TestClient, name: str) -> None:
    answer = client.get(f"/queries/{name}")
    assert answer.status_code == 404
    assert "memberships" in answer.json()["near"]


def test_no_named_query_answers_differently_each_time() -> None:
    """Their answers are kept."""
    assert not [query.name for query in queries.load().values() if volatile(query.text)]
