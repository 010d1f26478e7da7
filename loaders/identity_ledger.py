"""What people have decided about who is who; it overrules every rule.

The ledger is a named graph of the dataset, `id:graph/ledger`: versions, copies and dumps of the data hold it, and no load touches it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.iris import Iris
from loaders.statements import Statements, moment, node, plain, predicate
from loaders.vocabulary import CODE


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """`one` and `other` are IRIs of people as named; `same` False holds them apart."""

    same: bool
    one: str
    other: str
    reason: str = ""


Ledger = tuple[Entry, ...]


@dataclass(frozen=True, slots=True, order=True)
class Verdict:
    """An entry as it was made: all IRIs of people as named that each side had then, so that it outlives a document that is withdrawn.

    `decided_at` (ISO 8601, UTC) tells when; `undone` why it no longer holds, "" while it does.
    """

    same: bool
    one: tuple[str, ...]
    other: tuple[str, ...]
    reason: str
    decided_at: str
    undone: str = ""

    @property
    def id(self) -> str:
        """The end of its IRI: from its two sides and what was decided."""
        sides = sorted((" ".join(self.one), " ".join(self.other)))
        return hashlib.sha256("\n".join(("same" if self.same else "different", *sides)).encode()).hexdigest()[:12]


def verdict(same: bool, one: Iterable[str], other: Iterable[str], reason: str, decided_at: str) -> Verdict:
    """With its sides in order."""
    first, second = sorted((tuple(sorted(set(one))), tuple(sorted(set(other)))))
    return Verdict(same, first, second, reason, decided_at)


def settled(entries: Iterable[Entry]) -> Ledger:
    """Each entry once, in an order that does not depend on how they came."""
    return tuple(sorted({Entry(one.same, min(one.one, one.other), max(one.one, one.other), one.reason) for one in entries}))


def in_force(verdicts: Iterable[Verdict], known: Set[str]) -> Ledger:
    """The entries that hold, each about one person as named of each side whom a document names today; those that lack a side wait."""
    made: list[Entry] = []
    for one in verdicts:
        sides = [next((iri for iri in side if iri in known), "") for side in (one.one, one.other)]
        if not one.undone and all(sides):
            made.append(Entry(one.same, sides[0], sides[1], one.reason))
    return settled(made)


def read(store: Store, iris: Iris) -> tuple[Verdict, ...]:
    """All that the ledger's graph holds, also what was undone."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in store.quads_for_pattern(None, None, None, NamedNode(iris.graph("ledger"))):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said[quad.subject.value][f"<{quad.predicate.value}>"].add(quad.object.value)
    return tuple(sorted(_verdict(one) for one in said.values()))


def _verdict(said: dict[str, set[str]]) -> Verdict:
    def one(curie: str) -> str:
        return min(said[predicate(curie)], default="")

    left, right = (tuple(sorted(said[predicate(curie)])) for curie in ("kg:aboutOne", "kg:aboutOther"))
    same = one("kg:decided").endswith("/same")
    return Verdict(same, left, right, one("kg:reason"), one("prov:generatedAtTime"), one("kg:undoneBecause"))


def to_quads(verdicts: Iterable[Verdict], iris: Iris) -> list[Quad]:
    """The whole graph `graph/ledger`, sorted."""
    statements = Statements(iris.graph("ledger"))
    for one in verdicts:
        this, say = node(iris.ledger_entry(one.id)), statements.say
        say(this, "rdf:type", predicate("kg:LedgerEntry"))
        say(this, "kg:decided", node(f"{CODE}identity-decision/{'same' if one.same else 'different'}"))
        say(this, "kg:reason", plain(one.reason))
        say(this, "prov:generatedAtTime", moment(one.decided_at))
        for curie, side in (("kg:aboutOne", one.one), ("kg:aboutOther", one.other)):
            for iri in side:
                say(this, curie, node(iri))
        if one.undone:
            say(this, "kg:undoneBecause", plain(one.undone))
    return statements.quads()
