"""Linked data: every IRI leads to what is known of it, in each form; withdrawn documents say why they are gone; pages carry schema.org."""

from __future__ import annotations

import http.server
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SKOS, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

import ontology
from api import exchanges, schema_org
from api.app import create
from api.settings import Settings
from store import DataFolder
from tests.loopback import answering, send

BASE = "https://w3id.org/klyngegraf/id/"
KG = Namespace("https://w3id.org/klyngegraf/ontology#")
FORMS = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/n-triples": "nt", "application/rdf+xml": "xml"}
MEETING = "meeting/randersklyngen/2025-03-12"
PERSON = "person/ane-holm"


def graph_of(client: TestClient, path: str, accept: str) -> Graph:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].split(";")[0] == accept
    return Graph().parse(data=answer.text, format=FORMS[accept])


@pytest.mark.parametrize("path", ["id/" + MEETING, "id/" + PERSON, "code/outcome/droeftet"])
def test_a_thing_is_seen_elsewhere(client: TestClient, path: str) -> None:
    answer = client.get(f"/{path}?format=turtle")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"https://data.example.dk/doc/{path.removeprefix('id/')}?format=turtle"


@pytest.mark.parametrize("path", [MEETING, PERSON, "cluster/randersklyngen", "code/outcome/droeftet", "code/outcome"])
def test_each_form_says_the_same(client: TestClient, path: str) -> None:
    graphs = [graph_of(client, f"/doc/{path}", accept) for accept in FORMS]
    iri = URIRef((BASE if not path.startswith("code/") else "https://w3id.org/klyngegraf/") + path)
    assert graphs[0].value(iri, SKOS.prefLabel) is not None
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


@pytest.mark.parametrize(("ending", "accept"), [(".ttl", "text/turtle"), (".jsonld", "application/ld+json"), (".nt", "application/n-triples")])
def test_endings_choose_the_form(client: TestClient, ending: str, accept: str) -> None:
    by_ending = client.get(f"/doc/{PERSON}{ending}", headers={"Accept": "text/html"})
    assert by_ending.headers["content-type"].split(";")[0] == accept
    assert by_ending.content == client.get(f"/doc/{PERSON}", headers={"Accept": accept}).content
    assert client.get(f"/doc/{PERSON}.html").headers["content-type"] == "text/html; charset=utf-8"


def test_json_ld_speaks_our_words(client: TestClient) -> None:
    content = client.get(f"/doc/{MEETING}.jsonld").json()
    meeting = next(node for node in content["@graph"] if node["id"] == BASE + MEETING)
    assert "Meeting" in meeting["type"] and meeting["heldBy"].startswith(BASE)
    assert meeting["prefLabel"]["da"] == "Randersklyngen 2025-03-12"
    assert client.get("/context.jsonld").json() == json.loads((Path(ontology.__file__).parent / "context.jsonld").read_text(encoding="utf-8"))


def test_a_fact_comes_with_its_quote(client: TestClient) -> None:
    graph = graph_of(client, f"/doc/{MEETING}/attendance/ane-holm", "text/turtle")
    exact = [str(text) for text in graph.objects(None, URIRef("http://www.w3.org/ns/oa#exact"))]
    assert any("Ane Holm" in text for text in exact)
    assert graph.value(URIRef(BASE + "organisation/randers-kommune"), SKOS.prefLabel) is not None


def test_links_name_the_other_forms_and_the_licence(client: TestClient) -> None:
    answer = client.get(f"/doc/{PERSON}", headers={"Accept": "text/turtle"})
    links = re.findall(r'<([^>]+)>; rel="([a-z]+)"(?:; type="([^"]+)")?', answer.headers["link"])
    assert (BASE + PERSON, "describes", "") in links
    assert (f"https://data.example.dk/doc/{PERSON}.ttl", "alternate", "text/turtle") in links
    assert ("https://creativecommons.org/licenses/by/4.0/", "license", "") in links
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))
    assert client.get(f"/doc/{PERSON}", headers={"Accept": "text/html"}).headers["link"] == answer.headers["link"]


def test_graphs_are_dereferenced(client: TestClient) -> None:
    graphs = client.get(
        "/sparql?format=csv&query=SELECT DISTINCT ?g { GRAPH ?g { ?s a <https://w3id.org/klyngegraf/ontology%23Minutes> } }"
    ).text.split()[1:]
    path = graphs[0].removeprefix(BASE)
    assert client.get(f"/id/{path}").headers["location"].endswith(f"/doc/{path}")
    turtle, jsonld = (graph_of(client, f"/doc/{path}", accept) for accept in ("text/turtle", "application/ld+json"))
    assert (None, RDF.type, KG.Minutes) in turtle
    assert isomorphic(turtle, jsonld)


@pytest.mark.parametrize("accept", FORMS)
def test_the_ontology_is_a_document(client: TestClient, accept: str) -> None:
    graph = graph_of(client, "/ontology", accept)
    assert isomorphic(graph, ontology.ontology_graph())


def test_the_ontology_has_endings_and_a_page(client: TestClient) -> None:
    assert client.get("/ontology.ttl").headers["content-type"].startswith("text/turtle")
    assert client.get("/ontology.pdf").status_code == 404
    assert client.get("/ontology", headers={"Accept": "text/html"}).headers["content-type"].startswith("text/html")


def test_a_code_list_holds_its_codes(client: TestClient) -> None:
    graph = graph_of(client, "/doc/code/attendance-status", "text/turtle")
    codes = set(graph.subjects(SKOS.inScheme, URIRef("https://w3id.org/klyngegraf/code/attendance-status")))
    assert len(codes) == 3
    assert all(graph.value(code, SKOS.prefLabel) for code in codes)


