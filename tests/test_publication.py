"""Publishing without harm: who is not named is named nowhere, and what was withdrawn is gone, also after the next load."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate as pyshacl
from rdflib import FOAF, RDF, SH, SKOS, Graph
from starlette.testclient import TestClient

import shapes
from api.app import create
from api.settings import Settings
from klyngegraf import exits
from klyngegraf.acknowledging import acknowledge, rows
from klyngegraf.loading import load
from klyngegraf.publication import Names, Profile, publish, refresh
from klyngegraf.publication.policy import withheld
from klyngegraf.publication.redaction import Redaction
from klyngegraf.withdrawal import bring_back, withdraw, withhold
from store import DataFolder
from tests.minutes import minutes, write
from tests.test_cli import klyngegraf

NAME = "Søren Skjoldager Vangsted"
TRACES = re.compile("skjoldager|vangsted", re.IGNORECASE)  # eight letters and more: shorter ones the engine's bytes may form by chance
PUBLIC = "Ane Holm"
SHAPES = Path(shapes.__file__).parent / "publication" / "public.ttl"


def document(day: int = 12, key: str = "randers") -> str:
    said = f"{NAME} orienterede om status. Vangsteds oplæg udsendes; skriv til soren.vangsted@by.dk. Søren\nSkjoldager Vangsted følger op."
    return minutes(key, day, decision=said).replace("## Beslutning", f"{NAME}, konsulent, Randers Kommune\n\n## Beslutning")


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    load([write(tmp_path / "in", one=document(), **{"referat-soeren-skjoldager-vangsted": document(19)})], folder, jobs=1)
    return folder


def everything(folder: DataFolder) -> str:
    """All that a data folder holds in files of ours, and all its statements."""
    store, manifest = folder.open()
    said = io.BytesIO()
    store.dump(said, ox.RdfFormat.N_QUADS)
    texts = [folder.text(record.id) for record in manifest.documents]
    return "\n".join([said.getvalue().decode(), *texts, repr(manifest)])


def test_the_name_is_there_to_begin_with(data: DataFolder) -> None:
    assert len(TRACES.findall(everything(data))) > 10


def test_who_is_not_named_is_in_no_statement_and_no_text(data: DataFolder) -> None:
    publish(data, Profile.PUBLIC)
    published = everything(DataFolder(data.path / "published"))
    assert TRACES.findall(published) == []
    assert PUBLIC in published and "konsulent, Randers Kommune" in published
    for file in (data.path / "published").rglob("*"):
        assert not TRACES.search(str(file.relative_to(data.path))), file
        assert not file.is_file() or not TRACES.search(file.read_bytes().decode("utf-8", "replace")), file


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


def told(folder: DataFolder) -> tuple[str, list[object], list[str]]:
    """What a folder holds, whenever it was made."""
    manifest = folder.manifest()
    records = [replace(record, loaded_at="") for record in manifest.documents]
    return manifest.dataset, [*records, *manifest.graphs, manifest.withdrawn], [folder.text(record.id) for record in records]


def afresh(data: DataFolder, place: Path) -> DataFolder:
    """The same data published with the same key and profile where nothing has been published."""
    copy = place / "afresh"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(data.path, copy, ignore=shutil.ignore_patterns("published", "publication.memory.json"))
    refresh(DataFolder(copy))
    return DataFolder(copy / "published")


def test_what_has_not_changed_is_not_published_again(data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After every kind of change the folder is what publishing afresh makes; and only texts that tell of what changed are masked again."""
    masked: list[str] = []
    mask = Redaction.reader
    monkeypatch.setattr(Redaction, "reader", lambda self, document="", text=None: masked.append(document) or mask(self, document, text))
    published, ids = DataFolder(data.path / "published"), {record.file_name: record.id for record in data.manifest().documents}

    def again(*expected: str) -> None:
        masked.clear()
        publish(data, Profile.PUBLIC)
        assert sorted(filter(None, masked)) == sorted(expected)
        assert told(published) == told(afresh(data, tmp_path))

    again(*ids.values())
    before = published.version()
    (data.path / "publication.json").unlink()
    again()
    assert published.version() == before and (data.path / "publication.json").exists()
    load([write(tmp_path / "in", three=minutes("horsens", 13, "Eva Dahl", "Intet."))], data, jobs=1)
    new = {record.id for record in data.manifest().documents} - set(ids.values())
    again(*new)
    speaks = minutes("aarhus", 14, "Jens Bro", "Karen Krogh og Frode Krabbesen deltog.").replace("Karen Krog,", "Frode Krabbesen,")
    load([write(tmp_path / "in", four=speaks, five=minutes("aarhus", 21, "Jens Bro", "Krabbesen var syg."))], data, jobs=1)
    newer = {record.id for record in data.manifest().documents} - set(ids.values()) - new
    again(*newer)
    withhold(PUBLIC, data, "x")
    again(*ids.values())
    bring_back(PUBLIC, data)
    again(*ids.values())
    withdraw([ids["one.md"]], data, "y")
    again()
    assert ids["one.md"] not in {record.id for record in published.manifest().documents}


