"""A query process's end of its socket: the tasks that it has been sent, one after the other."""

from __future__ import annotations

import socket
from collections import deque
from typing import Final

from api import frames

_USUAL: Final = 1 << 16  # bytes: nearly always all that there is


class Inbox:
    """`next` waits only where no task is at hand. What the server takes back is forgotten before another task is begun."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection, self._tasks, self._buffer = connection, deque[bytes](), bytearray()

    def next(self) -> bytes | None:
        """A task's payload; None where the other end has closed."""
        while self._receive(0 if not self._tasks else socket.MSG_DONTWAIT):
            if self._tasks:
                return self._tasks.popleft()
        return None

    def _receive(self, flags: int) -> bool:
        """Take in what has come. False: nothing will come any more."""
        try:
            got = self._connection.recv(_USUAL, flags)
        except BlockingIOError:
            return True
        if not got:
            return False
        self._buffer += got
        found, end = frames.split(self._buffer)
        del self._buffer[:end]
        for kind, payload in found:
            if kind == frames.TASK:
                self._tasks.append(payload)
            else:
                for _ in range(min(int.from_bytes(payload), len(self._tasks))):  # the rest has been begun, and answered
                    self._tasks.pop()
                self._connection.sendall(frames.frame(frames.FORGOTTEN))
        return True
