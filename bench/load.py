"""How fast documents become a served dataset, where the time goes, and what a load costs when little has changed.

Example: python -m bench.load --documents 100 1000 --layouts-apart
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.generate import LAYOUTS, write
from bench.processes import Processes
from klyngegraf.loading import load
from klyngegraf.outcome import LoadReport
from store import DataFolder

_STAGES = ("read", "parse", "graph", "shapes", "store")
_HEAD = (
    "documents",
    "layouts",
    "seconds",
    "a second",
    "a second, shapes apart",
    "a core-second",
    *(f"{stage} ms" for stage in _STAGES),
    "peak MiB",
    "disk MiB",
    "kB a document",
    "unchanged, s",
    "one changed, s",
)


def main() -> None:
    chosen = _chosen()
    if chosen.one:
        print(_row(int(chosen.one[0]), chosen.one[1:], chosen.jobs), flush=True)
        return
    print(_machine())
    print(f"\n| {' | '.join(_HEAD)} |\n{'| --- ' * len(_HEAD)}|", flush=True)
    for documents, layouts in _runs(chosen):
        # Each run in a process of its own: the peak of one says nothing about the next.
        command = [sys.executable, "-m", "bench.load", "--jobs", str(chosen.jobs), "--one", str(documents), *layouts]
        subprocess.run(command, check=True, cwd=Path(__file__).resolve().parent.parent)


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000], metavar="N", help="how many documents, one run each (100 1000)")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes; 0: one a core")
    parser.add_argument("--layouts-apart", action="store_true", help="also each layout by itself, the first number of documents each")
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


def _runs(chosen: argparse.Namespace) -> Iterator[tuple[int, Sequence[str]]]:
    for documents in chosen.documents:
        yield documents, tuple(LAYOUTS)
    for layout in LAYOUTS if chosen.layouts_apart else ():
        yield chosen.documents[0], (layout,)


def _machine() -> str:
    """What else ran: a number measured on a machine that is shared is a lower bound."""
    return f"{len(os.sched_getaffinity(0))} cores, load average before the run {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}."


def _row(documents: int, layouts: Sequence[str], jobs: int) -> str:
    """One run. Milliseconds are of computing, a document, over all processes; seconds are by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        source, data = Path(folder, "documents"), DataFolder(Path(folder, "data"))
        write(source, documents, 7, layouts)
        with Processes() as used:
            report = load([source], data, jobs=jobs)
        disk = sum(path.stat().st_blocks * 512 for path in data.folder(report.after.number).rglob("*") if path.is_file())
        unchanged = load([source], data, jobs=jobs).elapsed
        cells = (
            str(documents),
            "all" if len(layouts) > 1 else layouts[0],
            *_speeds(report, used),
            f"{used.peak:.0f}",
            f"{disk / 2**20:.0f}",
            f"{disk / 1024 / documents:.0f}",
            f"{unchanged:.1f}",
            f"{_one_changed(source, data, jobs):.1f}",
        )
    return f"| {' | '.join(cells)} |"


def _speeds(report: LoadReport, used: Processes) -> tuple[str, ...]:
    documents, spent = len(report.documents), asdict(report.seconds)
    assert documents == len(report.after.documents), "the bench writes documents that load"
    apart = used.seconds - spent["shapes"]
    by_stage = (f"{1000 * spent[stage] / documents:.1f}" for stage in _STAGES)
    by_core = documents / used.seconds
    return f"{report.elapsed:.1f}", f"{documents / report.elapsed:.0f}", f"{_alone(report, used, apart):.0f}", f"{by_core:.0f}", *by_stage


def _alone(report: LoadReport, used: Processes, apart: float) -> float:
    """Documents a second had the shapes cost nothing: the clock's time less their part of the computing."""
    return len(report.documents) / (report.elapsed * apart / used.seconds)


def _one_changed(source: Path, data: DataFolder, jobs: int) -> float:
    """One document says something more, and the folder is loaded again."""
    path = next(iter(sorted(source.iterdir())))
    path.write_text(f"{path.read_text(encoding='utf-8')}\nMødet sluttede kl. 17.00.\n", encoding="utf-8")
    start = time.perf_counter()
    report = load([source], data, jobs=jobs)
    assert report.changed
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
