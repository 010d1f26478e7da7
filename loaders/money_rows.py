"""Lists and tables of amounts: which lines belong together, what each line is for, in which unit its number counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders import plan_words
from loaders.blocks import Block, in_one_table
from loaders.kroner import amounts, number, plain, unit
from loaders.model import Evidence, MoneyKind
from loaders.money_below import is_of_savings, told_below
from loaders.money_heads import is_head, titles_of
from loaders.money_kinds import COMPARED, kind_in
from loaders.money_leads import Lead, in_brackets, is_line, is_listed, lead_of, of_all, of_heading, years_in
from loaders.money_parties import is_party, label_of, of_pieces, parties
from loaders.money_words import Context, qualifiers, words
from loaders.outline import Paragraph
from loaders.passage import Passage
from loaders.vocabulary import folded


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


_LEAST = 1000  # kroner, below which a number without a unit is taken for nothing
_CELL = 40  # a longer cell tells of its amount in words
_TOTAL = re.compile(r"^(?:i\s*alt|total|sum|samlet|tilsammen|hele)\b", re.IGNORECASE)


_ALL = re.compile(r"\bi\s+alt$", re.IGNORECASE)  # "Afsat til indsatser i alt"


def _is_whole(label: str) -> bool:
    return _TOTAL.match(label) is not None or _ALL.search(label.strip(" :")) is not None


def is_total(row: Block) -> bool:
    """Does the row begin with "I alt"?"""
    first = next((cell for cell in row.cells if cell), None)
    return first is not None and _is_whole(first.text)


def _is_band(held: Sequence[Paragraph], paragraph: Paragraph, after: Paragraph | None) -> bool:
    """A line over the whole width of a table, between two rows of it: what the rows below it have in common."""
    return in_one_table(held[-1].block if held else None, after.block if after else None) and not amounts(paragraph.text.text)


def groups(paragraphs: Sequence[tuple[Paragraph, Context]]) -> Iterator[Distribution | tuple[Paragraph, Context]]:
    """Prose as it is; lines of amounts, and tables, put together with their lead."""
    kept = [(paragraph, where) for paragraph, where in paragraphs if not is_of_savings(where.heading)]
    lead, held, context = Lead(), [], None  # type: Lead, list[Paragraph], Context | None
    for at, (paragraph, where) in enumerate(kept):
        after = kept[at + 1][0] if at + 1 < len(kept) else None
        if context is None or where.heading != context.heading:
            if held and context:
                yield Distribution(tuple(_rows(held, lead, context)), lead.years, context)
            lead, held = of_heading(where.heading), []
        context = where
        in_table = paragraph.is_row or bool(paragraph.block.cells)
        if (not paragraph.field or _goes_on(held, paragraph)) and (in_table or is_line(paragraph, lead) or is_listed(paragraph, lead)):
            held.append(paragraph)
            continue
        if held and (told := told_below(held[-1], paragraph)):
            held[-1] = told
            continue
        if (paragraph.field == "theme" and held and held[0].is_row) or _is_band(held, paragraph, after):
            continue  # a row over the whole width, as a printed table of themes shows it
        if held:
            lead = of_all(paragraph.text.text, lead)  # "Beløb i 1.000 kr." below a table
            yield Distribution(tuple(_rows(held, lead, context)), lead.years, context)
            held = []
        lead = lead_of(paragraph.text.text, of_heading(where.heading))
        yield paragraph, where
    if held and context:
        yield Distribution(tuple(_rows(held, lead, context)), lead.years, context)


def _goes_on(held: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    """Is a row that looks like a field ("Bevilget til klyngen | 4.000.000 kr.") one more of a table whose head names a year or money?"""
    if not (held and held[0].is_row and paragraph.is_row and len(held[0].block.cells) == len(paragraph.block.cells)):
        return False
    titles = [cell.text for cell in held[0].block.cells[1:]]
    return is_head(held[0].block) and any(_years_of(title) or unit(title) or "amount" in plan_words.column(title) for title in titles)


def is_told(text: str) -> bool:
    """Does a cell tell of money in a sentence, rather than hold an amount?"""
    return len(text) > _CELL and bool(amounts(text))


def _rows(held: Sequence[Paragraph], lead: Lead, context: Context) -> Iterator[Row]:
    table = [paragraph.block for paragraph in held if paragraph.is_row]
    titles = titles_of(table)
    for paragraph in held:
        if not paragraph.is_row:
            yield from () if paragraph.block.cells else _line(paragraph.text, lead, context)
        elif paragraph.block not in table[: titles.rows]:
            yield from _row(_aligned(paragraph.block, len(titles.cells)), titles.cells, lead, context)


def _aligned(row: Block, width: int) -> Block:
    """A row of sums whose empty cells the page does not show: its amounts stand below the last columns."""
    missing = width - len(row.cells)
    if missing <= 0 or not is_total(row) or not row.cells[0]:
        return row
    return replace(row, cells=(row.cells[0], *([row.cells[0][:0]] * missing), *row.cells[1:]))


def _row(row: Block, titles: Sequence[str], lead: Lead, context: Context) -> Iterator[Row]:
    """One amount for each column of amounts; the purpose is the first cell of words."""
    label = next(
        (cell.strip(" .…") for cell in row.cells if any(map(str.isalpha, cell.text)) and number(cell.text) is None and not amounts(cell.text)), None
    )
    per = unit(titles[0]) if titles else None  # "Beløb i mio. kr." over the labels
    granted = bool(titles) and kind_in(titles[0]) is MoneyKind.GRANT  # "Bevillinger | 2023 | 2024"
    for index, cell in enumerate(row.cells):
        title = titles[index] if index < len(titles) else ""
        amount = _cell(cell.text, title, per or lead.unit or context.unit, not titles, granted)
        if amount is None or label is None or _CARRIED.match(label.text):
            continue
        told = _of_label(label.text, context)
        whole = _is_whole(label.text)
        purpose = "" if whole else told.purpose if told else _beside(row, titles, label)
        who = told.recipient if told else "" if whole else _other(row, titles, "recipient")
        if not who and not whole:
            who = _party_column(row, titles, purpose, context)
        if not who and not whole:
            who, purpose = (purpose, "") if is_party(purpose, context) else of_pieces(purpose, context) or ("", purpose)
        yield Row(
            amount,
            MoneyKind.TOTAL
            if whole or _TOTAL.match(title)
            else told.kind
            if told
            else _cell_kind(cell.text) or _column_kind(f"{titles[0]} {title}" if granted else title, lead),
            "" if purpose == who else purpose,
            who,
            _years_of(title) or years_in(_other(row, titles, "year")) or lead.years or context.titled,
            _marks(title, cell.text, lead),
            (label.span, cell.span) if label.span != cell.span else (cell.span,),
        )


_CARRIED = re.compile(r"(?:overført|overførsel|uforbrugt|saldo|primosaldo|restbeløb|mindreforbrug)(?!\w)", re.IGNORECASE)  # was given another year


def _years_of(title: str) -> tuple[int, ...]:
    """The years that a column's head names, in words ("Afsat i 2024") or bare ("Beløb 2024", "Budget 2025-2027")."""
    bare = [int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", title)]
    spans = re.search(r"20\d\d\s*[-–]\s*20\d\d", title) is not None
    return years_in(title) or tuple(range(bare[0], bare[-1] + 1) if spans else sorted(bare))


@dataclass(frozen=True, slots=True)
class _Said:
    kind: MoneyKind
    purpose: str
    recipient: str


def _of_label(label: str, context: Context) -> _Said | None:
    """ "Bevilget til Sundhedsklynge Nord", "Afsat til temaet Data på tværs": a row that says itself what its amounts are."""
    for kind in (MoneyKind.GRANT, MoneyKind.APPLIED, MoneyKind.ALLOCATION):
        found = re.match(
            rf"(?:{words('money-kind', kind.value).pattern})\s*(?:fra\s+staten\s+)?(?:(?:til|for|af)\s+(?P<what>.+))?$", label, re.IGNORECASE
        )
        if found:
            what = found.group("what") or ""
            party = folded(what) == folded(context.body.label) or is_party(what, context) or words("money-cue", "own").fullmatch(what) is not None
            return _Said(kind, "" if party else what, what if party else "")
    return None


def _cell(text: str, title: str, default: Decimal | None, sole: bool, of_money: bool) -> Decimal | None:
    """A cell's amount in kroner: with its own unit, or in that of the column's head or of the lead."""
    if words("money-cue", "no-funding").search(title):
        return None
    found = amounts(text)
    if found and not is_told(text):
        return found[0].value or None
    value, per = number(text), unit(title) or default
    named = "amount" in plan_words.column(title) or of_money
    money_column = sole or unit(title) is not None or named or re.search(r"(?<!\d)20\d\d(?!\d)", title) is not None or _TOTAL.match(title) is not None
    if per is None and named and value is not None and value >= _LEAST:
        per = Decimal(1)  # whole kroner need no unit
    if value is None or value <= 0 or per is None or not money_column or (sole and re.fullmatch(r"20\d\d", text.strip())):
        return None
    return plain(value * per)


def _cell_kind(text: str) -> MoneyKind | None:
    """ "750.000 kr. (ansøgt)": what a cell says of its own amount."""
    kinds = (MoneyKind.CEILING, MoneyKind.APPLIED, MoneyKind.GRANT)
    return next((kind for kind in kinds if words("money-kind", kind.value).search(text)), None)


def _column_kind(title: str, lead: Lead) -> MoneyKind:
    for kind in (MoneyKind.CEILING, MoneyKind.GRANT, MoneyKind.APPLIED):
        if words("money-kind", kind.value).search(title):
            return kind
    return lead.kind


def _beside(row: Block, titles: Sequence[str], label: Passage) -> str:
    """The cell under "Indsats", "Formål" or "Tema"; the first words else."""
    for code in ("initiative", "purpose", "theme"):
        cell = _other(row, titles, code)
        if cell:
            return cell
    return label.text


def _other(row: Block, titles: Sequence[str], code: str) -> str:
    return next((cell.text for cell, title in zip(row.cells, titles, strict=False) if code in plan_words.table_head(title) and not unit(title)), "")


def _party_column(row: Block, titles: Sequence[str], purpose: str, context: Context) -> str:
    """A party under a head that no word list has ("Hvem får pengene"): under a known one ("Ansvarlig") it gets nothing by that."""
    unknown = (cell.text for cell, title in zip(row.cells, titles, strict=False) if cell and title and not plan_words.table_head(title))
    return next((text for text in unknown if text != purpose and is_party(text, context)), "")


def _marks(title: str, cell: str, lead: Lead) -> tuple[str, ...]:
    """The reservations of the lead, of the column's head, and of the cell ("op til 500.000 kr.")."""
    found = amounts(cell)
    start, end = (found[0].start, found[0].end) if found else (len(cell), len(cell))
    above = qualifiers(title, len(title), len(title), 0, len(title))
    return tuple(dict.fromkeys((*lead.qualifiers, *above, *qualifiers(cell, start, end, 0, len(cell)))))


def _line(text: Passage, lead: Lead, context: Context) -> Iterator[Row]:
    """ "A 2,0 mio. kr."; of two amounts on a line the first is what each may have, the last what all together get."""
    every = amounts(text.text)
    if COMPARED.match(text.text):
        return
    found = [one for one in every if not in_brackets(text.text, one.start)] or list(every)
    before = label_of(text.text[: found[0].start])
    for at, one in enumerate(found):
        ceiling = at == 0 and re.search(rf"(?:{words('money-kind', 'ceiling').pattern})(?:\s+ca\.?)?\s*$", before, re.IGNORECASE)
        high = one.end if len(found) > 1 else len(text)
        marks = qualifiers(text.text, one.start, one.end, found[at - 1].end if at else 0, high)
        who = re.match(r"(?P<who>(?:hvert?|et|en|de)\s.*?)\s+(?:kan|må)\s", before, re.IGNORECASE)
        kind = MoneyKind.CEILING if ceiling else MoneyKind.TOTAL if _TOTAL.match(before) else lead.kind
        recipient, purpose = (who.group("who"), who.group("who")) if who else parties(before, text.text[found[-1].end :], context)
        told = kind in (MoneyKind.CEILING, MoneyKind.TOTAL) and bool(before)
        yield Row(
            one.value,
            kind,
            "" if told and not (ceiling and not who) else purpose,
            recipient if not who or kind is MoneyKind.CEILING else "",
            years_in(text.text) or lead.years or context.titled,
            tuple(dict.fromkeys(marks if ceiling else (*lead.qualifiers, *marks))),
            (text.span,) if len(found) == 1 else (text[: one.end].span if at == 0 else text[one.start : one.end].span,),
        )
