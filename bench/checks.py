"""What validation costs: the gate a document, each check over the store, and pySHACL on all of it at once.

Example: python -m bench.checks --documents 100 300
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from pyshacl import validate as pyshacl
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

import shapes
from bench.generate import write
from klyngegraf.loading import load
from queries.findings import check, checks
from shapes import turtle
from store import DataFolder, EmbeddedStore


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000, 10000], help="how many documents, one run each")
    parser.add_argument("--whole", type=int, default=100, help="run pySHACL on the whole graph up to so many documents")
    chosen = parser.parse_args()
    print("| documents | gate, ms a document | checks, s | checks, ms a document | slowest check | pySHACL on the whole, ms a document |")
    print("| --- " * 6 + "|")
    for documents in chosen.documents:
        print(_row(documents, chosen.whole), flush=True)


def _row(documents: int, whole: int) -> str:
    """Seconds of computing, so that a busy machine tells the same. The gate is measured on fifty documents."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "documents")
        write(source, documents, 7)
        load([source], DataFolder(Path(folder, "data")))
        store, manifest = DataFolder(Path(folder, "data")).open(memory=True)
        assert isinstance(store, EmbeddedStore)
        graphs = [list(store.engine.quads_for_pattern(None, None, None, ox.NamedNode(one.graph))) for one in manifest.documents[:50]]
        shapes.validate(graphs[0])  # reads the shapes
        gate = _seconds(lambda: [shapes.validate(graph) for graph in graphs]) / len(graphs)
        by_rule = {one.rule: _seconds(lambda text=one.text: list(store.query(text))) for one in checks()}  # type: ignore[misc, arg-type]
        every = _seconds(lambda: check(store))
        slowest = max(by_rule, key=lambda rule: by_rule[rule])
        at_once = f"{1000 * _seconds(lambda: _whole(store)) / documents:.1f}" if documents <= whole else "–"
    return f"| {documents} | {1000 * gate:.1f} | {every:.2f} | {1000 * every / documents:.2f} | {slowest} {by_rule[slowest]:.2f} s | {at_once} |"


def _whole(store: EmbeddedStore) -> None:
    """All graphs as one, as SHACL knows no other."""
    flat = ox.Store()
    flat.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store.engine)
    pyshacl(Graph(store=OxigraphStore(store=flat), identifier=DATASET_DEFAULT_GRAPH_ID), shacl_graph=turtle.graph(), inplace=True)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
