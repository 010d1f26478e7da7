"""The process that holds one version of the dataset and forks query processes from it.

Started by `api.workers` as `python -m api.snapshot FD SETTINGS`. It is single-threaded from start to end, which is what makes forking
safe. Over the control socket FD it is told

    F + a descriptor    fork a query process that serves this socket
    K + pid (4 bytes)   kill that query process

and it tells, in lines: `ready <manifest>`, `failed <reason>`, `exited <pid> <signal>`. When the control socket closes, all end.

A dataset that memory has no room for is not loaded: each query process then opens the files for itself, after the fork, since
RocksDB has threads.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import selectors
import signal
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Final

import queries
from api import catalog, linked, named, pages, sitemap, void, worker  # noqa: F401  (tasks of these modules arrive as pickles: import them once, before forking)
from api.settings import Settings, available_memory
from api.web.words import words
from queries import sections
from store import DataFolder, Manifest, Store, connect
from store.errors import StoreError

log = logging.getLogger("klyngegraf.snapshot")
_PID: Final = struct.Struct("!I")
_BYTES_A_TRIPLE: Final = 430  # of the engine in memory, measured on 1M statements
Opening = Callable[[], Store]


def main(arguments: list[str]) -> None:
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # sent to a whole group; the server decides when all end
        signal.signal(ignored, signal.SIG_IGN)
    control = socket.socket(fileno=int(arguments[0]))
    settings = Settings.model_validate_json(arguments[1])
    with suppress(BrokenPipeError, ConnectionResetError):  # the server is gone: nobody to serve, nobody to tell
        _hold(control, settings)


def _hold(control: socket.socket, settings: Settings) -> None:
    try:
        opening, manifest = opened(settings)
    except (StoreError, OSError) as error:
        control.sendall(f"failed {json.dumps(str(error))}\n".encode())
        return
    for read in (queries.load, sections.load, lambda: words("da"), lambda: words("en")):
        read()  # what is read from files once, before any child is sealed
    gc.collect()
    gc.freeze()  # the collector would otherwise write to every page that the children share
    control.sendall(f"ready {json.dumps(asdict(manifest))}\n".encode())
    _Parent(control, opening, settings).serve()


def opened(settings: Settings) -> tuple[Opening, Manifest]:
    """How a query process comes by the store, and what the store holds. Raises StoreError."""
    folder = DataFolder(settings.data)
    if not on_disk(settings, folder.manifest()):
        store, manifest = folder.open(memory=True)
        return lambda: store, manifest
    files, manifest = folder.open()
    del files  # it was opened to see that it can be
    place = folder.folder(manifest.number) / "store"
    log.info("version %s is served from disk", manifest.number)
    return lambda: connect(place), manifest


def on_disk(settings: Settings, manifest: Manifest) -> bool:
    """Whether the dataset is to be served from its files: as the settings say, or where copies of it could fill the memory.

    A scan writes to most pages that a query process shares with its parent, so each may come to hold a copy of its own.
    """
    if settings.store != "auto":
        return settings.store == "disk" and manifest.number > 0
    room = settings.dataset_mb << 20 if settings.dataset_mb else available_memory() // 2
    return manifest.triples * _BYTES_A_TRIPLE * (settings.workers + 1) > room


class _Parent:
    def __init__(self, control: socket.socket, opening: Opening, settings: Settings) -> None:
        self._control, self._opening, self._settings = control, opening, settings
        self._children: set[int] = set()
        self._waker, self._wake = socket.socketpair()
        self._waker.setblocking(False)
        self._wake.setblocking(False)

    def serve(self) -> None:
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        try:
            self._listen()
        finally:
            signal.set_wakeup_fd(-1)  # children that end now must not ring at a closed door
            for pid in self._children:
                os.kill(pid, signal.SIGKILL)

    def _listen(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._waker, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is self._waker:
                        self._reap()
                    elif not self._order():
                        return

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
            worker.become(descriptor, self._opening, self._settings)
        self._children.add(pid)
        os.close(descriptor)

    def _reap(self) -> None:
        self._waker.recv(4096)
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            self._children.discard(pid)
            self._control.sendall(f"exited {pid} {os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1:])
