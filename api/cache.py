"""Answers kept for who asks the same again: bounded by bytes, the longest unused goes first.

A key names the version of the dataset, so a kept answer can never be an old one; those of versions past are pushed out in time.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from api.metrics import Metrics

_LARGEST: Final = 1 / 16  # of the whole: one large answer must not push out hundreds of small ones
_OVERHEAD: Final = 600  # bytes an entry takes beside its body, about


@dataclass(frozen=True, slots=True)
class Kept:
    """`total`: the rows there are, of a table."""

    content_type: str
    body: bytes
    total: int | None = None


class Cache:
    """Not for threads: the event loop's alone."""

    def __init__(self, limit: int, metrics: Metrics) -> None:
        self._limit, self._size = limit, 0
        self._kept: OrderedDict[object, Kept] = OrderedDict()
        self._hits, self._misses = metrics.cached.labels("yes"), metrics.cached.labels("no")
        metrics.cache_bytes.set_function(lambda: self._size)

    def get(self, key: object) -> Kept | None:
        found = self._kept.get(key)
        if found is None:
            self._misses.inc()
            return None
        self._kept.move_to_end(key)
        self._hits.inc()
        return found

    def put(self, key: object, kept: Kept) -> None:
        size = len(kept.body) + _OVERHEAD
        if key in self._kept or size > self._limit * _LARGEST:
            return
        self._kept[key] = kept
        self._size += size
        while self._size > self._limit:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body) + _OVERHEAD

    def clear(self) -> None:
        self._kept.clear()
        self._size = 0
