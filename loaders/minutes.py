"""Minutes: blocks -> the meeting, its roll and its agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders import agenda, annex, cards, danish, dated, flattened, head, mentions, minutes_money, party_letters, roll
from loaders.blocks import Block, paragraphs
from loaders.gathering import Gathering, is_roll
from loaders.items import Item, split_items
from loaders.model import AgendaItem, Attendance, Body, Evidence, Funding, Meeting, Mention, Organisation, Term, Unparsed
from loaders.people import Entry
from loaders.seats import home, seated


@dataclass(frozen=True, slots=True)
class Minutes:
    """What minutes say of their meeting, and of money."""

    meeting: Meeting
    mentions: tuple[Mention, ...]
    unparsed: tuple[Unparsed, ...]
    funding: tuple[Funding, ...]
    understood: Evidence


def parse(blocks: tuple[Block, ...], body: Body, region: str, source: str = "") -> Minutes | None:
    """The meeting; None where no date can be found. `source` is the text as read."""
    blocks = cards.read(flattened.restored(blocks), region)
    top, items = split_items(blocks, source)
    top = party_letters.by_the_ballot(top)
    frame = _frame(top if items else blocks[:40], items)
    if frame.date is None:
        return None
    items = dated.own(items, frame.date)
    end = _end(items) or frame.end
    gathering = Gathering(top, items, region)
    items = gathering.items
    attendances = _attendances(gathering, body, home(top, body, blocks))
    names = [one.person.name for one in attendances]
    handled = tuple(_item(item, names, region) for item in annex.distributed(items))
    meeting = Meeting(
        body,
        frame.date,
        frame.start,
        end,
        frame.place,
        frame.virtual,
        bool(gathering.listed),
        bool(items),
        attendances,
        handled,
        "minutes.meeting",
        frame.at,
    )
    money = minutes_money.funding(items, handled, body)
    return Minutes(meeting, tuple(_mentions(handled, items, names, region)), gathering.unparsed, money, _understood(blocks, gathering))


def _frame(top: Sequence[Block], items: Sequence[Item]) -> head.Head:
    """The head; what it leaves out the first and the last item may tell, and the dates of decisions when it was."""
    frame = head.read(top)
    if items and frame.start is None and not frame.place and not frame.virtual:
        frame = head.completed(frame, [block for item in dict.fromkeys((items[0], items[-1])) for block in item.blocks])
    told = dated.day(items) if frame.date is None else None
    return replace(frame, date=told[0], at=(*frame.at, told[1])) if told else frame


def _attendances(gathering: Gathering, body: Body, own: Organisation | None) -> tuple[Attendance, ...]:
    numbers = [item.number for item in gathering.items]
    called = roll.call(gathering.listed, gathering.statements(), numbers, gathering.absences)
    return tuple(replace(one, person=seated(one.person, body, own)) for one in _with_offices(called, gathering.offices()))


def _end(items: Sequence[Item]) -> dt.time | None:
    """When the meeting ended, as its last lines tell."""
    told = (block.text for item in items for section in item.sections if section.code == "end" for block in (section.label, *section.blocks) if block)
    return next((times[0].start_time for text in told if (times := danish.times(text.text))), None)


def _with_offices(attendances: tuple[Attendance, ...], offices: Iterable[tuple[Entry, Term]]) -> tuple[Attendance, ...]:
    for entry, function in offices:
        attendances = roll.with_function(attendances, entry, function)
    return attendances


def _item(source: Item, names: Sequence[str], region: str) -> AgendaItem:
    passages = [whole for section in source.sections if section.code in ("case-text", "decision", "") for _, whole in paragraphs(section.blocks)]
    passages = [] if is_roll(source) else [source.title, *passages]
    return replace(agenda.item(source), presentations=mentions.presentations(passages, names, region))


def _mentions(handled: Sequence[AgendaItem], items: Sequence[Item], names: Sequence[str], region: str) -> Iterator[Mention]:
    """People whom the items' text names who neither came, nor were missed, nor present that item; each once an item."""
    for item, source in zip(handled, items, strict=True):
        if is_roll(source):
            continue
        known = [*names, *(one.person.name for one in item.presentations)]
        context = _context(item.number, item.title)
        passages = [
            whole for section in source.sections if section.code not in ("attachments", "signatures") for _, whole in paragraphs(section.blocks)
        ]
        yield from _once(mentions.mentions(passages, known, context, region))


def _context(number: str, title: str) -> str:
    return f"Punkt {number}: {title}" if number else f"Punkt: {title}"


def _once(found: Iterable[Mention]) -> Iterator[Mention]:
    seen: set[str] = set()
    for mention in found:
        if mention.person.name not in seen:
            seen.add(mention.person.name)
            yield mention


def _understood(blocks: Sequence[Block], gathering: Gathering) -> Evidence:
    """All of the text but what ought to have named somebody and did not: prose is read for what it tells, the rest is labels."""
    missed = {span.start for one in gathering.unparsed for span in one.at}
    return tuple(block.text.span for block in blocks if block.text and block.text.span.start not in missed)
