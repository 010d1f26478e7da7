"""What can go wrong on the way from a file to a graph.

    LoaderError
    ├── UnreadableDocument      the file is missing, broken, empty, encrypted or of no known format
    └── NotADocument            it was read, but is neither minutes, plan nor roster

Bad text inside a document never raises: it becomes `model.Unparsed`.
"""

from __future__ import annotations


class LoaderError(Exception):
    """`file`: which; `place`: where in it ("" for the whole); `reason`: why; `remedy`: what the person at the keyboard can do."""

    def __init__(self, file: str, reason: str, remedy: str, place: str = "") -> None:
        self.file, self.place, self.reason, self.remedy = file, place, reason, remedy
        super().__init__(f"{file}{f', {place}' if place else ''}: {reason}. {remedy}")


class UnreadableDocument(LoaderError):
    """The bytes cannot be turned into text."""


class NotADocument(LoaderError):
    """The text holds nothing that a reader of minutes, plans or rosters would look for."""
