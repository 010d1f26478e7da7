"""Where tasks run: the seam between HTTP and evaluation, and the plain engine that evaluates in the server's own threads.

The plain engine bounds concurrency and waiting, but cannot stop a query (pyoxigraph has no cancellation): it is for tests and small
private uses. `api.workers` has the one for service.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Protocol

from api.alarms import Alarms
from api.attempt import attempt
from api.errors import Reported, TimeLimit, queue_full, waited_in_vain
from api.metrics import Metrics
from api.settings import Settings
from api.tasks import Head, Task
from store import DataFolder, EmbeddedStore, Manifest, Store


class Reply(Protocol):
    """An answer on its way; `whole` where it is all here. `chunks` raises where it breaks off; `close` in any case, also unread."""

    @property
    def head(self) -> Head: ...

    @property
    def whole(self) -> bytes | None: ...

    def chunks(self) -> AsyncIterator[bytes]: ...

    async def close(self) -> None: ...


class Engine(Protocol):
    """One version of the dataset, and what evaluates over it. Cancelling `ask` stops the work."""

    @property
    def manifest(self) -> Manifest: ...

    @property
    def broken(self) -> bool: ...

    on_broken: Callable[[], None]

    async def ask(self, task: Task) -> Reply: ...

    async def close(self) -> None: ...


@dataclass(slots=True)
class Collected:
    """A reply that is all there; also the sink that it was written to."""

    head: Head = field(default_factory=lambda: Head("application/octet-stream"))
    parts: list[bytes] = field(default_factory=list)

    @property
    def whole(self) -> bytes:
        return self.parts[0] if len(self.parts) == 1 else b"".join(self.parts)

    async def chunks(self) -> AsyncIterator[bytes]:
        for part in self.parts:
            yield part

    async def close(self) -> None:
        self.parts.clear()


class _Collector:
    """A sink that keeps everything."""

    def __init__(self) -> None:
        self.reply = Collected()

    def head(self, head: Head) -> None:
        self.reply.head = head

    def write(self, data: bytes, /) -> int:
        self.reply.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """The engine's writers expect it."""


class Gate:
    """So many at a time, so many waiting, so long: the rest is told to come back."""

    def __init__(self, places: int, queue: int, seconds: float, metrics: Metrics, alarms: Alarms) -> None:
        self._free, self._queue, self._seconds, self._metrics, self._alarms = places, queue, seconds, metrics, alarms
        self._waiting: OrderedDict[asyncio.Future[bool], None] = OrderedDict()  # True: a place was given

    async def enter(self) -> None:
        if self._free:  # nobody waits, then
            self._free -= 1
        elif len(self._waiting) >= self._queue:
            raise queue_full()
        else:
            await self._wait()

    async def _wait(self) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting[turn] = None
        self._metrics.waiting.inc()
        alarm = self._alarms.set(self._seconds, lambda: _answer(turn, False))
        try:
            if not await turn:
                raise waited_in_vain(self._seconds)
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.result():  # the place came and the client left, both at once
                self.leave()
            raise
        finally:
            self._waiting.pop(turn, None)
            self._metrics.waiting.dec()
            self._alarms.call_off(alarm)

    def leave(self) -> None:
        """To whom has waited longest, else to whoever comes."""
        while self._waiting:
            turn, _ = self._waiting.popitem(last=False)
            if _answer(turn, True):
                return
        self._free += 1


def _answer(turn: asyncio.Future[bool], given: bool) -> bool:
    """False: who waited for a place has left, or been told."""
    if turn.done():
        return False
    turn.set_result(given)
    return True


class PlainEngine:
    """Evaluates in threads. A query over its time limit is given up on, and holds its place until it ends by itself."""

    broken = False

    def __init__(self, store: Store, manifest: Manifest, settings: Settings) -> None:
        self._store, self.manifest, self._seconds = store, manifest, settings.query_seconds
        self.on_broken: Callable[[], None] = lambda: None
        self._gate = Gate(4, settings.queue, settings.queue_seconds, Metrics(), Alarms())

    async def ask(self, task: Task) -> Reply:
        await self._gate.enter()
        running = asyncio.get_running_loop().run_in_executor(None, self._run, task)
        running.add_done_callback(lambda _: self._gate.leave())
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.shield(running)
        except TimeoutError:
            raise TimeLimit(f"the query took longer than {self._seconds:g} seconds") from None

    def _run(self, task: Task) -> Collected:
        sink = _Collector()
        problem = attempt(task, self._store, sink)
        if problem is not None:
            raise Reported(problem)
        return sink.reply

    async def close(self) -> None:
        """Nothing to stop: the store goes with its last reader."""


async def start_plain(settings: Settings, metrics: Metrics) -> PlainEngine:
    metrics.alive.set(0)
    store, manifest = await asyncio.to_thread(DataFolder(settings.data).open, memory=True)
    assert isinstance(store, EmbeddedStore)  # what a data folder opens
    return PlainEngine(EmbeddedStore(store.engine, settings.endpoints), manifest, settings)


class Asking(Protocol):
    """Whoever takes tasks: an engine, or a request's lease on one."""

    async def ask(self, task: Task) -> Reply: ...


async def read(engine: Asking, task: Task) -> tuple[Head, bytes]:
    """A whole answer that is known to be small."""
    reply = await engine.ask(task)
    try:
        return reply.head, b"".join([chunk async for chunk in reply.chunks()])
    finally:
        await reply.close()


async def read_json(engine: Asking, task: Task) -> object:
    """What a `tasks.Call` answered."""
    _, body = await read(engine, task)
    return json.loads(body)
