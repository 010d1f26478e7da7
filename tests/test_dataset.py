"""The data folder: versions that never change, a switch at once, and a kill at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import DataFolder, DocumentRecord, Lines, Solutions, current, lines, sums, tracked
from store.current import Current
from store.draft import STEPS
from store.errors import DataBusy, DataCorrupt
from store.fingerprint import graph_hash

E = "http://example.org/"
ROOT = Path(__file__).resolve().parent.parent


def record(number: int, **changes: str) -> DocumentRecord:
    made = DocumentRecord(
        id=f"{number:016x}",
        source=f"/in/{number}.txt",
        file_name=f"{number}.txt",
        media_type="text/plain",
        sha256=f"{number:064x}",
        kind="minutes",
        label="Referat",
        graph=f"{E}graph/{number}",
        facts=1,
        unparsed=0,
        characters=10,
        understood=9,
        loader="one",
        loaded_at="2025-01-01T00:00:00Z",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def triples(value: str) -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode(E + "a"), ox.NamedNode(E + "p"), ox.Literal(value))]


def load(data: DataFolder, *numbers: int, value: str = "") -> None:
    with data.draft() as draft:
        for number in numbers:
            draft.put(record(number), triples(f"{value}{number}"), f"tekst {value}{number}")
        draft.commit()


def seal(data: DataFolder) -> None:
    """The version in use as it stands, whatever has been done to it."""
    number = data.version()
    current.write(data.path, Current(number, sums.write(data.folder(number))))


def values(data: DataFolder, *, memory: bool = False) -> list[str]:
    store, _ = data.open(memory=memory)
    found = store.query("SELECT ?o { ?s ?p ?o } ORDER BY ?o")
    assert isinstance(found, Solutions)
    return [row[0].value for row in found if isinstance(row[0], ox.Literal)]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def test_a_folder_that_is_not_there_is_an_empty_dataset(data: DataFolder) -> None:
    assert data.version() == 0 and data.manifest().documents == () and values(data) == []
    assert not data.path.exists()


def test_a_commit_is_the_next_version_and_leaves_the_old_one_open(data: DataFolder) -> None:
    load(data, 1)
    old, _ = data.open()
    load(data, 2)
    assert data.version() == 2 and values(data) == values(data, memory=True) == ["1", "2"]
    assert [one.id for one in data.manifest().documents] == [record(1).id, record(2).id]
    found = old.query("SELECT ?o { ?s ?p ?o }")
    assert isinstance(found, Solutions) and len(list(found)) == 1
    assert data.text(record(1).id) == "tekst 1"


def test_the_dataset_version_depends_on_the_graphs_alone(tmp_path: Path) -> None:
    first, second = DataFolder(tmp_path / "a"), DataFolder(tmp_path / "b")
    load(first, 1, 2)
    load(second, 2, value="x")
    load(second, 2)
    load(second, 1)
    assert first.manifest().dataset == second.manifest().dataset
    assert first.manifest().graphs == second.manifest().graphs
    load(second, 1, value="x")
    assert first.manifest().dataset != second.manifest().dataset


def test_graph_hashes_do_not_hang_on_order_repetition_or_blank_node_names() -> None:
    one, two = triples("1"), triples("2")
    assert graph_hash(one + two) == graph_hash(two + one + two) != graph_hash(one)
    blank = [[ox.Triple(ox.BlankNode(name), ox.NamedNode(E + "p"), ox.Literal("1"))] for name in ("a", "b")]
    assert graph_hash(blank[0]) == graph_hash(blank[1])


_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@given(st.lists(st.tuples(_TEXTS, st.sampled_from(["", "da", "en"])), max_size=8))
def test_a_graph_hashed_as_text_has_the_hash_of_its_statements(said: list[tuple[str, str]]) -> None:
    literals = [ox.Literal(text, language=language or None) for text, language in said]
    made = [ox.Quad(ox.NamedNode(E + "a"), ox.NamedNode(E + "p"), literal, ox.NamedNode(E + "g")) for literal in literals]
    found = lines(E + "g", (f"{quad} ." for quad in made))
    assert (found.sha256, found.triples) == (graph_hash(quad.triple for quad in made), len(set(made)))
    assert set(found) == set(made)


def test_graphs_that_came_as_text_are_written_together_and_seen_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def text(number: int, value: str) -> Lines:
        return lines(record(number).graph, (f"{triple} <{record(number).graph}> ." for triple in triples(value)))

    one, other = DataFolder(tmp_path / "one"), DataFolder(tmp_path / "other")
    monkeypatch.setattr(tracked, "BATCH", 150)  # two graphs and a bit
    with one.draft() as draft:
        for number in range(5):
            draft.put(record(number), text(number, str(number)), "")
        draft.put(record(1), text(1, "x"), "")
        assert not draft.put(record(1), text(1, "x"), "")
        draft.withdraw(record(2).id)
        assert len(list(draft.store.engine)) == 4
        draft.commit()
    load(other, 0, 3, 4)
    with other.draft() as draft:
        draft.put(record(1), triples("x"), "")
        draft.commit()
    assert values(one) == values(other) == ["0", "3", "4", "x"]
    assert one.manifest().graphs == other.manifest().graphs


def test_nothing_new_is_no_new_version(data: DataFolder) -> None:
    load(data, 1)
    before = data.manifest()
    with data.draft() as draft:
        assert not draft.put(record(1, loaded_at="2026-01-01T00:00:00Z"), triples("1"), "tekst 1")
        assert not draft.replace(record(1).graph, triples("1"))
        assert draft.commit() == before
    assert data.version() == 1


def test_a_document_read_by_another_loader_to_the_same_graph_is_noted(data: DataFolder) -> None:
    load(data, 1)
    with data.draft() as draft:
        assert draft.put(record(1, loader="two"), triples("1"), "tekst 1")
        after = draft.commit()
    assert after.documents[0].loader == "two" and after.number == 2
    assert after.dataset == DataFolder(data.path).manifest().dataset


def test_withdrawing_a_document_removes_graph_record_and_text(data: DataFolder) -> None:
    load(data, 1, 2)
    with data.draft() as draft:
        assert draft.withdraw(record(1).id) and not draft.withdraw(record(1).id)
        draft.commit()
    assert values(data) == ["2"] and data.manifest().document(record(1).id) is None
    with pytest.raises(KeyError):
        data.text(record(1).id)
    with pytest.raises(KeyError):
        data.text("../../../current")


def test_a_text_read_anew_leaves_the_older_versions_text_alone(data: DataFolder) -> None:
    load(data, 1)
    load(data, 1, value="ny ")
    assert data.text(record(1).id) == "tekst ny 1"
    assert (data.folder(1) / "texts" / f"{record(1).id}.txt").read_text(encoding="utf-8") == "tekst 1"


def test_writes_through_the_drafts_store_count_too(data: DataFolder) -> None:
    with data.draft() as draft:
        draft.store.replace(E + "g", triples("1"))
        draft.commit()
    assert [graph.iri for graph in data.manifest().graphs] == [E + "g"] and values(data) == ["1"]


def test_a_draft_that_is_left_changes_nothing(data: DataFolder) -> None:
    load(data, 1)
    with pytest.raises(ZeroDivisionError), data.draft() as draft:
        draft.put(record(2), triples("2"), "")
        1 / 0  # noqa: B018
    with data.draft() as draft:
        draft.put(record(3), triples("3"), "")
    assert data.version() == 1 and values(data) == ["1"]
    assert sorted(place.name for place in (data.path / "versions").iterdir()) == ["1"]


def test_three_versions_are_kept(data: DataFolder) -> None:
    for number in range(1, 6):
        load(data, number)
    assert sorted(place.name for place in (data.path / "versions").iterdir()) == ["3", "4", "5"]
    assert values(data) == ["1", "2", "3", "4", "5"]


def test_a_second_writer_is_refused_by_pid(data: DataFolder) -> None:
    with data.draft(), pytest.raises(DataBusy) as busy, data.draft():
        pass
    assert busy.value.pid == os.getpid()
    load(data, 1)


def test_broken_files_are_named(data: DataFolder) -> None:
    load(data, 1)
    (data.folder(1) / "manifest.json").write_text('{"number": 1}', encoding="utf-8")
    with pytest.raises(DataCorrupt, match=r"manifest\.json"):
        data.manifest()
    (data.path / "current").write_text("../1", encoding="utf-8")
    with pytest.raises(DataCorrupt, match="current"):
        data.version()


def test_quarantine_keeps_a_folder_inside_itself(data: DataFolder) -> None:
    place = data.quarantine(record(1).id, "../../evil/Referat (1).txt")
    (place / "report.txt").write_text("x", encoding="utf-8")
    assert place.parent == data.path / "quarantine" and place.name.endswith("-Referat (1).txt")
    assert list(data.quarantine(record(1).id, "Referat (1).txt").iterdir()) == []


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = [{tests!r}, {root!r}]
import test_dataset
from store import DataFolder

def die(step):
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

data = DataFolder(Path(sys.argv[1]), steps=die)
with data.draft() as draft:
    draft.put(test_dataset.record(2), test_dataset.triples("2"), "tekst 2")
    die("written")
    draft.commit()
"""


@pytest.mark.parametrize("step", [*STEPS, "written"])
def test_a_kill_at_any_step_leaves_the_old_state_or_the_new_one_whole(data: DataFolder, step: str) -> None:
    load(data, 1)
    script = textwrap.dedent(KILLED).format(tests=str(ROOT / "tests"), root=str(ROOT))
    done = subprocess.run([sys.executable, "-c", script, str(data.path), step], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    switched = step in ("switched", "cleaned")
    assert values(data) == values(data, memory=True) == (["1", "2"] if switched else ["1"])
    assert data.manifest().number == data.version() == (2 if switched else 1)
    load(data, 3)
    assert values(data) == (["1", "2", "3"] if switched else ["1", "3"])
    names = [place.name for place in (data.path / "versions").iterdir()]
    assert not [name for name in names if not name.isdecimal() or int(name) > data.version()]
