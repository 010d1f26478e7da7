"""A name that was withdrawn is written in every way a document has, and looked for in all that leaves: answers, feeds, dumps, files and logs."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

import pytest
from pyoxigraph import RdfFormat
from starlette.testclient import TestClient

import queries
from api import dump_writer
from api.app import create
from api.catalogue import edition
from api.settings import Settings
from klyngegraf.loading import load
from klyngegraf.publication import Profile, publish
from klyngegraf.publication.masking import Silence
from klyngegraf.publication.spelling import Writing
from klyngegraf.withdrawal import withdraw, withhold
from store import DataFolder
from tests.minutes import minutes, write

NAME = "Asbjørg Skjoldager Fynbæk"
TRACES = re.compile(
    r"asbj(?:ø|o|oe|%C3%B8)rg|skjold(?:ager|-\s*ager)|fynb(?:æ|a|ae|%C3%A6)k|(?<![A-ZÆØÅa-z])ASF(?![a-z])|(?<![A-Z])A\.? ?S\. ?F\.|"
    r"F Y N B|asbsky|asbfyn|24 ?68 ?13 ?57",
    re.IGNORECASE,
)
PARTS = "asbjørg|asbjoerg|asbjorg|skjoldager|fynbæk|fynbaek|fynbak"
NAMED = "Ane Holm"
MINUTES = f"""# REFERAT Randersklyngen d. 12-03-2025

**Mødedato** 12. marts 2025 kl. 09:00

**Mødested** Sundhedshuset

# Punkt 1: Velkommen ved Asbjørg

Mødedeltagere:

Ane Holm, borgmester Randers Kommune (A) (kommunal medformand)

Bo Lund, regionsrådsmedlem (V)

{NAME}, konsulent, Randers Kommune

## Beslutning

{NAME} orienterede om status. Asbjørgs oplæg udsendes, og Fynbæks og Skjoldagers bemærkninger følger. ASBJØRG SKJOLDAGER FYNBÆK, Asbjorg Fynbaek,
Asbjoerg Skjoldager og 4sbjørg Fynbæk er den samme. Asbjørg S. Fynbæk, A. Fynbæk, A.S. Fynbæk, ASF og A.S.F. ligeså; Fynbæk, Asbjørg skriver. Asbjørg
Skjoldager Fynbæk følger op, Skjold-
ager og Fyn­bæk også. F Y N B Æ K. Skriv til asbjoerg.fynbaek@by.dk, asf@by.dk, asbfyn@by.dk eller ring på 24 68 13 57; se AsbjørgFynbæk.pdf,
https://by.dk/medarbejdere/asbjoerg-skjoldager-fynbaek og https://by.dk/Asbj%C3%B8rg%20Fynb%C3%A6k?side=2.

# Punkt 2: Asbjørg Fynbæks forslag om Fynbæk-modellen

## Indstilling

Det indstilles, at Asbjørg Skjoldager Fynbæks forslag godkendes, og at Fynbæk-modellen udbredes.

## Beslutning

Godkendt. Asbjørg vender tilbage, ring 24681357.

