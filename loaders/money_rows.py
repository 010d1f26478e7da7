"""Lists and tables of amounts: which lines belong together, what each line is for, in which unit its number counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from loaders import danish, plan_words
from loaders.blocks import Block
from loaders.kroner import amounts, number, plain, unit
from loaders.model import Evidence, MoneyKind
from loaders.money_words import Context, qualifiers, words
from loaders.outline import Paragraph
from loaders.passage import Passage


@dataclass(frozen=True, slots=True)
class Row:
    amount: Decimal
    kind: MoneyKind
    purpose: str
    recipient: str
    years: tuple[int, ...]
    qualifiers: tuple[str, ...]
    at: Evidence


@dataclass(frozen=True, slots=True)
class Distribution:
    """Lines of amounts below one lead; `years` are the lead's."""

    rows: tuple[Row, ...]
    years: tuple[int, ...]
    context: Context


@dataclass(frozen=True, slots=True)
class _Lead:
    """What the text above the lines says of all of them."""

    unit: Decimal | None = None
    years: tuple[int, ...] = ()
    qualifiers: tuple[str, ...] = ()
    kind: MoneyKind = MoneyKind.ALLOCATION
    shares: bool = False


_CELL = 40  # a longer cell tells of its amount in words
_TOTAL = re.compile(r"^(?:i\s*alt|total|sum|samlet|tilsammen|hele)\b", re.IGNORECASE)
_SHARES = re.compile(r"\b(?:fordel|udmønt|prioriter|afsat|afsæt|disponer|budget|anvend|økonomi)\w*", re.IGNORECASE)


def is_total(row: Block) -> bool:
    """Does the row begin with "I alt"?"""
    first = next((cell for cell in row.cells if cell), None)
    return first is not None and _TOTAL.match(first.text) is not None


def groups(paragraphs: Sequence[tuple[Paragraph, Context]]) -> Iterator[Distribution | tuple[Paragraph, Context]]:
    """Prose as it is; lines of amounts, and tables, put together with their lead."""
    lead, held, context = _Lead(), [], None  # type: _Lead, list[Paragraph], Context | None
    for paragraph, where in paragraphs:
        if not paragraph.field and (paragraph.is_row or _is_line(paragraph)):
            held.append(paragraph)
            context = where
            continue
        if held and context:
            yield Distribution(tuple(_rows(held, lead)), lead.years, context)
            held, lead = [], _Lead()
        lead = _lead(paragraph.text.text)
        yield paragraph, where
    if held and context:
        yield Distribution(tuple(_rows(held, lead)), lead.years, context)


def is_told(text: str) -> bool:
    """Does a cell tell of money in a sentence, rather than hold an amount?"""
    return len(text) > _CELL and bool(amounts(text))


def _is_line(paragraph: Paragraph) -> bool:
    """ "Ensomhed blandt ældre 1,5 mio. kr.": words, and an amount at the end, no sentence; or an amount, a colon or dash before it."""
    text = paragraph.text.text.strip(" .")
    found = amounts(text)
    if not found or found[-1].end < len(text) - 1 or len(text) > 200:
        return False
    before = text[: found[0].start]
    sentence = re.search(r"(?<!\w)(?:er|har|blev|fik|afsat|bevil\w+|afsættes|udgør|søgt|søges|fået|sparer?)(?!\w)", before)
    return bool(before.strip()) and not sentence and not re.search(r"\.\s+[A-ZÆØÅ]", before)


def _lead(text: str) -> _Lead:
    marks = tuple(label for label in qualifiers(text, len(text), len(text), 0, len(text)))
    kind = next((kind for kind in (MoneyKind.GRANT, MoneyKind.APPLIED) if words("money-kind", kind.value).search(text)), MoneyKind.ALLOCATION)
    if _SHARES.search(text):
        kind = MoneyKind.ALLOCATION
    last = text if text.rstrip().endswith(":") else ""
    return _Lead(
        unit(last) if last and not amounts(last) else None, _years(last), marks if last else (), kind if last else MoneyKind.ALLOCATION, bool(last)
    )


def _years(text: str) -> tuple[int, ...]:
    years: set[int] = set()
    for found in danish.dates(f"i {text}" if re.fullmatch(r"\s*20\d\d\s*", text) else text):
        years |= set(range(found.value.year, (found.until.year if found.until else found.value.year) + 1))
    return tuple(sorted(years))


