"""Whom a politician represents where the line does not say: the one municipality of the cluster that can be meant."""

from __future__ import annotations

from dataclasses import replace

from loaders import organisations
from loaders.lexicon import lexicon
from loaders.model import Body, Organisation, Person
from loaders.vocabulary import THINGS, concepts, things

_ORG = "http://www.w3.org/ns/org#"
_MEMBERSHIP = f"{_ORG}Membership"


def seated(person: Person, body: Body) -> Person:
    """The person with their municipality, where the office is a municipality's and just one of the cluster's has it.

    The plan of Aarhus of April 2024 lists "Rådmand" without a municipality: of the cluster's two, only Aarhus has aldermen.
    """
    if person.organisation or person.role is None or not body.known or lexicon().sector(person.role) != "Municipality":
        return person
    held = lexicon().held_in(person.role)
    fitting = [one for one in municipalities(body) if not held or f"{THINGS}organisation/{one.slug}" in held]
    return replace(person, organisation=fitting[0]) if len(fitting) == 1 else person


def municipalities(body: Body) -> tuple[Organisation, ...]:
    """The municipalities of a known body's cluster."""
    cluster = f"{THINGS}cluster/{body.cluster_slug}"
    members = {one.flag(f"{_ORG}member") for one in concepts().values() if _MEMBERSHIP in one.types and one.flag(f"{_ORG}organization") == cluster}
    return tuple(organisations.reference(one) for one in things("Municipality") if one.iri in members)