@pytest.mark.parametrize("path", ["person/nobody", "code/outcome/nothing", "a b", "person/x.ttl", "graph/0000000000000000"])
def test_nothing_is_known(client: TestClient, path: str) -> None:
    assert client.get(f"/doc/{path}", headers={"Accept": "text/turtle"}).status_code == 404
    assert client.get(f"/doc/{path}", headers={"Accept": "text/html"}).status_code == 404


def test_conditional_and_head(client: TestClient) -> None:
    first = client.get(f"/doc/{PERSON}.ttl")
    assert client.get(f"/doc/{PERSON}.ttl", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    head = client.head(f"/doc/{PERSON}.ttl")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


# --- withdrawn

WITHDRAWN = "0123456789abcdef"


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A dataset of which one document is no more than a tombstone."""
    prov = "http://www.w3.org/ns/prov#invalidatedAtTime"
    moment = ox.Literal("2026-01-31T12:00:00Z", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime"))
    document = ox.NamedNode(f"{BASE}document/{WITHDRAWN}")
    triples = [
        ox.Triple(document, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(KG.WithdrawnDocument))),
        ox.Triple(document, ox.NamedNode(str(KG.reason)), ox.Literal("Navngav en patient.", language="da")),
        ox.Triple(document, ox.NamedNode(str(KG.reason)), ox.Literal("Named a patient.", language="en")),
        ox.Triple(document, ox.NamedNode(prov), moment),
        ox.Triple(document, ox.NamedNode("http://purl.org/dc/terms/isReplacedBy"), ox.NamedNode(f"{BASE}document/fedcba9876543210")),
    ]
    folder = tmp_path_factory.mktemp("withdrawn")
    with DataFolder(folder).draft() as draft:
        draft.replace(f"{BASE}graph/withdrawn", triples)
        draft.commit()
    with TestClient(create(Settings(data=folder, workers=0)), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", [f"document/{WITHDRAWN}", f"document/{WITHDRAWN}.ttl", f"document/{WITHDRAWN}/quote/1-2", f"graph/{WITHDRAWN}"])
def test_a_withdrawn_document_is_gone_and_says_why(withdrawn: TestClient, path: str) -> None:
    answer = withdrawn.get(f"/doc/{path}", headers={"Accept": "application/problem+json", "Accept-Language": "en"})
    assert answer.status_code == 410
    assert answer.json()["detail"] == "Named a patient."
    assert answer.json()["withdrawn"] == "2026-01-31T12:00:00Z"
    assert answer.json()["replaced_by"] == f"{BASE}document/fedcba9876543210"
    page = withdrawn.get(f"/doc/{path}", headers={"Accept": "text/html"})
    assert (page.status_code, "Navngav en patient." in page.text) == (410, True)


def test_other_documents_are_merely_unknown(withdrawn: TestClient) -> None:
    assert withdrawn.get("/doc/document/ffffffffffffffff").status_code == 404


# --- schema.org


def block(client: TestClient, path: str) -> dict[str, object]:
    page = client.get(path, headers={"Accept": "text/html"}).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found, path
    content = json.loads(found[1])
    assert isinstance(content, dict)
    return content


def test_a_meeting_is_an_event(client: TestClient) -> None:
    assert block(client, f"/doc/{MEETING}") == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": BASE + MEETING,
        "name": "Randersklyngen 2025-03-12",
        "url": f"https://data.example.dk/doc/{MEETING}",
        "startDate": "2025-03-12T09:00:00",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "Sundhedshuset"},
        "organizer": {"@type": "Organization", "name": "Randersklyngen"},
    }


def test_others_are_what_they_are(client: TestClient) -> None:
    assert block(client, "/doc/organisation/randers-kommune")["@type"] == "GovernmentOrganization"
    assert set(block(client, f"/doc/{PERSON}")) == {"@context", "@type", "@id", "name", "url"}
    catalogue = block(client, "/catalog")
    datasets = catalogue["dataset"]
    assert catalogue["@type"] == "DataCatalog" and isinstance(datasets, list)
    assert {"name", "description", "license", "distribution"} <= set(datasets[0])


def test_no_text_can_end_the_block() -> None:
    hostile = {"name": "</script><script>alert(1)</script><!--"}
    element = str(schema_org.embedded(hostile))
    assert element.count("<") == 2
    assert json.loads(element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")) == hostile


# --- a strict content security policy lets data blocks be

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
POLICY = exchanges.CSP.decode()


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_browser_takes_no_offence_at_a_data_block(tmp_path: Path) -> None:
    """With a control beside it: the same browser does refuse a script that would run."""
    blocks = {"/data": schema_org.embedded({"@type": "Event"}), "/script": "<script>document.title = 'ran'</script>"}

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        content = f"<!doctype html><title>t</title>{blocks.get(request.path, '')}".encode()
        send(request, 200, "text/html; charset=utf-8", content, Content_Security_Policy=POLICY)

    with answering(answer, "GET") as address:
        complaints = {path: complaint(f"{address}{path}", tmp_path) for path in blocks}
    assert not complaints["/data"]
    assert complaints["/script"]


def complaint(address: str, place: Path) -> list[str]:
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={place}", "--enable-logging=stderr", "--dump-dom"]
    done = subprocess.run([str(CHROMIUM), *options, address], capture_output=True, text=True, timeout=120, check=True)
    return [line for line in done.stderr.splitlines() if "Content Security Policy" in line]
