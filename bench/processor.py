"""What a short question costs of the processor, whatever else the machine does. Example: python -m bench.processor --quads 100000

The kernel's own count of each process's time on a processor, so a busy machine spoils it less than it does a clock. Servers take turns; medians.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench import clients, graphs, peers
from bench.serving import questions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=2_000, help="of each turn")
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8])
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--without", nargs="*", default=[], help="parts of names of servers to leave out")
    chosen = parser.parse_args()
    print("| clients | server | server process, µs | query processes, µs | both, µs | times oxigraph | failed |\n" + "| --- " * 7 + "|")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        data = Path(folder, "data")
        meetings = graphs.write(data, chosen.quads)
        dump = peers.dumped(data, Path(folder, "data.nq"))
        servers = [stack.enter_context(peers.running(peer, dump)) for peer in peers.chosen(data, dump, 5, chosen.without)]
        asked = {server.name: questions(server.path, meetings, False) for server in servers}
        for count in chosen.clients:
            _table(servers, asked, count, chosen.questions, chosen.turns)


def _table(servers: list[peers.Running], asked: dict[str, Iterator[str]], count: int, number: int, turns: int) -> None:
    found: dict[str, list[tuple[float, float, int]]] = {server.name: [] for server in servers}
    for turn in range(turns + 1):
        for server in servers:
            measured = _turn(server, itertools.islice(asked[server.name], number), count, number)
            if turn:  # the first is to get warm
                found[server.name].append(measured)
    base = statistics.median(one[0] + one[1] for one in next(runs for name, runs in found.items() if name.startswith("oxigraph")))
    for name, runs in found.items():
        first, others = statistics.median(one[0] for one in runs), statistics.median(one[1] for one in runs)
        both = statistics.median(one[0] + one[1] for one in runs)
        failed = sum(one[2] for one in runs)
        print(f"| {count} | {name} | {first:.0f} | {others:.0f} | {both:.0f} | {both / base:.2f} | {failed} |", flush=True)


def _turn(server: peers.Running, paths: Iterator[str], count: int, number: int) -> tuple[float, float, int]:
    """Microseconds a question: of the server process, and of the processes that it has started; and how many failed."""
    before = _spent(server.pid)
    measured = clients.run(server.address, paths, count, float("inf"))
    after = _spent(server.pid)
    own, others = (after[part] - before[part] for part in (0, 1))
    return own / number / 1000, others / number / 1000, measured.failed


def _spent(pid: int) -> tuple[int, int]:
    """Nanoseconds on a processor of a process, and of its descendants, those that have ended among them."""
    living = list(_descendants(pid))
    return _nanoseconds(pid), sum(map(_nanoseconds, living)) + sum(map(_of_the_dead, (pid, *living)))


def _nanoseconds(pid: int) -> int:
    """With those of its threads that have ended: Linux's clock for the process (the number is clock_getcpuclockid's)."""
    return time.clock_gettime_ns(~pid << 3 | 2)


def _of_the_dead(pid: int) -> int:
    """Nanoseconds of the children that a process has seen end: cutime and cstime of proc_pid_stat(5), in ticks."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) * 1_000_000_000 // os.sysconf("SC_CLK_TCK")


def _descendants(pid: int) -> Iterator[int]:
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, listed.read_text().split()):
            if b"api.dump_writer" not in Path(f"/proc/{child}/cmdline").read_bytes():  # it writes the dumps once, beside the questions
                yield child
                yield from _descendants(child)


if __name__ == "__main__":
    main()
