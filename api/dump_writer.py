"""A version of the dataset as files for download: the same dataset gives the same bytes.

    klyngegraf.nq.gz .trig.gz .jsonld.gz     everything, with its named graphs
    klyngegraf.ttl.gz                        everything, each statement once
    documents/<kind>-<year>.nq.gz .ttl.gz    the documents of one kind and year
    tables/<query>.csv, csv-metadata.json    each named query's answer, described by CSVW
    manifest.json, SHA256SUMS                every file with its size and SHA-256

Graphs and statements are sorted; nothing in the files tells when or where they were made. Run as `python -m api.dump_writer DATA LICENCE KEPT` beside
the service: it reads the files on disk, so that no query waits for it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

import queries
from api import csvw, jsonld
from api.catalogue import Edition, edition
from api.holdings import holdings
from api.statements import NAMES
from api.tables import as_csv
from store import DataFolder, Store, Triples
from store.errors import DataBusy, StoreError
from store.lock import hold

MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
_PREFIXES: Final = {prefix: space for prefix, space in NAMES.items() if prefix not in ("dcatap", "dcatdk", "spdx", "vcard", "void", "pav", "eli")}
_CONTENT: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_SEEN_BYTES: Final = 16
_UNFINISHED: Final = ".klyngegraf-dump-"
_LOCK: Final = "lock"
_BEGINNING: Final = 60  # seconds


def write(store: Store, of: Edition, licence: str, target: Path) -> None:
    """All files, into a folder that must not be there yet; it appears whole, or not at all. What writers left that were killed goes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=target.parent) as place, hold(Path(place, _LOCK)):
        _sweep(target.parent, Path(place).stat().st_mtime)
        part = Path(place) / "dump"
        part.mkdir(mode=0o755)
        _Writer(store, part, licence).everything()
        _describe(part, of)
        part.replace(target)


def _sweep(folder: Path, now: float) -> None:
    """Unfinished dumps whose writer lives no longer: a living one holds the lock a moment after its folder is there.

    `now` as the disk has it, for what is compared with it is what the disk says.
    """
    for place in folder.glob(f"{_UNFINISHED}*"):
        with suppress(DataBusy, FileNotFoundError):  # it is being written, or has been finished meanwhile
            if now - place.stat().st_mtime > _BEGINNING:
                with hold(place / _LOCK):
                    shutil.rmtree(place)


@dataclass(frozen=True, slots=True)
class _Writer:
    store: Store
    target: Path
    licence: str

    def everything(self) -> None:
        graphs = self.store.graphs()
        self._rdf("klyngegraf", graphs)
        self._gz("klyngegraf.trig.gz", lambda out: serialize(self._quads(graphs), out, RdfFormat.TRIG, prefixes=_PREFIXES))
        self._gz("klyngegraf.jsonld.gz", lambda out: out.writelines(jsonld.dataset((graph, self._triples(graph)) for graph in graphs)))
        for one in holdings(self.store).collections:
            self._rdf(f"documents/{one.name}", one.graphs)
        self._tables()

    def _rdf(self, stem: str, graphs: tuple[str, ...]) -> None:
        self._gz(f"{stem}.nq.gz", lambda out: serialize(self._quads(graphs), out, RdfFormat.N_QUADS))
        self._gz(f"{stem}.ttl.gz", lambda out: serialize(_once(self._quads(graphs)), out, RdfFormat.TURTLE, prefixes=_PREFIXES))

    def _gz(self, path: str, fill: Callable[[IO[bytes]], object]) -> None:
        """No name and no time in the header: they would change the bytes."""
        file = self.target / path
        file.parent.mkdir(exist_ok=True)
        with file.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as packed:
            fill(cast(IO[bytes], packed))

    def _quads(self, graphs: Iterable[str]) -> Iterator[Quad]:
        """Graph by graph, so that no more than one is sorted at a time."""
        for graph in graphs:
            node = NamedNode(graph)
            yield from (Quad(triple.subject, triple.predicate, triple.object, node) for triple in self._triples(graph))

    def _triples(self, graph: str) -> list[Triple]:
        answer = self.store.query(_CONTENT, default_graphs=[graph])
        assert isinstance(answer, Triples)
        return sorted(answer, key=str)

    def _tables(self) -> None:
        folder = self.target / "tables"
        folder.mkdir()
        named = queries.load()
        for name in named:
            table = queries.run(self.store, name, {})
            (folder / f"{name}.csv").write_bytes(as_csv(table.columns, table.rows))
        _write_json(folder / csvw.NAME, csvw.group(named.values(), self.licence))


def _once(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Each statement the first time that it comes. By digests of 16 bytes: a million statements must fit in memory."""
    seen: set[bytes] = set()
    for quad in quads:
        digest = hashlib.blake2b(str(quad.triple).encode(), digest_size=_SEEN_BYTES).digest()
        if digest not in seen:
            seen.add(digest)
            yield quad.triple


def _describe(folder: Path, of: Edition) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    entries = [{"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": _sha256(path)} for path in files]
    (folder / SUMS).write_text("".join(f"{one['sha256']}  {one['path']}\n" for one in entries), encoding="ascii")
    _write_json(folder / MANIFEST, {"dataset": of.version, "loaded": of.modified, "files": entries})


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_current(data: Path, licence: str, kept: int) -> Path | None:
    """The current version's files under `data/dumps/`, where they are not there yet; older ones beyond `kept` go. None: no data yet."""
    store, manifest = DataFolder(data).open()
    if manifest.number == 0:
        return None
    of = edition(manifest)
    target = data / "dumps" / of.dump
    if not target.is_dir():
        write(store, of, licence, target)
    if kept:
        for old in _finished(target.parent)[:-kept]:
            if old != target:
                shutil.rmtree(old, ignore_errors=True)
    return target


def _finished(folder: Path) -> list[Path]:
    return sorted((place for place in folder.iterdir() if not place.name.startswith(".")), key=lambda place: (place.stat().st_mtime, place.name))


def main(arguments: list[str]) -> None:
    os.nice(15)  # queries first; but a busy machine must not starve it
    try:
        write_current(Path(arguments[0]), arguments[1], int(arguments[2]))
    except (StoreError, OSError) as error:
        sys.exit(f"the files for download: {' '.join(str(error).split())}")


if __name__ == "__main__":
    main(sys.argv[1:])
