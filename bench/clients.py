"""Clients that keep a server busy: each holds one connection and asks again as soon as it is answered.

A bare HTTP/1.1 client, since on two cores a comfortable one would measure itself.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import uvloop

_PATIENCE = 10.0  # seconds after the end of a measurement


@dataclass(slots=True)
class Measured:
    """Seconds of each answered request; `failed`: answers that were no 200, and clients that the server refused, broke off or left waiting."""

    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0
    failed: int = 0

    def quantile(self, share: float) -> float:
        ordered = sorted(self.seconds) or [math.nan]  # nobody was answered
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def a_second(self) -> float:
        return len(self.seconds) / self.elapsed


def run(address: str, paths: Iterator[str], clients: int, seconds: float, accept: str = "application/sparql-results+json") -> Measured:
    """So many clients for so long, or until there is no more to ask; they share `paths`."""
    return uvloop.run(_run(address, paths, clients, seconds, accept))


async def _run(address: str, paths: Iterator[str], clients: int, seconds: float, accept: str) -> Measured:
    measured, start = Measured(), time.perf_counter()
    await asyncio.gather(*(_client(address, paths, start + seconds, measured, accept) for _ in range(clients)))
    measured.elapsed = time.perf_counter() - start
    return measured


async def _client(address: str, paths: Iterator[str], end: float, measured: Measured, accept: str) -> None:
    try:
        async with asyncio.timeout(end - time.perf_counter() + _PATIENCE):
            await _ask_on(address, paths, end, measured, accept)
    except (ConnectionError, asyncio.IncompleteReadError, TimeoutError):  # a server that dies is a result, not the end of the measurement
        measured.failed += 1


async def _ask_on(address: str, paths: Iterator[str], end: float, measured: Measured, accept: str) -> None:
    reader, writer = await connected(address)
    head = heading(address, accept)
    while (start := time.perf_counter()) < end:
        path = next(paths, None)
        if path is None:
            break
        writer.write(b"GET %b%b" % (path.encode(), head))
        status, _ = await answer(reader)
        measured.seconds.append(time.perf_counter() - start)
        measured.failed += status != 200
    writer.close()


async def connected(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(address)
    return await asyncio.open_connection(parts.hostname or "127.0.0.1", parts.port, limit=1 << 22)


def heading(address: str, accept: str) -> bytes:
    """What follows the path in a request."""
    return f" HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\nAccept: {accept}\r\n\r\n".encode()


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Status and body. Raises IncompleteReadError, also for a body without its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    _, found, rest = head.partition(b"\r\ncontent-length:")
    if found:
        return int(head[9:12]), await reader.readexactly(int(rest.split(b"\r\n", 1)[0]))
    parts = []
    while size := int(await reader.readuntil(b"\r\n"), 16):
        parts.append((await reader.readexactly(size + 2))[:-2])
    await reader.readline()
    return int(head[9:12]), b"".join(parts)
