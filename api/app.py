"""The application: `create(settings)`."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from api import catalog, changes, dumps, gateway, gone, graphs, health, linked, named, sitemap, void
from api.answers import ClientGone
from api.cache import Cache
from api.described import REFUSAL, SPARQL
from api.errors import MAPPED, Problem, describe
from api.refusals import say
from api.serving import Serving
from api.settings import Settings
from api.site import Site
from api.sparql import Endpoint
from api.web import routes as web

log = logging.getLogger("klyngegraf.api")
Handler = Callable[[Request, Exception], Awaitable[Response]]
_SCHEMA: Final = {
    "type": "object",
    "description": "RFC 9457. Also: `line` and `column` of a syntax error; `near`, what may have been meant.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
        "near": {"type": "array", "items": {"type": "string"}},
    },
}


class Service(FastAPI):
    """The framework behind its gateway, which some addresses pass by it: five layers that a short query has no use for."""

    gateway: gateway.Gateway

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self
        await self.gateway(scope, receive, send)


def create(settings: Settings | None = None) -> Service:
    """The service over the data folder that the settings name. Run it with its lifespan: that is when the data is loaded."""
    settings = settings or Settings()
    serving = Serving(settings)
    site, dumper = Site(settings, serving, Cache(settings.cache_mb << 20, serving.metrics)), dumps.Dumper(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await serving.start()
        dumper.start(site)
        try:
            yield
        finally:
            await dumper.stop()
            await serving.stop()

    app = Service(
        title="klyngegraf",
        version="0.1.0",
        summary="The knowledge graph of Denmark's health-cluster collaboration.",
        lifespan=lifespan,
        redirect_slashes=False,
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # whether there is any it would ask at every request
    )
    app.state.site = site
    _route(app, site)
    _describe(app)
    return app


def _route(app: Service, site: Site) -> None:
    routers = [module.routes(app) for module in (web, linked, graphs, named, health, catalog, changes, dumps, void, sitemap)]
    for router in routers:
        app.include_router(router)
    endpoint = Endpoint(site)
    direct = Route("/sparql", endpoint, methods=["GET", "POST"])
    app.router.routes.append(direct)
    routes = [direct, *(route for router in routers for route in router.routes)]
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    last_resort = _handle(app, site, routes)
    direct_ways = {"/sparql": ServerErrorMiddleware(endpoint, last_resort)}
    app.gateway = gateway.Gateway(super(Service, app).__call__, site.settings, site.serving.metrics, routes, direct_ways)


def _handle(app: FastAPI, site: Site, routes: Sequence[BaseRoute]) -> Handler:
    """Tell the framework who says what of which error; what says it of a fault of ours."""

    async def mapped(request: Request, error: Exception) -> Response:
        found = describe(error)
        withdrawn = await gone.instead(request, site) if found.status == 404 else None
        return say(request, describe(withdrawn) if withdrawn else found)

    async def unheard(_: Request, __: Exception) -> Response:
        return Response(status_code=499)  # nobody hears it; the access log does

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        detail = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
        return say(request, Problem(400, "bad-request", "The request is not one that this service understands", detail))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(gateway.allowed(routes, request.scope))
        title = HTTPStatus(error.status_code).phrase
        return say(request, Problem(error.status_code, title.lower().replace(" ", "-"), title, str(error.detail), {}, headers))

    async def ours(request: Request, error: Exception) -> Response:
        log.error("a fault of ours at %s", request.url.path, exc_info=error)
        return say(request, Problem(500, "internal", "A fault of ours", "The service met a fault; it has been logged."))

    for kind in MAPPED:
        app.add_exception_handler(kind, mapped)
    app.add_exception_handler(ClientGone, unheard)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, ours)
    return ours


def _describe(app: FastAPI) -> None:
    """OpenAPI with problem documents, which any route may answer, and without the answer to invalid parameters that FastAPI presumes."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = made()
            schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _SCHEMA
            schema["paths"]["/sparql"] = SPARQL
            for operations in schema["paths"].values():
                for operation in operations.values():
                    operation["responses"].pop("422", None)
                    operation["responses"].setdefault("default", REFUSAL)
            for unused in ("HTTPValidationError", "ValidationError"):
                schema["components"]["schemas"].pop(unused, None)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
