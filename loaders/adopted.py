"""Labels that no list knows, told by what stands behind them again and again: only days and periods, only organisations, only amounts.

"Hvornår er vi færdige: 31. december 2026" four times over is a time plan, whatever it is called; so is a table's column of days. The label
is then read as the one that lists know, at its own place in the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders import danish, holders, plan_words, times
from loaders.blocks import Block, Kind
from loaders.kroner import amounts, unit
from loaders.lexicon import lexicon
from loaders.passage import Passage, listed, worded
from loaders.vocabulary import folded

_LABELLED = re.compile(r"(?P<label>[A-ZÆØÅ][\wæøå/–-]*(?:\s[\wæøå/–-]+){0,5})\s*\??:\s+(?=\S)")
_AGAIN, _LONGEST_VALUE, _LEAST_ROWS = 2, 120, 2
_KNOWN_AS = {
    "time-plan": "Tidsplan",
    "start": "Start",
    "end": "Slut",
    "responsible": "Ansvarlig",
    "amount": "Beløb",
    "initiative": "Indsats",
    "purpose": "Formål",
    "theme": "Tema",
    "recipient": "Modtager",
}
_WHO = frozenset({"responsible", "coordinator"})
_WHEN = frozenset({"time-plan", "start", "end", "milestones"})
_ENDS = frozenset({"start", "end"})


def read(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, with such labels and heads of columns as those that lists know."""
    return tuple(_columns(tuple(_named(tuple(_labels(tuple(_apart(blocks))))))))


def _apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """ "Ejer: A | Leder: B | Start: C": each field as a line of its own."""
    for block in blocks:
        barred = block.kind is Kind.LINE and not block.cells and " | " in block.text.text
        pieces = list(block.text.split(_BAR)) if barred else [cell for cell in block.cells if cell] if block.kind is Kind.ROW else []
        if len(pieces) > 1 and all(_LABELLED.match(piece.text) for piece in pieces) and not _is_name_beside_field(pieces):
            yield from (replace(block, kind=Kind.LINE, text=piece, cells=(), gap=block.gap and at == 0) for at, piece in enumerate(pieces))
        else:
            yield block


def _is_name_beside_field(pieces: Sequence[Passage]) -> bool:
    """ "Alkohol: tal om det | Ansvarlig: A": of a name and a field in the margin beside it only the second begins with a label."""
    return len(pieces) == _PAIR and plan_words.field(pieces[0].text) is None and plan_words.field(pieces[1].text) is not None


_BAR = re.compile(r"\s\|\s")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A label that no list knows, folded, and what stands behind it: on its line, or in the second cell of its row."""

    label: str
    value: Passage
    is_row: bool


def _labels(blocks: Sequence[Block]) -> Iterator[Block]:
    shaped = {at: found for at, block in enumerate(blocks) if (found := _shaped(block))}
    values: dict[str, list[Passage]] = defaultdict(list)
    for found in shaped.values():
        values[found.label].append(found.value)
    again = {label: held for label, held in values.items() if len(held) >= _AGAIN}
    told = {
        label: _end_or_start(label) if code == "time-plan" else code
        for label, held in again.items()
        if (code := _code(held) or _by_whom(label, held))
    }
    if again:
        known = {code for block in blocks for code in _row_codes(block)}
        told = _once(told, known)
        if (known | set(told.values())) & _WHO and (known | set(told.values())) & _WHEN:
            told |= {label: _worded(blocks, shaped, label, known) for label in again if label not in told}
    for at, block in enumerate(blocks):
        code = told.get(shaped[at].label, "") if at in shaped else ""
        yield _relabelled(block, shaped[at], code) if code else block


def _end_or_start(label: str) -> str:
    """ "Kører frem til: …", "Vi begynder: …": the words of a label of days may say that they are the last, or the first."""
    return "end" if _LAST.search(label) else "start" if _FIRST.search(label) else "time-plan"


_LAST = re.compile(r"(?<!\w)(?:til|klar|færdige?|færdigt|slutter|afsluttes|udløber)(?!\w)")
_FIRST = re.compile(r"(?<!\w)(?:fra|starter|begynder|går i gang|sættes i gang)(?!\w)")


def _by_whom(label: str, values: Sequence[Passage]) -> str:
    """ "Løses af: Ældre Sagen": who does it, by the label's grammar, whatever kind of names they are; who pays for it is another thing."""
    named = all(value.text[:1].isupper() and len(value) <= _LONGEST_NAME and not value.text.endswith(".") for value in values)
    return "responsible" if named and _BY.fullmatch(label) and not _PAID.match(label) else ""


