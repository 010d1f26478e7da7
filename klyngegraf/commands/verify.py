"""`klyngegraf verify`: is the data folder, or a backup, whole?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from klyngegraf.console import say, write
from klyngegraf.options import DATA, Data, folder

NAME = "verify"
EXAMPLE = "Example: klyngegraf verify --data data or klyngegraf verify backups/2025-10-01"


def run(
    backup: Annotated[Path | None, typer.Argument(metavar="[BACKUP]", help="Verify this; without it, the data folder.", show_default=False)] = None,
    data: Data = DATA,
) -> None:
    """Read everything again and compare it with its checksums.

    Every file of the version in use with the checksum it was sealed with, every graph's statements with the hash in the manifest, every text
    with the one that its quotes count in; what is published, and what is in quarantine. Nothing is changed.
    Exit code 5 where something is damaged, with what to do about it.
    """
    if backup is not None:
        _backup(backup)
        return
    from klyngegraf.errors import NoData
    from klyngegraf.soundness import beside, examine

    found, others = examine(folder(data)), tuple(beside(folder(data)))
    if not found.number and not found.faults:
        raise NoData(data)
    if found.number and not found.faults:
        write(f"{data}: version {found.number} is whole\n")
    for fault, remedy in others:
        say(f"damaged: {fault}; {remedy}")
    for fault in found.faults:
        say(f"damaged: {fault}")
    if found.faults:
        _remedy(data, found.sound)
    if found.faults or others:
        raise typer.Exit(5)


def _backup(backup: Path) -> None:
    from store.backup import damage

    found = list(damage(backup))
    for fault in found:
        say(f"damaged: {fault}")
    if found:
        say("use another backup")
        raise typer.Exit(5)
    write(f"{backup} is whole\n")


def _remedy(data: Path, sound: tuple[int, ...]) -> None:
    if sound:
        say(f"version {sound[0]} is whole: klyngegraf restore {data / 'versions' / str(sound[0])} --data {data}")
    else:
        say(f"restore a backup (klyngegraf restore BACKUP --data {data}), or load the documents into an empty folder")
