"""Rosters: who sits in which body, as a list of a given date says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders import cards, columns, lists, naming, party_letters, roster_lines, roster_prose, tenure
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.model import Body, FuzzyDate, Membership, Organisation, Person, Term, Unparsed
from loaders.passage import Passage
from loaders.people import Entry, Setting
from loaders.periods import NEVER, Period
from loaders.roster_bodies import segments
from loaders.seats import home, seated
from loaders.sentences import sentences

_VACANT = re.compile(r"\b(?:vakant|vacant|ubesat|afventer|ikke\s+udpeget|n\.?n\.?|udpeges\s+senere)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Roster:
    """`remarks`: sentences about comings and goings, which list nobody."""

    memberships: tuple[Membership, ...]
    unparsed: tuple[Unparsed, ...]
    remarks: tuple[Passage, ...] = ()


def parse(blocks: Sequence[Block], body: Body, region: str, as_of: FuzzyDate) -> Roster:
    """Every membership of a document that is a roster; `body` is whose list it is until a heading names another."""
    made: list[Membership] = []
    remarks = [block for block in blocks if _is_remark(block)]
    own = home(blocks, body, blocks)
    blocks = party_letters.by_the_ballot([block for block in cards.forms(blocks) if not _is_remark(block) and not _is_title(block, body)])
    for segment in segments(blocks, body, region):
        made += _memberships(tuple(roster_lines.listing(segment.blocks, region)), segment.body, region, as_of, own if segment.body == body else None)
    return Roster(tuple(_once(made)), tuple(_unread(blocks, made)), tuple(block.text for block in remarks))


def _is_title(block: Block, body: Body) -> bool:
    """The body's own name in capitals, which could be somebody's."""
    return block.text.text.isupper() and block.text.text.casefold() == body.label.casefold()


# "Bo Lund afløste Ane Holm, der var borgmester til april", "Tidligere medlem Ib Nord er gået på pension"
_CHANGE = re.compile(
    r"(?<!\w)(?:afløs(?:te|er|t)|efterf(?:ulgte|ølger|ulgt)|erstatt(?:ede|er|et)|udtråd(?:t|te)|udtræder|trådte\s+(?:ud|ind)|indtråd(?:t|te)|fratråd(?:t|te)"
    r"|skrevet\s+ud|(?:er\s+)?gået\s+på\s+pension|har\s+forladt|(?:er\s+)?kommet\s+ind|tidligere\s+medlem(?:mer)?|overtog|overtager)(?!\w)",
    re.IGNORECASE,
)


def _is_remark(block: Block) -> bool:
    """A sentence, and no line of the list, that says who came for whom."""
    text = block.text.text
    if block.kind is not Kind.LINE or block.cells or not text.endswith("."):
        return False
    told = [sentence for sentence in sentences(block.text) if not _CHANGE.search(sentence.text)]
    return len(told) < len(list(sentences(block.text))) and not any(map(roster_prose.says_who_sits, told))


def appended(blocks: Sequence[Block], body: Body, region: str, as_of: FuzzyDate) -> Roster:
    """The memberships of a list inside another document (a plan's appendix): lines of people below a line that names a body."""
    made: list[Membership] = []
    for segment in segments(blocks, body, region, True)[1:]:
        run = _list_lines(segment.blocks, region)
        if len(run) >= 3:
            made += _memberships(run, segment.body, region, as_of)
    return Roster(tuple(_once(made)), ())


def _list_lines(blocks: Sequence[Block], region: str) -> list[Block]:
    """The lines of people at the start of a segment, up to the first running text."""
    run: list[Block] = []
    for block in blocks:
        text = block.text.text
        if not naming.names_somebody(block.text, region) and (len(text) > 60 or text.endswith(".")):
            break
        if len(text) > 200:
            break
        run.append(block)
    people = sum(naming.names_somebody(block.text, region) for block in run)
    return run if run and people * 2 >= len(run) else []


def _memberships(blocks: Sequence[Block], body: Body, region: str, as_of: FuzzyDate, own: Organisation | None = None) -> Iterator[Membership]:
    """`own`: the municipality whose body it is, which those represent whose office is a municipality's."""
    for entry, since, until in _people(blocks, region):
        person = _of_an_office(entry.person)
        office = own if person.role and lexicon().sector(person.role) == "Municipality" else None
        yield Membership(seated(person, body, office), body, as_of, since, until, rule="roster.list", at=entry.at)


def _of_an_office(person: Person) -> Person:
    """That somebody is a member, a list of members need not say."""
    bare = person.role is not None and person.role.label == "medlem"
    return replace(person, role=None, role_as_written="") if bare else person


def _people(blocks: Sequence[Block], region: str) -> Iterator[tuple[Entry, FuzzyDate | None, FuzzyDate | None]]:
    kept = [block for block in blocks if not _is_vacant(block, region)]
    setting = Setting(region)
    for piece in roster_prose.pieces(kept, setting):
        listed = piece if isinstance(piece, tuple) else tuple(_with_alternates(tuple(lists.people(piece, setting)), piece))
        told = tuple(_seated_for(listed, kept))
        for at, entry in enumerate(told):
            if not entry.absent:
                following = told[at + 1].at[0].start if at + 1 < len(told) else None
                yield entry, *_tenure(entry, following, kept)


def _is_vacant(block: Block, region: str) -> bool:
    """A seat that nobody has; in a row of several people one of them may be missing."""
    if not _VACANT.search(block.text.text):
        return False
    return not any(naming.names_somebody(cell, region) and not _VACANT.search(cell.text) for cell in block.cells)


def _with_alternates(told: Sequence[Entry], blocks: Sequence[Block]) -> Iterator[Entry]:
    """A column or group of alternates names who may come instead: in a list of members nobody is away for that, and each alternate is called so.

    Who is to come instead of a member represents whom the member represents.
    """
    labels = [cell.text for block in blocks for cell in (block.cells if block.kind is Kind.ROW else (block.text,)) if cell]
    title = next(filter(None, map(columns.alternates, labels)), None)
    titles = {entry.person.name: title or _called(entry, blocks) for entry in told if entry.in_place_of}
    held = {name for entry in told for name in entry.in_place_of if titles[entry.person.name]}
    seats = {entry.person.name: entry.person.organisation for entry in told}
    for entry in told:
        called = titles.get(entry.person.name)
        if called:
            seat = entry.person.organisation or next((seats[name] for name in entry.in_place_of if seats.get(name)), None)
            yield replace(entry, in_place_of=(), person=replace(entry.person, organisation=seat, functions=(*entry.person.functions, called)))
        else:
            yield replace(entry, absent=False) if entry.person.name in held else entry


_DEPUTY = re.compile(r"(?:stedfortræder|suppleant)(?=\s+for\s)", re.IGNORECASE)


def _called(entry: Entry, blocks: Sequence[Block]) -> Term | None:
    """ "Stedfortræder for Bo Lund" behind somebody's name, or before it: what the line itself calls who may come instead."""
    at = entry.at[0].start
    line = next((block.text for block in blocks if block.text and block.text.span.start <= at < block.text.span.end), None)
    found = _DEPUTY.search(line.text) if line else None
    return lexicon().function(found.group()) if found else None


def _seated_for(told: Sequence[Entry], blocks: Sequence[Block]) -> Iterator[Entry]:
    """An alternate of whom nothing says an organisation sits for that of whoever stands before them on their line."""
    lines = [block.text.span for block in blocks if block.text]
    before: Entry | None = None
    for entry in told:
        person = entry.person
        if before and not person.organisation and any(lexicon().deputises(function) for function in person.functions):
            pair = (before.at[0].start, entry.at[0].start)
            if any(all(line.start <= at < line.end for at in pair) for line in lines):
                entry = replace(entry, person=replace(person, organisation=before.person.organisation))
        else:
            before = entry
        yield entry


def _tenure(entry: Entry, following: int | None, blocks: Sequence[Block]) -> Period:
    """What the person's own row or the rest of their line says, up to the next person."""
    head: Block | None = None
    for block in blocks:
        if block.kind is Kind.ROW:
            head = block if tenure.is_head(block) else head
        if block.text and block.text.span.start <= entry.at[0].start < block.text.span.end:
            if head and block.kind is Kind.ROW and len(block.cells) == len(head.cells):
                return tenure.of_row(block, head)
            places = block.text.places
            own = [index for index, place in enumerate(places) if entry.at[0].start <= place and (following is None or place < following)]
            return tenure.of_text(block.text.text[own[0] : own[-1] + 1]) if own else NEVER
    return NEVER


def _once(made: Sequence[Membership]) -> Iterator[Membership]:
    """Somebody listed twice in one body (as its chair, and among their side's members) is one member, with all that both places say."""
    met: dict[tuple[str, str], Membership] = {}
    for one in made:
        key = (one.person.name, one.body.slug)
        before = met.get(key)
        met[key] = _joined(before, one) if before and _agree(before.person, one.person) else one
        if before and met[key] is one:
            yield before
    yield from sorted(met.values(), key=lambda one: one.at[0].start)


def _agree(one: Person, other: Person) -> bool:
    pairs = ((one.party, other.party), (one.role and one.role.label, other.role and other.role.label))
    return all(not a or not b or a == b for a, b in pairs) and (
        not one.organisation or not other.organisation or one.organisation == other.organisation
    )


def _joined(one: Membership, other: Membership) -> Membership:
    a, b = one.person, other.person
    person = replace(
        a,
        role=a.role or b.role,
        role_as_written=a.role_as_written or b.role_as_written,
        organisation=a.organisation or b.organisation,
        party=a.party or b.party,
        functions=tuple(dict.fromkeys((*a.functions, *b.functions))),
    )
    return replace(one, person=person, since=one.since or other.since, until=one.until or other.until, at=(*one.at, *other.at))


def _unread(blocks: Sequence[Block], made: Sequence[Membership]) -> Iterator[Unparsed]:
    seen = [span for membership in made for span in membership.at]
    for block in blocks:
        if block.kind not in (Kind.LINE, Kind.ITEM) or _VACANT.search(block.text.text) or not block.text:
            continue
        span = block.text.span
        told = any(one.start < span.end and span.start < one.end for one in seen)
        if not told and lexicon().find_role(block.text.text) and "," in block.text.text:
            yield Unparsed(block.text.text, "a line of a roster that names nobody", (span,))
