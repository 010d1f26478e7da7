"""Is the data folder whole? What the store can tell of itself, and that each document's text is the one that its quotes count in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from store import DataFolder
from store.checkup import faults
from store.embedded import open_folder
from store.errors import DataCorrupt
from store.manifest import read

_TEXT_SHA256 = ox.NamedNode("https://w3id.org/klyngegraf/ontology#textSha256")


@dataclass(frozen=True, slots=True)
class Soundness:
    """`faults` of the version in use; `number` is 0 where none can be told; `sound` are the numbers of the versions that are whole, newest first."""

    number: int
    faults: tuple[str, ...]
    sound: tuple[int, ...]


def examine(data: DataFolder) -> Soundness:
    """Read and hash everything. Where the version in use is damaged, the versions kept beside it are looked at too."""
    number, found = _current(data)
    if not found:
        return Soundness(number, (), (number,) if number else ())
    others = sorted((int(place.name) for place in (data.path / "versions").glob("*") if place.name.isdecimal()), reverse=True)
    return Soundness(number, found, tuple(one for one in others if one != number and not any(version_faults(data.folder(one)))))


def _current(data: DataFolder) -> tuple[int, tuple[str, ...]]:
    try:
        number = data.version()
    except DataCorrupt as error:
        return 0, (str(error),)
    return number, tuple(version_faults(data.folder(number))) if number else ()


def version_faults(version: Path) -> Iterator[str]:
    """What is wrong with one version's folder."""
    found = tuple(faults(version))
    yield from found
    if not found:
        yield from _texts(version)


def _texts(version: Path) -> Iterator[str]:
    engine = open_folder(version / "store").engine
    for record in read(version / "manifest.json").documents:
        text = version / "texts" / f"{record.id}.txt"
        try:
            hashes = _hashes(engine, record.graph)
            if hashes and hashlib.sha256(text.read_bytes()).hexdigest() not in hashes:
                yield f"{text} is not the text that {record.file_name} was read as"
        except (OSError, RuntimeError) as error:
            yield f"{text}, or what its hash should be, cannot be read: {error}"


def _hashes(engine: ox.Store, graph: str) -> set[str]:
    said = engine.quads_for_pattern(None, _TEXT_SHA256, None, ox.NamedNode(graph))
    return {quad.object.value for quad in said if isinstance(quad.object, ox.Literal)}
