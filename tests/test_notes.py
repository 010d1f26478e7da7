"""What was found out about graphs once: it is used, it is never believed where it is torn, and it goes with the graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from klyngegraf import derived, loading, witnesses
from klyngegraf.loading import load
from klyngegraf.outcome import State
from klyngegraf.withdrawal import withdraw
from loaders.witness import Witness, hear, read, written
from store import DataFolder
from tests.minutes import minutes, three, write

G = "<https://w3id.org/klyngegraf/id/graph/1>"


def fresh(place: Path, folder: Path) -> str:
    return load([folder], DataFolder(place / "fresh")).after.dataset


def spoil(notes: Path, how: Callable[[bytes], bytes]) -> None:
    for place in notes.iterdir():
        place.write_bytes(how(place.read_bytes()))


@pytest.mark.parametrize(
    "how",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: b"\0" * len(content),
        lambda content: content.replace(b"Karen", b"Maren"),
    ],
    ids=["torn", "empty", "zeros", "other"],
)
def test_a_note_that_is_not_as_it_was_written_is_made_anew(tmp_path: Path, how: Callable[[bytes], bytes]) -> None:
    data = DataFolder(tmp_path / "data")
    load([three(tmp_path / "in")], data)
    spoil(data.path / "notes", how)
    write(tmp_path / "in", randers=minutes("randers", 12, "Karen Krog"))
    assert load([tmp_path / "in"], data).after.dataset == fresh(tmp_path, tmp_path / "in")


def test_a_note_that_cannot_be_removed_is_told_and_the_others_go(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    data = DataFolder(tmp_path / "data")
    load([write(tmp_path / "in", one=minutes("randers", 12), two=minutes("horsens", 13))], data)
    gone = next(record.graph for record in data.manifest().documents if record.file_name == "one.md")
    sha256 = next(graph.sha256 for graph in data.manifest().graphs if graph.iri == gone)
    stays = data.path / "notes" / f"{sha256}.stays"
    (stays / "below").mkdir(parents=True)  # a folder cannot be unlinked, whoever asks
    withdraw(["one.md"], data, "x")
    assert [place for place in (data.path / "notes").iterdir() if place.name.startswith(sha256)] == [stays]
    assert [record.levelname for record in caplog.records if str(stays) in record.getMessage() and "remove it" in record.getMessage()] == ["WARNING"]


def test_without_notes_the_engine_is_asked(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    load([three(tmp_path / "in")], data)
    for place in (data.path / "notes").iterdir():
        place.unlink()
    write(tmp_path / "in", randers=minutes("randers", 12, "Karen Krog"))
    assert load([tmp_path / "in"], data).after.dataset == fresh(tmp_path, tmp_path / "in")


def test_only_what_has_changed_is_read_from_its_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = DataFolder(tmp_path / "data")
    load([three(tmp_path / "in")], data)
    told: list[int] = []
    monkeypatch.setattr(witnesses, "hear", lambda lines: told.append(1) or hear(lines))
    write(tmp_path / "in", randers=minutes("randers", 12, "Karen Krog"))
    load([tmp_path / "in"], data)
    assert len(told) == 1


def test_notes_of_another_loader_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = DataFolder(tmp_path / "data")
    load([three(tmp_path / "in")], data)
    monkeypatch.setattr(witnesses, "loader", lambda: "another")
    told: list[int] = []
    monkeypatch.setattr(witnesses, "hear", lambda lines: told.append(1) or hear(lines))
    withdraw(["randers.md"], data)
    assert len(told) > 2, "the two documents that stay, and the words"


def test_a_document_that_goes_takes_its_notes_along(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    load([three(tmp_path / "in")], data)
    write(tmp_path / "in", randers=minutes("randers", 12, "Ulla Unik"))
    load([tmp_path / "in"], data)
    assert any(b"Ulla Unik" in place.read_bytes() for place in (data.path / "notes").iterdir())
    withdraw(["randers.md"], data)
    assert not any(b"Ulla Unik" in place.read_bytes() for place in (data.path / "notes").iterdir())


def test_other_checks_make_the_findings_anew_and_read_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = DataFolder(tmp_path / "data")
    load([three(tmp_path / "in")], data)
    asked: list[str] = []
    for name in ("refresh_identities", "refresh_findings"):
        monkeypatch.setattr(loading, name, lambda draft, name=name: asked.append(name) or getattr(derived, name)(draft))
    for module in (loading, derived):
        monkeypatch.setattr(module, "checks", lambda: "others")
    report = load([tmp_path / "in"], data)
    assert {handled.state for handled in report.documents} == {State.UNCHANGED}
    assert asked == ["refresh_findings"]
    assert report.after.checks == data.manifest().checks == "others"
    asked.clear()
    assert not load([tmp_path / "in"], data).changed
    assert not asked


def test_a_witness_has_what_a_graph_says_of_people() -> None:
    kg, person = "https://w3id.org/klyngegraf/ontology#", "https://w3id.org/klyngegraf/id/document/1/person/bo"
    said = hear(
        (
            f"<https://f/1> <{kg}personAsNamed> <{person}> {G} .",
            f"<https://f/1> <{kg}party> <https://p/a> {G} .",
            f"<https://f/2> <{kg}party> <https://p/b> {G} .",
            f'<{person}> <http://xmlns.com/foaf/0.1/name> "Bo \\"Bob\\" Lund" {G} .',
            f'<https://x/y> <http://xmlns.com/foaf/0.1/name> "Bo" {G} .',
            f"_:b <{kg}personAsNamed> <{person}> {G} .",
            f"<https://o/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{kg}Body> {G} .",
            "",
        )
    )
    assert said == Witness(facts=(("https://f/1", person),), names=((person, 'Bo "Bob" Lund'),), parties=((person, "https://p/a"),))
    assert read(written(said)) == said
