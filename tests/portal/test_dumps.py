"""Dumps: the same dataset gives the same bytes, whole, described, and served as files are."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import queries
from api import dump_writer
from api.app import create
from api.catalogue import edition
from api.settings import Settings
from klyngegraf.loading import load
from store import DataFolder, EmbeddedStore
from store.lock import hold
from tests.minutes import three
from tests.portal.conftest import PLAN

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def dump(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store, manifest = DataFolder(data).open()
    target = tmp_path_factory.mktemp("dumps") / "x"
    dump_writer.write(store, edition(manifest), LICENCE, target)
    return target


def test_the_same_documents_give_the_same_bytes(dump: Path, tmp_path: Path) -> None:
    """Loaded another day, in another order, into another folder."""
    three(tmp_path / "in")
    for document in (PLAN, *sorted((tmp_path / "in").iterdir(), reverse=True)):
        load([document], DataFolder(tmp_path / "data"), jobs=1)
    store, manifest = DataFolder(tmp_path / "data").open(memory=True)
    dump_writer.write(store, edition(manifest), LICENCE, tmp_path / "again")
    first, second = files(dump), files(tmp_path / "again")
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name] and name != dump_writer.MANIFEST] == []


def test_every_form_holds_the_whole(dump: Path, data: Path) -> None:
    store, _ = DataFolder(data).open(memory=True)
    assert isinstance(store, EmbeddedStore)
    whole = set(store.engine)
    for name, form in (("nq", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)):
        assert set(ox.parse(gzip.decompress((dump / f"klyngegraf.{name}.gz").read_bytes()), format=form)) == whole, name
    turtle = list(ox.parse(gzip.decompress((dump / "klyngegraf.ttl.gz").read_bytes()), format=ox.RdfFormat.TURTLE))
    assert {quad.triple for quad in turtle} == {quad.triple for quad in whole}
    assert len(turtle) == len(set(turtle))


def test_parts_are_the_documents_of_a_kind_and_year(dump: Path) -> None:
    quads = list(ox.parse(gzip.decompress((dump / "documents/minutes-2025.nq.gz").read_bytes()), format=ox.RdfFormat.N_QUADS))
    kinds = {
        quad.object.value.rpartition("#")[2] for quad in quads if quad.predicate.value.endswith("#type") and isinstance(quad.object, ox.NamedNode)
    }
    assert "Minutes" in kinds and "ActionPlan" not in kinds
    assert len({quad.graph_name for quad in quads}) == 3


def test_the_sums_are_right_and_nothing_tells_the_day(dump: Path) -> None:
    found = files(dump)
    listed = json.loads(found[dump_writer.MANIFEST])["files"]
    assert {one["path"]: (one["bytes"], one["sha256"]) for one in listed} == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in found.items()
        if name not in (dump_writer.MANIFEST, dump_writer.SUMS)
    }
    assert found[dump_writer.SUMS].decode().splitlines() == [f"{one['sha256']}  {one['path']}" for one in listed]
    for name, content in found.items():
        if name.endswith(".gz"):
            assert content[3:8] == b"\0" * 5, "no file name, no time"


CSVW_TERMS = {
    "@context",
    "@type",
    "@value",
    "@language",
    "@id",
    "tables",
    "url",
    "tableSchema",
    "columns",
    "name",
    "titles",
    "datatype",
    "null",
    "required",
}
CSVW_TERMS |= {"dialect", "encoding", "delimiter", "header", "lineTerminators", "dc:title", "dc:description", "dc:license"}


def test_csvw_describes_each_table_as_it_is(dump: Path) -> None:
    described = json.loads((dump / "tables/csv-metadata.json").read_text(encoding="utf-8"))
    assert keys(described) <= CSVW_TERMS
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    assert {table["url"] for table in described["tables"]} == {f"{name}.csv" for name in queries.load()}
    for table in described["tables"]:
        text = (dump / "tables" / table["url"]).read_text(encoding="utf-8")
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        columns = table["tableSchema"]["columns"]
        assert [column["titles"] for column in columns] == header
        for column, values in zip(columns, zip(*rows, strict=True), strict=False):
            assert all(fits(column["datatype"], value) for value in values if value), (table["url"], column["name"])


def keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for part in value.values() for key in keys(part)}
    return {key for part in value for key in keys(part)} if isinstance(value, list) else set()


def fits(datatype: str, value: str) -> bool:
    return {"integer": str.isdecimal, "decimal": lambda text: text.replace(".", "", 1).isdecimal(), "string": lambda text: True}[datatype](value)


def test_a_dump_that_breaks_off_is_not_there(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, manifest = DataFolder(data).open()

    def broken(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(queries, "run", broken)
    with pytest.raises(OSError, match="no space"):
        dump_writer.write(store, edition(manifest), LICENCE, tmp_path / "dumps" / "x")
    assert list((tmp_path / "dumps").iterdir()) == []


def test_what_killed_writers_left_goes_and_what_is_being_written_stays(data: Path, tmp_path: Path) -> None:
    store, manifest = DataFolder(data).open()
    left, young, written, other = (tmp_path / f".{name}" for name in ("klyngegraf-dump-1", "klyngegraf-dump-2", "klyngegraf-dump-3", "other"))
    for place in (left, young, written, other):
        (place / "dump" / "tables").mkdir(parents=True)
        if place != young:
            os.utime(place, (0, 0))
    with hold(written / "lock"):
        os.utime(written, (0, 0))
        dump_writer.write(store, edition(manifest), LICENCE, tmp_path / "x")
    assert {place.name for place in tmp_path.iterdir()} == {young.name, written.name, other.name, "x"}
    assert not (tmp_path / "x" / "lock").exists()


def test_old_dumps_go(data: Path, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    for number, document in enumerate(sorted(three(tmp_path / "in").iterdir())):
        load([document], folder, jobs=1)
        assert dump_writer.write_current(folder.path, LICENCE, 2) is not None
        assert len(list((folder.path / "dumps").iterdir())) == min(number + 1, 2)


# --- served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service that writes its own dump."""
    folder = tmp_path_factory.mktemp("served")
    load([three(folder / "in")], DataFolder(folder / "data"), jobs=1)
    with TestClient(create(Settings(data=folder / "data", workers=1, watch_seconds=0.1, dumps=True)), follow_redirects=False) as client:
        end = time.monotonic() + 300
        while not client.get("/dumps/").json()["dumps"]:
            assert time.monotonic() < end, "no dump was written"
            time.sleep(0.1)
        yield client