Bilag: Notat fra Asbjørg Skjoldager Fynbæk
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Published with the name in it, and then without."""
    place = tmp_path_factory.mktemp("leaks")
    folder = DataFolder(place / "data")
    elsewhere = minutes("randers", 19, decision="Skjoldager er syg. Fynbæks notat drøftes, siger Asbjørg.")
    load(
        [write(place / "in", **{"referat-asbjoerg-skjoldager-fynbaek": MINUTES, "Asbjørg_Fynbæk": elsewhere, "three": minutes("horsens", 13)})],
        folder,
        jobs=1,
    )
    publish(folder, Profile.INTERNAL)
    withhold(NAME, folder, "har bedt om det")
    publish(folder, Profile.PUBLIC)
    return folder


@pytest.fixture(scope="module")
def published(data: DataFolder) -> DataFolder:
    found = DataFolder(data.path / "published")
    store, manifest = found.open()
    of = edition(manifest)
    dump_writer.write(store, of, "https://example.org/licence", found.path / "dumps" / of.dump)
    return found


@pytest.fixture(scope="module")
def client(published: DataFolder) -> Iterator[TestClient]:
    with TestClient(create(Settings(data=published.path, workers=0, dumps=False)), follow_redirects=False) as started:
        yield started


@dataclass(frozen=True)
class Said:
    """One answer, with its headers."""

    path: str
    status: int
    text: str


def ask(client: TestClient, path: str, accept: str = "text/html", language: str = "da") -> Said:
    client.cookies.clear()
    answer = client.get(path, headers={"Accept": accept, "Accept-Language": language})
    content = gzip.decompress(answer.content) if path.endswith(".gz") and answer.status_code == 200 else answer.content
    return Said(path, answer.status_code, "\n".join([*map(": ".join, answer.headers.items()), content.decode("utf-8", "replace")]))


def traces(said: str) -> list[str]:
    """What tells the name; the vocabulary has given names of its own, none of them this."""
    return sorted({said[max(0, found.start() - 40) : found.end() + 40] for found in TRACES.finditer(said)})


def crawled(client: TestClient, starts: list[str], spoken_of: set[str]) -> Iterator[Said]:
    """Every answer that links lead to, from pages and in headers; of the reference data only what the documents speak of."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        found = ask(client, waiting.pop())
        yield found
        links = re.findall(r'(?:href|src|action)="([^"#]+)', found.text)
        links += re.findall(r"<([^>]+)>; rel=", found.text) + re.findall(r"^location: (.*)", found.text, re.M)
        for link in links:
            path = urljoin(found.path, link.replace("&amp;", "&")).removeprefix("http://testserver")
            thing = re.match(r"/(?:doc|id)/([^?.]*)", path)
            if path in seen or not path.startswith("/") or path.startswith(("/static", "/language")) or (thing and thing[1] not in spoken_of):
                continue
            seen.add(path)
            waiting.append(path)


def spoken_of(published: DataFolder) -> set[str]:
    """What the graphs of the documents and of who is who name, as paths."""
    store, _ = published.open()
    wanted = "FILTER(!REGEX(STR(?g), 'graph/(reference|vocabularies|ontology)$'))"
    found = store.query(
        f"SELECT DISTINCT ?s {{ GRAPH ?g {{ {{ ?s ?p ?o }} UNION {{ ?o ?p ?s }} }} {wanted} FILTER(CONTAINS(STR(?s), '/klyngegraf/id/')) }}"
    )
    return {row[0].value.partition("/klyngegraf/id/")[2] for row in found}  # type: ignore[union-attr]


def test_the_name_is_read_in_many_forms_to_begin_with(data: DataFolder) -> None:
    store, manifest = data.open()
    said = io.BytesIO()
    store.dump(said, RdfFormat.N_QUADS)
    assert len(traces(said.getvalue().decode())) > 60
    assert any(traces(record.file_name) for record in manifest.documents)


def test_no_page_that_links_lead_to_has_the_name(client: TestClient, published: DataFolder) -> None:
    starts = ["/", "/quality", "/catalog", "/dumps/", "/queries", "/changes", "/sitemap.xml", "/void", "/search?q=Randers"]
    things = spoken_of(published)
    answers = list(crawled(client, [*starts, *(f"/doc/{thing}" for thing in sorted(things) if "/quote/" not in thing)], things))
    assert {one.path: found for one in answers if (found := traces(one.text))} == {}
    assert sum(one.status == 200 for one in answers) > 150


