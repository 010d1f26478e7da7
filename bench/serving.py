"""How fast short questions are answered, and what runaways do to others. Example: python -m bench.serving --quads 1000000

All servers in one run, taking turns; medians of the turns; ratios to the first of Oxigraph's.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from bench import clients, graphs, peers

PREFIX = f"PREFIX kg: <{graphs.KG}> PREFIX id: <{graphs.ID}> PREFIX oa: <http://www.w3.org/ns/oa#> "
SHORT = (
    "SELECT ?meeting ?status {{ ?a kg:person <{id}person/person-{person}> ; kg:atMeeting ?meeting ; kg:status ?status }}",
    "SELECT ?person ?status ?exact {{ ?a kg:atMeeting <{id}meeting/cluster-{cluster}/{meeting}> ; kg:person ?person ; kg:status ?status ;"
    " kg:evidence/oa:exact ?exact }}",
    "ASK {{ ?a kg:person <{id}person/person-{person}> ; kg:party <https://w3id.org/klyngegraf/code/party/A> }}",
    "SELECT DISTINCT ?cluster {{ ?a kg:person <{id}person/person-{person}> ; kg:atMeeting/kg:heldBy ?cluster }}",
)
RUNAWAY = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"


def questions(path: str, meetings: int, repeating: bool) -> Iterator[str]:
    """Addresses; those that repeat are 40, those that do not differ in a comment at least."""
    chance = random.Random(1)
    for number in itertools.count():
        if repeating:
            number, chance = number % 40, random.Random(number % 40)
        meeting = chance.randrange(meetings)
        values = {"id": graphs.ID, "person": chance.randrange(graphs.PEOPLE), "meeting": meeting, "cluster": meeting % graphs.CLUSTERS}
        text = SHORT[number % len(SHORT)].format(**values)
        yield f"{path}?query={quote(PREFIX + text)}{'' if repeating else f'%23{number}'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each turn")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=[], help="parts of names of servers to leave out")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        data = Path(folder, "data")
        meetings = graphs.write(data, chosen.quads)
        dump = peers.dumped(data, Path(folder, "data.nq"))
        wanted = peers.chosen(data, dump, 5, chosen.without)
        servers = [stack.enter_context(peers.running(peer, dump)) for peer in wanted]
        for repeating in (False, True):
            _table(servers, meetings, repeating, chosen.seconds, chosen.turns)
        stack.close()
        _beside_runaways(wanted, dump)


def _table(servers: list[peers.Running], meetings: int, repeating: bool, seconds: float, turns: int) -> None:
    print(f"\nShort questions, {'repeated' if repeating else 'none repeated'}\n")
    print("| clients | server | p50 ms | p99 ms | a second | p50, times oxigraph | a second, times oxigraph | failed |\n" + "| --- " * 8 + "|")
    asked = {server.name: questions(server.path, meetings, repeating) for server in servers}
    for count in (1, 8, 32):  # all from one list: what one client has asked must not come from the cache for eight
        found: dict[str, list[clients.Measured]] = {server.name: [] for server in servers}
        for turn in range(turns + 1):
            for server in servers:
                measured = clients.run(server.address, asked[server.name], count, seconds if turn else seconds / 2)
                if turn:  # the first is to get warm
                    found[server.name].append(measured)
        base = next(name for name in found if name.startswith("oxigraph"))
        for name, runs in found.items():
            print(f"| {count} | {name} | {_row(runs, found[base])} |", flush=True)


def _row(runs: list[clients.Measured], base: list[clients.Measured]) -> str:
    def median(of: list[clients.Measured], share: float) -> float:
        return statistics.median(one.quantile(share) for one in of)

    p50, rate = median(runs, 0.5), statistics.median(one.a_second for one in runs)
    base_rate = statistics.median(one.a_second for one in base)
    values = (f"{p50 * 1000:.2f}", f"{median(runs, 0.99) * 1000:.2f}", f"{rate:.0f}", f"{p50 / median(base, 0.5):.2f}", f"{rate / base_rate:.2f}")
    return " | ".join((*values, str(sum(one.failed for one in runs))))


def _beside_runaways(wanted: list[peers.Peer], dump: Path, runaways: int = 8) -> None:
    """Each server alone: some never end what has run away."""
    print(f"\nASK, alone and beside {runaways} runaway cross products (limit 5 s)\n")
    print("| server | idle p50 ms | idle p99 ms | beside p50 ms | beside p99 ms | failed | runaways ended with |\n" + "| --- " * 7 + "|")
    for peer in wanted:
        with peers.running(peer, dump) as server:
            idle = clients.run(server.address, _asks(server, "idle"), 1, 2)
            with ThreadPoolExecutor(runaways) as pool:
                ending = [pool.submit(_run_away, server) for _ in range(runaways)]
                time.sleep(1)  # by then they are known to run long
                beside = clients.run(server.address, _asks(server, "beside"), 1, 3)
            ends = [one.result() for one in ending]
        told = ", ".join(f"{ends.count(end)} x {end}" for end in sorted(set(ends)))
        cells = (idle.quantile(0.5), idle.quantile(0.99), beside.quantile(0.5), beside.quantile(0.99))
        print(f"| {server.name} | {' | '.join(f'{cell * 1000:.2f}' for cell in cells)} | {beside.failed} | {told} |", flush=True)


def _asks(server: peers.Running, word: str) -> Iterator[str]:
    return (f"{server.path}?query={quote('ASK { ?s ?p ?o }')}%23{word}{number}" for number in itertools.count())


def _run_away(server: peers.Running) -> str:
    try:
        with urllib.request.urlopen(f"{server.address}{server.path}?query={quote(RUNAWAY)}", timeout=60) as answer:
            answer.read()
            return f"{answer.status} as if whole"
    except urllib.error.HTTPError as error:
        with error:
            return str(error.code)
    except OSError as error:
        return type(error).__name__


if __name__ == "__main__":
    main()
