"""How answers leave: streams that break off audibly, problem documents, and which state of the data an answer is from."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
from collections.abc import Awaitable, Mapping
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final, TypeVar

from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from api.engine import Reply
from api.errors import Problem
from api.serving import Lease
from store import Manifest

PROBLEM_TYPE: Final = "application/problem+json"
_T = TypeVar("_T")


class ClientGone(Exception):
    """The client has hung up: there is nobody to answer."""


class Streamed(Response):
    """A reply passed on as it comes. It ends its lease and its worker's work whatever happens.

    An answer that breaks off after its status has gone out raises: the server then cuts the connection, so that no client takes the part
    for the whole.
    """

    def __init__(self, reply: Reply, lease: Lease, headers: Mapping[str, str]) -> None:
        super().__init__(status_code=200, headers=dict(headers))
        del self.headers["content-length"]
        self.headers["content-type"] = reply.head.content_type
        self._reply, self._lease = reply, lease

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sending = asyncio.ensure_future(self._send(send))
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            for task in (sending, leaving):
                task.cancel()
            await asyncio.wait({sending, leaving})
            await self._reply.close()
            self._lease.release()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for chunk in self._reply.chunks():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def unless_gone(request: Request, work: Awaitable[_T]) -> _T:
    """The work's value; where the client hangs up first the work is cancelled. The body must have been read. Raises ClientGone."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(request.receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGone
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()
        await asyncio.wait({working, leaving})


def problem(found: Problem) -> Response:
    body = json.dumps(found.body(), ensure_ascii=False).encode()
    return Response(body, found.status, {**found.headers, "Cache-Control": "no-store"}, PROBLEM_TYPE)


def state(manifest: Manifest, *parts: object) -> dict[str, str]:
    """ETag and Last-Modified of an answer to `parts` from this version. Weak: the order of rows may differ between processes."""
    digest = hashlib.sha256(repr((manifest.dataset, manifest.number, *parts)).encode()).hexdigest()[:32]
    headers = {"ETag": f'W/"{digest}"', "Cache-Control": "no-cache", "X-Dataset-Version": manifest.dataset}
    if manifest.loaded_at:
        headers["Last-Modified"] = format_datetime(_time(manifest.loaded_at), usegmt=True)
    return headers


def _time(iso: str) -> dt.datetime:
    return dt.datetime.fromisoformat(iso).astimezone(dt.UTC)


def unchanged(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether the client has this answer already (RFC 9110, section 13.2.2: If-None-Match before If-Modified-Since)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return matches(tags, headers.get("ETag", ""))
    since = request.headers.get("if-modified-since")
    if since is None or "Last-Modified" not in headers:
        return False
    try:
        return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False


def matches(tags: str, etag: str) -> bool:
    """Weak comparison with a list of tags.

    >>> matches('"x", W/"a"', 'W/"a"'), matches("*", 'W/"a"'), matches('"b"', 'W/"a"'), matches("*", "")
    (True, True, False, False)
    """
    if not etag:
        return False
    return any(tag.strip() == "*" or tag.strip().removeprefix("W/") == etag.removeprefix("W/") for tag in tags.split(","))


def not_modified(headers: Mapping[str, str]) -> Response:
    return Response(status_code=304, headers=dict(headers))
