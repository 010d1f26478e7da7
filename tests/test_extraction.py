"""The measure of reading itself: what counts as right, and what as gained and lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.extraction import Score, changes, scores

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = "minutes.md"


def test_a_row_is_right_where_all_of_it_is_and_each_answer_counts_once() -> None:
    wanted = {DOCUMENT: {"mentions": [("Ane Holm", "læge", ""), ("Bo Lund", "", "")]}}
    read = {DOCUMENT: {"mentions": [("Ane Holm", "læge", ""), ("Ane Holm", "læge", ""), ("Bo Lund", "læge", "")]}}
    assert scores(wanted, read) == {"mentions": Score(right=1, read=3, wanted=2)}


def test_money_may_say_more_than_the_answer_of_recipient_and_purpose_alone() -> None:
    answer = ("200000", "2025", "udvalg", "", "ceiling", "op til", "Vestklyngen")
    fuller = ("200000", "2025", "Et udvalg", "", "ceiling", "op til", "Vestklyngen")
    other = ("200000", "2025", "Et udvalg", "", "grant", "op til", "Vestklyngen")
    assert scores({DOCUMENT: {"funding": [answer]}}, {DOCUMENT: {"funding": [fuller]}})["funding"].f1 == 1
    assert scores({DOCUMENT: {"funding": [answer]}}, {DOCUMENT: {"funding": [other]}})["funding"].f1 == 0


def test_a_refused_document_misses_all_its_answers() -> None:
    made = scores({DOCUMENT: {"mentions": [("Ane Holm", "", "")]}}, {DOCUMENT: {}})["mentions"]
    assert (made.precision, made.recall, made.f1) == (1.0, 0.0, 0.0)


def test_what_is_gained_and_lost() -> None:
    assert changes([("a",), ("a",), ("b",)], [("a",), ("c",)]) == ([("a",), ("b",)], [("c",)])


def test_the_command_reports_a_folder() -> None:
    command = [sys.executable, "-m", "bench.extraction", str(ROOT / "tests/documents/second")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "| attendance |" in done.stdout
    assert done.stdout.strip().splitlines()[-1].startswith("| all |")


def test_a_folder_without_answers_is_said_so(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "bench.extraction", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no *.answers.json" in done.stderr
