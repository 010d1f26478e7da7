"""The named queries: `load()` lists them, `run(store, name, arguments)` answers one as a table."""

from __future__ import annotations

from collections.abc import Mapping

from queries.model import NamedQuery, Parameter, Table, Type
from store import Store

__all__ = ["NamedQuery", "Parameter", "Table", "Type", "compose", "get", "load", "run"]


def load() -> Mapping[str, NamedQuery]:
    """Every named query by name, sorted. Read once."""
    raise NotImplementedError


def get(name: str) -> NamedQuery:
    """One query. Raises UnknownQuery."""
    raise NotImplementedError


def compose(store: Store, name: str, arguments: Mapping[str, str]) -> str:
    """The SPARQL text that answers a named query, the arguments resolved and bound as typed VALUES rows (for a worker that runs text)."""
    raise NotImplementedError


def run(store: Store, name: str, arguments: Mapping[str, str]) -> Table:
    """Answer a named query. An argument that is missing or empty means "any". Raises the errors of queries.errors."""
    raise NotImplementedError
