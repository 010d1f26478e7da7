"""The server's end of a query process: tasks go out ahead of their turn, frames come back in the order of the tasks.

A process that has the next task at hand goes on without waiting for the server, and the server reads several answers at one waking: between
processes that wait for each other at every question, changing from one to the other costs more than the question. What stands behind a
task that turns out slow is taken back (`forget`): the process is told, and says when it has done so, since it may be at one of them by then.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from contextlib import suppress
from typing import Final, Protocol, cast

from api import frames
from api.calls import Call

AHEAD: Final = 8  # tasks that a process has at most, the one that it is at among them
_HIGH: Final = 1 << 20
_OVER: Final = (frames.END, frames.LAST, frames.PROBLEM)


class Keeper(Protocol):
    """Who is told what happens on a lane. The lane has taken the call out when it is `over`."""

    def over(self, lane: Lane, call: Call, kind: bytes) -> None: ...

    def blocked(self, lane: Lane) -> None: ...

    def forgotten(self, lane: Lane, calls: tuple[Call, ...]) -> None: ...

    def lost(self, lane: Lane) -> None: ...


class Lane(asyncio.Protocol):
    """One query process and the socket to it. `calls` are its tasks, the first of which it is at."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self.pid = 0
        self.used = 0  # the higher, the later: the process that was used last has most of the dataset at hand
        self.calls: deque[Call] = deque()
        self.held_back = False  # the task that it is at is slow: none is sent to stand behind it
        self.forgetting: tuple[Call, ...] = ()  # what stands for those taken back, until the process has forgotten them
        self._paused = self._ended = False
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()

    @property
    def room(self) -> bool:
        return len(self.calls) < AHEAD and not (self.held_back or self.forgetting)

    # --- called by the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but name
        self._loop = asyncio.get_running_loop()  # kept: to ask for it is a call of the kernel each time
        self.greeted: asyncio.Future[int] = self._loop.create_future()  # the process's number, 0 where it is gone before its first word

    def data_received(self, data: bytes) -> None:
        if self._buffer:
            self._buffer += data
            found, end = frames.split(self._buffer)
            del self._buffer[:end]
        else:  # as nearly always: whole frames, to be copied no more than once
            found, end = frames.split(data)
            self._buffer += data[end:]
        for kind, payload in found:
            if self._ended:
                return
            self._pass(kind, payload)

    def _pass(self, kind: bytes, payload: bytes) -> None:
        if kind == frames.HELLO:
            self.greeted.set_result(int.from_bytes(payload))
        elif kind == frames.FORGOTTEN:
            gone = tuple(call for call in self.calls if call in self.forgetting)
            self.calls = deque(call for call in self.calls if call not in self.forgetting)
            self.forgetting = ()
            self._keeper.forgotten(self, gone)
        else:
            call = self.calls[0]
            call.put(kind, payload)
            if kind in _OVER:
                self.calls.popleft()
                self.held_back = False
                self._resume(call)  # all of it is here, however slowly it is read
                self._keeper.over(self, call, kind)
            elif call.held > _HIGH and not self._paused:
                self._pause(call)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.greeted.done():
            self.greeted.set_result(0)
        if not self._ended:
            self._hear_out()
            self._keeper.lost(self)

    def _hear_out(self) -> None:
        """What a process said before it ended, which is not read any more once a write to it has failed: it was at the call after that."""
        assert self._transport
        descriptor = self._transport.get_extra_info("socket").fileno()
        with suppress(OSError):  # there is no more
            while data := os.read(descriptor, _HIGH):
                self.data_received(data)

    # --- a client that reads slowly

    def _pause(self, call: Call) -> None:
        if self._transport and not self._transport.is_closing():
            self._paused = True
            self._transport.pause_reading()
            call.on_low = lambda: self._resume(call)
            self._keeper.blocked(self)

    def _resume(self, call: Call) -> None:
        call.on_low = None
        if self._paused and self._transport and not self._transport.is_closing():
            self._paused = False
            self._transport.resume_reading()

    # --- called by the pool

    def send(self, call: Call) -> None:
        call.pid = self.pid
        self.calls.append(call)
        self._write(frames.frame(frames.TASK, call.payload))

    def forget(self) -> list[Call]:
        """Take back what stands behind the task that the process is at, whose answers, should it come to them, nobody gets."""
        at, *behind = self.calls
        if behind and not self.forgetting:
            self.forgetting = tuple(self._nobodys() for _ in behind)
            self.calls = deque((at, *self.forgetting))
            self._write(frames.frame(frames.FORGET, len(behind).to_bytes(4)))
        return [call for call in behind if not call.unwanted]

    def _nobodys(self) -> Call:
        call = Call(b"", self._loop)
        call.unwanted = True
        return call

    def _write(self, data: bytes) -> None:
        """To a process that has gone nothing is sent, which uvloop would raise for: that it is lost is about to be told."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def end(self) -> tuple[Call, ...]:
        """No more is told of this lane. The calls that it had."""
        self._ended = True
        if self._transport is not None:
            self._transport.abort()
        left = tuple(self.calls)
        self.calls.clear()
        return left
