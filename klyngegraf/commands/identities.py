"""`klyngegraf identities`: who is who, decided by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from klyngegraf.changing import changing
from klyngegraf.console import write
from klyngegraf.options import DATA, Data, TableFormat, opened

if TYPE_CHECKING:
    from loaders.identity_ledger import Verdict

NAME = "identities"
EXAMPLE = "Example: klyngegraf identities same 'Bo Høg Lund' 'Bo Lund' --reason 'one seat, two spellings'"
COLUMNS = ("state", "decided", "one", "other", "reason", "entry", "decided_at")

app = typer.Typer(no_args_is_help=True, add_completion=False)
_WHO = "A label, a slug or an IRI; the IRI of a person as one document names them means that one only."
One = Annotated[str, typer.Argument(metavar="ONE", help=_WHO, show_default=False)]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other, in the same way.", show_default=False)]
Reason = Annotated[str, typer.Option("--reason", metavar="WHY", help="Why; it is kept with the entry.", show_default=False)]


@app.callback()
def _root() -> None:
    """Decide who is who: join people whom the rules keep apart, or part people whom they join.

    What is decided here overrules every rule, is a part of the data, and survives every load.
    """


@app.command(name="list", epilog="Example: klyngegraf identities list --open --format csv")
def listing(
    undecided: Annotated[bool, typer.Option("--open", help="Only pairs on whom nobody has decided.")] = False,
    form: Annotated[TableFormat, typer.Option("--format", help="How the lines are listed.")] = TableFormat.TABLE,
    data: Data = DATA,
) -> None:
    """Show the ledger, and the pairs whose names may be one while the rules keep them apart."""
    from klyngegraf.identities import State, lines
    from klyngegraf.tables import show

    store, _ = opened(data)
    found = [one for one in lines(store) if one.state is State.OPEN or not undecided]
    show(COLUMNS, [(one.state.value, one.decided, one.one, one.other, one.reason, one.entry, one.decided_at) for one in found], form)


@app.command(name="same", epilog=EXAMPLE)
def same(one: One, other: Other, reason: Reason, data: Data = DATA) -> None:
    """Two are one person."""
    from klyngegraf.identities import decide

    with changing(data) as place:
        _tell(decide(place, one, other, _said(reason), same=True))


@app.command(name="different", epilog="Example: klyngegraf identities different IRI IRI --reason 'father and son'")
def different(one: One, other: Other, reason: Reason, data: Data = DATA) -> None:
    """Two are not one person, whatever the rules say."""
    from klyngegraf.identities import decide

    with changing(data) as place:
        _tell(decide(place, one, other, _said(reason), same=False))


@app.command(name="undo", epilog="Example: klyngegraf identities undo 3f2a9c0d1e5b --reason 'it was his brother'")
def undo(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="The entry's id, as the list shows it.", show_default=False)],
    reason: Reason,
    data: Data = DATA,
) -> None:
    """An entry holds no longer; it stays on record."""
    from klyngegraf.identities import undo as take_back

    with changing(data) as place:
        write(f"undone: {take_back(place, entry, _said(reason)).id}\n")


def _said(reason: str) -> str:
    """A reason of nothing but space is none."""
    if not reason.strip():
        raise typer.BadParameter("say why", param_hint="--reason")
    return reason.strip()


def _tell(made: Verdict) -> None:
    write(f"entered: {made.id} ({'same' if made.same else 'different'})\n")
