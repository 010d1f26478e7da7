"""From what a person names on the command line to files: files as they are, folders with all below them, patterns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from klyngegraf.errors import NothingMatches
from loaders.document import MEDIA_TYPES

_HIDDEN = "."
_NOT_DOCUMENTS = ("readme", "license", "changelog", "contributing")


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file to load. `source` is its absolute path; `sha256` is "" where it cannot be read."""

    name: str
    source: str
    sha256: str

    @property
    def path(self) -> Path:
        return Path(self.source)


def expand(paths: Iterable[str | Path]) -> tuple[File, ...]:
    """The files meant, each once, sorted by path. Raises NothingMatches, naming the path in which there is nothing to load."""
    found: set[Path] = set()
    for path in paths:
        found |= {one.resolve() for one in _matches(str(path))}
    return tuple(File(path.name, str(path), _sha256(path)) for path in sorted(found))


def _matches(named: str) -> set[Path]:
    path = Path(named)
    if path.is_dir():
        files = set(_below(path))
        if not files:
            raise NothingMatches(f"{named}: the folder holds no document ({', '.join(sorted(MEDIA_TYPES))})")
        return files
    if path.exists():
        return {path}
    if not any(sign in named for sign in "*?["):
        raise NothingMatches(f"{named}: there is no such file or folder")
    anchor = Path(path.anchor)
    matched = set(anchor.glob(str(path.relative_to(anchor)) if path.anchor else named))
    files = {one for one in matched if one.is_file() and _takes(one)} | {below for one in matched if one.is_dir() for below in _below(one)}
    if not files:
        raise NothingMatches(f"{named}: no document matches the pattern")
    return files


def _below(folder: Path) -> Iterator[Path]:
    """Documents of a folder and its folders; not hidden ones, and not the README that explains the folder."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(_HIDDEN) for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and _takes(path):
            yield path


def _takes(path: Path) -> bool:
    return path.suffix.lower() in MEDIA_TYPES and path.stem.lower() not in _NOT_DOCUMENTS


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
