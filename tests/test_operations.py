"""Running the service: settings, metrics, logs, rates, proxies, where the dataset is served from, and what docs/operations.md says of it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api import logs
from api.app import create
from api.cache import Cache, Kept
from api.metrics import Metrics
from api.rates import Rates
from api.settings import FOR_SNAPSHOT, Settings
from api.snapshot import on_disk
from store import DataFolder
from tests.protocol.dataset import write

ROOT = Path(__file__).resolve().parent.parent
ASK = f"/sparql?query={quote('ASK {}')}"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("operations") / "data")


def client_of(data: Path, **options: object) -> TestClient:
    return TestClient(create(Settings.model_validate({"data": data, "workers": 0, **options})), follow_redirects=False)


def metric(client: TestClient, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


# --- settings


def test_the_documentation_lists_every_setting() -> None:
    text = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| `(\w+)` \|(.*)\|$", text, re.MULTILINE)
    rows = dict(said)
    assert set(rows) == set(Settings.model_fields) and len(rows) == len(said)
    for name, field in Settings.model_fields.items():
        assert field.description and field.description in rows[name], name


def test_environment_goes_before_file_and_file_before_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "klyngegraf.toml"
    file.write_text('queue = 3\nrate = 60\nbase_url = "https://data.example.dk/"\n', encoding="utf-8")
    monkeypatch.setenv("KLYNGEGRAF_SETTINGS", str(file))
    monkeypatch.setenv("KLYNGEGRAF_RATE", "90")
    settings = Settings(queue_seconds=1)
    assert (settings.queue, settings.rate, settings.base_url, settings.queue_seconds) == (3, 90, "https://data.example.dk", 1)


def test_a_setting_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "klyngegraf.toml"
    file.write_text("wrokers = 3\n", encoding="utf-8")
    monkeypatch.setenv("KLYNGEGRAF_SETTINGS", str(file))
    with pytest.raises(ValueError, match="wrokers"):
        Settings()


def test_no_secret_stands_in_arguments_or_prints() -> None:
    settings = Settings.model_validate({"write_token": "a-token-that-is-long-enough"})
    assert "long-enough" not in repr(settings)
    assert "write_token" not in FOR_SNAPSHOT


# --- metrics and logs


def test_metrics_count_requests_and_the_cache(data: Path) -> None:
    with client_of(data) as client:
        for _ in range(3):
            client.get(ASK)
        client.get("/sparql?query=ASK")
        client.get("/wp-login.php")
        assert metric(client, 'klyngegraf_requests_total{route="sparql",status="200"}') == 3
        assert metric(client, 'klyngegraf_requests_total{route="sparql",status="400"}') == 1
        assert metric(client, 'klyngegraf_requests_total{route="other",status="404"}') == 1
        assert metric(client, 'klyngegraf_cache_total{found="yes"}') == 2
        assert metric(client, "klyngegraf_dataset_version") == 1
        assert client.get("/metrics").headers["content-type"].startswith("text/plain")
        assert "wp-login" not in client.get("/metrics").text


def test_a_logged_request_has_the_id_of_its_answer(data: Path) -> None:
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(logs.JsonLines().format(record))  # type: ignore[method-assign]
    log = logging.getLogger("klyngegraf.access")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        with client_of(data, log_queries=True) as client:
            client.get(ASK)
            refused = client.get("/sparql", params={"query": "ASK {} } # \n\u001b[31m"})
            unread = client.get("/nothing")
    finally:
        log.removeHandler(handler)
    said = [json.loads(line) for line in lines]
    assert [entry["query_id"] for entry in said] == [refused.headers["x-query-id"], unread.headers["x-query-id"]]
    assert said[0]["status"] == 400 and "\u001b[31m" in said[0]["query"]
    assert all("\n" not in line and "\u001b" not in line for line in lines)


def test_text_lines_hold_no_control_characters() -> None:
    record = logging.LogRecord("klyngegraf", logging.INFO, "", 0, "a\nb", None, None)
    record.path = "/x\u001b\n"
    assert "\n" not in logs.Text().format(record) and "\u001b" not in logs.Text().format(record)


# --- rates


def test_a_bucket_fills_with_time() -> None:
    now = [0.0]
    rates = Rates(60, lambda: now[0])
    assert [rates.wait("a") for _ in range(60)] == [0.0] * 60
    assert 0 < rates.wait("a") <= 1
    assert rates.wait("b") == 0.0
    now[0] = 1.5
    assert rates.wait("a") == 0.0
    assert rates.wait("a") > 0


def test_who_asks_too_often_is_told_when_to_come_back(data: Path) -> None:
    with client_of(data, rate=2) as client:
        answers = [client.get(ASK) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["retry-after"]) >= 1
    assert answers[2].headers["content-type"] == "application/problem+json"


# --- proxies

TOLD = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "data.example.dk", "X-Forwarded-For": "192.0.2.7"}


def test_forwarded_headers_are_believed_only_when_told(data: Path) -> None:
    with client_of(data) as client:
        assert "<http://testserver/sparql>" in client.get("/sparql", headers=TOLD).text
    with client_of(data, forwarded=True) as client:
        assert "<https://data.example.dk/sparql>" in client.get("/sparql", headers=TOLD).text
        assert "<https://data.example.dk/sparql>" in client.get("/sparql", headers={**TOLD, "X-Forwarded-Proto": "http, https"}).text
        assert client.get("/sparql", headers={"X-Forwarded-Host": 'evil"><script>'}).status_code == 400


def test_behind_a_proxy_rates_count_the_client_not_the_proxy(data: Path) -> None:
    with client_of(data, forwarded=True, rate=1) as client:
        # What a client itself writes into the header stands before what the proxy adds.
        answers = [client.get(ASK, headers={"X-Forwarded-For": f"203.0.113.{number}, 192.0.2.7"}) for number in range(2)]
        other = client.get(ASK, headers={"X-Forwarded-For": "192.0.2.8"})
    assert [answer.status_code for answer in (*answers, other)] == [200, 429, 200]


# --- the cache


@pytest.fixture
def metrics() -> Iterator[Metrics]:
    yield Metrics()


def test_the_cache_is_bounded_and_forgets_what_is_not_asked(metrics: Metrics) -> None:
    cache = Cache(100_000, metrics)
    for number in range(40):
        cache.put(number, Kept("text/csv", bytes(5_000)))
        cache.get(0)
    assert cache.get(0) is not None and cache.get(39) is not None and cache.get(1) is None
    cache.put("large", Kept("text/csv", bytes(50_000)))
    assert cache.get("large") is None


def test_a_kept_answer_is_the_same_and_ends_with_its_version(tmp_path: Path) -> None:
    folder = write(tmp_path / "data")
    count = f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')}"
    with client_of(folder, watch_seconds=0.05) as client:
        first, second = client.get(count), client.get(count)
        assert (first.content, dict(first.headers) | {"x-query-id": ""}) == (second.content, dict(second.headers) | {"x-query-id": ""})
        assert client.head(count).headers["content-length"] == first.headers["content-length"]
        write(folder, extra=3)
        assert client.portal
        client.portal.call(client.app.state.site.serving.switch)  # type: ignore[attr-defined]
        assert client.get(count).content != first.content


def test_what_differs_each_time_is_not_kept(data: Path) -> None:
    with client_of(data) as client:
        address = f"/sparql?query={quote('SELECT (UUID() AS ?x) {}')}"
        assert client.get(address).content != client.get(address).content


# --- where the dataset is served from


def test_a_dataset_that_memory_has_no_room_for_is_served_from_disk(data: Path) -> None:
    manifest = DataFolder(data).manifest()

    def chosen(**options: object) -> bool:
        return on_disk(Settings.model_validate({"data": data, "workers": 2, **options}), manifest)

    assert not chosen() and chosen(store="disk") and not chosen(store="memory")
    large = type(manifest)(1, "x", "", (), tuple(type(manifest.graphs[0])(f"urn:{n}", "", 10**6) for n in range(10)))
    assert on_disk(Settings.model_validate({"data": data, "workers": 2, "dataset_mb": 4000}), large)
    assert not on_disk(Settings.model_validate({"data": data, "workers": 2, "dataset_mb": 40000}), large)


def test_from_disk_the_answers_are_the_same(data: Path) -> None:
    queries = ["SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", "ASK { GRAPH ?g { ?s ?p 'blåbærgrød' } }", "DESCRIBE <https://w3id.org/klyngegraf/id/word>"]
    with client_of(data, workers=2, store="memory") as memory, client_of(data, workers=2, store="disk") as disk:
        for query in queries:
            address = f"/sparql?query={quote(query)}"
            one, other = (client.get(address, headers={"Accept": "application/n-triples, */*;q=0.5"}) for client in (memory, disk))
            assert (one.status_code, sorted(one.text.splitlines())) == (200, sorted(other.text.splitlines()))
