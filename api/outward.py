"""The one thread of a query process that may open sockets, for queries that ask the endpoints of `services` and no others.

The seal of the kernel holds for the thread that asks for it and those that it starts, so this one is started before. All other queries are
evaluated in the sealed thread as ever: what hides SERVICE from us gets no further there.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from api.attempt import attempt
from api.errors import Reported
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
        problem = self._thread.submit(attempt, task, self._store, sink).result()
        if problem is not None:
            raise Reported(problem)
