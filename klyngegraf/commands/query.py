"""`klyngegraf query NAME`: the named queries, each a command of its own with its parameters as options."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from inspect import Parameter as Argument
from inspect import Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from klyngegraf.options import DATA, Data, Elsewhere, TableFormat, opened

if TYPE_CHECKING:
    from queries import NamedQuery

NAME = "query"
EXAMPLE = "Example: klyngegraf query attendance --cluster Aarhusklyngen --format csv"
_PREFIX = "parameter_"  # so that a parameter called `from` or `format` is a Python name of its own


class NamedQueries(TyperGroup):
    """A group whose commands are the `.rq` files, read when `query` is asked for and not before."""

    def list_commands(self, ctx: object) -> list[str]:
        from queries import load

        return list(load())

    def get_command(self, ctx: object, cmd_name: str) -> typer.core.TyperCommand:
        """Raises UnknownQuery, with near names."""
        from queries import get

        return _command(get(cmd_name))


app = typer.Typer(cls=NamedQueries, no_args_is_help=True)


@app.callback()
def _root() -> None:
    """Ask a named question; klyngegraf query NAME --help shows its parameters and an example."""


def _command(query: NamedQuery) -> typer.core.TyperCommand:
    """The query as typer would have made it from a function with these parameters."""
    alone = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})
    alone.command(
        name=query.name,
        help=f"{query.title_en} ({query.title_da})\n\n{query.description_en}\n\nColumns: {', '.join(query.columns)}.",
        short_help=f"{query.title_en} ({query.title_da})",
        epilog=f"Example: {' '.join(_example(query))}",
    )(_function(query))
    command = typer.main.get_command(alone)
    assert isinstance(command, typer.core.TyperCommand)  # one command, no group
    return command


def _example(query: NamedQuery) -> Iterator[str]:
    yield f"klyngegraf query {query.name}"
    yield from (f"--{name} {shlex.quote(value)}" for name, value in query.example)


def _function(query: NamedQuery) -> Callable[..., None]:
    def function(form: TableFormat, data: Path, elsewhere: str, **given: str) -> None:
        _answer(query.name, {name.removeprefix(_PREFIX): value for name, value in given.items() if value}, form, data, elsewhere)

    arguments = tuple(_arguments(query))
    function.__signature__ = Signature(arguments)  # type: ignore[attr-defined]
    function.__annotations__ = {argument.name: argument.annotation for argument in arguments}
    return function


def _arguments(query: NamedQuery) -> Iterator[Argument]:
    for one in query.parameters:
        option = typer.Option(f"--{one.name}", metavar=(one.kind or one.type.value).upper(), help=one.description_en, show_default=False)
        yield Argument(f"{_PREFIX}{one.name}", Argument.KEYWORD_ONLY, default="", annotation=Annotated[str, option])
    form = typer.Option("--format", "-f", help="How the answer is written.")
    yield Argument("form", Argument.KEYWORD_ONLY, default=TableFormat.TABLE, annotation=Annotated[TableFormat, form])
    yield Argument("data", Argument.KEYWORD_ONLY, default=DATA, annotation=Data)
    yield Argument("elsewhere", Argument.KEYWORD_ONLY, default="", annotation=Elsewhere)


def _answer(name: str, arguments: dict[str, str], form: TableFormat, data: Path, elsewhere: str) -> None:
    from klyngegraf.tables import show
    from queries import run

    store, _ = opened(data, elsewhere)
    table = run(store, name, arguments)
    show(table.columns, table.rows, form)
