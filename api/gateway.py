"""What holds for every address: HEAD and OPTIONS, CORS, headers that keep a browser safe, and the length of an address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers import problem
from api.errors import UriTooLong, describe
from api.settings import Settings

HEAD_FLAG: Final = "klyngegraf.head"
CSP: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SAFETY: Final = {"Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}
_EXPOSED: Final = "ETag, Last-Modified, Link, Location, Retry-After, X-Dataset-Version, X-Total-Count"
_ASKABLE: Final = "Accept, Accept-Language, Content-Type, If-None-Match, If-Modified-Since"


def allowed(routes: Iterable[BaseRoute], scope: Scope) -> tuple[str, ...]:
    """The methods of an address, () where there is no such address."""
    methods: set[str] = set()
    for route in routes:
        found, _ = route.matches({**scope, "type": "http", "method": "GET"})
        if found is not Match.NONE:
            methods |= set(getattr(route, "methods", None) or {"GET"})
    return (*sorted(methods | {"HEAD", "OPTIONS"}),) if methods else ()


class Gateway:
    """ASGI middleware. HEAD is answered as GET without its body; the scope says so under HEAD_FLAG, to whom that saves work."""

    def __init__(self, app: ASGIApp, settings: Settings, routes: Sequence[BaseRoute]) -> None:
        self._app, self._settings, self._routes = app, settings, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = self._with_headers(send)
        size = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if size > self._settings.max_uri:
            await problem(describe(UriTooLong(f"the address has {size} characters; {self._settings.max_uri} are allowed")))(scope, receive, send)
        elif scope["method"] == "OPTIONS" and (methods := allowed(self._routes, scope)):
            await self._options(methods)(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._app({**scope, "method": "GET", HEAD_FLAG: True}, receive, _without_body(send))
        else:
            await self._app(scope, receive, send)

    def _options(self, methods: tuple[str, ...]) -> Response:
        headers = {"Allow": ", ".join(methods)}
        if self._settings.cors:
            headers |= {
                "Access-Control-Allow-Methods": ", ".join(methods),
                "Access-Control-Allow-Headers": _ASKABLE,
                "Access-Control-Max-Age": "86400",
            }
        return Response(status_code=204, headers=headers)

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SAFETY.items():
                    headers.setdefault(name, value)
                if self._settings.cors:
                    headers["Access-Control-Allow-Origin"] = "*"
                    headers["Access-Control-Expose-Headers"] = _EXPOSED
            await send(message)

        return sending


def _without_body(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sending
