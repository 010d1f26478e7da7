"""The dataset as files, sorted: the same dataset gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pyoxigraph as ox

import queries
from klyngegraf.errors import CannotWrite
from klyngegraf.options import TableFormat
from klyngegraf.tables import text
from store import EmbeddedStore, Store

FORMATS = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
PREFIXES = {
    "kg": "https://w3id.org/klyngegraf/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "adms": "http://www.w3.org/ns/adms#",
    "schema": "https://schema.org/",
    "time": "http://www.w3.org/2006/time#",
    "dcat": "http://www.w3.org/ns/dcat#",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file knows: the bytes shall not depend on the day


def graphs(store: Store, form: ox.RdfFormat, output: IO[bytes]) -> None:
    """All statements; in a format without graphs, each once."""
    statements = _sorted_quads(store) if form.supports_datasets else _sorted_triples(store)
    prefixes = None if form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES) else PREFIXES
    ox.serialize(statements, output, format=form, prefixes=prefixes)


def graphs_to(store: Store, form: ox.RdfFormat, path: Path) -> None:
    """Into a file that is wholly there or not at all. Raises CannotWrite."""
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as output:
            graphs(store, form, output)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise CannotWrite(f"{path} cannot be written: {error.strerror}") from error


def tables(store: Store, target: Path) -> int:
    """One CSV a named query, in a folder or a .zip file; gives their number. Raises CannotWrite."""
    answers = {f"{name}.csv": _csv(store, name) for name in queries.load()}
    try:
        if target.suffix.lower() == ".zip":
            _zip(answers, target)
        else:
            target.mkdir(parents=True, exist_ok=True)
            for name, content in answers.items():
                (target / name).write_text(content, encoding="utf-8", newline="")
    except OSError as error:
        raise CannotWrite(f"{target} cannot be written: {error.strerror}") from error
    return len(answers)


def _zip(answers: dict[str, str], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in answers.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)


def _csv(store: Store, name: str) -> str:
    table = queries.run(store, name, {})
    return text(table.columns, table.rows, TableFormat.CSV)


def _sorted_quads(store: Store) -> Iterator[ox.Quad]:
    """Graph by graph, so that no more than one is sorted at a time."""
    for graph in store.graphs():
        yield from sorted(_engine(store).quads_for_pattern(None, None, None, ox.NamedNode(graph)), key=str)


def _sorted_triples(store: Store) -> list[ox.Triple]:
    return sorted({quad.triple for quad in _engine(store)}, key=str)


def _engine(store: Store) -> ox.Store:
    assert isinstance(store, EmbeddedStore)  # the data folder is always one
    return store.engine
