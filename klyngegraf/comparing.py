"""What is different between two versions of the dataset, two plans or two rosters: who came and went, what began, ended, moved, got money.

Each side is a set of facts, keyed by what people would call the same (a body and a person, a body and a heading); the difference of two
sides is plain set work, whatever the sides are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields

import pyoxigraph as ox

from store import Solutions, Store

_AS = "https://www.w3.org/ns/activitystreams#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_KINDS = {"added": "Add", "removed": "Remove", "changed": "Update"}
_PREFIXES = """
PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""
# Each gives what it is about, the thing's own IRI, its body, its name, an aspect of it, and the aspect's value.
_QUERIES = (
    """SELECT DISTINCT ("document" AS ?kind) ?thing ("" AS ?of) ?name ("title" AS ?aspect) ?value WHERE {
      ?thing a kg:Document ; skos:prefLabel ?name ; dct:title ?value FILTER(LANG(?name) = "da") }""",
    """SELECT DISTINCT ("member" AS ?kind) ?thing ?of ?name ?aspect ?value WHERE {
      ?seat a kg:ObservedMembership ; org:organization/skos:prefLabel ?of ; kg:person ?thing . ?thing skos:prefLabel ?name .
      FILTER(LANG(?of) = "da" && LANG(?name) = "da")
      { BIND("" AS ?aspect) BIND("" AS ?value) }
      UNION { VALUES (?property ?aspect) { (kg:role "role") (kg:function "function") (kg:party "party") (kg:representing "organisation") }
        ?seat ?property ?held . ?held skos:prefLabel ?value FILTER(LANG(?value) = "da") } }""",
    """SELECT DISTINCT ("initiative" AS ?kind) ?thing ?of ?name ?aspect ?value WHERE {
      ?thing a kg:Initiative ; kg:undertakenBy/skos:prefLabel ?of ; skos:prefLabel ?name . FILTER(LANG(?of) = "da" && LANG(?name) = "da")
      { BIND("" AS ?aspect) BIND("" AS ?value) }
      UNION { ?thing kg:start ?value BIND("start" AS ?aspect) } UNION { ?thing kg:end ?value BIND("end" AS ?aspect) }
      UNION { ?plan kg:ofInitiative ?thing ; kg:start ?value BIND("start" AS ?aspect) }
      UNION { ?plan kg:ofInitiative ?thing ; kg:end ?value BIND("end" AS ?aspect) }
      UNION { ?thing kg:statusAsOf ?value BIND("status as of" AS ?aspect) }
      UNION { ?duty kg:ofInitiative ?thing ; kg:responsible/skos:prefLabel ?value FILTER(LANG(?value) = "da") BIND("responsible" AS ?aspect) }
      UNION { ?thing kg:underTheme/skos:prefLabel ?value FILTER(LANG(?value) = "da") BIND("theme" AS ?aspect) }
      UNION { ?money kg:fundsInitiative ?thing ; kg:amountDKK ?amount ; kg:kind/skos:prefLabel ?sort FILTER(LANG(?sort) = "da")
        BIND(CONCAT(STR(?amount), " ", STR(?sort)) AS ?value) BIND("money" AS ?aspect) } }""",
    """SELECT DISTINCT ("theme" AS ?kind) ?thing ?of ?name ("" AS ?aspect) ("" AS ?value) WHERE {
      ?thing a kg:ThemeAsWorded ; kg:prioritisedBy/skos:prefLabel ?of ; skos:prefLabel ?name . FILTER(LANG(?of) = "da" && LANG(?name) = "da") }""",
    """SELECT DISTINCT ("meeting" AS ?kind) ?thing ?of ?name ("" AS ?aspect) ("" AS ?value) WHERE {
      ?thing a kg:Meeting ; kg:heldBy/skos:prefLabel ?of ; skos:prefLabel ?name . FILTER(LANG(?of) = "da" && LANG(?name) = "da") }""",
)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """`change` is added, removed or changed; for a change `aspect` says of what, `before` and `after` from what to what. `thing` is an IRI."""

    kind: str
    of: str
    name: str
    change: str
    aspect: str
    before: str
    after: str
    thing: str

    @property
    def row(self) -> tuple[str, ...]:
        return astuple(self)


