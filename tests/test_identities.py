"""The ledger of who is who over a real data folder: entered, listed, obeyed, kept over loads, copies and killed loads, undone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from klyngegraf import identities
from klyngegraf.cli import app
from klyngegraf.errors import NoData, NotDecidable, UnknownThing
from klyngegraf.identities import State
from klyngegraf.loading import load
from loaders import identity_ledger, identity_review
from loaders.identity_ledger import Entry, in_force, verdict
from loaders.identity_review import Known, undecided
from loaders.iris import Iris
from queries.errors import AmbiguousEntity, UnknownEntity
from store import DataFolder, EmbeddedStore
from tests.minutes import minutes, three, write

WHEN = "2026-01-15T09:30:00Z"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three minutes; Karen Krog is director in three municipalities: three people, as far as the rules can tell."""
    folder = tmp_path_factory.mktemp("identities")
    load([three(folder / "in")], DataFolder(folder / "data"), jobs=1)
    return folder


@pytest.fixture
def data(loaded: Path, tmp_path: Path) -> DataFolder:
    """A copy of it."""
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)
    return DataFolder(tmp_path / "data")


def people(data: DataFolder) -> tuple[Known, ...]:
    store, _ = data.open()
    assert isinstance(store, EmbeddedStore)
    return identity_review.people(store.engine, Iris())


def krogs(data: DataFolder) -> list[str]:
    """How the people called Karen Krog are told apart: the ends of their IRIs."""
    return [one.iri.rsplit("/", 1)[1] for one in people(data) if one.label == "Karen Krog"]


def states(data: DataFolder) -> list[tuple[State, str]]:
    store, _ = data.open()
    return [(line.state, line.decided) for line in identities.lines(store)]


KROGS = ["karen-krog-aarhus-kommune", "karen-krog-horsens-kommune", "karen-krog-randers-kommune"]


def test_namesakes_stay_apart_until_a_person_joins_them_and_are_listed_to_decide_on(data: DataFolder) -> None:
    assert krogs(data) == KROGS
    assert states(data) == [(State.OPEN, "different")] * 3
    identities.decide(data, KROGS[0], KROGS[1], "moved from one to the other", same=True)
    assert len(krogs(data)) == 2
    assert states(data) == [(State.IN_FORCE, "same"), (State.OPEN, "different")]


def test_whom_a_person_holds_apart_is_not_asked_about_again(data: DataFolder) -> None:
    identities.decide(data, KROGS[0], KROGS[1], "aunt and niece", same=False)
    assert krogs(data) == KROGS
    assert states(data) == [(State.IN_FORCE, "different"), *[(State.OPEN, "different")] * 2]


def test_the_rules_are_overruled(data: DataFolder, tmp_path: Path) -> None:
    """Ane Holm, mayor of one municipality in two minutes, is one person by every rule, and two because somebody knows."""
    load([write(tmp_path / "more", again=minutes("randers", 20))], data, jobs=1)
    [holm] = [one for one in people(data) if one.label == "Ane Holm"]
    identities.decide(data, *holm.members, "mother and daughter", same=False)
    assert len([one for one in people(data) if one.label == "Ane Holm"]) == 2


def test_a_decision_outlives_loads_copies_and_withdrawn_documents(data: DataFolder, tmp_path: Path) -> None:
    identities.decide(data, KROGS[0], KROGS[1], "moved", same=True)
    load([write(tmp_path / "more", again=minutes("randers", 20))], data, jobs=1)
    assert len(krogs(data)) == 2
    shutil.copytree(data.path, tmp_path / "copy")
    assert len(krogs(DataFolder(tmp_path / "copy"))) == 2
    source = data.manifest().documents[0].source
    written = write(Path(source).parent, horsens=minutes("horsens", 13, "Eva Dahl", "Godkendt."))
    load([written / "horsens.md"], data, jobs=1)
    write(written, horsens=minutes("horsens", 13, "Eva Dahl"))
    assert states(data)[0] == (State.WAITING, "same"), "the document that named her has been replaced by another"
    assert len(krogs(data)) == 3


def test_undone_it_holds_no_longer_and_stays_on_record(data: DataFolder) -> None:
    made = identities.decide(data, KROGS[0], KROGS[1], "moved", same=True)
    identities.undo(data, made.id, "they were two")
    assert krogs(data) == KROGS
    store, _ = data.open()
    first = next(iter(identities.lines(store)))
    assert (first.state, first.reason, first.entry) == (State.UNDONE, "they were two", made.id)
    with pytest.raises(UnknownThing):
        identities.undo(data, made.id, "twice")


