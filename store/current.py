"""Which version is in use, and by which checksums: from this one line on, every file of the version is held.

current    `3 4f1c…`: the version's number, and the SHA-256 of its SHA256SUMS, which has those of all its files
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from store import sums
from store.errors import DataCorrupt
from store.files import replace_durably

NAME = "current"
_LINE = re.compile(r"(?P<number>[1-9][0-9]*)(?: (?P<sums>[0-9a-f]{64}))?\n?")


@dataclass(frozen=True, slots=True)
class Current:
    """`number` 0: no version yet; `sums` "": a klyngegraf that wrote no checksums made it."""

    number: int
    sums: str = ""

    @property
    def line(self) -> str:
        return " ".join(filter(None, (str(self.number), self.sums))) + "\n"


def read(data: Path) -> Current:
    """Raises DataCorrupt."""
    try:
        said = (data / NAME).read_text(encoding="ascii")
    except FileNotFoundError:
        return _none(data)
    except (OSError, UnicodeDecodeError) as error:
        raise DataCorrupt(f"{data / NAME} cannot be read: {error}") from error
    found = _LINE.fullmatch(said)
    if not found:
        raise DataCorrupt(f"{data / NAME} names no version: {said[:40]!r}")
    return Current(int(found["number"]), found["sums"] or "")


def write(data: Path, current: Current) -> None:
    """From now on readers see this version."""
    replace_durably(data / NAME, current.line)


def faults(data: Path, current: Current) -> Iterator[str]:
    """Is the description of the version in use the one that it was switched in with?"""
    if not current.number:
        return
    version = data / "versions" / str(current.number)
    try:
        held = sums.digest(version)
        if (data / NAME).read_text(encoding="ascii") != current.line:
            yield f"{data / NAME} is not as it was written"
    except (OSError, UnicodeDecodeError) as error:
        yield f"{error.filename if isinstance(error, OSError) else data / NAME} cannot be read: {error}"
        return
    if held != current.sums:
        yield f"{data / NAME} does not go with {version / sums.SUMS}: one of them is not as it was written"


def _none(data: Path) -> Current:
    """No version yet: at most the first one may stand there, by a load that was killed before it was done."""
    if any(place.name.isdecimal() and int(place.name) > 1 for place in (data / "versions").glob("*")):
        raise DataCorrupt(f"{data / NAME} is missing, which names the version in use; see klyngegraf verify")
    return Current(0)
