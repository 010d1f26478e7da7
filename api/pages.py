"""The pages for people, and the addresses of things: `/`, `/id/…`, `/doc/…`. HTML without scripts; all values are escaped by the templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote, urlencode

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.templating import Jinja2Templates

import queries
from api import about, schema_org
from api.answers import not_modified, state, unchanged, unless_gone
from api.engine import read_json
from api.errors import Problem
from api.media import language
from api.site import Site, site_of
from api.tasks import Call
from api.words import words
from queries import NamedQuery

_FOLDER: Final = Path(__file__).parent
templates: Final = Jinja2Templates(directory=_FOLDER / "templates")
_FORMATS: Final = ("html", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads")
_EXAMPLE: Final = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?meeting ?label WHERE {
  ?meeting a kg:Meeting ; skos:prefLabel ?label .
} ORDER BY ?label LIMIT 100"""


def language_of(request: Request) -> str:
    return language(request.headers.get("accept-language"))


def render(request: Request, name: str, content: Mapping[str, Any], headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """A template as a page in the language asked for."""
    spoken = language_of(request)
    everything = {"lang": spoken, "w": words(spoken), **content}
    given = {"Vary": "Accept, Accept-Language", **(headers or {}), "Content-Language": spoken}
    return templates.TemplateResponse(request, name, everything, status_code=status, headers=given)


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Pages and linked data"])
    site = site_of(app)

    @router.get("/", summary="The front page", response_class=Response, responses=_html("The page."))
    async def front_get(request: Request) -> Response:
        return await _front(request, site)

    return router


def _html(text: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": text, "content": {"text/html": {}}}}


async def _front(request: Request, site: Site) -> Response:
    async with await site.serving.lease() as lease:
        manifest = lease.manifest
    headers = state(manifest, "front", language_of(request))
    if unchanged(request, headers):
        return not_modified(headers)
    named = queries.load()
    documents = sorted(manifest.documents, key=lambda record: record.label)
    content = {"manifest": manifest, "documents": documents, "attendance": named.get("attendance"), "queries": _titles(request)}
    return render(request, "front.html", content, headers)


def _titles(request: Request) -> list[tuple[str, str, str]]:
    danish = language_of(request) == "da"
    return [
        (query.name, query.title_da if danish else query.title_en, query.description_da if danish else query.description_en)
        for query in queries.load().values()
    ]


async def thing_page(request: Request, site: Site, iri: str) -> Response:
    """What is known of a thing, with its data block for search engines. Raises NotFound."""
    task = Call(about.thing, (iri, language_of(request), site.settings.id_base))
    async with await site.serving.lease() as lease:
        headers = state(lease.manifest, "thing", iri, language_of(request))
        if "if-none-match" in request.headers and unchanged(request, headers):
            return not_modified(headers)
        found = cast(dict[str, Any], await unless_gone(request, read_json(lease, task)))
        block = await unless_gone(request, read_json(lease, Call(schema_org.thing_block, (iri, site.address(request) + request.url.path))))
    if unchanged(request, headers):
        return not_modified(headers)
    data = schema_org.embedded(cast(dict[str, Any] | None, block))
    return render(request, "thing.html", {"thing": found, "link": _local(site.settings.id_base), "data": data}, headers)


def _local(id_base: str) -> Any:
    def link(iri: str) -> str:
        """Our own things are looked up here; other addresses only where a browser cannot run them."""
        if iri.startswith(id_base):
            return "/doc/" + quote(iri.removeprefix(id_base))
        return iri if iri.startswith(("http://", "https://")) else ""

    return link


def query_form(request: Request, headers: Mapping[str, str]) -> Response:
    return render(request, "sparql.html", {"formats": _FORMATS, "example": _EXAMPLE}, headers)


def query_list(request: Request) -> Response:
    return render(request, "queries.html", {"queries": _titles(request)})


def table(
    request: Request, query: NamedQuery, values: Mapping[str, str], answer: Mapping[str, Any], offset: int, total: int, headers: Mapping[str, str]
) -> Response:
    """A named query's page: its form, its rows, its neighbours."""
    danish = language_of(request) == "da"
    kept = {name: value for name, value in values.items() if name not in ("format", "profile", "limit", "offset")}
    step = int(values.get("limit") or 200)

    def address(**changed: str | int) -> str:
        return f"/queries/{query.name}?{urlencode({**kept, **changed})}"

    content = {
        "query": query,
        "title": query.title_da if danish else query.title_en,
        "description": query.description_da if danish else query.description_en,
        "values": values,
        "rows": answer["rows"],
        "total": total,
        "offset": offset,
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
    return render(request, "problem.html", {"problem": problem, "near": near}, headers, problem.status)
