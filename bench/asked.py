"""The questions that are asked most, and answers in a form that can be compared between engines."""

from __future__ import annotations

import json
import re
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlencode

import queries
from bench.peers import Running
from store import Store
from store.engines import ENGINES

# Of portals, pages and the analysts' guide: what a cluster's page shows, and what is asked with one name in hand.
TWELVE: tuple[tuple[str, dict[str, str]], ...] = (
    ("attendance", {"cluster": "Aarhusklyngen"}),
    ("absences", {"cluster": "Aarhusklyngen"}),
    ("attendance-by-party", {"cluster": "Aarhusklyngen"}),
    ("meetings", {"cluster": "Aarhusklyngen"}),
    ("agenda", {"cluster": "Aarhusklyngen"}),
    ("decisions", {"word": "lægedækning"}),
    ("memberships", {"body": "Aarhusklyngen"}),
    ("representatives", {"organisation": "Aarhus Kommune"}),
    ("co-attendance", {"cluster": "Aarhusklyngen"}),
    ("timeline", {"cluster": "Aarhusklyngen"}),
    ("initiatives", {"body": "Aarhusklyngen"}),
    ("money-flow", {"body": "Aarhusklyngen"}),
)
JSON = "application/sparql-results+json"
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    text: str


def twelve(store: Store) -> list[Question]:
    return [Question(name, queries.compose(store, name, arguments)) for name, arguments in TWELVE]


def ask(server: Running, text: str, number: int, seconds: float) -> bytes:
    """The answer as it came. The number makes it another query, which no cache has answered. Raises OSError, TimeoutError."""
    body = urlencode({"query": f"{text}\n# {number}"}).encode()
    request = urllib.request.Request(server.address + server.path, body, {"Accept": JSON, "Content-Type": "application/x-www-form-urlencoded"})
    with urllib.request.urlopen(request, timeout=seconds) as answer:
        return bytes(answer.read())


def rows(answer: bytes) -> Rows:
    """Sorted: engines sort letters differently. The order within a GROUP_CONCAT is the engine's, and Virtuoso has its own ways to write a value."""
    for pattern, right in ENGINES["virtuoso"].repaired:
        answer = pattern.sub(right, answer)
    told = json.loads(answer)
    columns = told["head"]["vars"]
    return tuple(sorted(tuple(_cell(row[name]["value"]) if name in row else "" for name in columns) for row in told["results"]["bindings"]))


def _cell(value: str) -> str:
    """
    >>> _cell("b|a"), _cell("2025-01-01")
    ('a|b', '2025-01-01')
    """
    return "|".join(sorted(re.split(r"\|", value)))
