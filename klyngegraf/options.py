"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from store import DataFolder, Manifest, Store

Data = Annotated[Path, typer.Option("--data", envvar="KLYNGEGRAF_DATA", metavar="DIR", help="The data folder.", show_default=True)]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to stdout.")]
DATA = Path("data")


class TableFormat(StrEnum):
    """How a table is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"


def opened(data: Path) -> tuple[Store, Manifest]:
    """The current dataset to read. Raises NoData."""
    store, manifest = folder(data).open()
    if manifest.number == 0:
        from klyngegraf.errors import NoData

        raise NoData(data)
    return store, manifest


def folder(data: Path) -> DataFolder:
    from store import DataFolder

    return DataFolder(data)
