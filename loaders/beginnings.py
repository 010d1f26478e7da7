"""Where a person begins on a line: behind "og", behind the word that leads to a name, behind a title and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders import names, organisations
from loaders.lexicon import lexicon
from loaders.passage import Passage

_OWNER = r"[A-ZÆØÅ][\w-]*['’]s?\s"  # "PLO's Ane Vind"
LEAD = re.compile(
    rf"fra\s+(?=[A-ZÆØÅ][\w-]*(?:\s[A-ZÆØÅ][\w-]+){{0,2}}\s[a-zæøå]+\s[A-ZÆØÅ])|(?:og|[Ss]amt|[Dd]esuden|(?:der|som)\s+(?:er|var))\s+(?:de\s+(?=[a-zæøå])|fra\s+(?=[A-ZÆØÅ]))?|fra\s+(?={_OWNER})|(?i:[\wæøå-]*(?:formanden|borgmesteren|rådmanden|direktøren|chefen|lederen))\s+(?=[A-ZÆØÅ])|de\s+(?=praktiserende\s|[a-zæøå]+r\s+[A-ZÆØÅ])"
)
AND = re.compile(r"\s+(?:og|samt)\s+")
LINK = re.compile(r"\s*(?:(for|i|ved|på|af|fra|hos|under|inden\s+for|til)\s+)", re.IGNORECASE)


_SENT = re.compile(r"fra\s+(?P<from>[A-ZÆØÅ][\w-]+(?:\s+[A-ZÆØÅ][\w-]+){0,2})\s+(?=[a-zæøå])")
"""Who has sent somebody, before the title: "… og fra PLO-sekretariatet konsulent Bo Lund"."""


def without_lead(piece: Passage) -> Passage:
    lead = LEAD.match(piece.text)
    return piece[lead.end() :] if lead else piece


def conjoined(piece: Passage) -> Iterator[Passage]:
    """ "A og B" in two where a person begins behind "og"; "Sundhed og Omsorg" and "social- og sundhedschef" stay whole."""
    at = 0
    for found in AND.finditer(piece.text):
        before, behind = piece.text[at : found.start()], piece.text[found.end() :]
        if not before.endswith("-") and (person_begins(behind) or _is_pair(before, behind)):
            yield piece[at : found.start()]
            at = found.end()
    yield piece[at:]


def _is_pair(before: str, behind: str) -> bool:
    """A whole name with a common given name before "og", and behind it what can only be one more ("Ane Holm og Ralph Bjerg Toft")."""
    first = before.split()[0] if before.split() else ""
    sure = names.is_given_name(first) and names.looks_like_name(before)
    name = behind.strip(" .")
    return sure and names.looks_like_name(name) and lexicon().find_role(name) is None and organisations.organisation(name) is None


def person_begins(text: str) -> bool:
    owner = re.match(rf"fra\s+{_OWNER}", text)
    text = text[owner.end() :] if owner else text
    sent = _SENT.match(text)
    if sent and organisations.organisation(sent["from"]):
        return person_begins(text[sent.end() :])
    hit = lexicon().role_at(text)
    rest = text[hit[1] :].strip() if hit else text
    if hit and (place := LINK.match(text[hit[1] :])):
        return name_inside(text[hit[1] + place.end() :]) > 0
    found = names.name_pattern().match(rest) if rest else None
    if not found or names.is_no_name(rest):
        return False
    sure = names.is_given_name(rest.split()[0]) or re.match(r"\s*\([A-ZÆØÅ]{1,2}\)", rest[found.end() :]) is not None
    return sure or (hit is not None and organisations.organisation(found.group()) is None)


def name_inside(where: str) -> int:
    """Where, behind a title's place, a name begins ("vicechef fra Vikærgården Charlotte S. Klitnæss"); 0 for nowhere."""
    for found in re.finditer(r"(?<=\s)[^\W\d_][\w-]+", where):
        if names.is_given_name(found.group()) and names.name_pattern().match(where, found.start()):
            return found.start()
    return 0
