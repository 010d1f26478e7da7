"""The pictures that named queries declare: drawn from an answer's rows, and offered on the pages of what they can be asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

import queries
from api.pictures import Cell, Drawing, draw
from api.web.frame import find_address, local
from api.web.words import words
from queries import NamedQuery
from queries.findings import BASE

# The columns of named queries that name things, and the kind of thing.
COLUMN_KINDS: Final = {
    "cluster": "cluster",
    "body": "body",
    "person": "person",
    "other": "person",
    "substitute_for": "person",
    "replaced": "person",
    "substitute": "person",
    "predecessor": "person",
    "successor": "person",
    "organisation": "organisation",
    "theme": "theme",
    "initiative": "initiative",
    "committee": "committee",
    "document": "document",
    "documents": "document",
}
# A cluster is also asked for as the body that it is (its political level).
_ASKED_AS: Final = {"cluster": ("cluster", "body")}


def address_of(query: NamedQuery, row: Mapping[str, str], column: str) -> str:
    """Where a value of a row leads: the page of the thing that it names, for a date that of the meeting; "" for none."""
    value = row[column]
    if not value or "|" in value:
        return ""
    if column in COLUMN_KINDS:
        return find_address(COLUMN_KINDS[column], value)
    if column == "date" and row.get("cluster") and "meetings" not in query.columns:
        return find_address("meeting", f"{row.get('body') or row['cluster']} {value}")
    if column == "purpose" and row.get("iri"):
        return local(row["iri"], BASE)
    if column == "what":
        return f"/search?{urlencode({'q': value})}"
    return ""


def drawing_of(query: NamedQuery, rows: Sequence[Mapping[str, str]], language: str) -> Drawing | None:
    """The query's picture of these rows, None for a query that declares none."""
    if query.picture is None:
        return None
    cells = [{column: Cell(row[column], address_of(query, row, column)) for column in query.columns} for row in rows]
    return draw(query.picture, cells, words(language))


def offered(kind: str, label: str, language: str) -> list[tuple[str, str]]:
    """The pictures that can be asked for about a thing of a kind: what each shows, and its address."""
    found = []
    for query in queries.load().values():
        wanted = [parameter.name for parameter in query.parameters if parameter.kind in _ASKED_AS.get(kind, (kind,))]
        if query.picture and wanted:
            title = query.title_da if language == "da" else query.title_en
            found.append((title, f"/queries/{query.name}?{urlencode({wanted[0]: label})}#picture"))
    return found
