"""The ledger of who is who: entries made and undone, each with a new version of the dataset; and what may be worth deciding on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from klyngegraf.derived import refresh_findings, refresh_identities
from klyngegraf.errors import NoData, NotDecidable, UnknownThing
from loaders import identity_ledger, identity_review
from loaders.identity_ledger import Verdict
from loaders.identity_review import Known
from loaders.iris import Iris
from queries.entities import resolve
from queries.model import Parameter, Type
from store import DataFolder, Draft, EmbeddedStore, Store
from store.manifest import now


class State(StrEnum):
    """`waiting`: no document names one of its sides any longer; `open`: nobody has decided, the rules keep the two apart."""

    IN_FORCE = "in force"
    WAITING = "waiting"
    UNDONE = "undone"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list. `entry` is "" for two on whom nobody has decided."""

    state: State
    decided: str
    one: str
    other: str
    reason: str
    entry: str = ""
    decided_at: str = ""


def lines(store: Store) -> Iterator[Line]:
    """The ledger's entries, then the pairs whose names may be one."""
    assert isinstance(store, EmbeddedStore)  # a data folder opens as one
    iris = Iris()
    known = identity_review.people(store.engine, iris)
    whose = {member: one for one in known for member in one.members}
    verdicts = identity_ledger.read(store.engine, iris)
    for one in verdicts:
        sides = (_side(one.one, whose), _side(one.other, whose))
        state = State.UNDONE if one.undone else State.IN_FORCE if all(sides) else State.WAITING
        names = [side or f"<{iris_[0]}>" for side, iris_ in zip(sides, (one.one, one.other), strict=True)]
        yield Line(state, _decided(one), names[0], names[1], one.undone or one.reason, one.id, one.decided_at)
    apart = [(entry.one, entry.other) for entry in identity_ledger.in_force(verdicts, set(whose)) if not entry.same]
    for left, right in identity_review.undecided(known, apart):
        yield Line(State.OPEN, "different", _named(left), _named(right), "the names may be one; the rules keep them apart")


def _decided(verdict: Verdict) -> str:
    return "same" if verdict.same else "different"


def _side(members: tuple[str, ...], whose: dict[str, Known]) -> str:
    return next((_named(whose[member]) for member in members if member in whose), "")


def _named(person: Known) -> str:
    return f"{person.label} ({person.iri.removeprefix(Iris().person(''))})"


def decide(data: DataFolder, one: str, other: str, reason: str, *, same: bool) -> Verdict:
    """Enter that two are the same, or not. Raises NotDecidable, NoData, UnknownEntity, AmbiguousEntity."""
    with data.draft() as draft:
        _needs_data(draft, data)
        sides = _members(draft, one), _members(draft, other)
        if set(sides[0]) & set(sides[1]):
            raise NotDecidable(_already(one, other, sides[0], same))
        made = identity_ledger.verdict(same, *sides, reason, now())
        standing = identity_ledger.read(draft.store.engine, Iris())
        against = next((each for each in standing if not each.undone and each.same != same and _meet(each, made)), None)
        if against:
            raise NotDecidable(
                f"entry {against.id} says otherwise ({against.reason}); undo it first: klyngegraf identities undo {against.id} --reason WHY"
            )
        _enter(draft, (*(each for each in standing if each.id != made.id), made))
        return made


def undo(data: DataFolder, entry: str, reason: str) -> Verdict:
    """An entry holds no longer; it stays on record with the reason. Raises UnknownThing, NoData."""
    with data.draft() as draft:
        _needs_data(draft, data)
        standing = identity_ledger.read(draft.store.engine, Iris())
        found = next((each for each in standing if each.id == entry and not each.undone), None)
        if found is None:
            raise UnknownThing(entry, tuple(each.id for each in standing if not each.undone)[:5])
        undone = replace(found, undone=reason)
        _enter(draft, (*(each for each in standing if each.id != entry), undone))
        return undone


def _needs_data(draft: Draft, data: DataFolder) -> None:
    if draft.manifest.number == 0:
        raise NoData(data.path)


def _members(draft: Draft, name: str) -> tuple[str, ...]:
    """The people as named whom a label, a slug or an IRI means; the IRI of one person as named means that one."""
    known = identity_review.people(draft.store.engine, Iris())
    bare = name.strip("<>")
    if any(bare in person.members for person in known):
        return (bare,)
    found = {thing.value for thing in resolve(draft.store, _PERSON, name)}
    return next(person.members for person in known if person.iri in found)


_PERSON = Parameter("person", Type.ENTITY, "person", "", "")


def _already(one: str, other: str, members: tuple[str, ...], same: bool) -> str:
    if same:
        return f"{one} and {other} are one person already"
    return f"{one} and {other} are one person; to part them name them as documents do: {', '.join(members[:4])}"


def _meet(one: Verdict, other: Verdict) -> bool:
    """Are two entries about the same two sides?"""
    pairs = ((one.one, one.other, other.one, other.other), (one.one, one.other, other.other, other.one))
    return any(set(a) & set(c) and set(b) & set(d) for a, b, c, d in pairs)


def _enter(draft: Draft, verdicts: tuple[Verdict, ...]) -> None:
    """The ledger and all that follows from it, in one version."""
    draft.replace(Iris().graph("ledger"), identity_ledger.to_quads(verdicts, Iris()))
    refresh_identities(draft)
    refresh_findings(draft)
    draft.commit()
