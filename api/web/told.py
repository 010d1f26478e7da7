"""A page's sections as JSON: the rows of `queries.sections`, their cells ready to be shown, their quotes, and the picture that they make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode

from api import pictures
from api.pictures.svg import document
from api.web.frame import local
from api.web.reader import Reader
from api.web.words import words
from queries import sections
from queries.sections import Cell, Column, Section, Told
from store import Store

SHOWN: Final = 100
QUOTED: Final = 6  # facts of a row that gathers many; the page says how many more there are
_WRITTEN: Final = 80  # quotes written into a section; where there are more, each row leads to its fact's page instead
_DANISH: Final = frozenset({"text", "texts", "link", "thing"})  # what a document or a Danish label says


def tell(store: Store, reader: Reader, kind: str, node: NamedNode, id_base: str) -> list[dict[str, object]]:
    """The sections of a kind of page that have something to tell."""
    found = ((section, sections.tell(store, section, node)) for section in sections.load().get(kind, ()))
    return [_section(reader, section, rows, id_base) for section, rows in found if rows]


def _section(reader: Reader, section: Section, rows: tuple[Told, ...], id_base: str) -> dict[str, object]:
    facts = [fact for row in rows[:SHOWN] for fact in row.facts[:QUOTED]]
    written = len(facts) <= _WRITTEN
    reader.gather(facts if written else ())
    shown = [_row(reader, section, row, written) for row in rows[:SHOWN]]
    return {
        "name": section.name,
        "layout": section.layout,
        "title": {"da": section.title_da, "en": section.title_en},
        "columns": [{"name": column.name, "type": column.type, "da": column.da, "en": column.en} for column in section.columns],
        "rows": shown,
        "total": len(rows),
        "quoted": bool(section.fact),
        "picture": _picture(reader, section, rows, id_base),
    }


def _row(reader: Reader, section: Section, row: Told, written: bool) -> dict[str, object]:
    cells = [_cell(reader, column, cell) for column, cell in zip(section.columns, row.cells, strict=True)]
    quotes = reader.quotes(row.facts[:QUOTED]) if written else []
    return {"cells": cells, "quotes": quotes, "unquoted": max(0, len(row.facts) - QUOTED), "fact": next(iter(row.facts), "")}


def _cell(reader: Reader, column: Column, cell: Cell) -> dict[str, object]:
    """`parts` are what is shown, several for texts and codes; `iri` is where the whole cell leads."""
    english = cell.english if reader.language == "en" else ""
    danish = column.type in _DANISH and not english and not (column.type == "thing" and reader.known(cell.text, reader.language))
    head = column.da if reader.language == "da" else column.en
    return {
        "type": column.type,
        "head": head,
        "parts": list(_parts(reader, column, english or cell.text)),
        "iri": cell.iri,
        "lang": "da" if danish else "",
    }


def _parts(reader: Reader, column: Column, value: str) -> Iterable[str]:
    if column.type in ("code", "codes", "thing"):
        return (reader.label(NamedNode(iri)) for iri in value.split())
    if column.type == "texts":
        return (line for line in value.split("\n") if line)
    return (value,) if value else ()


def _picture(reader: Reader, section: Section, rows: tuple[Told, ...], id_base: str) -> str:
    if section.picture is None:
        return ""
    names = [column.name for column in section.columns]
    cells = [dict(zip(names, (pictures.Cell(cell.text, local(cell.iri, id_base)) for cell in row.cells), strict=True)) for row in rows]
    drawing = pictures.draw(section.picture, cells, words(reader.language))
    return document(drawing, section.title_da if reader.language == "da" else section.title_en, f"picture-{section.name}")
