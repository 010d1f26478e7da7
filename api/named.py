"""`/queries` and `/queries/NAME`: every named query as a table over HTTP, described in OpenAPI."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Request, Response

import queries
from api import pages, tables
from api.answers import not_modified, state, unchanged, unless_gone
from api.cache import Kept
from api.described import answers, or_empty, problems
from api.engine import read
from api.errors import BadRequest, NotAcceptable
from api.media import TABLES, Media, by_name, negotiate
from api.protocol import decoded
from api.serving import Lease
from api.site import Site, site_of
from api.tasks import Head, Sink
from api.web import asked, question
from api.web.frame import language_of
from queries import NamedQuery, Parameter, Type
from store import Store

OURS: Final = ("limit", "offset", "format", "profile")
_WHOLE: Final = re.compile(r"\d{1,9}")
_EXCEL: Final = Media("text/csv", "csv", text=True)
_SVG: Final = Media("image/svg+xml", "svg", text=True)
_SCHEMAS: Final[dict[Type, dict[str, Any]]] = {
    Type.ENTITY: {"type": "string"},
    Type.DATE: {"type": "string", "format": "date"},
    Type.STRING: {"type": "string"},
    Type.CODE: {"type": "string"},
    Type.INTEGER: {"type": "integer"},
    Type.YEAR: {"type": "string", "pattern": r"^\d{4}$"},
    Type.IRI: {"type": "string", "format": "iri"},
}
_MOST: Final = 999_999_999  # as `_WHOLE` has it
_PAGING: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "limit": ({"type": "integer", "minimum": 1, "maximum": _MOST}, "Rows of a page; left out: all rows (HTML: 100)."),
    "offset": ({"type": "integer", "minimum": 0, "maximum": _MOST}, "Rows to skip."),
    "profile": (
        {"type": "string", "enum": ["excel"]},
        "A CSV for Danish spreadsheets: byte order mark, semicolons, no cell that runs as a formula.",
    ),
}
_FORMATS: Final = tuple(dict.fromkeys(media.name for media in TABLES))


@dataclass(frozen=True, slots=True)
class Answer:
    """A named query's answer, one page of it. `excel`: the CSV is for a spreadsheet. It reads no files that are not read already."""

    name: str
    arguments: tuple[tuple[str, str], ...]
    media: Media
    offset: int
    limit: int | None
    excel: bool = False
    language: str = "da"

    def run(self, store: Store, sink: Sink) -> None:
        table = queries.run(store, self.name, dict(self.arguments))
        rows = table.rows[self.offset : None if self.limit is None else self.offset + self.limit]
        sink.head(Head(self.media.content_type, len(table.rows)))
        if self.excel:
            sink.write(tables.as_excel(table.columns, rows))
        elif self.media.name == "html":
            sink.write(question.content(store, self.name, dict(self.arguments), table, rows, self.language))
        elif self.media.name == "svg":
            sink.write(question.svg(self.name, table, self.language))
        else:
            write = {"json": tables.as_json, "csv": tables.as_csv, "tsv": tables.as_tsv}[self.media.name]
            sink.write(write(table.columns, rows))


def routes(app: FastAPI) -> APIRouter:
    """One route a query, so that each has its parameters in OpenAPI; and one that tells near matches for all other names."""
    router = APIRouter(tags=["Named queries"])
    site = site_of(app)

    @router.get("/queries", summary="The named queries", responses=_listed(), response_class=Response)
    async def queries_get(request: Request) -> Response:
        return _list(request, site)

    for query in queries.load().values():
        _add(router, site, query)

    @router.get("/queries/{name}", include_in_schema=False)
    async def unknown_get(name: str) -> Response:
        queries.get(name)  # raises UnknownQuery: the known ones have routes of their own
        raise BadRequest("this query is not served")

    return router


def _listed() -> dict[int | str, dict[str, Any]]:
    return answers("Names, titles, parameters and columns.", "application/json", "text/html")


