"""The server's end of a query process: frames as they arrive, without a task or a stream of their own.

A short answer is three frames that come in one read; a protocol has them all at once where a stream reader would wake for each.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final, cast

from api import frames

_HIGH: Final = 1 << 20
_LOW: Final = 1 << 18


class Lane(asyncio.Protocol):
    """One query process and the socket to it. `frame` waits, `ready` does not; a lane that is lost still gives out what came before."""

    def __init__(self) -> None:
        self.pid = 0
        self.transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._frames: deque[tuple[bytes, bytes]] = deque()
        self._held = 0
        self._paused = False
        self._lost = self._expired = False
        self._waiter: asyncio.Future[None] | None = None

    # --- called by the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but name
        self._loop = asyncio.get_running_loop()  # kept: to ask for it is a call of the kernel each time

    def data_received(self, data: bytes) -> None:
        if self._buffer:
            self._buffer += data
            found, end = frames.split(self._buffer)
            del self._buffer[:end]
        else:  # as nearly always: whole frames, to be copied no more than once
            found, end = frames.split(data)
            self._buffer += data[end:]
        for kind, payload in found:
            self._frames.append((kind, payload))
            self._held += len(payload)
        if self._held > _HIGH and not self._paused and self.transport:
            self._paused = True
            self.transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    # --- called by the engine

    def send(self, data: bytes) -> None:
        """To a process that has gone nothing is sent, which uvloop would raise for: whoever waits for its answer hears of it then."""
        self._expired = False
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)

    def ready(self) -> tuple[bytes, bytes] | None:
        """The next frame, if it is here."""
        if not self._frames:
            return None
        kind, payload = self._frames.popleft()
        self._held -= len(payload)
        if self._paused and self._held < _LOW and self.transport:
            self._paused = False
            self.transport.resume_reading()
        return kind, payload

    def expire(self) -> None:
        """Whoever waits for a frame that is not here has waited long enough."""
        self._expired = True
        self._wake()

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame. Raises EOFError where the process is gone, TimeoutError where the lane has expired."""
        while (found := self.ready()) is None:
            if self._lost:
                raise EOFError
            if self._expired:
                raise TimeoutError
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        return found

    def drop(self) -> None:
        if self.transport is not None:
            self.transport.abort()
