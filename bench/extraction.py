"""How much of documents with known answers is read rightly, by category; and what is gained and lost against another commit.

Examples: python -m bench.extraction tests/documents/second
          python -m bench.extraction tests/documents --against main~5 --facts
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENDING = ".answers.json"
Fact = tuple[str, ...]
Facts = dict[str, dict[str, list[Fact]]]
"""Document -> category -> rows. A document that is refused has no categories."""


@dataclass(frozen=True, slots=True)
class Score:
    """Rows: `right` are read as the answers say, `read` are all that were read, `wanted` all that the answers hold."""

    right: int = 0
    read: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.read + other.read, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.read + self.wanted) if self.read + self.wanted else 1.0


def main() -> None:
    chosen = _arguments()
    answers = sorted(path for folder in chosen.folders for path in folder.rglob(f"*{ENDING}"))
    if not answers:
        sys.exit(f"no *{ENDING} in {', '.join(map(str, chosen.folders))}: name a folder of documents with answers")
    if chosen.dump:
        json.dump(_read(answers), sys.stdout)
        return
    wanted, read = _wanted(answers), _read(answers)
    before = _read_by(chosen.against, answers) if chosen.against else None
    _print_scores(scores(wanted, read), scores(wanted, before) if before else None)
    if before:
        _print_changes(wanted, before, read, chosen.facts)
    elif chosen.facts:
        _print_changes(wanted, wanted, _in_their_words(wanted, read), True, ("missing or wrong", "not in the answers"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, help=f"folders with documents and their {ENDING} files")
    parser.add_argument("--against", metavar="COMMIT", help="also count the facts gained and lost since this commit")
    parser.add_argument("--facts", action="store_true", help="print each fact that differs")
    parser.add_argument("--dump", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _document(answers: Path) -> Path:
    name = answers.name.removesuffix(ENDING)
    return next(path for path in sorted(answers.parent.iterdir()) if path.stem == name and path != answers)


def _columns(category: str) -> Fact:
    from tests.rows import COLUMNS

    return COLUMNS[category]


def _wanted(answers: Iterable[Path]) -> Facts:
    """What the answers say; a list that a document's answers leave out is not measured for it."""
    made: Facts = {}
    for path in answers:
        said = json.loads(path.read_text(encoding="utf-8"))
        made[_document(path).name] = {
            category: [tuple(row[column] for column in _columns(category)) for row in table] for category, table in said.items() if category != "kind"
        }
    return made


def _read(answers: Iterable[Path]) -> Facts:
    """What is read, by the loaders that Python finds first."""
    import loaders
    from loaders.document import open_document
    from loaders.errors import LoaderError
    from tests.rows import rows

    made: Facts = {}
    for path in answers:
        categories = [category for category in json.loads(path.read_text(encoding="utf-8")) if category != "kind"]
        try:
            document = open_document(_document(path))
            reading = loaders.parse(loaders.read(document), document)
        except LoaderError as refused:
            print(f"{path}: {refused}", file=sys.stderr)
            made[_document(path).name] = {}
            continue
        made[_document(path).name] = {category: list(rows(reading, category)) for category in categories}
    return made


def _read_by(commit: str, answers: Iterable[Path]) -> Facts:
    """What the loaders of another commit read, in a worktree that is taken down again."""
    with tempfile.TemporaryDirectory() as folder:
        tree = str(Path(folder, "tree"))
        git = ("git", "-C", str(ROOT), "worktree")
        subprocess.run([*git, "add", "--detach", "--quiet", tree, commit], check=True)
        try:
            command = [sys.executable, str(Path(__file__).resolve()), "--dump", *sorted({str(path.resolve().parent) for path in answers})]
            path = os.pathsep.join((tree, str(ROOT)))
            done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, cwd=tree, capture_output=True, text=True, check=True)
        finally:
            subprocess.run([*git, "remove", "--force", tree], check=True)
    return {name: {category: [tuple(row) for row in table] for category, table in said.items()} for name, said in json.loads(done.stdout).items()}


def scores(wanted: Facts, read: Facts) -> dict[str, Score]:
    """By category, over all documents. A row counts as right where every column is."""
    made: dict[str, Score] = defaultdict(Score)
    for name, said in wanted.items():
        for category, answers in said.items():
            got = read.get(name, {}).get(category, [])
            made[category] += Score(len(_matched(answers, got, category)), len(got), len(answers))
    return dict(made)


def _matched(answers: Iterable[Fact], got: Iterable[Fact], category: str) -> list[Fact]:
    """The rows read that an answer has, each answer met once."""
    left = list(answers)
    found = []
    for row in got:
        twin = next((one for one in left if _same(one, row, category)), None)
        if twin is not None:
            left.remove(twin)
            found.append(row)
    return found


def _same(answer: Fact, row: Fact, category: str) -> bool:
    """Recipient and purpose of money need only contain the words of the answer (tests/documents/README.md)."""
    loose = [_columns(category).index(column) for column in ("recipient", "purpose")] if category == "funding" else []
    return all(said == cell or (index in loose and said != "" and said in cell) for index, (said, cell) in enumerate(zip(answer, row, strict=True)))


def _in_their_words(wanted: Facts, read: Facts) -> Facts:
    """What was read, with each row that counts as right as its answer words it."""
    return {
        name: {
            category: [next((one for one in said.get(category, []) if _same(one, row, category)), row) for row in table]
            for category, table in read.get(name, {}).items()
        }
        for name, said in wanted.items()
    }


def _print_scores(made: Mapping[str, Score], before: Mapping[str, Score] | None) -> None:
    """A table; with a last column for the other commit's F1 where there is one."""
    print("| category | rows | precision | recall | F1 |" + (" F1 before |" if before else ""))
    print("| --- " * (6 if before else 5) + "|")
    whole = {"all": sum(made.values(), Score())}
    earlier = {**before, "all": sum(before.values(), Score())} if before else {}
    for category, one in (*sorted(made.items()), *whole.items()):
        old = f" {earlier[category].f1:.3f} |" if before else ""
        print(f"| {category} | {one.wanted} | {one.precision:.3f} | {one.recall:.3f} | {one.f1:.3f} |{old}")


def _print_changes(wanted: Facts, before: Facts, after: Facts, each: bool, names: tuple[str, str] = ("lost", "gained")) -> None:
    """By document and category, what only one of two readings holds."""
    for name, said in wanted.items():
        for category in said:
            gone, new = changes(before.get(name, {}).get(category, []), after.get(name, {}).get(category, []))
            if gone or new:
                print(f"{name} {category}: {len(gone)} {names[0]}, {len(new)} {names[1]}")
                for sign, row in (*(("-", row) for row in gone), *(("+", row) for row in new)) if each else ():
                    print(f"  {sign} {' | '.join(row)}")


def changes(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Rows that are gone, and rows that are new, in their order.

    >>> changes([("a",), ("b",)], [("b",), ("c",)])
    ([('a',)], [('c',)])
    """
    old, new = Counter(before), Counter(after)
    return list((old - new).elements()), list((new - old).elements())


if __name__ == "__main__":
    main()
