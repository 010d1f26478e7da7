"""What one graph says about people, themes and the bodies behind them: all that who is who rests on, so that it is read from a graph only once.

A witness is as large as a tenth of its graph, and is a pure function of it; `named` puts those of all graphs together.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from itertools import chain

import pyoxigraph as ox

from loaders.statements import predicate

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """Pairs of a subject and what is said of it, sorted. What a fact says counts for the person that the same graph says that it is about:
    two graphs may share a fact's IRI. `meetings`, `bodies` and `dates` are those of a person's facts.
    """

    facts: Pairs = ()
    names: Pairs = ()
    spellings: Pairs = ()
    roles: Pairs = ()
    organisations: Pairs = ()
    parties: Pairs = ()
    meetings: Pairs = ()
    bodies: Pairs = ()
    dates: Pairs = ()
    replacing: Pairs = ()
    held_on: Pairs = ()
    above: Pairs = ()
    in_region: Pairs = ()
    regions: Pairs = ()
    topics: Pairs = ()
    held_by: Pairs = ()
    body_of: Pairs = ()
    themes: Pairs = ()
    prioritised_by: Pairs = ()


_OF_FACTS = {
    predicate(curie): name
    for curie, name in (
        ("kg:role", "roles"),
        ("kg:representing", "organisations"),
        ("kg:party", "parties"),
        ("kg:atMeeting", "meetings"),
        ("org:organization", "bodies"),
        ("kg:asOf", "dates"),
    )
}
_OF_THINGS = {
    predicate(curie): name
    for curie, name in (
        ("kg:personAsNamed", "facts"),
        ("foaf:name", "names"),
        ("kg:asWritten", "spellings"),
        ("kg:inPlaceOf", "replacing"),
        ("dct:date", "held_on"),
        ("org:unitOf", "above"),
        ("org:subOrganizationOf", "above"),
        ("kg:inRegion", "in_region"),
        ("rdf:type", "regions"),
        ("foaf:primaryTopic", "topics"),
        ("kg:heldBy", "held_by"),
        ("kg:bodyOf", "body_of"),
        ("skos:prefLabel", "themes"),
        ("kg:prioritisedBy", "prioritised_by"),
    )
}
_WANTED = frozenset((*_OF_FACTS, *_OF_THINGS))
_REGION = predicate("kg:Region")
_BELOW = {"names": "/document/", "themes": "/theme/"}


@dataclass(slots=True)
class _Gathered:
    of_facts: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    of_things: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))


def hear(lines: Iterable[str]) -> Witness:
    """From a graph's N-Quads or N-Triples lines. What is said of nodes without a name, or by them, names nobody."""
    gathered = _Gathered()
    for line in lines:
        if line.startswith("<h") or line.startswith("<u"):  # an IRI: neither a blank node nor a quoted triple
            subject, said, rest = line.split(" ", 2)
            if said in _WANTED and (said != _TYPE or rest.startswith(_REGION)) and not rest.startswith("_"):
                _gather(gathered, subject[1:-1], said, rest)
    of_things, of_facts = gathered.of_things, gathered.of_facts
    about: dict[str, list[str]] = defaultdict(list)
    for fact, person in of_things["facts"]:
        about[fact].append(person)
    told = {name: {(person, value) for fact, value in pairs for person in about.get(fact, ())} for name, pairs in of_facts.items()}
    return Witness(**{name: tuple(sorted(pairs)) for name, pairs in (told | of_things).items()})


_TYPE = predicate("rdf:type")


def _gather(gathered: _Gathered, subject: str, said: str, rest: str) -> None:
    if said in _OF_FACTS:
        gathered.of_facts[_OF_FACTS[said]].add((subject, _value(rest)))
    else:
        name = _OF_THINGS[said]
        if _BELOW.get(name, "") in subject:
            gathered.of_things[name].add((subject, _value(rest)))


def _value(rest: str) -> str:
    r"""The IRI or the text that the rest of a line begins with.

    >>> _value("<a:b> <g:> ."), _value('"Bo Lund"@da .'), _value(r'"Bo \"Bob\" Lund" <g:> .')
    ('a:b', 'Bo Lund', 'Bo "Bob" Lund')
    """
    if rest.startswith("<"):
        return rest[1 : rest.index(">")]
    if "\\" not in rest:
        return rest[1 : rest.index('"', 1)]
    (quad,) = ox.parse(f"<s:> <p:> {rest}", format=ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value


def written(said: Witness) -> bytes:
    """As JSON, each list of pairs flat: so it is read in a third of the time."""
    return json.dumps([list(chain.from_iterable(getattr(said, name))) for name in _NAMES], ensure_ascii=False).encode()


def read(content: bytes) -> Witness:
    """Raises ValueError for what `written` did not write."""
    parts = [iter(flat) for flat in json.loads(content)]
    return Witness(*(tuple(zip(part, part, strict=True)) for part in parts))


_NAMES = tuple(one.name for one in fields(Witness))
