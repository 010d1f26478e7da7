"""Minutes: blocks -> the meeting, its roll and its agenda."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders import agenda, head, lists, mentions, roll, turnout
from loaders.blocks import Block, Kind, paragraphs
from loaders.lexicon import lexicon
from loaders.model import AgendaItem, Attendance, Body, Evidence, Meeting, Mention, Term, Unparsed
from loaders.passage import Passage
from loaders.people import Entry, Setting, entries
from loaders.sections import Item, Section, sections, split_items
from loaders.sentences import sentences

_LISTS = frozenset({"attendees", "further-attendees"})
_ROLL = _LISTS | {"absentees", "substitutes", "chair", "body-chair", "vice-chair", "secretary"}
_HEAD = _ROLL | {"next-meeting", "contents", "date", "start", "end", "place"}
_OFFICES = {"chair": "mødeleder", "body-chair": "formand", "vice-chair": "næstformand", "secretary": "referent"}


@dataclass(frozen=True, slots=True)
class Minutes:
    """What minutes say of their meeting; what they say in passing is the caller's to read from `prose`."""

    meeting: Meeting
    mentions: tuple[Mention, ...]
    unparsed: tuple[Unparsed, ...]
    prose: tuple[tuple[str, Passage], ...]  # context and paragraph, of every case text and decision
    understood: Evidence


def parse(blocks: tuple[Block, ...], body: Body, region: str, date: head.Head | None = None) -> Minutes | None:
    """The meeting; None where no date can be found."""
    top, items = split_items(blocks)
    frame = date or head.read(top if items else blocks[:40])
    if frame.date is None:
        return None
    groups = _Groups(top, items, region)
    listed = tuple(groups.listed())
    known = [entry.person.name for entry in listed]
    attendances = roll.call(listed, [*groups.surnames(known), *groups.statements(known)], [item.number for item in items])
    attendances = _with_offices(attendances, groups.offices())
    names = [one.person.name for one in attendances]
    handled = tuple(_item(item, names, region) for item in items)
    meeting = Meeting(
        body,
        frame.date,
        frame.start,
        frame.end,
        frame.place,
        frame.virtual,
        bool(listed),
        bool(items),
        attendances,
        handled,
        "minutes.meeting",
        frame.at,
    )
    prose = tuple(_prose(items))
    return Minutes(meeting, tuple(_mentions(handled, items, names, region)), tuple(groups.unparsed()), prose, _understood(blocks, groups))


class _Groups:
    """The parts of minutes that tell who came: lists and labels in the head or in an item, and the text around them."""

    def __init__(self, top: tuple[Block, ...], items: tuple[Item, ...], region: str) -> None:
        self.items, self.region = items, region
        self.top = tuple(sections(top, _HEAD))
        self.in_items = tuple((item, tuple(_roll_sections(item))) for item in items)

    def _all(self) -> Iterator[Section]:
        yield from self.top
        for _, found in self.in_items:
            yield from found

    def listed(self) -> Iterator[Entry]:
        """Everyone whom a list names, with those under an absence label absent."""
        for section in self._all():
            if section.code in _LISTS:
                yield from lists.people(_people_blocks(section), self._setting(section))
        for section in self._all():
            if section.code == "absentees":
                yield from self._absentees(section)
            elif section.code == "substitutes":
                yield from lists.people(_people_blocks(section), Setting(self.region))

    def _setting(self, section: Section) -> Setting:
        label = section.label.text.text.strip(" :") if section.label else ""
        return Setting(self.region, function=lexicon().function(label) if section.code == "further-attendees" else None)

    def _absentees(self, section: Section) -> Iterator[Entry]:
        yield from lists.people(_people_blocks(section), Setting(self.region, absent=True))

    def statements(self, known: Sequence[str]) -> Iterator[roll.Statement]:
        """What the text tells: around the lists, and in every decision; elsewhere only partial attendance of those listed."""
        for section in self.top:
            yield from self._told(section.blocks, known, "")
        for item in self.items:
            for section in item.sections:
                if section.code in _LISTS:
                    continue
                everything = section.code in ("decision", "absentees", "substitutes", "") or _is_roll(item)
                for statement in self._told(section.blocks, known, item.number):
                    if everything or statement.told.effect:
                        yield statement

    def _told(self, blocks: Sequence[Block], known: Sequence[str], number: str) -> Iterator[roll.Statement]:
        for _, whole in paragraphs(blocks):
            for told in turnout.told(whole, known, self.region):
                yield roll.Statement(told, number)

    def surnames(self, known: Sequence[str]) -> Iterator[roll.Statement]:
        """Absentees listed by what the roll alone can settle: surnames ("Balling og Durup")."""
        for section in self._all():
            if section.code == "absentees":
                for block in _people_blocks(section):
                    told = turnout.absentees(block.text, known, self.region)
                    if told:
                        yield roll.Statement(told, "")

    def offices(self) -> Iterator[tuple[Entry, Term]]:
        """Chair and minute taker, where a label of their own names them."""
        for section in self._all():
            office = _OFFICES.get(section.code)
            function = lexicon().function(office) if office else None
            if function:
                for block in section.blocks[:2]:
                    for entry in entries(block.text, Setting(self.region)):
                        yield entry, (entry.person.functions[0] if any(map(lexicon().chairs, entry.person.functions)) else function)

    def unparsed(self) -> Iterator[Unparsed]:
        """Lines of a list that gave nobody and are no heading, and whose words are no label."""
        for section in self._all():
            if section.code in _LISTS:
                seen = {span.start for entry in lists.people(_people_blocks(section), self._setting(section)) for span in entry.at}
                for block in _people_blocks(section):
                    if _should_name(block) and not any(block.text.span.start <= start < block.text.span.end for start in seen):
                        yield Unparsed(block.text.text, "a line of a list of people that names nobody", (block.text.span,))


