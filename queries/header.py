"""A `.rq` file's header: comments that say, for machines and people, what the query asks.

    #+ title-da: …            #+ title-en: …
    #+ description-da: …      #+ description-en: …
    #+ parameter NAME TYPE: Danish | English        TYPE: date, string, integer, year, iri, entity:KIND, code:SCHEME
    #+ columns: one two three
    #+ example: NAME=value                          (several; a value may hold spaces)
    #+ picture: KIND PART=COLUMN …                  (see `queries.picture`)

Below it stands a whole query, which answers for "any". A line that starts with `#?NAME` comes alive when the parameter is given,
with `?_NAME` bound to its values: see `queries.binding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from queries import picture
from queries.errors import BadHeader
from queries.model import NamedQuery, Parameter, Type

_LINE = re.compile(r"#\+ (?P<key>[a-z-]+)(?: (?P<name>[a-z_]+) (?P<type>[a-z-]+)(?::(?P<kind>[a-z-]+))?)?: *(?P<value>.*)")
_TEXTS = ("title-da", "title-en", "description-da", "description-en", "columns")


def parse(name: str, text: str) -> NamedQuery:
    """Read a query file. Raises BadHeader, naming the file and what is missing."""
    entries = tuple(_entries(text))
    once = {entry["key"]: entry["value"].strip() for entry in entries if entry["name"] is None}
    missing = [key for key in _TEXTS if not once.get(key)]
    if missing:
        raise BadHeader(f"{name}.rq: the header lacks {', '.join(missing)}")
    columns = tuple(once["columns"].split())
    return NamedQuery(
        name=name,
        title_da=once["title-da"],
        title_en=once["title-en"],
        description_da=once["description-da"],
        description_en=once["description-en"],
        parameters=tuple(_parameter(name, entry) for entry in entries if entry["key"] == "parameter"),
        columns=columns,
        example=tuple(_argument(name, entry["value"]) for entry in entries if entry["key"] == "example"),
        text=text,
        picture=picture.parse(f"{name}.rq", once.get("picture", ""), columns),
    )


def field(text: str, key: str) -> str:
    """One entry of a header, "" where it is not there.

    >>> field("#+ severity: warning", "severity")
    'warning'
    """
    return next((entry["value"].strip() for entry in _entries(text) if entry["key"] == key), "")


def _entries(text: str) -> Iterator[re.Match[str]]:
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        if found:
            yield found


def _parameter(query: str, entry: re.Match[str]) -> Parameter:
    danish, bar, english = entry["value"].partition(" | ")
    if not (entry["name"] and bar and danish.strip() and english.strip()):
        raise BadHeader(f"{query}.rq: a parameter is written `NAME TYPE: Danish | English`, not {entry[0]!r}")
    try:
        kind = Type(entry["type"])
    except ValueError:
        raise BadHeader(f"{query}.rq: {entry['name']} has the unknown type {entry['type']!r}") from None
    if (kind in (Type.ENTITY, Type.CODE)) != bool(entry["kind"]):
        raise BadHeader(f"{query}.rq: {entry['name']}: entity and code say of what, other types do not")
    return Parameter(entry["name"], kind, entry["kind"] or "", danish.strip(), english.strip())


def _argument(query: str, value: str) -> tuple[str, str]:
    name, equals, given = value.partition("=")
    if not equals:
        raise BadHeader(f"{query}.rq: an example is written NAME=value, not {value!r}")
    return name.strip(), given.strip()
