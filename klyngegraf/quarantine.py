"""Documents that did not pass: their bytes, and a report that a person and a program can read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from klyngegraf.outcome import Problem, Refused
from store import DataFolder, sums

REPORT, TEXT = "report.json", "report.txt"
_LONGEST_ENDING = 16


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
    document = refused.document or hashlib.sha256(os.fsencode(refused.source)).hexdigest()[:16]
    folder = data.quarantine(document, refused.name)
    if refused.content:
        (folder / f"document{_ending(refused.name)}").write_bytes(refused.content)
    (folder / TEXT).write_text(_in_words(refused, still_served), encoding="utf-8", errors="backslashreplace")
    (folder / REPORT).write_text(_for_programs(refused, document), encoding="ascii")  # last but for checksums: without it a folder is half written
    sums.write(folder)
    return folder


def release(data: DataFolder, source: str) -> None:
    """Remove what quarantine keeps of the file at `source`, whatever it said when it was put there."""
    for kept in held(data):
        if kept.source == source:
            shutil.rmtree(kept.folder)


def held(data: DataFolder) -> Iterator[Kept]:
    """What is in quarantine, by name of folder."""
    yield from filter(None, map(_read, _folders(data)))


def differences(data: DataFolder) -> Iterator[str]:
    """What is not as it was put there, one line each."""
    for folder in _folders(data):
        if (folder / sums.SUMS).exists():
            yield from sums.differences(folder)


def sweep(data: DataFolder) -> None:
    """Remove what was half written when a load or the power ended: its document is read again, as it is not in the dataset."""
    for folder in _folders(data):
        if _read(folder) is None:
            shutil.rmtree(folder)


def _folders(data: DataFolder) -> list[Path]:
    return sorted((data.path / "quarantine").glob("*"))


def _read(folder: Path) -> Kept | None:
    """None where the report is not there, or not whole: its bytes are not waited for."""
    try:
        said = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        problems = tuple(Problem(one["place"], one["reason"], one["remedy"]) for one in said["problems"])
        return Kept(folder, said["file"], said["source"], said["document"], problems)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _ending(name: str) -> str:
    """
    >>> _ending("referat.docx"), _ending("referat." + "x" * 240)
    ('.docx', '')
    """
    ending = Path(name).suffix
    return ending if ending.isascii() and len(ending) < _LONGEST_ENDING else ""


def _for_programs(refused: Refused, document: str) -> str:
    problems = [asdict(problem) for problem in refused.problems]
    entry = {"file": refused.name, "source": refused.source, "document": document, "problems": problems, "details": refused.details}
    return json.dumps(entry, indent=1) + "\n"  # in ASCII: a name of a file may be no UTF-8


def _in_words(refused: Refused, still_served: bool) -> str:
    lines = [f"{refused.name} was not loaded.", f"From: {refused.source}", ""]
    for n, problem in enumerate(refused.problems, 1):
        lines += [f"{n}. {problem.reason}", f"   Where:  {problem.place or 'the whole document'}", f"   Remedy: {problem.remedy}", ""]
    if still_served:
        lines += ["An earlier state of this file is in the dataset and stays there until a later one passes.", ""]
    if refused.details:
        lines += ["Details", "-------", refused.details, ""]
    return "\n".join(lines)
