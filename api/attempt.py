"""A task in a thread that is not the one that answers for it."""

from __future__ import annotations

from api.errors import MAPPED, MemoryLimit, Problem, describe
from api.tasks import Sink, Task
from store import Store


def attempt(task: Task, store: Store, sink: Sink) -> Problem | None:
    """What went wrong, as a description: an exception would carry the engine's objects, which must die in the thread that made them."""
    try:
        task.run(store, sink)
    except MAPPED as error:
        return describe(error)
    except MemoryError:
        return describe(MemoryLimit("the query needed too much memory"))
    return None
