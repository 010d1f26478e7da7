"""What the graph holds, for the front page: a function of a store that answers JSON (see `tasks.Call`)."""

from __future__ import annotations

import json
from typing import Final

from pyoxigraph import Literal

from store import Solutions, Store

# What is counted, and the question whose rows it counts.
COUNTED: Final = (
    ("people", "foaf:Person", "/queries/attendance-by-person"),
    ("meetings", "kg:Meeting", "/queries/meetings"),
    ("items", "kg:AgendaItem", "/queries/agenda"),
    ("decisions", "kg:Decision", "/queries/decisions"),
    ("initiatives", "kg:Initiative", "/queries/initiatives"),
    ("amounts", "kg:Funding", "/queries/funding"),
    ("findings", "kg:Finding", "/quality"),
)
_PREFIX: Final = "PREFIX kg: <https://w3id.org/klyngegraf/ontology#> PREFIX foaf: <http://xmlns.com/foaf/0.1/> "


def counts(store: Store) -> bytes:
    """`counts`: for each kind its name, number and address."""
    found = [{"name": name, "number": _count(store, type_), "address": address} for name, type_, address in COUNTED]
    return json.dumps({"counts": found}).encode()


def _count(store: Store, type_: str) -> int:
    answer = store.query(f"{_PREFIX}SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ ?thing a {type_} }}")
    assert isinstance(answer, Solutions)
    (number,) = next(iter(answer))
    assert isinstance(number, Literal)
    return int(number.value)
