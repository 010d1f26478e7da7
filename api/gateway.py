"""What holds for every address: HEAD and OPTIONS, CORS, rates, the length of an address, what a proxy says of its client."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers import problem
from api.errors import ApiError, TooManyRequests, UriTooLong, describe
from api.exchanges import EXCHANGE, Exchange
from api.metrics import Metrics
from api.rates import Rates
from api.settings import Settings

HEAD_FLAG: Final = "klyngegraf.head"
_ASKABLE: Final = "Accept, Accept-Language, Authorization, Content-Type, If-None-Match, If-Modified-Since"


def allowed(routes: Iterable[BaseRoute], scope: Scope) -> tuple[str, ...]:
    """The methods of an address, () where there is no such address."""
    methods: set[str] = set()
    for route in routes:
        found, _ = route.matches({**scope, "type": "http", "method": "GET"})
        if found is not Match.NONE:
            methods |= set(getattr(route, "methods", None) or {"GET"})
    return (*sorted(methods | {"HEAD", "OPTIONS"}),) if methods else ()


class Gateway:
    """What stands before the framework. HEAD is answered as GET without its body; the scope says so under HEAD_FLAG, to whom that saves work.

    `direct`: addresses that are handed to an application of their own, past the framework, which would cost a short query half its time.
    """

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics, routes: Sequence[BaseRoute], direct: Mapping[str, ASGIApp]) -> None:
        self._app, self._settings, self._metrics, self._routes, self._direct = app, settings, metrics, routes, direct
        self._rates = Rates(settings.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._settings.forwarded:
            scope = forwarded(scope)
        exchange = Exchange(scope, send, self._settings, self._metrics)
        scope[EXCHANGE] = exchange
        try:
            await self._pass(scope, receive, exchange.send)
        finally:
            exchange.finish()

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        refused = self._refused(scope)
        if refused is not None:
            await problem(describe(refused))(scope, receive, send)
        elif method == "OPTIONS" and (methods := allowed(self._routes, scope)):
            await self._options(methods)(scope, receive, send)
        elif method == "HEAD":
            await self._target(scope)({**scope, "method": "GET", HEAD_FLAG: True}, receive, _without_body(send))
        elif method in ("GET", "POST"):
            await self._target(scope)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _target(self, scope: Scope) -> ASGIApp:
        return self._direct.get(scope["path"], self._app)

    def _refused(self, scope: Scope) -> ApiError | None:
        size = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if size > self._settings.max_uri:
            return UriTooLong(f"the address has {size} characters; {self._settings.max_uri} are allowed")
        if self._settings.rate and (seconds := self._rates.wait((scope.get("client") or ("",))[0])):
            again = str(math.ceil(seconds))
            return TooManyRequests(f"a client may send {self._settings.rate} requests a minute", headers={"Retry-After": again})
        return None

    def _options(self, methods: tuple[str, ...]) -> Response:
        headers = {"Allow": ", ".join(methods)}
        if self._settings.cors:
            headers |= {
                "Access-Control-Allow-Methods": ", ".join(methods),
                "Access-Control-Allow-Headers": _ASKABLE,
                "Access-Control-Max-Age": "86400",
            }
        return Response(status_code=204, headers=headers)


def forwarded(scope: Scope) -> Scope:
    """The request as its client sent it to the proxy next to us: of each header the last value, the one that this proxy added."""
    told = {name: value.rsplit(b",", 1)[-1].strip() for name, value in scope["headers"] if name.startswith(b"x-forwarded-")}
    changed = dict(scope)
    if told.get(b"x-forwarded-proto") in (b"http", b"https"):
        changed["scheme"] = told[b"x-forwarded-proto"].decode()
    if b"x-forwarded-for" in told:
        changed["client"] = (told[b"x-forwarded-for"].decode("latin-1"), 0)
    if b"x-forwarded-host" in told:
        others = [(name, value) for name, value in scope["headers"] if name != b"host"]
        changed["headers"] = [*others, (b"host", told[b"x-forwarded-host"])]
    return changed


def _without_body(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sending
