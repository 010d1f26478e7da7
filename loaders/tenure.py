"""Since when and until when somebody sits in a body, where their line or row says so."""

from __future__ import annotations

import re

from loaders import danish, periods, plan_words
from loaders.blocks import Block
from loaders.model import FuzzyDate

_BEFORE = r"\s*:?\s*(?:pr\.?\s*|d\.\s*|den\s+)*$"
_SINCE = re.compile(
    rf"(?:indtrådt|indtræder|tiltrådt|tiltræder|siden|medlem\s+fra|medlem\s+siden|udpeget|valgt|fra|ny){_BEFORE}",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"(?:udtrådt|udtræder|fratrådt|fratræder|indtil|til(?:\s+og\s+med)?|frem\s+til|udpeget\s+til|medlem\s+til){_BEFORE}",
    re.IGNORECASE,
)


def of_text(text: str) -> periods.Period:
    """
    >>> [str(day) for day in of_text(" (V) - indtrådt 1. februar 2024")], [str(day) for day in of_text(", medlem 2022-2025")]
    (['2024-02-01', 'None'], ['2022', '2025'])
    """
    since: FuzzyDate | None = None
    until: FuzzyDate | None = None
    for found in danish.dates(text):
        before = text[: found.start]
        if found.until:
            return found.value, found.until
        if _UNTIL.search(before):
            until = until or found.value
        elif _SINCE.search(before):
            since = since or found.value
    return since, until


def of_row(row: Block, head: Block) -> periods.Period:
    """The cells under "Fra" and "Til", "Indtrådt" and "Udtrådt" or "Periode"."""
    said = {code: cell.text for title, cell in zip(head.cells, row.cells, strict=False) for code in plan_words.column(title.text) if cell}
    since = said.get("valid-from") or said.get("start") or ""
    until = said.get("valid-until") or said.get("end") or ""
    if since or until:
        return periods.between(since, until)
    found = danish.dates(said.get("time-plan", ""))
    return (found[0].value, found[0].until) if found else of_text(row.text.text)


def is_head(row: Block) -> bool:
    """Is every filled cell of this row a column's label?"""
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 1 and all(plan_words.is_label(cell.text) or _LABEL.fullmatch(cell.text.strip(" *:")) is not None for cell in filled)


_LABEL = re.compile(
    r"navn|medlem|titel|stilling|stillingsbetegnelse|organisation|parti|funktion|rolle|repræsenterer|udpeget\s+af|kommune|valgt\s+for|bemærkning(?:er)?",
    re.IGNORECASE,
)
