"""Who is who over all documents: people as named in, people out, with a reason for each merge and each refused one.

A pure function of what the documents say and of the ledger. The rules run from the surest to the least sure; each joins only where nothing
contradicts, and a name that fits several people joins none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.entities import Decision, Entity, Reason, Tie, entity, merge
from loaders.identity_graph import to_quads, to_statements
from loaders.identity_ledger import Ledger, settled
from loaders.named import Collected, NamedPerson, collect
from loaders.names import same_name
from loaders.people_labels import Identity, identified
from loaders.spelling import Name, block, is_full, is_whole, may_be_one, parts

__all__ = ["Collected", "Identities", "Identity", "NamedPerson", "collect", "decide", "to_quads", "to_statements"]


@dataclass(frozen=True, slots=True)
class Identities:
    people: tuple[Identity, ...]
    decisions: tuple[Decision, ...]


def decide(named: Iterable[NamedPerson], ledger: Ledger = ()) -> Identities:
    """Every person as named belongs to exactly one person."""
    people = {person.iri: person for person in named}
    entities, decisions = _by_ledger(people, settled(ledger))
    settled_entities: list[Entity] = []
    for group in _blocks(people.values(), entities):
        left, made = _within(group)
        settled_entities.extend(left)
        decisions.extend(made)
    settled_entities, made = _mentions(settled_entities)
    decisions.extend(made)
    decisions.extend(_namesakes(settled_entities, decisions))
    return Identities(identified(settled_entities), tuple(sorted(_standing(decisions, settled_entities))))


def _by_ledger(people: Mapping[str, NamedPerson], ledger: Ledger) -> tuple[list[Entity], list[Decision]]:
    """Those on whom people have decided; an entry about somebody whom no document names any longer waits."""
    known = [entry for entry in ledger if entry.one in people and entry.other in people]
    barred: dict[str, set[str]] = defaultdict(set)
    for entry in known:
        if not entry.same:
            barred[entry.one].add(entry.other)
            barred[entry.other].add(entry.one)
    place = {iri: n for n, iri in enumerate(sorted({iri for entry in known for iri in (entry.one, entry.other)}))}
    entities = [entity(people[iri], barred[iri]) for iri in place]
    decisions = [Decision((entry.one, entry.other), entry.same, Reason.LEDGER, entry.reason) for entry in known]
    joined = [Tie((place[entry.one], place[entry.other])) for entry in known if entry.same]
    entities, _ = merge(entities, joined, Reason.LEDGER, trusted=True)
    return entities, decisions


def _blocks(people: Iterable[NamedPerson], decided: Sequence[Entity]) -> Iterator[list[Entity]]:
    """Entities whose names may be one; only these are ever compared. One that the ledger made of several names goes by its first.

    Each block is made when it is its turn: most people as named are one of few, and are let go before the next block.
    """
    blocks: dict[tuple[str, str], list[Entity | NamedPerson]] = defaultdict(list)
    for one in decided:
        blocks[_key(min(one.names), one.first)].append(one)
    held = {member.iri for one in decided for member in one.members}
    for person in people:
        if person.iri not in held:
            blocks[_key(parts(person.name), person.iri)].append(person)
    for key in sorted(blocks):
        entities = (one if isinstance(one, Entity) else entity(one) for one in blocks.pop(key))
        yield sorted(entities, key=lambda one: one.first)


def _key(name: Name, first: str) -> tuple[str, str]:
    return block(name) if is_whole(name) else ("", first)


Rule = Callable[[Sequence[Entity]], Iterable[Tie]]


def _within(entities: list[Entity]) -> tuple[list[Entity], list[Decision]]:
    """All rules on one block. A block of one person, the usual one, costs nothing."""
    decisions: list[Decision] = []
    for rule, reason in _RULES:
        if len(entities) < 2:
            break
        entities, made = merge(entities, rule(entities), reason)
        decisions.extend(made)
    return entities, decisions


def _sharing(keys: Iterable[tuple[object, int]]) -> Iterator[Tie]:
    """Those who share a key."""
    sharing: dict[object, list[int]] = defaultdict(list)
    for key, n in keys:
        sharing[key].append(n)
    yield from (Tie(tuple(several)) for several in sharing.values() if len(several) > 1)


def _same_office(entities: Sequence[Entity]) -> Iterator[Tie]:
    return _sharing(
        ((name, frozenset(one.organisations), frozenset(one.roles), frozenset(one.parties)), n)
        for n, one in enumerate(entities)
        for name in one.names
        if one.organisations
    )


def _same_organisation(entities: Sequence[Entity]) -> Iterator[Tie]:
    names: dict[Name, list[int]] = defaultdict(list)
    for n, one in enumerate(entities):
        for name in one.names:
            names[name].append(n)
    for among in names.values():
        yield from _agreeing(among, entities)


def _spelling(entities: Sequence[Entity]) -> Iterator[Tie]:
    return _agreeing(range(len(entities)), entities)


def _agreeing(among: Sequence[int], entities: Sequence[Entity]) -> Iterator[Tie]:
    """Those who represent one organisation, with those who represent a unit of it."""
    direct: dict[str, list[int]] = defaultdict(list)
    below: dict[str, list[int]] = defaultdict(list)
    for n in among:
        for organisation in entities[n].organisations:
            direct[organisation].append(n)
    homeless = _homeless(direct)
    for n in among:
        for parent in entities[n].above | {homeless[one] for one in entities[n].organisations if one in homeless}:
            below[parent].append(n)
    yield from (Tie(tuple(hubs), tuple(below[organisation])) for organisation, hubs in list(direct.items()))


def _homeless(organisations: Iterable[str]) -> dict[str, str]:
    """A unit with a parent, to the same unit without one (".../aarhus-kommune/boern-og-unge", ".../boern-og-unge"), where it can be only one."""
    below: dict[str, list[str]] = defaultdict(list)
    known = set(organisations)
    for organisation in known:
        start, _, path = organisation.partition("/organisation/")
        if "/" in path:
            below[f"{start}/organisation/{path.rsplit('/', 1)[1]}"].append(organisation)
    return {units[0]: bare for bare, units in below.items() if bare in known and len(units) == 1}


def _full_name(entities: Sequence[Entity]) -> Iterator[Tie]:
    return _sharing((name, n) for n, one in enumerate(entities) for name in one.names if is_full(name))


def _party_and_region(entities: Sequence[Entity]) -> Iterator[Tie]:
    return _sharing(
        ((name, party, region), n) for n, one in enumerate(entities) for name in one.names for party in one.parties for region in one.regions
    )


def _office_in_cluster(entities: Sequence[Entity]) -> Iterator[Tie]:
    """Where no organisation is named: those who hold the same office in the same cluster, unless it could be several people's."""
    for tie in _sharing(((role, cluster), n) for n, one in enumerate(entities) for role in one.roles for cluster in one.clusters):
        if sum(bool(entities[n].organisations) for n in tie.hubs) <= 1:
            yield tie


