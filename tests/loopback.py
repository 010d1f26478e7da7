"""A small HTTP server of this machine, for what asks others."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing among the tests' own lines."""


@contextmanager
def serving(handler: type[Quiet]) -> Iterator[str]:
    """Its address, without a slash at the end; each request in a thread of its own."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def answering(answer: Callable[[http.server.BaseHTTPRequestHandler], None], *methods: str) -> Iterator[str]:
    """Such a server that does the same for each of these methods."""
    with serving(type("Answering", (Quiet,), {f"do_{method}": answer for method in methods})) as address:
        yield address


def send(request: http.server.BaseHTTPRequestHandler, status: int, kind: str, content: bytes, **headers: str) -> None:
    """A whole answer; header names with `_` for `-`."""
    request.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(content)
