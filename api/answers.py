"""How answers leave: streams that break off audibly, problem documents, and which state of the data an answer is from."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
import logging
from collections.abc import Awaitable, Mapping
from email.utils import format_datetime
from functools import lru_cache
from types import TracebackType
from typing import Final, TypeVar

from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from api.alarms import Alarms
from api.conditions import Outcome, decide
from api.engine import Reply
from api.errors import MAPPED, PreconditionFailed, Problem, describe
from api.exchanges import EXCHANGE
from api.serving import Lease
from store import Manifest

log = logging.getLogger("klyngegraf.api")
_UNATTENDED: Final = 0.05
PROBLEM_TYPE: Final = "application/problem+json"
_T = TypeVar("_T")


class ClientGone(Exception):
    """The client has hung up: there is nobody to answer."""


class Whole(Response):
    """An answer that is all here, with no more done for it than is needed: short queries are answered so."""

    def __init__(self, body: bytes, headers: Mapping[str, str]) -> None:
        self.status_code, self.body, self.background = 200, body, None
        self.raw_headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        self.raw_headers.append((b"content-length", b"%d" % len(body)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope[EXCHANGE].at_once(self.raw_headers, self.body):
            await super().__call__(scope, receive, send)


class Streamed(Response):
    """A reply passed on as it comes. It ends its lease and its worker's work whatever happens.

    An answer that breaks off after its status has gone out has no end: the server then cuts the connection, so that no client takes the
    part for the whole.
    """

    def __init__(self, reply: Reply, lease: Lease, headers: Mapping[str, str]) -> None:
        super().__init__(status_code=200, headers=dict(headers))
        del self.headers["content-length"]
        self.headers["content-type"] = reply.head.content_type
        self._reply, self._lease = reply, lease

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with Attended(receive, self._lease.alarms):
                await self._send(send)
        except ClientGone:
            log.debug("the client has hung up")
        except MAPPED as error:  # returning without an end makes the server cut the connection
            log.warning("an answer broke off", extra={"query_id": scope[EXCHANGE].id, "why": describe(error).slug})
        finally:
            await self._reply.close()
            self._lease.release()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for chunk in self._reply.chunks():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Attended:
    """Work that ends with its client: where this hangs up meanwhile, the work is cancelled and ClientGone is raised.

    Nothing is looked at in the first moments: most answers are out by then, and a task each would cost them a tenth of their time.
    The request's body must have been read.
    """

    def __init__(self, receive: Receive, alarms: Alarms) -> None:
        self._receive, self._alarms, self._gone = receive, alarms, False
        self._watching: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        self._task = asyncio.current_task()
        self._alarm = self._alarms.set(_UNATTENDED, self._watch)

    def _watch(self) -> None:
        self._watching = asyncio.ensure_future(self._until_left())

    async def _until_left(self) -> None:
        await _left(self._receive)
        self._gone = True
        assert self._task
        self._task.cancel()

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._alarms.call_off(self._alarm)
        if self._watching is not None and not self._gone:
            self._watching.cancel()
            await asyncio.wait({self._watching})
        if self._gone and kind is asyncio.CancelledError and self._task and self._task.uncancel() == 0:
            raise ClientGone from None


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
    digest = hashlib.blake2b(repr((manifest.dataset, manifest.number, *parts)).encode(), digest_size=16).hexdigest()
    headers = {"ETag": f'W/"{digest}"', "Cache-Control": "no-cache", "X-Dataset-Version": manifest.dataset}
    if manifest.loaded_at:
        headers["Last-Modified"] = _http_date(manifest.loaded_at)
    return headers


@lru_cache(maxsize=16)
def _http_date(iso: str) -> str:
    return format_datetime(_time(iso), usegmt=True)


def _time(iso: str) -> dt.datetime:
    return dt.datetime.fromisoformat(iso).astimezone(dt.UTC)


def unchanged(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether the client has this answer already, of an address that is known to have one. Raises PreconditionFailed."""
    outcome = decided(request.scope, headers)
    return outcome in (Outcome.NOT_MODIFIED, Outcome.PERHAPS)


def decided(scope: Scope, headers: Mapping[str, str]) -> Outcome:
    """What the request's conditions say. Raises PreconditionFailed."""
    if not any(name.startswith(b"if-") for name, _ in scope["headers"]):
        return Outcome.GO_ON
    outcome = decide(scope["method"], lambda name: header(scope, name.encode()), headers.get("ETag", ""), headers.get("Last-Modified", ""))
    if outcome is Outcome.FAILED:
        raise PreconditionFailed("the answer is not in the state that the request presumes")
    return outcome


def header(scope: Scope, name: bytes) -> str | None:
    """A header's value, those of several joined, None where there is none."""
    found = [value for key, value in scope["headers"] if key == name]
    return b", ".join(found).decode("latin-1") if found else None


def not_modified(headers: Mapping[str, str]) -> Response:
    return Response(status_code=304, headers=dict(headers))
