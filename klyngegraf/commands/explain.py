"""`klyngegraf explain`: the quotes behind a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from klyngegraf.console import write
from klyngegraf.options import DATA, Data, Elsewhere, TableFormat, opened

if TYPE_CHECKING:
    from klyngegraf.quotes import Quote

NAME = "explain"
EXAMPLE = "Example: klyngegraf explain id/meeting/aarhusklyngen/2025-10-08/attendance/else-kayser"


def run(
    thing: Annotated[str, typer.Argument(metavar="IRI", help="A full IRI, id/…, or the end of one (a slug).", show_default=False)],
    form: Annotated[TableFormat, typer.Option("--format", help="How the quotes are written.")] = TableFormat.TABLE,
    data: Data = DATA,
    elsewhere: Elsewhere = "",
) -> None:
    """Show what a thing rests on: each fact about it with its document, the exact quote, where it stands, and the rule that read it."""
    from klyngegraf.quotes import COLUMNS, quotes, resolve
    from klyngegraf.tables import text

    store, _ = opened(data, elsewhere)
    iri = resolve(store, thing)
    found = quotes(store, iri)
    if form is TableFormat.TABLE:
        _show(iri, found)
    else:
        write(text(COLUMNS, [quote.row for quote in found], form))


def _show(iri: str, found: tuple[Quote, ...]) -> None:
    write(f"{iri}\n")
    fact = ""
    for quote in found:
        if quote.fact != fact:
            fact = quote.fact
            write(f"\n{quote.kind or 'Fact'}  {fact}{f'  (rule {quote.rule})' if quote.rule else ''}\n")
        page = f", page {quote.page}" if quote.page else ""
        write(f'  "{quote.exact}"\n  {quote.document}, characters {quote.start} to {quote.end}{page}\n')
    write(
        f"\n{len(found)} quote{'' if len(found) == 1 else 's'}\n"
        if found
        else "\nNo document is quoted for it: it is reference data or a word of the vocabularies.\n"
    )
