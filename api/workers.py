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
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Final

from api import frames
from api.alarms import Alarms
from api.background import make_room
from api.engine import Collected, Gate, Reply
from api.errors import ApiError, MemoryLimit, NotReady, QueryTooDeep, Reported, TimeLimit, WorkerLost
from api.lanes import Lane
from api.metrics import Metrics
from api.settings import FOR_SNAPSHOT, Settings
from api.tasks import Head, Task
from store import Manifest
from store.manifest import from_json

log = logging.getLogger("klyngegraf.workers")
_START_SECONDS: Final = 600.0
_HELLO_SECONDS: Final = 60.0
_EXIT_SECONDS: Final = 1.0
_AGAIN_SECONDS: Final = 0.2
_ATTEMPTS: Final = 3
_FIRST_LOOK: Final = 0.125  # of the time after which a query runs long: what its process has had of the processor counts from here
_STARVED: Final = 4  # times the limit: by then a query runs long, whether it has had the processor or not
_SLOWED: Final = 4  # times the limit, of computing: by then the others come first
# A query makes and frees thousands of small things on a heap full of holes from loading; kept at hand, they take a quarter off its time.
_ALLOCATOR: Final = "glibc.malloc.tcache_count=500"
_REASONS: Final[dict[int, str]] = {signal.SIGABRT: "memory-limit", signal.SIGALRM: "time-limit", signal.SIGKILL: "killed"}
Frame = tuple[bytes, bytes]