def test_no_table_graph_feed_or_dump_has_the_name(client: TestClient, published: DataFolder) -> None:
    everything = quote("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }")
    described = quote("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    paths = [f"/sparql?query={everything}&format={form}" for form in ("json", "xml", "csv", "tsv")]
    paths += [f"/sparql?query={described}&format={form}" for form in ("turtle", "ntriples", "jsonld", "rdfxml")]
    paths += [f"/{place}{ending}" for place in ("catalog", "void") for ending in ("", "?format=turtle", "?format=jsonld")]
    paths += ["/changes?format=atom", "/changes?format=json", "/openapi.json", "/graph?default", "/health", "/metrics", "/prefixes.json"]
    for name, query in queries.load().items():
        example = "&".join(f"{key}={quote(value)}" for key, value in query.example)
        paths += [f"/queries/{name}?{example}&format={form}" for form in ("json", "csv", "tsv", "html")] + [
            f"/queries/{name}.csv-metadata.json?{example}"
        ]
        if not query.parameters:
            paths.append(f"/queries/{name}?profile=excel")
    (of,) = (place for place in (published.path / "dumps").iterdir())
    paths += [f"/dumps/{of.name}/{file.relative_to(of).as_posix()}" for file in of.rglob("*") if file.is_file()]
    answers = [ask(client, path, "*/*") for path in paths]
    assert {one.path: found for one in answers if (found := traces(one.text))} == {}
    assert sum(one.status == 200 for one in answers) > 100


def test_no_file_of_the_folder_has_the_name(published: DataFolder) -> None:
    """The engine's own files too, in the order of their bytes: what was deleted is not in them."""
    files = [file for file in published.path.rglob("*") if file.is_file()]
    assert len(files) > 20
    for file in files:
        content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        assert not traces(str(file.relative_to(published.path))), file
        assert not re.search(PARTS, content.decode("utf-8", "replace"), re.IGNORECASE), file
    assert [place.name for place in (published.path / "versions").iterdir()] == [str(published.version())]


def test_a_document_withdrawn_is_in_no_file_either_and_gone_on_every_route(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    load([write(tmp_path / "in", one=MINUTES, two=minutes("horsens", 13))], folder, jobs=1)
    publish(folder, Profile.INTERNAL)
    (gone,) = (record.id for record in folder.manifest().documents if record.file_name == "one.md")
    withdraw([gone], folder, "offentliggjort ved en fejl", "published by mistake")
    publish(folder, Profile.INTERNAL)
    for file in (file for file in folder.path.rglob("*") if file.is_file()):
        assert not re.search(PARTS, file.read_bytes().decode("utf-8", "replace"), re.IGNORECASE), file
    thing = f"https://w3id.org/klyngegraf/id/document/{gone}"
    routes = [f"/doc/document/{gone}", f"/doc/document/{gone}.ttl", f"/doc/document/{gone}/quote/1-2", f"/doc/graph/{gone}", f"/text/{gone}"]
    routes += [f"/graph?graph=https://w3id.org/klyngegraf/id/graph/{gone}", f"/graph?graph={thing}"]
    routes += [f"/queries/{name}?{one.name}={value}" for name, one in of_documents() for value in (gone, quote(thing, safe=""))]
    with TestClient(create(Settings(data=folder.path / "published", workers=0, dumps=False))) as client:
        assert len(routes) > 8
        for path in routes:
            for language, reason in (("da", "offentliggjort ved en fejl"), ("en", "published by mistake")):
                for accept in ("text/html, */*;q=0.5", "application/problem+json, */*;q=0.5"):
                    said = ask(client, path, accept, language)
                    assert said.status == 410 and reason in said.text, (path, accept)
        assert ask(client, "/doc/document/ffffffffffffffff").status == 404


def of_documents() -> list[tuple[str, queries.Parameter]]:
    """The named queries that take a document, with that parameter."""
    return [(name, one) for name, query in queries.load().items() for one in query.parameters if one.kind == "document"]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/doc/person/asbjoerg-skjoldager-fynbaek",
        "/doc/person/asbjoerg-skjoldager-fynbaek.ttl",
        "/doc/meeting/randersklyngen/2025-03-12/attendance/asbjoerg-skjoldager-fynbaek",
        f"/queries/attendance?person={quote(NAME)}",
        "/queries/attendance?person=asbjoerg-skjoldager-fynbaek",
        f"/queries/attendance?person={quote('https://w3id.org/klyngegraf/id/person/asbjoerg-skjoldager-fynbaek', safe='')}",
        "/graph?graph=https://w3id.org/klyngegraf/id/person/asbjoerg-skjoldager-fynbaek",
    ],
)
def test_the_withdrawn_name_answers_410_and_is_not_said_again(client: TestClient, path: str, language: str) -> None:
    page, told = ask(client, path, "text/html, */*;q=0.5", language), ask(client, path, "application/problem+json, */*;q=0.5", language)
    assert (page.status, told.status) == (410, 410)
    assert {"da": "Navnet er trukket tilbage", "en": "The name has been withdrawn"}[language] in told.text
    assert not traces(told.text) and not traces(page.text)
    assert "har bedt om det" not in told.text


