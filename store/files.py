"""Files that are wholly there or not at all, also after a power cut."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_AT_ONCE = 16
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOSYS}


def write_text(path: Path, text: str, mode: int = 0o666) -> None:
    """Write a file, its line ends as they are, without waiting for the disk: see `sync_files`. `mode` as for `os.open`."""
    with open(path, "w", encoding="utf-8", newline="", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(text)


def write_durably(path: Path, text: str, mode: int = 0o666) -> None:
    """Write a file and wait for the disk."""
    write_text(path, text, mode)
    _sync(path, os.O_RDONLY)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, and wait until their names are on the disk: what is made durable in a folder that is lost is lost."""
    made = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in made:
        sync_folder(folder.parent)


def link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system has no such links."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copyfile(source, target)
        _sync(target, os.O_RDONLY)


def replace_durably(path: Path, text: str, mode: int = 0o666) -> None:
    """Replace a file: readers see the old text or the new, never a part."""
    fresh = path.with_name(f"{path.name}.new")
    write_durably(fresh, text, mode)
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Wait until the folder's entries (renames, new names) are on the disk."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def sync_files(paths: Iterable[Path]) -> None:
    """Wait until all are on the disk, many at once: the disk takes them together, in a quarter of the time."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(lambda path: _sync(path, os.O_RDONLY), paths):
            pass


def _sync(path: Path, how: int) -> None:
    descriptor = os.open(path, how)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
