"""A load that is killed again and again, at moments drawn with a seed, and resumed: what it comes to is what a load makes that nobody disturbs.

Example: python -m bench.killed --documents 1000 --kills 10
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.generate import write
from klyngegraf.soundness import examine
from store import DataFolder, Manifest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, metavar="N", help="how many documents (1000)")
    parser.add_argument("--kills", type=int, default=10, metavar="N", help="how many loads are killed (10)")
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    print(f"{len(os.sched_getaffinity(0))} cores, load average before the run {os.getloadavg()[0]:.1f}, seed {chosen.seed}.\n")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "documents")
        write(source, chosen.documents, 7)
        undisturbed = DataFolder(Path(folder, "undisturbed"))
        start = time.monotonic()
        _run(source, undisturbed).wait()
        longest = time.monotonic() - start
        print(f"undisturbed: {longest:.0f} s, version {undisturbed.manifest().dataset}\n")
        print("| killed after, s | documents read by then |\n| --- | --- |", flush=True)
        for data in _disturbed(source, Path(folder), chosen.kills, random.Random(chosen.seed), longest):
            assert _held(data.manifest()) == _held(undisturbed.manifest()) and len(data.manifest().documents) == chosen.documents
            assert not examine(data).faults, examine(data).faults
            print(f"resumed to the end: the same graphs, records and texts, {data.manifest().dataset}", flush=True)


def _disturbed(source: Path, folder: Path, kills: int, chance: random.Random, longest: float) -> Iterator[DataFolder]:
    """Data folders that are loaded to the end at last. One that was done before its load could be killed is given, and another begun."""
    data = DataFolder(folder / "0")
    for number in range(1, kills + 1):
        running, after = _run(source, data), chance.uniform(0.5, longest)
        if _ends(running, after):
            yield data
            data = DataFolder(folder / str(number))
            continue
        running.kill()
        running.wait()
        print(f"| {after:.1f} | {sum(1 for _ in (data.path / 'reading').glob('*'))} |", flush=True)
    _run(source, data).wait()
    yield data


def _run(source: Path, data: DataFolder) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "klyngegraf", "load", str(source), "--data", str(data.path)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _ends(running: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _held(manifest: Manifest) -> tuple[object, ...]:
    """What is the same whenever it was loaded."""
    return manifest.dataset, manifest.graphs, tuple(replace(record, loaded_at="") for record in manifest.documents)


if __name__ == "__main__":
    main()
