"""A plan's tables: an initiative a row, its columns told by their heads (Indsats | Ansvarlig | Tidsplan | Status)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders import plan_words, responsible
from loaders.blocks import Block
from loaders.initiatives import Found, Placed, Structure
from loaders.model import Evidence, Responsibility
from loaders.passage import Passage

_TELLING = frozenset({"responsible", "time-plan", "start", "end"})


@dataclass(frozen=True, slots=True)
class Row:
    """One initiative's row; `index` is its paragraph's."""

    label: str
    place: Placed
    responsible: str
    time_plan: str
    theme: str
    at: Evidence


def rows(structure: Structure) -> tuple[Row, ...]:
    """The rows of every table whose head names an initiative and who answers for it, or by when."""
    made: list[Row] = []
    head: Block | None = None
    before = -2
    for placed in structure.placed:
        block = placed.paragraph.block
        if not placed.paragraph.is_row or not block.cells:
            continue
        if placed.index != before + 1:
            head = None
        before = placed.index
        if head is None or _is_head(block):
            head = block if _is_head(block) else None
            continue
        row = _row(placed, head, made)
        if row:
            made.append(row)
    return tuple(made)


def _is_head(block: Block) -> bool:
    codes = [plan_words.column(cell.text) for cell in block.cells]
    return any("initiative" in code for code in codes) and any(code & _TELLING for code in codes)


def _row(placed: Placed, head: Block, before: Sequence[Row]) -> Row | None:
    """A row; one whose first cell is empty goes on with the initiative of the row above (a merged cell)."""
    cells = dict(_cells(head, placed.paragraph.block))
    name = cells.get("initiative")
    label = name.text if name else before[-1].label if before else ""
    if not label:
        return None
    plan = next((cells[code].text for code in ("time-plan", "start") if cells.get(code)), "")
    if "start" in cells and cells.get("end"):
        plan = f"{cells['start'].text} – {cells['end'].text}"
    who = cells["responsible"].text if "responsible" in cells else ""
    spans = tuple(cell.span for cell in cells.values() if cell)
    theme = cells["theme"].text if "theme" in cells else ""
    return Row(label, placed, who, plan, theme or placed.theme, spans)


def _cells(head: Block, row: Block) -> Iterator[tuple[str, Passage]]:
    for title, cell in zip(head.cells, row.cells, strict=False):
        for code in sorted(plan_words.column(title.text)):
            yield code, cell


def is_plan_row(placed: Placed, found: Sequence[Row]) -> bool:
    return any(row.place.index == placed.index for row in found)


def merged(found: Sequence[Found], table: Sequence[Row]) -> tuple[Found, ...]:
    """The initiatives of headings and of rows, each name once."""
    made = {one.label: one for one in found}
    for row in table:
        place = row.place
        new = Found(
            row.label, row.theme, place.committee, place.as_of, (row.at[0],), "plan.initiative.row", place.index, place.index, (place.paragraph,)
        )
        made.setdefault(row.label, new)
    return tuple(sorted(made.values(), key=lambda one: one.at[0].start))


def responsibilities(table: Sequence[Row], region: str) -> Iterator[Responsibility]:
    for row in table:
        who = responsible.answerable(row.responsible, region) if row.responsible else ()
        for one in who:
            yield Responsibility(row.label, one.organisation, one.units, one.units_as_written, row.time_plan, "plan.responsibility.row", row.at)
        if not who and row.time_plan:
            yield Responsibility(row.label, None, (), (), row.time_plan, "plan.time-plan.row", row.at)
