"""The changelog beside the manifest, and the feed that tells of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import httpx2
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


def test_the_feed_is_valid_atom(data: DataFolder) -> None:
    """What RFC 4287 demands of a feed and its entries, and RFC 5005 of its pages."""
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    with TestClient(create(Settings(data=data.path, workers=0))) as client:
        seen: list[str] = []
        path = "/changes?format=atom&limit=2"
        while path:
            feed = ElementTree.fromstring(client.get(path, headers={"Accept": "application/atom+xml"}).content)
            assert feed.tag == f"{ATOM}feed"
            for one in (feed, *feed.findall(f"{ATOM}entry")):
                for name in ("id", "title", "updated"):
                    assert len(one.findall(f"{ATOM}{name}")) == 1 and one.findtext(f"{ATOM}{name}"), name
                assert str(one.findtext(f"{ATOM}id")).startswith("http://testserver/changes")
                assert moment.fullmatch(str(one.findtext(f"{ATOM}updated")))
                pairs = [
                    (link.get("rel"), link.get("type"), link.get("hreflang")) for link in one.findall(f"{ATOM}link") if link.get("rel") == "alternate"
                ]
                assert len(pairs) == len(set(pairs))
            links = {link.get("rel"): str(link.get("href")) for link in feed.findall(f"{ATOM}link")}
            assert ElementTree.fromstring(client.get(links["self"], headers={"Accept": "application/atom+xml"}).content).findtext(f"{ATOM}id")
            assert feed.findtext(f"{ATOM}author/{ATOM}name") and feed.findtext(f"{ATOM}updated") == data.changes()[0].at
            seen += [str(one.findtext(f"{ATOM}id")) for one in feed.findall(f"{ATOM}entry")]
            path = links.get("next", "").replace("http://testserver", "")
    assert len(seen) == len(set(seen)) == 5


def test_the_feed_is_read_page_by_page_and_since_a_version(data: DataFolder) -> None:
    def versions(said: httpx2.Response) -> list[int]:
        return [one["_klyngegraf"]["version"] for one in said.json()["items"]]

    with TestClient(create(Settings(data=data.path, workers=0))) as client:
        first = client.get("/changes?format=json&limit=2")
        assert versions(first) == [5, 4] and first.json()["next_url"].endswith("/changes?before=4&limit=2")
        assert first.headers["link"] == f'<{first.json()["next_url"]}>; rel="next"'
        second = client.get(first.json()["next_url"], headers={"Accept": "application/feed+json"})
        assert versions(second) == [3, 2] and second.json()["feed_url"] == first.json()["next_url"]
        assert versions(client.get("/changes?format=json&since=3")) == [5, 4]
        last = client.get("/changes?format=json&since=5")
        assert versions(last) == [] and "next_url" not in last.json()
        assert client.get("/changes?limit=0").status_code == client.get("/changes?before=x").status_code == 400


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
