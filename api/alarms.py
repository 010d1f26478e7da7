"""Many deadlines at the cost of one timer.

Nearly every deadline of a request is called off within a millisecond. A timer of the event loop's each would take a fifth of a short
query's time in the server; here one is a word in a dictionary, and the dictionary is looked through now and then.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from typing import Final

_LOOK: Final = 0.02  # seconds between looks: an alarm rings so late at most (or later, where the machine is busy)


class Alarms:
    """For one event loop. No timer runs while nothing is set."""

    def __init__(self) -> None:
        self._set: dict[int, tuple[float, Callable[[], object]]] = {}
        self._numbers = itertools.count()
        self._looking = False

    def set(self, seconds: float, ring: Callable[[], object]) -> int:
        """Call `ring` when so many seconds have passed, unless it is called off."""
        number = next(self._numbers)
        self._set[number] = (time.monotonic() + seconds, ring)
        if not self._looking:
            self._looking = True
            asyncio.get_running_loop().call_later(_LOOK, self._look)
        return number

    def call_off(self, number: int) -> None:
        """One that has rung, or was called off, may be called off again."""
        self._set.pop(number, None)

    def _look(self) -> None:
        now = time.monotonic()
        try:
            for number in [number for number, (due, _) in self._set.items() if due <= now]:
                _, ring = self._set.pop(number, (now, _nothing))  # it may have been called off by one that rang just before
                ring()
        finally:  # where one fails the others still ring, a look later
            self._looking = bool(self._set)
            if self._looking:
                asyncio.get_running_loop().call_later(_LOOK, self._look)


def _nothing() -> None:
    """What an alarm does that was called off."""
