"""Answers that may be long, as every route gives them: conditional, headless where HEAD asks, streamed, ended with their client."""

from __future__ import annotations

from fastapi import Request, Response

from api.answers import Streamed, decided, not_modified, state, unless_gone
from api.conditions import Outcome
from api.errors import NotAcceptable
from api.gateway import HEAD_FLAG
from api.media import GRAPHS, by_name, negotiate
from api.serving import Lease
from api.site import Site
from api.tasks import GraphContent, Streamable, Task


async def stream(request: Request, lease: Lease, task: Streamable, headers: dict[str, str]) -> Response:
    """The answer to a task, or 304.

    A precondition counts only where the plain answer would be 200: a matching ETag proves that, a date does not.
    """
    try:
        outcome = decided(request.scope, headers)
        if outcome is Outcome.NOT_MODIFIED:
            lease.release()
            return not_modified(headers)
        same = outcome is Outcome.PERHAPS
        work: Task = task.headless() if same or HEAD_FLAG in request.scope else task
        reply = await unless_gone(request, lease.ask(work))
    except BaseException:
        lease.release()
        raise
    if not same:
        return Streamed(reply, lease, headers)
    await reply.close()
    lease.release()
    return not_modified(headers)


async def graph_answer(request: Request, site: Site, graph: str | None, format: str | None) -> Response:
    """A whole graph in the media type asked for. Raises NotAcceptable, NotFound."""
    media = by_name(format, GRAPHS) if format else negotiate(request.headers.get("accept"), GRAPHS)
    if media is None:
        raise NotAcceptable("a graph cannot be given so", near=tuple(offer.type for offer in GRAPHS))
    lease = await site.serving.lease()
    task = GraphContent(graph, media, site.settings.union)
    return await stream(request, lease, task, state(lease.manifest, task) | {"Vary": "Accept"})
