"""Documents that did not pass: their bytes, and a report that a person and a program can read."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from klyngegraf.outcome import Problem, Refused
from store import DataFolder

REPORT, TEXT = "report.json", "report.txt"


@dataclass(frozen=True, slots=True)
class Kept:
    """What quarantine holds of one document, in `folder`."""

    folder: Path
    name: str
    source: str
    document: str
    problems: tuple[Problem, ...]


def keep(data: DataFolder, refused: Refused, still_served: bool) -> Path:
    """Put a document in quarantine, in place of what is there of the same source. `still_served`: an earlier state of it is in the dataset."""
    release(data, refused.source)
    document = refused.document or hashlib.sha256(refused.source.encode()).hexdigest()[:16]
    folder = data.quarantine(document, refused.name)
    if refused.content:
        (folder / f"document{Path(refused.name).suffix}").write_bytes(refused.content)
    (folder / TEXT).write_text(_in_words(refused, still_served), encoding="utf-8")
    (folder / REPORT).write_text(_for_programs(refused, document), encoding="utf-8")  # last: a folder without it is half written
    return folder


def release(data: DataFolder, source: str) -> None:
    """Remove what quarantine keeps of the file at `source`, whatever it said when it was put there."""
    for kept in held(data):
        if kept.source == source:
            shutil.rmtree(kept.folder)


def held(data: DataFolder) -> Iterator[Kept]:
    """What is in quarantine, by name of folder."""
    for report in sorted((data.path / "quarantine").glob(f"*/{REPORT}")):
        said = json.loads(report.read_text(encoding="utf-8"))
        problems = tuple(Problem(one["place"], one["reason"], one["remedy"]) for one in said["problems"])
        yield Kept(report.parent, said["file"], said["source"], said["document"], problems)


def _for_programs(refused: Refused, document: str) -> str:
    problems = [asdict(problem) for problem in refused.problems]
    entry = {"file": refused.name, "source": refused.source, "document": document, "problems": problems, "details": refused.details}
    return json.dumps(entry, ensure_ascii=False, indent=1) + "\n"


def _in_words(refused: Refused, still_served: bool) -> str:
    lines = [f"{refused.name} was not loaded.", f"From: {refused.source}", ""]
    for n, problem in enumerate(refused.problems, 1):
        lines += [f"{n}. {problem.reason}", f"   Where:  {problem.place or 'the whole document'}", f"   Remedy: {problem.remedy}", ""]
    if still_served:
        lines += ["An earlier state of this file is in the dataset and stays there until a later one passes.", ""]
    if refused.details:
        lines += ["Details", "-------", refused.details, ""]
    return "\n".join(lines)
