"""`klyngegraf backup`: the dataset as files with their checksums."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from klyngegraf.console import counted, write
from klyngegraf.options import DATA, Data, folder

NAME = "backup"
EXAMPLE = "Example: klyngegraf backup backups/2025-10-01 --data data"


def run(
    target: Annotated[Path, typer.Argument(metavar="DEST", help="A folder that is not there yet.", show_default=False)],
    data: Data = DATA,
) -> None:
    """Copy the version in use and the quarantine to a folder, with a checksum for every file.

    It may run while documents are loaded and the dataset is served. The copy is verified before it gets its name; `sha256sum --check SHA256SUMS` in
    it verifies it anywhere. A damaged dataset is not backed up.
    """
    from klyngegraf.errors import NoData
    from store.backup import backup

    if folder(data).version() == 0:
        raise NoData(data)
    manifest = backup(folder(data), target)
    write(f"{target}: version {manifest.number} ({manifest.dataset}), {counted(len(manifest.documents), 'document')}, {manifest.triples} triples\n")
