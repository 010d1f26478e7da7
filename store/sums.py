"""Checksums of a folder's files, in a file beside them: a byte that changes later shows, whoever reads what it stands for, or nobody.

SHA256SUMS    a line a file: what `sha256sum --check SHA256SUMS` reads, in that folder
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from store.files import write_durably

SUMS = "SHA256SUMS"
_DIARIES = re.compile(r"LOG(\.old\.\d+)?|LOCK")
"""What the engine writes for people, or only locks, and never reads: it may write there whenever it opens its files."""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)\n")
_AT_ONCE = 4


def write(folder: Path, earlier: Path | None = None) -> str:
    """Describe what stands in `folder`, durably, and give the hash of the description.

    A file that `earlier` holds too (the same one, under two names) has the checksum that it had there: what was damaged meanwhile is not taken
    for whole, and large files are not read again.
    """
    files = {path.relative_to(folder).as_posix(): path for path in described(folder)}
    known = _known(files, earlier) if earlier else {}
    sums = known | _hashes({name: path for name, path in files.items() if name not in known})
    text = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    write_durably(folder / SUMS, text)
    return hashlib.sha256(text.encode()).hexdigest()


def digest(folder: Path) -> str:
    """The hash of the description; "" where there is none. Raises OSError."""
    try:
        return hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def differences(folder: Path) -> Iterator[str]:
    """What is not as it was described, one line each: files that are missing, changed or not listed."""
    try:
        wanted = _read(folder)
    except (OSError, ValueError) as error:
        yield f"{folder / SUMS} cannot be read: {error}"
        return
    held = {path.relative_to(folder).as_posix(): path for path in described(folder)}
    yield from (f"{folder}: {name} is missing" for name in sorted(wanted.keys() - held.keys()))
    yield from (f"{folder}: {name} was not there when the others were written" for name in sorted(held.keys() - wanted.keys()))
    try:
        found = _hashes({name: path for name, path in held.items() if name in wanted})
    except OSError as error:
        yield f"{folder} cannot be read to its end: {error}"
        return
    yield from (f"{folder}: {name} is not as it was written" for name in sorted(found) if found[name] != wanted[name])


def described(folder: Path) -> Iterator[Path]:
    """All files in the folder and below it, but for the description and the engine's diaries."""
    for path, _, names in os.walk(folder):
        yield from (Path(path, name) for name in names if not _DIARIES.fullmatch(name) and Path(path, name) != folder / SUMS)


def diaries(folder: str, names: Iterable[str]) -> set[str]:
    """What `shutil.copytree` leaves out."""
    return {name for name in names if _DIARIES.fullmatch(name)}


def _known(files: Mapping[str, Path], earlier: Path) -> dict[str, str]:
    """Raises ValueError where the earlier description is no such thing."""
    if not (earlier / SUMS).exists():
        return {}
    return {name: value for name, value in _read(earlier).items() if name in files and _same(files[name], earlier / name)}


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except FileNotFoundError:
        return False


def _read(folder: Path) -> dict[str, str]:
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines(keepends=True)
    found = [_LINE.fullmatch(line) for line in lines]
    if not all(found):
        raise ValueError("not every line is a checksum and a name")
    return {match[2]: match[1] for match in found if match}


def _hashes(files: Mapping[str, Path]) -> dict[str, str]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return dict(zip(files, pool.map(_sha256, files.values()), strict=True))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
