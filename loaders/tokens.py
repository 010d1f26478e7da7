"""One line about people, as tokens: what each part is, by vocabulary and by the grammar of names and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from loaders import names, organisations
from loaders.beginnings import AND, LEAD, LINK, conjoined, name_inside, person_begins, without_lead
from loaders.lexicon import lexicon
from loaders.line_pieces import pieces
from loaders.model import Organisation, Term
from loaders.organisation_names import may_begin
from loaders.passage import Passage
from loaders.wholes import Kind, Token, functions, letter, party, person_behind, place, seat, whole, with_side

_BRACKETS = re.compile(r"\({1,4}((?:[^()]|\([A-ZÆØÅ]{1,2}\)(?!\))){0,400})\)+|\({1,4}([^()]{0,400})$|\[([^\]]{0,400})\]|(?<=\s)/([^\s/]{1,3})/")
_OPENS = frozenset("([/")


def tokens(line: Passage, region: str) -> tuple[Token, ...]:
    """The parts of a line in printed order. The rules ask about one line several times, and the next minutes list the same people."""
    return tuple(Token(kind, line[start:end], value, bracketed) for kind, start, end, value, bracketed in _parts(line.text, region))


@lru_cache(maxsize=4096)
def _parts(text: str, region: str) -> tuple[tuple[Kind, int, int, str | Organisation | Term | None, bool], ...]:
    """What the tokens of a text are, and where in it they stand: read as if it were the whole source."""
    found = _tokens(Passage(text, range(len(text))), region)
    return tuple((one.kind, *place(one.passage), one.value, one.bracketed) for one in found)


def _tokens(line: Passage, region: str) -> list[Token]:
    found, at = [], 0  # type: list[Token], int
    for bracket in () if _OPENS.isdisjoint(line.text) else _BRACKETS.finditer(line.text):
        found += _outside(line[at : bracket.start()], region)
        inside = line.group(bracket, next(index for index in (1, 2, 3, 4) if bracket.group(index) is not None))
        sided = with_side(found[-1], inside) if found else None
        found = [*found[:-1], sided] if sided else [*found, *_inside(inside, region)]
        at = bracket.end()
    found += _outside(line[at:], region)
    alone = found[0].passage if [one.kind for one in found] == [Kind.REPLACED] and line.text.startswith(found[0].passage.text) else None
    sure = alone and names.is_given_name(alone.text.split()[0]) and names.looks_like_name(alone.text)  # "Bo Lund deltog" on a line
    return [Token(Kind.NAME, alone)] if alone and sure else found


def _outside(part: Passage, region: str) -> Iterator[Token]:
    for piece in pieces(part):
        for one in conjoined(without_lead(piece)):
            bare = without_lead(one).strip(" ,;:*•–-.()")
            if bare:
                yield from _piece(bare, region)


_BOTH = re.compile(r"\s*(?:begge|alle)\s+(?:fra\s+|er\s+)?", re.IGNORECASE)


def _inside(part: Passage, region: str) -> Iterator[Token]:
    """What parentheses hold: one thing altogether, or each part by itself; "(begge Odder Kommune)" stands for several, as if outside."""
    both = _BOTH.match(part.text)
    if both:
        yield from _piece(part[both.end() :], region)
        return
    one = whole(part.strip(" ,;.()"), region) or letter(part)
    parts = [piece.strip(" ,;:.()") for piece in pieces(part)]
    if one and not (one.kind is Kind.ORGANISATION and len(parts) > 1 and (_marks(parts[0], region) or _is_town(parts[0], region))):
        yield _bracketed(one)
        return
    if len(several := functions(part)) > 1:
        yield from several
        return
    for piece in filter(None, parts):
        party = letter(piece)
        for token in (party,) if party else _piece(piece, region):
            yield _bracketed(token)


def _is_town(piece: Passage, region: str) -> bool:
    """ "(Hjørring, Regionshospital Nordjylland)": where a hospital stands, and no unit of it."""
    named = organisations.organisation(piece.text, region)
    return named is not None and named.kind == "Municipality" and "kommune" not in piece.text.lower()


def _marks(piece: Passage, region: str) -> bool:
    """Is this a party, a function or a remark, so that what follows it behind a comma is another thing?"""
    one = whole(piece, region)
    return letter(piece) is not None or (one is not None and one.kind in (Kind.PARTY, Kind.FUNCTION, Kind.ABSENT, Kind.VIDEO))


def _bracketed(token: Token) -> Token:
    return Token(token.kind, token.passage, token.value, True)


_APPOINTED = re.compile(r"(?:udpeget|indstillet|valgt)\s+af\s+(?=[A-ZÆØÅ])", re.IGNORECASE)


def _piece(piece: Passage, region: str) -> Iterator[Token]:
    by = _APPOINTED.match(piece.text)
    sender = organisations.organisation(piece.text[by.end() :], region) if by else None
    if council := () if by else tuple(seat(piece, region)):
        return (yield from council)
    one = Token(Kind.APPOINTED, piece[by.end() :], sender) if by and sender else whole(piece, region)
    if one:
        yield one
        return
    rest = piece
    plural = lexicon().plural_role_at(piece.text)
    if plural and plural[0].label != "medlem":
        yield Token(Kind.ROLES, piece[: plural[1]], plural[0])
        rest = piece[plural[1] :].strip()
    while rest:
        step = _leading_function(rest) or _role(rest, region) or _leading_organisation(rest, region) or _name(rest, region) or _unknown_title(rest)
        if not step:
            yield _remainder(rest, region)
            return
        made, rest = step
        yield from made
        rest = _without_link(rest.strip(" ,."), region)
        one = whole(rest, region) if rest else None
        if one:
            yield one
            return


def _without_link(rest: Passage, region: str) -> Passage:
    """What follows "som", and "og" where a function follows it ("regionsrådsmedlem og regional formand")."""
    if rest.text.startswith("som "):
        return rest[4:]
    found = LEAD.match(rest.text)
    one = whole(rest[found.end() :], region) if found else None
    return rest[found.end() :] if found and one and one.kind is Kind.FUNCTION else rest


def _leading_function(rest: Passage) -> tuple[list[Token], Passage] | None:
    """A function right before a name ("Mødeleder Mia Toft", "Klyngens formand Mia Toft"), but no single word that is a title as well."""
    first = rest.text.split()[0]
    if several := _leading_words(rest):
        return [Token(Kind.FUNCTION, rest[: several[1]], several[0])], rest[several[1] :].strip(" :")
    after = rest[len(first) :].strip(" :")
    term = lexicon().function(first) if after and names.name_pattern().match(after.text) else None
    represented = _REPRESENTING.match(after.text) if after else None
    office = lexicon().function(first) if represented else None
    if represented and office and office.label not in _ALSO_TITLES and organisations.organisation(after.text[represented.end() :]):
        return [Token(Kind.FUNCTION, rest[: len(first)], office)], after[represented.end() :]
    return ([Token(Kind.FUNCTION, rest[: len(first)], term)], after) if term and not lexicon().is_role(first) else None


_MOST_WORDS = 4
_OFFICE_WITHIN = re.compile(r"(?:formand|forperson|suppleant|stedfortræder|observatør|sekretær|tilforordnet)\b", re.IGNORECASE)


def _leading_words(rest: Passage) -> tuple[Term, int] | None:
    """An office of several words before a name ("Udvalgets næstformand Bo Lund", "Formand for rådet Bo Lund"), and where it ends."""
    words = list(re.finditer(r"\S+", rest.text))[: _MOST_WORDS + 1] if _OFFICE_WITHIN.search(rest.text) else []
    for last, following in reversed(list(pairwise(words))[1:]):
        term = lexicon().function(rest.text[: last.end()]) if names.is_given_name(following.group()) else None
        if term:
            return term, last.end()
    return None


_LINK_BEHIND = re.compile(r"[\wæøå-]+\s+(?:for|i|ved)\s")
_REPRESENTING = re.compile(r"(?:for|fra)\s+(?=[A-ZÆØÅ])")
_ALSO_TITLES = frozenset({"formand", "næstformand", "sekretær", "tovholder"})


def _role(rest: Passage, region: str) -> tuple[list[Token], Passage] | None:
    """A title, and behind "for", "i", "ved", "fra" what it is a title in."""
    hit = lexicon().role_at(rest.text)
    if not hit:
        return None
    role, end = hit
    made = [Token(Kind.ROLE, rest[:end], role)]
    after = rest[end:]
    link = LINK.match(after.text)
    if not link:
        return made, after
    where = after[link.end() :]
    where = _first_title(where)
    cut = name_inside(where.text) or _behind_organisation(where.text, region)
    place, after = (where[:cut], where[cut:]) if cut else (where, where[len(where) :])
    place = place.strip(" ,")
    organisation = organisations.organisation(place.text, region) if place else None
    word = (link.group(1) or "").lower()
    if organisation and role.code == "praktiserende-laege" and organisation.kind != "GeneralPracticeOrganisation":
        made.append(Token(Kind.PRACTICE, place, organisation))
    elif (
        organisation
        and not (word == "for" and place.text[:1].islower())
        and (word != "for" or organisation.kind != "OrganizationalUnit" or organisation.unit_of)
    ):
        made.append(Token(Kind.ORGANISATION, place, organisation))
    elif place:
        made.append(party(place) or Token(Kind.AREA, place))  # "regionsrådsmedlem for Radikale Venstre"
    return made, after


def _first_title(where: Passage) -> Passage:
    """ "formand for A og næstformand i B": what the first of two titles is a title in."""
    ands = (found for found in AND.finditer(where.text) if lexicon().role_at(where.text[found.end() :]))
    other = next((found for found in ands if _LINK_BEHIND.match(where.text, found.end())), None)
    return where[: other.start()] if other else where


def _behind_organisation(where: str, region: str) -> int:
    """Where, behind the whole name of a known organisation, what can only be a name stands to the end ("Jammerbugt Kommune Lau Biersted")."""
    for found in reversed(list(re.finditer(r"\s+", where[:_LONGEST_ORGANISATION])) if may_begin(where) else []):
        named = organisations.known(where[: found.start()], region)
        name = names.name_pattern().fullmatch(where, found.end()) if named else None
        if name and len(name.group().split()) > 1 and names.looks_like_name(name.group()) and not _is_known(where, region):
            return found.end()
    return 0


_LONGEST_ORGANISATION = 120


def _leading_organisation(rest: Passage, region: str) -> tuple[list[Token], Passage] | None:
    """A known organisation that begins here, where something follows it ("PLO-Midtjylland Jens Holm")."""
    if names.is_given_name(rest.text.split()[0]):
        return None
    cuts = list(re.finditer(r"\s+", rest.text[:_LONGEST_ORGANISATION])) if may_begin(rest.text) else []
    for found in reversed(cuts):
        named = organisations.known(re.sub(r"['’]s?$", "", rest.text[: found.start()]), region)
        if named and not _goes_on(rest.text[found.end() :]):
            return [Token(Kind.ORGANISATION, rest[: found.start()], named)], rest[found.end() :]
    if not any(names.is_given_name(word.group()) for word in re.finditer(r"(?<=\s)[^\W\d_][\w-]+", rest.text)):
        return None  # nobody stands behind one
    for found in re.finditer(r"\s+", rest.text[:_LONGEST_ORGANISATION]):
        named = organisations.organisation(rest.text[: found.start()], region) if lexicon().role_at(rest.text, found.end()) else None
        if named and name_inside(rest.text[found.end() :]):
            return [Token(Kind.ORGANISATION, rest[: found.start()], named)], rest[found.end() :]
    person = person_behind(rest.text)
    named = organisations.organisation(rest.text[:person].strip(), region) if person else None
    return ([Token(Kind.ORGANISATION, rest[:person].strip(), named)], rest[person:]) if named else None


def _goes_on(behind: str) -> bool:
    """ "Roskilde og Køge Sygehuse" is a name of its own, and not the municipality's and something else."""
    return behind.startswith("og ") and not person_begins(behind.removeprefix("og "))


