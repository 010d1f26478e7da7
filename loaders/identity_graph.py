"""Who is who, as quads: the graph of identities. A pure function of what was collected and decided."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from loaders.entities import Decision
from loaders.identity_themes import join
from loaders.iris import Iris
from loaders.named import Collected
from loaders.people_labels import Identity
from loaders.slugs import slug
from loaders.statements import Statements, danish, english, node, plain, predicate
from loaders.vocabulary import CODE

if TYPE_CHECKING:
    from loaders.identity import Identities


def to_quads(identities: Identities, collected: Collected, iris: Iris) -> list[Quad]:
    """The whole graph `graph/identities`: people, shortcuts from facts to people, decisions, themes; sorted."""
    return to_statements(identities, collected, iris).quads()


def to_statements(identities: Identities, collected: Collected, iris: Iris) -> Statements:
    """The same, as lines."""
    statements = Statements(iris.graph("identities"))
    for identity in identities.people:
        _write_person(statements, identity, node(iris.person(identity.path)))
    person = {member: node(iris.person(identity.path)) for identity in identities.people for member in identity.members}
    _write_shortcuts(statements, collected, person)
    for decision in identities.decisions:
        _write_decision(statements, decision, iris)
    _write_themes(statements, collected, iris)
    return statements


def _write_person(statements: Statements, identity: Identity, this: str) -> None:
    say = statements.say
    say(this, "rdf:type", predicate("foaf:Person"))
    say(this, "skos:prefLabel", danish(identity.label))
    say(this, "foaf:name", plain(identity.label))
    for spelling in identity.spellings:
        say(this, "skos:altLabel", danish(spelling))
    for member in identity.members:
        say(node(member), "prov:specializationOf", this)


def _write_shortcuts(statements: Statements, collected: Collected, person: dict[str, str]) -> None:
    """`kg:person` for every fact about somebody, `kg:substitutesFor` for every attendance in another's place."""
    of_fact: dict[str, list[str]] = {}
    for fact, named in collected.facts:
        of_fact.setdefault(fact, []).append(person[named])
    for fact, people in of_fact.items():
        for one in people:
            statements.say(node(fact), "kg:person", one)
    for attendance, replaced in collected.replacing:
        for one in of_fact.get(replaced, ()):
            statements.say(node(attendance), "kg:substitutesFor", one)


def _write_decision(statements: Statements, decision: Decision, iris: Iris) -> None:
    decided = "same" if decision.same else "different"
    digest = hashlib.sha256("\n".join((decided, *decision.about)).encode()).hexdigest()[:16]
    this, say = node(iris.decision(digest)), statements.say
    english_reason, danish_reason = decision.reason.value
    note = f": {decision.note}" if decision.note else ""
    say(this, "rdf:type", predicate("kg:IdentityDecision"))
    say(this, "kg:decided", node(f"{CODE}identity-decision/{decided}"))
    say(this, "kg:reason", english(english_reason + note))
    say(this, "kg:reason", danish(danish_reason + note))
    for iri in decision.about:
        say(this, "kg:about", node(iri))


def _write_themes(statements: Statements, collected: Collected, iris: Iris) -> None:
    taken: set[str] = set()
    for theme in join(collected.themes):
        iri = _free(iris.theme(iris.path(theme.body, "body") or slug(theme.body), slug(theme.label)), taken)
        this, say = node(iri), statements.say
        say(this, "rdf:type", predicate("kg:Theme"))
        say(this, "rdf:type", predicate("skos:Concept"))
        say(this, "skos:prefLabel", danish(theme.label))
        for spelling in theme.spellings:
            say(this, "skos:altLabel", danish(spelling))
        for member in theme.members:
            say(node(member), "kg:theme", this)


def _free(iri: str, taken: set[str]) -> str:
    """Two themes of one body whose labels differ only in signs get a number."""
    free = iri if iri not in taken else next(f"{iri}-{n}" for n in range(2, len(taken) + 3) if f"{iri}-{n}" not in taken)
    taken.add(free)
    return free
