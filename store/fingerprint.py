"""Hashes of graphs and of the whole dataset: the same statements give the same hash, whatever the order of loading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Triple


def graph_hash(statements: Iterable[Triple]) -> str:
    """SHA-256 over the sorted N-Triples lines, blank nodes named by RDFC-1.0."""
    triples = set(statements)
    if any(isinstance(term, BlankNode) for triple in triples for term in (triple.subject, triple.object)):
        triples = _canonical(triples)
    digest = hashlib.sha256()
    for line in sorted(f"{triple} .\n" for triple in triples):
        digest.update(line.encode())
    return digest.hexdigest()


def dataset_version(graphs: Iterable[tuple[str, str]]) -> str:
    """The first 16 hex digits of SHA-256 over the sorted (graph IRI, hash) lines.

    >>> dataset_version([("b", "2"), ("a", "1")]) == dataset_version([("a", "1"), ("b", "2")])
    True
    """
    lines = "".join(f"{iri} {sha256}\n" for iri, sha256 in sorted(graphs))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def _canonical(triples: set[Triple]) -> set[Triple]:
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}
