"""The pages without a browser: what they say, where their links lead, what they never let through, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Engine
from starlette.testclient import TestClient

import queries
from api.app import create
from api.settings import Settings
from api.web.alike import pairs
from api.web.frame import day
from api.web.marked import Mark, pieces
from api.web.words import words
from klyngegraf.loading import load
from store import DataFolder
from store.embedded import EmbeddedStore
from tests.protocol.dataset import HOSTILE, write

ROOT = Path(__file__).resolve().parent.parent
HTML = {"Accept": "text/html", "Accept-Language": "da"}
ENGLISH = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over the example documents."""
    data = tmp_path_factory.mktemp("web") / "data"
    load([str(ROOT / "examples")], DataFolder(data), jobs=1)
    with TestClient(create(Settings.model_validate({"data": data, "workers": 0})), headers=HTML) as client:
        yield client


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create(Settings.model_validate({"data": write(tmp_path / "data"), "workers": 0})), headers=HTML) as client:
        yield client


def test_the_words_are_there_in_both_languages() -> None:
    danish, english = words("da"), words("en")
    assert danish.keys() == english.keys()
    assert all(danish.values()) and all(english.values())


def test_every_column_and_parameter_of_a_question_has_its_word() -> None:
    known = words("da")
    columns = {column for query in queries.load().values() for column in query.columns}
    assert {column for column in columns if f"column-{column}" not in known} == set()
    fields = {parameter.name for query in queries.load().values() for parameter in query.parameters}
    assert {field for field in fields if f"field-{field}" not in known} == set()


def test_the_front_page_counts_and_shows_the_newest_meetings(client: TestClient) -> None:
    page = client.get("/").text
    assert re.search(r"<strong>5</strong>\s*Dokumenter", page)
    assert '<time datetime="2025-10-22">22. oktober 2025</time>' in page
    assert "Newest meetings" in client.get("/", headers=ENGLISH).text


def test_a_meeting_reads_as_prose_and_shows_where_it_stands(client: TestClient) -> None:
    page = client.get("/doc/meeting/aarhusklyngen/2025-05-02").text
    assert '<h3><a href="/doc/meeting/aarhusklyngen/2025-05-02/item/2"' in page
    assert "Indstilling" in page and "taget til efterretning" in page
    assert re.search(r'href="/text/[0-9a-f]{16}#c\d+"', page)
    english = client.get("/doc/meeting/aarhusklyngen/2025-05-02", headers=ENGLISH).text
    assert '<span class="tag">noted</span>' in english and 'datetime="2025-05-02">2 May 2025' in english


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/doc/person/anders-kuehnau", ("Region Midtjylland", 'class="picture"', "Sad til bords med")),
        ("/doc/organisation/aarhus-kommune", ("Hvem efterfulgte hvem", "Jakob Bundsgaard", "Anders Winnerskjold")),
        ("/doc/cluster/aarhusklyngen", ("Se som billede", "/queries/attendance?cluster=Aarhusklyngen#picture", "Organer og udvalg")),
        ("/doc/finding/shares-exceed-pot/1966584f94b427fa", ("advarsel", "Læs de citerede steder")),
        ("/quality", ("Andelene", "Læs de citerede steder", "Navne at tage stilling til")),
    ],
)
def test_a_page_says(client: TestClient, path: str, said: tuple[str, ...]) -> None:
    page = client.get(path).text
    assert [one for one in said if one not in page] == []


def test_a_pot_shows_its_shares_against_the_whole(client: TestClient) -> None:
    pots = client.get("/queries/money-flow?format=json").json()["rows"]
    assert {row["pot_dkk"] for row in pots if row["pot"].startswith("Pulje")} == {"9514000"}
    found = client.get("/doc/finding/shares-exceed-pot/1966584f94b427fa").text
    pot = next(path for path in re.findall(r'href="(/doc/document/[0-9a-f]+/funding/\d+)"', found) if "Andele af puljen" in client.get(path).text)
    page = client.get(pot).text
    assert "9.514.000\N{NO-BREAK SPACE}kr." in page and "47\N{NO-BREAK SPACE}%" in page


@pytest.mark.parametrize("name", queries.load())
def test_every_question_can_be_asked_by_clicking(client: TestClient, name: str) -> None:
    """From the list of questions to its page, with its example filled in; a page stays light."""
    assert f'href="/queries/{name}"' in client.get("/queries").text
    for headers in (HTML, ENGLISH):
        answer = client.get(f"/queries/{name}", params=dict(queries.get(name).example), headers=headers)
        assert answer.status_code == 200
        assert "<table" in answer.text or 'class="note"' in answer.text
        assert len(answer.content) < 100_000


def test_a_question_has_lists_for_codes_and_its_picture(client: TestClient) -> None:
    page = client.get("/queries/attendance?cluster=Aarhusklyngen&status=absent").text
    assert '<option value="absent" selected>fraværende</option>' in page
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="picture"' in page
    assert "/sparql#query=%23%2B" in page
    assert 'href="/find?kind=meeting&amp;name=Aarhusklyngen+2025-05-02"' in page


