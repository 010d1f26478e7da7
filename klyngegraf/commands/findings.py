"""`klyngegraf findings`: what contradicts, and what somebody has seen and lets stand."""

from __future__ import annotations

from typing import Annotated

import typer

from klyngegraf.changing import changing
from klyngegraf.console import write
from klyngegraf.options import DATA, Data, TableFormat, opened

NAME = "findings"
EXAMPLE = 'Example: klyngegraf findings acknowledge finding/present-and-absent/0123456789abcdef --reason "the minutes say both"'

app = typer.Typer(no_args_is_help=True)

Finding = Annotated[str, typer.Argument(help="The finding: its IRI, or the end of it.", show_default=False)]
Reason = Annotated[str, typer.Option("--reason", help="Why it may stand; the next reader sees it.", show_default=False)]
Form = Annotated[TableFormat, typer.Option("--format", "-f", help="How the findings are listed.")]


@app.callback()
def _root() -> None:
    """List the findings, acknowledge one with a reason that survives every load, or open it again."""


@app.command("list", epilog="Example: klyngegraf findings list --format csv")
def listed(form: Form = TableFormat.TABLE, data: Data = DATA) -> None:
    """List the findings with their IRIs, acknowledged or not."""
    from klyngegraf.acknowledging import COLUMNS, rows
    from klyngegraf.tables import show

    store, _ = opened(data)
    show(COLUMNS, rows(store), form)


@app.command(epilog=EXAMPLE)
def acknowledge(finding: Finding, reason: Reason, data: Data = DATA) -> None:
    """Let a finding stand: validate no longer counts it, and shows the reason."""
    from klyngegraf.acknowledging import acknowledge

    if not reason.strip():
        raise typer.BadParameter("say why", param_hint="--reason")
    opened(data)
    with changing(data) as place:
        write(f"acknowledged: {acknowledge(place, finding, reason)}\n")


@app.command(epilog="Example: klyngegraf findings reopen finding/present-and-absent/0123456789abcdef")
def reopen(finding: Finding, data: Data = DATA) -> None:
    """Take an acknowledgement back."""
    from klyngegraf.acknowledging import reopen

    opened(data)
    with changing(data) as place:
        write(f"open again: {reopen(place, finding)}\n")
