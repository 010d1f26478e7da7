"""The program `klyngegraf`: its commands, and what becomes of errors.

Commands import what they need when they run, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated, NoReturn

import typer

from klyngegraf import __version__
from klyngegraf.commands import (
    backup,
    diff,
    dump,
    explain,
    export,
    findings,
    identities,
    load,
    publish,
    query,
    restore,
    serve,
    sparql,
    status,
    validate,
    verify,
    withdraw,
)
from klyngegraf.console import say

_EPILOG = (
    "Exit codes: 0 done · 1 done, with something to look at (quarantined documents, findings) · 2 wrong usage or query · "
    "3 no data loaded yet · 4 not found · 5 the data folder cannot be used · 6 the query failed · 7 the output cannot be written · 130 interrupted."
)

app = typer.Typer(
    name="klyngegraf",
    help="The knowledge graph of Denmark's health-cluster collaboration: minutes, plans and rosters as RDF, every fact with its quote.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (load, validate, sparql, serve, export, dump, status, explain, diff, withdraw, publish, backup, restore, verify):
    app.command(name=module.NAME, epilog=module.EXAMPLE)(module.run)
app.add_typer(query.app, name=query.NAME, epilog=query.EXAMPLE)
app.add_typer(findings.app, name=findings.NAME, epilog=findings.EXAMPLE)
app.add_typer(identities.app, name=identities.NAME, epilog=identities.EXAMPLE)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"klyngegraf {__version__}")
        raise typer.Exit


@app.callback()
def _root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False) -> None:
    """Options before any command."""


def main() -> None:
    """Run the program; never a traceback for what a person can act on."""
    try:
        app()
    except SystemExit as left:  # typer has said what there was to say
        _leave(141 if isinstance(left.__context__, BrokenPipeError) else _status(left.code))
    except _told() as error:
        say(f"klyngegraf: {_one_line(error)}")
        _leave(_code_of(error))


def _status(code: object) -> int:
    if code == 130:
        say("interrupted")
    return code if isinstance(code, int) else 0


def _told() -> tuple[type[Exception], ...]:
    """Errors that a person can act on; the table of exit codes is imported only when something has gone wrong."""
    from klyngegraf.exits import CODES

    return tuple(CODES)


def _code_of(error: Exception) -> int:
    from klyngegraf.exits import code_of

    return int(code_of(error))


def _one_line(error: BaseException) -> str:
    """What the system refuses is told by the place, where there is one."""
    if isinstance(error, OSError) and error.filename:
        return f"{os.fsdecode(error.filename)}: {error.strerror}; check the path and the rights"
    return " ".join(str(error).split())


def _leave(code: int) -> NoReturn:
    """End; where the reader of a pipe is gone, without the interpreter's last flush, which would complain. 141 is what the shell gives then."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = 141
    if code == 141:
        os._exit(code)
    sys.exit(code)
