"""What the graph holds, for the front page: a function of a store that answers JSON (see `tasks.Call`)."""

from __future__ import annotations

import json
from typing import Final

from pyoxigraph import Literal, NamedNode

import queries
from api.web.question import choices
from api.web.reader import Reader
from api.web.told import tell
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


def counts(store: Store, language: str, id_base: str) -> bytes:
    """`counts`: for each kind its name, number and address; `sections`: the newest meetings, the clusters; `choices` of the form's lists."""
    found = [{"name": name, "number": _count(store, type_), "address": address} for name, type_, address in COUNTED]
    reader = Reader(store, language)
    content = {
        "counts": found,
        "sections": tell(store, reader, "front", NamedNode(id_base), id_base),
        "choices": choices(store, reader, queries.get("attendance")),
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _count(store: Store, type_: str) -> int:
    answer = store.query(f"{_PREFIX}SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ ?thing a {type_} }}")
    assert isinstance(answer, Solutions)
    (number,) = next(iter(answer))
    assert isinstance(number, Literal)
    return int(number.value)
