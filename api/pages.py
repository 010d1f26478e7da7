"""The pages of other routes: a thing, a query's table, the query form, a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, cast
from urllib.parse import urlencode

from fastapi import Request, Response

import queries
from api import schema_org
from api.answers import not_modified, state, unchanged, unless_gone
from api.engine import read_json
from api.errors import Problem
from api.site import Site, site_of
from api.tasks import Call
from api.web import thing
from api.web.frame import language_of, local, render
from queries import NamedQuery

# The columns of named queries that name things, and the kind of thing; and those that count.
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
COUNTED_COLUMNS: Final = frozenset(
    {"agenda_items", "participants", "recommendations", "attachments", "meetings", "attended", "absent", "seats", "people"}
    | {"characters", "understood", "percent", "unparsed", "facts"}
)
_FORMATS: Final = ("html", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads")
_EXAMPLE: Final = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?meeting ?label WHERE {
  ?meeting a kg:Meeting ; skos:prefLabel ?label .
} ORDER BY ?label LIMIT 100"""


def _titles(request: Request) -> list[tuple[str, str, str]]:
    danish = language_of(request) == "da"
    return [
        (query.name, query.title_da if danish else query.title_en, query.description_da if danish else query.description_en)
        for query in queries.load().values()
    ]


async def thing_page(request: Request, site: Site, iri: str) -> Response:
    """What is known of a thing, with its data block for search engines. Raises NotFound."""
    task = Call(thing.describe, (iri, language_of(request), site.settings.id_base))
    async with await site.serving.lease() as lease:
        headers = state(lease.manifest, "thing", iri, language_of(request))
        if "if-none-match" in request.headers and unchanged(request, headers):
            return not_modified(headers)
        found = cast(dict[str, Any], await unless_gone(request, read_json(lease, task)))
        block = await unless_gone(request, read_json(lease, Call(schema_org.thing_block, (iri, site.address(request) + request.url.path))))
    if unchanged(request, headers):
        return not_modified(headers)
    data = schema_org.embedded(cast(dict[str, Any] | None, block))
    return render(request, "thing.html", {"thing": found, "link": lambda iri: local(iri, site.settings.id_base), "data": data}, headers)


def query_form(request: Request, headers: Mapping[str, str]) -> Response:
    return render(request, "sparql.html", {"formats": _FORMATS, "example": _EXAMPLE}, headers)


def query_list(request: Request) -> Response:
    return render(request, "queries.html", {"queries": _titles(request)})


def table(
    request: Request, query: NamedQuery, values: Mapping[str, str], answer: Mapping[str, Any], offset: int, total: int, headers: Mapping[str, str]
) -> Response:
    """A named query's page: its form, its rows, its neighbours, and the SPARQL behind it."""
    danish = language_of(request) == "da"
    kept = {name: value for name, value in values.items() if name not in ("format", "profile", "limit", "offset")}
    step = int(values.get("limit") or 200)
    id_base = site_of(request.app).settings.id_base

    def address(**changed: str | int) -> str:
        return f"/queries/{query.name}?{urlencode({**kept, **changed})}"

    content = {
        "query": query,
        "title": query.title_da if danish else query.title_en,
        "description": query.description_da if danish else query.description_en,
        "values": values,
        "rows": answer["rows"],
        "sparql": answer["sparql"],
        "linked": {column: COLUMN_KINDS[column] for column in query.columns if column in COLUMN_KINDS},
        "counted": [column for column in query.columns if column in COUNTED_COLUMNS or column.endswith("_dkk")],
        "id_base": id_base,
        "link": lambda iri: local(iri, id_base),
        "total": total,
        "offset": offset,
        "permanent": address(),
        "previous": address(limit=step, offset=max(0, offset - step)) if offset else "",
        "next": address(limit=step, offset=offset + step) if offset + step < total else "",
        "downloads": {
            "CSV": address(format="csv"),
            "Excel": address(profile="excel"),
            "TSV": address(format="tsv"),
            "JSON": address(format="json"),
        },
    }
    return render(request, "table.html", content, headers)


def problem_page(request: Request, problem: Problem) -> Response:
    near = problem.extra.get("near") or problem.extra.get("candidates") or []
    headers = {**problem.headers, "Cache-Control": "no-store"}
    return render(request, "problem.html", {"problem": problem, "near": near, "link": _nearby(request)}, headers, problem.status)


def _nearby(request: Request) -> Callable[[str], str]:
    """The page of a near match that is one of our things; "" for a mere word."""
    id_base = site_of(request.app).settings.id_base
    return lambda near: local(near, id_base) if near.startswith(id_base) else ""
