"""The gate: what a document's graph must be like before it is stored. `validate(quads)` gives a `Report`."""

from __future__ import annotations

from shapes.gate import validate
from shapes.over_all import validate_dataset
from shapes.report import Report, Result, Severity

__all__ = ["Report", "Result", "Severity", "validate", "validate_dataset"]
