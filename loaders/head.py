"""The head of minutes: title, body, date, time and place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from loaders import danish, head_lines, places, wrapped_title
from loaders.blocks import Block, Kind, paragraphs
from loaders.labels import ended
from loaders.lexicon import Cue, lexicon
from loaders.model import Span
from loaders.passage import Passage, join, listed
from loaders.sentences import sentences

_DOTS = re.compile(r"\s+(?:[·•|]|//)\s+")
_DRAFT = re.compile(
    r"\W*(?:dagsorden(?!\s+(?:med|og)\s+(?:beslutning|referat))|indkaldelse|(?:ud)?sendt|udskrevet|godkendt|oprettet|dateret|journal|sag|modtaget|offentliggjort|publiceret|ændret|opdateret"
    r"|(?!\w*dag,)\w+,\s+(?:den|d\.)\s+\d|referatet\s|ref(?:erent)?(?:\.|:)|fra:|til:|cc:)",
    re.IGNORECASE,
)
_TIME_ONLY = re.compile(r"\d{1,2}(?:[.:]\d{2})?\s*[-–]\s*\d{1,2}(?:[.:]\d{2})?")
_TIME_PREFIX = re.compile(
    r"^(?:\d{1,2}[.:]\d{2}\s*)?(?:kl\.?|klokken)\s|(?:(?:ekstra)?ordinært\s+)?møde\b.*\bkl\.\s*\d"
    r"|(?=.*\b(?:mødet|vi)\b|det\s).*\b(?:begynd(?:te|t)|starte(?:de|t)|åbne(?:de|t)|indled(?:te|t|tes)|i\s+gang|vare(?:de|t)|sat(?:te)?|påbegyndt|holdt|mødtes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says of the meeting. `place` is empty for one held only on the net."""

    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    place: str = ""
    virtual: bool = False
    at: tuple[Span, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled line of the head: what the label announces, and what stands behind it."""

    code: str
    value: Passage
    block: Block


def fields(blocks: Sequence[Block]) -> Iterator[Field]:
    """Every labelled line, whether the label ends in a colon, stands in its own cell, or simply comes first ("Mødedato Onsdag d. 8. oktober")."""
    for index, block in enumerate(blocks):
        if block.kind is Kind.FURNITURE:
            continue
        if block.kind is Kind.ROW and len(block.cells) >= 2:
            below = blocks[index + 1] if index + 1 < len(blocks) else None
            yield from (
                _in_cells(block) if not _all_labels(block) else _below(block, next((b for b in blocks[index + 1 :] if b.kind is Kind.ROW), below))
            )
            continue
        cue = _label(block.text) or (Cue("end", 0) if ended(block.text.text) else None)
        if (
            not cue
            and (title := wrapped_title.DATED.match(block.text.text))
            and not _DRAFT.match(block.text.text[title.end() :])
            and _day(block.text.text)
        ):
            cue = Cue("date", title.end())
        if not cue:
            continue
        value = block.text[cue.end :].strip(" :")
        if not value and index + 1 < len(blocks) and not lexicon().cue(blocks[index + 1].text.text):
            value = _with_address(blocks, index + 1)
        yield Field(cue.code, value, block)


def _with_address(blocks: Sequence[Block], first: int) -> Passage:
    """The line below a label, with the street and the town that stand right below a house's name."""
    value = blocks[first].text
    for block in blocks[first + 1 : first + 3]:
        if block.kind is not Kind.LINE or block.gap or not places.POSTAL.match(block.text.text):
            break
        value = listed(value, block.text, ", ")
    return value


def _all_labels(block: Block) -> bool:
    found = [(cell, lexicon().cue(cell.text)) for cell in block.cells if cell]
    return len(found) > 1 and all(cue and cue.code in head_lines.LABELS - {"virtual"} and cue.end >= len(cell) for cell, cue in found[:2])


def _below(labels: Block, values: Block | None) -> Iterator[Field]:
    """A table whose first row holds the labels and whose second the values."""
    for label, value in zip(labels.cells, values.cells if values else (), strict=False):
        cue = lexicon().cue(label.text)
        if cue and cue.code in head_lines.LABELS and values:
            yield Field(cue.code, value, values)


def _in_cells(block: Block) -> Iterator[Field]:
    for label, value in zip(block.cells, block.cells[1:], strict=False):
        cue = lexicon().cue(label.text)
        if cue and cue.code in head_lines.LABELS and cue.end >= len(label):
            yield Field(cue.code, value, block)
    for cell in block.cells:
        only = _label(cell)
        if only and only.end < len(cell):
            yield Field(only.code, cell[only.end :].strip(" :"), block)


def _label(line: Passage) -> Cue | None:
    cue = lexicon().cue(line.text)
    if cue and cue.code in head_lines.LABELS:
        return cue
    capital = lexicon().capital_cue(line.text)
    return capital if capital and capital.code in head_lines.LABELS else _unmarked(line)


def _unmarked(line: Passage) -> Cue | None:
    """A label without a colon, where what follows is of its kind: a date behind "Mødedato", anything behind "Mødested"."""
    first = line.text.split(" ", 1)
    if len(first) < 2:
        return None
    cue = lexicon().cue(first[0])
    if not cue or cue.code not in ("date", "place", "start", "end"):
        return None
    rest = first[1]
    if cue.code == "start" and not _CLOCK_FIRST.match(rest):
        return None
    if cue.code == "place" and re.match(r"(?=[A-Z\d])[A-Z]?\d{0,3}(?:\.\d{1,3})?[A-Z]?(?:,|$)", rest):
        return Cue("place", 0)  # "Mødelokale 1", "Lokale C, Medborgerhuset": the label is the room's name
    fitting = (cue.code == "place" and first[0].lower() != "hvor") or danish.dates(rest) or danish.times(rest)
    return Cue(cue.code, len(first[0])) if fitting else None


_CLOCK_FIRST = re.compile(r"(?:kl\.?\s*)?\d{1,2}[.:]\d{2}\b", re.IGNORECASE)


def read(blocks: Sequence[Block]) -> Head:
    """The date, times and place that the head gives; the title's date where no label gives one."""
    blocks = tuple(_apart(wrapped_title.joined(blocks)))
    told = list(fields(blocks))
    date, start, end, at = _when(told, blocks)
    place, virtual, where = _where(told, blocks)
    return Head(date, start, end, place, virtual, (*at, *where))


_WAS_HELD = re.compile(
    r"\bmødet\s+(?:i\s+[A-ZÆØÅ][^.;]{0,80}?\s)?(?:blev\s+)?(?:holdt|afholdt|fandt\s+sted|foregik|afvikledes|afviklet|begyndte|startede)\b",
    re.IGNORECASE,
)


def completed(head: Head, told: Sequence[Block]) -> Head:
    """With what minutes that keep the frame of the meeting for their items say there: "Mødet blev holdt virtuelt på Teams kl. 8.30-10."."""
    for sentence in (part for block in told for part in sentences(block.text)):
        if not (said := _WAS_HELD.search(sentence.text)):
            continue
        times = danish.times(sentence.text)
        held = places.HELD.search(sentence.text)
        online = places.online(sentence.text[said.start() :])
        place, virtual = ("", True) if online else places.place(held.group("place")) if held else (head.place, head.virtual)
        start, end = (times[0].start_time, times[0].end_time) if times else (None, None)
        end = end or (times[1].start_time if len(times) == 2 else None)
        head = replace(head, start=head.start or start, end=head.end or end, place=place, virtual=virtual, at=(*head.at, sentence.span))
    return head


def _apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """A line that strings its facts with middle dots ("Region X · 20-06-2024 · 17:00 · Rådhuset") as so many lines; sentences likewise."""
    above: Block | None = None
    for block in blocks:
        below_labels, above = above is not None and _all_labels(above), block if block.kind is not Kind.FURNITURE else above
        parts = list(block.text.split(_DOTS)) if block.kind in (Kind.LINE, Kind.HEADING) else []
        dated = block.kind is Kind.ROW and not below_labels and any(_day(cell.text) for cell in block.cells)
        if dated and not any(lexicon().cue(cell.text) for cell in block.cells):
            parts = [cell for cell in block.cells if cell]  # "7. december 2023 | 16:00-17:30 | Hobro Sygehus"
        if len(parts) < 2 and block.kind in (Kind.LINE, Kind.ITEM):
            parts = list(head_lines.by_labels(block.text))
        if len(parts) < 2:
            parts = list(sentences(block.text)) if block.kind is Kind.LINE and "...." not in block.text.text else []
        yield from (replace(block, kind=Kind.LINE, text=part) for part in parts) if len(parts) > 1 else (block,)


def _when(told: Sequence[Field], blocks: Sequence[Block]) -> tuple[dt.date | None, dt.time | None, dt.time | None, tuple[Span, ...]]:
    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    at: list[Span] = []
    for one in _of_the_meeting(told):
        if one.code in ("date", "start", "place") and not start:
            times = danish.times(one.value.text)
            if times and one.code != "place":
                start, end = times[0].start_time, end or times[0].end_time
        if one.code == "end" and (times := danish.times(one.value.text)):
            end = times[0].start_time
        if one.code == "date" and not date and (day := _day(one.value.text)):
            date = day
        if one.code in ("date", "start", "end"):
            at.append(one.block.text.span)
    return _from_lines(blocks, date, start, end, at)


def _of_the_meeting(told: Sequence[Field]) -> list[Field]:
    """Where one label, or the title, says that its date is the meeting's, a bare "Dato" is the document's and comes last."""
    return sorted(told, key=_remoteness)


def _remoteness(one: Field) -> int:
    if one.code != "date" or re.match(r"\W*m[øo]de", one.block.text.text, re.IGNORECASE):
        return 0
    return 1 if wrapped_title.DATED.match(one.block.text.text) else 2


def _from_lines(
    blocks: Sequence[Block], date: dt.date | None, start: dt.time | None, end: dt.time | None, at: list[Span]
) -> tuple[dt.date | None, dt.time | None, dt.time | None, tuple[Span, ...]]:
    """Where no label gave it: the first whole date on an unlabelled line of the head that dates nothing else."""
    for block in blocks:
        if (date and start) or block.kind is Kind.FURNITURE:
            continue
        text = block.text.text
        cue = lexicon().cue(text)
        if _DRAFT.match(text) or (cue and cue.code == "next-meeting"):
            continue
        day = _day(text)
        if not date and day:
            date = day
            at.append(block.text.span)
        beside = bool(date) and bool(at) and block.kind is Kind.LINE and not block.gap and " kl" in text and not text.rstrip().endswith(".")
        if not start and (beside or day == date or _TIME_PREFIX.match(text) or _TIME_ONLY.fullmatch(text)) and (times := danish.times(text)):
            start, end = times[0].start_time, end or times[0].end_time
            at.append(block.text.span)
    return date, start, end, tuple(dict.fromkeys(at))


def _day(text: str) -> dt.date | None:
    for found in danish.dates(text):
        value = found.value
        if value.month and value.day:
            return dt.date(value.year, value.month, value.day)
    return None


def _where(told: Sequence[Field], blocks: Sequence[Block]) -> tuple[str, bool, tuple[Span, ...]]:
    for one in told:
        if one.code in ("place", "in-person") and one.value:
            return *places.place(one.value.text), (one.block.text.span,)
    for one in told:
        if one.code == "date" and not _WAS_HELD.match(one.block.text.text) and (rest := places.behind_time(one.value)):
            return *places.place(rest), (one.block.text.span,)
        if one.code == "virtual":
            return "", True, (one.block.text.span,)
    for block, whole in _unwrapped(blocks):
        dated = block.kind in _LINES and _is_timed((block,)) and (_day(block.text.text) or _CLOCK_FIRST.match(block.text.text))
        if dated and not _DRAFT.match(block.text.text) and (rest := places.net_behind_time(whole) or places.behind_time(whole)):
            return *places.place(rest), (whole.span,)
        if dated and any(places.online(said["inside"]) for said in _BRACKETS.finditer(block.text.text)):
            return "", True, (block.text.span,)  # "5. november 2025 (Teams, 14-15.30)"
    for sentence in (part for first, whole in paragraphs(blocks) if first.kind is Kind.LINE for part in sentences(whole)):
        if (held := places.HELD.search(sentence.text)) and (places.POSTAL.search(held.group("place")) or places.MET.match(sentence.text)):
            return *places.place(held.group("place")), (sentence.span,)
    addresses = [
        at for at, block in enumerate(blocks) if block.kind in _LINES and places.POSTAL.search(block.text.text) and not _day(block.text.text)
    ]
    if addresses:
        line = blocks[next((at for at in addresses if _is_timed(blocks[max(0, at - 2) : at])), addresses[0])].text
        label = _ANY_LABEL.match(line.text)
        return *places.place(line.text[label.end() :] if label else line.text), (line.span,)
    for block in blocks:
        text = block.text.text
        short = block.kind is Kind.LINE and len(text) < 60 and text[:1] != "("  # "(på Teams)" below a name is how one person came
        if short and places.online(text) and not lexicon().cue(text):
            return *places.place(text), (block.text.span,)
    for above, block in pairwise(blocks):
        if block.kind is Kind.LINE and places.is_premises(block.text.text) and (danish.times(above.text.text) or _day(above.text.text)):
            return *places.place(places.premises(block.text.text)), (block.text.span,)
    return "", False, ()


_BRACKETS = re.compile(r"\((?P<inside>[^()]{4,40})\)")
_LINES = frozenset({Kind.LINE, Kind.HEADING})
_ANY_LABEL = re.compile(r"[^\W\d][^:,\d]{1,40}:\s+(?=\S)")


def _is_timed(above: Sequence[Block]) -> bool:
    """Does the line above an address say when the meeting was? Then it is the meeting's, and not the letterhead's."""
    said = [block.text.text for block in above if not _DRAFT.match(block.text.text)]
    return any(_day(text) or danish.times(text) for text in said)


def _unwrapped(blocks: Sequence[Block]) -> Iterator[tuple[Block, Passage]]:
    """Each line, with the next one where it breaks off at a comma."""
    for block, after in zip_longest(blocks, blocks[1:]):
        goes_on = after is not None and after.kind is Kind.LINE and not after.gap and block.text.text.rstrip().endswith(",")
        yield block, join([block.text, after.text]) if goes_on and after is not None else block.text
