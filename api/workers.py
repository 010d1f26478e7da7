"""Query processes: forked over one dataset, killed at their limits, replaced.

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
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Final

from api import frames
from api.calls import Call, Frame
from api.engine import Collected, Reply
from api.errors import ApiError, MemoryLimit, NotReady, QueryTooDeep, Reported, WorkerLost
from api.lanes import Lane
from api.metrics import Metrics
from api.pool import Pool
from api.settings import FOR_SNAPSHOT, Settings
from api.tasks import Head, Task
from api.watch import time_limit
from store import Manifest
from store.manifest import from_json

log = logging.getLogger("klyngegraf.workers")
_START_SECONDS: Final = 600.0
_HELLO_SECONDS: Final = 60.0
_EXIT_SECONDS: Final = 1.0
_AGAIN_SECONDS: Final = 0.2
_ATTEMPTS: Final = 3
# A query makes and frees thousands of small things on a heap full of holes from loading; kept at hand, they take a quarter off its time.
_ALLOCATOR: Final = "glibc.malloc.tcache_count=500"
_REASONS: Final[dict[int, str]] = {signal.SIGABRT: "memory-limit", signal.SIGALRM: "time-limit", signal.SIGKILL: "killed"}


class ForkedEngine:
    """Use `start_forked`. Tasks are evaluated by `settings.workers` processes, and those that run long by as many more as are allowed."""

    def __init__(self, settings: Settings, parent: subprocess.Popen[bytes], control: socket.socket, metrics: Metrics) -> None:
        self.settings, self._parent, self._control, self.metrics = settings, parent, control, metrics
        self.pool = Pool(settings, metrics, self)
        self._loop = asyncio.get_running_loop()
        self._exits: dict[int, asyncio.Future[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self.broken = False
        self.on_broken: Callable[[], None] = lambda: None
        self.manifest = Manifest(0, "")

    async def ask(self, task: Task) -> Reply:
        """Raises Busy, NotReady, TimeLimit, MemoryLimit, WorkerLost, Reported."""
        call, handed_over = Call(frames.pack_task(task), self._loop), False
        try:
            reply = await self._persist(call)
            handed_over = True
            return reply
        finally:
            if not handed_over:
                self.pool.abandon(call)

    async def _persist(self, call: Call) -> Reply:
        """A process that is killed from outside, or while idle, has answered nothing: the query is asked again, a few times."""
        number = 0
        for attempt in range(_ATTEMPTS):
            call.anew()
            self.pool.enter(call, again=attempt > 0)
            try:
                kind, payload = await call.frame()
            except EOFError:
                number = await self._signal(call.pid)
                if number not in (0, signal.SIGKILL):
                    break
                continue
            if kind == frames.PROBLEM:
                raise Reported(frames.unpack_problem(payload))
            return self._reply(frames.unpack_head(payload), call)
        raise self._why(number)

    def _reply(self, head: Head, call: Call) -> Reply:
        """Whole where all of it is here."""
        here: list[Frame] = []
        while (found := call.ready()) is not None:
            here.append(found)
            if found[0] in (frames.END, frames.LAST):
                return Collected(head, [payload for _, payload in here])
        return ForkedReply(head, self, call, here)

    async def lost(self, call: Call) -> ApiError:
        """Why a call's process ended while it was answering."""
        return self._why(await self._signal(call.pid))

    async def _signal(self, pid: int) -> int:
        """What ended a process, as the parent tells; 0 where it does not."""
        try:
            async with asyncio.timeout(_EXIT_SECONDS):
                return await asyncio.shield(self._exit(pid))
        except TimeoutError:
            return 0

    def _exit(self, pid: int) -> asyncio.Future[int]:
        return self._exits.setdefault(pid, self._loop.create_future())

    def _why(self, number: int) -> ApiError:
        if number == signal.SIGALRM:
            return time_limit(self.settings)
        if number == signal.SIGABRT:
            return MemoryLimit(f"the query needed more than {self.settings.memory_mb} MiB")
        if number == signal.SIGSEGV:  # the engine's stack is at its end
            return QueryTooDeep("the query is too long a chain, or nests too deeply, to be read")
        return WorkerLost(f"the process that evaluated the query was ended by signal {number}")

    # --- processes start and end

    def fork(self) -> None:
        """Start a process, which joins the pool when it is ready."""
        if not self._closed and not self.broken:
            self._spawn_task(self._fork())

    async def _fork(self) -> None:
        """A new query process; where it dies before its first word, another, for as long as there is a parent."""
        while not self._closed and not self.broken:
            lane = await self._hatch()
            if lane is not None:
                self._exit(lane.pid)
                self.pool.join(lane)
                return
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _hatch(self) -> Lane | None:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"F"], [theirs.fileno()])
        except OSError:
            ours.close()
            return None
        _, lane = await self._loop.create_unix_connection(lambda: Lane(self.pool), sock=ours)
        with suppress(TimeoutError):
            async with asyncio.timeout(_HELLO_SECONDS):
                lane.pid = await lane.greeted
        if lane.pid:
            return lane
        lane.end()
        return None

    def kill(self, pid: int) -> None:
        with suppress(OSError):  # the parent is gone, and its children with it
            self._control.sendall(b"K" + struct.pack("!I", pid))

    def died(self, pid: int, replaced: bool) -> None:
        """A process has ended by itself, or was killed from outside."""
        self._spawn_task(self._bury(pid))
        if not replaced:
            self.fork()

    async def _bury(self, pid: int) -> None:
        reason = _reason(await self._signal(pid))
        self.metrics.ended.labels(reason).inc()
        log.warning("query process %s ended: %s", pid, reason)

    def _spawn_task(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- the parent

    async def run(self) -> None:
        """Start listening to the parent, and the workers. Raises NotReady."""
        reader, writer = await asyncio.open_unix_connection(sock=self._control.dup(), limit=1 << 28)
        async with asyncio.timeout(_START_SECONDS):
            word, _, rest = (await reader.readline()).decode().partition(" ")
        if word != "ready":
            writer.close()
            log.error("the dataset could not be loaded: %s", rest.strip() or "the process died")
            raise NotReady("the dataset could not be loaded")
        self.manifest = from_json(json.loads(rest), "the snapshot's manifest")
        self._spawn_task(self._listen(reader, writer))
        await asyncio.gather(*(self._fork() for _ in range(self.settings.workers)))
        if self.broken:
            raise NotReady("the process that holds the dataset has ended")

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                _, pid, number = line.decode().split()
                self._on_exit(int(pid), int(number))
        except ConnectionError:
            pass
        finally:
            writer.close()
        if not self._closed:
            log.error("the process that holds the dataset has ended")
        self.broken = True
        self.pool.close()
        self.on_broken()

    def _on_exit(self, pid: int, number: int) -> None:
        future = self._exit(pid)
        if not future.done():
            future.set_result(number)
        self._loop.call_later(60, self._exits.pop, pid, None)

    async def close(self) -> None:
        self._closed = True
        self.pool.end_all()
        with suppress(OSError):  # the parent may be gone already
            self._control.shutdown(socket.SHUT_RDWR)
        await asyncio.to_thread(self._parent.wait)
        while self._tasks:
            await asyncio.wait(self._tasks)
        self._control.close()


class ForkedReply:
    """An answer that is still coming; `here` are the frames that came with its head."""

    whole = None

    def __init__(self, head: Head, engine: ForkedEngine, call: Call, here: list[Frame]) -> None:
        self.head = head
        self._engine, self._call, self._here = engine, call, here

    async def chunks(self) -> AsyncIterator[bytes]:
        """Raises TimeLimit, Reported, WorkerLost, MemoryLimit where the answer breaks off."""
        while True:
            kind, payload = self._here.pop(0) if self._here else await self._next()
            if kind == frames.PROBLEM:
                raise Reported(frames.unpack_problem(payload))
            if kind != frames.BODY:
                return
            yield payload

    async def _next(self) -> Frame:
        try:
            return await self._call.frame()
        except EOFError:
            raise await self._engine.lost(self._call) from None

    async def close(self) -> None:
        self._engine.pool.abandon(self._call)


def _reason(number: int) -> str:
    """Why a process ended, as it is counted.

    >>> _reason(6), _reason(9), _reason(11)
    ('memory-limit', 'killed', 'crashed')
    """
    return _REASONS.get(number, "crashed")


async def start_forked(settings: Settings, metrics: Metrics | None = None) -> ForkedEngine:
    """A process that loads the current version, and its workers. Raises NotReady."""
    ours, theirs = socket.socketpair()
    here = str(Path(__file__).resolve().parents[1])
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", "")))),
        "GLIBC_TUNABLES": ":".join(filter(None, (_ALLOCATOR, os.environ.get("GLIBC_TUNABLES", "")))),  # of the same twice, the last counts
    }
    with theirs:
        parent = subprocess.Popen(
            [sys.executable, "-m", "api.snapshot", str(theirs.fileno()), settings.model_dump_json(include=FOR_SNAPSHOT)],
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            process_group=0,  # Ctrl-C and the like are the server's to hear
        )
    engine = ForkedEngine(settings, parent, ours, metrics or Metrics())
    try:
        await engine.run()
    except (NotReady, TimeoutError, asyncio.CancelledError):
        await engine.close()
        raise
    return engine
