"""Zip archives of documents: each member is a document of its own, named `archive.zip/folder/minutes.pdf`; an archive within one is not opened."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from loaders.errors import UnreadableDocument

ENDING = ".zip"
MOST_MEMBERS = 2_000
LARGEST = 1_000_000_000  # bytes, of all members unpacked
_STEEPEST = 200  # unpacked to packed, of what is larger than _SMALL; documents come to about 20
_SMALL = 20_000_000
_UNPACK = "Unpack it, and load the folder."


def holder(path: Path) -> tuple[Path, str] | None:
    """The archive that a path leads into, and the member's name in it; None for a path that leads into none."""
    for folder in path.parents:
        if folder.suffix.lower() == ENDING and folder.is_file():
            return folder, path.relative_to(folder).as_posix()
    return None


def members(archive: Path) -> tuple[str, ...]:
    """The names of the files in an archive, sorted. Raises UnreadableDocument for what is none, climbs out of its folder, or unpacks to too much."""
    with _opened(archive) as held:
        parts = [part for part in held.infolist() if not part.is_dir()]
    size, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_MEMBERS or size > LARGEST or (size > _SMALL and size > _STEEPEST * max(packed, 1)):
        raise UnreadableDocument(
            str(archive), f"it would unpack to {size // 1_000_000} MB in {len(parts)} files", "Load the documents that it is about."
        )
    climbing = next((part.filename for part in parts if _climbs(part.filename)), None)
    if climbing is not None:
        raise UnreadableDocument(str(archive), f"a name in it leads out of it ({climbing[:80]})", "Pack it anew, or unpack it with care.")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocument(str(archive), "it is protected by a password", _UNPACK)
    return tuple(sorted({part.filename for part in parts}))


def content(archive: Path, member: str, most: int) -> bytes:
    """A member's bytes, no more than one above `most`. Raises UnreadableDocument."""
    try:
        with _opened(archive) as held, held.open(member) as file:
            return file.read(most + 1)
    except KeyError as error:
        raise UnreadableDocument(f"{archive}/{member}", "the archive does not hold it", "Check the name.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableDocument(f"{archive}/{member}", f"it cannot be unpacked ({error})", _UNPACK) from error


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(str(archive), f"it is no zip archive, or a broken one ({error})", "Fetch it again.") from error
    except OSError as error:
        raise UnreadableDocument(str(archive), f"it cannot be opened ({error.strerror})", "Check the path and the rights.") from error


def _climbs(name: str) -> bool:
    """
    >>> _climbs("2025/referat.pdf"), _climbs("../referat.pdf"), _climbs("/etc/passwd"), _climbs("C:\\\\x.pdf")
    (False, True, True, True)
    """
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True
