"""The pages for people, and the addresses of things: `/`, `/id/…`, `/doc/…`. HTML without scripts; all values are escaped by the templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote, urlencode

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates
from pyoxigraph import NamedNode

import queries
from api import about
from api.answers import not_modified, state, unchanged, unless_gone
from api.engine import read_json
from api.errors import NotAcceptable, NotFound, Problem
from api.media import GRAPHS, PAGE, by_name, language, negotiate
from api.site import Site, site_of
from api.streams import graph_answer, stream
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

    @router.get("/id/{path:path}", summary="A thing: see its description", status_code=303, response_class=Response)
    async def id_get(request: Request, path: str) -> Response:
        tail = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{site.address(request)}/doc/{quote(path)}{tail}", status_code=303, headers={"Vary": "Accept"})

    @router.get("/doc/{path:path}", summary="The description of a thing", response_class=Response, responses=_described())
    async def doc_get(request: Request, path: str, format: str | None = None) -> Response:
        return await _doc(request, site, path, format)

    return router


def _html(text: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": text, "content": {"text/html": {}}}}


def _described() -> dict[int | str, dict[str, Any]]:
    types: dict[str, Any] = {media.type: {} for media in (*PAGE, *GRAPHS)}
    return {200: {"description": "Facts both ways, with their quotes.", "content": types}, 404: {"description": "Nothing is known by this name."}}


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


async def _doc(request: Request, site: Site, path: str, format: str | None) -> Response:
    offers = (*PAGE, *GRAPHS)
    media = by_name(format, offers) if format else negotiate(request.headers.get("accept"), offers)
    if media is None:
        raise NotAcceptable("a description cannot be given so", near=tuple(offer.type for offer in offers))
    iri = _iri(site.settings.id_base + path)
    if media.name == "html":
        return await _thing(request, site, iri)
    lease = await site.serving.lease()
    if path.startswith("graph/") and any(graph.iri == iri for graph in lease.manifest.graphs):
        lease.release()
        return await graph_answer(request, site, iri, media.type)
    task = about.AboutGraph(iri, site.settings.id_base, media)
    headers = state(lease.manifest, task) | {"Vary": "Accept, Accept-Language", "Link": f'<{iri}>; rel="describes"'}
    return await stream(request, lease, task, headers)


def _iri(address: str) -> str:
    """Raises NotFound for what can be no thing's IRI."""
    try:
        return NamedNode(address).value
    except ValueError:
        raise NotFound("nothing is known by this name") from None


async def _thing(request: Request, site: Site, iri: str) -> Response:
    task = Call(about.thing, (iri, language_of(request), site.settings.id_base))
    async with await site.serving.lease() as lease:
        headers = state(lease.manifest, "thing", iri, language_of(request))
        if "if-none-match" in request.headers and unchanged(request, headers):
            return not_modified(headers)
        found = cast(dict[str, Any], await unless_gone(request, read_json(lease, task)))
    if unchanged(request, headers):
        return not_modified(headers)
    return render(request, "thing.html", {"thing": found, "link": _local(site.settings.id_base)}, headers)


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
