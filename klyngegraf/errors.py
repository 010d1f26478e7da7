"""What can go wrong at the command line itself; the stages have trees of their own (`exits` maps them all to exit codes).

CommandError
├── NothingMatches       a path, pattern or folder in which there is no document
├── NotThere             a file or folder that a command is to read, and cannot
├── NoData               the data folder holds no dataset yet
├── UnknownThing         nothing in the dataset goes by that IRI or slug; `near` has similar ones
├── NotDecidable         a decision on who is who that cannot stand: two that are one already, or another entry that says otherwise
└── CannotWrite          the output cannot be written
"""

from __future__ import annotations

from pathlib import Path


class CommandError(Exception):
    """The message says what is wrong and what to do, in one line."""


class NothingMatches(CommandError):
    """A path, pattern or folder in which there is no document."""


class NotThere(CommandError):
    """A file or folder that a command is to read is not there, or cannot be read."""


class NoData(CommandError):
    """The data folder, or the engine at an address, holds no dataset yet."""

    def __init__(self, place: Path | str) -> None:
        option = "--data" if isinstance(place, Path) else "--store"
        super().__init__(f"{place} holds no data yet; load some: klyngegraf load PATH {option} {place}")


class UnknownThing(CommandError):
    """Nothing in the dataset goes by that IRI or slug."""

    def __init__(self, name: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(f"nothing here goes by {name!r}" + (f"; did you mean {', '.join(near)}?" if near else ""))
        self.near = near


class NotDecidable(CommandError):
    """A decision on who is who that cannot stand; the message says what to do first."""


class CannotWrite(CommandError):
    """The output cannot be written."""
