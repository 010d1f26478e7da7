"""People whom the rules keep apart although their names may be one: what a person may want to decide on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Store

from loaders.iris import Iris
from loaders.spelling import block, is_whole, may_be_one, parts
from loaders.statements import predicate


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A person as the identities' graph has them. `members`: IRIs of the people as named that they are."""

    iri: str
    label: str
    spellings: tuple[str, ...]
    members: tuple[str, ...]


def people(store: Store, iris: Iris) -> tuple[Known, ...]:
    """Everybody, by IRI."""
    graph = NamedNode(iris.graph("identities"))

    def values(curie: str) -> Iterator[tuple[str, str]]:
        for quad in store.quads_for_pattern(None, NamedNode(predicate(curie)[1:-1]), None, graph):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                yield quad.subject.value, quad.object.value

    members, spellings = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for member, person in values("prov:specializationOf"):
        members[person].append(member)
    for person, spelling in values("skos:altLabel"):
        spellings[person].append(spelling)
    return tuple(sorted(Known(iri, name, tuple(sorted(spellings[iri])), tuple(sorted(members[iri]))) for iri, name in values("foaf:name")))


def undecided(known: Iterable[Known], settled: Iterable[tuple[str, str]]) -> tuple[tuple[Known, Known], ...]:
    """Pairs whose names may be one and that are two, but for those that `settled` pairs of members hold apart already."""
    apart = {frozenset(pair) for pair in settled}
    near: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for one in known:
        for key in {block(parts(name)) for name in (one.label, *one.spellings) if is_whole(parts(name))}:
            near[key].append(one)
    pairs = {tuple(sorted(pair)) for group in near.values() for pair in combinations(sorted(set(group)), 2)}
    return tuple((one, other) for one, other in sorted(pairs) if _alike(one, other) and not _held(one, other, apart))


def _alike(one: Known, other: Known) -> bool:
    return any(may_be_one(parts(a), parts(b)) for a in (one.label, *one.spellings) for b in (other.label, *other.spellings))


def _held(one: Known, other: Known, apart: set[frozenset[str]]) -> bool:
    return any(frozenset((a, b)) in apart for a in one.members for b in other.members)
