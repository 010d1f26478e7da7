"""Query processes: forked over one dataset in memory, killed at their limits, replaced.

The server hands a process the query over a socket pair and passes on what comes back. A query that reaches its limit, or whose client
has gone, is ended by ending its process: the only cancellation there is. A new version of the dataset is a new `ForkedEngine`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api import frames
from api.engine import Gate, Reply
from api.errors import ApiError, MemoryLimit, NotReady, Reported, TimeLimit, WorkerLost
from api.settings import Settings
from api.tasks import Head, Task
from store import DocumentRecord, GraphRecord, Manifest

log = logging.getLogger("klyngegraf.workers")
_START_SECONDS: Final = 600.0
_EXIT_SECONDS: Final = 1.0
_ATTEMPTS: Final = 3


@dataclass(eq=False, slots=True)
class Lane:
    """One query process and the socket to it."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class Broken(Exception):
    """A lane ended before its answer began; `signal` is what ended it, 0 where unknown."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


class ForkedEngine:
    """Use `start`. Tasks are evaluated by `settings.workers` processes."""

    def __init__(self, settings: Settings, parent: subprocess.Popen[bytes], control: socket.socket) -> None:
        self._settings, self._parent, self._control = settings, parent, control
        self._gate = Gate(settings.workers, settings.queue, settings.queue_seconds)
        self._idle: list[Lane] = []
        self._came_back = asyncio.Condition()
        self._exits: dict[int, asyncio.Future[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self.broken = False
        self.manifest = Manifest(0, "")
        self.started = self.lost = 0

    async def ask(self, task: Task) -> Reply:
        """Raises Busy, TimeLimit, MemoryLimit, WorkerLost, Reported."""
        await self._gate.enter()
        handed_over = False
        try:
            reply = await self._persist(task, time.monotonic() + self._settings.query_seconds)
            handed_over = True
            return reply
        finally:
            if not handed_over:
                self._gate.leave()

    async def _persist(self, task: Task, deadline: float) -> ForkedReply:
        """A process that is killed from outside, or while idle, has answered nothing: the query is asked again, a few times."""
        number = 0
        for _ in range(_ATTEMPTS):
            try:
                return await self._try(task, deadline)
            except Broken as lost:
                number = lost.signal
                if number not in (0, signal.SIGKILL):
                    break
        raise self.why(number)

    async def _try(self, task: Task, deadline: float) -> ForkedReply:
        lane = await self._take(deadline)
        keep = False
        try:
            lane.writer.write(frames.frame(b"T", frames.pack_task(task)))
            kind, payload = await self.receive(lane, deadline)
            keep = True
        finally:
            if not keep:
                self.discard(lane)
        if kind == frames.PROBLEM:
            self._give_back(lane)
            raise Reported(frames.unpack_problem(payload))
        return ForkedReply(frames.unpack_head(payload), self, lane, deadline)

    async def receive(self, lane: Lane, deadline: float) -> tuple[bytes, bytes]:
        """The next frame of a lane. Raises TimeLimit, Broken."""
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                return await frames.receive(lane.reader)
        except TimeoutError:
            raise TimeLimit(f"the query took longer than {self._settings.query_seconds:g} seconds") from None
        except (EOFError, ConnectionError):
            raise Broken(await self._signal(lane)) from None

    async def _signal(self, lane: Lane) -> int:
        """What ended a lane's process, as the parent tells."""
        try:
            async with asyncio.timeout(_EXIT_SECONDS):
                return await asyncio.shield(self._exit(lane.pid))
        except TimeoutError:
            return 0

    def _exit(self, pid: int) -> asyncio.Future[int]:
        return self._exits.setdefault(pid, asyncio.get_running_loop().create_future())

    def why(self, number: int) -> ApiError:
        if number == signal.SIGALRM:
            return TimeLimit(f"the query took longer than {self._settings.query_seconds:g} seconds")
        if number == signal.SIGABRT:
            return MemoryLimit(f"the query needed more than {self._settings.memory_mb} MiB")
        return WorkerLost(f"the process that evaluated the query was ended by signal {number}")

    # --- lanes

    async def _take(self, deadline: float) -> Lane:
        async with self._came_back:
            try:
                async with asyncio.timeout(deadline - time.monotonic()):
                    await self._came_back.wait_for(lambda: self._idle or self.broken)
            except TimeoutError:
                raise WorkerLost("no query process could be started in time") from None
            if not self._idle:
                raise WorkerLost("the process that holds the dataset has ended; it is being replaced")
            return self._idle.pop()

    def _give_back(self, lane: Lane) -> None:
        self._spawn_task(self._put(lane))

    async def _put(self, lane: Lane) -> None:
        if self._closed:
            self.discard(lane)
            return
        async with self._came_back:
            self._idle.append(lane)
            self._came_back.notify()

    def _drop(self, writer: asyncio.StreamWriter) -> None:
        """Close a connection, and see it closed."""

        async def closing() -> None:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

        self._spawn_task(closing())

    def discard(self, lane: Lane) -> None:
        """End a lane's process, whatever it is doing, and start another."""
        self.lost += 1
        self._kill(lane.pid)
        self._drop(lane.writer)
        if not self._closed and not self.broken:
            self._spawn_task(self._fork())

    def done(self, lane: Lane, kind: bytes | None) -> None:
        """An answer is over: whole (END; LAST where the process leaves), or given up (None)."""
        self._gate.leave()
        if kind == frames.END:
            self._give_back(lane)
        else:
            self.discard(lane)

    def _spawn_task(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _fork(self) -> None:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"F"], [theirs.fileno()])
        except OSError:
            ours.close()
            return
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=1 << 17)
        try:
            _, hello = await frames.receive(reader)
        except (OSError, EOFError):
            self._drop(writer)
            return
        self.started += 1
        (pid,) = struct.unpack("!I", hello)
        self._exit(pid)
        await self._put(Lane(pid, reader, writer))

    def _kill(self, pid: int) -> None:
        try:
            self._control.sendall(b"K" + struct.pack("!I", pid))
        except OSError:
            log.warning("worker %s could not be ended: its parent is gone", pid)

    # --- the parent

    async def run(self) -> None:
        """Start listening to the parent, and the workers. Raises NotReady."""
        reader, writer = await asyncio.open_unix_connection(sock=self._control.dup(), limit=1 << 28)
        async with asyncio.timeout(_START_SECONDS):
            word, _, rest = (await reader.readline()).decode().partition(" ")
        if word != "ready":
            self._drop(writer)
            log.error("the dataset could not be loaded: %s", rest.strip() or "the process died")
            raise NotReady("the dataset could not be loaded")
        self.manifest = _manifest(json.loads(rest))
        self._spawn_task(self._listen(reader, writer))
        await asyncio.gather(*(self._fork() for _ in range(self._settings.workers)))

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                _, pid, number = line.decode().split()
                self._on_exit(int(pid), int(number))
        except ConnectionError:
            pass
        finally:
            self._drop(writer)
        if not self._closed:
            log.error("the process that holds the dataset has ended")
        self.broken = True
        async with self._came_back:
            self._came_back.notify_all()

    def _on_exit(self, pid: int, number: int) -> None:
        future = self._exit(pid)
        if not future.done():
            future.set_result(number)
        asyncio.get_running_loop().call_later(60, self._exits.pop, pid, None)
        for lane in [lane for lane in self._idle if lane.pid == pid]:
            log.warning("idle worker %s was ended by signal %s", pid, number)
            self._idle.remove(lane)
            self.discard(lane)

    async def close(self) -> None:
        self._closed = True
        for lane in self._idle:
            self._drop(lane.writer)
        self._idle.clear()
        with suppress(OSError):  # the parent may be gone already
            self._control.shutdown(socket.SHUT_RDWR)
        await asyncio.to_thread(self._parent.wait)
        while self._tasks:
            await asyncio.wait(self._tasks)
        self._control.close()


