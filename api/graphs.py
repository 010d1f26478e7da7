"""`/graph`: the Graph Store Protocol. Anybody reads; only who has the token writes, and where there is none, nobody."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Request, Response

from api import writing
from api.described import GRAPH_GET
from api.errors import BadRequest, Conflict
from api.protocol import absolute, decoded
from api.site import site_of
from api.sparql import body_of
from api.streams import graph_answer


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["SPARQL"])
    site = site_of(app)

    @router.get("/graph", summary="Read a whole graph (Graph Store Protocol)", openapi_extra=GRAPH_GET, response_class=Response)
    async def graph_get(request: Request) -> Response:
        return await graph_answer(request, site, _named(request), dict(decoded(request.scope["query_string"])).get("format"))

    if not site.settings.writable:
        return router

    @router.api_route("/graph", methods=["PUT", "POST"], include_in_schema=False)
    async def graph_put(request: Request) -> Response:
        writing.permit(request, site)  # before the body is read
        body = await body_of(request, site.settings.max_upload)
        return await writing.put(request, site, _written(request), body, merge=request.method == "POST")

    @router.delete("/graph", include_in_schema=False)
    async def graph_delete(request: Request) -> Response:
        return await writing.delete(request, site, _written(request))

    return router


def _named(request: Request) -> str | None:
    """The graph that the address names; None: the default graph. Raises BadRequest."""
    wanted = [(key, value) for key, value in decoded(request.scope["query_string"]) if key in ("graph", "default")]
    if len(wanted) != 1 or (wanted[0][0] == "default" and wanted[0][1]):
        raise BadRequest("name one graph: `?graph=IRI` or `?default`")
    return absolute("graph", wanted[0][1]) if wanted[0][0] == "graph" else None


def _written(request: Request) -> str:
    graph = _named(request)
    if graph is None:
        raise Conflict("the default graph is the union of the others: write into a graph that has a name")
    return graph
