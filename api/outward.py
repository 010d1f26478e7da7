"""The one thread of a query process that may open sockets, for queries that ask the endpoints of `services` and no others.

The seal of the kernel holds for the thread that asks for it and those that it starts, so this one is started before. All other queries are
evaluated in the sealed thread as ever: what hides SERVICE from us gets no further there.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from api.errors import MAPPED, MemoryLimit, Problem, Reported, describe
from api.tasks import Sink, Sparql, Task
from store import EmbeddedStore, Store
from store.guard import asks_only


class Outward:
    """Made before the process is sealed."""

    def __init__(self, store: Store, endpoints: frozenset[str]) -> None:
        assert isinstance(store, EmbeddedStore)  # what a query process opens: api.snapshot
        self._store, self._endpoints = EmbeddedStore(store.engine, endpoints), endpoints
        self._thread = ThreadPoolExecutor(1)
        self._thread.submit(int).result()  # it starts with its first work

    def takes(self, task: Task) -> bool:
        return isinstance(task, Sparql) and asks_only(task.query, self._endpoints)

    def run(self, task: Task, sink: Sink) -> None:
        """Raises Reported."""
        problem = self._thread.submit(self._attempt, task, sink).result()
        if problem is not None:
            raise Reported(problem)

    def _attempt(self, task: Task, sink: Sink) -> Problem | None:
        """What went wrong as a description: the engine's objects, which an exception holds, must die in the thread that made them."""
        try:
            task.run(self._store, sink)
        except MAPPED as error:
            return describe(error)
        except MemoryError:
            return describe(MemoryLimit("the query needed too much memory"))
        return None