def _add(router: APIRouter, site: Site, query: NamedQuery) -> None:
    async def answer(request: Request) -> Response:
        return await _answer(request, site, query)

    async def described(request: Request) -> Response:
        return _csvw(request, site, query)

    router.add_api_route(
        f"/queries/{query.name}",
        answer,
        methods=["GET"],
        summary=query.title_en,
        description=f"{query.description_en}\n\nColumns: {', '.join(query.columns)}.",
        operation_id=f"query_{query.name.replace('-', '_')}",
        response_class=Response,
        openapi_extra=_openapi(query),
    )
    router.add_api_route(f"/queries/{query.name}.csv-metadata.json", described, methods=["GET"], include_in_schema=False)


def _openapi(query: NamedQuery) -> dict[str, Any]:
    examples = dict(query.example)
    parameters = [_parameter(parameter, examples.get(parameter.name)) for parameter in query.parameters]
    forms = (*_FORMATS, _SVG.name) if query.picture else _FORMATS
    ours = {**_PAGING, "format": ({"type": "string", "enum": list(forms)}, "Overrides Accept. svg: the picture.")}
    headers = {
        "X-Total-Count": {"schema": {"type": "integer"}, "description": "Rows there are in all."},
        "Link": {"schema": {"type": "string"}, "description": "first, prev, next and last page; describedby: the CSVW description."},
    }
    content: dict[str, Any] = {media.type: {} for media in (*TABLES, *((_SVG,) if query.picture else ()))}
    failures = problems(
        _400="A parameter that the query has not, or a value of the wrong form.",
        _404="Nothing goes by that name; `near` has near matches.",
        _410="That name or document has been withdrawn.",
        _406="No acceptable media type.",
        _503="Busy, or no dataset yet.",
        _504="Stopped at the time limit.",
    )
    return {
        "parameters": [*parameters, *(_described(name, schema, text) for name, (schema, text) in ours.items())],
        "responses": {"200": {"description": "The table.", "headers": headers, "content": content}, **failures},
    }


def _parameter(parameter: Parameter, example: str | None) -> dict[str, Any]:
    kind = f" A label, slug or IRI of kind {parameter.kind}." if parameter.type is Type.ENTITY and parameter.kind else ""
    found = _described(parameter.name, _SCHEMAS[parameter.type], parameter.description_en + kind)
    return found if example is None else {**found, "example": example}


