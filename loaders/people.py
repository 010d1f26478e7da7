"""One line or phrase -> people, each with title, organisation, party and function."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders import names
from loaders.lexicon import lexicon
from loaders.model import Organisation, Person, Span, Term
from loaders.passage import Passage
from loaders.represented import represented
from loaders.tokens import tokens
from loaders.wholes import Kind, Token


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
    """A person as one line shows them, and what the line says of their turning up. `in_place_of` are names as the line spells them.

    `remarks` are the parts that name nothing known ("deltog til kl. 10"); `leftover` is their text.
    """

    person: Person
    absent: bool = False
    video: bool = False
    in_place_of: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    remarks: tuple[Passage, ...] = field(default=(), compare=False, repr=False)
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
    return tuple(one for group in groups for one in _with_deputies(_entry(group, shared), group, setting))


def _with_deputies(entry: Entry, parts: list[Token], setting: Setting) -> tuple[Entry, ...]:
    """ "Bo Friis, direktør, Odder Kommune (afbud, Ib Nord deltog i stedet)": the substitute is a person of their own."""
    phrases = [token.passage for token in parts if token.kind is Kind.REPLACED]
    if not phrases:
        return (entry,)
    base = Setting(setting.region)
    deputies = [one for phrase in phrases for one in (entries(phrase, base) or _surname_only(phrase))]
    represented = entry.person.organisation
    stood_in = (replace(one, person=replace(one.person, organisation=one.person.organisation or represented)) for one in deputies)
    return (replace(entry, absent=True), *(replace(one, in_place_of=(entry.person.name,), absent=False) for one in stood_in))


def _surname_only(phrase: Passage) -> tuple[Entry, ...]:
    return tuple(Entry(Person(name, phrase.text), at=(phrase.span,)) for name in named(phrase))


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


def entries_of(parts: tuple[Token, ...], setting: Setting) -> tuple[Entry, ...]:
    """The one person of a table's row, and who stands in for them; the row names somebody."""
    return _with_deputies(_entry(list(parts), setting), list(parts), setting)


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
            and lexicon().deputises(token.value)
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
    others = _offices_apart(others)
    role = next((token for token in others if token.kind is Kind.ROLE), None)
    term = role.value if role and isinstance(role.value, Term) else setting.role
    party = next((token for token in others if token.kind is Kind.PARTY), None)
    person = Person(
        name=names.tidy(name.text),
        as_written=name.text,
        role=term,
        role_as_written=role.passage.text if role else "",
        organisation=represented(others, term, setting.organisation, setting.region),
        party=str(party.value) if party else "",
        independent=bool(party and party.value == ""),
        functions=_functions(others, setting),
    )
    stands_for = tuple(who for token in others if token.kind is Kind.SUBSTITUTE for who in named(token.passage))
    if stands_for:
        person = replace(person, functions=tuple(one for one in person.functions if not lexicon().deputises(one)))
    return Entry(
        person,
        setting.absent or any(token.kind is Kind.ABSENT for token in others),
        any(token.kind is Kind.VIDEO for token in others),
        stands_for,
        tuple(token.passage.text for token in others if token.kind is Kind.AREA),
        tuple(token.passage for token in others if token.kind is Kind.AREA),
        (_around(parts),),
    )


def _around(parts: list[Token]) -> Span:
    spans = sorted(token.passage.span for token in parts)
    return Span(spans[0].start, max(span.end for span in spans), spans[0].page)


def _offices_apart(parts: list[Token]) -> list[Token]:
    """ "Formand Lone Holm, borgmester": of two titles the office is a function; "formand, Danske Patienter" is a title."""
    roles = [token for token in parts if token.kind is Kind.ROLE]
    made = list(parts)
    for index, token in enumerate(parts):
        behind = parts[index + 1] if index + 1 < len(parts) else None
        office = lexicon().function(token.passage.text)
        if token.kind is Kind.ROLE and len(roles) > 1 and token is roles[0] and office and not _of_something(behind):
            made[index] = replace(token, kind=Kind.FUNCTION, value=office)
        elif token.kind is Kind.FUNCTION and not roles and not token.bracketed and _is_association(behind) and lexicon().is_role(token.passage.text):
            made[index] = replace(token, kind=Kind.ROLE, value=lexicon().role(token.passage.text))
    return made


def _of_something(behind: Token | None) -> bool:
    return behind is not None and behind.kind in (Kind.ORGANISATION, Kind.AREA)


def _is_association(token: Token | None) -> bool:
    """Something that has a chair of its own: neither an authority nor a hospital."""
    return token is not None and isinstance(token.value, Organisation) and token.value.kind in ("Organization", "GeneralPracticeOrganisation")


def _functions(parts: list[Token], setting: Setting) -> tuple[Term, ...]:
    said = [_with_side(token, after) for token, after in pairwise([*parts, None]) if token and token.kind is Kind.FUNCTION]
    return tuple(dict.fromkeys([*said, *([setting.function] if setting.function and not said else [])]))


def _with_side(token: Token, after: Token | None) -> Term:
    """ "medformand (regional)" is the regional one."""
    side = lexicon().function(f"{after.passage.text} {token.passage.text}") if after and after.kind is Kind.AREA and after.bracketed else None
    return side or (token.value if isinstance(token.value, Term) else Term(token.passage.text))


def named(text: Passage) -> tuple[str, ...]:
    """The names in a phrase such as "A. Hansen og Bo Lund", full or single words.

    >>> from loaders.passage import clean
    >>> named(clean("Allan Høg Poulsen og Anna Visby Lunde", 0))
    ('Allan Høg Poulsen', 'Anna Visby Lunde')
    """
    found = [match.group() for match in names.name_pattern().finditer(text.text)]
    return tuple(names.tidy(name) for name in found) or tuple(word for word in text.text.split()[:1] if word[:1].isupper())
