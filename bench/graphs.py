"""A dataset in the project's shape, as large as one likes: a named graph a meeting, about 18 attendances with a quote each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from store import DataFolder, DocumentRecord

ID = "https://w3id.org/klyngegraf/id/"
KG = "https://w3id.org/klyngegraf/ontology#"
_CODE = "https://w3id.org/klyngegraf/code/"
_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_OA = "http://www.w3.org/ns/oa#"
ATTENDANCES, PEOPLE, CLUSTERS = 18, 4000, 22


def node(name: str) -> NamedNode:
    return NamedNode(ID + name)


def term(name: str) -> NamedNode:
    return NamedNode(KG + name)


def meeting(number: int, chance: random.Random) -> Iterator[Triple]:
    """One meeting's graph, about 220 statements; the same number and seed give the same graph."""
    cluster = number % CLUSTERS
    place = node(f"meeting/cluster-{cluster}/{number}")
    yield Triple(place, _TYPE, term("Meeting"))
    yield Triple(place, term("heldBy"), node(f"cluster/cluster-{cluster}"))
    yield Triple(place, _LABEL, Literal(f"Klynge {cluster}, møde {number}", language="da"))
    for person in chance.sample(range(PEOPLE), ATTENDANCES):
        yield from _attendance(place, f"document/{number:016x}", person, chance)


def _attendance(place: NamedNode, document: str, person: int, chance: random.Random) -> Iterator[Triple]:
    fact = NamedNode(f"{place.value}/attendance/person-{person}")
    start = chance.randrange(20_000)
    quote = node(f"{document}/quote/{start}-{start + 12}")
    yield Triple(fact, _TYPE, term("Attendance"))
    yield Triple(fact, term("atMeeting"), place)
    yield Triple(fact, term("person"), node(f"person/person-{person}"))
    yield Triple(fact, term("status"), NamedNode(f"{_CODE}attendance-status/{chance.choice(('present', 'present', 'absent'))}"))
    yield Triple(fact, term("party"), NamedNode(f"{_CODE}party/{chance.choice('ABCFVØ')}"))
    yield Triple(fact, term("evidence"), quote)
    yield Triple(quote, NamedNode(_OA + "hasSource"), node(document))
    yield Triple(quote, NamedNode(_OA + "exact"), Literal(f"Person {person}, nr. {start}"))
    yield Triple(quote, NamedNode(_OA + "start"), Literal(start))
    yield Triple(quote, NamedNode(_OA + "end"), Literal(start + 12))
    yield Triple(node(f"person/person-{person}"), _LABEL, Literal(f"Person {person}", language="da"))


def write(folder: Path, quads: int, seed: int = 7) -> int:
    """A data folder with about so many statements, committed as a version; how many meetings it has."""
    chance, meetings = random.Random(seed), max(1, quads // (3 + 11 * ATTENDANCES))
    with DataFolder(folder).draft() as draft:
        for number in range(meetings):
            draft.put(_record(number), meeting(number, chance), "")
        draft.commit()
    return meetings


def add(folder: Path, number: int) -> None:
    """A version with one meeting more, of people whom no other has seen."""
    place = node(f"meeting/cluster-late/{number}")
    with DataFolder(folder).draft() as draft:
        draft.put(_record(number), _attendance(place, f"document/{number:016x}", PEOPLE + number, random.Random(number)), "")
        draft.commit()


def _record(number: int) -> DocumentRecord:
    name, graph = f"{number:016x}", f"{ID}graph/{number:016x}"
    return DocumentRecord(
        name, "m.md", "m.md", "text/markdown", name * 4, "minutes", f"Møde {number}", graph, 0, 0, 1, 1, "bench", "2025-01-01T00:00:00Z"
    )
