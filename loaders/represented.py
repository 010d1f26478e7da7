"""Whom a person represents, by what their line says."""

from __future__ import annotations

import re
from itertools import pairwise

from loaders import organisations
from loaders.lexicon import lexicon
from loaders.model import Organisation, Term
from loaders.names import is_given_name
from loaders.slugs import slug
from loaders.wholes import Kind, Token


def represented(parts: list[Token], role: Term | None, given: Organisation | None, region: str, listed: bool = False) -> Organisation | None:
    """Whom a person represents (ANSWERS, "How a document is read", 4); `given` is the organisation that the list's heading gives.

    `listed`: the line is one of a list of people.
    """
    named = [(token.value, token.passage.text) for token in parts if token.kind is Kind.ORGANISATION and isinstance(token.value, Organisation)]
    # The town of a hospital, or where a doctor has their practice: "Læge Mia Toft, Odense".
    in_town = any(one.kind == "Hospital" for one, _ in named) or (role is not None and role.label in _DOCTORS)
    said = [one for one, text in named if not (in_town and one.kind == "Municipality" and "kommune" not in text.lower())]
    said = _units_with_parents(_beyond_committees(said))
    practice = next((one for one in said if one.kind == "GeneralPracticeOrganisation"), None)
    if practice:
        return practice if organisations.region_of(practice) else organisations.general_practice(region) or practice
    if role and role.code == "praktiserende-laege":
        said = [one for one in said if one.kind not in ("Municipality", "Hospital")]  # a hospital is that of whom the sentence names next
    if given and given.kind in ("Municipality", "Region"):
        said = [one for one in said if one.unit_of or not _COMMITTEE.search(one.label)]
    official = _of_sector(lexicon().sector(role), said, given, region) if role else None
    if official or said or given:
        return official or (said[0] if said else given)
    words = (token.passage.text for token in parts if token.kind in (Kind.AREA, Kind.ROLE))
    sides = (organisations.practice_side(text, region) for text in words)
    return next(filter(None, sides), None) or _guessed(parts, role, listed) or _appointed(parts)


def _appointed(parts: list[Token]) -> Organisation | None:
    """ "Bente Clausen. Udpeget af Regionsældrerådet": who has sent somebody is whom they represent where nothing else says it.

    "Jens Barfoed, Hjernesagen. Udpeget af Danske Handicaporganisationer" names an organisation that no rule knows, and who has sent its man.
    """
    sender = next((token.value for token in parts if token.kind is Kind.APPOINTED and isinstance(token.value, Organisation)), None)
    own = next((token.passage.text for token in parts if token.kind is Kind.AREA and not token.bracketed and token.passage.text[:1].isupper()), "")
    return Organisation(own, slug(own)) if sender and own else sender


def _beyond_committees(said: list[Organisation]) -> list[Organisation]:
    """ "formand for Sundhedsudvalget, Odder Kommune" sits for the municipality: a committee of politicians is no organisation that one represents."""
    authorities = [one for one in said if one.kind in ("Municipality", "Region")]
    return [one for one in said if not (authorities and _COMMITTEE.search(one.label) and one.unit_of is None)]


_COMMITTEE = re.compile(r"(?<!inddragelses)udvalg(?:et)?$", re.IGNORECASE)


def _units_with_parents(said: list[Organisation]) -> list[Organisation]:
    """ "direktør, Sundhed og Omsorg, Aarhus Kommune": the unit gets the parent that follows it."""
    for index, (unit, parent) in enumerate(pairwise(said)):
        if unit.kind in ("OrganizationalUnit", "Organization") and not unit.known and parent.kind in ("Region", "Municipality", "Hospital"):
            said = [*said[:index], organisations.unit(unit.label, parent), *said[index + 1 :]]
    return said


def _of_sector(sector: str, said: list[Organisation], given: Organisation | None, region: str) -> Organisation | None:
    """For an office that a class of organisations has: the one of that class."""
    for one in said:
        for candidate in (one, one.unit_of):
            if sector and candidate and candidate.kind == sector:
                return candidate
    if sector and given and given.kind == sector:
        return given
    return organisations.region(region) if sector == "Region" else None


_DOCTORS = ("læge", "speciallæge", "praktiserende læge", "alment praktiserende læge")


def _guessed(parts: list[Token], role: Term | None, listed: bool) -> Organisation | None:
    """A capitalised name that no rule knows is an organisation all the same behind a title ("chefkonsulent, Danske Patienter").

    Without a title, it is where it is an abbreviation in capitals, or stands behind the name on a line of a list ("Ane Holm: Home Start").
    """
    for token in parts:
        text = _FROM.sub("", token.passage.text)
        if role and role.label in _DOCTORS:
            return None  # the place of a practice: "praktiserende læge, Jyderup"
        if token.kind in (Kind.AREA, Kind.NAME) and not token.bracketed and text[:1].isupper() and (role or _ABBREVIATION.fullmatch(text)):
            return Organisation(text, slug(text))
        if listed and not token.bracketed and _ASSOCIATION.fullmatch(text) and (token.kind is Kind.AREA or _is_owned(token)):
            return Organisation(text, slug(text))
    return None


def _is_owned(token: Token) -> bool:
    """ "Kirkens Korshær" has the shape of a person's name, and begins with a genitive that is no given name."""
    text = token.passage.text
    return token.kind is Kind.NAME and _OWNED.match(text) is not None and not is_given_name(text.split()[0])


_FROM = re.compile(r"^(?:fra|ved|hos)\s+")
_ASSOCIATION = re.compile(r"[A-ZÆØÅ][\w-]+(?:\s+(?:[A-ZÆØÅ][\w-]+|og|for|i|af|den|det))*\s+[A-ZÆØÅ][\w-]+")
_OWNED = re.compile(r"[A-ZÆØÅ][a-zæøå]+s\s")
_ABBREVIATION = re.compile(r"[A-ZÆØÅ]{2,6}(?:[ -][A-ZÆØÅ][\wæøå-]+){0,3}")