_BY = re.compile(r"(?:\w+\s)?\w+es\s(?:af|hos|i regi af)")
_PAID = re.compile(r"(?:\w+\s)?(?:betales|finansieres|støttes|dækkes|følges|behandles|godkendes)\s")
_LONGEST_NAME = 90


def _worded(blocks: Sequence[Block], shaped: Mapping[int, _Shape], label: str, known: Collection[str]) -> str:
    """Of a label with words behind it: the name of what is done, where it begins each record of fields; else what is said of it.

    Set apart above records whose names have a known label, it names what these have in common.
    """
    mine = [at for at, found in shaped.items() if found.label == label]
    if any(shaped[at].is_row for at in mine):
        return ""
    following = [at + 1 in shaped or (at + 1 < len(blocks) and plan_words.field(blocks[at + 1].text.text) is not None) for at in mine]
    begins = all(blocks[at].gap and not blocks[at].text.text.endswith(".") and len(blocks[at].text) <= _LONGEST_VALUE for at in mine)
    if not all(following):
        return ""
    if begins and "initiative" in known:
        return "theme" if all(blocks[at + 1].gap for at in mine) else ""
    return "initiative" if begins else "purpose"


def _shaped(block: Block) -> _Shape | None:
    """A line or item that begins with a label that is on no list, or a row of two cells whose first may be one."""
    if block.kind is Kind.ROW:
        return _shaped_row(block) if len(block.cells) == _PAIR and all(block.cells) else None
    if block.kind not in (Kind.LINE, Kind.ITEM) or block.cells or ":" not in block.text.text[:80]:
        return None
    found = _LABELLED.match(block.text.text)
    known = found is None or plan_words.field(block.text.text) or plan_words.is_label(found["label"]) or lexicon().cue(block.text.text)
    return None if known or found is None else _Shape(folded(found["label"]), block.text[found.end() :], is_row=False)


def _shaped_row(block: Block) -> _Shape | None:
    label = block.cells[0].text.rstrip(" :?")
    known = not _LABEL.fullmatch(label) or _row_codes(block) or plan_words.is_label(label) or lexicon().cue(label)
    return None if known else _Shape(folded(label), block.cells[1], is_row=True)


_LABEL = re.compile(r"[A-ZÆØÅ][\wæøå/–-]*(?:\s[\wæøå/–-]+){0,5}")


def _code(values: Sequence[Passage]) -> str:
    """What all of these values are alike, "" where they are no one thing."""
    if any(len(value) > _LONGEST_VALUE for value in values):
        return ""
    if all(_is_time(value.text) for value in values):
        return "time-plan"
    if all(holders.holder(value) for value in values):
        return "responsible"
    return "amount" if all(_is_amount(value.text) for value in values) else ""


def _is_time(text: str) -> bool:
    found = danish.dates(text)
    rest = "".join(_SMALL.sub("", text[end:start]) for end, start in _between(found, text)) if found else text
    return times.is_time(text) or (bool(found) and not any(map(str.isalpha, rest)))


def _between(found: Sequence[danish.Found], text: str) -> Iterator[tuple[int, int]]:
    ends = [0, *(one.end for one in found)]
    starts = [*(one.start for one in found), len(text)]
    return zip(ends, starts, strict=True)


_SMALL = re.compile(r"(?<!\w)(?:fra|til|og|med|den|d|i|senest|inden|ultimo|primo|medio|slut|udgangen|af|start|fremefter|frem)(?!\w)", re.IGNORECASE)


def _is_amount(text: str) -> bool:
    found = amounts(text)
    return bool(found) and not text[: found[0].start].strip() and len(text) - found[-1].end <= _UNIT_BEHIND


_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PAYS = re.compile(r"finansier|betale|giver|bevilger|kilde|fra\b", re.IGNORECASE)
_UNIT_BEHIND = 12  # characters: "i 2025"


