"""One request and its answer, watched from outside: its id, the headers that every answer has, what is counted and logged of it."""

from __future__ import annotations

import itertools
import logging
import secrets
import time
from typing import Final

from starlette.types import Message, Scope, Send

from api.express import Headers, way_of
from api.metrics import Metrics
from api.settings import Settings

EXCHANGE: Final = "klyngegraf.exchange"
QUERY: Final = "klyngegraf.query"
log = logging.getLogger("klyngegraf.access")
CSP: Final = (
    b"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_POLICY: Final = (b"content-security-policy", CSP)
_SAFETY: Final = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"strict-origin-when-cross-origin"))
_EXPOSED: Final = b"ETag, Last-Modified, Link, Location, Retry-After, X-Dataset-Version, X-Query-Id, X-Total-Count"
_CORS: Final = ((b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", _EXPOSED))
_OPEN: Final = (*_SAFETY, *_CORS)
_SLOW: Final = 1.0
_PROCESS: Final = secrets.token_hex(4)
_numbers = itertools.count(1)
# Closed sets: what clients make up must not become a series of its own.
_ROUTES: Final = frozenset(
    {"sparql", "graph", "queries", "id", "doc", "code", "ontology", "search", "quality", "catalog", "dumps"}
    | {"health", "metrics", "static", ".well-known"}
)


def route_of(path: str) -> str:
    """
    >>> route_of("/queries/attendance"), route_of("/"), route_of("/wp-login.php")
    ('queries', 'front', 'other')
    """
    first = path.split("/", 2)[1] if path.startswith("/") else path
    return first if first in _ROUTES else "other" if first else "front"


class Exchange:
    """`send` stands in for the server's; `finish` when the answer is out."""

    __slots__ = ("_extra", "_metrics", "_scope", "_send", "_settings", "_size", "_start", "_status", "id")

    def __init__(self, scope: Scope, send: Send, settings: Settings, metrics: Metrics) -> None:
        self._scope, self._send, self._settings, self._metrics = scope, send, settings, metrics
        self._start, self._status, self._size = time.perf_counter(), 0, 0
        self.id = f"{_PROCESS}-{next(_numbers):x}"
        self._extra = ((b"x-query-id", self.id.encode()), *(_OPEN if settings.cors else _SAFETY))

    def at_once(self, headers: Headers, body: bytes) -> bool:
        """Send a 200 that is all here the short way, where the server has one and the request wants a body."""
        way = way_of(self._scope)
        if way is None or self._scope["method"] == "HEAD" or not way((*headers, *self._extra, _POLICY), body):
            return False
        self._status, self._size = 200, len(body)
        return True

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = [*message.get("headers", ()), *self._extra]
            if b"content-security-policy" not in dict(headers):
                headers.append(_POLICY)
            message = {**message, "headers": headers}
        else:
            self._size += len(message.get("body", b""))
        await self._send(message)

    def finish(self) -> None:
        took = time.perf_counter() - self._start
        self._metrics.answered(route_of(self._scope["path"]), self._status, took)
        chosen = self._settings.log_requests
        if chosen == "all" or (chosen == "odd" and (self._status >= 400 or self._status == 0 or took > _SLOW)):
            self._tell(took)

    def _tell(self, took: float) -> None:
        said: dict[str, object] = {
            "query_id": self.id,
            "method": self._scope["method"],
            "path": self._scope["path"],
            "status": self._status,
            "ms": round(took * 1000, 2),
            "bytes": self._size,
        }
        if self._settings.log_queries and (query := self._scope.get(QUERY)):
            said["query"] = query
        log.info("request", extra=said)