def test_a_name_learnt_later_is_masked_in_what_was_published_before(data: DataFolder, tmp_path: Path) -> None:
    """And is in no file of the folder that had it."""
    load([write(tmp_path / "in", three=minutes("horsens", 13, "Eva Dahl", "Krabbesen var syg."))], data, jobs=1)
    publish(data, Profile.PUBLIC)
    assert "Krabbesen" in everything(DataFolder(data.path / "published"))
    named = minutes("aarhus", 14, "Jens Bro").replace("Karen Krog,", "Frode Krabbesen,").replace("direktør", "konsulent")
    load([write(tmp_path / "in", four=named)], data, jobs=1)
    publish(data, Profile.PUBLIC)
    assert "Krabbesen" not in everything(DataFolder(data.path / "published"))
    files = [file for file in (data.path / "published").rglob("*") if file.is_file()]
    assert files and not any(b"Krabbesen" in file.read_bytes() for file in files)


def test_a_name_learnt_later_is_masked_in_the_name_of_a_file(data: DataFolder, tmp_path: Path) -> None:
    """Whose text does not have it, and where no note of the document is left."""
    load([write(tmp_path / "in", **{"notat-frode-krabbesen": minutes("horsens", 13, "Eva Dahl")})], data, jobs=1)
    publish(data, Profile.PUBLIC)
    published = DataFolder(data.path / "published")
    assert any("krabbesen" in record.file_name for record in published.manifest().documents)
    shutil.rmtree(data.path / "notes")
    named = minutes("aarhus", 14, "Jens Bro").replace("Karen Krog,", "Frode Krabbesen,").replace("direktør", "konsulent")
    load([write(tmp_path / "in", four=named)], data, jobs=1)
    publish(data, Profile.PUBLIC)
    assert not re.search("krabbesen", everything(published), re.IGNORECASE)
    assert told(published) == told(afresh(data, tmp_path))


def test_a_publication_whose_memory_is_lost_or_false_is_made_anew(data: DataFolder) -> None:
    made = publish(data, Profile.PUBLIC)
    for said in ("", "{", '{"dataset": "other"}'):
        (data.path / "publication.memory.json").write_text(said)
        assert publish(data, Profile.PUBLIC) == made
    assert (data.path / "publication.memory.json").stat().st_mode & 0o077 == 0


def test_with_another_key_all_addresses_are_others(data: DataFolder) -> None:
    publish(data, Profile.PUBLIC)
    published = DataFolder(data.path / "published")
    before = set(re.findall(r"udeladt-\w+", everything(published)))
    (data.path / "publication.key").unlink()
    publish(data, Profile.PUBLIC)
    after = set(re.findall(r"udeladt-\w+", everything(published)))
    assert before and after and before.isdisjoint(after)


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


def test_findings_leave_as_they_were_found(tmp_path: Path) -> None:
    """Two consultants of one municipality are told alike, and are not alike for that; what somebody let stand still stands."""
    folder = DataFolder(tmp_path / "data")
    texts = [minutes(day=day).replace("Karen Krog, direktør", f"{who}, konsulent") for day, who in ((12, "Frode Krabbesen"), (19, "Sofie Dyrholm"))]
    three = minutes(day=26)
    load([write(tmp_path / "in", one=texts[0], two=texts[1], three=three, four=three.replace("Der var afbud fra Bo Lund.", ""))], folder, jobs=1)
    found = rows(folder.open()[0])
    assert found
    acknowledge(folder, found[0][0], "set")
    publish(folder, Profile.PUBLIC)
    assert rows(DataFolder(folder.path / "published").open()[0]) == rows(folder.open()[0])


def test_a_finding_on_who_a_withheld_person_is_does_not_leave(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    for day, who in ((12, "Frode Krabbesen"), (19, "Frode Krabbens")):
        load([write(tmp_path / "in", **{f"d{day}": minutes(day=day).replace("Karen Krog, direktør", f"{who}, konsulent")})], folder, jobs=1)
    assert any(row[2] == "people-alike" for row in rows(folder.open()[0]))
    publish(folder, Profile.PUBLIC)
    assert not any(row[2] == "people-alike" for row in rows(DataFolder(folder.path / "published").open()[0]))


def test_an_older_version_that_comes_back_brings_nothing_withdrawn_with_it(data: DataFolder, tmp_path: Path) -> None:
    one = next(record for record in data.manifest().documents if record.file_name == "one.md")
    assert klyngegraf("publish", "--profile", "internal", data=data.path).returncode == 0
    assert klyngegraf("backup", tmp_path / "backup", data=data.path).returncode == 0
    assert klyngegraf("withdraw", one.id, "--person", PUBLIC, "--reason", "har bedt om det", data=data.path).returncode == 0
    done = klyngegraf("restore", tmp_path / "backup", data=data.path)
    assert done.returncode == 0, done.stderr
    assert one.id not in {record.id for record in data.manifest().documents}
    published = DataFolder(data.path / "published")
    assert one.id not in {record.id for record in published.manifest().documents}
    assert "Holm" not in everything(published) and NAME in everything(published)
    (data.path / "versions" / str(data.version()) / "manifest.json").write_text("{")
    done = klyngegraf("restore", tmp_path / "backup", data=data.path)
    assert done.returncode == 0 and "must be withdrawn again" in done.stderr


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
