"""From what a person names on the command line to files: files as they are, folders with all below them, patterns, archives' members."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from klyngegraf.errors import NothingMatches
from loaders import archive
from loaders.document import MEDIA_TYPES, WORD_PROCESSED, largest
from loaders.errors import UnreadableDocument

_HIDDEN = "."
_ENDINGS = frozenset({*MEDIA_TYPES, *WORD_PROCESSED, archive.ENDING})
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

    @property
    def is_there(self) -> bool:
        return self.path.is_file() or archive.holder(self.path) is not None


def expand(paths: Iterable[str | Path]) -> tuple[File, ...]:
    """The files meant, each once, sorted by path. Raises NothingMatches, naming the path in which there is nothing to load."""
    found: set[Path] = set()
    for path in paths:
        found |= {one.resolve() for one in _matches(str(path))}
    return tuple(file for path in sorted(found) for file in _files(path))


def _files(path: Path) -> Iterator[File]:
    """A file, or the documents of an archive; an archive that cannot be opened, or holds none, stands for itself and will be refused."""
    members: tuple[str, ...] = ()
    if path.suffix.lower() == archive.ENDING:
        with suppress(UnreadableDocument):
            members = tuple(name for name in archive.members(path) if _takes(Path(name)) and not any(map(_is_hidden, Path(name).parts)))
    if not members:
        yield File(path.name, str(path), _sha256(path))
    for name in members:
        yield File(f"{path.name}/{name}", str(path / name), _member_sha256(path, name))


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
        hidden = any(map(_is_hidden, path.relative_to(folder).parts))
        if not hidden and path.is_file() and _takes(path):
            yield path


def _is_hidden(part: str) -> bool:
    return part.startswith(_HIDDEN) or part == "__MACOSX"


def _takes(path: Path) -> bool:
    return path.suffix.lower() in _ENDINGS and path.stem.lower() not in _NOT_DOCUMENTS


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _member_sha256(path: Path, name: str) -> str:
    try:
        return hashlib.sha256(archive.content(path, name, largest())).hexdigest()
    except UnreadableDocument:
        return ""
