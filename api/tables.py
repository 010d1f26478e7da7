"""A named query's table as JSON, CSV, TSV, and the CSV that opens rightly in a Danish spreadsheet; and its CSVW description."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Final

from queries import NamedQuery

_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_BREAKS: Final = re.compile(r"[\t\r\n]+")
_COUNTS: Final = ("agenda_items", "participants", "recommendations", "attachments")
DATATYPES: Final = {"amount_dkk": "decimal"} | dict.fromkeys(_COUNTS, "integer")

Rows = Sequence[tuple[str, ...]]


def as_csv(columns: tuple[str, ...], rows: Rows) -> bytes:
    r"""RFC 4180, UTF-8, values as they are.

    >>> as_csv(("a", "b"), [("x, y", "z")])
    b'a,b\r\n"x, y",z\r\n'
    """
    return _csv(columns, rows, ",").encode()


def as_tsv(columns: tuple[str, ...], rows: Rows) -> bytes:
    """Tabs and line ends inside values become a space: text/tab-separated-values has no way to write them.

    >>> as_tsv(("a", "b"), [("x\\ty", "z")])
    b'a\\tb\\nx y\\tz\\n'
    """
    return "".join("\t".join(_BREAKS.sub(" ", value) for value in row) + "\n" for row in (columns, *rows)).encode()


def as_excel(columns: tuple[str, ...], rows: Rows) -> bytes:
    """CSV as a Danish spreadsheet opens it: byte order mark, semicolons, decimal commas in amounts, no cell that runs as a formula."""
    cells = [tuple(_excel_cell(column, value) for column, value in zip(columns, row, strict=True)) for row in rows]
    return _csv(columns, cells, ";").encode("utf-8-sig")


def _excel_cell(column: str, value: str) -> str:
    """
    >>> _excel_cell("title", "=HYPERLINK(1)"), _excel_cell("amount_dkk", "-1.5"), _excel_cell("number", "1.2")
    ("'=HYPERLINK(1)", '-1,5', '1.2')
    """
    if column.endswith("_dkk") and _NUMBER.fullmatch(value):
        return value.replace(".", ",")
    if value.startswith(_RISKY) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def _csv(columns: tuple[str, ...], rows: Rows, delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def as_json(columns: tuple[str, ...], rows: Rows) -> bytes:
    """`columns`, and each row as an object with the columns in their order."""
    content = {"columns": columns, "rows": [dict(zip(columns, row, strict=True)) for row in rows]}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def csvw(query: NamedQuery, address: str, parameters: str) -> dict[str, object]:
    """CSV on the Web: a description of the CSV at `address`."""
    columns: list[dict[str, object]] = [
        {"name": column, "titles": column, "datatype": DATATYPES.get(column, "string"), "required": False} for column in query.columns
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "da"}],
        "url": f"{address}?{parameters}",
        "dc:title": query.title_da,
        "dc:description": query.description_da,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {"columns": columns},
    }
