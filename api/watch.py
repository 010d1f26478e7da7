"""What becomes of a task that takes its time.

One that runs long gives its place away: another process is forked, and it goes on beside the others, after a while with less of the processor
(`slowed`), which its process cannot be given back. At its limit its process ends.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Final, Protocol

from api.alarms import Alarms
from api.background import make_room
from api.calls import Call
from api.errors import TimeLimit
from api.lanes import Lane
from api.metrics import Metrics
from api.settings import Settings

_FIRST_LOOK: Final = 0.125  # of the time after which a query runs long: what its process has had of the processor counts from here
_STARVED: Final = 4  # times the limit: by then a query runs long, whether it has had the processor or not
_SLOWED: Final = 4  # times the limit, of computing: by then the others come first


class Places(Protocol):
    """Who acts on what is seen."""

    def hold_back(self, lane: Lane) -> None: ...

    def step_aside(self) -> bool: ...

    def end(self, lane: Lane, reason: str, error: Exception | None = None) -> None: ...


class Watch:
    """Over the task that each process is at, from `start` to `over`."""

    def __init__(self, settings: Settings, metrics: Metrics, alarms: Alarms, places: Places) -> None:
        self._settings, self._metrics, self._alarms, self._places = settings, metrics, alarms, places
        self._long = 0  # queries that run beside the places
        self._last_aside: Call | None = None

    def start(self, lane: Lane) -> None:
        """Its process has come to its next task."""
        call = lane.calls[0]
        call.started = time.monotonic()
        call.deadline = call.started + self._settings.query_seconds
        self._set(lane, call, call.started, _FIRST_LOOK)

    def over(self, call: Call) -> None:
        """In whatever way."""
        self._alarms.call_off(call.alarm)
        if self._last_aside is call:
            self._last_aside = None
        if call.long:
            self._long -= 1
            self._metrics.long.dec()

    def _set(self, lane: Lane, call: Call, now: float, share: float = 1.0) -> None:
        seconds = min(self._settings.long_seconds * share, call.deadline - now)
        call.alarm = self._alarms.set(seconds, lambda: self._look(lane, call))

    def _look(self, lane: Lane, call: Call) -> None:
        now = time.monotonic()
        if call.unwanted:
            self._places.end(lane, "client-gone")
        elif now >= call.deadline:
            self._places.end(lane, "time-limit", time_limit(self._settings))
        elif call.spent < 0:
            call.spent = _processor_seconds(call.pid)
            self._places.hold_back(lane)
            self._set(lane, call, now, 1 - _FIRST_LOOK)
        else:
            self._look_again(call, now)
            self._set(lane, call, now)

    def _look_again(self, call: Call, now: float) -> None:
        if not call.long:
            call.long = self._runs_long(call, now - call.started) and self._step_aside(call)
        elif _processor_seconds(call.pid) - call.spent >= _SLOWED * self._settings.long_seconds:
            _slow(call)

    def _runs_long(self, call: Call, seconds: float) -> bool:
        """Not a short one that the machine has kept waiting: to replace its process would keep the machine busier still."""
        limit = self._settings.long_seconds
        return seconds >= _STARVED * limit or _processor_seconds(call.pid) - call.spent >= limit / 2

    def _step_aside(self, call: Call) -> bool:
        """Let another process have its place. False: enough run beside already. The one that did so before is slowed: one may be in haste."""
        if self._long >= self._settings.long_queries or not self._places.step_aside():
            return False
        self._long += 1
        self._metrics.long.inc()
        if self._last_aside is not None:
            _slow(self._last_aside)
        self._last_aside = call
        return True


def time_limit(settings: Settings) -> TimeLimit:
    return TimeLimit(f"the query took longer than {settings.query_seconds:g} seconds")


def _slow(call: Call) -> None:
    if call.long and not call.slowed:
        call.slowed = True
        with suppress(OSError):  # it has ended just now
            make_room(call.pid)


def _processor_seconds(pid: int) -> float:
    """What a process has had of the processor: Linux's clock for it (the number is clock_getcpuclockid's)."""
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:  # it has ended just now
        return 0.0