def _rows(held: Sequence[Paragraph], lead: _Lead) -> Iterator[Row]:
    table = [paragraph for paragraph in held if paragraph.is_row]
    head = table[0].block if table and _is_head(table[0].block) else None
    for paragraph in held:
        if not paragraph.is_row:
            yield from _line(paragraph.text, lead)
        elif paragraph.block is not head:
            yield from _row(paragraph.block, head, lead)


def _is_head(row: Block) -> bool:
    """No cell of a table's head is an amount; a bare year may be one's head."""
    cells = [cell for cell in row.cells[1:] if "amount" not in plan_words.column(cell.text)]
    return not any(amounts(cell.text) or (number(cell.text) is not None and not re.fullmatch(r"20\d\d", cell.text)) for cell in cells)


def _row(row: Block, head: Block | None, lead: _Lead) -> Iterator[Row]:
    """One amount for each column of amounts; the purpose is the first cell of words."""
    label = next((cell for cell in row.cells if cell and number(cell.text) is None and not amounts(cell.text)), None)
    for index, cell in enumerate(row.cells):
        title = head.cells[index].text if head and index < len(head.cells) else ""
        amount = _cell(cell.text, title, lead, sole=head is None)
        if amount is None or label is None:
            continue
        kind = MoneyKind.TOTAL if _TOTAL.match(label.text) else _column_kind(title, lead)
        yield Row(
            amount,
            kind,
            "" if kind is MoneyKind.TOTAL else _beside(row, head, label),
            _other(row, head, "recipient"),
            _years(title) or _years(_other(row, head, "year")) or lead.years,
            _marks(f"{title} {cell.text}", lead),
            (label.span, cell.span) if label.span != cell.span else (cell.span,),
        )


def _cell(text: str, title: str, lead: _Lead, sole: bool) -> Decimal | None:
    """A cell's amount in kroner: with its own unit, or in that of the column's head or of the lead."""
    found = amounts(text)
    if found and not is_told(text):
        return found[0].value
    value, per = number(text), unit(title) or lead.unit
    money_column = sole or unit(title) is not None or "amount" in plan_words.column(title) or re.fullmatch(r"\D*20\d\d\D*", title) is not None
    if value is None or value <= 0 or per is None or not money_column or (sole and re.fullmatch(r"20\d\d", text.strip())):
        return None
    return plain(value * per)


def _column_kind(title: str, lead: _Lead) -> MoneyKind:
    for kind in (MoneyKind.CEILING, MoneyKind.GRANT, MoneyKind.APPLIED):
        if words("money-kind", kind.value).search(title):
            return kind
    return lead.kind


def _beside(row: Block, head: Block | None, label: Passage) -> str:
    """The cell under "Indsats", "Formål" or "Tema"; the first words else."""
    for code in ("initiative", "purpose", "theme"):
        cell = _other(row, head, code)
        if cell:
            return cell
    return label.text


def _other(row: Block, head: Block | None, code: str) -> str:
    if head is None:
        return ""
    return next(
        (cell.text for cell, title in zip(row.cells, head.cells, strict=False) if code in plan_words.column(title.text) and not unit(title.text)), ""
    )


def _marks(text: str, lead: _Lead) -> tuple[str, ...]:
    own = qualifiers(text, len(text), len(text), 0, len(text))
    return tuple(dict.fromkeys((*lead.qualifiers, *own)))


def _line(text: Passage, lead: _Lead) -> Iterator[Row]:
    """ "A 2,0 mio. kr."; of two amounts on a line the first is what each may have, the last what all together get."""
    found = amounts(text.text)
    before = text.text[: found[0].start].strip(" :–-.…\t")
    for at, one in enumerate(found):
        ceiling = at == 0 and re.search(rf"(?:{words('money-kind', 'ceiling').pattern})(?:\s+ca\.?)?\s*$", before, re.IGNORECASE)
        marks = qualifiers(text.text, one.start, one.end, found[at - 1].end if at else 0, one.end)
        who = re.match(r"(?P<who>(?:hvert?|et|en|de)\s.*?)\s+(?:kan|må)\s", before, re.IGNORECASE)
        kind = MoneyKind.CEILING if ceiling else MoneyKind.TOTAL if _TOTAL.match(before) else lead.kind
        label = who.group("who") if who else before
        yield Row(
            one.value,
            kind,
            "" if kind in (MoneyKind.CEILING, MoneyKind.TOTAL) else label,
            who.group("who") if who and kind is MoneyKind.CEILING else "",
            _years(text.text) or lead.years,
            tuple(dict.fromkeys(marks if ceiling else (*lead.qualifiers, *marks))),
            (text.span,) if len(found) == 1 else (text[: one.end].span if at == 0 else text[one.start : one.end].span,),
        )
