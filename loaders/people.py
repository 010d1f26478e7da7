"""One line or phrase -> people, each with title, organisation, party and function."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders import names, organisations
from loaders.lexicon import lexicon
from loaders.model import Organisation, Person, Span, Term
from loaders.passage import Passage
from loaders.slugs import slug
from loaders.tokens import Kind, Token, tokens


@dataclass(frozen=True, slots=True)
class Setting:
    """What a list's heading gives to every line below it. `region` is the slug of the document's region."""

    region: str = ""
    organisation: Organisation | None = None
    role: Term | None = None
    function: Term | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as one line shows them, and what the line says of their turning up. `in_place_of` are names as the line spells them."""

    person: Person
    absent: bool = False
    video: bool = False
    in_place_of: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    at: tuple[Span, ...] = field(default=(), compare=False, repr=False)


def entries(line: Passage, setting: Setting) -> tuple[Entry, ...]:
    """The people of one line; none where it names nobody. Several where several names stand on it.

    >>> from loaders.passage import clean
    >>> line = clean("Torben Hansen (A), borgmester Randers Kommune (kommunal formand) (afbud)", 0)
    >>> [entry] = entries(line, Setting("region-midtjylland"))
    >>> entry.person.name, entry.person.role.label, entry.person.organisation.label, entry.person.party, entry.absent
    ('Torben Hansen', 'borgmester', 'Randers Kommune', 'A', True)
    """
    parts = tokens(line, setting.region)
    groups, common = _by_person(parts)
    groups = _sharing(groups, line)
    shared = _shared(common, setting)
    return tuple(_entry(group, shared) for group in groups)


def _sharing(groups: list[list[Token]], line: Passage) -> list[list[Token]]:
    """ "Lone Holm og Bo Friis, Randers Kommune": what is said behind the last of two goes for both, unless the first has one of their own."""
    made = groups[-1:]
    for one in reversed(groups[:-1]):
        after = made[0]
        between = line.text[line.places.index(one[-1].passage.places[-1]) + 1 : line.places.index(after[0].passage.places[0])]
        whose = [token for token in after if token.kind is Kind.ORGANISATION]
        own = any(token.kind in (Kind.ORGANISATION, Kind.PRACTICE, Kind.AREA) for token in one)
        own = own or (any(token.kind is Kind.ROLE for token in one) and any(_is_practice(token) for token in whose))
        shares = re.fullmatch(r"\)?\s+(?:og|samt)\s+", between) is not None and not own and len(whose) == 1
        made.insert(0, [*one, *whose] if shares else one)
    return made


def _is_practice(token: Token) -> bool:
    return isinstance(token.value, Organisation) and token.value.kind == "GeneralPracticeOrganisation"


def entry_of(parts: tuple[Token, ...], setting: Setting) -> Entry:
    """One person from the tokens of one table row."""
    return _entry(list(parts), setting)


def _by_person(parts: tuple[Token, ...]) -> tuple[list[list[Token]], list[Token]]:
    """The tokens of each person, and those before the first that belong to all ("PLO-Midtjylland: A og B")."""
    parts, alternates = _without_alternates(parts)
    groups, common = _groups(_spread(parts))
    return groups + alternates, common


def _without_alternates(parts: tuple[Token, ...]) -> tuple[tuple[Token, ...], list[list[Token]]]:
    """ "Ane Holm (suppleant: Bo Lund), PLO-Syddanmark": the alternate is a person of their own, of the same organisation."""
    found: list[list[Token]] = []
    kept = list(parts)
    for function, name in pairwise(parts):
        if function.kind is Kind.FUNCTION and function.bracketed and name.kind is Kind.NAME and name.bracketed:
            kept = [token for token in kept if token is not function and token is not name]
            found.append([name, function, *(token for token in parts if token.kind is Kind.ORGANISATION)])
    return _behind_alternate(tuple(kept), found)


