"""The things that facts point at, and the facts' common part: organisations, bodies, roles, parties, people, evidence."""

from __future__ import annotations

from collections import Counter

from loaders.cast import AsNamed
from loaders.iris import Iris
from loaders.model import Body, Evidence, Organisation, Person, Term
from loaders.provenance import Quotes
from loaders.statements import Statements, danish, node, plain, predicate, truth, whole
from loaders.vocabulary import CODE, THINGS, concepts

_STANDARD = {"Organization", "OrganizationalUnit", "FormalOrganization"}


class Describer:
    """Says things of one document; whatever the reference graph describes is only pointed at."""

    def __init__(self, statements: Statements, quotes: Quotes, iris: Iris, document: str) -> None:
        self.say, self.quotes, self.iris, self.id = statements.say, quotes, iris, document
        self.document = node(iris.document(document))
        self._met: set[str] = set()
        self._positions: Counter[str] = Counter()

    def fact(self, iri: str, kind: str, at: Evidence, rule: str) -> str:
        """A node of class `kind` with its evidence; a second fact of one IRI adds its evidence and rule to the first."""
        fact = node(iri)
        for quote in self.quotes.nodes(iri, at):
            self.say(fact, "kg:evidence", quote)
        if rule:
            self.say(fact, "kg:rule", plain(rule))
        if self.first(iri):
            self.say(fact, "rdf:type", predicate(kind))
            self._positions[kind] += 1
            self.say(fact, "schema:position", whole(self._positions[kind]))
        return fact

    def first(self, iri: str) -> bool:
        """Is this the first time that this document speaks of the thing?"""
        if iri in self._met:
            return False
        self._met.add(iri)
        return True

    def unique(self, iri: str) -> str:
        """The IRI, with a number behind it where another thing of this document already has it."""
        if iri not in self._met:
            return iri
        return next(f"{iri}-{number}" for number in range(2, len(self._met) + 3) if f"{iri}-{number}" not in self._met)

    def label(self, thing: str, label: str) -> None:
        """One label a thing: of two wordings with one IRI, the first."""
        if self.first(f"{thing} label"):
            self.say(thing, "skos:prefLabel", danish(label))

    def organisation(self, organisation: Organisation) -> str:
        iri = self.iris.organisation(organisation)
        thing = node(iri)
        if not self._lacking(iri, organisation.known):
            return thing
        kind = f"org:{organisation.kind}" if organisation.kind in _STANDARD else f"kg:{organisation.kind}"
        self.say(thing, "rdf:type", predicate(kind))
        self.say(thing, "rdf:type", predicate("org:Organization"))
        self.label(thing, organisation.label)
        if organisation.unit_of:
            self.say(thing, "org:unitOf", self.organisation(organisation.unit_of))
        return thing

    def body(self, body: Body) -> str:
        iri = self.iris.body(body)
        thing = node(iri)
        if not self._lacking(iri, False):
            return thing
        for kind in ("kg:Body", "org:Organization"):
            self.say(thing, "rdf:type", predicate(kind))
        self.label(thing, body.label)
        self.say(thing, "org:classification", node(f"{CODE}body-type/{body.type}"))
        if body.cluster_slug:
            self.say(thing, "kg:bodyOf", self._cluster(body))
        elif body.part_of:
            self.say(thing, "kg:bodyOf", self.body(body.part_of))
        elif body.region:
            self.say(thing, "kg:bodyOf", node(self.iris.organisation_at(body.region)))
        return thing

    def _cluster(self, body: Body) -> str:
        iri = self.iris.cluster(body.cluster_slug)
        thing = node(iri)
        if self._lacking(iri, body.known):
            for kind in ("kg:HealthCluster", "org:Organization"):
                self.say(thing, "rdf:type", predicate(kind))
            self.label(thing, body.cluster or body.label)
            if body.region:
                self.say(thing, "kg:inRegion", node(self.iris.organisation_at(body.region)))
        return thing

    def _lacking(self, iri: str, known: bool) -> bool:
        """Must this graph describe the thing: the reference graph does not, and nothing here has yet?"""
        return not known and THINGS + iri.removeprefix(self.iris.base) not in concepts() and self.first(iri)

    def concept(self, iri: str, term: Term, kinds: tuple[str, ...]) -> str:
        """A role or function; one that the vocabularies lack is described."""
        thing = node(iri)
        if not term.code and self.first(iri):
            for kind in kinds:
                self.say(thing, "rdf:type", predicate(kind))
            self.label(thing, term.label)
        return thing

    def party(self, letter: str) -> str:
        iri = self.iris.party(letter)
        if self._lacking(iri, False):
            for kind in ("kg:Party", "org:Organization"):
                self.say(node(iri), "rdf:type", predicate(kind))
            self.say(node(iri), "skos:notation", plain(letter))
            self.label(node(iri), f"Liste {letter}")
        return node(iri)

    def about(self, fact: str, person: Person, named: AsNamed) -> None:
        """What a fact says of a person: who as named, in which role, for whom, for which party."""
        self.say(fact, "kg:personAsNamed", self.named(named))
        if person.role:
            self.say(fact, "kg:role", self.concept(self.iris.role(person.role), person.role, ("org:Role", "skos:Concept")))
        if person.role_as_written:
            self.say(fact, "kg:roleAsWritten", plain(person.role_as_written))
        if person.organisation:
            self.say(fact, "kg:representing", self.organisation(person.organisation))
        if person.party:
            self.say(fact, "kg:party", self.party(person.party))
        if person.independent:
            self.say(fact, "kg:independent", truth(True))
        for function in person.functions:
            self.say(fact, "kg:function", self.concept(self.iris.function(function), function, ("skos:Concept",)))

    def named(self, named: AsNamed) -> str:
        iri = self.iris.in_document(self.id, "person", named.slug)
        thing = node(iri)
        if self.first(iri):
            self.say(thing, "rdf:type", predicate("kg:PersonAsNamed"))
            self.say(thing, "foaf:name", plain(named.name))
            self.label(thing, named.name)
            for spelling in named.spellings:
                self.say(thing, "kg:asWritten", plain(spelling))
        return thing
