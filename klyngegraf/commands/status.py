"""`klyngegraf status`: what is loaded, and what could not be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from klyngegraf.console import counted, plain, write
from klyngegraf.options import DATA, Data, TableFormat, folder, opened

if TYPE_CHECKING:
    from store import DocumentRecord

NAME = "status"
EXAMPLE = "Example: klyngegraf status --format json"
COLUMNS = ("document", "kind", "label", "facts", "unparsed", "understood", "loaded", "file")


def run(
    form: Annotated[TableFormat, typer.Option("--format", help="How the documents are listed.")] = TableFormat.TABLE,
    data: Data = DATA,
) -> None:
    """Show the dataset's version and its documents: how many facts each gave, how much of it was understood, and what is in quarantine."""
    from klyngegraf import quarantine
    from klyngegraf.tables import show

    _, manifest = opened(data)
    kept = tuple(quarantine.held(folder(data)))
    show(COLUMNS, [_row(record) for record in sorted(manifest.documents, key=lambda record: (record.label, record.id))], form)
    if form is not TableFormat.TABLE:
        return
    write(f"version {manifest.number} ({manifest.dataset}), loaded {manifest.loaded_at}: ")
    write(f"{counted(len(manifest.documents), 'document')}, {counted(len(manifest.graphs), 'graph')}, {manifest.triples} triples\n")
    for one in kept:
        write(f"in quarantine: {plain(one.name)}: {one.problems[0].reason} ({one.folder}/report.txt)\n")


def _row(record: DocumentRecord) -> tuple[str, ...]:
    share = f"{100 * record.understood / max(record.characters, 1):.0f} %"
    return (record.id, record.kind, record.label, str(record.facts), str(record.unparsed), share, record.loaded_at, record.file_name)
