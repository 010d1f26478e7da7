"""CSV on the Web: what the tables of a dump hold, column by column, in one description beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from api.tables import DATATYPES
from queries import NamedQuery

NAME: Final = "csv-metadata.json"
_CONTEXT: Final = ["http://www.w3.org/ns/csvw", {"@language": "da"}]


def group(found: Iterable[NamedQuery], licence: str) -> dict[str, object]:
    """A table group: one file for each of the queries, `NAME.csv` in the same folder."""
    return {
        "@context": _CONTEXT,
        "@type": "TableGroup",
        "dc:title": _both("Klyngegraf: tabeller", "Klyngegraf: tables"),
        "dc:license": {"@id": licence},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_table(query) for query in found],
    }


def _table(query: NamedQuery) -> dict[str, object]:
    return {
        "@type": "Table",
        "url": f"{query.name}.csv",
        "dc:title": _both(query.title_da, query.title_en),
        "dc:description": _both(query.description_da, query.description_en),
        "tableSchema": {"@type": "Schema", "columns": [_column(name) for name in query.columns]},
    }


def _column(name: str) -> dict[str, object]:
    """Dates that may be vaguer than a day ("2024-04") are text: their column has no one datatype.

    >>> _column("amount_dkk")["datatype"], _column("as_of")["datatype"]
    ('decimal', 'string')
    """
    return {"@type": "Column", "name": name, "titles": name, "datatype": DATATYPES.get(name, "string"), "null": "", "required": False}


def _both(danish: str, english: str) -> list[dict[str, str]]:
    """Common properties take no language maps (Metadata Vocabulary for Tabular Data, 5.8)."""
    return [{"@value": danish, "@language": "da"}, {"@value": english, "@language": "en"}]
