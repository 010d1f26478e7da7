"""What became of a document on its way into the dataset, and of a whole load."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from store import DocumentRecord, Lines, Manifest


@dataclass(frozen=True, slots=True)
class Seconds:
    """Seconds of computing by stage, over all processes."""

    read: float = 0.0
    parse: float = 0.0
    graph: float = 0.0
    shapes: float = 0.0
    store: float = 0.0

    def __add__(self, other: Seconds) -> Seconds:
        return Seconds(
            self.read + other.read, self.parse + other.parse, self.graph + other.graph, self.shapes + other.shapes, self.store + other.store
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a document: `place` in it ("" for the whole), `reason` why, `remedy` what a person can do."""

    place: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that passed: its record, its graph, its text as read. `note`: what of it could not be read, and what to do about that."""

    record: DocumentRecord
    graph: Lines
    text: str = field(repr=False)
    seconds: Seconds = Seconds()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that did not. `details`: what a developer would want to see (a traceback, the shapes' own words)."""

    name: str
    source: str
    document: str
    problems: tuple[Problem, ...]
    content: bytes = field(default=b"", repr=False)
    details: str = field(default="", repr=False)
    seconds: Seconds = Seconds()

    @property
    def line(self) -> str:
        """All of it in one line: the first problem, and how many more there are."""
        first, more = self.problems[0], len(self.problems) - 1
        place = f", {first.place}" if first.place else ""
        return f"{self.name}{place}: {first.reason}. {first.remedy}{f' ({more} more in its report)' if more else ''}"


class State(Enum):
    """What a load did with a file."""

    LOADED = "loaded"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    COPY = "copy"
    QUARANTINED = "quarantined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Handled:
    """`record` where the document is in the dataset (for a quarantined one: its last good state); `note`: why it is not, or what it copies."""

    source: str
    state: State
    record: DocumentRecord | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """`before` and `after`: the dataset's state around the load; equal where nothing changed."""

    before: Manifest
    after: Manifest
    documents: tuple[Handled, ...]
    findings: int
    seconds: Seconds
    elapsed: float

    def count(self, state: State) -> int:
        return sum(handled.state is state for handled in self.documents)

    @property
    def changed(self) -> bool:
        return self.before.number != self.after.number
