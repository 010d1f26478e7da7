"""What a named query's page is made of, read beside the store: rows, lists to choose from, the picture, the nearest question that has an answer."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import queries
from api.pictures import standalone, style
from api.pictures.svg import document
from api.web.drawn import drawing_of
from api.web.reader import Reader, tail
from api.web.words import words
from queries import NamedQuery, Table, Type
from queries.names import known
from store import Store

# The picture brings its own style sheet and nothing else: that one sheet may apply, named by its digest.
SVG_POLICY: Final = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(style().encode()).digest()).decode()}'; frame-ancestors 'self'"


def content(store: Store, name: str, arguments: Mapping[str, str], table: Table, rows: tuple[tuple[str, ...], ...], language: str) -> bytes:
    """The page's `rows` as objects, the `sparql` that answered, `choices`, `picture`, `left` out of it, and `nearest` where there are no rows."""
    query = queries.get(name)
    shown = [dict(zip(table.columns, row, strict=True)) for row in rows]
    every = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    drawing = drawing_of(query, every, language) if every else None
    found = {
        "rows": shown,
        "sparql": queries.compose(store, name, arguments),
        "choices": choices(store, Reader(store, language), query),
        "picture": document(drawing, title(query, language), "picture") if drawing else "",
        "left": words(language)["picture-left"].format(count=drawing.left_out) if drawing and drawing.left_out else "",
        "nearest": [] if table.rows else _nearest(store, name, arguments),
    }
    return json.dumps(found, ensure_ascii=False).encode()


def svg(name: str, table: Table, language: str) -> bytes:
    """The picture as a file of its own. Raises nothing: the query must declare one."""
    query = queries.get(name)
    drawing = drawing_of(query, [dict(zip(table.columns, row, strict=True)) for row in table.rows], language)
    assert drawing is not None
    return standalone(drawing, title(query, language)).encode()


def title(query: NamedQuery, language: str) -> str:
    return query.title_da if language == "da" else query.title_en


def choices(store: Store, reader: Reader, query: NamedQuery) -> dict[str, list[dict[str, str]]]:
    """For each parameter of a code list its codes with their labels, in the order of the labels."""
    found = {}
    for parameter in query.parameters:
        if parameter.type is Type.CODE:
            things = {name.thing for name in known(store, parameter.kind, code=True).names}
            listed = [{"value": tail(thing), "label": label} for thing in things if (label := reader.label_of(thing))]
            found[parameter.name] = sorted(listed, key=lambda one: (one["label"], one["value"]))
    return found


def _nearest(store: Store, name: str, arguments: Mapping[str, str]) -> list[dict[str, object]]:
    """Without which one argument there are rows, and how many; the fewest first."""
    found: list[dict[str, object]] = []
    for dropped in arguments if len(arguments) > 1 else ():
        kept = {argument: value for argument, value in arguments.items() if argument != dropped}
        count = len(queries.run(store, name, kept).rows)
        if count:
            found.append({"dropped": dropped, "kept": kept, "rows": count})
    return sorted(found, key=lambda one: (str(one["rows"]).zfill(9), str(one["dropped"])))
