"""One task on its way through the query processes: it waits, is sent, runs and is over; whoever asked awaits its frames."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

Frame = tuple[bytes, bytes]
_LOW: Final = 1 << 18


class Call:
    """The task as it is sent (`payload`), and what has come of it. `frame` waits, `ready` does not.

    `pid` is the process that it was last given to; `started` when that process came to it (0: it has not), by the monotonic clock. `spent` is the
    processor time of the process at the first look (-1: nobody has looked: most are over before). It is `answering` from its first frame on. One that
    runs `long` has given its place to others; one that is `slowed` comes after everybody else. One that is `unwanted` is answered to nobody.
    """

    __slots__ = (
        *("_error", "_frames", "_loop", "_waiter", "alarm", "answering", "deadline", "held", "long", "on_low", "payload"),
        *("pid", "slowed", "spent", "started", "unwanted"),
    )

    def __init__(self, payload: bytes, loop: asyncio.AbstractEventLoop) -> None:
        self.payload, self._loop = payload, loop
        self._frames: deque[Frame] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self.on_low: Callable[[], None] | None = None  # for who has stopped reading until there is less to pass on
        self.alarm, self.pid, self.unwanted = -1, 0, False
        self.anew()

    def anew(self) -> None:
        """It is to be given to another process than the one that it was with."""
        self._error: Exception | None = None
        self.held, self.started, self.spent, self.deadline = 0, 0.0, -1.0, 0.0
        self.answering = self.long = self.slowed = False

    # --- called where frames arrive

    def put(self, kind: bytes, payload: bytes) -> None:
        self.answering = True
        if not self.unwanted:
            self._frames.append((kind, payload))
            self.held += len(payload)
            self._wake()

    def fail(self, error: Exception) -> None:
        """No more will come; whoever waits hears why, after what came before."""
        self._error = error
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    # --- called by whoever asked

    def ready(self) -> Frame | None:
        """The next frame, if it is here."""
        if not self._frames:
            return None
        found = self._frames.popleft()
        self.held -= len(found[1])
        if self.on_low is not None and self.held < _LOW:
            self.on_low()
        return found

    def drop(self) -> None:
        """What is here is not wanted."""
        self._frames.clear()
        self.held = 0
        if self.on_low is not None:
            self.on_low()

    async def frame(self) -> Frame:
        """The next frame. Raises what the call failed with: EOFError where its process is gone."""
        while (found := self.ready()) is None:
            if self._error is not None:
                raise self._error
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        return found
