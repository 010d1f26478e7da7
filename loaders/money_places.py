"""Every paragraph that may tell of money, with what it stands under: whose paper, which initiative, what its record and the lines above say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders import committees, money_leads, money_parties, plan_tables
from loaders.initiatives import Placed, Structure
from loaders.kroner import amounts
from loaders.model import Body, MoneyKind
from loaders.money_kinds import kind_in
from loaders.money_words import Context
from loaders.outline import Paragraph
from loaders.vocabulary import folded

_LONGEST_LEAD = 100
_NAMING = {"recipient": "recipient", "initiative": "purpose"}


def places(structure: Structure, rows: Sequence[plan_tables.Row], body: Body, year: int | None, title: str) -> Iterator[tuple[Paragraph, Context]]:
    """In printed order; behind a row what its cells tell in sentences. `title`: the paper's."""
    alone, titled = _alone(structure.placed), money_leads.closing_year(title)
    kind: MoneyKind | None = None
    record: dict[str, str] = {}
    before: tuple[int, str, str] | None = None
    for placed in structure.placed:
        if (placed.section, placed.heading, placed.initiative) != before:
            before = (placed.section, placed.heading, placed.initiative)
            record = dict(alone.get(placed.section, {}))
        if name := _NAMING.get(placed.paragraph.field):
            record[name] = placed.paragraph.value.text.strip(" .")
        context = _context(placed, body, year)
        own = folded(placed.heading) == folded(body.label)
        headed = placed.heading if not own and money_parties.is_party(placed.heading, context) else ""
        context = replace(context, recipient=record.get("recipient", headed), purpose=record.get("purpose", ""), announced=kind, titled=titled)
        kind = _announced(placed.paragraph, kind)
        yield placed.paragraph, context
        for label, told_there in plan_tables.told_in(placed, rows):
            yield told_there, replace(context, initiative=label)


def _alone(placed: Sequence[Placed]) -> dict[int, dict[str, str]]:
    """Of each section the fields that name who gets it and what for, where each comes there once: they hold for amounts above them too."""
    times = Counter((one.section, one.paragraph.field) for one in placed)
    made: dict[int, dict[str, str]] = {}
    for one in placed:
        name = _NAMING.get(one.paragraph.field)
        if name and times[one.section, one.paragraph.field] == 1:
            made.setdefault(one.section, {})[name] = one.paragraph.value.text.strip(" .")
    return made


def _announced(paragraph: Paragraph, before: MoneyKind | None) -> MoneyKind | None:
    """ "Følgende ansøgere har fået tildelt støtte" over records says what their amounts are, up to the next sentence."""
    text = paragraph.text.text
    if paragraph.field or paragraph.is_item or paragraph.is_row or amounts(text):
        return before
    return kind_in(text) if len(text) <= _LONGEST_LEAD and not text.endswith(".") else None


def _context(placed: Placed, body: Body, year: int | None) -> Context:
    holder = committees.committee(placed.committee, body) if placed.committee else None
    return Context(body, holder, placed.initiative, year, heading=placed.heading)
