"""Whose list it is: which lines of a roster name a body, and the lines of people that follow each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders import bodies, body_names, committees, names, naming
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.model import Body
from loaders.passage import Passage
from loaders.tokens import tokens
from loaders.wholes import Kind as Part

_LONGEST_LABEL = 110


@dataclass(slots=True)
class Segment:
    """The lines below one body's name."""

    body: Body
    blocks: list[Block] = field(default_factory=list)


def segments(blocks: Sequence[Block], body: Body, region: str, within: bool = False) -> list[Segment]:
    """`within` another document, a heading that speaks of members without a body's name opens the list of its own body."""
    found = [Segment(body)]
    several = (
        sum(_WHOSE.match(block.text.text) is not None and bodies.group_in(block.text.text, region) is not None for block in blocks) >= _FEWEST_BODIES
    )
    for block in blocks:
        if block.kind is Kind.FURNITURE:
            continue
        apart = _of_a_body(block, region, several)
        if apart:
            found.append(Segment(*apart))
            continue
        named = _body_label(block, region, body) or (body if within and _is_appendix(block, body) else None)
        if named:
            found.append(Segment(named))
        else:
            found[-1].blocks.append(block)
    return found


# "Klynge Nord: Ane Holm, direktør", "Sundhedsudvalget – formand Bo Lund (V)": a body and its people on one line.
_WHOSE = re.compile(r"(?:[Ff]ra\s+)?(?P<body>[A-ZÆØÅ][^:()–]{4,80}?)(?::\s+|\s+[–-]\s+)(?P<people>\S.*)$")
_FEWEST_BODIES = 3


def _of_a_body(block: Block, region: str, several: bool) -> tuple[Body, list[Block]] | None:
    """The body that a line begins with, and the rest of the line; a committee is one only where `several` lines begin so, else an organisation."""
    found = _WHOSE.match(block.text.text) if block.kind in (Kind.LINE, Kind.ITEM) and not block.cells else None
    if found is None:
        return None
    name, people = block.text.group(found, "body"), block.text.group(found, "people")
    if _says_who(name, region) or not naming.names_somebody(people, region):
        return None
    group = bodies.group_in(name.text, region) if several else None
    if group and name.text.startswith(group.label):  # "Udvalget for byggeri, indkøb og grøn omstilling": a name's comma is no end here
        return bodies.group(name.text, region), [replace(block, text=people)]
    cluster = bodies.cluster_in(name.text, region) if len(name.text.split()) <= _LONGEST_CLUSTER else None
    return (cluster, [replace(block, text=people)]) if cluster else None


_LONGEST_CLUSTER = 5  # words


def _is_appendix(block: Block, body: Body) -> bool:
    """ "Bilag 1: Medlemmer pr. 1. maj": a short line about members, of this body or of none that is named."""
    text = block.text.text
    if block.cells or block.kind is Kind.ITEM or len(text) > _LONGEST_LABEL or text.endswith((".", ",")):
        return False
    return _MEMBERS.match(text) is not None or (body.label.casefold() in text.casefold() and _MEMBERS.search(text) is not None)


_MEMBERS = re.compile(
    r"(?:bilag\s*\w{0,2}\s*[:.–-]?\s*)?(?:(?:oversigt\s+over|liste\s+over|klyngens|rådets|forummets|nuværende)\s+)?(?:medlemmer(?:ne)?|medlemsliste|medlemskreds|sammensætning(?:en)?|deltagerkreds|hvem\s+er\s+med)(?!\w)",
    re.IGNORECASE,
)