def _should_name(block: Block) -> bool:
    text = block.text.text
    return (
        block.kind in (Kind.LINE, Kind.ITEM)
        and bool(re.search(r"\([A-ZÆØÅ]\)|,", text))
        and not text.endswith(":")
        and bool(lexicon().find_role(text))
    )


def _is_roll(item: Item) -> bool:
    """Is the item about who came ("Deltagere", "Velkommen og præsentation" with a list)?"""
    return lexicon().is_cue(item.title.text, "attendees") or any(section.code in _LISTS for section in item.sections)


def _roll_sections(item: Item) -> Iterator[Section]:
    """An item's lists. Where its title is the label, its text is the list."""
    titled = lexicon().is_cue(item.title.text, "attendees") or lexicon().is_cue(item.title.text, "absentees")
    for section in item.sections:
        if section.code in _LISTS | {"absentees", "substitutes", "chair", "secretary"}:
            yield section
        elif titled and section.code in ("", "case-text"):
            yield Section("attendees" if lexicon().is_cue(item.title.text, "attendees") else "absentees", section.label, section.blocks)


def _people_blocks(section: Section) -> tuple[Block, ...]:
    """The blocks of a list without its sentences; "Endvidere deltog A og B." is a part of the list."""
    return tuple(part for block in section.blocks for part in _parts(block) if not _is_sentence(part))


def _parts(block: Block) -> Iterator[Block]:
    parts = list(sentences(block.text)) if block.kind is Kind.LINE and _VERB.search(block.text.text) else []
    if len(parts) < 2:
        yield block
        return
    for index, part in enumerate(parts):
        lead = _ALSO.match(part.text)
        yield replace(block, text=part[lead.end() :] if lead else part, gap=block.gap if index == 0 else True)


def _is_sentence(block: Block) -> bool:
    """Running text among a list's lines ("Lone Holm deltog i stedet for Bo Lund."), which the turnout rules read."""
    text = block.text.text.rstrip()
    return bool(_VERB.search(text)) and block.kind is not Kind.ROW and (text.endswith(".") or ("," not in text and len(text.split()) > 4))


_ALSO = re.compile(
    r"^(?:endvidere|desuden|herudover|derudover|også|yderligere|i\s+mødet)\s+(?:deltog|deltager|var\s+til\s+stede)\s+(?=\S)", re.IGNORECASE
)
_VERBS = (
    r"deltog|ledede|mødte|deltager\s+(?:i|for|som)|havde\s+(?:meldt|afbud)"
    r"|forlod|ankom|der\s+var|var\s+afbud|var\s+til\s+stede|blev|bød|byder|indleder|afbud\s+fra|meldte|kunne\s+ikke|kom|gik|trak|stødte|tilsluttede|måtte|har|havde|blev|valgt"
)
_VERB = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)


def _with_offices(attendances: tuple[Attendance, ...], offices: Iterable[tuple[Entry, Term]]) -> tuple[Attendance, ...]:
    for entry, function in offices:
        attendances = roll.with_function(attendances, entry, function)
    return attendances


def _item(source: Item, names: Sequence[str], region: str) -> AgendaItem:
    passages = [whole for section in source.sections if section.code in ("case-text", "decision", "") for _, whole in paragraphs(section.blocks)]
    if _is_roll(source):
        passages = []
    return replace(agenda.item(source), presentations=mentions.presentations(passages, names, region))


def _mentions(handled: Sequence[AgendaItem], items: Sequence[Item], names: Sequence[str], region: str) -> Iterator[Mention]:
    """People whom the items' text names who neither came, nor were missed, nor present that item; each once an item."""
    for item, source in zip(handled, items, strict=True):
        if _is_roll(source):
            continue
        known = [*names, *(one.person.name for one in item.presentations)]
        context = f"Punkt {item.number}: {item.title}"
        passages = [whole for section in source.sections if section.code != "attachments" for _, whole in paragraphs(section.blocks)]
        yield from _once(mentions.mentions(passages, known, context, region))


def _once(found: Iterable[Mention]) -> Iterator[Mention]:
    seen: set[str] = set()
    for mention in found:
        if mention.person.name not in seen:
            seen.add(mention.person.name)
            yield mention


def _prose(items: Sequence[Item]) -> Iterator[tuple[str, Passage]]:
    for item in items:
        for section in item.sections:
            if section.code in ("case-text", "decision", ""):
                for _, whole in paragraphs(section.blocks):
                    yield f"Punkt {item.number}: {item.title.text}", whole


def _understood(blocks: Sequence[Block], groups: _Groups) -> Evidence:
    """All of the text but what ought to have named somebody and did not: prose is read for what it tells, the rest is labels."""
    missed = {span.start for one in groups.unparsed() for span in one.at}
    return tuple(block.text.span for block in blocks if block.text and block.text.span.start not in missed)
