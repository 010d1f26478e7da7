"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from store import DataFolder, Manifest, RemoteStore, Store

Data = Annotated[Path, typer.Option("--data", envvar="KLYNGEGRAF_DATA", metavar="DIR", help="The data folder.", show_default=True)]
Elsewhere = Annotated[
    str, typer.Option("--store", envvar="KLYNGEGRAF_STORE", metavar="URL", help="A SPARQL engine that holds the dataset, instead of the data folder.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to stdout.")]
DATA = Path("data")


class TableFormat(StrEnum):
    """How a table is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"


def opened(data: Path, elsewhere: str = "") -> tuple[Store, Manifest]:
    """The current dataset to read, from the data folder or from an engine elsewhere. Raises NoData, StoreError."""
    if is_address(elsewhere):
        from store.publishing import manifest_of

        remote = engine(data, elsewhere)
        found: tuple[Store, Manifest] = remote, manifest_of(remote)
    else:
        found = folder(data).open()
    if found[1].number == 0:
        from klyngegraf.errors import NoData

        raise NoData(elsewhere if is_address(elsewhere) else data)
    return found


def is_address(elsewhere: str) -> bool:
    """The variable behind --store also takes "memory" and the like, which are the service's business."""
    return elsewhere.startswith(("http://", "https://"))


def engine(data: Path, elsewhere: str) -> RemoteStore:
    """The engine that --store names, with the credentials of the settings. Raises StoreError."""
    from api.settings import Settings
    from store import RemoteStore, connect

    store = connect(Settings(data=data, store=elsewhere).access)
    assert isinstance(store, RemoteStore)
    return store


def folder(data: Path) -> DataFolder:
    from store import DataFolder

    return DataFolder(data)
