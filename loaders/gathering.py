"""Who came, as a whole document tells it: the lists and labels in the head or in an item, and the sentences around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from loaders import footnotes, group_labels, list_ends, list_sentences, lists, office_lines, officers, prose_roll, roll, turnout, unlabelled, whom
from loaders.blocks import Block, Kind, paragraphs
from loaders.items import Item
from loaders.labels import at_items
from loaders.lexicon import lexicon
from loaders.model import Status, Term, Unparsed
from loaders.passage import worded
from loaders.people import Entry, Setting
from loaders.sections import Section, sections

_LISTS = frozenset({"attendees", "further-attendees"})
_ROLL = _LISTS | {"absentees", "substitutes", "chair", "body-chair", "vice-chair", "secretary"}
_HEAD = _ROLL | {"next-meeting", "contents", "date", "start", "end", "place", "case-text", "attachments"}
_GUESTS = frozenset({"gaest", "oplaegsholder"})
"""A heading "Gæster" says how somebody came, which is no office."""
_OFFICES = {"chair": "mødeleder", "body-chair": "formand", "vice-chair": "næstformand", "secretary": "referent"}


class Gathering:
    """The parts of minutes that tell who came, each read once."""

    def __init__(self, top: tuple[Block, ...], items: tuple[Item, ...], region: str) -> None:
        self.items, self.region = items, region
        self.top = tuple(list_sentences.apart(tuple(office_lines.apart(tuple(sections(office_lines.parted(top), _HEAD))))))
        if not any(section.code == "attendees" for section in self.top) and not any(map(is_roll, items)):
            self.top = tuple(unlabelled.in_head(section, region) for section in self.top)
            if not any(section.code == "attendees" for section in self.top):
                self.items = items = unlabelled.in_items(items, region)
        self._headed = dict(group_labels.headed(self.top, region))
        within = tuple((item.number, section) for item in items for section in _roll_sections(item))
        about = {item.number for item in items if is_roll(item) or lexicon().is_cue(item.title.text, "absentees")}
        self._items = {
            section.label.text.span.start: number
            for number, section in within
            if section.label and section.code != "attendees" and number not in about  # an item "Fraværende" tells it of the meeting
        }
        self.parts = (*self.top, *(section for _, section in within))

    @cached_property
    def _lists(self) -> tuple[tuple[Section, tuple[Entry, ...]], ...]:
        found = ((section, lists.people(list_sentences.lines(section), self._setting(section))) for section in self.parts if section.code in _LISTS)
        return tuple((section, tuple(_at_items(entry, section) for entry in _marked(people, section))) for section, people in found)

    @cached_property
    def listed(self) -> tuple[Entry, ...]:
        """Everyone whom a list names; those under an absence label absent, substitutes with whom they stand in for."""
        present = [entry for _, found in self._lists for entry in found]
        if not present:
            present = [entry for section in self._opening() for entry in prose_roll.told(section.blocks, self.region)]
        for section in self.parts:
            if section.code in ("absentees", "substitutes"):
                setting = replace(self._above(section), absent=section.code == "absentees")
                people = lists.people(list_sentences.lines(self._ended(section)), setting)
                people = map(turnout.but_for_the_rest, people)
                present += [one for one in people if not (self._item(section) and _is_known(one, present))]
            if section.code == "substitutes":
                present = _paired(present)
                present += self._told_to_stand_in(section, [entry.person.name for entry in present])
        return tuple(present)

    def _item(self, section: Section) -> str:
        """The number of the item in which a list's label stands, "" in the head."""
        return self._items.get(section.label.text.span.start, "") if section.label else ""

    def _ended(self, section: Section) -> Section:
        return replace(section, blocks=list_ends.listed(section, self.region))

    def _told_to_stand_in(self, section: Section, known: Sequence[str]) -> Iterator[Entry]:
        """A label's sentence ("Stedfortræder: Ib Toft deltog i stedet for Bo Lund") lists as its lines do."""
        for sentence in (part for block in section.blocks for part in list_sentences.parts(block) if list_sentences.is_sentence(part)):
            for told in turnout.told(sentence.text, known, self.region):
                replaced = tuple(one.person.name for one in told.in_place_of)
                pairs = zip(told.who, replaced, strict=True) if len(told.who) == len(replaced) else ()
                whose = {one.person.name: (name,) for one, name in pairs}
                yield from (replace(one, in_place_of=whose.get(one.person.name, replaced)) for one in told.who if replaced)

    def _opening(self) -> tuple[Section, ...]:
        """Where minutes without a list tell who came: in the head, and in the first item."""
        return (*self.top, *(section for item in self.items[:1] for section in item.sections))

    def _setting(self, section: Section) -> Setting:
        label = section.label.text.text.partition(":")[0].strip() if section.label else ""
        said = (label, label.split()[-1]) if label else ()  # "Tilstedeværende observatører"
        function = next(filter(None, map(lexicon().function, said)), None) if section.code == "further-attendees" else None
        above = self._above(section)
        return replace(above, function=above.function if function is None or function.code in _GUESTS else function)

    def _above(self, section: Section) -> Setting:
        """What the heading of the group gives in which a list's label stands ("Byrådsmedlemmer / Mødt: …")."""
        return self._headed.get(section.label.text.span.start, Setting(self.region)) if section.label else Setting(self.region)

    @cached_property
    def absences(self) -> roll.Absences:
        """Which items say below them who was away, and who is listed as away from the whole meeting."""
        lists_ = [section for section in self.parts if section.code == "absentees"]
        own = [list_sentences.lines(self._ended(section)) for section in lists_ if not self._item(section)]
        away = {entry.person.name for entry in self.listed if entry.absent and any(_read(block, (entry,)) for blocks in own for block in blocks)}
        remarked = {entry.person.name for _, found in self._lists for entry in found if entry.absent}
        return roll.Absences(frozenset(filter(None, map(self._item, lists_))), frozenset(away | remarked))

    def statements(self) -> Iterator[roll.Statement]:
        """What the text tells: around the lists, and in every decision; elsewhere only partial attendance of those listed."""
        known = [entry.person.name for entry in self.listed]
        yield from self._surnames(known)
        for entry in self.listed:
            yield from (roll.Statement(told, "") for told in turnout.remarked(entry, self.region))
        yield from self._in_footnotes(known)
        for section in self.top:
            yield from self._told(self._line_by_line(section), known, "")
        for item in self.items:
            for section in item.sections:
                if section.code in _LISTS:
                    yield from self._told(tuple(list_sentences.running_text(section.blocks)), known, "")
                    continue
                everything = section.code in ("decision", "absentees", "substitutes", "") or is_roll(item)
                for statement in self._told(section.blocks, known, item.number, everything):
                    if statement.told.effect == "holds":
                        continue  # who chairs what is told of in a case's text
                    if everything or statement.told.effect:
                        yield _of_item(statement) if section.code == "decision" and not is_roll(item) else statement

    def _in_footnotes(self, known: Sequence[str]) -> Iterator[roll.Statement]:
        blocks = _all_of(self.parts)
        meanings = footnotes.notes(_all_of((*self.top, *(section for item in self.items for section in item.sections))))  # they stand at the end
        for block in blocks if meanings else ():
            for entry in (one for one in self.listed if _read(block, (one,))):
                for note in footnotes.of(block, meanings):
                    yield from (roll.Statement(told, "") for told in turnout.noted(entry.person.name, note, known, self.region))

    def _line_by_line(self, section: Section) -> list[Block]:
        """A list's lines each by itself: what one says of its person is not the next one's."""
        starts = {entry.at[0].start for entry in self.listed} if section.code in _LISTS | {"absentees", "substitutes"} else set()
        spans = [block.text.span for block in section.blocks] if starts else []
        held = [any(span.start <= start < span.end for start in starts) for span in spans] or [False] * len(section.blocks)
        # a sentence that is wrapped; a list of those who came is read line by line even so
        goes_on = [section.code not in _LISTS and block.text.text[:1].islower() for block in section.blocks]
        apart = [(here or before) and not on for here, before, on in zip(held, [False, *held], goes_on, strict=False)]
        return [replace(block, gap=True) if alone else block for block, alone in zip(section.blocks, apart, strict=True)]

    def _told(self, blocks: Sequence[Block], known: Sequence[str], number: str, sure: bool = True) -> Iterator[roll.Statement]:
        anyone = sure and all(entry.absent for entry in self.listed)
        for _, whole in paragraphs(blocks):
            for told in turnout.told(whole, known, self.region, anyone=anyone):
                yield roll.Statement(told, number)

    def _surnames(self, known: Sequence[str]) -> Iterator[roll.Statement]:
        """Absentees listed by what the roll alone can settle: surnames ("Balling og Durup")."""
        for section in self.parts:
            if section.code == "absentees":
                for block in list_sentences.lines(self._ended(section)):
                    own = [entry for entry in self.listed if _read(block, (entry,))]
                    if own and not any(entry.absent for entry in own):
                        continue  # the secretariat, in a group of its own below those who stayed away
                    told = turnout.absentees(block.text, known, self.region)
                    if told:
                        yield roll.Statement(told, self._item(section))

    def offices(self) -> Iterator[tuple[Entry, Term]]:
        """Chair and minute taker, where a label of their own names them."""
        for section in self.parts:
            office = _OFFICES.get(section.code)
            label = section.label.text.text.partition(":")[0] if section.label else ""
            function = lexicon().function(label) or lexicon().function(office) if office else None
            for entry in (entry for block in section.blocks[:2] for entry in officers.named(block, self.listed, self.region)) if function else ():
                if own := officers.titled(entry):
                    entry = officers.untitled(entry)
                    yield entry, own
                chairing = next((one for one in entry.person.functions if lexicon().chairs(one)), None)
                yield entry, chairing or function or Term("")

    @cached_property
    def unparsed(self) -> tuple[Unparsed, ...]:
        """Lines of a list that gave nobody and are no heading, and whose words are no label."""
        return tuple(
            Unparsed(block.text.text, "a line of a list of people that names nobody", (block.text.span,))
            for section, found in self._lists
            for block in list_sentences.lines(section)
            if not _read(block, found) and _should_name(block)
        )


