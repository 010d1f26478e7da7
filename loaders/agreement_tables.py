"""Tables of agreements: one a row, its columns told by their heads (Aftale | Parter | Gælder fra | Udløber)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders import danish, periods, plan_words
from loaders.blocks import Block
from loaders.model import Agreement, FuzzyDate
from loaders.outline import Paragraph
from loaders.parties import parties

_TELLING = frozenset({"parties", "valid-from", "valid-until", "time-plan"})


def agreements(paragraphs: Sequence[Paragraph], region: str) -> Iterator[Agreement]:
    """The rows of every table whose head names an agreement and whose, or from when to when, it is."""
    head: Block | None = None
    for paragraph in paragraphs:
        block = paragraph.block
        if not paragraph.is_row or not block.cells:
            head = None
        elif _is_head(block):
            head = block
        elif head is not None:
            yield from _row(head, block, region)


def _is_head(row: Block) -> bool:
    codes = [plan_words.column(cell.text) for cell in row.cells]
    return any("agreement" in code for code in codes) and any(code & _TELLING for code in codes)


def _row(head: Block, row: Block, region: str) -> Iterator[Agreement]:
    said = {code: cell for title, cell in zip(head.cells, row.cells, strict=False) if cell for code in sorted(plan_words.column(title.text))}
    name = said.get("agreement")
    if name is None:
        return
    start, until = _validity({code: cell.text for code, cell in said.items()})
    at = tuple(dict.fromkeys(said[code].span for code in ("agreement", "parties", "valid-from", "valid-until", "time-plan") if code in said))
    who = parties(said["parties"].text, region) if "parties" in said else ()
    yield Agreement(name.text, who, start, until, "plan.agreement.row", at)


def _validity(said: dict[str, str]) -> periods.Period:
    if said.get("valid-from") or said.get("valid-until"):
        return periods.between(said.get("valid-from", ""), said.get("valid-until", ""))
    return _first(said.get("time-plan", ""))


def _first(text: str) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    found = danish.dates(text)
    return (found[0].value, found[0].until) if found else periods.NEVER
