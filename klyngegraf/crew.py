"""Worker processes that can be stopped: each reads one document at a time, under a time limit, and is replaced when it is lost.

Not concurrent.futures: its pool breaks as a whole when one worker dies, and cannot stop a task that runs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import TracebackType
from typing import Generic, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")
_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Lost:
    """The worker was stopped at the time limit, died, or met a fault of the program (`fault` in one line, `details` the traceback)."""

    overdue: bool = False
    fault: str = ""
    details: str = ""


@dataclass(slots=True)
class _Worker(Generic[Task]):
    """`deadline` counts from the moment a task is handed over; a worker still starting has neither task nor deadline."""

    process: ForkServerProcess
    connection: Connection
    task: Task | None = None
    deadline: float = _NEVER


class Crew(Generic[Task, Answer]):
    """`work` must be a module's function: workers import it. Use `run` once."""

    def __init__(self, work: Callable[[Task], Answer], size: int, seconds: float) -> None:
        self._work, self._size, self._seconds = work, size, seconds
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([work.__module__])
        self._workers: list[_Worker[Task]] = []

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Answer | Lost]]:
        """Each task with its answer, as they come. No more tasks are taken than there are workers, so memory stays bounded."""
        waiting = iter(tasks)
        try:
            self._workers = [self._start() for _ in range(self._size)]
            while self._workers:
                yield from self._round(waiting)
        finally:
            for worker in self._workers:
                _stop(worker)

    def _round(self, waiting: Iterator[Task]) -> Iterator[tuple[Task, Answer | Lost]]:
        """Wait for the next answer, death or deadline, and hand on the next task."""
        for worker in self._awaited():
            answer = self._heard(worker) if worker.deadline > time.monotonic() or worker.connection.poll() else Lost(overdue=True)
            if worker.task is not None:
                yield worker.task, answer
            if isinstance(answer, Lost):
                self._replace(worker)
            else:
                self._hand_over(worker, waiting)

    def _awaited(self) -> list[_Worker[Task]]:
        """The workers that have something to say, or have run out of time."""
        now = time.monotonic()
        first = min(worker.deadline for worker in self._workers)
        ready = wait([worker.connection for worker in self._workers], None if first == _NEVER else max(0.0, first - now))
        now = time.monotonic()
        return [worker for worker in self._workers if worker.connection in ready or worker.deadline <= now]

    def _heard(self, worker: _Worker[Task]) -> Answer | Lost:
        """What a worker says; its death is an answer too."""
        try:
            said: Answer | Lost = worker.connection.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join(1)
            return Lost(fault=f"the reading process ended with code {worker.process.exitcode}")
        return said

    def _hand_over(self, worker: _Worker[Task], waiting: Iterator[Task]) -> None:
        """The next task; where none is left the worker goes home."""
        worker.task = next(waiting, None)
        if worker.task is None:
            _stop(worker)
            self._workers.remove(worker)
            return
        worker.connection.send(worker.task)
        worker.deadline = time.monotonic() + self._seconds

    def _replace(self, worker: _Worker[Task]) -> None:
        """A fresh worker gets its task when it says that it is ready. One that never got ready is not tried again."""
        _stop(worker)
        self._workers.remove(worker)
        if worker.task is None:
            raise RuntimeError("a reading process cannot start")
        self._workers.append(self._start())

    def _start(self) -> _Worker[Task]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        process.start()
        theirs.close()  # so that the pipe ends when the worker does
        return _Worker(process, ours)


def _stop(worker: _Worker[Task]) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.join()


def _serve(connection: Connection, work: Callable[[Task], object]) -> None:
    """A worker's life. Ctrl-C is the parent's to handle; when the parent is gone the pipe ends, and so does the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection.send(None)
    while True:
        try:
            task: Task = connection.recv()
        except (EOFError, ConnectionResetError):
            return
        with _Confession(connection):
            connection.send(work(task))


class _Confession:
    """Tells the parent of any fault of the program before the worker ends of it: one bad document must not stop the others."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            return
        last = traceback.extract_tb(trace)[-1]
        place = f"{os.path.basename(last.filename)}, line {last.lineno}"  # noqa: PTH119 - a name, not a path
        self._connection.send(Lost(fault=f"{type(error).__name__}: {error} ({place})", details="".join(traceback.format_exception(error))))
        os._exit(1)  # the traceback has been told; a second one on stderr would say it twice
