"""How many requests a client may send: a bucket a client that fills with time and is emptied by asking."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_CLIENTS: Final = 10_000


class Rates:
    """`a_minute` requests, all at once if a client likes. The clients longest unheard of are forgotten first (their buckets are full by then)."""

    def __init__(self, a_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._now = float(a_minute), now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Seconds until the client may ask again; 0.0: now, and it has been counted."""
        if not self._most:
            return 0.0
        now = self._now()
        left, then = self._buckets.pop(client, (self._most, now))
        left = min(self._most, left + (now - then) * self._most / 60)
        asked = left >= 1
        self._buckets[client] = (left - 1 if asked else left, now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return 0.0 if asked else (1 - left) * 60 / self._most