class Broken(Exception):
    """A lane ended before its answer began; `signal` is what ended it, 0 where unknown."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


class Place:
    """A query's right to run. One that runs long gives its place to others and goes on beside them; one that goes on still, with less of
    the processor (`slowed`), which its process cannot be given back.
    """

    __slots__ = ("_alarm", "_deadline", "_engine", "_lane", "_spent", "_start", "long", "slowed")

    def __init__(self, engine: ForkedEngine) -> None:
        self._engine, self.long, self.slowed = engine, False, False
        self._alarm = -1

    def start(self, lane: Lane, deadline: float) -> None:
        self._lane, self._deadline, self._start = lane, deadline, time.monotonic()
        self._spent = -1.0  # nobody has looked yet: most queries are over before, and a look costs them a call of the kernel
        self._watch(self._start, _FIRST_LOOK)

    def _watch(self, now: float, share: float = 1.0) -> None:
        seconds = self._engine.settings.long_seconds * share
        self._alarm = self._engine.alarms.set(min(seconds, self._deadline - now), self._look)

    def _look(self) -> None:
        now = time.monotonic()
        if now >= self._deadline:
            self._lane.expire()
            return
        if self._spent < 0:
            self._spent = _processor_seconds(self._lane.pid)
            self._watch(now, 1 - _FIRST_LOOK)
            return
        if not self.long:
            self.long = self._runs_long(now - self._start) and self._engine.step_aside(self)
        elif _processor_seconds(self._lane.pid) - self._spent >= _SLOWED * self._engine.settings.long_seconds:
            self.slow()
        self._watch(now)

    def slow(self) -> None:
        if self.long and not self.slowed:
            self.slowed = True
            with suppress(OSError):  # it has ended just now
                make_room(self._lane.pid)

    def _runs_long(self, seconds: float) -> bool:
        """Not a short one that the machine has kept waiting: to replace its process would keep the machine busier still."""
        limit = self._engine.settings.long_seconds
        return seconds >= _STARVED * limit or _processor_seconds(self._lane.pid) - self._spent >= limit / 2

    def over(self) -> None:
        """The query has ended; `long` says how."""
        self._engine.alarms.call_off(self._alarm)
        self._engine.leave(self)

    async def again(self) -> None:
        """The query is to be asked once more. Raises Busy."""
        self._engine.alarms.call_off(self._alarm)
        if self.long:
            self._engine.leave(self)
            self.long = self.slowed = False
            await self._engine.enter()


class ForkedEngine:
    """Use `start_forked`. Tasks are evaluated by `settings.workers` processes, and those that run long by as many more as are allowed."""

    def __init__(self, settings: Settings, parent: subprocess.Popen[bytes], control: socket.socket, metrics: Metrics) -> None:
        self.settings, self._parent, self._control, self.metrics = settings, parent, control, metrics
        self.alarms = Alarms()
        self._long = 0  # queries that run beside the places
        self._last_aside: Place | None = None
        self._gate = Gate(settings.workers, settings.queue, settings.queue_seconds, metrics, self.alarms)
        self._idle: list[Lane] = []  # the one that was used last, and has most of the dataset at hand, stands last
        self._surplus = 0  # lanes that are to end when they are idle: others were forked in their place
        self._came = asyncio.Event()  # a lane is idle, or none will ever be
        self._exits: dict[int, asyncio.Future[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self.broken = False
        self.on_broken: Callable[[], None] = lambda: None
        self.manifest = Manifest(0, "")

    async def ask(self, task: Task) -> Reply:
        """Raises Busy, NotReady, TimeLimit, MemoryLimit, WorkerLost, Reported."""
        await self.enter()
        place, handed_over = Place(self), False
        try:
            reply = await self._persist(task, time.monotonic() + self.settings.query_seconds, place)
            handed_over = True
            return reply
        finally:
            if not handed_over:
                place.over()

    async def enter(self) -> None:
        await self._gate.enter()

    def leave(self, place: Place) -> None:
        if self._last_aside is place:
            self._last_aside = None
        if place.long:
            self._long -= 1
            self.metrics.long.dec()
        else:
            self._gate.leave()

    def step_aside(self, place: Place) -> bool:
        """Let another process have a place. False: enough run beside already. The one that did so before is slowed: one may be in haste."""
        if self._long >= self.settings.long_queries or self._closed or self.broken:
            return False
        self._long += 1
        self.metrics.long.inc()
        if self._last_aside is not None:
            self._last_aside.slow()
        self._last_aside = place
        self._gate.leave()
        self._spawn_task(self._fork())
        return True

    async def _persist(self, task: Task, deadline: float, place: Place) -> Reply:
        """A process that is killed from outside, or while idle, has answered nothing: the query is asked again, a few times."""
        number = 0
        for _ in range(_ATTEMPTS):
            try:
                return await self._try(task, deadline, place)
            except Broken as lost:
                number = lost.signal
                if number not in (0, signal.SIGKILL):
                    break
                await place.again()
        raise self.why(number)

    async def _try(self, task: Task, deadline: float, place: Place) -> Reply:
        lane = await self._take(deadline)
        place.start(lane, deadline)
        reason = "client-gone"
        try:
            lane.send(frames.frame(frames.TASK, frames.pack_task(task)))
            kind, payload = await self.receive(lane)
            reason = ""
        except TimeLimit:
            reason = "time-limit"
            raise
        except Broken as lost:
            reason = _reason(lost.signal)
            raise
        finally:
            if reason:
                self._end(lane, reason, replaced=place.long)
        if kind == frames.PROBLEM:
            self._free(lane, place)
            raise Reported(frames.unpack_problem(payload))
        return self._reply(frames.unpack_head(payload), lane, place)

    def _reply(self, head: Head, lane: Lane, place: Place) -> Reply:
        """Whole where all of it is here: then the process is free before the client has read a byte."""
        here: list[Frame] = []
        while (found := lane.ready()) is not None:
            here.append(found)
            if found[0] in (frames.END, frames.LAST):
                self.done(lane, place, found[0])
                return Collected(head, [payload for _, payload in here])
        return ForkedReply(head, self, lane, here, place)

    async def receive(self, lane: Lane) -> Frame:
        """The next frame of a lane. Raises TimeLimit, Broken."""
        try:
            return await lane.frame()
        except TimeoutError:
            raise self.why(signal.SIGALRM) from None
        except EOFError:
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
            return TimeLimit(f"the query took longer than {self.settings.query_seconds:g} seconds")
        if number == signal.SIGABRT:
            return MemoryLimit(f"the query needed more than {self.settings.memory_mb} MiB")
        if number == signal.SIGSEGV:  # the engine's stack is at its end
            return QueryTooDeep("the query is too long a chain, or nests too deeply, to be read")
        return WorkerLost(f"the process that evaluated the query was ended by signal {number}")

    # --- lanes

    async def _take(self, deadline: float) -> Lane:
        if not self._idle:
            await self._until_idle(deadline)
        if self.broken:
            raise NotReady("the process that holds the dataset has ended; it is being replaced")
        return self._idle.pop()

    async def _until_idle(self, deadline: float) -> None:
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                while not self._idle and not self.broken:
                    self._came.clear()
                    await self._came.wait()
        except TimeoutError:
            raise WorkerLost("no query process could be started in time") from None

    def _put(self, lane: Lane, *, fresh: bool = False) -> None:
        if self._closed:
            lane.drop()
            return
        self._idle.insert(0 if fresh else len(self._idle), lane)
        if self._surplus and len(self._idle) > 1:
            self._surplus -= 1
            self._end(self._idle.pop(0), "recycled", replaced=True)
        self._came.set()

    def _end(self, lane: Lane, reason: str, *, replaced: bool = False) -> None:
        """End a lane's process, whatever it is doing, and start another where there is none in its place yet."""
        self.metrics.ended.labels(reason).inc()
        self.metrics.alive.dec()
        if reason not in ("recycled", "client-gone"):
            log.warning("query process %s ended: %s", lane.pid, reason)
        self._kill(lane.pid)
        lane.drop()
        if not replaced and not self._closed and not self.broken:
            self._spawn_task(self._fork())

    def _free(self, lane: Lane, place: Place) -> None:
        """A lane whose query is answered: for the next one, unless it has been slowed.

        One that has been replaced for running long stays, and another goes: a fresh process first copies the pages of the dataset that it
        counts references in, so the same query takes it twice as long.
        """
        if place.slowed:
            self._end(lane, "recycled", replaced=True)
            return
        self._surplus += place.long
        self._put(lane)

    def done(self, lane: Lane, place: Place, kind: bytes | None, reason: str = "client-gone") -> None:
        """An answer is over: whole (END; LAST where the process leaves), or given up (None)."""
        place.over()
        if kind == frames.END:
            self._free(lane, place)
        else:
            self._end(lane, "recycled" if kind else reason, replaced=place.long)

    def _spawn_task(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _fork(self) -> None:
        """A new query process; where it dies before its first word, another, for as long as there is a parent."""
        while not self._closed and not self.broken:
            lane = await self._hatch()
            if lane is not None:
                self.metrics.started.inc()
                self.metrics.alive.inc()
                self._exit(lane.pid)
                self._put(lane, fresh=True)
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
        _, lane = await asyncio.get_running_loop().create_unix_connection(Lane, sock=ours)
        try:
            async with asyncio.timeout(_HELLO_SECONDS):
                _, hello = await lane.frame()
        except (TimeoutError, EOFError):
            lane.drop()
            return None
        (lane.pid,) = struct.unpack("!I", hello)
        return lane

    def _kill(self, pid: int) -> None:
        with suppress(OSError):  # the parent is gone, and its children with it
            self._control.sendall(b"K" + struct.pack("!I", pid))

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
        self._came.set()
        self.on_broken()

    def _on_exit(self, pid: int, number: int) -> None:
        future = self._exit(pid)
        if not future.done():
            future.set_result(number)
        asyncio.get_running_loop().call_later(60, self._exits.pop, pid, None)
        for lane in [lane for lane in self._idle if lane.pid == pid]:
            self._idle.remove(lane)
            self._end(lane, _reason(number))

    async def close(self) -> None:
        self._closed = True
        for lane in self._idle:
            lane.drop()
            self.metrics.alive.dec()
        self._idle.clear()
        self._came.set()
        with suppress(OSError):  # the parent may be gone already
            self._control.shutdown(socket.SHUT_RDWR)
        await asyncio.to_thread(self._parent.wait)
        while self._tasks:
            await asyncio.wait(self._tasks)
        self._control.close()


class ForkedReply:
    """An answer that is still coming; `here` are the frames that came with its head."""

    whole = None

    def __init__(self, head: Head, engine: ForkedEngine, lane: Lane, here: list[Frame], place: Place) -> None:
        self.head = head
        self._engine, self._lane, self._here, self._place = engine, lane, here, place
        self._over = False

    async def chunks(self) -> AsyncIterator[bytes]:
        """Raises TimeLimit, Reported, WorkerLost, MemoryLimit where the answer breaks off."""
        while not self._over:
            kind, payload = self._here.pop(0) if self._here else await self._next()
            if kind == frames.BODY:
                yield payload
            elif kind == frames.PROBLEM:
                self._finish(frames.END)
                raise Reported(frames.unpack_problem(payload))
            else:
                self._finish(kind)

    async def _next(self) -> Frame:
        try:
            return await self._engine.receive(self._lane)
        except TimeLimit:
            self._finish(None, "time-limit")
            raise
        except Broken as lost:
            self._finish(None, _reason(lost.signal))
            raise self._engine.why(lost.signal) from None

    def _finish(self, kind: bytes | None, reason: str = "client-gone") -> None:
        if not self._over:
            self._over = True
            self._engine.done(self._lane, self._place, kind, reason)

    async def close(self) -> None:
        self._finish(None)


def _processor_seconds(pid: int) -> float:
    """What a process has had of the processor: Linux's clock for it (the number is clock_getcpuclockid's)."""
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:  # it has ended just now
        return 0.0


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