_RULES: tuple[tuple[Rule, Reason], ...] = (
    (_same_office, Reason.SAME_OFFICE),
    (_same_organisation, Reason.SAME_ORGANISATION),
    (_full_name, Reason.FULL_NAME),
    (_party_and_region, Reason.PARTY_AND_REGION),
    (_spelling, Reason.SPELLING),
    (_office_in_cluster, Reason.OFFICE_IN_CLUSTER),
)


def _mentions(entities: list[Entity]) -> tuple[list[Entity], list[Decision]]:
    """Whoever is named with no organisation and on no list: the one person it can be, on the document's list or else in the cluster."""
    decisions: list[Decision] = []
    for wanted in (Reason.ONLY_ON_LIST, Reason.ONLY_IN_CLUSTER):
        known = _Known(entities)
        ties: list[Tie] = []
        for n, one in enumerate(entities):
            found, reason = known.candidates(one) if not (one.organisations or one.lists) else ([], wanted)
            if reason is wanted and len(found) == 1:
                ties.append(Tie((found[0], n)))
            elif reason is wanted and found:
                decisions.append(Decision((one.first, *sorted(entities[m].first for m in found)), False, Reason.SEVERAL))
        entities, made = merge(entities, ties, wanted)
        decisions.extend(made)
    return entities, decisions


class _Known:
    """Those whom a bare name may mean: by the documents on whose lists they stand, and by how their names sound."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = entities
        self._listed: dict[str, list[int]] = defaultdict(list)
        self._alike: dict[tuple[str, str], list[int]] = defaultdict(list)
        for n, one in enumerate(entities):
            for document in {place.split(" ")[0] for place in one.lists}:
                self._listed[document].append(n)
            for key in {block(name) for name in one.names if is_whole(name)} if one.lists or one.organisations else ():
                self._alike[key].append(n)

    def candidates(self, one: Entity) -> tuple[list[int], Reason]:
        """A surname or first name alone, or a name with an office, means only somebody on the document's own list."""
        near = {n for document in one.documents for n in self._listed[document] if _called(one, self._entities[n])}
        if near or one.roles:
            return sorted(near), Reason.ONLY_ON_LIST
        keys = {block(name) for name in one.names if is_whole(name)}
        far = {n for key in keys for n in self._alike[key] if self._entities[n].clusters & one.clusters and _one_name(one, self._entities[n])}
        return sorted(far), Reason.ONLY_IN_CLUSTER


def _called(one: Entity, other: Entity) -> bool:
    return _one_name(one, other) or any(same_name(a.name, b.name) for a in one.members for b in other.members)


def _one_name(one: Entity, other: Entity) -> bool:
    return all(may_be_one(a, b) for a in one.names for b in other.names if is_whole(b))


def _namesakes(entities: Iterable[Entity], decisions: Iterable[Decision]) -> Iterator[Decision]:
    """People of one name whom no rule has joined and none has yet held apart."""
    explained = {iri for decision in decisions if not decision.same for iri in decision.about}
    same: dict[Name, list[str]] = defaultdict(list)
    for one in entities:
        for name in {parts(member.name) for member in one.members}:
            same[name].append(one.first)
    for namesakes in same.values():
        if len(namesakes) > 1 and not explained.issuperset(namesakes):
            yield Decision(tuple(sorted(namesakes)), False, Reason.NOTHING_IN_COMMON)


def _standing(decisions: Iterable[Decision], entities: Iterable[Entity]) -> set[Decision]:
    """Without the refusals that a surer ground has since overtaken."""
    whose = {member.iri: one.first for one in entities for member in one.members}
    return {decision for decision in decisions if decision.same or len({whose[iri] for iri in decision.about}) == len(decision.about)}
