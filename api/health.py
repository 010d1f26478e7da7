"""`/health`: is the process alive, and does it have data to answer from? `/metrics`: what it has done."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Response
from pydantic import BaseModel

from api.metrics import CONTENT_TYPE
from api.site import site_of


class Live(BaseModel):
    live: bool


class Health(BaseModel):
    """`dataset` is the version of the data, which depends on its content alone; `last_loaded` is ISO 8601, UTC."""

    live: bool
    ready: bool
    dataset: str
    version: int
    documents: int
    triples: int
    last_loaded: str


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Operations"])
    site = site_of(app)

    @router.get("/health", summary="Ready to answer, and from which data", responses={503: {"model": Health, "description": "No dataset yet."}})
    async def health(response: Response) -> Health:
        response.headers["Cache-Control"] = "no-store"
        manifest = site.serving.manifest
        if manifest is None or manifest.number == 0:
            response.status_code = 503
        if manifest is None:
            return Health(live=True, ready=False, dataset="", version=0, documents=0, triples=0, last_loaded="")
        return Health(
            live=True,
            ready=manifest.number > 0,
            dataset=manifest.dataset,
            version=manifest.number,
            documents=len(manifest.documents),
            triples=manifest.triples,
            last_loaded=manifest.loaded_at,
        )

    @router.get("/health/live", summary="The process is alive")
    async def live() -> Live:
        return Live(live=True)

    @router.get("/metrics", summary="Counts and times for Prometheus", response_class=Response)
    async def metrics() -> Response:
        return Response(site.serving.metrics.text(), media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})

    return router