def _paired(present: list[Entry]) -> list[Entry]:
    """The one substitute below the label for them, beside the one who stayed away, came for that one."""
    away = [one for one in present if one.absent]
    if len(away) != 1 or present[-2:-1] != away or present[-1].in_place_of:
        return present
    return [*present[:-1], replace(present[-1], in_place_of=(away[0].person.name,))]


def _of_item(statement: roll.Statement) -> roll.Statement:
    """ "Bo Lund deltog ikke." in a decision: not in that item."""
    told = statement.told
    return replace(statement, told=replace(told, status=Status.PARTIAL, effect="missed")) if told.effect == "here" else statement


def _all_of(sections: Sequence[Section]) -> list[Block]:
    return [block for section in sections for block in ((section.label,) if section.label else ()) + section.blocks]


def _is_known(one: Entry, present: Sequence[Entry]) -> bool:
    """Is it somebody listed already, of whom the line says nothing new?"""
    names = [other.person.name for other in present]
    full = whom.fits(one.person.name, names)
    known = present[names.index(full)].person if full else None
    person = one.person
    return known is not None and not (person.role or person.organisation) and person.party in ("", known.party)


_LEGEND = re.compile(
    r"(?:afbud|fravær\w*)\s+(?:er\s+)?(?:markeret|angivet|vist)\s+(?:med|ved)\s+(?P<after>[*†x#])"
    r"|(?P<before>[*†#]|(?<![\w])(?-i:[A-ZÆØÅ])(?=\s*=))\)?\s*[=:]\s*(?:afbud|fravær)",
    re.IGNORECASE,
)