def _behind_alternate(parts: tuple[Token, ...], found: list[list[Token]]) -> tuple[tuple[Token, ...], list[list[Token]]]:
    """ "Borgmester Bo Lund (V), stedfortræder: Viceborgmester Ane Holm (A)": all that stands behind the word is the alternate's."""
    for at, token in enumerate(parts):
        own, others = parts[at + 1 :], parts[:at]
        names_ = [sum(one.kind is Kind.NAME for one in side) for side in (others, own)]
        if (
            token.kind is Kind.FUNCTION
            and not token.bracketed
            and isinstance(token.value, Term)
            and lexicon().stands_in(token.value)
            and names_ == [1, 1]
        ):
            shared = () if any(one.kind is Kind.ORGANISATION for one in own) else tuple(one for one in others if one.kind is Kind.ORGANISATION)
            return others, [*found, [*own, token, *shared]]
    return parts, found


def _spread(parts: tuple[Token, ...]) -> tuple[Token, ...]:
    """A title in the plural becomes the title of every name behind it, up to the next title."""
    made: list[Token] = []
    current: Token | None = None
    for index, token in enumerate(parts):
        if token.kind is Kind.NAME and current and _has_title(parts[index + 1 :]):
            current = None
        if token.kind is Kind.ROLES:
            current = token
        elif token.kind is Kind.ROLE and not token.bracketed:
            current = None
            made.append(token)
        elif token.kind is Kind.NAME and current:
            made += [Token(Kind.ROLE, current.passage, current.value), token]
        else:
            made.append(token)
    return tuple(made)


def _has_title(behind: tuple[Token, ...]) -> bool:
    """Does a title in parentheses stand behind a name, before the next name?"""
    upto = next((index for index, token in enumerate(behind) if token.kind is Kind.NAME), len(behind))
    return any(token.kind is Kind.ROLE and token.bracketed for token in behind[:upto])


def _groups(parts: tuple[Token, ...]) -> tuple[list[list[Token]], list[Token]]:
    at = [index for index, token in enumerate(parts) if token.kind is Kind.NAME]
    at = _certain(parts, at)
    if not at:
        return [], []
    if len(at) == 1:
        return [list(parts)], []
    if _titles_come_first(parts, at):
        starts = [_title_start(parts, index) for index in at]
        return [list(parts[start:end]) for start, end in zip(starts, [*starts[1:], len(parts)], strict=True)], []
    return [list(parts[start:end]) for start, end in zip(at, [*at[1:], len(parts)], strict=True)], list(parts[: at[0]])


def _titles_come_first(parts: tuple[Token, ...], at: list[int]) -> bool:
    """Does a title stand right before the first name, and before most others?"""
    before = [index > 0 and parts[index - 1].kind in (Kind.ROLE, Kind.AREA, Kind.ORGANISATION) and not parts[index - 1].bracketed for index in at]
    titled = [index > 0 and any(token.kind is Kind.ROLE for token in parts[_title_start(parts, index) : index]) for index in at]
    return before[0] and sum(titled) * 2 >= len(at)


def _certain(parts: tuple[Token, ...], at: list[int]) -> list[int]:
    """Of several that look like names, those that begin with a common given name or stand beside a title or a party; else the first alone."""
    if len(at) < 2:
        return at
    sure = [index for index in at if names.is_given_name(parts[index].passage.text.split()[0]) or _beside(parts, index)]
    return sure or at[:1]


def _beside(parts: tuple[Token, ...], index: int) -> bool:
    """Does a title stand right before the name, or a party, organisation or title in parentheses right behind it?"""
    before = parts[index - 1] if index else None
    after = parts[index + 1] if index + 1 < len(parts) else None
    return bool(before and before.kind is Kind.ROLE and not before.bracketed) or bool(
        after and after.bracketed and after.kind in (Kind.PARTY, Kind.ORGANISATION, Kind.ROLE)
    )


def _title_start(parts: tuple[Token, ...], name: int) -> int:
    """Where the title before a name begins."""
    start = name
    while start and parts[start - 1].kind in (Kind.ROLE, Kind.AREA, Kind.ORGANISATION) and not parts[start - 1].bracketed:
        start -= 1
        if parts[start].kind is Kind.ROLE:
            return start
    return name


def _shared(common: list[Token], setting: Setting) -> Setting:
    for token in common:
        if token.kind is Kind.ORGANISATION and isinstance(token.value, Organisation):
            setting = replace(setting, organisation=token.value)
        elif token.kind is Kind.ROLE and isinstance(token.value, Term):
            setting = replace(setting, role=token.value)
        elif token.kind is Kind.ABSENT:
            setting = replace(setting, absent=True)
    return setting


