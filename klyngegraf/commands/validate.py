"""`klyngegraf validate`: the gate again over what is stored, and what contradicts across documents."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from klyngegraf.console import write
from klyngegraf.options import DATA, Data, Elsewhere, TableFormat, opened

if TYPE_CHECKING:
    from klyngegraf.validation import Remark

NAME = "validate"
EXAMPLE = "Example: klyngegraf validate --fail-on violation --format csv"


class FailOn(StrEnum):
    """The least severity that makes the exit code 1."""

    INFO = "info"
    WARNING = "warning"
    VIOLATION = "violation"
    NEVER = "never"


def run(
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="The least severity that gives exit code 1.")] = FailOn.WARNING,
    form: Annotated[TableFormat, typer.Option("--format", help="How the remarks are listed.")] = TableFormat.TABLE,
    data: Data = DATA,
    elsewhere: Elsewhere = "",
) -> None:
    """Check every document's graph against the shapes, and list the contradictions between documents, each with its remedy.

    Exit code 0: nothing as severe as --fail-on; 1: something.
    """
    from klyngegraf.tables import text
    from klyngegraf.validation import COLUMNS, remarks

    store, manifest = opened(data, elsewhere)
    found = remarks(store, manifest)
    if form is TableFormat.TABLE:
        _show(found, len(manifest.documents))
    else:
        write(text(COLUMNS, [remark.row for remark in found], form))
    limit = list(FailOn).index(fail_on)
    if any(list(FailOn).index(FailOn(remark.severity)) >= limit for remark in found):
        raise typer.Exit(1)


def _show(found: tuple[Remark, ...], documents: int) -> None:
    shown = ""
    for remark in found:
        if remark.document != shown:
            shown = remark.document
            write(f"{shown}\n")
        quote = f'\n      "{remark.quote}"' if remark.quote else ""
        write(f"  {remark.severity}  {remark.message}{quote}\n      {remark.remedy}\n")
    counts = ", ".join(f"{sum(remark.severity == one for remark in found)} {one}" for one in ("violation", "warning", "info"))
    write(f"{documents} documents checked: {counts}\n")
