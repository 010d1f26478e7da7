"""`klyngegraf export`: the whole dataset as files."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from klyngegraf.console import say
from klyngegraf.options import DATA, Data, Output, opened

NAME = "export"
EXAMPLE = "Example: klyngegraf export --format trig --output klyngegraf.trig or klyngegraf export --format csv --output tables.zip"


class Format(StrEnum):
    """The first two keep the named graphs; csv is one table for each named query."""

    NQUADS = "nquads"
    TRIG = "trig"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    CSV = "csv"


def run(
    form: Annotated[Format, typer.Option("--format", "-f", help="The format of the export.")] = Format.NQUADS,
    output: Output = None,
    data: Data = DATA,
) -> None:
    """Write the whole dataset, sorted: the same dataset gives the same bytes.

    nquads, trig and jsonld keep the named graphs; turtle and rdfxml are their union. csv writes a table for each named query into the folder
    (or .zip file) that --output names.
    """
    from klyngegraf import dump

    store, _ = opened(data)
    if form is Format.CSV:
        if output is None:
            raise typer.BadParameter("csv needs --output: a folder, or a file that ends in .zip", param_hint="--format")
        count = dump.tables(store, output)
        say(f"{output}: {count} tables")
    elif output is None:
        dump.graphs(store, dump.FORMATS[form.value], sys.stdout.buffer)
    else:
        dump.graphs_to(store, dump.FORMATS[form.value], output)
        say(f"{output}: {output.stat().st_size} bytes")
