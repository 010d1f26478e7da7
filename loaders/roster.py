"""Rosters: who sits in which body, as a list of a given date says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from loaders import bodies, lists, names
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.model import Body, FuzzyDate, Membership, Unparsed
from loaders.passage import Passage
from loaders.people import Entry, Setting
from loaders.seats import seated
from loaders.slugs import slug
from loaders.tokens import tokens
from loaders.vocabulary import pattern, scheme
from loaders.wholes import Kind as Part

_VACANT = re.compile(r"\b(?:vakant|vacant|ubesat|afventer|ikke\s+udpeget|n\.?n\.?|udpeges\s+senere)\b", re.IGNORECASE)
_LONGEST_LABEL = 110


@dataclass(frozen=True, slots=True)
class Roster:
    memberships: tuple[Membership, ...]
    unparsed: tuple[Unparsed, ...]


@dataclass(slots=True)
class _Segment:
    """The lines below one body's name."""

    body: Body
    blocks: list[Block] = field(default_factory=list)


def parse(blocks: Sequence[Block], body: Body, region: str, as_of: FuzzyDate) -> Roster:
    """Every membership of a document that is a roster; `body` is whose list it is until a heading names another."""
    made: list[Membership] = []
    for segment in _segments(blocks, body, region):
        made += (_membership(entry, segment.body, as_of) for entry in _people(segment.blocks, region))
    return Roster(tuple(made), tuple(_unread(blocks, made)))


def appended(blocks: Sequence[Block], body: Body, region: str, as_of: FuzzyDate) -> Roster:
    """The memberships of a list inside another document (a plan's appendix): lines of people below a line that names a body."""
    made: list[Membership] = []
    for segment in _segments(blocks, body, region)[1:]:
        run = _list_lines(segment.blocks, region)
        if len(run) >= 3:
            made += (_membership(entry, segment.body, as_of) for entry in _people(run, region))
    return Roster(tuple(made), ())


def _segments(blocks: Sequence[Block], body: Body, region: str) -> list[_Segment]:
    found = [_Segment(body)]
    for block in blocks:
        if block.kind is Kind.FURNITURE:
            continue
        named = _body_label(block, region, body)
        if named:
            found.append(_Segment(named))
        else:
            found[-1].blocks.append(block)
    return found


def _body_label(block: Block, region: str, default: Body) -> Body | None:
    """A short line that names a body and nobody: the heading of its list."""
    text = block.text.text
    if lexicon().function(text.strip(" :")) or len(text) > _LONGEST_LABEL or block.kind in (Kind.ITEM, Kind.ROW) or text.endswith((".", ",")):
        return None
    if _says_who(block.text, region) or re.search(r"\b(?:har|er|skal|vil|ønsker|arbejder)\b", text):
        return None
    named = bodies.body_in(text, region) or (default if default.cluster and bodies.is_political_level(text) else None) or _group(block, region)
    if named is None:
        return None
    if not named.cluster and default.cluster and named.type != "other":
        return bodies.of_cluster(default, named.label, named.type)
    return named


@cache
def _group_noun() -> re.Pattern[str]:
    return re.compile(
        rf"[A-ZÆØÅ](?:[\w,/&-]*\s+)*?[\w-]*(?:{pattern(label for concept in scheme('group-noun') for label in concept.labels)})", re.IGNORECASE
    )


def _group(block: Block, region: str) -> Body | None:
    """ "Fagligt Forum", "Udviklingsgruppen": a heading of its own that ends as names of groups do."""
    text = block.text.text.strip(" :")
    if not (block.gap or block.kind is Kind.HEADING) or len(text.split()) > 6 or not _group_noun().fullmatch(text):
        return None
    return Body(text, f"{region}/{slug(text)}" if region else slug(text), "other", region=region)


def _says_who(line: Passage, region: str) -> bool:
    """A title, a party or a common given name stands on the line: it is somebody's."""
    parts = tokens(line, region)
    given = any(part.kind is Part.NAME and names.is_given_name(part.passage.text.split()[0]) for part in parts)
    return given or any(part.kind in (Part.ROLE, Part.PARTY) for part in parts)


def _list_lines(blocks: Sequence[Block], region: str) -> list[Block]:
    """The lines of people at the start of a segment, up to the first running text."""
    run: list[Block] = []
    for block in blocks:
        text = block.text.text
        if not lists.names_somebody(block.text, region) and (len(text) > 60 or text.endswith(".")):
            break
        if len(text) > 200:
            break
        run.append(block)
    people = sum(lists.names_somebody(block.text, region) for block in run)
    return run if run and people * 2 >= len(run) else []


def _people(blocks: Sequence[Block], region: str) -> Iterator[Entry]:
    for entry in lists.people([block for block in blocks if not _VACANT.search(block.text.text)], Setting(region)):
        if not entry.absent:
            yield entry


def _membership(entry: Entry, body: Body, as_of: FuzzyDate) -> Membership:
    return Membership(seated(entry.person, body), body, as_of, rule="roster.list", at=entry.at)


def _unread(blocks: Sequence[Block], made: Sequence[Membership]) -> Iterator[Unparsed]:
    seen = [span for membership in made for span in membership.at]
    for block in blocks:
        if block.kind not in (Kind.LINE, Kind.ITEM) or _VACANT.search(block.text.text) or not block.text:
            continue
        span = block.text.span
        told = any(one.start < span.end and span.start < one.end for one in seen)
        if not told and lexicon().find_role(block.text.text) and "," in block.text.text:
            yield Unparsed(block.text.text, "a line of a roster that names nobody", (span,))
