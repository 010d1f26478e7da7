"""`klyngegraf restore`: a backup back into use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klyngegraf.changing import changing
from klyngegraf.console import counted, say, write
from klyngegraf.options import DATA, Data, folder

if TYPE_CHECKING:
    from klyngegraf.withdrawal import Standing

NAME = "restore"
EXAMPLE = "Example: klyngegraf restore backups/2025-10-01 --data data"


def run(
    source: Annotated[
        Path, typer.Argument(metavar="SRC", help="A backup, or the folder of an earlier version (data/versions/7).", show_default=False)
    ],
    data: Data = DATA,
) -> None:
    """Make a backup the data folder's next version, after verifying all of it.

    What is in use stays until the switch, and stays on disk as the version before; a server takes up the restored one as it takes up a load.
    A load afterwards reads again only what the restored version does not hold. Documents and names withdrawn since stay withdrawn, and what is
    published is made anew.
    """
    from klyngegraf.errors import NotThere
    from klyngegraf.withdrawal import carry_over
    from store.backup import restore
    from store.errors import DataCorrupt

    remedy = f"name a backup (klyngegraf backup) or an earlier version ({data}/versions/7)"
    if not source.exists():
        raise NotThere(f"{source} is not there; {remedy}")
    if not source.is_dir():
        raise DataCorrupt(f"{source} is no folder; {remedy}")
    held = _standing(data)
    with changing(data) as place:
        restore(source, place)
        manifest = carry_over(held, place)
        write(f"{data} is at version {manifest.number} ({manifest.dataset}): {counted(len(manifest.documents), 'document')}\n")


def _standing(data: Path) -> Standing:
    """What is withdrawn now. Where the version in use is what is damaged, nobody can tell any more."""
    from klyngegraf.withdrawal import standing
    from store.errors import StoreError

    try:
        return standing(folder(data))
    except StoreError:
        say(f"{data} cannot be read: what was withdrawn after the backup was made must be withdrawn again, and then published")
        return {}
