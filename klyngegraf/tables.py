"""Rows as text: for people, for spreadsheets, for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from klyngegraf.console import plain, screen, write
from klyngegraf.options import TableFormat


def show(columns: Sequence[str], rows: Iterable[Sequence[str]], form: TableFormat) -> None:
    """Write a table to stdout."""
    if form is TableFormat.TABLE:
        _draw(columns, tuple(rows))
    else:
        write(text(columns, rows, form))


def text(columns: Sequence[str], rows: Iterable[Sequence[str]], form: TableFormat) -> str:
    r"""A table as CSV, TSV or JSON.

    >>> text(["name", "party"], [["Ane Holm", "A"]], TableFormat.TSV)
    'name\tparty\nAne Holm\tA\n'
    """
    if form is TableFormat.JSON:
        return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"
    output = io.StringIO()
    if form is TableFormat.TSV:
        output.writelines("\t".join(_flat(cell) for cell in row) + "\n" for row in (columns, *rows))
    else:
        csv.writer(output, lineterminator="\n").writerows((columns, *rows))
    return output.getvalue()


def _flat(cell: str) -> str:
    r"""A cell without the signs that TSV is made of.

    >>> _flat("to\tlinjer\nher")
    'to linjer her'
    """
    return " ".join(cell.splitlines()).replace("\t", " ")


def _lines(cell: str) -> str:
    return "\n".join(map(plain, cell.split("\n")))


def _draw(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(Text(_lines(cell)) for cell in row))  # Text: a cell from a document is no markup
    screen().print(table)
    screen().print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")