def _once(told: Mapping[str, str], known: set[str]) -> dict[str, str]:
    """Who answers and by when only where no known label says it, and no two unknown ones do."""
    made: dict[str, str] = {}
    for label, code in told.items():
        first_who = code == "responsible" and code not in made.values()
        others = not first_who and any(one == code and other != label for other, one in told.items())
        taken = (code == "responsible" and known & _WHO) or (code in _WHEN and known & ({code, "time-plan"} if code in _ENDS else _WHEN))
        if code == "amount" or not (others or taken):
            made[label] = code
    return made


def _relabelled(block: Block, shape: _Shape, code: str) -> Block:
    if shape.is_row:
        return replace(block, cells=(worded(_KNOWN_AS[code], block.cells[0]), shape.value))
    return replace(block, text=listed(worded(f"{_KNOWN_AS[code]}: ", block.text), shape.value, ""))


def _named(blocks: Sequence[Block]) -> Iterator[Block]:
    """ "Hvad: …" over "Ansvar: …" again and again names what is done, where no label of initiatives does."""
    mine = [at for at, block in enumerate(blocks[:-1]) if _is_title(block) and _has_field(blocks[at + 1])]
    named = any(block.kind is not Kind.HEADING and "initiative" in _row_codes(block) for block in blocks) if mine else True
    for at, block in enumerate(blocks):
        if named or len(mine) < _AGAIN or at not in mine:
            yield block
        else:
            yield replace(block, cells=(worded("Indsats", block.cells[0]), block.cells[1]))


def _row_codes(block: Block) -> frozenset[str]:
    if block.kind is Kind.ROW:
        return plan_words.column(block.cells[0].text) if len(block.cells) == _PAIR else frozenset()
    label = plan_words.field(block.text.text)
    return frozenset({label.code}) if label else frozenset()


def _is_title(block: Block) -> bool:
    return (
        block.kind is Kind.ROW
        and "title" in _row_codes(block)
        and 0 < len(block.cells[1]) <= _LONGEST_VALUE
        and not block.cells[1].text.endswith(".")
    )


def _has_field(block: Block) -> bool:
    return bool(_row_codes(block) & (_WHO | _WHEN))


_PAIR = 2  # cells: a label and its value


def _columns(blocks: Sequence[Block]) -> Iterator[Block]:
    """A table's head with a column of nothing but days, or of organisations, under the name that lists know; in a table of a plan alone."""
    at = 0
    while at < len(blocks):
        end = _table_end(blocks, at) if blocks[at].kind is Kind.ROW else at + 1
        table = [block for block in blocks[at:end] if block.kind is Kind.ROW]
        yield _with_heads(table) if len(table) > _LEAST_ROWS else blocks[at]
        yield from blocks[at + 1 : end]
        at = end


def _table_end(blocks: Sequence[Block], at: int) -> int:
    """Behind the last row of the table that begins here; rules drawn and lines wrapped within a cell end none."""
    end = last = at + 1
    while end < len(blocks):
        block = blocks[end]
        if block.kind is Kind.ROW and len(block.cells) == len(blocks[at].cells):
            last = end + 1
        elif block.kind is Kind.ROW or block.gap or block.kind in (Kind.HEADING, Kind.ITEM):
            break
        end += 1
    return last


def _with_heads(table: Sequence[Block]) -> Block:
    head = table[0]
    codes = [plan_words.column(cell.text) for cell in head.cells]
    known = frozenset().union(*codes)
    counted = any(unit(cell.text) is not None or _YEAR.search(cell.text) for cell in head.cells[1:])
    if any(cell and _code([cell]) for cell in head.cells if not _YEAR.search(cell.text)):
        return head
    if not counted and (not (known & _WHO or known & _WHEN) or (known & _WHO and known & _WHEN)):
        return head
    for index, cell in enumerate(head.cells):
        values = [row.cells[index] for row in table[1:] if row.cells[index]]
        unknown = not codes[index] or (counted and not plan_words.is_label(cell.text))
        code = _code(values) if cell and unknown and len(values) >= _AGAIN else ""
        if counted and code == "responsible":
            code = "" if known & {"recipient"} or _PAYS.search(cell.text) else "recipient"
        if code in ("time-plan", "responsible", "recipient"):
            return replace(head, cells=(*head.cells[:index], worded(_KNOWN_AS[code], cell), *head.cells[index + 1 :]))
    return head
