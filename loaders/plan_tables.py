"""A plan's tables: an initiative a row, its columns told by their heads (Indsats | Ansvarlig | Tidsplan | Status)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders import committees, likeness, money_rows, periods, plan_words, responsible, themes
from loaders.blocks import Block
from loaders.heading_lines import is_heading
from loaders.initiatives import Found, Placed, Structure
from loaders.model import Body, Committee, Evidence, Responsibility, Theme
from loaders.outline import Paragraph
from loaders.passage import Passage
from loaders.periods import Period

_SAME = 0.75  # how alike a column's theme must be to a known one
_TELLING = frozenset({"responsible", "coordinator", "time-plan", "start", "end", "milestones"})


@dataclass(frozen=True, slots=True)
class Row:
    """One initiative's row; `index` is its paragraph's."""

    label: str
    place: Placed
    responsible: str
    time_plan: str
    period: Period
    theme: str
    at: Evidence
    theme_at: Evidence = ()  # empty where the row leaves its theme to the rows above
    committee: Passage | None = None
    name: Passage | None = None  # the cell that names it


def rows(structure: Structure) -> tuple[Row, ...]:
    """The rows of every table whose head names an initiative and who answers for it, or by when."""
    made: list[Row] = []
    head: Block | None = None
    group: Passage | None = None  # a row of one cell: the theme of the rows below it
    before = -2
    for placed in structure.placed:
        block = placed.paragraph.block
        if not block.cells and head is not None and placed.index == before + 1 and _is_band(structure.placed, placed.index, head):
            group, before = themes.clean(placed.paragraph.value or placed.paragraph.text), placed.index
            continue
        if not block.cells:
            continue
        if placed.index != before + 1:
            head = group = None
        before = placed.index
        if head is not None and not placed.paragraph.is_row:
            group = themes.clean(block.cells[0])
            continue
        if head is None or _is_head(block):
            head = block if _is_head(block) else None
            continue
        row = _row(placed, head, made, group)
        if row:
            made.append(row)
    return tuple(made)


def named(table: tuple[Row, ...], source: str) -> tuple[Row, ...]:
    """The same rows, named by the first line of a cell whose other lines tell what it is ("Ryg i balance" over "Fysioterapeuter kommer …").

    Where hardly any cell is set so, its lines are a name that was broken.
    """
    first = [_first_line(row.name, source) if row.name else None for row in table]
    if sum(one is not None for one in first) * 2 < max(len(table), _PAIR * 2):
        return table
    first = [_first_line(row.name, source, sure=True) if row.name else None for row in table]
    return tuple(replace(row, label=one.text, name=one) if one else row for row, one in zip(table, first, strict=True))


_PAIR = 2
_FEWEST_WORDS = 3


def _first_line(cell: Passage, source: str, *, sure: bool = False) -> Passage | None:
    """The first of a cell's lines, where the others are words of their own; `sure`: other cells are set so, whatever this one ends in."""
    at = next((index for index, place in enumerate(cell.places) if cell.text[index] == " " and source[place] == "\n"), 0)
    rest = cell.text[at + 1 :]
    told = at and rest[:1].isupper() and len(rest.split()) >= _FEWEST_WORDS and (sure or is_heading(cell.text[:at]))
    return cell[:at] if told else None


def _is_band(placed: Sequence[Placed], index: int, head: Block) -> bool:
    """A short line between the rows of one table that opens a group of them, drawn by its reader as a line of its own."""
    at = next(at for at, one in enumerate(placed) if one.index == index)
    following = placed[at + 1].paragraph.block if at + 1 < len(placed) else None
    text = placed[at].paragraph.text.text
    return following is not None and len(following.cells) == len(head.cells) and len(text) <= _LONGEST_BAND and not text.endswith((".", ":"))


_LONGEST_BAND = 100


def _is_head(block: Block) -> bool:
    codes = [plan_words.table_head(cell.text) for cell in block.cells]
    telling = sum(bool(code & _TELLING) for code in codes)
    if _is_steps(codes):
        return True
    titled = telling > 1 and (any(code & {"title", "description"} for code in codes) or _unnamed(block) == 0)
    return titled or (any("initiative" in code for code in codes) and any(code & _TELLING for code in codes))


def _is_steps(codes: Sequence[frozenset[str]]) -> bool:
    """Milestones with who answers for each and by when, below the heading of the initiative that they are steps of."""
    named = any("initiative" in code or "title" in code for code in codes)
    return not named and any("milestones" in code for code in codes) and any(code & {"responsible", "coordinator"} for code in codes)


