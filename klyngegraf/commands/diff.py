"""`klyngegraf diff`: what is different between two versions, two plans or two rosters."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from klyngegraf.console import write
from klyngegraf.options import DATA, Data, TableFormat, folder, opened

if TYPE_CHECKING:
    from klyngegraf.comparing import Side

NAME = "diff"
EXAMPLE = "Example: klyngegraf diff 11 12; klyngegraf diff handleplan-2023.txt handleplan-2024.txt --format json"


class DiffFormat(StrEnum):
    """How the changes are written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    TTL = "ttl"


_WHICH = "A version's number (those that are kept), or a document: its id, file name or path."


def run(
    before: Annotated[str, typer.Argument(help=_WHICH, show_default=False)],
    after: Annotated[str, typer.Argument(help="Of the same kind.", show_default=False)],
    form: Annotated[DiffFormat, typer.Option("--format", "-f", help="How the changes are written.")] = DiffFormat.TABLE,
    data: Data = DATA,
) -> None:
    """Show who came and went, and which initiatives began, ended, moved or got money.

    Two documents are compared by what they say: two plans or two rosters of one body. Exit code 0 also where nothing changed.
    """
    import pyoxigraph as ox

    from klyngegraf.comparing import COLUMNS, compare, to_triples
    from klyngegraf.tables import show

    opened(data)
    if before.isdecimal() != after.isdecimal() and "." not in before + after:
        raise typer.BadParameter("two versions, or two documents")
    changes = compare(_side(before, data), _side(after, data), documents=before.isdecimal())
    if form is DiffFormat.TTL:
        about = f"https://w3id.org/klyngegraf/id/comparison/{_slug(before)}/{_slug(after)}"
        write((ox.serialize(to_triples(changes, about), format=ox.RdfFormat.TURTLE) or b"").decode())
    else:
        show(COLUMNS, [change.row for change in changes], TableFormat(form.value))


def _side(which: str, data: Data) -> Side:
    from klyngegraf.comparing import side
    from klyngegraf.errors import UnknownThing
    from klyngegraf.withdrawal import named
    from loaders.iris import Iris
    from store import connect

    if which.isdecimal() and len(which) < 10:
        place = folder(data).folder(int(which)) / "store"
        if not place.exists():
            kept = sorted(int(one.name) for one in (data / "versions").iterdir() if one.name.isdecimal())
            raise UnknownThing(f"version {which}", tuple(map(str, kept)))
        return side(connect(place))
    store, manifest = opened(data)
    record = named(which, manifest)
    return side(store, [record.graph, *(Iris().graph(name) for name in ("identities", "reference", "vocabularies"))])


def _slug(which: str) -> str:
    from loaders.iris import slug

    return slug(which)
