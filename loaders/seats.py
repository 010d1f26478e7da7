"""Whom a politician represents where the line does not say: the one municipality of the cluster that can be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders import bodies, organisations
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.model import Body, Organisation, Person
from loaders.vocabulary import THINGS, concepts, things

_ORG = "http://www.w3.org/ns/org#"
_MEMBERSHIP = f"{_ORG}Membership"


def seated(person: Person, body: Body, home: Organisation | None = None) -> Person:
    """The person with their municipality, where the office is a municipality's and just one of the cluster's has it.

    `home` is the municipality that the head names, for a body of no cluster.
    The plan of Aarhus of April 2024 lists "Rådmand" without a municipality: of the cluster's two, only Aarhus has aldermen.
    """
    if home and not person.organisation:
        return replace(person, organisation=home)  # whoever sits on a municipality's own committee, or serves it
    if person.organisation or person.role is None or not (body.known or home) or lexicon().sector(person.role) != "Municipality":
        return person
    held = lexicon().held_in(person.role)
    fitting = [one for one in ((home,) if home else municipalities(body)) if not held or f"{THINGS}organisation/{one.slug}" in held]
    return replace(person, organisation=fitting[0]) if len(fitting) == 1 else person


_TITLE_LINES = 3
_COMMITTEE = "udvalget"  # a council of citizens on a municipality's site represents other people


def home(head: Iterable[Block], body: Body, around: Iterable[Block] = ()) -> Organisation | None:
    """The municipality whose committee met: of a body of no cluster, and not of several authorities, the only organisation that the title names.

    Where the title names none, the one whose site or paper it is (`around`: the furniture of its pages).
    """
    if body.cluster_slug or body.type != "other" or bodies.is_joint(body.label):
        return None
    lines = [block.text.text for block in head if block.kind in (Kind.LINE, Kind.HEADING) or _names_the_body(block, body)][:_TITLE_LINES]
    named = {one for line in lines if not lexicon().cue(line) for one in _named(line, body.region)}
    if not named and body.label.casefold().endswith(_COMMITTEE):
        named = {one for block in around if block.kind is Kind.FURNITURE for one in _named(block.text.text, body.region)}
    own = next(iter(named)) if len(named) == 1 else None
    return own if own and own.kind == "Municipality" else None


def _named(line: str, region: str) -> Iterator[Organisation]:
    """The organisations that a line names; a letterhead in capitals ("FAVRSKOV KOMMUNE") as a whole."""
    yield from (one for _, _, one in organisations.organisations(line, region))
    whole = organisations.organisation(line.strip(), region) if line.isupper() else None
    if whole and whole.known:
        yield whole


def _names_the_body(block: Block, body: Body) -> bool:
    """ "Udvalg | Udvalget for Sundhed, Holstebro Kommune": a row of the head whose value is the body's name."""
    return block.kind is Kind.ROW and len(block.cells) == 2 and body.label in block.cells[1].text


def municipalities(body: Body) -> tuple[Organisation, ...]:
    """The municipalities of a known body's cluster."""
    cluster = f"{THINGS}cluster/{body.cluster_slug}"
    members = {one.flag(f"{_ORG}member") for one in concepts().values() if _MEMBERSHIP in one.types and one.flag(f"{_ORG}organization") == cluster}
    return tuple(organisations.reference(one) for one in things("Municipality") if one.iri in members)
