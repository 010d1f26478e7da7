"""One line about people, as tokens: what each part is, by vocabulary and by the grammar of names and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from loaders import names, organisations
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
    SUBSTITUTE = "substitute"
    AREA = "area"  # a field of work, "sundhed og omsorg", or anything that no rule knows


@dataclass(frozen=True, slots=True)
class Token:
    """`value` is the party's letter, the organisation or the term; `bracketed` says that it stood in parentheses."""

    kind: Kind
    passage: Passage
    value: str | Organisation | Term | None = None
    bracketed: bool = False


_BRACKETS = re.compile(r"\(+([^()]*)\)+|\(+([^()]*)$|\[([^\]]*)\]")
_SEPARATOR = re.compile(
    r"\s*[,;|/]\s+|\s*,\s*|\s+[-–—]\s*|\s*[:;]\s*|\s+/\s+|(?<=\))\s+og\s+"
    r"|\s+(?=(?:deltog\s+)?(?:via|over|pr\.)\s+(?:ms\s+|microsoft\s+)?(?:teams|video|link|zoom|telefon|skærm))|\s+(?=afbud\b|fraværende\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:og|samt|der\s+er|som\s+er)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:og|samt)\s+")
_ABSENT = re.compile(
    r"(?:har\s+)?(?:meldt\s+)?afbud(?:\s+(?:til|fra|på)\b.*)?|fravær(?:ende)?(?:\s+(?:med|uden)\s+afbud)?|ikke\s+til\s*stede|deltog\s+ikke|ikke\s+mødt|forhindret|\(?x\)?\s*=\s*afbud|sygemeldt|syg",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(r"afbud\s+(?:trukket|tilbagetrukket|annulleret)|trukket\s+afbud", re.IGNORECASE)
_VIDEO = re.compile(
    r"(?:deltog|deltager|deltagelse|med|delvist)?\s*(?:virtuelt|online|digitalt|på\s+skærm|(?:via|på|pr\.|over)\s+(?:ms\s+|microsoft\s+)?(?:teams|video\w*|link|zoom|skype|telefon|skærm))|teams|video|virtuel(?:\s+deltagelse)?",
    re.IGNORECASE,
)
_SUBSTITUTE = re.compile(
    r"(?:(?:deltog|deltager|mødte|møder|mødt|indtrådt|var)\s+)?(?:(?:som|er)\s+)?(?:(?:personlig\s+)?(?:suppleant|stedfortræder|substitut|vikar|afløser|afløste|erstatter|erstatning|repræsentant)\s+)?(?:for|i\s+stedet\s+for|på\s+vegne\s+af|i\s+steden\s+for|erstatter|i\s+fravær\s+af)\s+(?P<who>[A-ZÆØÅÄÖÜÉ].*)",
)
_INDEPENDENT = re.compile(r"løsgænger(?:e)?|uden\s*for\s+(?:parti|partierne)|udenfor\s+(?:parti|partierne)|partiløs|UFP|LG", re.IGNORECASE)
_LINK = re.compile(r"\s*(?:(for|i|ved|på|af|fra|hos|under|inden\s+for|til)\s+)", re.IGNORECASE)


def tokens(line: Passage, region: str) -> tuple[Token, ...]:
    """The parts of a line in printed order."""
    found: list[Token] = []
    at = 0
    for bracket in _BRACKETS.finditer(line.text):
        found += _outside(line[at : bracket.start()], region)
        group = next(index for index in (1, 2, 3) if bracket.group(index) is not None)
        found += _inside(line.group(bracket, group), region)
        at = bracket.end()
    found += _outside(line[at:], region)
    return tuple(found)


def _outside(part: Passage, region: str) -> Iterator[Token]:
    for piece in part.split(_SEPARATOR):
        lead = _LEAD.match(piece.text)
        for one in _conjoined(piece[lead.end() :] if lead else piece):
            bare = one.strip(" ,;:*•–-.")
            if bare:
                yield from _piece(bare, region)


def _conjoined(piece: Passage) -> Iterator[Passage]:
    """ "A og B" in two where a person begins behind "og"; "Sundhed og Omsorg" and "social- og sundhedschef" stay whole."""
    at = 0
    for found in _AND.finditer(piece.text):
        if not piece.text[: found.start()].endswith("-") and _person_begins(piece.text[found.end() :]):
            yield piece[at : found.start()]
            at = found.end()
    yield piece[at:]


def _person_begins(text: str) -> bool:
    hit = lexicon().role_at(text)
    rest = text[hit[1] :].strip() if hit else text
    if hit and (place := _LINK.match(text[hit[1] :])):
        return _name_inside(text[hit[1] + place.end() :]) > 0
    return names.is_given_name(rest.split()[0]) and names.name_pattern().match(rest) is not None if rest else False


def _inside(part: Passage, region: str) -> Iterator[Token]:
    """What parentheses hold: each part is one thing, as a whole."""
    whole = _whole(part.strip(" ,;.()"), region)
    if whole:
        yield _bracketed(whole)
        return
    for piece in part.split(_SEPARATOR):
        piece = piece.strip(" ,;:.()")
        if piece:
            for token in _piece(piece, region):
                yield _bracketed(token)


def _bracketed(token: Token) -> Token:
    return Token(token.kind, token.passage, token.value, True)


def _whole(piece: Passage, region: str) -> Token | None:
    """A part that is one thing altogether."""
    text = piece.text
    words = lexicon()
    if not text:
        return None
    if _WITHDRAWN.fullmatch(text):
        return Token(Kind.AREA, piece)
    if _ABSENT.fullmatch(text):
        return Token(Kind.ABSENT, piece)
    if _VIDEO.fullmatch(text):
        return Token(Kind.VIDEO, piece)
    if _INDEPENDENT.fullmatch(text):
        return Token(Kind.PARTY, piece, "")
    if letter := words.party(text):
        return Token(Kind.PARTY, piece, letter)
    if function := words.function(text):
        return Token(Kind.FUNCTION, piece, function)
    if (substitute := _SUBSTITUTE.fullmatch(text)) and not organisations.organisation(substitute.group("who"), region):
        return Token(Kind.SUBSTITUTE, piece.group(substitute, "who"))
    if words.is_role(text):
        return Token(Kind.ROLE, piece, words.role(text))
    if organisation := organisations.organisation(text, region):
        return None if _name_before(text) or words.role_at(text) else Token(Kind.ORGANISATION, piece, organisation)
    return None


def _name_before(text: str) -> bool:
    """Does a name stand before the organisation ("Lone Hansen Randers Kommune")?"""
    first = text.split()[0]
    return names.is_given_name(first) and names.looks_like_name(text)


def _piece(piece: Passage, region: str) -> Iterator[Token]:
    whole = _whole(piece, region)
    if whole:
        yield whole
        return
    rest = piece
    plural = lexicon().plural_role_at(piece.text)
    if plural:
        yield Token(Kind.ROLES, piece[: plural[1]], plural[0])
        rest = piece[plural[1] :].strip()
    while rest:
        step = _role(rest, region) or _leading_organisation(rest, region) or _name(rest, region) or _unknown_title(rest)
        if not step:
            yield _remainder(rest, region)
            return
        made, rest = step
        yield from made
        rest = rest.strip(" ,.")
        rest = rest[4:] if rest.text.startswith("som ") else rest
        whole = _whole(rest, region) if rest else None
        if whole:
            yield whole
            return


def _role(rest: Passage, region: str) -> tuple[list[Token], Passage] | None:
    """A title, and behind "for", "i", "ved", "fra" what it is a title in."""
    hit = lexicon().role_at(rest.text)
    if not hit:
        return None
    role, end = hit
    made = [Token(Kind.ROLE, rest[:end], role)]
    after = rest[end:]
    link = _LINK.match(after.text)
    if not link:
        return made, after
    where = after[link.end() :]
    cut = _name_inside(where.text)
    place, after = (where[:cut], where[cut:]) if cut else (where, where[len(where) :])
    place = place.strip(" ,")
    organisation = organisations.organisation(place.text, region) if place else None
    word = (link.group(1) or "").lower()
    if organisation and role.code == "praktiserende-laege" and organisation.kind != "GeneralPracticeOrganisation":
        made.append(Token(Kind.PRACTICE, place, organisation))
    elif organisation and (word != "for" or organisation.kind != "OrganizationalUnit" or organisation.unit_of):
        made.append(Token(Kind.ORGANISATION, place, organisation))
    elif place:
        made.append(Token(Kind.AREA, place))
    return made, after


def _name_inside(where: str) -> int:
    """Where, behind a title's place, a name begins ("vicechef fra Vikærgården Charlotte S. Klitnæss"); 0 for nowhere."""
    for found in re.finditer(r"(?<=\s)[^\W\d_][\w-]+", where):
        if names.is_given_name(found.group()) and names.name_pattern().match(where, found.start()):
            return found.start()
    return 0


def _leading_organisation(rest: Passage, region: str) -> tuple[list[Token], Passage] | None:
    """A known organisation that begins here, where something follows it ("PLO-Midtjylland Jens Holm")."""
    if names.is_given_name(rest.text.split()[0]):
        return None
    for found in reversed(list(re.finditer(r"\s+", rest.text))):
        named = organisations.organisation(rest.text[: found.start()], region)
        if named and named.known:
            return [Token(Kind.ORGANISATION, rest[: found.start()], named)], rest[found.end() :]
    return None


def _name(rest: Passage, region: str) -> tuple[list[Token], Passage] | None:
    """A run of name words, cut where a title or an organisation begins."""
    found = names.name_pattern().match(rest.text)
    if not found:
        return None
    words = list(re.finditer(r"\S+", found.group()))
    end = found.end()
    for index, word in enumerate(words):
        if index and (lexicon().is_role(word.group()) or (index > 1 and (_is_letter(word.group()) or _is_known(rest.text[word.start() :], region)))):
            end = words[index - 1].end()
            break
    name = rest[:end]
    if not names.looks_like_name(name.text):
        return None
    return [Token(Kind.NAME, name)], rest[end:]


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