_COMPARED = ("member", "initiative", "theme")
COLUMNS = tuple(field.name for field in fields(Change))
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says: by kind, body and name (without case), the name as written, the IRI, and the values of each aspect."""

    names: dict[Key, str]
    things: dict[Key, str]
    aspects: dict[Key, dict[str, tuple[str, ...]]]


def side(store: Store, graphs: Iterable[str] | None = None) -> Side:
    """`graphs`: only what these say (two documents of one dataset); None: all."""
    names: dict[Key, str] = {}
    things: dict[Key, str] = {}
    said: dict[Key, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind, thing, of, name, aspect, value in _rows(store, tuple(graphs) if graphs is not None else None):
        key = (kind, of.casefold(), name.casefold())
        names[key], things[key] = f"{of}\n{name}", min(thing, things.get(key, thing))
        said[key][aspect].add(value)
    aspects = {key: {aspect: tuple(sorted(filter(None, values))) for aspect, values in one.items()} for key, one in said.items()}
    return Side(names, things, aspects)


def compare(before: Side, after: Side, *, documents: bool = True) -> tuple[Change, ...]:
    """Sorted: by kind, body and name.

    `documents` False where two documents are compared: that they are two is known, and who is on a list of a body that the other does not list
    has not gone; of meetings each tells what it likes.
    """
    found = {*_gone(before, after, "removed"), *_gone(after, before, "added"), *_moved(before, after)}
    both = {key[:2] for key in before.names} & {key[:2] for key in after.names}
    return tuple(sorted(one for one in found if documents or (one.kind in _COMPARED and (one.kind, one.of.casefold()) in both)))


def to_triples(changes: tuple[Change, ...], about: str) -> Iterator[ox.Triple]:
    """As W3C's Activity Streams say it; `about`: the IRI under which the comparison stands."""
    for number, one in enumerate(changes, 1):
        this = ox.NamedNode(f"{about}#{number}")
        yield ox.Triple(this, _TYPE, ox.NamedNode(f"{_AS}{_KINDS[one.change]}"))
        yield ox.Triple(this, ox.NamedNode(f"{_AS}object"), ox.NamedNode(one.thing))
        yield ox.Triple(this, ox.NamedNode(f"{_AS}name"), ox.Literal(f"{one.kind}: {one.name}"))
        if one.of:
            yield ox.Triple(this, ox.NamedNode(f"{_AS}context"), ox.Literal(one.of))
        if one.aspect:
            yield ox.Triple(this, ox.NamedNode(f"{_AS}summary"), ox.Literal(f"{one.aspect}: {one.before or '–'} → {one.after or '–'}"))


def _gone(there: Side, other: Side, change: str) -> Iterator[Change]:
    for key in there.names.keys() - other.names.keys():
        of, name = there.names[key].split("\n", 1)
        yield Change(key[0], of, name, change, "", "", "", there.things[key])


def _moved(before: Side, after: Side) -> Iterator[Change]:
    for key in before.names.keys() & after.names.keys():
        old, new = before.aspects[key], after.aspects[key]
        of, name = after.names[key].split("\n", 1)
        for aspect in sorted(filter(None, old.keys() | new.keys())):
            was, became = old.get(aspect, ()), new.get(aspect, ())
            if was != became:
                yield Change(key[0], of, name, "changed", aspect, " | ".join(was), " | ".join(became), after.things[key])


def _rows(store: Store, graphs: tuple[str, ...] | None) -> Iterator[tuple[str, str, str, str, str, str]]:
    for query in _QUERIES:
        found = store.query(_PREFIXES + query, default_graphs=graphs)
        assert isinstance(found, Solutions)
        for row in found:
            kind, thing, of, name, aspect, value = ("" if term is None else str(getattr(term, "value", term)) for term in row)
            yield kind, thing, of, name, aspect, value
