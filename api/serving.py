"""The dataset in service: one engine a version, the newest in use, the older kept until its last answer is out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType

from api.alarms import Alarms
from api.engine import Engine, PlainEngine, Reply, start_plain
from api.errors import NotReady
from api.metrics import Metrics
from api.remote import Elsewhere
from api.settings import Settings
from api.tasks import Task
from api.workers import start_forked
from store import DataFolder, Manifest
from store.changelog import Entry
from store.errors import DataCorrupt, StoreError

log = logging.getLogger("klyngegraf.serving")


class Generation:
    """An engine and how many use it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.users = 0
        self.retired = False


class Lease:
    """The right to one version, for one request: what is asked through it comes from the same state of the data."""

    def __init__(self, generation: Generation, on_release: Callable[[Generation], None], alarms: Alarms) -> None:
        self._generation, self._on_release, self.alarms, self._held = generation, on_release, alarms, True
        generation.users += 1

    @property
    def manifest(self) -> Manifest:
        return self._generation.engine.manifest

    @property
    def broken(self) -> bool:
        return self._generation.engine.broken

    async def ask(self, task: Task) -> Reply:
        return await self._generation.engine.ask(task)

    async def close(self) -> None:
        self.release()

    def release(self) -> None:
        if self._held:
            self._held = False
            self._generation.users -= 1
            self._on_release(self._generation)

    async def __aenter__(self) -> Lease:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


class Serving:
    """`lease` is what requests use; `watch` runs beside them."""

    def __init__(self, settings: Settings, metrics: Metrics | None = None) -> None:
        self.settings, self.metrics = settings, metrics or Metrics()
        self._folder = DataFolder(settings.data)
        self._elsewhere = Elsewhere(settings, union=settings.union) if settings.remote else None
        self._current: Generation | None = None
        self._alarms = Alarms()
        self._starting = asyncio.Lock()
        self._closing: set[asyncio.Future[None]] = set()
        self._watching: asyncio.Task[None] | None = None
        self._look = asyncio.Event()  # there is reason to look for another version now

    async def start(self) -> None:
        """Load the current version; where that fails, keep trying beside the requests (which hear 503)."""
        try:
            await self._switch()
        except (NotReady, StoreError):
            log.exception("the dataset could not be loaded")
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        if self._watching:
            self._watching.cancel()
            await asyncio.wait({self._watching})
        if self._current:
            await self._current.engine.close()
        if self._closing:
            await asyncio.wait(self._closing)

    async def lease(self) -> Lease:
        """Raises NotReady."""
        if self._current is None:
            raise NotReady("the dataset is being loaded")
        return Lease(self._current, self._on_release, self._alarms)

    def text(self, document: str) -> str:
        """A document's text as read, from the data folder. Raises KeyError."""
        return self._folder.text(document)

    def changes(self) -> tuple[Entry, ...]:
        """What each version changed, the newest first, from the data folder."""
        return self._folder.changes()

    async def switch(self) -> None:
        """Put the newest version in service now, where it is not. Raises NotReady, StoreError."""
        if self._stale():
            await self._switch()

    @property
    def manifest(self) -> Manifest | None:
        """What is in service now, None before the first load."""
        return self._current.engine.manifest if self._current else None

    async def _watch(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.settings.watch_seconds):
                    await self._look.wait()
            self._look.clear()
            try:
                if self._elsewhere:
                    await self._elsewhere.look()
                if self._stale():
                    await self._switch()
            except (NotReady, StoreError):
                log.exception("the new version could not be loaded; the old one stays in service")

    def _stale(self) -> bool:
        newest, current = self._newest(), self._current
        return current is None or current.engine.broken or current.engine.manifest.number != newest

    def _newest(self) -> int:
        if self._elsewhere:
            return self._elsewhere.number
        number = self._folder.version()
        if not number and self.manifest and self.manifest.number:
            raise DataCorrupt(f"{self.settings.data} holds no dataset any more; put it back, or restore a backup")
        return number

    async def _switch(self) -> None:
        start: Callable[[Settings, Metrics], Awaitable[Engine]] = start_forked if self.settings.workers else start_plain
        async with self._starting:
            if self._stale():  # nobody else has switched meanwhile
                await self.use(await (self._start_elsewhere() if self._elsewhere else start(self.settings, self.metrics)))

    async def _start_elsewhere(self) -> Engine:
        """Every task goes to the engine elsewhere; what is kept here is the number of those under way."""
        assert self._elsewhere
        store, manifest = await self._elsewhere.open()
        self.metrics.alive.set(0)
        return PlainEngine(store, manifest, self.settings)

    async def use(self, engine: Engine) -> None:
        """Put an engine in service; the one before ends with its last answer."""
        old, self._current = self._current, Generation(engine)
        engine.on_broken = self._look.set
        self.metrics.switches.inc()
        self.metrics.version.set(engine.manifest.number)
        self.metrics.triples.set(engine.manifest.triples)
        log.info("version %s of the dataset is in service", engine.manifest.number)
        if old:
            old.retired = True
            self._on_release(old)

    def _on_release(self, generation: Generation) -> None:
        if generation.retired and generation.users == 0:
            closing = asyncio.ensure_future(generation.engine.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