def test_other_names_are_unknown_as_before(client: TestClient) -> None:
    assert ask(client, "/doc/person/asbjoerg-andersen").status == 404
    assert ask(client, f"/queries/attendance?person={quote('Karen Kragh')}").status == 404
    assert ask(client, f"/queries/attendance?person={quote(NAMED)}").status == 200


def test_near_matches_and_completions_do_not_lead_to_it(client: TestClient) -> None:
    for path in (
        "/suggest?kind=person&q=Asb",
        "/search?q=Fynb",
        "/find?kind=person&name=Asbj",
        "/doc/person/asbjoerg-skjoldager",
        "/queries/attendance?person=Asbj",
    ):
        said = ask(client, path, "application/json, text/html").text
        assert not TRACES.search(re.sub(r"Asbj?(?![ø])|Fynb(?!æ)|asbjoerg-skjoldager(?!-f)", "", unquote(said))), path


def test_what_former_versions_changed_is_told_without_the_name(tmp_path: Path) -> None:
    """A title that was told as long as the name was."""
    folder = DataFolder(tmp_path / "data")
    load([write(tmp_path / "in", one=MINUTES)], folder, jobs=1)
    publish(folder, Profile.INTERNAL)
    published = DataFolder(folder.path / "published")
    told = published.folder(published.version()) / "changes.json"
    told.write_text(
        told.read_text(encoding="utf-8").replace('"id"', f'"label": "Notat fra {NAME}", "id"').replace('"label": "Referat', '"was": "'),
        encoding="utf-8",
    )
    assert traces(changes := told.read_text(encoding="utf-8")) and NAME in changes
    withhold(NAME, folder, "x")
    publish(folder, Profile.INTERNAL)
    assert [one.number for one in published.changes()] == [2, 1]
    assert not traces(repr(published.changes()))


def test_the_name_withdrawn_survives_loads(data: DataFolder, published: DataFolder, tmp_path: Path) -> None:
    """A new document has it, and is masked; the address is still gone."""
    copy = DataFolder(tmp_path / "data")
    load([write(tmp_path / "in", one=MINUTES)], copy, jobs=1)
    withhold(NAME, copy, "x")
    publish(copy, Profile.INTERNAL)
    load([write(tmp_path / "more", two=MINUTES.replace("12-03", "26-03").replace("12. marts", "26. marts"))], copy, jobs=1)
    publish(copy, Profile.INTERNAL)
    out = DataFolder(copy.path / "published")
    assert len(out.manifest().documents) == 2
    for record in out.manifest().documents:
        assert not traces(out.text(record.id))
    with TestClient(create(Settings(data=out.path, workers=0, dumps=False))) as client:
        assert ask(client, "/doc/person/asbjoerg-skjoldager-fynbaek").status == 410


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("Mette Vang-Hansen og Vang-Hansens kontor", "█████ ███████████ og ████████████ kontor"),
        ("Anne-Mette, Anne-Mettes", "████-█████, ████-██████"),
        ("Mette Holm er borgmester, Mette er konsulent", "Mette Holm er borgmester, █████ er konsulent"),
        ("vi bor ved en vang", "vi bor ved en vang"),
        ("BESLUTNING OM AMVH", "BESLUTNING OM AMVH"),
        ("(AMVH)", "(████)"),
        ("kl. 12 30 14 00, kontoret", "kl. 12 30 14 00, kontoret"),
        ("HANSEN, Hansens og Vang", "██████, ███████ og Vang"),
        ("metvan@by.dk og post@by.dk", "██████@██.██ og post@by.dk"),
    ],
)
def test_forms_of_a_name(said: str, masked: str) -> None:
    silence = Silence.of({"one": ["Anne-Mette Vang-Hansen"]}, ["Mette Holm"], ["Vang Kommune"])
    assert silence.reader(["one"]).mask(said) == masked


def test_how_somebody_is_reached_is_masked_where_it_is_quoted_alone() -> None:
    silence = Silence.of({"one": ["Anne-Mette Vang-Hansen"]}, [], [])
    reader = silence.reader(["one"], Writing.of("Kontakt: Mette Vang-Hansen, tlf. 24 68 13 57"))
    assert reader.mask("24 68 13 57 eller 24681357, ikke 12 34 56 78") == "██ ██ ██ ██ eller ████████, ikke 12 34 56 78"
