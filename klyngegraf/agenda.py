"""What to do with each file: read it, leave it, or take it for a copy. A pure function of the files and of what is loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from klyngegraf.sources import File
from store import DocumentRecord


@dataclass(frozen=True, slots=True)
class Agenda:
    """`read`: to be read; `unchanged`: loaded already, as it is; `copies`: the same bytes as another file, with that file's source."""

    read: tuple[File, ...]
    unchanged: tuple[File, ...]
    copies: tuple[tuple[File, str], ...]


def agenda(files: Iterable[File], held: Iterable[DocumentRecord], loader: str) -> Agenda:
    """Files of the same bytes are one document: the first by name stands for all, so the order of loading makes no difference."""
    same: dict[str, list[File]] = defaultdict(list)
    for file in sorted(files):
        same[file.sha256 or file.source].append(file)
    current = {file.source: file.sha256 for several in same.values() for file in several}
    records = {record.sha256: record for record in held}
    read, unchanged, copies = [], [], []
    for sha256, several in same.items():
        record = records.get(sha256)
        holder = _holder(record, several[0], current) if record else several[0]
        if record is None or record.loader != loader or holder.source != record.source:
            holder = several[0]
            read.append(holder)
        elif holder in several:
            unchanged.append(holder)
        copies += [(file, holder.source) for file in several if file != holder]
    return Agenda(tuple(read), tuple(unchanged), tuple(copies))


def superseded(files: Iterable[File], held: Iterable[DocumentRecord]) -> dict[str, str]:
    """Sources whose file says something else now -> the document it was, where no other of the files is that document."""
    current = {file.source: file.sha256 for file in files if file.sha256}
    alive = set(current.values())
    return {record.source: record.id for record in held if current.get(record.source, record.sha256) != record.sha256 and record.sha256 not in alive}


def _holder(record: DocumentRecord, first: File, current: dict[str, str]) -> File:
    """Who stands for the bytes: the file that they were loaded from, while it still has them and comes first by name; else the first of these."""
    there = File(record.file_name, record.source, record.sha256)
    stands = current[record.source] == record.sha256 if record.source in current else there.is_there
    return there if stands and there <= first else first
