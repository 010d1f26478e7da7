"""A part of a line about people that is one thing altogether: a party, a function, a remark, a title, an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from loaders import names, organisations, remarks
from loaders.lexicon import lexicon
from loaders.model import Organisation, Term
from loaders.passage import Passage


class Kind(Enum):
    NAME = "name"
    ROLE = "role"
    ROLES = "roles"  # a title in the plural, for the names that follow
    ORGANISATION = "organisation"
    PRACTICE = "practice"  # where somebody works without representing it: "praktiserende læge i Aarhus Kommune"
    PARTY = "party"
    FUNCTION = "function"
    ABSENT = "absent"
    VIDEO = "video"
    SUBSTITUTE = "substitute"  # who is stood in for
    REPLACED = "replaced"  # who stands in
    PRESENT = "present"
    APPOINTED = "appointed"  # "udpeget af Danske Patienter": whom somebody represents of whom nothing else says it
    AREA = "area"  # a field of work, "sundhed og omsorg", or anything that no rule knows


@dataclass(frozen=True, slots=True)
class Token:
    """`value` is the party's letter, the organisation or the term; `bracketed` says that it stood in parentheses."""

    kind: Kind
    passage: Passage
    value: str | Organisation | Term | None = None
    bracketed: bool = False


# "Ane Holm (V), Regionsrådet": who is of a council is a member of it.
COUNCILS = {"regionsrådet": "regionsrådsmedlem", "byrådet": "byrådsmedlem", "kommunalbestyrelsen": "kommunalbestyrelsesmedlem"}


def whole(piece: Passage, region: str) -> Token | None:
    """A part that is one thing altogether."""
    found = _whole(piece.text, region)
    return Token(found[0], piece[found[1] : found[2]], found[3]) if found else None


@lru_cache(maxsize=8192)
def _whole(text: str, region: str) -> tuple[Kind, int, int, str | Organisation | Term | None] | None:
    """What it is, and where in it that stands: titles, municipalities and parties are read again and again."""
    found = _read(Passage(text, range(len(text))), region)
    return (found.kind, *place(found.passage), found.value) if found else None


def place(part: Passage) -> tuple[int, int]:
    """Where a part of a text stands that was read as if it were the whole source."""
    assert isinstance(part.places, range)  # a part of a range is one
    return part.places.start, part.places.start + len(part.text)


def _read(piece: Passage, region: str) -> Token | None:
    text = piece.text
    words = lexicon()
    if not text:
        return None
    if remark := _remark(piece, region):
        return remark
    if letter := words.party(text):
        return Token(Kind.PARTY, piece, letter)
    if function := words.function(text.removeprefix("som ")):
        return Token(Kind.FUNCTION, piece, function)
    if span := remarks.replacing(text, region):
        return Token(Kind.SUBSTITUTE, piece[slice(*span)])
    if seat := COUNCILS.get(text.casefold()):
        return Token(Kind.ROLE, piece, words.role(seat))
    if words.is_role(text):
        return Token(Kind.ROLE, piece, words.role(text))
    if organisation := organisations.organisation(text, region):
        return (
            None if _name_before(text) or _name_behind(text, organisation) or words.role_at(text) else Token(Kind.ORGANISATION, piece, organisation)
        )
    return None


_COUNCIL = re.compile(
    r"(?P<whose>[A-ZÆØÅ][\wæøå-]+(?:\s+[A-ZÆØÅ][\wæøå-]+)?)s?\s+(?P<council>Byråd|Kommunalbestyrelse)|(?P<which>Byrådet|Kommunalbestyrelsen)\s+i\s+(?P<town>[A-ZÆØÅ][^,;()]+)",
    re.IGNORECASE,
)


def seat(piece: Passage, region: str) -> Iterator[Token]:
    """ "Aarhus Byråd" behind a name: a member of that council, for its municipality."""
    found = _COUNCIL.fullmatch(piece.text)
    whose = piece.group(found, "whose" if found["whose"] else "town") if found else None
    named = organisations.organisation(f"{whose.text} Kommune", region) if whose else None
    if found and whose and named and named.known:
        council = (found["council"] or found["which"].removesuffix("et").removesuffix("n")).lower()
        yield Token(Kind.ROLE, piece, lexicon().role(f"{council}smedlem"))
        yield Token(Kind.ORGANISATION, whose, named)


def with_side(office: Token, bracketed: Passage) -> Token | None:
    """ "formand for klyngen (region)": the parentheses say for which side the office before them is; None where they say another thing."""
    if office.kind is not Kind.FUNCTION or not isinstance(office.value, Term):
        return None
    term = lexicon().function(f"{office.value.label} ({bracketed.text.strip()})")
    return Token(Kind.FUNCTION, office.passage, term) if term else None


def _remark(piece: Passage, region: str) -> Token | None:
    """What a part says of somebody's turning up."""
    text = piece.text
    if remarks.is_withdrawn(text) or remarks.is_present(text):
        return Token(Kind.PRESENT, piece)
    if remarks.is_absent(text):
        return Token(Kind.ABSENT, piece)
    if remarks.is_online(text):
        return Token(Kind.VIDEO, piece)
    if remarks.is_independent(text):
        return Token(Kind.PARTY, piece, "")
    span = remarks.replaced(text, region)
    return Token(Kind.REPLACED, piece[slice(*span)]) if span else None


def _name_before(text: str) -> bool:
    """Does a name stand before the organisation ("Lone Hansen Randers Kommune")?"""
    first = text.split()[0]
    return names.is_given_name(first) and names.looks_like_name(text)


def party(piece: Passage) -> Token | None:
    """A party by its letter or its name."""
    known = lexicon().party(piece.text)
    return Token(Kind.PARTY, piece, known) if known else None


def _name_behind(text: str, organisation: Organisation) -> bool:
    """ "Tandlægeforeningen Stina Holm": what a noun at the beginning made an organisation's name ends in a person's."""
    return not (organisation.known or organisation.unit_of) and person_behind(text) > 0


def person_behind(text: str) -> int:
    """Where, behind an organisation that the grammar alone tells, a name for sure stands up to the end; 0 for nowhere."""
    for found in re.finditer(r"(?<=\s)[A-ZÆØÅ][\w-]+", text):
        rest = text[found.start() :]
        if names.is_given_name(found.group()) and names.looks_like_name(rest) and organisations.organisation(rest) is None:
            return found.start() if organisations.organisation(text[: found.start()].strip()) else 0
    return 0


def letter(piece: Passage) -> Token | None:
    """A ballot letter in parentheses: also one in small, and one that the reference data lack, for lists differ from place to place."""
    found = _LIST.fullmatch(piece.text)
    if not found:
        return None
    said = found.group("letter").upper()
    known = lexicon().party(said)
    listed = found.group("list") or found.group("letter").isupper()
    return Token(Kind.PARTY, piece, known or said) if known or (listed and said != "X") else None


_LIST = re.compile(r"\s*(?P<list>liste\s+|parti\s+)?(?P<letter>[A-ZÆØÅ])\s*\.?\s*", re.IGNORECASE)


def functions(part: Passage) -> list[Token]:
    """ "sekretariat og referent": several functions and nothing else."""
    pieces = list(part.split(_EITHER))
    found = [(piece, lexicon().function(piece.text)) for piece in pieces]
    return [Token(Kind.FUNCTION, piece, term, True) for piece, term in found if term] if all(term for _, term in found) else []


_EITHER = re.compile(r"\s+(?:og|samt|&)\s+|\s*[/,+]\s*")
