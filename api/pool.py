"""Which process gets which task, and the queue before them.

A process gets tasks ahead of their turn (`api.lanes`), so what stands behind a slow one is taken back and given to another.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterable
from typing import Final, Protocol

from api import frames
from api.alarms import Alarms
from api.calls import Call
from api.errors import NotReady, queue_full, waited_in_vain
from api.lanes import Lane
from api.metrics import Metrics
from api.settings import Settings
from api.watch import Watch

log = logging.getLogger("klyngegraf.workers")
_SLOW: Final = 0.005  # seconds: what stands behind a task that takes longer goes to a process that has nothing to do


class Herd(Protocol):
    """Who starts and ends processes."""

    def fork(self) -> None: ...

    def kill(self, pid: int) -> None: ...

    def died(self, pid: int, replaced: bool) -> None: ...


class Pool:
    """The lanes of one dataset. All of it runs in the event loop, and nothing of it waits."""

    def __init__(self, settings: Settings, metrics: Metrics, herd: Herd) -> None:
        self._settings, self._metrics, self._herd = settings, metrics, herd
        self._alarms = Alarms()
        self._lanes: list[Lane] = []
        self._waiting: deque[Call] = deque()
        self._watch = Watch(settings, metrics, self._alarms, self)
        self._surplus = 0  # lanes, one at most, that are to end when they are idle: others were forked in their place
        self._used = 0
        self._closed = False  # no task is taken any more

    # --- tasks come and are given up

    def enter(self, call: Call, *, again: bool = False) -> None:
        """Give it to a process, now or when one has room. `again`: it has waited before. Raises Busy, NotReady."""
        if self._closed:
            raise not_ready()
        lane = self._roomiest()
        if lane is not None:
            self._give(lane, call)
        elif again:
            self._wait(call, first=True)
        elif len(self._waiting) >= self._settings.queue:
            raise queue_full()
        else:
            self._wait(call)

    def abandon(self, call: Call) -> None:
        """Nobody waits for it any more. A process that is at it, and has been for a while or is answering, ends with it."""
        call.drop()
        if call.unwanted:
            return
        lane = next((lane for lane in self._lanes if call in lane.calls), None)
        if lane is None:
            self._no_longer_waits(call)
        elif call is lane.calls[0] and (call.spent >= 0 or call.answering):
            self.end(lane, "client-gone")
        else:
            call.unwanted = True

    def _wait(self, call: Call, *, first: bool = False) -> None:
        (self._waiting.appendleft if first else self._waiting.append)(call)
        self._metrics.waiting.inc()
        call.alarm = self._alarms.set(self._settings.queue_seconds, lambda: self._refuse(call))

    def _refuse(self, call: Call) -> None:
        self._no_longer_waits(call)
        call.fail(waited_in_vain(self._settings.queue_seconds))

    def _no_longer_waits(self, call: Call) -> None:
        if call in self._waiting:
            self._waiting.remove(call)
            self._metrics.waiting.dec()
            self._alarms.call_off(call.alarm)

    def _roomiest(self) -> Lane | None:
        """The one with the fewest tasks at hand, of these the one that was used last."""
        return min((lane for lane in self._lanes if lane.room), key=lambda lane: (len(lane.calls), -lane.used), default=None)

    def _give(self, lane: Lane, call: Call) -> None:
        self._used += 1
        lane.used = self._used
        lane.send(call)
        if len(lane.calls) == 1:
            self._watch.start(lane)

    def _fill(self) -> None:
        while self._waiting and (lane := self._roomiest()) is not None:
            call = self._waiting[0]
            self._no_longer_waits(call)
            self._give(lane, call)

    # --- what lanes tell

    def join(self, lane: Lane) -> None:
        """A new process, ready for tasks."""
        if self._closed:
            lane.end()
            return
        self._metrics.started.inc()
        self._metrics.alive.inc()
        self._lanes.append(lane)
        self._fill()
        self._retire()

    def over(self, lane: Lane, call: Call, kind: bytes) -> None:
        self._watch.over(call)
        if kind == frames.LAST or call.slowed or (call.long and self._surplus):
            self._discard(lane, "recycled", call.long)
            return
        # One that has been replaced for running long stays, and another goes: a fresh process first copies the pages of the dataset that it
        # counts references in, so the same query takes it twice as long. A second one does not: while none is idle, none would go.
        self._surplus += call.long
        if lane.calls:
            self._watch.start(lane)
        self._opened(lane)

    def forgotten(self, lane: Lane, calls: tuple[Call, ...]) -> None:
        for call in calls:
            self._alarms.call_off(call.alarm)
        self._opened(lane)

    def _opened(self, lane: Lane) -> None:
        self._fill()
        if not lane.calls:
            self._relieve()
        self._retire()

    def blocked(self, lane: Lane) -> None:
        """Its client reads slowly."""
        self.hold_back(lane)

    def lost(self, lane: Lane) -> None:
        """Its process has ended by itself, or was killed from outside."""
        if lane in self._lanes:
            at = lane.calls[0] if lane.calls else None
            self._take_out(lane, at, EOFError())
            self._herd.died(lane.pid, at is not None and at.long)

    # --- lanes that end

    def end(self, lane: Lane, reason: str, error: Exception | None = None) -> None:
        """End a process that is at something, whatever it is doing. The call hears the error."""
        at = lane.calls[0]
        self._discard(lane, reason, at.long, at, error)

    def step_aside(self) -> bool:
        """Let another process have the place of one that is at something long."""
        if self._closed:
            return False
        if self._surplus:
            self._surplus -= 1
        else:
            self._herd.fork()
        return True

    def _discard(self, lane: Lane, reason: str, replaced: bool, at: Call | None = None, error: Exception | None = None) -> None:
        self._metrics.ended.labels(reason).inc()
        if reason not in ("recycled", "client-gone"):
            log.warning("query process %s ended: %s", lane.pid, reason)
        self._herd.kill(lane.pid)
        self._take_out(lane, at, error)
        if not replaced:
            self._herd.fork()

    def _take_out(self, lane: Lane, at: Call | None, error: Exception | None) -> None:
        """What the process was at fails, where something has gone wrong; the rest goes to others."""
        self._lanes.remove(lane)
        self._metrics.alive.dec()
        left = lane.end()
        if at is not None:
            self._watch.over(at)
            if error is not None:
                at.fail(error)
        self._back(call for call in left if call is not at and not call.unwanted)

    def _retire(self) -> None:
        idle = [lane for lane in self._lanes if lane.room and not lane.calls] if self._surplus else []
        if len(idle) > 1:
            self._surplus -= 1
            self._discard(min(idle, key=lambda lane: lane.used), "recycled", True)

    # --- tasks that take their time

    def hold_back(self, lane: Lane) -> None:
        """Nothing is to stand behind what this lane is at."""
        lane.held_back = True
        self._back(lane.forget())

    def _back(self, calls: Iterable[Call]) -> None:
        """To whom has room, or to the head of the queue. Where that makes it too long, who came last is refused, as if these had waited there."""
        for call in reversed(list(calls)):
            if self._closed:
                call.fail(not_ready())
            else:
                self._wait(call, first=True)
        self._fill()
        while len(self._waiting) > self._settings.queue:
            last = self._waiting[-1]
            self._no_longer_waits(last)
            last.fail(queue_full())

    def _relieve(self) -> None:
        """A process has nothing to do: what stands behind another's slow task is for it."""
        now = time.monotonic()
        for lane in self._lanes:
            if len(lane.calls) > 1 and not lane.forgetting and now - lane.calls[0].started > _SLOW:
                self.hold_back(lane)
                return

    # --- the end

    def close(self) -> None:
        """Take no more tasks, and refuse those that wait; what runs goes on."""
        self._closed = True
        for call in list(self._waiting):
            self._no_longer_waits(call)
            call.fail(not_ready())

    def end_all(self) -> None:
        """What runs is refused as well."""
        self.close()
        for lane in list(self._lanes):
            self._take_out(lane, lane.calls[0] if lane.calls else None, not_ready())


def not_ready() -> NotReady:
    return NotReady("the process that holds the dataset has ended; it is being replaced")