def _row(placed: Placed, head: Block, before: Sequence[Row], group: Passage | None) -> Row | None:
    """A row; one whose first cell is empty goes on with the initiative of the row above (a merged cell)."""
    cells = {code: cell for code, cell in _cells(head, placed.paragraph.block) if any(map(str.isalnum, cell.text))}
    if not cells or money_rows.is_total(placed.paragraph.block):
        return None
    steps = _is_steps([plan_words.table_head(cell.text) for cell in head.cells])
    label = cells["initiative"].text if "initiative" in cells else placed.initiative if steps else before[-1].label if before else ""
    if not label:
        return None
    said = {code: cell.text for code, cell in cells.items()}
    ends = (said.get("start", ""), said.get("end", ""))
    plan = said.get("time-plan") or " – ".join(filter(None, ends)) or said.get("milestones", "")
    if not plan and before and label == before[-1].label and not placed.paragraph.block.cells[0]:
        plan = before[-1].time_plan  # one more who answers for it, beside a plan that is merged over both rows
    period = periods.between(*ends) if any(ends) else periods.period(plan)
    spans = tuple(cell.span for cell in cells.values())
    above = before[-1].theme if before and "initiative" in cells and _has(head, "theme") else ""
    named = themes.clean(cells["theme"]) if "theme" in cells else group
    theme = named.text if named else above or placed.theme
    committee = cells.get("committee")
    return Row(
        label,
        placed,
        said.get("responsible") or said.get("coordinator", ""),
        plan,
        period,
        theme,
        spans,
        (named.span,) if named else (),
        _committee(committee),
        cells.get("initiative"),
    )


def _committee(cell: Passage | None) -> Passage | None:
    """The committee's name with its place, without "Udvalget for"."""
    name = committees.name_of(cell.text) if cell else ""
    return cell[len(cell) - len(name) :] if cell and name and cell.text.endswith(name) else cell


def _has(head: Block, code: str) -> bool:
    return any(code in plan_words.table_head(cell.text) for cell in head.cells)


def _cells(head: Block, row: Block) -> Iterator[tuple[str, Passage]]:
    """Each cell under each of its column's codes; a title names the initiative where no other column does."""
    named = _has(head, "initiative")
    first = _unnamed(head) if not named and not _has(head, "title") else None
    for at, (title, cell) in enumerate(zip(head.cells, row.cells, strict=False)):
        if at == first:
            yield "initiative", cell
        for code in sorted(plan_words.table_head(title.text)):
            yield "initiative" if code == "title" and not named else _AS_ENDS.get(code, code), cell


_AS_ENDS = {"valid-from": "start", "valid-until": "end"}  # "Fra" and "Til"


def _unnamed(head: Block) -> int | None:
    """The first column whose head no vocabulary knows ("Aftale om at"), if it is no number's."""
    unknown = (at for at, cell in enumerate(head.cells) if cell and not plan_words.is_label(cell.text) and not _NUMBER.fullmatch(cell.text))
    return next(unknown, next((at for at, cell in enumerate(head.cells) if "description" in plan_words.column(cell.text)), None))


_NUMBER = re.compile(r"(?:nr|nummer|id|#|løbenr)\.?", re.IGNORECASE)


def themes_of(table: Sequence[Row], known: Sequence[Theme], body: Body) -> Iterator[Theme]:
    """The themes that only a table's column names, each once."""
    met: dict[str, Theme] = {}
    for row in table:
        if row.theme_at and not themes.best(row.theme, known, _SAME):
            before = met.get(row.theme) or Theme(row.theme, body, "plan.theme.column")
            met[row.theme] = replace(before, at=(*before.at, *row.theme_at))
    yield from met.values()


def committees_of(table: Sequence[Row], known: Sequence[Committee], body: Body) -> Iterator[Committee]:
    """The committees that only a table's column names, each once."""
    labels = {likeness.words(one.body.label) for one in known}
    met: dict[str, Committee] = {}
    for row in table:
        if row.committee and likeness.words(row.committee.text) not in labels:
            name = row.committee
            before = met.get(name.text) or Committee(committees.committee(name.text, body), "plan.committee.column")
            met[name.text] = replace(before, at=(*before.at, name.span))
    yield from met.values()


def told_in(placed: Placed, table: Sequence[Row]) -> Iterator[tuple[str, Paragraph]]:
    """What the cells of an initiative's row tell in sentences, each with the initiative's label."""
    label = next((row.label for row in table if row.place.index == placed.index), "")
    for cell in placed.paragraph.block.cells:
        if label and money_rows.is_told(cell.text):
            yield label, Paragraph(placed.paragraph.block, cell)


def merged(found: Sequence[Found], table: Sequence[Row]) -> tuple[Found, ...]:
    """The initiatives of headings and of rows, each name once."""
    made = {one.label: one for one in found}
    for row in table:
        place, last = row.place, row.place.index
        committee = row.committee.text if row.committee else place.committee
        new = Found(row.label, row.theme, committee, place.as_of, (row.at[0],), "plan.initiative.row", last, last, (place.paragraph,))
        made.setdefault(row.label, new)
    return tuple(sorted(made.values(), key=lambda one: one.at[0].start))


def responsibilities(table: Sequence[Row], region: str) -> Iterator[Responsibility]:
    """Of each row; what a row of another year's table says word for word again is said once."""
    met: set[tuple[str, str, str]] = set()
    for row in table:
        said = (row.label, row.responsible, row.time_plan)
        if said in met:
            continue
        met.add(said)
        who = responsible.answerable(row.responsible, region) if row.responsible else ()
        for one in who:
            yield Responsibility(row.label, one.organisation, one.units, one.units_as_written, row.time_plan, "plan.responsibility.row", row.at)
        if not who and row.time_plan:
            yield Responsibility(row.label, None, (), (), row.time_plan, "plan.time-plan.row", row.at)
