"""Who came, as a whole document tells it: the lists and labels in the head or in an item, and the sentences around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from loaders import lists, roll, turnout
from loaders.blocks import Block, Kind, paragraphs
from loaders.items import Item
from loaders.lexicon import lexicon
from loaders.model import Term, Unparsed
from loaders.people import Entry, Setting, entries
from loaders.sections import Section, sections
from loaders.sentences import sentences

_LISTS = frozenset({"attendees", "further-attendees"})
_ROLL = _LISTS | {"absentees", "substitutes", "chair", "body-chair", "vice-chair", "secretary"}
_HEAD = _ROLL | {"next-meeting", "contents", "date", "start", "end", "place"}
_OFFICES = {"chair": "mødeleder", "body-chair": "formand", "vice-chair": "næstformand", "secretary": "referent"}


class Gathering:
    """The parts of minutes that tell who came, each read once."""

    def __init__(self, top: tuple[Block, ...], items: tuple[Item, ...], region: str) -> None:
        self.items, self.region = items, region
        self.top = tuple(sections(top, _HEAD))
        self.parts = (*self.top, *(section for item in items for section in _roll_sections(item)))

    @cached_property
    def _lists(self) -> tuple[tuple[Section, tuple[Entry, ...]], ...]:
        return tuple(
            (section, tuple(lists.people(_people_blocks(section), self._setting(section)))) for section in self.parts if section.code in _LISTS
        )

    @cached_property
    def listed(self) -> tuple[Entry, ...]:
        """Everyone whom a list names; those under an absence label absent, substitutes with whom they stand in for."""
        present = [entry for _, found in self._lists for entry in found]
        for section in self.parts:
            if section.code in ("absentees", "substitutes"):
                setting = Setting(self.region, absent=section.code == "absentees")
                present += lists.people(_people_blocks(section), setting)
        return tuple(present)

    def _setting(self, section: Section) -> Setting:
        label = section.label.text.text.strip(" :") if section.label else ""
        return Setting(self.region, function=lexicon().function(label) if section.code == "further-attendees" else None)

    def statements(self) -> Iterator[roll.Statement]:
        """What the text tells: around the lists, and in every decision; elsewhere only partial attendance of those listed."""
        known = [entry.person.name for entry in self.listed]
        yield from self._surnames(known)
        for entry in self.listed:
            yield from (roll.Statement(told, "") for told in turnout.remarked(entry, self.region))
        for section in self.top:
            yield from self._told(section.blocks, known, "")
        for item in self.items:
            for section in item.sections:
                if section.code in _LISTS:
                    continue
                everything = section.code in ("decision", "absentees", "substitutes", "") or is_roll(item)
                for statement in self._told(section.blocks, known, item.number):
                    if everything or statement.told.effect:
                        yield statement

    def _told(self, blocks: Sequence[Block], known: Sequence[str], number: str) -> Iterator[roll.Statement]:
        for _, whole in paragraphs(blocks):
            for told in turnout.told(whole, known, self.region):
                yield roll.Statement(told, number)

    def _surnames(self, known: Sequence[str]) -> Iterator[roll.Statement]:
        """Absentees listed by what the roll alone can settle: surnames ("Balling og Durup")."""
        for section in self.parts:
            if section.code == "absentees":
                for block in _people_blocks(section):
                    told = turnout.absentees(block.text, known, self.region)
                    if told:
                        yield roll.Statement(told, "")

    def offices(self) -> Iterator[tuple[Entry, Term]]:
        """Chair and minute taker, where a label of their own names them."""
        for section in self.parts:
            office = _OFFICES.get(section.code)
            function = lexicon().function(office) if office else None
            for entry in (entry for block in section.blocks[:2] for entry in entries(block.text, Setting(self.region))) if function else ():
                chairing = next((one for one in entry.person.functions if lexicon().chairs(one)), None)
                yield entry, chairing or function or Term("")

    @cached_property
    def unparsed(self) -> tuple[Unparsed, ...]:
        """Lines of a list that gave nobody and are no heading, and whose words are no label."""
        return tuple(
            Unparsed(block.text.text, "a line of a list of people that names nobody", (block.text.span,))
            for section, found in self._lists
            for block in _people_blocks(section)
            if _should_name(block) and not _read(block, found)
        )


def _read(block: Block, found: Sequence[Entry]) -> bool:
    own = block.text.span
    return any(own.start <= span.start < own.end or span.start <= own.start < span.end for entry in found for span in entry.at)


def _should_name(block: Block) -> bool:
    text = block.text.text
    return (
        block.kind in (Kind.LINE, Kind.ITEM)
        and bool(re.search(r"\([A-ZÆØÅ]\)|,", text))
        and not text.endswith(":")
        and bool(lexicon().find_role(text))
    )


def is_roll(item: Item) -> bool:
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
