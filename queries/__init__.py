"""The named queries: `load()` lists them, `run(store, name, arguments)` answers one as a table."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from queries.binding import bind, literal
from queries.entities import resolve
from queries.errors import UnknownParameter, UnknownQuery
from queries.header import parse
from queries.model import NamedQuery, Parameter, Table, Type, cell
from store import Solutions, Store

__all__ = ["NamedQuery", "Parameter", "Table", "Type", "compose", "get", "load", "run"]


@cache
def load() -> Mapping[str, NamedQuery]:
    """Every named query by name, sorted. Read once. Raises BadHeader."""
    found = sorted((entry.name.removesuffix(".rq"), entry) for entry in files("queries").iterdir() if entry.name.endswith(".rq"))
    return MappingProxyType({name: parse(name, entry.read_text(encoding="utf-8")) for name, entry in found})


def get(name: str) -> NamedQuery:
    """One query. Raises UnknownQuery."""
    queries = load()
    if name not in queries:
        raise UnknownQuery(name, tuple(difflib.get_close_matches(name, queries, n=3, cutoff=0.5)))
    return queries[name]


def compose(store: Store, name: str, arguments: Mapping[str, str]) -> str:
    """The SPARQL text that answers a named query, the arguments resolved and bound as typed VALUES rows (for a worker that runs text)."""
    query = get(name)
    parameters = {parameter.name: parameter for parameter in query.parameters}
    for argument in arguments:
        if argument not in parameters:
            raise UnknownParameter(name, argument, tuple(parameters))
    given = {argument: value.strip() for argument, value in arguments.items() if value.strip()}
    return bind(query.text, {argument: _terms(store, parameters[argument], value) for argument, value in given.items()})


def run(store: Store, name: str, arguments: Mapping[str, str]) -> Table:
    """Answer a named query. An argument that is missing or empty means "any". Raises the errors of queries.errors and store.errors."""
    found = store.query(compose(store, name, arguments))
    assert isinstance(found, Solutions)  # named queries are SELECT queries: tests/test_queries.py
    return Table(found.variables, tuple(tuple(cell(term) for term in row) for row in found))


def _terms(store: Store, parameter: Parameter, value: str) -> tuple[NamedNode | Literal, ...]:
    if parameter.type in (Type.ENTITY, Type.CODE):
        return resolve(store, parameter, value)
    return (literal(parameter, value),)
