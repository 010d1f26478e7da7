"""Is the data folder whole? What the store can tell of itself, and that each document's text is the one that its quotes count in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from klyngegraf import quarantine
from klyngegraf.publication import publishing
from store import DataFolder
from store.checkup import faults
from store.current import faults as current_faults
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
    number, found = in_use(data)
    if not found:
        return Soundness(number, (), (number,) if number else ())
    others = sorted((int(place.name) for place in (data.path / "versions").glob("*") if place.name.isdecimal()), reverse=True)
    return Soundness(number, found, tuple(one for one in others if one != number and not any(version_faults(data.folder(one)))))


def in_use(data: DataFolder) -> tuple[int, tuple[str, ...]]:
    """The number of the version in use, 0 where none can be told, and what is wrong with it."""
    try:
        current = data.current()
    except DataCorrupt as error:
        return 0, (str(error),)
    if not current.number:
        return 0, ()
    return current.number, (*current_faults(data.path, current), *version_faults(data.folder(current.number)))


def beside(data: DataFolder) -> Iterator[tuple[str, str]]:
    """What is wrong in the folder with all that is no version of it, and what to do about it: what is published, how, and what is in quarantine."""
    for fault in in_use(publishing.folder(data))[1]:
        yield fault, f"remove {publishing.folder(data).path} and publish again (klyngegraf publish --data {data.path})"
    for look in (publishing.choice, publishing.secret):
        try:
            look(data)
        except DataCorrupt as error:
            fault, _, remedy = str(error).partition("; ")
            yield fault, remedy
    for fault in quarantine.differences(data):
        yield fault, "load the document again"


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
