"""The changelog beside the manifest, and the feed that tells of it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from api.app import create
from api.settings import Settings
from klyngegraf.loading import load
from klyngegraf.withdrawal import withdraw
from store import DataFolder
from store.changelog import KEPT, Entry, Told, read, write
from store.errors import DataCorrupt
from tests.minutes import minutes
from tests.minutes import write as documents

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """Five versions: one document, two, a changed one, one, one again; only three of them are kept."""
    folder = DataFolder(tmp_path / "data")
    load([documents(tmp_path / "in", one=minutes())], folder, jobs=1)
    load([documents(tmp_path / "in", two=minutes("horsens", 13))], folder, jobs=1)
    load([documents(tmp_path / "in", two=minutes("horsens", 13, decision="Godkendt."))], folder, jobs=1)
    withdraw(["two.md"], folder)
    load([documents(tmp_path / "in", two=minutes("horsens", 20))], folder, jobs=1)
    return folder


def test_the_changelog_reaches_further_back_than_the_versions(data: DataFolder) -> None:
    entries = data.changes()
    assert [one.number for one in entries] == [5, 4, 3, 2, 1]
    assert len(list((data.path / "versions").iterdir())) < len(entries)
    assert [[told.change for told in one.documents] for one in entries] == [["added"], ["removed"], ["added", "removed"], ["added"], ["added"]]
    assert all(one.at and one.dataset for one in entries) and entries[-1].others


def test_a_broken_changelog_is_said_and_a_long_one_is_cut(tmp_path: Path) -> None:
    write(tmp_path, tuple(Entry(number, "d", "t", (Told("added", "i", "l"),), ()) for number in range(KEPT + 5)))
    assert len(read(tmp_path)) == KEPT
    (tmp_path / "changes.json").write_text("[{}]", encoding="utf-8")
    with pytest.raises(DataCorrupt):
        read(tmp_path)


def test_the_feed_is_atom_and_json(data: DataFolder) -> None:
    with TestClient(create(Settings(data=data.path, workers=0))) as client:
        answer = client.get("/changes", headers={"Accept": "application/atom+xml"})
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(answer.content)
        assert len(feed.findall(f"{ATOM}entry")) == 5
        assert len({one.text for one in feed.iter(f"{ATOM}id")}) == 6
        newest = feed.find(f"{ATOM}entry/{ATOM}link")
        assert newest is not None
        assert client.get(newest.attrib["href"].replace("http://testserver", ""), headers={"Accept": "text/turtle"}).status_code == 200
        said = client.get("/changes?format=json")
        assert said.headers["content-type"].startswith("application/feed+json")
        items = json.loads(said.text)["items"]
        assert [one["_klyngegraf"]["version"] for one in items] == [5, 4, 3, 2, 1]
        assert items[0]["_klyngegraf"]["documents"][0]["change"] == "added"
        assert client.get("/changes", headers={"If-None-Match": answer.headers["etag"], "Accept": "application/atom+xml"}).status_code == 304
        assert client.get("/changes", headers={"Accept": "image/png"}).status_code == 406
        assert client.get("/changes?format=rss").status_code == 406
