"""`klyngegraf restore`: a backup back into use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from klyngegraf.console import write
from klyngegraf.options import DATA, Data, folder

NAME = "restore"
EXAMPLE = "Example: klyngegraf restore backups/2025-10-01 --data data"


def run(
    source: Annotated[
        Path, typer.Argument(metavar="SRC", help="A backup, or the folder of an earlier version (data/versions/7).", show_default=False, exists=True)
    ],
    data: Data = DATA,
) -> None:
    """Make a backup the data folder's next version, after verifying all of it.

    What is in use stays until the switch, and stays on disk as the version before; a server takes up the restored one as it takes up a load.
    A load afterwards reads again only what the restored version does not hold.
    """
    from store.backup import restore

    manifest = restore(source, folder(data))
    write(f"{data} is at version {manifest.number} ({manifest.dataset}): {len(manifest.documents)} documents\n")
