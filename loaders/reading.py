"""One text -> one Reading: which kind it is, whose, of which region; then the reader of that kind, and what any text may tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders import adopted, bodies, clusters, committees, danish, flattened, head, interface, kinds, mentions, minutes, plan, roster, stacked
from loaders.blocks import Block, Text
from loaders.blocks import Kind as BlockKind
from loaders.errors import NotADocument
from loaders.model import Body, FuzzyDate, Kind, Reading, Unparsed
from loaders.nearest import nearest
from loaders.passage import Passage

_HEAD_LINES, _TAIL_LINES = 40, 12


def reading(text: Text, name: str) -> Reading:
    """Raises NotADocument, naming the file, what was missing and what to do."""
    text = replace(text, blocks=tuple(stacked.read(tuple(flattened.unglued(tuple(interface.without_navigation(text.blocks)))))))
    kind = kinds.kind_of(text.blocks)
    if kind is Kind.PLAN:
        text = replace(text, blocks=adopted.read(text.blocks))
    if kind is None:
        raise NotADocument(
            name,
            f"neither minutes, plan nor roster was recognised: {nearest(text.blocks)}",
            "Its title or its labels should say what it is (Referat, Handleplan, Medlemmer); a new layout: see CONTRIBUTING.md.",
        )
    region = clusters.region_of(text.text)
    title = _title(text.blocks)
    body = _body(text.blocks, region, name, title.text if kind is Kind.ROSTER else "")
    region = region or body.region
    if kind is Kind.MINUTES:
        return _minutes(text, title, body, region, name)
    if kind is Kind.ROSTER:
        return _roster(text, title, body, region, name)
    return _plan(text, title, body, region, name)


def _title(blocks: Sequence[Block]) -> Passage:
    """The first line that is a heading, else the first line."""
    lines = [block for block in blocks if block.kind is not BlockKind.FURNITURE and block.text]
    return next((block.text for block in lines[:10] if block.kind is BlockKind.HEADING), lines[0].text)


def _body(blocks: Sequence[Block], region: str, name: str, title: str) -> Body:
    """`title`: of a list of members, which is called as whose members it lists where no noun for bodies says more."""
    lines = [block.text.text for block in blocks if block.kind is not BlockKind.FURNITURE]
    titles = [block.text.text for block in blocks if block.kind is BlockKind.HEADING and block.level <= 2][:2]
    found = bodies.find([*titles, *lines[:_HEAD_LINES]], region) or bodies.find((line for line in lines if len(line) < 300), region)
    found = found or (bodies.listed_in(title, region) if title else None)
    if found is None:
        raise NotADocument(
            name,
            "no body that meets is named in it",
            "Check that it is about a sundhedsklynge or another body, or add its name to ontology/reference.",
        )
    return found


def _minutes(text: Text, title: Passage, body: Body, region: str, name: str) -> Reading:
    read = minutes.parse(text.blocks, body, region, text.text)
    if read is None:
        raise NotADocument(name, "the minutes give no date of the meeting", "Its head should hold one (Mødedato, Dato).")
    date = read.meeting.date
    return Reading(
        Kind.MINUTES,
        title.text,
        body,
        FuzzyDate(date.year, date.month, date.day),
        meeting=read.meeting,
        funding=read.funding,
        mentions=read.mentions,
        unparsed=(*read.unparsed, *_other_meetings(text.blocks, FuzzyDate(date.year, date.month, date.day))),
        at=(title.span,),
        understood=read.understood,
    )


def _other_meetings(blocks: Sequence[Block], own: FuzzyDate) -> Iterator[Unparsed]:
    """The dates of further meetings whose minutes stand in the same file: one file is read as one meeting."""
    for field in head.fields([block for block in blocks if block.kind is not BlockKind.FURNITURE and block.text]):
        dates = danish.dates(field.value.text)[:1] if field.code == "date" else []
        if any(one.value.day and one.value != own for one in dates):
            reason = "the date of another meeting: a file is read as one meeting; make it one file a meeting"
            yield Unparsed(field.block.text.text, reason, (field.block.text.span,))


def _roster(text: Text, title: Passage, body: Body, region: str, name: str) -> Reading:
    as_of = document_date(text.blocks)
    if as_of is None:
        raise NotADocument(name, "the roster gives no date", "Its head should say as of when it holds (pr. oktober 2023).")
    read = roster.parse(text.blocks, body, region, as_of)
    return Reading(
        Kind.ROSTER,
        title.text,
        body,
        as_of,
        memberships=read.memberships,
        committees=tuple(committees.below_label(text.blocks, body)),
        mentions=tuple(mentions.mentions(read.remarks, [one.person.name for one in read.memberships], title.text, region)),
        unparsed=read.unparsed,
        at=(title.span,),
        understood=tuple(block.text.span for block in text.blocks if block.text),
    )


def _plan(text: Text, title: Passage, body: Body, region: str, name: str) -> Reading:
    as_of = document_date(text.blocks)
    read = plan.parse(text, body, region, as_of)
    listed = roster.appended(text.blocks, body, region, as_of).memberships if as_of else ()
    known = [one.person.name for one in listed]
    return Reading(
        Kind.PLAN,
        title.text,
        body,
        as_of,
        meetings_told=read.meetings_told,
        memberships=listed,
        mentions=tuple(mention for section, part in read.prose for mention in mentions.mentions([part], known, section, region)),
        themes=read.themes,
        committees=read.committees,
        initiatives=read.initiatives,
        responsibilities=read.responsibilities,
        milestones=read.milestones,
        agreements=read.agreements,
        target_groups=read.target_groups,
        funding=read.funding,
        at=(title.span,),
        understood=tuple(block.text.span for block in text.blocks if block.text),
    )


def document_date(blocks: Sequence[Block]) -> FuzzyDate | None:
    """The date that a document gives itself ("pr. april 2024", "Opdateret den 1. februar 2024"), in its head or at its end.

    Else the day on which it was agreed, else the first date of its head.
    """
    lines = [block.text.text for block in blocks if block.kind is not BlockKind.FURNITURE]
    head, foot = " ".join(lines[:_HEAD_LINES]), " ".join(lines[-_TAIL_LINES:])
    said = _said_date(head, _AS_OF) or _said_date(foot, _AS_OF) or _said_date(head, _AGREED) or _updated(blocks)
    said = said or _said_date(head, _WRITTEN) or _said_date(foot, _WRITTEN)
    letterhead = " ".join(block.text.text for block in blocks[:_HEAD_LINES])
    found = [one for line in lines[:_HEAD_LINES] for one in danish.dates(line)[:1]]
    first = next((one for one in found if not one.until), found[0] if found else None)  # a period is what a list holds for, not when
    return said or _said_date(letterhead, _DATED) or (first.value if first else None)


def _updated(blocks: Sequence[Block]) -> FuzzyDate | None:
    """The day on which a page says, wherever on it, that it was last changed ("Sidst opdateret 20. januar 2025")."""
    told = (_UPDATED.search(block.text.text) for block in blocks if len(block.text) <= _LONGEST_NOTE)
    return next((dates[0].value for found in told if found and (dates := danish.dates(found["when"]))), None)


_LONGEST_NOTE = 200
_UPDATED = re.compile(
    r"(?<!\w)(?:sidst|senest)\s+(?:opdateret|redigeret|revideret|ændret|rettet|justeret|korrigeret|gennemgået)\s*:?\s*(?:d\.|den)?\s*(?P<when>\d.{5,20})",
    re.IGNORECASE,
)


def _said_date(text: str, cue: re.Pattern[str]) -> FuzzyDate | None:
    for said in cue.finditer(text):
        if _OF_ANOTHER.search(text[max(0, said.start() - 100) : said.start()]):
            continue
        dates = [one for one in danish.dates(text[said.start() :]) if one.start <= len(said.group()) + 12]
        if dates:
            return dates[0].value
    return None


# "Forretningsorden for udvalget er opdateret 19. august 2019" dates another paper than the page that speaks of it.
_OF_ANOTHER = re.compile(
    r"(?:forretningsorden|kommissorium|kommissoriet|vedtægter)(?:en|erne)?\s[^.:;]{0,80}\s(?:er|blev)\s(?:senest\s|sidst\s)?$", re.IGNORECASE
)
_AS_OF = re.compile(
    r"(?:(?:opdateret|opdatering|gældende(?!\s+til)|gælder(?!\s+til)|ajourført|status|revideret|version|dateret|medlemmer(?!\s+i\s+(?:valg)?perioden))\b[^.;:]{0,30}?\b(?:pr\.|fra|den|d\.|i)"
    r"|(?:opdateret|opdatering|revideret|ajourført|dateret)\b:?(?=\s\d)|\bpr\.|\bstatus(?=\s(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\s20\d\d))\s",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?<!\w)(?:dato|den)\s*:\s*(?=\d)", re.IGNORECASE)  # in a letterhead: "Dato: 16. januar 2023"
_WRITTEN = re.compile(
    r"(?<!\w)(?:rettet|redigeret|ændret|justeret|tilrettet|korrigeret|udarbejdet|udfyldt|publiceret|offentliggjort|udgivet|gennemgået|kontrolleret|udsendt)"
    r"(?!\w)[^.;\d]{0,40}?\s(?=\d)",
    re.IGNORECASE,
)
_AGREED = re.compile(r"(?:godkendt|vedtaget|besluttet)\b[^.;:]{0,60}?\s(?:pr\.|den|d\.|i)\s(?=\d|[a-z]+\s20\d\d)", re.IGNORECASE)
