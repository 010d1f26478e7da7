"""What publishing costs, in seconds of the processor: first, again with nothing changed, after one more document, after a name was withdrawn.

Another commit publishes the same data in turn with this one, so that both meet the same machine.

Example: python -m bench.publishing --documents 100 300 --against HEAD~1
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.generate import write
from klyngegraf.loading import load
from klyngegraf.publication import Profile, publish
from klyngegraf.withdrawal import withhold
from queries.names import names
from store import DataFolder

ROOT = Path(__file__).resolve().parent.parent
STEPS = ("first, s", "again, s", "one more document, s", "documents told anew", "a name withdrawn, s")


def main() -> None:
    chosen = _chosen()
    if chosen.one:
        print(" | ".join(_measured(chosen.one)))
        return
    print(f"{len(os.sched_getaffinity(0))} cores, load average before the run {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}.\n")
    print(f"| documents | statements | commit | {' | '.join(STEPS)} |\n{'| --- ' * (3 + len(STEPS))}|", flush=True)
    with _trees(chosen.against) as trees:
        for documents in chosen.documents:
            _rows(documents, trees)


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 300], metavar="N", help="how many documents, one run each (100 300)")
    parser.add_argument("--against", metavar="COMMIT", help="publish with another commit as well")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


@contextmanager
def _trees(against: str | None) -> Iterator[dict[str, Path]]:
    """By what they are called, where the programs stand that are measured."""
    if not against:
        yield {"this": ROOT}
        return
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        git = ("git", "-C", str(ROOT), "worktree")
        subprocess.run([*git, "add", "--detach", "--quiet", str(tree), against], check=True)
        try:
            yield {against: tree, "this": ROOT}
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def _rows(documents: int, trees: dict[str, Path]) -> None:
    """Documents are loaded once; each program publishes a copy of them."""
    with tempfile.TemporaryDirectory() as folder:
        source, data = Path(folder, "documents"), Path(folder, "data")
        write(source, documents + 1, 7)
        newest = max(source.iterdir(), key=lambda path: path.stem[-len("2025-01-01") :])
        newest.rename(Path(folder, newest.name))
        report = load([source], DataFolder(data))
        for name, tree in trees.items():
            copy = Path(folder, "copy")
            shutil.copytree(data, copy / "data")
            shutil.copy(Path(folder, newest.name), copy)
            command = [sys.executable, str(Path(__file__).resolve()), "--one", str(copy)]
            done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(tree)}, cwd=tree, stdout=subprocess.PIPE, text=True, check=True)
            print(f"| {documents} | {report.after.triples} | {name} | {done.stdout.strip()} |", flush=True)
            shutil.rmtree(copy)


def _measured(place: Path) -> Iterator[str]:
    """The steps, one after the other, on `place`/data; the document that comes later stands beside it."""
    data = DataFolder(place / "data")
    published = DataFolder(data.path / "published")
    yield f"{_seconds(lambda: publish(data, Profile.PUBLIC)):.1f}"
    yield f"{_seconds(lambda: publish(data, Profile.PUBLIC)):.2f}"
    load([path for path in place.iterdir() if path.is_file()], data)
    before = {graph.iri: graph.sha256 for graph in published.manifest().graphs}
    yield f"{_seconds(lambda: publish(data, Profile.PUBLIC)):.2f}"
    after = published.manifest()
    documents = {record.graph for record in after.documents}
    yield str(sum(graph.iri in documents and before.get(graph.iri) != graph.sha256 for graph in after.graphs))
    named = next(one.thing for one in names(published.open()[0], "person") if "/udeladt-" not in one.thing)
    withhold(named, data, "measured")
    yield f"{_seconds(lambda: publish(data, Profile.PUBLIC)):.1f}"


def _seconds(work: Callable[[], object]) -> float:
    """Of all threads: the engine has some."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
