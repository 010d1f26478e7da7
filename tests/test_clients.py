"""Clients as people use them, each against a real server on loopback. Those that are not installed are skipped, with the reason."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed

from api.settings import Settings
from tests.protocol.dataset import BASE, FIRST, write
from tests.service import served

WORD = f"SELECT ?o {{ <{BASE}word> ?p ?o FILTER(?o = 'blåbærgrød') }}"
CONSTRUCT = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?s = <{BASE}word>) }}"
COMUNICA = Path(os.environ.get("KLYNGEGRAF_COMUNICA") or Path(__file__).resolve().parent.parent / "tests/node/node_modules/.bin/comunica-sparql")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(data=write(tmp_path_factory.mktemp("clients") / "data"), workers=2)
    with served(settings) as found:
        yield found


def wrapper(address: str, query: str, form: str, method: str = GET) -> SPARQLWrapper:
    found = SPARQLWrapper(f"{address}/sparql", returnFormat=form)
    found.setQuery(query)
    found.setMethod(method)
    return found


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_reads_tables(address: str, method: str, form: str) -> None:
    found = wrapper(address, WORD, form, method).query().convert()
    text = found.toxml() if form == XML else found.decode() if form in (CSV, TSV) else str(found)
    assert "blåbærgrød" in text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("form", [TURTLE, RDFXML, N3, JSONLD])
def test_sparqlwrapper_reads_graphs(address: str, method: str, form: str) -> None:
    found = wrapper(address, CONSTRUCT, form, method).query().convert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) == 4


def test_sparqlwrapper_posts_directly(address: str) -> None:
    asked = wrapper(address, WORD, JSON, POST)
    asked.setRequestMethod("postdirectly")
    assert "blåbærgrød" in str(asked.query().convert())


def test_sparqlwrapper_names_datasets(address: str) -> None:
    asked = wrapper(address, f"ASK {{ <{BASE}word> ?p ?o }}", JSON)
    asked.addDefaultGraph(f"{BASE}graph/{FIRST}")
    assert asked.query().convert()["boolean"] is False


def test_sparqlwrapper_hears_what_is_wrong(address: str) -> None:
    with pytest.raises(QueryBadFormed, match="query-syntax"):
        wrapper(address, "SELECT", JSON).query()
    with pytest.raises(Exception, match="403"):
        wrapper(address, "ASK { SERVICE <urn:x> { ?s ?p ?o } }", JSON).query()
    assert EndPointInternalError


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("returned", ["json", "xml"])
def test_rdflib_asks(address: str, method: str, returned: str) -> None:
    store = SPARQLStore(f"{address}/sparql", method=method, returnFormat=returned)
    assert "blåbærgrød" in {str(row[0]) for row in store.query(WORD)}


def test_rdflib_walks_a_graph_by_patterns(address: str) -> None:
    graph = Graph(SPARQLStore(f"{address}/sparql"), identifier=URIRef(f"{BASE}graph/{FIRST}"))
    label = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert "Anders Kühnau" in {str(value) for value in graph.objects(URIRef(f"{BASE}person/anders-kuehnau"), label)}
    assert (URIRef(f"{BASE}word"), None, None) not in graph


@pytest.mark.parametrize("post", [False, True])
def test_sparql_dataframe(address: str, post: bool) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own
        sparql_dataframe = pytest.importorskip("sparql_dataframe")
        frame = sparql_dataframe.get(f"{address}/sparql", WORD, post=post)
    assert list(frame["o"]) == ["blåbærgrød"]


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl(address: str) -> None:
    assert json.loads(run("curl", "-sfG", f"{address}/sparql", "--data-urlencode", f"query={WORD}"))["results"]["bindings"]
    assert "blåbærgrød" in run("curl", "-sf", f"{address}/sparql", "--data-urlencode", f"query={WORD}", "-H", "Accept: text/csv")
    direct = run("curl", "-sf", f"{address}/sparql", "-H", "Content-Type: application/sparql-query", "--data-binary", WORD)
    assert "blåbærgrød" in direct
    assert "HTTP/1.1 200" in run("curl", "-sfI", f"{address}/sparql")


@pytest.mark.skipif(not shutil.which("roqet"), reason="roqet is not installed (Debian: rasqal-utils)")
@pytest.mark.parametrize("form", ["xml", "csv"])
def test_roqet(address: str, form: str) -> None:
    """It asks for application/sparql-results+xml and sends the query by GET."""
    assert "blåbærgrød" in run("roqet", "-q", "-r", form, "-p", f"{address}/sparql", "-e", WORD)


@pytest.mark.skipif(not COMUNICA.exists(), reason="Comunica is not installed (make node)")
@pytest.mark.parametrize("kind", ["sparql@", ""], ids=["told", "guessing"])
def test_comunica(address: str, kind: str) -> None:
    """Also where it has to find out what kind of source this is."""
    if b"Comunica" not in subprocess.run([COMUNICA, "--version"], capture_output=True, timeout=120).stderr:  # it exits with 1 all the same
        pytest.skip("Comunica does not start with this version of Node")
    rows = json.loads(run(COMUNICA, f"{kind}{address}/sparql", WORD, "-t", "application/sparql-results+json"))["results"]["bindings"]
    assert [row["o"]["value"] for row in rows] == ["blåbærgrød"]
