"""What is counted and timed, for Prometheus: one registry an application, so that two in one process do not add up."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Labels are of closed sets only: no client can make new series."""

    def __init__(self) -> None:
        self.registry: Final = CollectorRegistry()
        self._series: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        at = self.registry
        self.requests: Final = Counter("klyngegraf_requests", "Requests answered.", ("route", "status"), registry=at)
        self.seconds: Final = Histogram("klyngegraf_request_seconds", "From request to last byte.", ("route",), buckets=_SECONDS, registry=at)
        self.started: Final = Counter("klyngegraf_workers_started", "Query processes started.", registry=at)
        self.ended: Final = Counter("klyngegraf_workers_ended", "Query processes ended, and why.", ("reason",), registry=at)
        self.alive: Final = Gauge("klyngegraf_workers", "Query processes there are.", registry=at)
        self.long: Final = Gauge("klyngegraf_long", "Queries that run long, beside the others.", registry=at)
        self.waiting: Final = Gauge("klyngegraf_waiting", "Requests that wait for a query process.", registry=at)
        self.cached: Final = Counter("klyngegraf_cache", "Answers looked for in the cache.", ("found",), registry=at)
        self.cache_bytes: Final = Gauge("klyngegraf_cache_bytes", "Bytes that the cache holds.", registry=at)
        self.switches: Final = Counter("klyngegraf_switches", "Versions put in service.", registry=at)
        self.version: Final = Gauge("klyngegraf_dataset_version", "Number of the version in service.", registry=at)
        self.triples: Final = Gauge("klyngegraf_dataset_triples", "Statements in service.", registry=at)

    def answered(self, route: str, status: int, took: float) -> None:
        """One request. Its series are looked up once: prometheus_client takes a lock and a while for that."""
        series = self._series.get((route, status))
        if series is None:
            series = self._series[route, status] = self.requests.labels(route, str(status)), self.seconds.labels(route)
        count, seconds = series
        count.inc()
        seconds.observe(took)

    def text(self) -> bytes:
        return generate_latest(self.registry)
