"""What can go wrong at the command line itself; the stages have trees of their own (`exits` maps them all to exit codes).

CommandError
├── NothingMatches       a path, pattern or folder in which there is no document
├── NoData               the data folder holds no dataset yet
├── UnknownThing         nothing in the dataset goes by that IRI or slug; `near` has similar ones
├── NotDecidable         a decision on who is who that cannot stand: two that are one already, or another entry that says otherwise
└── CannotWrite          the output cannot be written
"""

from __future__ import annotations


class CommandError(Exception):
    """The message says what is wrong and what to do, in one line."""


class NothingMatches(CommandError):
    """A path, pattern or folder in which there is no document."""


class NoData(CommandError):
    """The data folder, or the engine elsewhere, holds no dataset yet; `option` is how the command line names it."""

    def __init__(self, option: str) -> None:
        super().__init__(f"{option.partition(' ')[2]} holds no data yet; load some: klyngegraf load PATH {option}")


class UnknownThing(CommandError):
    """Nothing in the dataset goes by that IRI or slug."""

    def __init__(self, name: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(f"nothing here goes by {name!r}" + (f"; did you mean {', '.join(near)}?" if near else ""))
        self.near = near


class NotDecidable(CommandError):
    """A decision on who is who that cannot stand; the message says what to do first."""


class CannotWrite(CommandError):
    """The output cannot be written."""