def _body_label(block: Block, region: str, default: Body) -> Body | None:
    """A short line that names a body and nobody: the heading of its list."""
    text = _COUNTED.sub("", block.text.text)
    committee = committees.name_of(text) if block.kind is not Kind.ROW and len(text) <= _LONGEST_LABEL and not text.endswith((".", ",")) else ""
    holds = default.cluster or (default.type == "other" and not _OF_A_COUNCIL.search(_whole(default).label))
    if committee and holds and not _says_who(block.text, region):
        return bodies.of_cluster(_whole(default), _IN.sub("", committee), "standing-committee")
    if lexicon().function(text.strip(" :")) or len(text) > _LONGEST_LABEL or block.kind is Kind.ROW or text.endswith((".", ",")):
        return None
    if block.kind is Kind.ITEM and not _is_numbered(block, region, default):
        return None
    if _says_who(block.text, region) or re.search(r"\b(?:har|er|skal|vil|ønsker|arbejder|nedsat|oprettet|godkendt|vedtaget)\b", text, re.IGNORECASE):
        return None
    named = bodies.body_in(text, region) or (default if default.cluster and body_names.is_political_level(text) else None) or _group(block, region)
    if named is None or _is_its_own(named, default):
        return None
    if not named.cluster and named.type != "other" and (default.cluster or default.type == "other"):
        return bodies.of_cluster(_whole(default), named.label, named.type)
    return named


def _is_its_own(named: Body, default: Body) -> bool:
    """ "Medlemmer af styregruppen" under the heading "Styregruppen for Sundhedssamarbejde" or "Strategisk styregruppe" names that one."""
    if default.cluster and default.type == "political-level":
        return False
    name = named.label.casefold()
    definite = {f"{word}{ending}" for word in default.label.casefold().split() for ending in ("n", "en", "et", "t")}
    return default.label.casefold().startswith(f"{name} ") or name in definite


_OF_A_COUNCIL = re.compile(r"udvalg(?:et)?(?:\s+(?:for|vedr)\b.*)?$", re.IGNORECASE)
"""A committee of a council: the next one that a heading names stands beside it, not under it."""
_IN = re.compile(r"\s+i\s+[A-ZÆØÅ].*$")


def _whole(body: Body) -> Body:
    """The body of no cluster that another is part of; of a cluster's bodies any serves."""
    return body.part_of or body


def _group(block: Block, region: str) -> Body | None:
    """ "Fagligt Forum", "Udviklingsgruppen": a heading of its own that is the name of a group."""
    text = _COUNTED.sub("", block.text.text).strip(" :")
    text = text.capitalize() if text.isupper() else text
    named = bodies.group_in(text, region) if block.gap or block.kind is not Kind.LINE else None
    return named if named and named.label == text else None


_NUMBERS = re.compile(r"[(]?(?:\d{1,2}|[A-ZÆØÅ]|[IVX]{1,4})[.)]")


def _is_numbered(block: Block, region: str, default: Body) -> bool:
    """ "2. Administrativt niveau", "B. Koordinationsgruppen" in plain text: an item that is a body's name and nothing else."""
    if block.kind is not Kind.ITEM or not _NUMBERS.fullmatch(block.marker):
        return False
    text = block.text.text.strip(" :")
    named = bodies.body_in(text, region)
    level = default.cluster and body_names.is_political_level(text)
    return bool(level or (named and named.label.casefold() in (text.casefold(), _THE.sub("", text).casefold())) or _group(block, region))


_THE = re.compile(r"^(?:den|det)\s+", re.IGNORECASE)


# "Hospitalsudvalget (11 medlemmer)", "Klyngeforum: medlemmer", "2. Administrativt niveau", "B. Klyngestyregruppen"
_COUNTED = re.compile(
    r"\s*\(\d{1,2}\s+(?:medlemmer|pladser)\)\s*$|\s*[:–-]\s*(?:medlemmer|sammensætning)$|^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z][.)]|[IVX]{1,4}\.)\s+(?=[A-ZÆØÅ])"
)


def _says_who(line: Passage, region: str) -> bool:
    """A title, a party or a common given name stands on the line: it is somebody's."""
    parts = tokens(line, region)
    given = any(part.kind is Part.NAME and names.is_given_name(part.passage.text.split()[0]) for part in parts)
    return given or any(part.kind in (Part.ROLE, Part.PARTY) for part in parts)
