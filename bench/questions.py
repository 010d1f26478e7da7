"""The twelve commonest questions over generated documents, all servers in one run, answers compared row by row.

Example: python -m bench.questions --documents 75 800     (some 100,000 and 1,000,000 statements)
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench import asked, generate, peers, plans
from bench.processes import held
from klyngegraf.loading import load
from store import DataFolder

_SLOW = 5.0  # seconds: an answer that takes longer is asked for no more than once


@dataclass(slots=True)
class Server:
    """A peer that is started again when it has not answered in time: some go on with what nobody waits for."""

    peer: peers.Peer
    dump: Path
    seconds: float
    stack: ExitStack = field(default_factory=ExitStack)
    running: peers.Running = field(init=False)

    def start(self) -> None:
        self.stack.close()
        self.running = self.stack.enter_context(peers.running(self.peer, self.dump))

    def ask(self, text: str, number: int) -> tuple[float, bytes | None]:
        """Seconds, and the answer; None where there was none in time, or the server refused."""
        start = time.perf_counter()
        try:
            answer = asked.ask(self.running, text, number, self.seconds)
        except OSError:  # time's up, a refusal, or a server that died
            took = time.perf_counter() - start
            self.start()
            return took, None
        return time.perf_counter() - start, answer


def main() -> None:
    chosen = _chosen()
    with tempfile.TemporaryDirectory() as folder:
        for documents in chosen.documents:
            data = made(Path(chosen.folder or folder), documents)
            with tempfile.TemporaryDirectory() as beside:
                _measure(data, peers.dumped(data, Path(beside, "data.nq")), chosen)


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[75], help="minutes; beside them a plan and a roster a cluster and year")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to wait for an answer")
    parser.add_argument("--folder", help="keep the datasets here, and use those that are here")
    parser.add_argument("--without", nargs="*", default=[], help="parts of names of servers to leave out")
    return parser.parse_args()


def made(folder: Path, documents: int) -> Path:
    """The data folder of so many minutes, with plans and rosters in step."""
    data = folder / f"data-{documents}"
    if not DataFolder(data).version():
        source = folder / f"documents-{documents}"
        generate.write(source, documents, 7)
        plans.write(source, max(1, documents // 150), 7)
        load([source], DataFolder(data))
    return data


def _measure(data: Path, dump: Path, chosen: argparse.Namespace) -> None:
    with ExitStack() as stack:
        servers = [Server(peer, dump, chosen.seconds) for peer in peers.chosen(data, dump, int(chosen.seconds), chosen.without)]
        for server in servers:
            stack.enter_context(server.stack)
            server.start()
        store, manifest = DataFolder(data).open()
        print(f"\n{manifest.triples} statements, {len(manifest.documents)} documents, load average {os.getloadavg()[0]:.1f}\n")
        _started(servers)
        print(
            f"\n| question | rows | {' | '.join(f'{server.peer.name}, ms' for server in servers)} | answers |\n" + "| --- " * (len(servers) + 3) + "|"
        )
        for question in asked.twelve(store):
            print(f"| {' | '.join(_row(question, servers, chosen.repeats))} |", flush=True)
        _held(servers)


def _started(servers: list[Server]) -> None:
    print("| server | start, s |\n| --- | --- |")
    for server in servers:
        print(f"| {server.peer.name} | {server.running.seconds:.1f} |")


def _held(servers: list[Server]) -> None:
    print("\n| server | memory after the questions, MiB |\n| --- | --- |")
    for server in servers:
        print(f"| {server.peer.name} | {held(server.running.pid):.0f} |", flush=True)


def _row(question: asked.Question, servers: list[Server], repeats: int) -> Iterator[str]:
    took: dict[str, list[float]] = defaultdict(list)
    answers: dict[str, asked.Rows | None] = {}
    for turn in range(repeats + 1):
        for server in servers:
            name = server.peer.name
            if turn and (answers[name] is None or took[name][0] > _SLOW):
                continue
            seconds, answer = server.ask(question.text, turn)
            if turn:
                took[name].append(seconds)
            else:  # to get warm
                answers[name], took[name] = asked.rows(answer) if answer else None, [seconds]
    right = answers[servers[0].peer.name]
    yield question.name
    yield str(len(right or ()))
    yield from (_milliseconds(took[name], answers[name]) for name in answers)
    others = [name for name, found in answers.items() if found is not None and found != right]
    yield f"differ: {', '.join(others)}" if others else "same"


def _milliseconds(took: list[float], answer: asked.Rows | None) -> str:
    if answer is None:
        return "none"
    return f"{statistics.median(took[1:] or took) * 1000:.1f}"


if __name__ == "__main__":
    main()
