"""A query process: what a fork of the snapshot becomes. It answers one task after the other over its socket, and never returns."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable
from typing import Final, NoReturn

from api import frames
from api.errors import MAPPED, MemoryLimit, describe
from api.inbox import Inbox
from api.outward import Outward
from api.seals import no_new_sockets
from api.settings import Settings
from api.tasks import Head, Task
from store import Solutions, Store

_DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG
_CONNECTION: Final = 3
_STATM: Final = 4
_FIRST_PART: Final = 1 << 16
_RECYCLE: Final = 0.5  # of the memory limit: a process that has grown so far leaves after its answer
_STACK: Final = 112 << 20  # the kernel keeps 128 MiB free below the stack
_PAGE: Final = resource.getpagesize()
_WARMING: Final = "SELECT * { ?s ?p ?o } LIMIT 1"


class FrameSink:
    """Holds the first part back, so that an error soon after the start is still a clean problem document."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection, self._held, self._head, self._started = connection, bytearray(), b"", False

    def head(self, head: Head) -> None:
        self._head = frames.frame(frames.HEAD, frames.pack_head(head))

    def write(self, data: bytes, /) -> int:
        self._held += data
        if len(self._held) >= _FIRST_PART:
            self.send()
        return len(data)

    def flush(self) -> None:
        """The engine asks for it at the end of its writing; what is held goes out with the last frame."""

    def send(self, then: bytes = b"") -> None:
        start = b"" if self._started else self._head
        body = frames.frame(frames.BODY, bytes(self._held)) if self._held else b""
        self._connection.sendall(start + body + then)
        self._held.clear()
        self._started = True


def become(descriptor: int, opening: Callable[[], Store], settings: Settings) -> NoReturn:
    """Keep only the standard streams and the connection; serve; never return into the parent's code."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        os.dup2(descriptor, _CONNECTION)
        os.closerange(_CONNECTION + 1, 65536)
        opened = os.open("/proc/self/statm", os.O_RDONLY)
        assert opened == _STATM
        _Worker(socket.socket(fileno=_CONNECTION), opening, settings).serve()
        status = 0
    except (BrokenPipeError, ConnectionResetError):
        status = 0
    finally:
        if status:
            sys.excepthook(*sys.exc_info())  # a fault of ours, for the log
        os._exit(status)


class _Worker:
    def __init__(self, connection: socket.socket, opening: Callable[[], Store], settings: Settings) -> None:
        self._connection, self._inbox, self._seconds = connection, Inbox(connection), settings.query_seconds
        self._store = opening()
        _warm(self._store)
        threading.stack_size(_STACK)
        self._outward = Outward(self._store, settings.endpoints) if settings.endpoints else None
        no_new_sockets()
        base, memory = _address_space(), settings.memory_mb << 20
        resource.setrlimit(resource.RLIMIT_AS, (base + memory, base + memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _grow_stack()
        self._full = base + int(memory * _RECYCLE)

    def serve(self) -> None:
        self._connection.sendall(frames.frame(frames.HELLO, struct.pack("!I", os.getpid())))
        while (payload := self._inbox.next()) is not None:
            # The server kills at the limit; this ends the process if the server cannot (default action, also inside the engine).
            signal.setitimer(signal.ITIMER_REAL, self._seconds + 1.0)
            leaving = self._answer(payload)
            signal.setitimer(signal.ITIMER_REAL, 0)
            if leaving:
                return

    def _answer(self, payload: bytes) -> bool:
        """Whether the process is to leave."""
        sink = FrameSink(self._connection)
        try:
            self._run(frames.unpack_task(payload), sink)
        except MAPPED as error:
            self._connection.sendall(frames.frame(frames.PROBLEM, frames.pack_problem(describe(error))))
            return False
        except MemoryError:
            problem = describe(MemoryLimit("the query needed too much memory"))
            self._connection.sendall(frames.frame(frames.PROBLEM, frames.pack_problem(problem)))
            return True
        leaving = _address_space() > self._full
        sink.send(frames.frame(frames.LAST if leaving else frames.END))
        return leaving

    def _run(self, task: Task, sink: FrameSink) -> None:
        if self._outward and self._outward.takes(task):
            self._outward.run(task, sink)
        else:
            task.run(self._store, sink)


def _warm(store: Store) -> None:
    """A first query pays for what is done once; it should not be a client's."""
    answer = store.query(_WARMING)
    assert isinstance(answer, Solutions)
    list(answer)


def _grow_stack() -> None:
    """The engine's parser recurses into chains of operators; eight megabytes hold a few thousand."""
    _, most = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = _STACK if most == resource.RLIM_INFINITY else min(_STACK, most)
    resource.setrlimit(resource.RLIMIT_STACK, (wanted, most))


def _address_space() -> int:
    """Bytes of address space in use, of this process."""
    return int(os.pread(_STATM, 64, 0).split(maxsplit=1)[0]) * _PAGE
