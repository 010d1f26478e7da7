"""From what a person names on the command line to files: files as they are, folders with all below them, patterns, archives' members."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from klyngegraf.errors import NothingMatches
from loaders import archive
from loaders.document import MEDIA_TYPES, WORD_PROCESSED, largest
from loaders.errors import UnreadableDocument

_HIDDEN = "."
_ENDINGS = frozenset({*MEDIA_TYPES, *WORD_PROCESSED, archive.ENDING})
_IN_DATA = frozenset({"versions", "quarantine", "reading", "published", "dumps"})
_IN_BACKUP = frozenset({"version", "quarantine"})
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
        return S_ISREG(_mode(self.path)) or archive.holder(self.path) is not None


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
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if any(sign in named for sign in "*?["):
            return _matching(named, path)
        reason = "there is no such file or folder" if isinstance(error, FileNotFoundError) else f"it cannot be opened ({error.strerror})"
        raise NothingMatches(f"{named}: {reason}") from error
    if S_ISREG(mode):
        return {path}
    if not S_ISDIR(mode):
        raise NothingMatches(f"{named}: it is a device, a pipe or a socket, not a file")
    files = set(_below(path))
    if not files:
        raise NothingMatches(f"{named}: the folder holds no document ({', '.join(sorted(MEDIA_TYPES))})")
    return files


def _matching(named: str, path: Path) -> set[Path]:
    anchor = Path(path.anchor)
    matched = set(anchor.glob(str(path.relative_to(anchor)) if path.anchor else named))
    files = {one for one in matched if S_ISREG(_mode(one)) and _takes(one)}
    files |= {below for one in matched if S_ISDIR(_mode(one)) for below in _below(one)}
    if not files:
        raise NothingMatches(f"{named}: no document matches the pattern")
    return files


def _below(folder: Path) -> Iterator[Path]:
    """Documents of a folder and its folders; not hidden ones, not the README that explains the folder, and nothing that we keep ourselves.

    A folder that cannot be listed stands for itself and will be refused: what is in it is missed otherwise, and nobody told.
    """
    closed: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        ours = _kept_by_us(folders, names)
        folders[:] = [name for name in folders if not _is_hidden(name) and name not in ours]
        paths = (Path(place, name) for name in names if not _is_hidden(name))
        yield from (path for path in paths if _takes(path) and S_ISREG(_mode(path)))
    yield from closed


def _mode(path: Path) -> int:
    """What it is, as `stat` says; 0, which is nothing, where one may not look."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _kept_by_us(folders: list[str], names: list[str]) -> frozenset[str]:
    """In a data folder or a backup, what is no document: the texts in it would be read as some, worse than these."""
    if "versions" in folders and "lock" in names:
        return _IN_DATA
    return _IN_BACKUP if "version" in folders and "SHA256SUMS" in names else frozenset()


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
