"""The addresses of things, `/id/…` and `/doc/…`; and the pages of other routes: the list of queries, the query form, a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote, unquote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode

import queries
from api import about
from api.answers import not_modified, state, unchanged, unless_gone
from api.engine import read_json
from api.errors import NotAcceptable, NotFound, Problem
from api.gateway import CSP
from api.media import GRAPHS, PAGE, by_name, negotiate
from api.site import Site, site_of
from api.streams import graph_answer, stream
from api.tasks import Call
from api.web import thing
from api.web.frame import language_of, local, render

_FORMATS: Final = ("html", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads")
_EDITOR: Final = Path(__file__).parent / "static" / "editor"  # fetched by `make install`, never committed
# The one style sheet that the pinned editor writes into the page, for columns that can be dragged wider. Allowed on its page only, by its digest.
_EDITOR_STYLE: Final = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
_EXAMPLE: Final = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?meeting ?label WHERE {
  ?meeting a kg:Meeting ; skos:prefLabel ?label .
} ORDER BY ?label LIMIT 100"""


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Pages and linked data"])
    site = site_of(app)

    @router.get("/id/{path:path}", summary="A thing: see its description", status_code=303, response_class=Response)
    async def id_get(request: Request, path: str) -> Response:
        tail = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{site.address(request)}/doc/{quote(path)}{tail}", status_code=303, headers={"Vary": "Accept"})

    @router.get("/doc/{path:path}", summary="The description of a thing", response_class=Response, responses=_described())
    async def doc_get(request: Request, path: str, format: str | None = None) -> Response:
        return await _doc(request, site, path, format)

    return router


def _described() -> dict[int | str, dict[str, Any]]:
    types: dict[str, Any] = {media.type: {} for media in (*PAGE, *GRAPHS)}
    return {200: {"description": "Facts both ways, with their quotes.", "content": types}, 404: {"description": "Nothing is known by this name."}}


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
    task = Call(thing.describe, (iri, language_of(request), site.settings.id_base))
    async with await site.serving.lease() as lease:
        headers = state(lease.manifest, "thing", iri, language_of(request))
        if "if-none-match" in request.headers and unchanged(request, headers):
            return not_modified(headers)
        found = cast(dict[str, Any], await unless_gone(request, read_json(lease, task)))
    if unchanged(request, headers):
        return not_modified(headers)
    return render(request, "thing.html", {"thing": found, "link": lambda iri: local(iri, site.settings.id_base)}, headers)


def query_form(request: Request, headers: Mapping[str, str]) -> Response:
    content = {"formats": _FORMATS, "example": _EXAMPLE, "queries": _titles(request), "editor": (_EDITOR / "yasgui.min.js").is_file()}
    policy = {"Content-Security-Policy": CSP.replace("style-src 'self'", f"style-src 'self' {_EDITOR_STYLE}")}
    return render(request, "sparql.html", content, {**headers, **policy})


def query_list(request: Request) -> Response:
    return render(request, "queries.html", {"queries": _titles(request)})


def problem_page(request: Request, problem: Problem) -> Response:
    near = problem.extra.get("near") or problem.extra.get("candidates") or []
    headers = {**problem.headers, "Cache-Control": "no-store"}
    content = {"problem": problem, "near": near, "link": _nearby(request), "sought": _sought(request)}
    return render(request, "problem.html", content, headers, problem.status)


def _sought(request: Request) -> str:
    """The last part of the address, as words to search for."""
    return unquote(request.url.path.rstrip("/").rsplit("/", 1)[-1]).replace("-", " ")


def _nearby(request: Request) -> Callable[[str], str]:
    """The page of a near match that is one of our things; "" for a mere word."""
    id_base = site_of(request.app).settings.id_base
    return lambda near: local(near, id_base) if near.startswith(id_base) else ""