def _name(rest: Passage, region: str) -> tuple[list[Token], Passage] | None:
    """A run of name words, cut where a title or an organisation begins."""
    found = names.name_pattern().match(rest.text)
    if not found:
        return None
    words = list(re.finditer(r"\S+", found.group()))
    end = found.end()
    for index, word in enumerate(words):
        behind = rest.text[word.start() : found.end()]
        if index and (
            lexicon().is_role(word.group())
            or (
                index > 1
                and (
                    _is_letter(word.group())
                    or _is_known(rest.text[word.start() :], region)
                    or (_SHORT.fullmatch(behind) and not found.group().isupper())
                )
            )
        ):
            end = words[index - 1].end()
            break
    name = rest[:end]
    if not names.looks_like_name(name.text):
        return None
    return [Token(Kind.NAME, name)], rest[end:]


_SHORT = re.compile(r"[A-ZÆØÅ]{3,6}")
"""An abbreviation behind a name in small letters is whom somebody comes from ("Morten Vibholm SAND")."""
_TITLE_LIKE = re.compile(r"[a-zæøå][a-zæøå-]{4,}\.?\s+(?!(?:ved|af|fra|med)\s)")


def _unknown_title(rest: Passage) -> tuple[list[Token], Passage] | None:
    """A single word in small letters that no vocabulary knows, before a name for sure: "fondsrådgiver Lone Holm"."""
    found = _TITLE_LIKE.match(rest.text)
    if not found or not names.name_pattern().match(rest.text, found.end()) or not names.is_given_name(rest.text[found.end() :].split()[0]):
        return None
    return [Token(Kind.AREA, rest[: found.end()].strip())], rest[found.end() :]


def _is_letter(word: str) -> bool:
    """A party's letter behind a name, without parentheses ("Lone Holm V")."""
    return len(word) == 1 and bool(lexicon().party(word))


def _is_known(text: str, region: str) -> bool:
    named = organisations.organisation(text, region)
    return bool(named and (named.known or named.unit_of))


def _remainder(rest: Passage, region: str) -> Token:
    stripped = re.sub(r"^(?:fra|ved|i|på|af|hos)\s+", "", rest.text)
    part = rest[len(rest.text) - len(stripped) :]
    named = organisations.organisation(part.text, region)
    return Token(Kind.ORGANISATION, part, named) if named else Token(Kind.AREA, rest)