class ForkedReply:
    """An answer that is still coming."""

    def __init__(self, head: Head, engine: ForkedEngine, lane: Lane, deadline: float) -> None:
        self.head = head
        self._engine, self._lane, self._deadline = engine, lane, deadline
        self._over = False

    async def chunks(self) -> AsyncIterator[bytes]:
        """Raises TimeLimit, Reported, WorkerLost, MemoryLimit where the answer breaks off."""
        while not self._over:
            try:
                kind, payload = await self._engine.receive(self._lane, self._deadline)
            except Broken as lost:
                raise self._engine.why(lost.signal) from None
            if kind == frames.BODY:
                yield payload
            elif kind == frames.PROBLEM:
                self._finish(frames.END)
                raise Reported(frames.unpack_problem(payload))
            else:
                self._finish(kind)

    def _finish(self, kind: bytes | None) -> None:
        if not self._over:
            self._over = True
            self._engine.done(self._lane, kind)

    async def close(self) -> None:
        self._finish(None)


async def start_forked(settings: Settings) -> ForkedEngine:
    """A process that loads the current version, and its workers. Raises NotReady."""
    ours, theirs = socket.socketpair()
    here = str(Path(__file__).resolve().parents[1])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))}
    arguments = [str(theirs.fileno()), str(settings.data), str(settings.memory_mb), str(settings.query_seconds)]
    with theirs:
        parent = subprocess.Popen(
            [sys.executable, "-m", "api.snapshot", *arguments], pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL
        )
    engine = ForkedEngine(settings, parent, ours)
    try:
        await engine.run()
    except (NotReady, TimeoutError, asyncio.CancelledError):
        await engine.close()
        raise
    return engine


def _manifest(found: dict[str, object]) -> Manifest:
    documents = tuple(DocumentRecord(**entry) for entry in found.pop("documents"))  # type: ignore[attr-defined]
    graphs = tuple(GraphRecord(**entry) for entry in found.pop("graphs"))  # type: ignore[attr-defined]
    return Manifest(**found, documents=documents, graphs=graphs)  # type: ignore[arg-type]
