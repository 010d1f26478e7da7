"""A SPARQL request as the SPARQL 1.1 Protocol (section 2.1) writes it, read strictly: each parameter with its allowed count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from api.errors import BadRequest, QueryTooDeep, UnsupportedMedia, UpdateRefused
from api.media import format_named
from api.tokens import nesting, tokens

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_NESTING: Final = "({[!+-^"
_DATASET: Final = ("default-graph-uri", "named-graph-uri")
_ONCE: Final = ("query", "update")
_UPDATE_KEYS: Final = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks. `query` is None for a GET without one, and for an update; the graph lists are None where it gave no dataset."""

    query: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None
    update: str | None = None


def parse(method: str, query_string: bytes, content_type: str | None, body: bytes, max_nesting: int = 100) -> Asked:
    """Raises BadRequest, UnsupportedMedia, QueryTooDeep.

    >>> parse("GET", b"query=ASK%20%7B%7D", None, b"").query
    'ASK {}'
    """
    pairs = decoded(query_string)
    if method == "POST":
        pairs = _with_body(pairs, content_type, body)
    asked = _asked(pairs)
    if asked.update is not None:
        if method != "POST" or any(key == "update" for key, _ in decoded(query_string)):
            raise UpdateRefused("an update is sent by POST, in the body")
        _check_nesting(asked.update, max_nesting)
    elif asked.query is None and (method == "POST" or asked.default_graphs is not None):
        raise BadRequest("the parameter `query` is missing")
    if asked.query is not None:
        _check_nesting(asked.query, max_nesting)
    return asked


def decoded(form: bytes) -> list[tuple[str, str]]:
    """Keys and values of a form or a query string, decoded once, as UTF-8. Raises BadRequest where they are not.

    >>> decoded(b"query=a%2Bb+%C3%A6&x=%2525")
    [('query', 'a+b æ'), ('x', '%25')]
    """
    if form.isascii() and form.count(b"&") < 100:
        with suppress(UnicodeDecodeError):  # what is wrong with it is told below
            pairs = [pair.partition(b"=") for pair in form.split(b"&") if pair]
            return [(_quickly(key), _quickly(value)) for key, _, value in pairs]
    try:
        text = form.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise BadRequest("the request is not UTF-8") from None
    except ValueError:
        raise BadRequest("the request has too many parameters") from None


def _quickly(part: bytes) -> str:
    """What urllib makes of a key or value, a tenth of its time: the codec of Python's own escapes has the loop over bytes in C.

    >>> _quickly(b"a%2Bb+%C3%A6%5Cx41"), _quickly(b"100%25")
    ('a+b æ\\\\x41', '100%')

    Raises UnicodeDecodeError, also for a percent sign that stands for itself.
    """
    escapes = part.replace(b"\\", b"\\\\").replace(b"+", b" ").replace(b"%", b"\\x")
    return escapes.decode("unicode_escape").encode("latin-1").decode("utf-8")


def _with_body(pairs: list[tuple[str, str]], content_type: str | None, body: bytes) -> list[tuple[str, str]]:
    media_type = _media_type(content_type)
    if media_type in (QUERY, UPDATE):
        name = "query" if media_type == QUERY else "update"
        if any(key in ("query", "update") for key, _ in pairs):
            raise BadRequest(f"a query or update stands in the address of a POST whose body is the {name}")
        return [*pairs, (name, _text(body))]
    if media_type != FORM:
        raise UnsupportedMedia(
            f"a query is posted as {FORM} or {QUERY}, not as {media_type or 'a body without Content-Type'}",
            headers={"Accept-Post": f"{FORM}, {QUERY}"},
        )
    fields = decoded(body)
    for name in {key for key, _ in fields} & {key for key, _ in pairs}:
        raise BadRequest(f"the parameter `{name}` stands both in the address and in the body")
    return [*pairs, *fields]


def _media_type(content_type: str | None) -> str:
    """The type without its parameters. Raises UnsupportedMedia for another character set than UTF-8.

    >>> _media_type("application/sparql-query; charset=UTF-8")
    'application/sparql-query'
    """
    media_type, _, parameters = (content_type or "").partition(";")
    charset = re.search(r'charset\s*=\s*"?([^\s;"]+)', parameters, re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMedia(f"queries are read as UTF-8, not as {charset[1]}")
    return media_type.strip().lower()


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest(f"the body is not UTF-8 (at byte {error.start})") from None


def _asked(pairs: list[tuple[str, str]]) -> Asked:
    keys = [key for key, _ in pairs]
    for name in _ONCE:
        if keys.count(name) > 1:
            raise BadRequest(f"the parameter `{name}` is given {keys.count(name)} times; once is allowed")
    values = dict(pairs)
    if not _UPDATE_KEYS.isdisjoint(keys):
        return _update(values)
    query = values.get("query")
    if query is not None:
        query = query.removeprefix("\ufeff")  # a byte order mark is no part of the text
        if not query.strip():
            raise BadRequest("the query is empty")
    default, named = (_graphs(pairs, key) for key in _DATASET)
    return Asked(query, default if default or named else None, named if default or named else None, _format(pairs))


def _format(pairs: list[tuple[str, str]]) -> str | None:
    """SPARQLWrapper writes it twice, as a name and as a media type (or as nothing): as long as they mean the same, so be it."""
    values = (one.strip() for key, value in pairs if key == "format" for one in value.split(","))
    given = tuple(dict.fromkeys(value for value in values if value))
    if len({format_named(value) for value in given}) > 1:
        raise BadRequest(f"the parameter `format` is given as {' and as '.join(given)}")
    return given[0] if given else None


def _update(values: Mapping[str, str]) -> Asked:
    if "query" in values:
        raise BadRequest("a request is a query or an update, not both")
    if "using-graph-uri" in values or "using-named-graph-uri" in values:
        raise BadRequest("an update says in its own text which graphs it uses (USING)")
    if not values["update"].strip():
        raise BadRequest("the update is empty")
    return Asked(None, update=values["update"])


def _graphs(pairs: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    iris = tuple(dict.fromkeys(value for key, value in pairs if key == name))
    for iri in iris:
        absolute(name, iri)
    return iris


def absolute(name: str, iri: str) -> str:
    """`iri`, if it is absolute. Raises BadRequest."""
    try:
        return NamedNode(iri).value
    except ValueError:
        raise BadRequest(f"`{name}` must be an absolute IRI") from None


def _check_nesting(query: str, limit: int) -> None:
    if sum(map(query.count, _NESTING)) <= limit:  # so few cannot nest too deeply, however they stand
        return
    deep = nesting(list(tokens(query)))
    if deep > limit:
        raise QueryTooDeep(f"the query nests {deep} levels deep; {limit} are allowed")
