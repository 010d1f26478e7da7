"""uvicorn's own end of a connection, with a short way out for answers that are all here.

As two messages of ASGI such an answer leaves in two writes, which wake its client twice, and every header is searched first for what may
not stand in one. The longer way stays open to everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, cast

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

AT_ONCE: Final = "klyngegraf.at_once"
Headers = Iterable[tuple[bytes, bytes]]
Way = Callable[[Headers, bytes], bool]


def way_of(scope: Scope) -> Way | None:
    """The short way out: headers, which must be of our own making, and the body of a 200. It answers whether it was taken."""
    return cast(Way | None, scope.get(AT_ONCE))


class Express(HttpToolsProtocol):
    """Of requests that are sent before the one ahead is answered, uvicorn starts one at a time: `_started` is the one under way."""

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._started = cycle
        cast(Scope, cycle.scope)[AT_ONCE] = self._at_once
        super()._start_asgi_task(cycle, app)

    def _at_once(self, headers: Headers, body: bytes) -> bool:
        cycle = self._started
        if self.flow.write_paused or cycle.response_started:
            return False
        if cycle.disconnected:
            return True
        lines = [b"%b: %b\r\n" % pair for pair in (*cycle.default_headers, *headers)]
        closing = b"" if cycle.keep_alive else b"connection: close\r\n"
        self.transport.writelines((b"".join((STATUS_LINE[200], *lines, closing, b"\r\n")), body))
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        if not cycle.keep_alive:
            self.transport.close()
        cycle.on_response()
        return True
