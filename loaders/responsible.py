"""Who answers for something: "Odder Kommune (MSO), Region Midtjylland, Psykiatrien" as organisations with units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders import names, organisations
from loaders.lexicon import lexicon
from loaders.model import Organisation
from loaders.slugs import slug

_MAIN = frozenset({"Region", "Municipality", "Hospital", "GeneralPracticeOrganisation"})
_SEPARATOR = re.compile(r"\s*(?:[,;/|+]|\bog\b|\bsamt\b|&|\bi samarbejde med\b|\bsammen med\b)\s*")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_NOBODY = re.compile(
    r"(?:ikke|endnu|ingen|intet|afventer|uafklaret|aftales|afklares|udpeges|fastlægges|mangler|besluttes|vakant|n/?a\b|tbd)", re.IGNORECASE
)
"""Words in the place of a name that say that nobody answers, or nobody yet."""
_EVERYBODY = re.compile(
    r"(?:(?:alle|samtlige|begge)\s+(?:\w+\s+)?[a-zæøå]+|klyngens\s+(?:parter|kommuner))", re.IGNORECASE
)  # "Alle parter": nobody by name
_ROLE = re.compile(r"^(?:og|samt|ved|v/|i samarbejde med)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answerable:
    organisation: Organisation
    units: tuple[Organisation, ...] = ()
    units_as_written: tuple[str, ...] = ()


def answerable(text: str, region: str = "") -> tuple[Answerable, ...]:
    """Every organisation of a list, in printed order, with the units named with it; units of one organisation named twice are put together.

    >>> [(one.organisation.label, one.units_as_written) for one in answerable("Aarhus Kommune (MSB og MBU), Region Midtjylland, Psykiatrien")]
    [('Aarhus Kommune', ('MSB', 'MBU')), ('Region Midtjylland', ('Psykiatrien',))]
    """
    text = text.strip(" .")
    if _NOBODY.match(text) and not organisations.organisations(text, region):
        return ()
    mains = [hit for hit in organisations.organisations(text, region) if hit[2].kind in _MAIN and not _inside_brackets(text, hit[0])]
    made = [piece for _, piece in _pieces(text[: mains[0][0]] if mains else text, region, mains[0][2] if mains else None)]
    for at, (_, end, main) in enumerate(mains):
        following = mains[at + 1] if at + 1 < len(mains) else None
        tail = text[end : following[0] if following else len(text)]
        before = made.pop() if made and made[-1].organisation.slug == main.slug else Answerable(main)
        made += _with_tail(before, tail, region, following[2] if following else None)
    return tuple(_once(made))


def _inside_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _with_tail(one: Answerable, tail: str, region: str, following: Organisation | None) -> Iterator[Answerable]:
    """What stands between an organisation and the next: units in brackets or behind a comma, or further organisations."""
    units = list(one.units)
    written = list(one.units_as_written)
    for found in _BRACKETS.finditer(tail):
        for label in _unit_labels(found.group(1), one.organisation, region):
            written.append(label)
            units.append(unit_of(label, one.organisation, region))
    rest = _BRACKETS.sub(",", re.sub(r"^\s*[Kk]ommuner\b", "", tail))
    others: list[Answerable] = []
    for name, piece in _pieces(rest, region, following):
        if not others and _belongs(piece.organisation, one.organisation):
            written.append(name)
            units.append(unit_of(name, one.organisation, region))
        else:
            others.append(piece)
    yield Answerable(one.organisation, tuple(units), tuple(written))
    yield from others


def _belongs(found: Organisation, parent: Organisation) -> bool:
    """A unit of this organisation, of none that is known, or of one like it: "Horsens Kommune, Sundhed og Omsorg" is Horsens', not Aarhus'."""
    if found.unit_of is None:
        return found.kind == "OrganizationalUnit" and not found.known
    return found.unit_of.slug == parent.slug or (found.unit_of.kind == parent.kind == "Municipality")


def _unit_labels(inside: str, parent: Organisation, region: str) -> list[str]:
    """ "MSB, MBU og MSO" are three units, "Social, Sundhed og Omsorg" is one."""
    parts = [part for part in _SEPARATOR.split(inside.strip()) if part]
    known = [part.isupper() or _known_unit(part, parent, region) for part in parts]
    return parts if len(parts) > 1 and all(known) else [inside.strip()] if inside.strip() else []


def _known_unit(text: str, parent: Organisation, region: str) -> bool:
    found = organisations.organisation(text, region)
    return found is not None and found.unit_of is not None and found.unit_of.slug == parent.slug


def unit_of(label: str, parent: Organisation, region: str) -> Organisation:
    """The unit that `label` names within `parent`; an abbreviation under its full name where the vocabulary knows it there."""
    found = organisations.organisation(label, region)
    if found and found.unit_of and found.unit_of.slug == parent.slug:
        return found
    return organisations.unit(label, parent)


def _pieces(text: str, region: str, following: Organisation | None) -> Iterator[tuple[str, Answerable]]:
    """Names in a text that holds none of the main organisations: units, bodies, firms. A unit of the organisation that follows becomes its unit."""
    whole = text.strip(" ,.;:-–/&")
    whole = re.sub(r"(?:\s+|^)(?:og|samt|ved|v/|i\s+samarbejde\s+med|sammen\s+med|i|fra)$", "", _ROLE.sub("", whole)).strip(" ,")
    if not whole:
        return
    for name in [whole] if organisations.organisation(whole, region) else [part.strip(" .()") for part in _SEPARATOR.split(whole)]:
        if _EVERYBODY.fullmatch(name) or not name or not name[0].isupper() or len(name) > 90 or _NOBODY.match(name) or _is_person(name):
            continue
        found = organisations.organisation(name, region)
        if following and _is_unit_of(found, following):
            yield name, Answerable(following, (unit_of(name, following, region),), (name,))
        else:
            yield name, Answerable(found or Organisation(name, slug(name)))


def _is_person(name: str) -> bool:
    """ "Sundhedschef Ane Holm": whoever has the task in hand answers for the organisation named beside them."""
    role = lexicon().role_at(name)
    return (role is not None and not name[role[1] : role[1] + 1].isalnum()) or (names.is_given_name(name.split()[0]) and len(name.split()) > 1)


def _is_unit_of(found: Organisation | None, parent: Organisation) -> bool:
    return found is not None and found.unit_of is not None and found.unit_of.slug == parent.slug


def _once(made: list[Answerable]) -> Iterator[Answerable]:
    merged: dict[str, Answerable] = {}
    for one in made:
        before = merged.get(one.organisation.slug)
        if before is None:
            merged[one.organisation.slug] = one
            continue
        units = {unit.slug: (unit, written) for unit, written in zip(before.units, before.units_as_written, strict=True)}
        units |= {unit.slug: (unit, written) for unit, written in zip(one.units, one.units_as_written, strict=True)}
        merged[one.organisation.slug] = Answerable(one.organisation, tuple(u for u, _ in units.values()), tuple(w for _, w in units.values()))
    yield from merged.values()
