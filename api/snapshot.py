"""The process that holds one version of the dataset in memory and forks query processes from it.

Started by `api.workers` as `python -m api.snapshot FD DATA MEMORY_MB SECONDS`. It is single-threaded from start to end, which is what makes
forking safe. Over the control socket FD it is told

    F + a descriptor    fork a query process that serves this socket
    K + pid (4 bytes)   kill that query process

and it tells, in lines: `ready <manifest>`, `failed <reason>`, `exited <pid> <signal>`. When the control socket closes, all end.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import selectors
import signal
import socket
import struct
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final, NoReturn

import queries
from api import catalog, frames, linked, named, pages, sitemap, void  # noqa: F401  (tasks of these modules arrive as pickles: import them once, before forking)
from api.errors import MAPPED, MemoryLimit, describe
from api.tasks import Head
from store import DataFolder, Store
from store.errors import StoreError

_DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG
_CONNECTION: Final = 3
_FIRST_PART: Final = 1 << 16
_RECYCLE_PAGES: Final = 0.5  # of the memory limit: a worker that has grown so far leaves after its answer
_PID: Final = struct.Struct("!I")


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


def main(arguments: list[str]) -> None:
    control = socket.socket(fileno=int(arguments[0]))
    try:
        store, manifest = DataFolder(Path(arguments[1])).open(memory=True)
    except (StoreError, OSError) as error:
        control.sendall(f"failed {json.dumps(str(error))}\n".encode())
        return
    _preload()
    gc.collect()
    gc.freeze()  # the collector would otherwise write to every page that the children share
    control.sendall(f"ready {json.dumps(asdict(manifest))}\n".encode())
    _Parent(control, store, int(arguments[2]), float(arguments[3])).serve()


def _preload() -> None:
    """What is read from files once, before any child is sealed."""
    queries.load()


class _Parent:
    def __init__(self, control: socket.socket, store: Store, memory_mb: int, seconds: float) -> None:
        self._control, self._store, self._memory, self._seconds = control, store, memory_mb << 20, seconds
        self._children: set[int] = set()
        self._waker, self._wake = socket.socketpair()
        self._waker.setblocking(False)
        self._wake.setblocking(False)

    def serve(self) -> None:
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server decides when all end
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._waker, selectors.EVENT_READ)
            alive = True
            while alive:
                for key, _ in selector.select():
                    alive = self._order() if key.fileobj is self._control else self._reap()
                    if not alive:
                        break
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)

    def _order(self) -> bool:
        letter, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        if letter == b"F":
            self._fork(descriptors[0])
        elif letter == b"K":
            (pid,) = _PID.unpack(self._control.recv(_PID.size, socket.MSG_WAITALL))
            if pid in self._children:  # still unreaped, so the number cannot be another process's
                os.kill(pid, signal.SIGKILL)
        return bool(letter)

    def _fork(self, descriptor: int) -> None:
        pid = os.fork()
        if pid == 0:
            _become_worker(descriptor, self._store, self._memory, self._seconds)
        self._children.add(pid)
        os.close(descriptor)

    def _reap(self) -> bool:
        self._waker.recv(4096)
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            self._children.discard(pid)
            self._control.sendall(f"exited {pid} {os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}\n".encode())
        return True


def _become_worker(descriptor: int, store: Store, memory: int, seconds: float) -> NoReturn:
    """Keep only the standard streams and the connection; serve; never return into the parent's code."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        os.dup2(descriptor, _CONNECTION)
        os.closerange(_CONNECTION + 1, 65536)
        base = _address_space()
        resource.setrlimit(resource.RLIMIT_AS, (base + memory, base + memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _serve(socket.socket(fileno=_CONNECTION), store, seconds, base + int(memory * _RECYCLE_PAGES))
        status = 0
    except (BrokenPipeError, ConnectionResetError):
        status = 0
    finally:
        if status:
            sys.excepthook(*sys.exc_info())  # a fault of ours, for the log
        os._exit(status)


def _serve(connection: socket.socket, store: Store, seconds: float, full: int) -> None:
    connection.sendall(frames.frame(frames.HELLO, _PID.pack(os.getpid())))
    while (received := frames.receive_now(connection)) is not None:
        task = frames.unpack_task(received[1])
        sink = FrameSink(connection)
        # The server kills at the limit; this ends the process if the server cannot (default action, also inside the engine).
        signal.setitimer(signal.ITIMER_REAL, seconds + 1.0)
        try:
            with _sealed(task.sealed):
                task.run(store, sink)
            leaving = _address_space() > full
            sink.send(frames.frame(frames.LAST if leaving else frames.END))
        except MAPPED as error:
            leaving = False
            connection.sendall(frames.frame(frames.PROBLEM, frames.pack_problem(describe(error))))
        except MemoryError:
            leaving = True
            connection.sendall(frames.frame(frames.PROBLEM, frames.pack_problem(describe(MemoryLimit("the query needed too much memory")))))
        signal.setitimer(signal.ITIMER_REAL, 0)
        if leaving:
            return


class _sealed:  # noqa: N801  (reads as a clause)
    """While it lasts no descriptor can be opened: whatever a query's parser and ours disagree on, the engine cannot dial."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted
        self._limits = resource.getrlimit(resource.RLIMIT_NOFILE)

    def __enter__(self) -> None:
        if self._wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (_CONNECTION + 1, self._limits[1]))

    def __exit__(self, *_: object) -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, self._limits)


def _address_space() -> int:
    """Bytes of address space in use."""
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    main(sys.argv[1:])