def test_a_change_of_mind_needs_the_old_entry_undone(data: DataFolder) -> None:
    made = identities.decide(data, KROGS[0], KROGS[1], "aunt and niece", same=False)
    with pytest.raises(NotDecidable, match=f"undo {made.id}"):
        identities.decide(data, KROGS[0], KROGS[1], "moved", same=True)
    identities.undo(data, made.id, "they are one")
    identities.decide(data, KROGS[0], KROGS[1], "moved", same=True)
    assert len(krogs(data)) == 2


def test_two_who_are_one_already_are_neither_joined_nor_parted_by_their_label(data: DataFolder) -> None:
    with pytest.raises(NotDecidable, match="already"):
        identities.decide(data, KROGS[0], KROGS[0], "why not", same=True)
    with pytest.raises(NotDecidable, match="name them as documents do"):
        identities.decide(data, KROGS[0], KROGS[0], "why not", same=False)


def test_a_name_must_mean_one_person(data: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(AmbiguousEntity):
        identities.decide(data, "Karen Krog", KROGS[0], "?", same=True)
    with pytest.raises(UnknownEntity):
        identities.decide(data, "Karl Krag", KROGS[0], "?", same=True)
    with pytest.raises(NoData):
        identities.decide(DataFolder(tmp_path / "none"), "a", "b", "?", same=True)


def test_an_entry_is_in_the_dataset_version(data: DataFolder) -> None:
    before = data.manifest()
    identities.decide(data, KROGS[0], KROGS[1], "moved", same=True)
    after = data.manifest()
    assert after.number == before.number + 1
    assert {graph.iri for graph in after.graphs} - {graph.iri for graph in before.graphs} == {Iris().graph("ledger")}


def test_refused_merges_stand_with_their_reason_in_the_graph_of_identities(data: DataFolder) -> None:
    identities.decide(data, KROGS[0], KROGS[1], "aunt and niece", same=False)
    store, _ = data.open()
    asked = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#> SELECT ?why WHERE { GRAPH <https://w3id.org/klyngegraf/id/graph/identities> {
        ?decision a kg:IdentityDecision ; kg:reason ?why . FILTER(LANG(?why) = "en") } }"""
    assert any("aunt and niece" in str(row[0]) for row in store.query(asked))  # type: ignore[union-attr]


def test_what_the_graph_holds_reads_back_as_it_was_entered() -> None:
    made = (verdict(True, ["urn:b", "urn:a"], ["urn:c"], "one seat", WHEN), verdict(False, ["urn:a"], ["urn:d"], "two", WHEN))
    store = EmbeddedStore(ox.Store())
    store.engine.extend(identity_ledger.to_quads(made, Iris()))
    assert set(identity_ledger.read(store.engine, Iris())) == set(made)


def test_an_entry_counts_by_whoever_of_each_side_is_still_named() -> None:
    made = verdict(True, ["urn:a", "urn:b"], ["urn:c"], "one seat", WHEN)
    assert in_force([made], {"urn:b", "urn:c"}) == (Entry(True, "urn:b", "urn:c", "one seat"),)
    assert in_force([made], {"urn:a", "urn:b"}) == ()


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("Bo Høg Lund", "Bo Høgh Lund", True),
        ("Bo Lund", "Bo Friis Lund", True),
        ("Bo Carl Lund", "Bo Friis Lund", False),
        ("Bo Lund", "Bo Lind", False),
    ],
)
def test_near_names_are_asked_about(one: str, other: str, asked: bool) -> None:
    pair = (Known("urn:1", one, (), ("urn:a",)), Known("urn:2", other, (), ("urn:b",)))
    assert bool(undecided(pair, ())) == asked
    assert not undecided(pair, [("urn:b", "urn:a")]), "held apart by a person already"


def test_the_command_enters_lists_and_undoes(data: DataFolder) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["identities", *arguments, "--data", str(data.path)])
        assert done.exit_code == 0, done.output
        return done.output

    entry = run("same", KROGS[0], KROGS[1], "--reason", "moved").split()[1]
    assert f"in force,same,Karen Krog ({KROGS[0]})" in run("list", "--format", "csv").replace('"', "")
    assert "in force" not in run("list", "--open", "--format", "csv")
    assert run("undo", entry, "--reason", "two after all") == f"undone: {entry}\n"


@pytest.mark.parametrize("command", [("same", "a", "b"), ("different", "a", "b"), ("undo", "x"), ("same", "a", "b", "--reason", "  ")])
def test_nothing_is_decided_without_a_reason(data: DataFolder, command: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, ["identities", *command, "--data", str(data.path)])
    assert done.exit_code == 2
    assert "--reason" in done.output
