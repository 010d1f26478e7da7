"""`klyngegraf sparql`: any SPARQL query, read-only."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from klyngegraf.options import DATA, Data, Elsewhere, opened

if TYPE_CHECKING:
    from store import Result

NAME = "sparql"
EXAMPLE = "Example: klyngegraf sparql 'SELECT ?type (COUNT(*) AS ?n) { ?thing a ?type } GROUP BY ?type ORDER BY DESC(?n)'"


class Format(StrEnum):
    """Tables for SELECT, graphs for CONSTRUCT and DESCRIBE; ASK answers true or false, or JSON and XML."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


def run(
    query: Annotated[str, typer.Argument(metavar="[QUERY]", help="The query; - reads it from stdin.", show_default=False)] = "",
    file: Annotated[Path | None, typer.Option("--file", "-f", metavar="FILE", help="A file with the query.")] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="How the answer is written; by default a table or Turtle.", show_default=False)
    ] = None,
    data: Data = DATA,
    elsewhere: Elsewhere = "",
) -> None:
    """Run a SPARQL query (SELECT, ASK, CONSTRUCT, DESCRIBE) over all graphs.

    The default graph is the union of all named graphs. CSV, TSV, JSON and XML are the formats of the SPARQL recommendation.
    """
    text = _text(query, file)
    store, _ = opened(data, elsewhere)
    _write(store.query(text), form)


def _text(query: str, file: Path | None) -> str:
    if bool(query) == (file is not None):
        raise typer.BadParameter("give a query, or a file with one (-f FILE)")
    if file:
        return _read(file)
    return sys.stdin.read() if query == "-" else query


def _read(file: Path) -> str:
    from klyngegraf.errors import NotThere

    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise NotThere(f"{file} cannot be read: {error.strerror}; name a file with a query") from error
    except UnicodeDecodeError as error:
        raise NotThere(f"{file} is no text in UTF-8 (byte {error.start}); save the query as UTF-8") from error


def _write(result: Result, form: Format | None) -> None:
    import pyoxigraph as ox

    from store import Boolean, Triples

    graphs = {Format.TURTLE: ox.RdfFormat.TURTLE, Format.NTRIPLES: ox.RdfFormat.N_TRIPLES, Format.JSONLD: ox.RdfFormat.JSON_LD}
    graphs[Format.RDFXML] = ox.RdfFormat.RDF_XML
    tables = {Format.CSV: ox.QueryResultsFormat.CSV, Format.TSV: ox.QueryResultsFormat.TSV, Format.JSON: ox.QueryResultsFormat.JSON}
    tables[Format.XML] = ox.QueryResultsFormat.XML
    if isinstance(result, Triples):
        result.write(sys.stdout.buffer, _chosen(graphs, form or Format.TURTLE, "CONSTRUCT and DESCRIBE"))
    elif form in (None, Format.TABLE):
        _show(result)
    elif isinstance(result, Boolean):
        result.write(sys.stdout.buffer, _chosen(tables, form, "ASK"))
    else:
        result.write(sys.stdout.buffer, _chosen(tables, form, "SELECT"))


T = TypeVar("T")


def _chosen(formats: dict[Format, T], form: Format, kind: str) -> T:
    if form not in formats:
        raise typer.BadParameter(f"{kind} answers in {', '.join(one.value for one in formats)}, not {form.value}", param_hint="--format")
    return formats[form]


def _show(result: Result) -> None:
    from klyngegraf.console import write
    from klyngegraf.options import TableFormat
    from klyngegraf.tables import show
    from store import Solutions

    if isinstance(result, Solutions):
        rows = (tuple("" if term is None else getattr(term, "value", str(term)) for term in row) for row in result)
        show(result.variables, rows, TableFormat.TABLE)
    else:
        write(f"{str(bool(result)).lower()}\n")
