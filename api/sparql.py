"""`/sparql`: the SPARQL 1.1 Protocol and the service description, as an ASGI application of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from api import description, pages, writing
from api.answers import Attended, ClientGone, Streamed, Whole, decided, header, not_modified, state, unchanged
from api.cache import Kept
from api.conditions import Outcome
from api.engine import Reply, read
from api.errors import MAPPED, BadRequest, BodyTooLarge, NotAcceptable, UnsupportedMedia, describe
from api.exchanges import QUERY
from api.gateway import HEAD_FLAG
from api.media import GRAPHS, PAGE, RESULTS, Media, by_name, negotiate
from api.protocol import Asked, parse
from api.refusals import say
from api.serving import Lease
from api.site import Site
from api.tasks import Sparql
from api.tokens import volatile
from api.web.frame import language_of

_REMEMBERED: Final = 8192  # bytes of a request: longer ones are read anew each time


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request as read: the task, unless it asks for the description or is an update; `volatile`: two evaluations may differ."""

    asked: Asked
    task: Sparql | None
    volatile: bool = False


def prepare(
    method: str, query_string: bytes, content_type: str | None, body: bytes, accept: str | None, base: str, nesting: int, union: bool
) -> Prepared:
    """Raises BadRequest, UnsupportedMedia, QueryTooDeep, NotAcceptable."""
    asked = parse(method, query_string, content_type, body, nesting)
    if asked.query is None:
        return Prepared(asked, None)
    results, graphs = _media(asked.format, accept)
    task = Sparql(asked.query, results, graphs, asked.default_graphs, asked.named_graphs, union, base)
    return Prepared(asked, task, volatile(asked.query))


_remembered = lru_cache(maxsize=2048)(prepare)


@lru_cache(maxsize=256)
def _media(format: str | None, accept: str | None) -> tuple[Media | None, Media | None]:
    """What the client gets for a table and for a graph. Raises BadRequest, NotAcceptable."""
    if format is not None:
        found = by_name(format, RESULTS), by_name(format, GRAPHS)
        if found == (None, None):
            raise BadRequest(f"there is no format {format!r}", near=tuple(dict.fromkeys(media.name for media in (*RESULTS, *GRAPHS))))
        return found
    found = negotiate(accept, RESULTS), negotiate(accept, GRAPHS)
    if found == (None, None):
        raise NotAcceptable("none of the media types asked for can be given", near=tuple(media.type for media in (*RESULTS, *GRAPHS)))
    return found


class Endpoint:
    """The application. Errors that are mapped become problem documents here, others are left to the framework's last resort."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except ClientGone:
            answer = Response(status_code=499)  # nobody hears it; the log does
        except MAPPED as error:
            answer = say(request, describe(error))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        site, scope = self._site, request.scope
        body = await body_of(request, site.settings.max_body) if scope["method"] == "POST" else b""
        base = f"{site.address(request)}/sparql"  # RFC 3986, 5.1.3: where no BASE is given, the address of the request
        reading = _remembered if len(body) + len(scope["query_string"]) < _REMEMBERED else prepare
        accept, content_type = header(scope, b"accept"), _content_type(scope)
        settings = site.settings
        ready = reading(scope["method"], scope["query_string"], content_type, body, accept, base, settings.max_nesting, settings.union)
        if ready.task is None:
            if ready.asked.update is not None:
                return await writing.update(request, site, ready.asked.update)
            return await self._describe(request, base, ready.asked.format)
        scope[QUERY] = ready.task.query
        lease = await site.serving.lease()
        handed_over = False
        try:
            answer = await self._evaluated(request, lease, ready)
            handed_over = isinstance(answer, Streamed)
            return answer
        finally:
            if not handed_over:
                lease.release()

    async def _evaluated(self, request: Request, lease: Lease, ready: Prepared) -> Response:
        assert ready.task
        scope, headers = request.scope, _headers(lease, ready)
        outcome = decided(scope, headers)
        if outcome is Outcome.NOT_MODIFIED:
            return not_modified(headers)
        same = outcome is Outcome.PERHAPS
        key = headers.get("ETag")  # of the version and all that the answer depends on; what is volatile has none
        kept = self._site.cache.get(key) if key else None
        if kept is None:
            with_body = not same and HEAD_FLAG not in scope
            async with Attended(request.receive, lease.alarms):
                reply = await lease.ask(ready.task if with_body else ready.task.headless())
            if same or not with_body or reply.whole is None:
                return await _unkept(reply, lease, headers, same, with_body)
            kept = Kept(reply.head.content_type, reply.whole)
            if key:
                self._site.cache.put(key, kept)
        return not_modified(headers) if same else Whole(kept.body, {**headers, "Content-Type": kept.content_type})

    async def _describe(self, request: Request, endpoint: str, format: str | None) -> Response:
        """The service description; for a browser, the page with the query form."""
        offers = (*GRAPHS, *PAGE)
        media = by_name(format, offers) if format else negotiate(header(request.scope, b"accept"), offers)
        if media is None:
            raise NotAcceptable("a service description cannot be given so", near=tuple(offer.type for offer in offers))
        async with await self._site.serving.lease() as lease:
            headers = state(lease.manifest, "description", endpoint, media.type, language_of(request))
            headers |= {"Vary": "Accept, Accept-Language", "Link": f'<{endpoint.removesuffix("/sparql")}/.well-known/void>; rel="describedby"'}
            if unchanged(request, headers):
                return not_modified(headers)
            if media.name == "html":
                return pages.query_form(request, headers)
            task = description.Description(
                endpoint, media, self._site.settings.union, self._site.settings.writable, bool(self._site.settings.endpoints)
            )
            head, body = await read(lease, task)
            return Response(body, headers=headers, media_type=head.content_type)


def _headers(lease: Lease, ready: Prepared) -> dict[str, str]:
    assert ready.task
    if ready.volatile:
        return {"Cache-Control": "no-store", "X-Dataset-Version": lease.manifest.dataset, "Vary": "Accept"}
    return {**state(lease.manifest, *ready.task.told), "Vary": "Accept"}


async def _unkept(reply: Reply, lease: Lease, headers: Mapping[str, str], same: bool, with_body: bool) -> Response:
    """An answer that is long, or of which only the head was asked."""
    if with_body:
        return Streamed(reply, lease, headers)
    await reply.close()
    if same:
        return not_modified(headers)
    answer = Response(headers={**headers, "Content-Type": reply.head.content_type})
    del answer.headers["content-length"]  # not that of the answer to GET
    return answer


def _content_type(scope: Scope) -> str | None:
    """Raises UnsupportedMedia for a body that is packed: it would have to be unpacked without end."""
    coding = header(scope, b"content-encoding")
    if coding is not None and coding.strip().lower() not in ("", "identity"):
        raise UnsupportedMedia(f"a body is read as it is, not as {coding}", headers={"Accept-Encoding": "identity"})
    return header(scope, b"content-type")


async def body_of(request: Request, limit: int) -> bytes:
    """The body, read no further than the limit. Raises BodyTooLarge."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise BodyTooLarge(f"a body may have {limit} bytes")
    return bytes(body)
