"""Publishing without harm: who is not named is named nowhere, and what was withdrawn is gone, also after the next load."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from pyshacl import validate as pyshacl
from rdflib import FOAF, RDF, SH, SKOS, Graph
from starlette.testclient import TestClient

import queries
import shapes
from api.app import create
from api.settings import Settings
from klyngegraf import exits
from klyngegraf.loading import load
from klyngegraf.publication import Names, Profile, publish
from klyngegraf.publication.policy import withheld
from klyngegraf.withdrawal import withdraw, withhold
from store import DataFolder
from tests.minutes import minutes, write
from tests.test_cli import klyngegraf

NAME = "Søren Skjoldager Vang"
TRACES = re.compile(r"skjoldager|s[øo]e?ren.{0,3}vang|\bvang\b|vang@", re.IGNORECASE)
ECHO = re.compile(r"S[^\"<>]{1,14}ren[ +%0-9]{1,6}Skjoldager[ +%0-9]{1,6}Vang")
PUBLIC = "Ane Holm"
SHAPES = Path(shapes.__file__).parent / "publication" / "public.ttl"


def document(day: int = 12, key: str = "randers") -> str:
    said = f"{NAME} orienterede om status. Vangs oplæg udsendes; skriv til soren.vang@by.dk. Søren\nSkjoldager Vang følger op."
    return minutes(key, day, decision=said).replace("## Beslutning", f"{NAME}, konsulent, Randers Kommune\n\n## Beslutning")


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    load([write(tmp_path / "in", one=document(), **{"referat-soeren-skjoldager-vang": document(19)})], folder, jobs=1)
    return folder


def everything(folder: DataFolder) -> str:
    """All that a data folder holds in files of ours, and all its statements."""
    store, manifest = folder.open()
    said = io.BytesIO()
    store.dump(said, ox.RdfFormat.N_QUADS)
    texts = [folder.text(record.id) for record in manifest.documents]
    return "\n".join([said.getvalue().decode(), *texts, repr(manifest)])


def addresses(folder: DataFolder) -> set[str]:
    """A page for everything that the graph speaks of."""
    store, _ = folder.open()
    found = store.query("SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?s), 'https://w3id.org/klyngegraf/id/')) }")
    return {row[0].value.removeprefix("https://w3id.org/klyngegraf/id") for row in found}  # type: ignore[union-attr]


def test_the_name_is_there_to_begin_with(data: DataFolder) -> None:
    assert len(TRACES.findall(everything(data))) > 10


def test_who_is_not_named_is_in_no_statement_and_no_text(data: DataFolder) -> None:
    publish(data, Profile.PUBLIC)
    published = everything(DataFolder(data.path / "published"))
    assert TRACES.findall(published) == []
    assert PUBLIC in published and "konsulent, Randers Kommune" in published
    for file in (data.path / "published").rglob("*"):
        assert not TRACES.search(str(file.relative_to(data.path))), file
        assert not file.is_file() or not TRACES.search(file.read_bytes().decode("utf-8", "replace")) or file.suffix == ".log", file


def test_who_is_not_named_is_in_no_answer_and_no_page(data: DataFolder, caplog: pytest.LogCaptureFixture) -> None:
    publish(data, Profile.PUBLIC)
    folder = DataFolder(data.path / "published")
    everywhere = "/sparql?query=" + quote("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }")
    paths = [
        everywhere,
        "/",
        "/catalog",
        "/void",
        "/sitemap.xml",
        "/queries",
        f"/search?q={quote(NAME)}",
        f"/queries/attendance?person={quote(NAME)}",
    ]
    paths += [f"/queries/{name}" for name, query in queries.load().items() if not query.parameters or query.name == "attendance"]
    paths += [f"/doc{path}" for path in sorted(addresses(folder))[:150]]
    paths += [f"/documents/{record.id}/text" for record in folder.manifest().documents]
    answered = 0
    with TestClient(create(Settings(data=folder.path, workers=0))) as client:
        for path in paths:
            for accept in ("text/html", "application/json, text/turtle;q=0.9, */*;q=0.5"):
                answer = client.get(path, headers={"Accept": accept})
                said = ECHO.sub("", answer.text) if quote(NAME) in path else answer.text  # what a client asks for may be said back to it
                assert not TRACES.search(said), (path, accept)
                answered += answer.status_code == 200
    assert answered > 150
    assert not TRACES.search("\n".join(record.getMessage() for record in caplog.records if record.name.startswith("klyngegraf")))


def test_quotes_keep_their_places_and_the_graphs_their_shapes(data: DataFolder) -> None:
    publish(data, Profile.PUBLIC)
    store, manifest = DataFolder(data.path / "published").open()
    for record in manifest.documents:
        text = DataFolder(data.path / "published").text(record.id)
        assert len(text) == len(data.text(record.id))
        graph = ox.NamedNode(record.graph)
        report = shapes.validate(store.engine.quads_for_pattern(None, None, None, graph))  # type: ignore[attr-defined]
        assert report.violations == ()
    found = store.query(
        "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?d ?e ?s ?n WHERE "
        "{ ?q oa:hasSource ?d ; oa:hasSelector ?t , ?p . ?t oa:exact ?e . ?p oa:start ?s ; oa:end ?n }"
    )
    places = [tuple(term.value for term in row) for row in found]  # type: ignore[union-attr]
    folder = DataFolder(data.path / "published")
    assert places
    for source, exact, start, end in places:
        assert folder.text(source.rsplit("/", 1)[-1])[int(start) : int(end)] == exact


def test_the_operator_may_name_all_and_internal_names_all(data: DataFolder) -> None:
    for profile, names in ((Profile.PUBLIC, Names.PUBLISHED), (Profile.INTERNAL, Names.OFFICIALS)):
        publish(data, profile, names)
        assert NAME in everything(DataFolder(data.path / "published"))


def test_publishing_twice_gives_the_same_dataset(data: DataFolder) -> None:
    assert publish(data, Profile.PUBLIC).dataset == publish(data, Profile.PUBLIC).dataset


def test_the_policy_is_its_shape(data: DataFolder) -> None:
    """SHACL and the query over the whole store tell the same people apart."""
    store, _ = data.open()
    said = io.BytesIO()
    store.dump(said, ox.RdfFormat.N_QUADS)
    graph = Graph()
    for quad in ox.parse(said.getvalue(), format=ox.RdfFormat.N_QUADS):
        graph.parse(data=f"{quad.triple} .", format="nt")
    _, report, _ = pyshacl(graph, shacl_graph=Graph().parse(SHAPES))
    silent = {str(node) for node in report.objects(None, SH.focusNode)}
    people, _ = withheld(store, Profile.PUBLIC)
    assert silent == {iri for one in people for iri in one.iris if "/document/" not in iri} != set()
    assert silent < {str(person) for person in graph.subjects(RDF.type, FOAF.Person)}
    assert all(graph.value(person, SKOS.prefLabel) for person in graph.subjects(RDF.type, FOAF.Person))


def test_a_person_withdrawn_is_named_nowhere_and_survives_loads(data: DataFolder, tmp_path: Path) -> None:
    done = klyngegraf("withdraw", "--person", PUBLIC, "--reason", "har bedt om det", data=data.path)
    assert done.returncode == 0, done.stderr
    folder = DataFolder(data.path / "published")
    assert "Holm" not in everything(folder) and NAME in everything(folder)
    done = klyngegraf("load", write(tmp_path / "more", three=document(26)), data=data.path)
    assert done.returncode == 0, done.stderr
    assert len(folder.manifest().documents) == 3
    assert klyngegraf("withdraw", "--person", "Karen Krog", "--reason", "også", data=data.path).returncode == 0
    assert [place.name for place in (folder.path / "versions").iterdir()] == [str(folder.version())], "older versions still have the name"
    assert "Holm" not in everything(folder) and "har bedt om det" not in everything(folder)
    assert klyngegraf("withdraw", "--undo", "--person", PUBLIC, data=data.path).returncode == 0
    assert PUBLIC in everything(folder)


def test_a_document_withdrawn_leaves_a_tombstone_and_is_not_loaded_again(data: DataFolder, tmp_path: Path) -> None:
    one = next(record for record in data.manifest().documents if record.file_name == "one.md")
    withdraw([one.id], data, "offentliggjort ved en fejl")
    publish(data, Profile.INTERNAL)
    again = load([tmp_path / "in"], data, jobs=1)
    assert {handled.state.value for handled in again.documents} == {"withdrawn", "unchanged"}
    assert one.id not in {record.id for record in data.manifest().documents}
    with TestClient(create(Settings(data=data.path / "published", workers=0))) as client:
        gone = client.get(f"/doc/document/{one.id}", headers={"Accept": "text/html"})
        assert gone.status_code == 410 and "offentliggjort ved en fejl" in gone.text
    assert klyngegraf("withdraw", "--undo", one.id, data=data.path).returncode == 0
    load([tmp_path / "in"], data, jobs=1)
    assert one.id in {record.id for record in data.manifest().documents}


def test_what_cannot_be_withdrawn_is_said_in_one_line(data: DataFolder) -> None:
    assert klyngegraf("withdraw", "--person", "Ingen Her", "--reason", "x", data=data.path).returncode == exits.Exit.NOT_FOUND
    assert klyngegraf("withdraw", "--person", PUBLIC, data=data.path).returncode == exits.Exit.USAGE
    assert klyngegraf("withdraw", data=data.path).returncode == exits.Exit.USAGE
    assert klyngegraf("withdraw", "--undo", "0123456789abcdef", data=data.path).returncode == exits.Exit.NOT_FOUND


def test_names_are_kept_apart_from_what_looks_like_them(data: DataFolder) -> None:
    withhold(NAME, data, "x")
    publish(data, Profile.INTERNAL)
    said = everything(DataFolder(data.path / "published"))
    assert "Bo Lund" in said and "Karen Krog" in said and "Randers Kommune" in said
