"""`/sparql` and `/graph`: the SPARQL 1.1 Protocol, the service description, and the Graph Store Protocol's read side."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, FastAPI, Request, Response

from api import description, pages
from api.answers import not_modified, state, unchanged
from api.described import GRAPH_GET, SPARQL_GET, SPARQL_POST
from api.engine import read
from api.errors import BadRequest, BodyTooLarge, NotAcceptable
from api.media import GRAPHS, PAGE, RESULTS, Media, by_name, negotiate
from api.protocol import Asked, absolute, decoded, parse
from api.site import Site, site_of
from api.streams import graph_answer, stream
from api.tasks import Sparql
from api.tokens import tokens, volatile

_VARY: Final = {"Vary": "Accept"}


def routes(app: FastAPI) -> APIRouter:
    """The routes; requests and responses are described in full in OpenAPI."""
    router = APIRouter(tags=["SPARQL"])
    site = site_of(app)

    @router.get("/sparql", summary="Ask a SPARQL query", openapi_extra=SPARQL_GET, response_class=Response)
    async def sparql_get(request: Request) -> Response:
        return await _sparql(request, site)

    @router.post("/sparql", summary="Ask a SPARQL query, as a form or as the body", openapi_extra=SPARQL_POST, response_class=Response)
    async def sparql_post(request: Request) -> Response:
        return await _sparql(request, site)

    @router.get("/graph", summary="Read a whole graph (Graph Store Protocol)", openapi_extra=GRAPH_GET, response_class=Response)
    async def graph_get(request: Request) -> Response:
        return await _graph(request, site)

    return router


async def body_of(request: Request, limit: int) -> bytes:
    """The body, read no further than the limit. Raises BodyTooLarge."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise BodyTooLarge(f"a body may have {limit} bytes")
    return bytes(body)


async def _sparql(request: Request, site: Site) -> Response:
    body = await body_of(request, site.settings.max_body)
    asked = parse(request.method, request.scope["query_string"], request.headers.get("content-type"), body, site.settings.max_nesting)
    if asked.query is None:
        return await _describe(request, site, asked.format)
    results, graphs = _media(request, asked)
    base = f"{site.address(request)}/sparql"  # RFC 3986, 5.1.3: where no BASE is given, the address of the request
    task = Sparql(asked.query, results, graphs, asked.default_graphs, asked.named_graphs, site.settings.union, base)
    lease = await site.serving.lease()
    headers = state(lease.manifest, task) | _VARY
    if volatile(list(tokens(asked.query))):
        headers = {"Cache-Control": "no-store", "X-Dataset-Version": lease.manifest.dataset} | _VARY
    return await stream(request, lease, task, headers)


def _media(request: Request, asked: Asked) -> tuple[Media | None, Media | None]:
    """What the client gets for a table and for a graph. Raises BadRequest, NotAcceptable."""
    if asked.format is not None:
        found = by_name(asked.format, RESULTS), by_name(asked.format, GRAPHS)
        if found == (None, None):
            raise BadRequest(f"there is no format {asked.format!r}", near=tuple(dict.fromkeys(media.name for media in (*RESULTS, *GRAPHS))))
        return found
    accept = request.headers.get("accept")
    found = negotiate(accept, RESULTS), negotiate(accept, GRAPHS)
    if found == (None, None):
        raise NotAcceptable("none of the media types asked for can be given", near=tuple(media.type for media in (*RESULTS, *GRAPHS)))
    return found


async def _graph(request: Request, site: Site) -> Response:
    pairs = decoded(request.scope["query_string"])
    wanted = [(key, value) for key, value in pairs if key in ("graph", "default")]
    if len(wanted) != 1 or (wanted[0][0] == "default" and wanted[0][1]):
        raise BadRequest("name one graph: `?graph=IRI` or `?default`")
    graph = absolute("graph", wanted[0][1]) if wanted[0][0] == "graph" else None
    return await graph_answer(request, site, graph, dict(pairs).get("format"))


async def _describe(request: Request, site: Site, format: str | None) -> Response:
    """The service description; for a browser, the page with the query form."""
    offers = (*GRAPHS, *PAGE)
    media = by_name(format, offers) if format else negotiate(request.headers.get("accept"), offers)
    if media is None:
        raise NotAcceptable("a service description cannot be given so", near=tuple(offer.type for offer in offers))
    async with await site.serving.lease() as lease:
        endpoint = f"{site.address(request)}/sparql"
        headers = state(lease.manifest, "description", endpoint, media.type, pages.language_of(request)) | {"Vary": "Accept, Accept-Language"}
        if unchanged(request, headers):
            return not_modified(headers)
        if media.name == "html":
            return pages.query_form(request, headers)
        head, body = await read(lease, description.Description(endpoint, media, site.settings.union))
        return Response(body, headers=headers, media_type=head.content_type)
