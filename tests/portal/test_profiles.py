"""What the catalogue says of people in the data follows from the profile that the served folder was published with."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, Graph, Namespace, URIRef
from starlette.testclient import TestClient

import shapes
from api.app import create
from api.settings import Settings
from klyngegraf.loading import load
from klyngegraf.publication import Names, Profile, publish
from klyngegraf.publication.publishing import PUBLICATION
from store import DataFolder
from tests.minutes import three

DCATDK = Namespace("https://data.gov.dk/model/core/dcat-dk/")
CODE = Namespace("https://w3id.org/klyngegraf/code/")
ACCESS = Namespace("http://publications.europa.eu/resource/authority/access-right/")
CONFIDENTIAL = (CODE["confidentiality/confidential"], ACCESS.NON_PUBLIC, "fortroligt")
OPEN = (CODE["confidentiality/public"], ACCESS.PUBLIC, "må offentliggøres")
BOTH = {CODE["personal-data/general"], CODE["personal-data/special"]}
WHOLE = URIRef("https://w3id.org/klyngegraf/catalog#klyngegraf")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    place = tmp_path_factory.mktemp("profiles")
    folder = DataFolder(place / "data")
    load([three(place / "in")], folder, jobs=1)
    return folder


@pytest.mark.parametrize(
    ("profile", "names", "said", "wanted"),
    [
        (Profile.INTERNAL, Names.OFFICIALS, "internal", CONFIDENTIAL),
        (Profile.PUBLIC, Names.OFFICIALS, "public", OPEN),
        (Profile.PUBLIC, Names.PUBLISHED, "published", OPEN),
    ],
    ids=["internal", "public", "published"],
)
def test_the_catalogue_follows_the_profile(data: DataFolder, profile: Profile, names: Names, said: str, wanted: tuple[URIRef, URIRef, str]) -> None:
    publish(data, profile, names)
    folder = DataFolder(data.path / "published")
    assert declared(folder) == [f"{CODE}publication-profile/{said}"]
    graph, page = catalogue(folder.path)
    degree, access, label = wanted
    assert graph.value(WHOLE, DCTERMS.accessRights) == access and graph.value(WHOLE, DCATDK.hasConfidentialityType) == degree
    assert set(graph.objects(None, DCTERMS.accessRights)) == {access}, "tables and services too"
    assert set(graph.objects(None, DCATDK.hasConfidentialityType)) == {degree}
    assert set(graph.objects(WHOLE, DCATDK.personalDataCategory)) == BOTH
    assert f"<dt>Fortrolighed</dt><dd>{label}</dd>" in page


def test_a_folder_that_was_not_published_counts_as_internal(data: DataFolder) -> None:
    assert declared(data) == []
    graph, _ = catalogue(data.path)
    assert (WHOLE, DCATDK.hasConfidentialityType, CONFIDENTIAL[0]) in graph and (WHOLE, DCTERMS.accessRights, CONFIDENTIAL[1]) in graph


def test_the_operator_may_say_otherwise_what_is_held(data: DataFolder) -> None:
    publish(data, Profile.PUBLIC)
    graph, _ = catalogue(data.path / "published", personal_data=("general",))
    assert set(graph.objects(WHOLE, DCATDK.personalDataCategory)) == {CODE["personal-data/general"]}


def test_the_profile_changes_with_the_next_publication(data: DataFolder) -> None:
    publish(data, Profile.INTERNAL)
    first = publish(data, Profile.PUBLIC, Names.PUBLISHED)  # nobody was withdrawn: the same names, only the profile is another
    assert publish(data, Profile.INTERNAL).dataset != first.dataset
    assert declared(DataFolder(data.path / "published")) == [f"{CODE}publication-profile/internal"]


def declared(folder: DataFolder) -> list[str]:
    """The profiles that the folder says of itself, in a graph that passes its shapes."""
    store, _ = folder.open(memory=True)
    quads = list(store.engine.quads_for_pattern(None, None, None, ox.NamedNode(PUBLICATION)))  # type: ignore[attr-defined]
    assert shapes.validate_dataset(quads).results == ()
    return [quad.object.value for quad in quads if quad.predicate.value.endswith("publicationProfile")]


def catalogue(folder: Path, **settings: object) -> tuple[Graph, str]:
    """In RDF, and its Danish page."""
    with TestClient(create(Settings(data=folder, workers=0, dumps=False, **settings))) as client:  # type: ignore[arg-type]
        page = client.get("/catalog", headers={"Accept": "text/html", "Accept-Language": "da"}).text
        return Graph().parse(data=client.get("/catalog?format=turtle").text, format="turtle"), page
