"""A named query's page: its form, its picture, its rows, its neighbours, and the SPARQL behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response

from api.site import site_of
from api.web.drawn import COLUMN_KINDS, address_of
from api.web.frame import language_of, local, render
from api.web.question import title
from queries import NamedQuery

COUNTED_COLUMNS: Final = frozenset(
    {"agenda_items", "participants", "times", "recommendations", "attachments", "meetings", "attended", "absent", "seats", "people"}
    | {"characters", "understood", "percent", "unparsed", "facts", "shares", "rate", "observations"}
)
_DOWNLOADS: Final = (("CSV", "format", "csv"), ("Excel", "profile", "excel"), ("TSV", "format", "tsv"), ("JSON", "format", "json"))
PAGE_ROWS: Final = 100
_OURS: Final = ("format", "profile", "limit", "offset")


def table(
    request: Request, query: NamedQuery, values: Mapping[str, str], answer: Mapping[str, Any], offset: int, total: int, headers: Mapping[str, str]
) -> Response:
    """`answer` is what `question.content` read beside the store."""
    language = language_of(request)
    kept = {name: value for name, value in values.items() if value and name not in _OURS}
    content = {
        **answer,
        "query": query,
        "title": title(query, language),
        "description": query.description_da if language == "da" else query.description_en,
        "values": kept,
        "total": total,
        "offset": offset,
        "coded": {name: {one["value"]: one["label"] for one in listed} for name, listed in answer["choices"].items()},
        **_looks(request, query),
        **_addresses(query, kept, int(values.get("limit") or PAGE_ROWS), offset, total),
    }
    return render(request, "table.html", content, headers)


def _looks(request: Request, query: NamedQuery) -> dict[str, Any]:
    """How the columns are shown, and where their values lead."""
    id_base = site_of(request.app).settings.id_base
    return {
        "linked": {column: COLUMN_KINDS[column] for column in query.columns if column in COLUMN_KINDS},
        "leads": lambda row, column: address_of(query, row, column),
        "counted": [column for column in query.columns if column in COUNTED_COLUMNS or column.endswith("_dkk")],
        "id_base": id_base,
        "link": lambda iri: local(iri, id_base),
    }


def _addresses(query: NamedQuery, kept: Mapping[str, str], step: int, offset: int, total: int) -> dict[str, Any]:
    """The question's own address, its downloads, and the pages before and after."""

    def asked(wanted: Mapping[str, str | int]) -> str:
        return f"/queries/{query.name}?{urlencode(wanted)}" if wanted else f"/queries/{query.name}"

    def page(place: int) -> str:
        return asked({**kept, "limit": step, "offset": place})

    return {
        "asked": asked,
        "permanent": asked(kept),
        "previous": page(max(0, offset - step)) if offset else "",
        "next": page(offset + step) if offset + step < total else "",
        "downloads": [(name, asked({**kept, key: value})) for name, key, value in _DOWNLOADS],
        "svg": asked({**kept, "format": "svg"}),
    }
