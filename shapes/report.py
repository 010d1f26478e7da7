"""What the gate says: typed, sorted, and fit to be read by somebody who knows no RDF."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """A violation keeps a document out; a warning and an information let it in."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a shape found. `focus`, `path` and `shape` are IRIs, `value` an IRI or a literal's text, "" where there is none.

    `quote`: the passage of the document behind the thing, where it has one. `remedy`: what to do about it, in English.
    """

    severity: Severity
    focus: str
    path: str
    value: str
    message_da: str
    message_en: str
    shape: str
    quote: str = ""
    remedy: str = ""
    remedy_da: str = ""

    @property
    def order(self) -> tuple[int, str, str, str, str]:
        return list(Severity).index(self.severity), self.focus, self.shape, self.path, self.value


@dataclass(frozen=True, slots=True)
class Report:
    """`results` in order: violations first, then by place."""

    results: tuple[Result, ...] = ()

    @property
    def conforms(self) -> bool:
        """May the graph be stored?"""
        return not self.violations

    @property
    def violations(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.severity is Severity.VIOLATION)
