"""`klyngegraf withdraw`: documents out."""

from __future__ import annotations

from typing import Annotated

import typer

from klyngegraf.console import write
from klyngegraf.options import DATA, Data, folder

NAME = "withdraw"
EXAMPLE = "Example: klyngegraf withdraw minutes-2025-03-12.md --data data"


def run(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Ids (klyngegraf status), paths or file names.", show_default=False)],
    data: Data = DATA,
) -> None:
    """Take documents out of the dataset: all their facts, quotes and texts go at once.

    A file that stays where it was is loaded again by the next load of its folder: move it away too.
    """
    from klyngegraf.errors import NoData
    from klyngegraf.withdrawal import withdraw

    if folder(data).version() == 0:
        raise NoData(str(data))
    manifest, gone = withdraw(documents, folder(data))
    for record in gone:
        write(f"withdrawn {record.label} ({record.file_name})\n")
    write(f"{data} is at version {manifest.number} ({manifest.dataset}).\n")