def current(served: TestClient) -> str:
    location = served.get("/dumps/latest/manifest.json").headers["location"]
    return location.removeprefix("http://testserver").removesuffix("manifest.json")


def test_files_are_served_as_files(served: TestClient) -> None:
    base = current(served)
    listed = {one["path"]: one for one in served.get(base + "manifest.json").json()["files"]}
    answer = served.get(base + "klyngegraf.nq.gz")
    assert hashlib.sha256(answer.content).hexdigest() == listed["klyngegraf.nq.gz"]["sha256"]
    assert (answer.headers["content-type"], answer.headers["etag"]) == ("application/gzip", f'"{listed["klyngegraf.nq.gz"]["sha256"]}"')
    assert "content-encoding" not in answer.headers
    assert "immutable" in answer.headers["cache-control"]
    part = served.get(base + "klyngegraf.nq.gz", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, answer.content[10:20])
    assert served.get(base + "klyngegraf.nq.gz", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert served.get(base + "klyngegraf.nq.gz", headers={"If-Modified-Since": answer.headers["last-modified"]}).status_code == 304
    assert served.get(base + "klyngegraf.nq.gz", headers={"Range": "bytes=0-4", "If-Range": '"other"'}).status_code == 200
    head = served.head(base + "klyngegraf.nq.gz")
    assert (head.content, head.headers["content-length"]) == (b"", str(len(answer.content)))


def test_a_table_names_its_description(served: TestClient) -> None:
    answer = served.get(current(served) + "tables/attendance.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    described = served.get(answer.links["describedby"]["url"])
    assert described.headers["content-type"] == "application/csvm+json"


@pytest.mark.parametrize("path", ["../../current", "..%2f..%2fcurrent", "%2e%2e/%2e%2e/current", "nothing.nq", "tables"])
def test_only_listed_files_are_served(served: TestClient, path: str) -> None:
    assert served.get(current(served) + path).status_code == 404


def test_unknown_versions(served: TestClient) -> None:
    assert served.get("/dumps/2020-01-01-0000000000000000/manifest.json").status_code == 404
    assert served.get("/dumps/..%2fversions/manifest.json").status_code == 404


def test_the_catalogue_has_the_checksums(served: TestClient) -> None:
    listed = {one["sha256"] for one in served.get(current(served) + "manifest.json").json()["files"]}
    sums = {line.split('"')[1] for line in served.get("/catalog").text.splitlines() if "checksumValue" in line}
    assert sums
    assert sums < listed


def test_the_page_links_each_file(served: TestClient) -> None:
    page = served.get("/dumps/", headers={"Accept": "text/html"}).text
    assert f'href="{current(served)}klyngegraf.nq.gz"' in page


def test_a_version_still_being_written_says_come_back(data: Path) -> None:
    app = create(Settings(data=data, workers=0, dumps=True))
    _, manifest = DataFolder(data).open()
    with TestClient(create(Settings(data=data, workers=0, dumps=False))) as off:
        assert off.get(f"/dumps/{edition(manifest).dump}/manifest.json").status_code == 404
    app.state.site.serving._current = None
    assert TestClient(app).get("/dumps/latest/manifest.json").status_code == 503
