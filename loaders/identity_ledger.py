"""What people have decided about who is who; it overrules every rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """`one` and `other` are IRIs of people as named; `same` False holds them apart."""

    same: bool
    one: str
    other: str
    reason: str = ""


Ledger = tuple[Entry, ...]


def settled(entries: Iterable[Entry]) -> Ledger:
    """Each entry once, in an order that does not depend on how they came."""
    return tuple(sorted({Entry(one.same, min(one.one, one.other), max(one.one, one.other), one.reason) for one in entries}))
