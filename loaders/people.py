"""One line or phrase -> people, each with title, organisation, party and function."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from loaders import names, organisations, several
from loaders.lexicon import lexicon
from loaders.model import Organisation, Person, Span, Term
from loaders.passage import Passage
from loaders.represented import represented
from loaders.tokens import tokens
from loaders.wholes import Kind, Token


@dataclass(frozen=True, slots=True)
class Setting:
    """What a list's heading gives to every line below it. `region` is the slug of the document's region; `listed` says that it is a list."""

    region: str = ""
    organisation: Organisation | None = None
    role: Term | None = None
    function: Term | None = None
    absent: bool = False
    listed: bool = False
    party: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as one line shows them, and what the line says of their turning up. `in_place_of` are names as the line spells them.

    `replaced` are the same people with what it says of them.
    `remarks` are the parts that name nothing known ("deltog til kl. 10"); `leftover` is their text.
    """

    person: Person
    absent: bool = False
    video: bool = False
    in_place_of: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    replaced: tuple[Person, ...] = field(default=(), compare=False, repr=False)
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
    both = _BOTH.search(line.text)
    if both:
        return entries(line[: both.start()], _given(line.group(both, "what"), setting))
    parts = tokens(line, setting.region)
    if setting.listed:
        parts = _told_behind_colon(parts, line)
    parts = _deputies_parties(parts, line)
    if setting.absent or any(token.kind is Kind.ABSENT for token in parts):
        parts = _deputies(parts, line)
    groups, common = several.by_person(parts)
    groups = several.sharing(groups, line)
    shared = _shared(common, _labelled(common, line, setting))
    return tuple(one for group in groups for one in _with_deputies(_entry(group, shared), group, setting))


def _told_behind_colon(parts: tuple[Token, ...], line: Passage) -> tuple[Token, ...]:
    """ "Ane Holm: Home Start Vestsjælland": what stands behind a name and a colon is about whom the name is."""
    name = parts[0] if parts else None
    if name is None or name.kind is not Kind.NAME or not line.text.startswith(f"{name.passage.text}:"):
        return parts
    return (name, *(replace(token, kind=Kind.AREA) if token.kind is Kind.NAME else token for token in parts[1:]))


_BOTH = re.compile(r",?\s+(?:begge|alle(?:\s+(?:tre|fire|fem|seks))?)\s+(?:er\s+|fra\s+)?(?P<what>[^,;()]+?)\.?$")


def _given(what: Passage, setting: Setting) -> Setting:
    """ "A og B, begge regionsrådsmedlemmer", "begge Odder Kommune": what goes for everyone before."""
    plural = lexicon().plural_role_at(what.text)
    if plural:
        return replace(setting, role=plural[0])
    return replace(setting, organisation=organisations.organisation(what.text, setting.region) or setting.organisation)


def _bracketed(token: Token) -> bool:
    return token.bracketed


def _deputies(parts: tuple[Token, ...], line: Passage) -> tuple[Token, ...]:
    """Beside somebody absent, "(stedfortræder: byrådsmedlem Ib Nord, Odder Kommune)" or ", stedfortræder Ib Nord" names who came instead."""
    for index, token in enumerate(parts):
        if token.kind is Kind.FUNCTION and isinstance(token.value, Term) and lexicon().deputises(token.value):
            behind = parts[index + 1 :]
            inside = list(takewhile(_bracketed, behind)) if token.bracketed else list(behind)
            if any(other.kind in (Kind.NAME, Kind.REPLACED) for other in inside):
                start, end = (line.places.index(place) for place in (inside[0].passage.places[0], inside[-1].passage.places[-1]))
                rest = parts[index + 1 + len(inside) :]
                return (*parts[:index], Token(Kind.REPLACED, line[start : end + 1], None, True), *rest)
    return parts


def _deputies_parties(parts: tuple[Token, ...], line: Passage) -> tuple[Token, ...]:
    """ "afbud, i stedet viceborgmester Ib Nord (A)": the party right behind who came instead is theirs."""
    for index, (token, behind) in enumerate(pairwise(parts)):
        if token.kind is Kind.REPLACED and not token.bracketed and behind.kind is Kind.PARTY and behind.bracketed:
            start, end = line.places.index(token.passage.places[0]), line.places.index(behind.passage.places[-1])
            return (*parts[:index], replace(token, passage=line[start : end + 2]), *parts[index + 2 :])
    return parts


def _with_deputies(entry: Entry, parts: list[Token], setting: Setting) -> tuple[Entry, ...]:
    """ "Bo Friis, direktør, Odder Kommune (afbud, Ib Nord deltog i stedet)": the substitute is a person of their own."""
    phrases = [token.passage for token in parts if token.kind is Kind.REPLACED]
    if not phrases:
        return (entry,)
    base = Setting(setting.region)
    deputies = [one for phrase in phrases for one in (entries(phrase, base) or _surname_only(phrase))]
    represented = entry.person.organisation
    stood_in = (replace(one, person=replace(one.person, organisation=one.person.organisation or represented)) for one in deputies)
    held = tuple(term for term in entry.person.functions if not lexicon().deputises(term))  # that is the substitute's
    entry = replace(entry, absent=True, person=replace(entry.person, functions=held))
    return (entry, *(replace(one, in_place_of=(entry.person.name,), absent=False) for one in stood_in))


def _surname_only(phrase: Passage) -> tuple[Entry, ...]:
    return tuple(Entry(Person(name, phrase.text), at=(phrase.span,)) for name in named(phrase))