def _described(name: str, schema: dict[str, Any], text: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": or_empty(schema), "description": text}


def _list(request: Request, site: Site) -> Response:
    media = _negotiated(request, dict(decoded(request.scope["query_string"])).get("format"), ("json", "html"))
    if media.name == "html":
        return pages.query_list(request)
    address = site.address(request)
    found = [
        {
            "name": query.name,
            "title": {"da": query.title_da, "en": query.title_en},
            "description": {"da": query.description_da, "en": query.description_en},
            "columns": query.columns,
            "parameters": [{"name": p.name, "type": p.type.value, "kind": p.kind, "description": p.description_en} for p in query.parameters],
            "href": f"{address}/queries/{query.name}",
        }
        for query in queries.load().values()
    ]
    return Response(json.dumps({"queries": found}, ensure_ascii=False), media_type="application/json", headers={"Vary": "Accept, Accept-Language"})


def _negotiated(request: Request, format: str | None, names: tuple[str, ...]) -> Media:
    offers = tuple(media for media in TABLES if media.name in names)
    media = by_name(format, offers) if format else negotiate(request.headers.get("accept"), offers)
    if media is None:
        raise NotAcceptable("the table cannot be given so", near=names)
    return media


async def _answer(request: Request, site: Site, query: NamedQuery) -> Response:
    values = _values(decoded(request.scope["query_string"]))
    task = _task(request, query, values)
    async with await site.serving.lease() as lease:
        headers = state(lease.manifest, task)
        headers["Vary"] = "Accept, Accept-Language, Cookie" if task.media.name in ("html", "svg") else "Accept"
        if "if-none-match" in request.headers and unchanged(request, headers):
            return not_modified(headers)
        kept = await _kept(request, site, lease, task)
    total = kept.total or 0
    headers |= _links(f"{site.address(request)}/queries/{query.name}", values, task, total)
    if unchanged(request, headers):
        return not_modified(headers)
    if task.media.name == "html":
        return asked.table(request, query, values, json.loads(kept.body), task.offset, total, headers)
    if task.media.name == "svg":
        headers["Content-Security-Policy"] = question.SVG_POLICY
    if task.media.name == "csv":
        headers["Content-Disposition"] = f'attachment; filename="{query.name}.csv"'
    return Response(kept.body, headers=headers, media_type=kept.content_type)


async def _kept(request: Request, site: Site, lease: Lease, task: Answer) -> Kept:
    """The answer, from the cache where it is there: no question of ours asks for what differs each time (a test holds this)."""
    key = (lease.manifest.dataset, lease.manifest.number, task)
    kept = site.cache.get(key)
    if kept is None:
        head, body = await unless_gone(request, read(lease, task))
        kept = Kept(head.content_type, body, head.total)
        site.cache.put(key, kept)
    return kept


def _values(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Raises BadRequest for a parameter given twice."""
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in values:
            raise BadRequest(f"the parameter `{name}` is given more than once")
        values[name] = value
    return values


def _task(request: Request, query: NamedQuery, values: Mapping[str, str]) -> Answer:
    profile = values.get("profile", "")
    if profile not in ("", "excel"):
        raise BadRequest("`profile` can only be excel", near=("excel",))
    drawn = values.get("format") == "svg" and query.picture is not None
    media = _SVG if drawn else _negotiated(request, values.get("format") or ("csv" if profile else None), _FORMATS)
    media = _EXCEL if profile else media
    limit = _whole(values, "limit", 1) if values.get("limit") else asked.PAGE_ROWS if media.name == "html" else None
    offset = _whole(values, "offset", 0) if values.get("offset") else 0
    arguments = tuple((name, value) for name, value in values.items() if name not in OURS and value)
    return Answer(query.name, arguments, media, offset, limit, bool(profile), language_of(request) if media.name in ("html", "svg") else "da")


def _whole(values: Mapping[str, str], name: str, least: int) -> int:
    if not _WHOLE.fullmatch(values[name]) or int(values[name]) < least:
        raise BadRequest(f"`{name}` must be a whole number from {least}")
    return int(values[name])


def _links(address: str, values: Mapping[str, str], task: Answer, total: int) -> dict[str, str]:
    """Headers that say how many rows there are, and where the other pages are (RFC 8288)."""
    same = urlencode({name: value for name, value in values.items() if name not in ("format", "profile")})
    links = {"describedby": f"{address}.csv-metadata.json{'?' if same else ''}{same}"}
    if task.limit is not None:
        step, rest = task.limit, {name: value for name, value in values.items() if name not in ("limit", "offset")}
        last = max(0, (total - 1) // step * step)
        places = {"first": 0, "last": last}
        if task.offset > 0:
            places["prev"] = min(max(0, task.offset - step), last)
        if task.offset + step < total:
            places["next"] = task.offset + step
        links |= {name: f"{address}?{urlencode({**rest, 'limit': step, 'offset': place})}" for name, place in places.items()}
    return {"X-Total-Count": str(total), "Link": ", ".join(f'<{target}>; rel="{name}"' for name, target in links.items())}


def _csvw(request: Request, site: Site, query: NamedQuery) -> Response:
    rest = urlencode({**_values(decoded(request.scope["query_string"])), "format": "csv"})
    body = json.dumps(tables.csvw(query, f"{site.address(request)}/queries/{query.name}", rest), ensure_ascii=False)
    return Response(body, media_type="application/csvm+json")