def _at_items(entry: Entry, section: Section) -> Entry:
    """Whom "Gæst under punkt 3:" names was there for that item alone."""
    label = section.label.text if section.label else None
    items = at_items(label.text) if label else ""
    if not items or label is None:
        return entry
    return replace(entry, remarks=(worded(f"deltog kun under punkt {items}", label), *entry.remarks))


def _marked(entries: Iterable[Entry], section: Section) -> Iterator[Entry]:
    """Who bears the mark that the list's legend explains ("afbud er markeret med *") stayed away."""
    blocks = (*((section.label,) if section.label else ()), *section.blocks)
    legend = next((found for block in blocks if (found := _LEGEND.search(block.text.text))), None)
    mark = (legend["after"] or legend["before"]) if legend else ""
    return (_with_mark(entry, mark, blocks) for entry in entries) if mark else iter(entries)


def _with_mark(entry: Entry, mark: str, blocks: Sequence[Block]) -> Entry:
    own = next((block.text.text for block in blocks if entry.at and block.text.span.start <= entry.at[0].start < block.text.span.end), "")
    if mark.isalpha():  # "A = afbud": a letter in a column of its own, and no party's
        apart = own.endswith(f" {mark}")
        return replace(entry, absent=True, person=replace(entry.person, party="")) if apart else entry
    return replace(entry, absent=True) if mark in own and not _LEGEND.search(own) else entry


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
