"""How arguments reach a query: as typed rows of VALUES, never as text.

A line `#?cluster ?body kg:bodyOf ?_cluster .` is a comment, so that the file as it stands answers for any cluster. Given an
argument, it becomes `VALUES ?_cluster { <…> } ?body kg:bodyOf ?_cluster .` A line that does not name ?_cluster comes alive as it is: so
the lines of one parameter can be a query in a query, which sees no values from outside. The pattern is the file's, the terms are written by the
engine. pyoxigraph's substitutions would do only for variables that SELECT projects, and a FILTER on "unbound or equal" hinders the
engine from starting at the value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from queries.errors import BadValue
from queries.model import Parameter, Type

_OPTIONAL = re.compile(r"[ \t]*#\?(?P<name>[a-z_]+)[ \t]+(?P<pattern>.*)")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LONGEST = 500


def bind(text: str, values: Mapping[str, Sequence[NamedNode | Literal]]) -> str:
    """The query's text with the lines of the given parameters alive.

    >>> print(bind("#?word FILTER(CONTAINS(?t, ?_word))", {"word": [Literal('a"b')]}))
    VALUES ?_word { "a\\"b" } FILTER(CONTAINS(?t, ?_word))
    >>> bind("#?word { SELECT DISTINCT ?said WHERE {", {"word": [Literal("a")]})
    '{ SELECT DISTINCT ?said WHERE {'
    """
    return "\n".join(_line(line, values) for line in text.splitlines())


def _line(line: str, values: Mapping[str, Sequence[NamedNode | Literal]]) -> str:
    found = _OPTIONAL.fullmatch(line)
    if found is None or found["name"] not in values:
        return line
    name, pattern = found["name"], found["pattern"]
    if not re.search(rf"\?_{name}\b", pattern):
        return pattern
    return f"VALUES ?_{name} {{ {' '.join(str(term) for term in values[name])} }} {pattern}"


def literal(parameter: Parameter, value: str) -> NamedNode | Literal:
    """The value as a term of the parameter's type (entities and codes excepted). Raises BadValue."""
    if len(value) > _LONGEST:
        raise BadValue(parameter.name, value[:40] + "…", f"shorter than {_LONGEST} characters")
    match parameter.type:
        case Type.DATE:
            return Literal(_date(parameter.name, value), datatype=NamedNode(f"{_XSD}date"))
        case Type.YEAR:
            if not re.fullmatch(r"[0-9]{4}", value):
                raise BadValue(parameter.name, value, "a year (2024)")
            return Literal(value, datatype=NamedNode(f"{_XSD}gYear"))
        case Type.INTEGER:
            if not re.fullmatch(r"[+-]?[0-9]{1,15}", value):
                raise BadValue(parameter.name, value, "a whole number")
            return Literal(int(value))
        case Type.IRI:
            return iri(parameter.name, value)
        case _:
            return Literal(value)


def iri(name: str, value: str) -> NamedNode:
    """The value as an IRI, also in angle brackets. Raises BadValue.

    >>> iri("fact", "<https://example.org/a>").value
    'https://example.org/a'
    """
    try:
        return NamedNode(value.removeprefix("<").removesuffix(">"))
    except ValueError:
        raise BadValue(name, value, "an IRI") from None


def _date(name: str, value: str) -> str:
    """ISO 8601 with all digits: `date.fromisoformat` takes weeks and "20250101" as well."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise BadValue(name, value, "a date (2025-10-08)")
