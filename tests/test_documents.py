"""Every document of `tests/documents` is read as its answers say, category by category."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import loaders
from klyngegraf.outcome import Taken
from klyngegraf.stage import work
from loaders.document import open_document
from loaders.graph import to_statements
from loaders.iris import Iris
from loaders.kinds import kind_of
from loaders.model import Kind, Reading
from tests.rows import COLUMNS, Row, rows

HERE = Path(__file__).resolve().parent / "documents"
ENDING = ".answers.json"

# What is not read rightly yet, by document and category: each must really fail, so that a gain is recorded by taking its line out.
KNOWN_MISSES: dict[tuple[str, str], str] = {
    (name, category): why
    for name, misses in tomllib.loads((HERE / "misses.toml").read_text(encoding="utf-8")).items()
    for category, why in misses.items()
}


def answered() -> tuple[Path, ...]:
    """The answer files, each beside its document."""
    return tuple(sorted(HERE.glob(f"*/*{ENDING}")))


def document_of(answers: Path) -> Path:
    name = answers.name.removesuffix(ENDING)
    found = [path for path in answers.parent.iterdir() if path.stem == name]
    assert len(found) == 1, f"{answers.name} needs exactly one document beside it"
    return found[0]


@cache
def reading_of(path: Path) -> Reading:
    document = open_document(path)
    return loaders.parse(loaders.read(document), document)


def expected(answers: Path) -> dict[str, list[Row]]:
    """The answers by category, each row with the columns of the contract."""
    said = json.loads(answers.read_text(encoding="utf-8"))
    return {category: [tuple(row[column] for column in COLUMNS[category]) for row in table] for category, table in said.items() if category != "kind"}


def cases() -> Iterator[object]:
    for answers in answered():
        name = document_of(answers).name
        for category in expected(answers):
            yield pytest.param(answers, category, id=f"{name}-{category}", marks=_missed(name, category))


def _missed(name: str, category: str) -> list[pytest.MarkDecorator]:
    why = KNOWN_MISSES.get((name, category))
    return [pytest.mark.xfail(reason=why, strict=True)] if why else []


def kinds() -> Iterator[object]:
    return (pytest.param(answers, id=document_of(answers).name, marks=_missed(document_of(answers).name, "kind")) for answers in answered())


@pytest.mark.parametrize(("answers", "category"), list(cases()))
def test_reading_equals_the_answers(answers: Path, category: str) -> None:
    got = rows(reading_of(document_of(answers)), category)
    assert _same_words(got, expected(answers)[category], category) == expected(answers)[category]


def _same_words(got: list[Row], wanted: list[Row], category: str) -> list[Row]:
    """For money, recipient and purpose need only contain the words of the answer (see `documents/README.md`)."""
    if category != "funding" or len(got) != len(wanted):
        return got
    loose = [COLUMNS["funding"].index(column) for column in ("recipient", "purpose")]
    return [
        tuple(said if index in loose and said and said in cell else cell for index, (cell, said) in enumerate(zip(row, answer, strict=True)))
        for row, answer in zip(got, wanted, strict=True)
    ]


@pytest.mark.parametrize("answers", list(kinds()))
def test_kind_is_recognised(answers: Path) -> None:
    blocks = loaders.read(open_document(document_of(answers))).blocks
    assert kind_of(blocks) is Kind(json.loads(answers.read_text(encoding="utf-8"))["kind"])


@pytest.mark.parametrize("answers", answered(), ids=lambda path: path.name.removesuffix(ENDING))
def test_what_is_read_passes_the_gate(answers: Path) -> None:
    """A body under a body, an interval, a new term: what the readers learn to say the shapes must let through."""
    document = document_of(answers)
    if _missed(document.name, "kind"):
        return  # what is no document to us has no graph
    taken = work(str(document))
    assert isinstance(taken, Taken), [problem.reason for problem in taken.problems]


def test_documents_stand_in_folders() -> None:
    """One beside them would be measured by nobody."""
    assert {path.name for path in HERE.iterdir() if path.is_file()} == {"README.md", "misses.toml"}


@pytest.mark.parametrize("folder", sorted(path.name for path in HERE.iterdir() if path.is_dir()))
def test_every_document_has_answers_and_every_answer_a_document(folder: str) -> None:
    files = list((HERE / folder).iterdir())
    documents = {path.stem for path in files if not path.name.endswith(ENDING)}
    assert documents == {path.name.removesuffix(ENDING) for path in files if path.name.endswith(ENDING)}
    assert documents, f"no document in {folder}"


def test_known_misses_name_real_cases() -> None:
    real = {(document_of(answers).name, category) for answers in answered() for category in (*expected(answers), "kind")}
    assert set(KNOWN_MISSES) <= real


@pytest.mark.parametrize("answers", [one for one in answered() if (document_of(one).name, "kind") not in KNOWN_MISSES], ids=lambda path: path.stem)
def test_graphs_are_written_as_the_engine_writes_them(answers: Path) -> None:
    """They are hashed and stored as text: a number or a date written otherwise would give its graph another hash."""
    document = open_document(document_of(answers))
    made = to_statements(document, loaders.read(document), reading_of(document_of(answers)), Iris())
    assert made.lines() == [f"{quad} ." for quad in made.quads()]