def _entry(parts: list[Token], setting: Setting) -> Entry:
    name = next(token.passage for token in parts if token.kind is Kind.NAME)
    others = [token for token in parts if token.passage is not name]
    role = next((token for token in others if token.kind is Kind.ROLE), None)
    term = role.value if role and isinstance(role.value, Term) else setting.role
    party = next((token for token in others if token.kind is Kind.PARTY), None)
    person = Person(
        name=names.tidy(name.text),
        as_written=name.text,
        role=term,
        role_as_written=role.passage.text if role else "",
        organisation=_represented(others, term, setting),
        party=str(party.value) if party else "",
        independent=bool(party and party.value == ""),
        functions=_functions(others, setting),
    )
    return Entry(
        person,
        setting.absent or any(token.kind is Kind.ABSENT for token in others),
        any(token.kind is Kind.VIDEO for token in others),
        tuple(who for token in others if token.kind is Kind.SUBSTITUTE for who in named(token.passage)),
        tuple(token.passage.text for token in others if token.kind is Kind.AREA),
        (_around(parts),),
    )


def _around(parts: list[Token]) -> Span:
    spans = sorted(token.passage.span for token in parts)
    return Span(spans[0].start, max(span.end for span in spans), spans[0].page)


def _functions(parts: Iterable[Token], setting: Setting) -> tuple[Term, ...]:
    said = [token.value for token in parts if token.kind is Kind.FUNCTION and isinstance(token.value, Term)]
    return tuple(dict.fromkeys([*said, *([setting.function] if setting.function and not said else [])]))


def _represented(parts: list[Token], role: Term | None, setting: Setting) -> Organisation | None:
    """Whom a person represents (ANSWERS, "How a document is read", 4)."""
    said = [token.value for token in parts if token.kind is Kind.ORGANISATION and isinstance(token.value, Organisation)]
    said = _units_with_parents(said)
    practice = next((one for one in said if one.kind == "GeneralPracticeOrganisation"), None)
    if practice:
        return practice if organisations.region_of(practice) else organisations.general_practice(setting.region) or practice
    sector = lexicon().sector(role) if role else ""
    if sector:
        official = _of_sector(sector, said, setting)
        if official:
            return official
    if said:
        return said[0]
    if setting.organisation:
        return setting.organisation
    sides = (organisations.practice_side(token.passage.text, setting.region) for token in parts if token.kind is Kind.AREA)
    return next(filter(None, sides), None) or (_guessed(parts) if role else None)


def _units_with_parents(said: list[Organisation]) -> list[Organisation]:
    """ "direktør, Sundhed og Omsorg, Aarhus Kommune": the unit gets the parent that follows it."""
    for index, (unit, parent) in enumerate(pairwise(said)):
        if unit.kind in ("OrganizationalUnit", "Organization") and not unit.known and parent.kind in ("Region", "Municipality", "Hospital"):
            said = [*said[:index], organisations.unit(unit.label, parent), *said[index + 1 :]]
    return said


def _of_sector(sector: str, said: list[Organisation], setting: Setting) -> Organisation | None:
    for one in said:
        for candidate in (one, one.unit_of):
            if candidate and candidate.kind == sector:
                return candidate
    if setting.organisation and setting.organisation.kind == sector:
        return setting.organisation
    return organisations.region(setting.region) if sector == "Region" else None


def _guessed(parts: list[Token]) -> Organisation | None:
    """A capitalised name behind a title that no rule knows is an organisation all the same ("chefkonsulent, Danske Patienter")."""
    for token in parts:
        if token.kind in (Kind.AREA, Kind.NAME) and not token.bracketed and token.passage.text[:1].isupper():
            return Organisation(token.passage.text, slug(token.passage.text))
    return None


def named(text: Passage) -> tuple[str, ...]:
    """The names in a phrase such as "A. Hansen og Bo Lund", full or single words.

    >>> from loaders.passage import clean
    >>> named(clean("Allan Høg Poulsen og Anna Visby Lunde", 0))
    ('Allan Høg Poulsen', 'Anna Visby Lunde')
    """
    found = [match.group() for match in names.name_pattern().finditer(text.text)]
    return tuple(names.tidy(name) for name in found) or tuple(word for word in text.text.split()[:1] if word[:1].isupper())
