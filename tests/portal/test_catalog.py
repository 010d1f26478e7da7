"""The catalogue: valid DCAT-AP by the official shapes where these are at hand, and complete by our own count everywhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, FOAF, OWL, RDF, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

import queries
from api.app import create
from api.catalogue import Dump, contents, edition
from api.dcat import to_triples
from api.portal import PortalSettings, publication
from api.remote import RemoteSettings
from api.settings import Settings
from queries import quality
from store import DataFolder

PROFILES = next((place for parent in Path(__file__).parents if (place := parent / "shared" / "profiles").is_dir()), None)
CORE = ("shapes.ttl", "range.ttl", "dcat-ap-SHACL.ttl", "ranges.ttl", "deprecateduris.ttl")
CATALOG = "https://w3id.org/klyngegraf/catalog"
DCATDK = Namespace("https://data.gov.dk/model/core/dcat-dk/")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DQV = Namespace("http://www.w3.org/ns/dqv#")
VOID = Namespace("http://rdfs.org/ns/void#")
SHA = "ab" * 32


def part(name: str) -> URIRef:
    return URIRef(f"{CATALOG}#{name}")


@pytest.fixture(scope="module")
def graph(data: Path) -> Graph:
    """With a dump whose sums are known, so that checksums are there too."""
    store, manifest = DataFolder(data).open(memory=True)
    to = publication(Settings(contact_email="data@example.dk"), "https://data.example.dk", "https://w3id.org/klyngegraf/id/")
    of = edition(manifest)
    triples = to_triples(contents(store, of, to, Dump(of.dump, (("klyngegraf.nq.gz", SHA),))), to)
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


# --- the official shapes


def shapes(folder: Path, name: str) -> Graph:
    """A shapes file as it can be used: nothing imported, the property shapes that a release forgot dropped, those in `ranges.ttl` merged in."""
    graph = Graph().parse(folder / name)
    if name in ("dcat-ap-SHACL.ttl", "ranges.ttl") and (folder / "ranges.ttl").is_file():
        graph = graph.parse(folder / "ranges.ttl").parse(folder / "dcat-ap-SHACL.ttl")
    graph.remove((None, OWL.imports, None))
    for shape, _, missing in list(graph.triples((None, SH.property, None))):
        if (missing, SH.path, None) not in graph:
            graph.remove((shape, SH.property, missing))
    return graph


def violations(graph: Graph, shapes_graph: Graph) -> list[str]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes_graph, do_owl_imports=False)
    assert isinstance(report, Graph)
    found = report.objects(None, SH.result)
    return [
        f"{report.value(one, SH.focusNode)} {report.value(one, SH.resultPath)}" for one in found if (one, SH.resultSeverity, SH.Violation) in report
    ]


def cases() -> list[tuple[str, str]]:
    folders = sorted(PROFILES.glob("dcat-ap-*")) if PROFILES else []
    return [(folder.name, name) for folder in folders for name in CORE if (folder / name).is_file()]


@pytest.mark.skipif(PROFILES is None, reason="the DCAT-AP shapes are not at hand (shared/profiles)")
@pytest.mark.parametrize(("release", "name"), cases())
def test_valid_by_the_official_shapes(graph: Graph, release: str, name: str) -> None:
    assert PROFILES is not None
    used = shapes(PROFILES / release, name)
    targets = {target for target in used.objects(None, SH.targetClass) if (None, RDF.type, target) in graph}
    assert targets, "shapes that look at nothing prove nothing"
    assert violations(graph, used) == []


@pytest.mark.skipif(PROFILES is None, reason="the DCAT-AP shapes are not at hand (shared/profiles)")
@pytest.mark.parametrize("release", sorted({release for release, _ in cases()}))
def test_the_official_shapes_would_see_a_fault(graph: Graph, release: str) -> None:
    assert PROFILES is not None
    faulty = Graph() + graph
    faulty.remove((URIRef(CATALOG), DCTERMS.title, None))
    faulty.remove((URIRef("http://publications.europa.eu/resource/authority/language/DAN"), RDF.type, None))
    assert any("title" in one for one in violations(faulty, shapes(PROFILES / release, "shapes.ttl")))
    assert any("language" in one for one in violations(faulty, shapes(PROFILES / release, "range.ttl")))


# --- by our own count

COVERAGE = (DCTERMS.spatial, DCTERMS.temporal, DCTERMS.accrualPeriodicity, DCTERMS.modified, DCATAP.applicableLegislation, DCAT.theme, DCAT.keyword)
REQUIRED = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCTERMS.language, DCTERMS.issued, DCTERMS.modified),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, *COVERAGE),
    DCAT.Distribution: (DCAT.accessURL, DCTERMS.license, DCTERMS.format, DCAT.mediaType, DCTERMS.description, DCATAP.availability),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset, DCAT.contactPoint, DCTERMS.conformsTo),
    FOAF.Agent: (FOAF.name,),
    SKOS.Concept: (SKOS.prefLabel,),
    SKOS.ConceptScheme: (DCTERMS.title,),
}


@pytest.mark.parametrize("kind", REQUIRED, ids=lambda kind: kind.rpartition("/")[2])
def test_everything_says_what_it_must(graph: Graph, kind: URIRef) -> None:
    things = list(graph.subjects(RDF.type, kind))
    assert things
    assert not [(thing, wanted) for thing in things for wanted in REQUIRED[kind] if (thing, wanted, None) not in graph]


def test_texts_are_in_both_languages(graph: Graph) -> None:
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.DataService, DCAT.Distribution):
        for thing in graph.subjects(RDF.type, kind):
            languages = Counter(title.language for title in graph.objects(thing, DCTERMS.title) if isinstance(title, Literal))
            assert languages == {"da": 1, "en": 1}, thing


def test_everything_referred_to_has_its_type(graph: Graph) -> None:
    """Also the codes of the European tables: a validator that fetches nothing knows them."""
    untyped = (DCATDK, "https://www.w3.org/ns", "mailto:")
    named = {value for predicate, value in graph.predicate_objects() if isinstance(value, URIRef) and predicate not in (RDF.type, DCTERMS.source)}
    own = {value for value in named if (value, RDF.type, None) not in graph and not str(value).startswith(untyped)}
    assert {str(value) for value in own} == {"https://data.example.dk/"} - {str(value) for value in graph.subjects(RDF.type, FOAF.Document)}


def test_no_byte_size_and_no_deprecated_danish_property(graph: Graph) -> None:
    used = set(graph.predicates())
    assert not used & {DCAT.byteSize, DCATDK.datasetResponsibleOrganisation, DCATDK.paymentImposedContents}


def test_danish_additions(graph: Graph) -> None:
    themes = {str(theme) for theme in graph.objects(part("klyngegraf"), DCAT.theme)}
    assert {"http://www.form-online.dk/opgavenoegle/20/", "http://www.kle-online.dk/emneplan/29/"} < themes
    code = "https://w3id.org/klyngegraf/code/"
    held = {str(one).removeprefix(code) for one in graph.objects(part("klyngegraf"), DCATDK.personalDataCategory)}
    assert held == {"personal-data/general", "personal-data/special"}
    assert (part("klyngegraf"), DCATDK.hasConfidentialityType, URIRef(f"{code}confidentiality/confidential")) in graph, "published by no profile"
    names = {str(one).removeprefix(code) for one in graph.objects(part("table-themes"), DCATDK.personalDataCategory)}
    assert names == {"personal-data/general"}, "a table without persons beside parties tells no one's political opinion"


def test_the_quality_of_the_whole_is_said_in_figures(graph: Graph, data: Path) -> None:
    said = {}
    for measurement in graph.objects(part("klyngegraf"), DQV.hasQualityMeasurement):
        assert (measurement, RDF.type, DQV.QualityMeasurement) in graph and (measurement, DQV.computedOn, part("klyngegraf")) in graph
        metric = graph.value(measurement, DQV.isMeasurementOf)
        assert (metric, RDF.type, DQV.Metric) in graph
        assert {label.language for label in graph.objects(metric, SKOS.prefLabel) if isinstance(label, Literal)} == {"da", "en"}
        said[str(metric)] = str(graph.value(measurement, DQV.value))
    store, _ = DataFolder(data).open(memory=True)
    assert said == {one.metric: one.value for one in quality.measures(store)}
    assert len(said) == 5 and int(said["https://w3id.org/klyngegraf/code/quality/evidence"]) > 0


def test_a_series_for_each_kind_and_a_dataset_for_each_year(graph: Graph) -> None:
    series = {str(one).rpartition("#")[2] for one in graph.subjects(RDF.type, URIRef(f"{DCAT}DatasetSeries"))}
    assert series == {"series-minutes", "series-plans"}
    members = {(str(one).rpartition("#")[2], str(of).rpartition("#")[2]) for one, of in graph.subject_objects(URIRef(f"{DCAT}inSeries"))}
    assert members == {("minutes-2025", "series-minutes"), ("plans-2023", "series-plans")}


def test_every_named_query_is_a_dataset(graph: Graph) -> None:
    datasets = set(graph.objects(URIRef(CATALOG), DCAT.dataset))
    assert {part(f"table-{name}") for name in queries.load()} < datasets


def test_checksums_are_those_of_the_dump(graph: Graph) -> None:
    sums = [str(one) for one in graph.objects(None, URIRef("http://spdx.org/rdf/terms#checksumValue"))]
    assert sums == [SHA]


def test_the_settings_speak(data: Path) -> None:
    store, manifest = DataFolder(data).open(memory=True)
    settings = Settings(
        publisher_name="Region X", publisher_iri="https://example.dk/id/cvr/1", licence="https://creativecommons.org/publicdomain/zero/1.0/"
    )
    to = publication(settings, "https://x.dk", "https://x.dk/id/")
    triples = to_triples(contents(store, edition(manifest), to, None), to)
    graph = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    catalogue = URIRef("https://x.dk/catalog")
    assert (catalogue, DCTERMS.publisher, URIRef("https://example.dk/id/cvr/1")) in graph
    assert (URIRef("https://example.dk/id/cvr/1"), FOAF.name, Literal("Region X")) in graph
    assert (catalogue, DCTERMS.license, URIRef("https://creativecommons.org/publicdomain/zero/1.0/")) in graph
    assert not list(graph.objects(None, DCAT.compressFormat)), "without dumps no file is promised"


# --- over HTTP


@pytest.mark.parametrize("path", ["/catalog", "/.well-known/void"])
def test_each_format_says_the_same(client: TestClient, path: str) -> None:
    types = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/rdf+xml": "xml", "application/n-triples": "nt"}
    answers = {kind: client.get(path, headers={"Accept": kind}) for kind in types}
    assert {answer.headers["content-type"].split(";")[0] for answer in answers.values()} == set(types)
    graphs = [Graph().parse(data=answer.text, format=types[kind]) for kind, answer in answers.items()]
    assert len(graphs[0]) > 500
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


def test_the_page_lists_every_dataset(client: TestClient) -> None:
    page = client.get("/catalog", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert page.headers["content-language"] == "en"
    assert "Minutes of the health clusters&#39; meetings, 2025" in page.text
    assert page.text.count("<section") == 3 + len(queries.load())


@pytest.mark.parametrize(
    ("language", "caption", "row"), [("da", "Datakvalitet", "oplysninger med citat"), ("en", "Data quality", "facts with a quote")]
)
def test_the_page_tells_the_quality_in_one_table(client: TestClient, language: str, caption: str, row: str) -> None:
    page = client.get("/catalog", headers={"Accept": "text/html", "Accept-Language": language}).text
    (table,) = re.findall(r'<table class="measures">.*?</table>', page, re.DOTALL)
    assert caption in table and row in table and table.count("<tr>") == 1 + 5
    (share,) = re.findall(r'class="number">([0-9.,]+)\s?%<', table)
    assert 50 < float(share.replace(",", ".")) <= 100


def test_conditional_and_refused(client: TestClient) -> None:
    first = client.get("/catalog")
    assert client.get("/catalog", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get("/catalog", headers={"Accept": "image/png"}).status_code == 406
    assert client.head("/catalog").content == b""


def test_void_counts_what_sparql_counts(client: TestClient) -> None:
    graph = Graph().parse(data=client.get("/.well-known/void").text, format="turtle")
    whole = part("klyngegraf")
    assert int(graph.value(whole, VOID.triples)) == client.get("/health").json()["triples"] - doubled(client)  # type: ignore[arg-type]
    for place in graph.objects(whole, VOID.classPartition):
        kind, count = graph.value(place, VOID["class"]), graph.value(place, VOID.entities)
        assert asked(client, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{kind}> }}") == int(count)  # type: ignore[arg-type]
    properties = {
        str(graph.value(place, VOID.property)): int(graph.value(place, VOID.triples)) for place in graph.objects(whole, VOID.propertyPartition)
    }  # type: ignore[arg-type]
    assert sum(properties.values()) == int(graph.value(whole, VOID.triples))  # type: ignore[arg-type]
    assert int(graph.value(whole, VOID.properties)) == len(properties) > 50  # type: ignore[arg-type]


def asked(client: TestClient, query: str) -> int:
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "application/sparql-results+json"})
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def doubled(client: TestClient) -> int:
    """Statements that stand in several graphs count once in the union."""
    graphs = asked(client, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    return graphs - asked(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def test_sitemap_names_pages_that_are_there(client: TestClient) -> None:
    from xml.etree import ElementTree

    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = [str(one.text) for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    paths = [address.removeprefix("https://data.example.dk") for address in found]
    assert "/doc/cluster/randersklyngen" in paths
    assert not [path for path in paths if "/person/" in path]
    for path in paths[:: len(paths) // 12]:
        assert client.get(path, headers={"Accept": "text/html"}).status_code == 200, path
    assert "Sitemap: https://data.example.dk/sitemap.xml" in client.get("/robots.txt").text


def test_a_long_sitemap_comes_in_parts() -> None:
    from api.errors import NotFound
    from api.sitemap import render

    paths = [f"/doc/{number}" for number in range(5)]
    index = render(paths, 0, "https://x.dk", "", 2)
    assert "<sitemapindex" in index and "https://x.dk/sitemap-3.xml" in index
    assert render(paths, 3, "https://x.dk", "", 2).count("<loc>") == 1
    with pytest.raises(NotFound):
        render(paths, 4, "https://x.dk", "", 2)


def test_without_data_the_catalogue_is_still_one(tmp_path: Path) -> None:
    with TestClient(create(Settings(data=tmp_path / "none", workers=0))) as client:
        graph = Graph().parse(data=client.get("/catalog").text, format="turtle")
    assert (URIRef(CATALOG), RDF.type, DCAT.Catalog) in graph


def test_the_documentation_names_every_setting() -> None:
    docs = Path(__file__).parents[2] / "docs"
    portals, elsewhere = ((docs / name).read_text(encoding="utf-8") for name in ("portals.md", "remote-engines.md"))
    assert not [name for name in PortalSettings.model_fields if f"`{name.upper()}`" not in portals]
    assert not [name for name in RemoteSettings.model_fields if f"`KLYNGEGRAF_{name.upper()}`" not in elsewhere]
