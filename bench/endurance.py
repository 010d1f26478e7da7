"""Mixed load for minutes on end, with faults. Example: python -m bench.endurance --minutes 10

Short questions whose answers are known, long answers, runaways, clients that hang up at any moment; meanwhile query processes are killed (-9) and
new versions of the dataset are committed. Told in the end: what was answered, refused, lost or wrong, and whether memory, processes or
descriptors grew.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import re
import signal
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from bench import clients, graphs, peers
from bench.processes import family, held
from bench.serving import RUNAWAY, questions
from store import DataFolder, Solutions

_JSON = "application/sparql-results+json"
_LONG = "SELECT * { ?s ?p ?o } LIMIT 20000"
_KNOWN = 40
_KILL_SECONDS, _SWITCH_SECONDS, _RUNAWAY_SECONDS, _SAMPLE_SECONDS = 2.0, 15.0, 7.0, 5.0


@dataclass(slots=True)
class Record:
    """`counts`: what happened, by name. `samples`: (seconds, MiB, processes, descriptors of the server)."""

    counts: Counter[str] = field(default_factory=Counter)
    samples: list[tuple[float, float, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Load:
    server: peers.Running
    data: Path
    known: dict[str, set[tuple[str, ...]]]
    meetings: int
    end: float
    record: Record

    @property
    def over(self) -> bool:
        return time.monotonic() >= self.end


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--store", choices=("memory", "disk"), default="memory")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        meetings = graphs.write(data, chosen.quads)
        peer = next(peer for peer in peers.all_peers(data, Path(folder, "none"), 5) if peer.name == f"klyngegraf, {chosen.store}")
        with peers.running(peer, Path(folder, "none")) as server:
            load = Load(server, data, _known(data, server.path, meetings), meetings, time.monotonic() + 60 * chosen.minutes, Record())
            asyncio.run(_all(load))
            _tell(load)


def _known(data: Path, path: str, meetings: int) -> dict[str, set[tuple[str, ...]]]:
    """Questions with the answers that every version of the dataset has to them."""
    store, _ = DataFolder(data).open(memory=True)
    found = {}
    for address in itertools.islice(questions(path, meetings, True), _KNOWN):
        answer = store.query(unquote(address.partition("query=")[2]))
        found[address] = {tuple(term.value for term in row) for row in answer} if isinstance(answer, Solutions) else {(str(answer.value).lower(),)}  # type: ignore[union-attr]
    return found


async def _all(load: Load) -> None:
    asking = [_until_over(load, _answered) for _ in range(8)]
    others = (_until_over(load, _hang_up), _until_over(load, _read_long), _until_over(load, _run_away))
    await asyncio.gather(*asking, *others, _kill(load), _switch(load), _sample(load))


async def _until_over(load: Load, act: Callable[[Load, random.Random], Awaitable[None]]) -> None:
    chance = random.Random()
    while not load.over:
        await act(load, chance)


async def _get(load: Load, path: str) -> tuple[int, bytes]:
    """Status 0 where the connection was refused or broken off."""
    try:
        reader, writer = await clients.connected(load.server.address)
        writer.write(b"GET %b%b" % (path.encode(), clients.heading(load.server.address, _JSON)))
        found = await clients.answer(reader)
        writer.close()
    except (OSError, asyncio.IncompleteReadError):
        return 0, b""
    return found


_numbers = itertools.count()


async def _answered(load: Load, chance: random.Random) -> None:
    """A short question, half of them asked before."""
    path = chance.choice([*load.known])
    status, body = await _get(load, path if chance.random() < 0.5 else f"{path}%23{next(_numbers)}")
    load.record.counts[f"short, {_said(status, body)}"] += 1
    if status == 200 and _rows(body) != load.known[path]:
        load.record.counts["short, wrong"] += 1


def _said(status: int, body: bytes) -> str:
    """A refusal with its reason, numbers left out."""
    if status in (0, 200):
        return "answered" if status else "broken off"
    return f"{status}: {re.sub('[0-9]+', 'N', str(json.loads(body)['detail']))}"


def _rows(body: bytes) -> set[tuple[str, ...]]:
    told = json.loads(body)
    if "boolean" in told:
        return {(str(told["boolean"]).lower(),)}
    return {tuple(row[name]["value"] for name in told["head"]["vars"]) for row in told["results"]["bindings"]}


async def _hang_up(load: Load, chance: random.Random) -> None:
    """A client that leaves before, while or after it is answered."""
    text = chance.choice((_LONG, RUNAWAY, "ASK { ?s ?p ?o }"))
    path = f"{load.server.path}?query={quote(text)}%23{next(_numbers)}"
    try:
        reader, writer = await clients.connected(load.server.address)
        writer.write(b"GET %b%b" % (path.encode(), clients.heading(load.server.address, _JSON)))
        await asyncio.sleep(chance.random() ** 3)
        await asyncio.wait_for(reader.read(chance.randrange(1, 100_000)), 0.01)
    except (OSError, TimeoutError):
        pass  # it was not to be answered
    else:
        writer.transport.abort()
    load.record.counts["hung up"] += 1


async def _read_long(load: Load, _: random.Random) -> None:
    """One that breaks off was being written by a process that was killed: the client can tell, since its end is missing."""
    status, body = await _get(load, f"{load.server.path}?query={quote(_LONG)}%23{next(_numbers)}")
    load.record.counts[f"long, {_said(status, body)}"] += 1
    if status == 200 and body.count(b'"s":') != 20_000:
        load.record.counts["long, wrong"] += 1


async def _run_away(load: Load, _: random.Random) -> None:
    status, body = await _get(load, f"{load.server.path}?query={quote(RUNAWAY)}%23{next(_numbers)}")
    load.record.counts[f"runaway, {_said(status, body)}"] += 1
    await asyncio.sleep(_RUNAWAY_SECONDS)


async def _kill(load: Load) -> None:
    """A query process, whatever it is doing: one whose parent is not the server itself."""
    while not load.over:
        await asyncio.sleep(_KILL_SECONDS)
        server, *below = family(load.server.pid)
        holders = {int(child) for child in Path(f"/proc/{server}/task/{server}/children").read_text().split()}
        if workers := [process for process in below if process not in holders]:
            try:
                os.kill(random.choice(workers), signal.SIGKILL)
            except ProcessLookupError:
                continue  # it has just ended by itself
            load.record.counts["processes killed"] += 1


async def _switch(load: Load) -> None:
    for number in itertools.count(load.meetings):
        await asyncio.sleep(_SWITCH_SECONDS)
        if load.over:
            return
        await asyncio.to_thread(graphs.add, load.data, number)
        load.record.counts["versions committed"] += 1


async def _sample(load: Load) -> None:
    start = time.monotonic()
    while not load.over:
        await asyncio.sleep(_SAMPLE_SECONDS)
        descriptors = sum(1 for _ in Path(f"/proc/{load.server.pid}/fd").iterdir())
        load.record.samples.append((time.monotonic() - start, held(load.server.pid), len(family(load.server.pid)), descriptors))


def _tell(load: Load) -> None:
    print("| what | how many |\n| --- | --- |")
    for name, count in sorted(load.record.counts.items()):
        print(f"| {name} | {count} |")
    print("\n| minutes | MiB, median | MiB, most | processes, most | descriptors, most |\n" + "| --- " * 5 + "|")
    for name, part in _parts(load.record.samples):
        mebibytes = [one[1] for one in part]
        print(
            f"| {name} | {statistics.median(mebibytes):.0f} | {max(mebibytes):.0f} | {max(one[2] for one in part)} | {max(one[3] for one in part)} |"
        )


def _parts(samples: list[tuple[float, float, int, int]], parts: int = 5) -> Iterator[tuple[str, list[tuple[float, float, int, int]]]]:
    """Fifths of the time, to see what grows."""
    size = -(-len(samples) // parts)
    for start in range(0, len(samples), size):
        part = samples[start : start + size]
        yield f"{part[0][0] / 60:.1f} to {part[-1][0] / 60:.1f}", part


if __name__ == "__main__":
    main()