def test_an_empty_answer_names_the_nearest_questions(client: TestClient) -> None:
    page = client.get("/queries/attendance?cluster=Horsensklyngen&person=Marcel%20Meijer").text
    assert 'href="/queries/attendance?person=Marcel+Meijer">3 rækker</a>' in page or "Marcel+Meijer" in page
    nearest = re.findall(r'<li><a href="([^"]+)">(\d+) rækker', page)
    assert nearest
    for address, count in nearest:
        rows = client.get(address.replace("&amp;", "&") + "&format=json").json()["rows"]
        assert len(rows) == int(count) > 0


def test_a_picture_is_a_file_that_runs_nothing(client: TestClient) -> None:
    answer = client.get("/queries/attendance?cluster=Aarhusklyngen&format=svg")
    assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert client.get("/queries/documents?format=svg").status_code == 406


def test_a_query_gives_its_text(client: TestClient) -> None:
    answer = client.get("/queries/attendance.rq")
    assert answer.text == queries.get("attendance").text
    assert client.get("/queries/attendence.rq").status_code == 404


def test_a_thing_that_is_not_there_shows_what_is_near(client: TestClient) -> None:
    answer = client.get("/doc/person/anders-kunhau")
    assert answer.status_code == 404
    assert 'href="/doc/person/anders-kuehnau">person / anders-kuehnau</a>' in answer.text
    assert 'value="anders kunhau"' in answer.text


@pytest.mark.parametrize(
    ("text", "first"), [("kuhnau", "Anders Kühnau"), ("kuehnau", "Anders Kühnau"), ("KÜHNAU", "Anders Kühnau"), ("kunau", "Anders Kühnau")]
)
def test_search_folds_danish_and_forgives_a_letter(client: TestClient, text: str, first: str) -> None:
    page = client.get(f"/search?q={quote(text)}").text
    found = re.search(r'<ul class="list hits">\s*<li><a href="[^"]+" lang="da">([^<]+)</a>', page)
    assert found and found[1] == first


def test_find_leads_to_the_one_thing_of_a_name(client: TestClient) -> None:
    answer = client.get("/find?kind=meeting&name=Aarhusklyngen%202025-10-08", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/doc/meeting/aarhusklyngen/2025-10-08")


def test_the_language_is_kept_and_leads_back_only_here(client: TestClient) -> None:
    answer = client.get("/language?to=en&back=/quality", follow_redirects=False)
    assert answer.headers["location"] == "/quality" and "klyngegraf-language=en" in answer.headers["set-cookie"]
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert client.get("/language", params={"to": "en", "back": elsewhere}, follow_redirects=False).headers["location"] == "/"
    client.cookies.clear()


def test_a_page_is_asked_for_again_only_where_the_data_has_changed(client: TestClient) -> None:
    first = client.get("/doc/cluster/aarhusklyngen")
    again = client.get("/doc/cluster/aarhusklyngen", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert "Cookie" in first.headers["vary"] and "Accept-Language" in first.headers["vary"]


def test_nothing_of_a_document_becomes_markup(hostile: TestClient) -> None:
    for path in ("/", "/doc/person/else", "/search?q=script", "/text/aaaaaaaaaaaaaaaa", "/quality", f"/search?q={quote(HOSTILE)}"):
        page = hostile.get(path).text
        assert HOSTILE not in page and "<i>ord" not in page, path
        assert all(
            attributes.strip().startswith(('src="/static/', 'type="application/ld+json"')) for attributes in re.findall(r"<script\b([^>]*)>", page)
        )


def test_the_pieces_of_a_text_are_the_text_again() -> None:
    text = "Bo kom, Åse kom ikke."
    facts = [
        Mark(0, 6, "f1", "Attendance", "x"),
        Mark(0, 2, "f2", "Mention", "y"),
        Mark(8, 21, "f3", "Attendance", "x"),
        Mark(10, 400, "f4", "Attendance", "x"),
    ]
    found = list(pieces(text, facts))
    assert "".join(piece.text for piece in found) == text
    assert found[0].inner is not None and found[0].inner.fact == "f2" and found[0].others == 1


def test_names_to_decide_on_are_those_that_resemble_each_other() -> None:
    people = {"bo-birk": "Bo Birk", "bo-b-birk": "Bo B. Birk", "anna-lund": "Anna Lund", "anna-lundt": "Anna Lundt", "yrsa": "Yrsa Lund"}
    engine = Engine()
    for slug, name in people.items():
        person = NamedNode(f"https://w3id.org/klyngegraf/id/person/{slug}")
        graph = NamedNode("https://w3id.org/klyngegraf/id/graph/identities")
        engine.add(Quad(person, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode("http://xmlns.com/foaf/0.1/Person"), graph))
        engine.add(Quad(person, NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), Literal(name, language="da"), graph))
    found = {frozenset((one.rsplit("/", 1)[1], two.rsplit("/", 1)[1])) for one, two, _ in pairs(EmbeddedStore(engine))}
    assert frozenset(("bo-birk", "bo-b-birk")) in found
    assert frozenset(("anna-lund", "yrsa")) not in found


def test_what_is_no_date_is_shown_as_it_stands() -> None:
    assert day("2025-13-40", "da") == "2025-13-40"
