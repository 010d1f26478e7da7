"""How fast documents become a served dataset, and where the time goes. Example: python bench/load.py --documents 100 1000"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from klyngegraf.loading import load
from store import DataFolder

_STAGES = ("read", "parse", "graph", "shapes", "store")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000], help="how many documents, one run each")
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: one a core")
    chosen = parser.parse_args()
    print("| documents | seconds | a second | " + " | ".join(f"{stage} %" for stage in _STAGES) + " | peak MiB |")
    print("| --- " * (len(_STAGES) + 4) + "|")
    for documents in chosen.documents:
        print(_row(documents, chosen.jobs), flush=True)


def _row(documents: int, jobs: int) -> str:
    """One run. The shares are of the seconds of all processes; the peak is of the largest process."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "documents")
        generate = [sys.executable, str(Path(__file__).with_name("generate.py")), str(source), "--documents", str(documents), "--seed", "7"]
        subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        report = load([source], DataFolder(Path(folder, "data")), jobs=jobs)
    spent = asdict(report.seconds)
    whole = sum(spent[stage] for stage in _STAGES)
    shares = " | ".join(f"{100 * spent[stage] / whole:.0f}" for stage in _STAGES)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return f"| {documents} | {report.elapsed:.1f} | {documents / report.elapsed:.1f} | {shares} | {peak:.0f} |"


if __name__ == "__main__":
    main()
