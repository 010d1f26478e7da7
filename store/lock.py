"""One writer at a time: a lock file that the system itself lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import DataBusy


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock. Raises DataBusy at once where another process (or another draft of this one) has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(descriptor, path)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        # The file stays: removing it would let a third process lock a name that a second still waits on.
        os.close(descriptor)


def _take(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        said = os.pread(descriptor, 32, 0).decode(errors="replace").strip()
        pid = int(said) if said.isdecimal() else 0
        raise DataBusy(f"{path.parent} is being written by process {pid or 'unknown'}; try again when it is done", pid) from None
