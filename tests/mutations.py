"""Are the tests of faults able to fail? Each mutation of tests/mutations.toml is made in a copy of the tree, and its test must then fail there.

    python -m tests.mutations            all; it takes as long as the tests do
    python -m tests.mutations lock key   those whose name has one of the words

Ends with 1 where a mutation was not caught.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_NO_TEST_FAILED, _TESTS_FAILED = 0, 1  # what pytest ends with; anything else is no answer


@dataclass(frozen=True, slots=True)
class Mutation:
    """`text` stands once in `file`; with `instead` in its place `test` must fail."""

    name: str
    file: str
    text: str
    instead: str
    test: str


def mutations() -> tuple[Mutation, ...]:
    said = tomllib.loads((ROOT / "tests/mutations.toml").read_text(encoding="utf-8"))
    return tuple(Mutation(one["name"], one["file"], one["text"], one["with"], one["test"]) for one in said["mutation"])


def mutated(source: str, mutation: Mutation) -> str:
    """Raises ValueError where the code has moved on from what the mutation changes."""
    if source.count(mutation.text) != 1:
        raise ValueError(f"{mutation.name}: {mutation.text!r} stands {source.count(mutation.text)} times in {mutation.file}")
    return source.replace(mutation.text, mutation.instead)


@contextmanager
def made(mutation: Mutation, tree: Path) -> Iterator[None]:
    file = tree / mutation.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(mutated(whole, mutation), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(whole, encoding="utf-8")


def caught(mutation: Mutation, tree: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/{mutation.test}"]
    with made(mutation, tree):
        done = subprocess.run(command, cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, text=True, check=False)
    if done.returncode not in (_NO_TEST_FAILED, _TESTS_FAILED):
        raise RuntimeError(f"{mutation.test} could not be run: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode == _TESTS_FAILED and "SyntaxError" not in done.stdout


def main(words: list[str]) -> int:
    wanted = [one for one in mutations() if not words or any(word in one.name for word in words)]
    missed = 0
    with tempfile.TemporaryDirectory(prefix="mutations-") as place:
        tree = Path(place) / "tree"
        files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        for name in filter(None, files):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
        for one in wanted:
            found = caught(one, tree)
            missed += not found
            sys.stdout.write(f"{'caught' if found else 'NOT CAUGHT'}  {one.name}  ({one.test})\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(wanted) - missed} of {len(wanted)} caught\n")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
