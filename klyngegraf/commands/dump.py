"""`klyngegraf dump`: the current version as files for download."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from klyngegraf.console import say
from klyngegraf.options import DATA, Data, opened

NAME = "dump"
EXAMPLE = "Example: klyngegraf dump /var/www/klyngegraf --data data"


def run(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Where to; left out: dumps/ in the data folder.", show_default=False)] = None,
    data: Data = DATA,
) -> None:
    """Write the dataset as dated files: N-Quads, TriG, Turtle, JSON-LD, one CSV a named query with CSVW, checksums.

    The files are in a folder named by the day of loading and the version; the same dataset gives the same bytes. The service does this by
    itself for each version (KLYNGEGRAF_DUMPS=false: not), and serves them under /dumps/.
    """
    from api.catalogue import edition
    from api.dump_writer import write
    from api.settings import Settings
    from klyngegraf.errors import CannotWrite

    store, manifest = opened(data)
    of = edition(manifest)
    target = (folder or data / "dumps") / of.dump
    if target.is_dir():
        say(f"{target} is there already")
        return
    try:
        write(store, of, Settings(data=data).licence, target)
    except OSError as error:
        raise CannotWrite(f"{target} cannot be written: {error.strerror or error}") from error
    say(f"{target}: {sum(path.is_file() for path in target.rglob('*'))} files; sha256sum -c SHA256SUMS checks them")