def entries_of(parts: tuple[Token, ...], setting: Setting) -> tuple[Entry, ...]:
    """The one person of a table's row, and who stands in for them; nobody where its cells, as a print parted them, hold no name ("Else")."""
    if not any(token.kind is Kind.NAME for token in parts):
        return ()
    return _with_deputies(_entry(list(parts), setting), list(parts), setting)


def _labelled(common: list[Token], line: Passage, setting: Setting) -> Setting:
    """ "Sekretær: A, konsulent, og B, konsulent": the function before the colon is everyone's."""
    first = common[0] if common else None
    if first and first.kind is Kind.FUNCTION and isinstance(first.value, Term) and line.text.startswith(f"{first.passage.text}:"):
        return replace(setting, function=first.value)
    return setting


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
    others = _offices_apart(others, setting.listed and not _has_chair(setting.organisation))
    role = _title(others)
    term = role.value if role and isinstance(role.value, Term) else setting.role
    party = next((token for token in others if token.kind is Kind.PARTY), None)
    person = Person(
        name=names.tidy(name.text),
        as_written=name.text,
        role=term,
        role_as_written=role.passage.text if role else "",
        organisation=represented(others, term, setting.organisation, setting.region, setting.listed),
        party=str(party.value) if party else setting.party,
        independent=bool(party and party.value == ""),
        functions=_functions(others, setting),
    )
    replaced_people = tuple(who for token in others if token.kind is Kind.SUBSTITUTE for who in _replaced(token, others, setting))
    stands_for = tuple(one.name for one in replaced_people)
    if stands_for:
        person = replace(
            person,
            role=role.value if role and isinstance(role.value, Term) else None,
            functions=tuple(one for one in person.functions if not lexicon().deputises(one)),
        )
    return Entry(
        person,
        setting.absent or any(token.kind is Kind.ABSENT for token in others),
        any(token.kind is Kind.VIDEO for token in others),
        stands_for,
        tuple(token.passage.text for token in others if token.kind is Kind.AREA),
        replaced_people,
        tuple(token.passage for token in others if token.kind is Kind.AREA),
        (_around(parts),),
    )


def _replaced(token: Token, parts: list[Token], setting: Setting) -> tuple[Person, ...]:
    behind = _party_behind(parts, token)
    return tuple(who if who.party else replace(who, party=behind) for who in _stood_in_for(token.passage, setting))


def _party_behind(parts: list[Token], substitute: Token) -> str:
    """ "Ane Holm (O) for Bo Lund (O)": the party right behind whoever is replaced."""
    at = parts.index(substitute)
    behind = parts[at + 1] if at + 1 < len(parts) else None
    said = any(token.kind is Kind.PARTY for token in parts[:at])
    return str(behind.value) if said and behind and behind.kind is Kind.PARTY and behind.bracketed and not substitute.bracketed else ""


_MEMBER = "medlem"


def _title(parts: list[Token]) -> Token | None:
    """The first title; that somebody is a member of what met says nothing, and beside another title no membership does."""
    titles = [token for token in parts if token.kind is Kind.ROLE and lexicon().role(token.passage.text).label != _MEMBER]
    return next((token for token in titles if lexicon().role(token.passage.text).label.split()[-1] != _MEMBER), next(iter(titles), None))


def _stood_in_for(phrase: Passage, setting: Setting) -> tuple[Person, ...]:
    """Those whom "(for borgmester Bo Friis)" names, with the title that it gives, and the organisation, else that of the list's heading."""
    base = Setting(setting.region, setting.organisation)
    return tuple(one.person for one in entries(phrase, base)) or tuple(Person(name, name, organisation=base.organisation) for name in named(phrase))


def _around(parts: list[Token]) -> Span:
    spans = sorted(token.passage.span for token in parts)
    return Span(spans[0].start, max(span.end for span in spans), spans[0].page)


def _offices_apart(parts: list[Token], listed: bool) -> list[Token]:
    """ "Formand Lone Holm, borgmester": of two titles the office is a function; "formand, Danske Patienter" is a title."""
    roles = [token for token in parts if token.kind is Kind.ROLE]
    made = list(parts)
    for index, token in enumerate(parts):
        behind = parts[index + 1] if index + 1 < len(parts) else None
        office = _office(token.passage.text)
        alone = len(roles) == 1 and listed and not any(map(_of_something, parts))
        if token.kind is Kind.ROLE and (len(roles) > 1 or alone) and token is roles[0] and office and not _of_something(behind):
            made[index] = replace(token, kind=Kind.FUNCTION, value=office)
        elif token.kind is Kind.FUNCTION and not roles and not token.bracketed and _is_association(behind) and lexicon().is_role(token.passage.text):
            made[index] = replace(token, kind=Kind.ROLE, value=lexicon().role(token.passage.text))
    return made


def _office(title: str) -> Term | None:
    """An office of a body, also with the word before it that says whose ("Faglig næstformand")."""
    before, _, last = title.rpartition(" ")
    named = lexicon().function(last) if before and " " not in before else None
    return lexicon().function(title) or (Term(title.lower()) if named and lexicon().chairs(named) else None)


def _of_something(behind: Token | None) -> bool:
    return behind is not None and behind.kind in (Kind.ORGANISATION, Kind.AREA)


def _is_association(token: Token | None) -> bool:
    """Something that has a chair of its own: neither an authority nor a hospital."""
    named = token.value if token else None
    return isinstance(named, Organisation) and _has_chair(named)


def _has_chair(named: Organisation | None) -> bool:
    return named is not None and (named.kind in ("Organization", "GeneralPracticeOrganisation") or _COMMITTEE.search(named.label) is not None)


_COMMITTEE = re.compile(r"(?:udvalget|rådet|nævnet|foreningen)$", re.IGNORECASE)


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
