"""What was found out about a graph once, kept beside the versions under the graph's hash: to spare reading the graph again.

A convenience, never waited for to be on the disk: a note that is missing, torn or of a full disk is made anew by whoever looks for it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Set
from contextlib import suppress
from pathlib import Path

from store.errors import refused

log = logging.getLogger("klyngegraf.store")
_HASH = 64
"""Hex digits of the graph's hash, with which a note's name begins."""


class Notes:
    """`name` is the graph's hash and an ending that says what is noted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, name: str) -> bytes | None:
        """None where there is no such note, or not all of it."""
        try:
            checksum, _, content = (self._folder / name).read_bytes().partition(b"\n")
        except OSError:
            return None
        return content if checksum == _checksum(content) else None

    def keep(self, name: str, content: bytes) -> None:
        """Where the disk cannot take it, nothing is kept, and nothing is wrong."""
        fresh = self._folder / f"{name}.new"
        try:
            self._folder.mkdir(exist_ok=True)
            with fresh.open("wb") as file:
                file.write(_checksum(content) + b"\n")
                file.write(content)
            fresh.replace(self._folder / name)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def forget(self, hashes: Set[str]) -> None:
        """All notes but those on graphs of these hashes. One that stays is told: it may have a name that was withdrawn."""
        for place in tuple(self._folder.iterdir()) if self._folder.is_dir() else ():
            if place.name[:_HASH] not in hashes or place.name.endswith(".new"):
                try:
                    place.unlink(missing_ok=True)
                except OSError as error:
                    log.warning("%s cannot be removed (%s), and may tell what was withdrawn; remove it", place, refused(error))


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
