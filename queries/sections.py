"""What a page tells of one thing: a section is a file of `queries/pages/KIND`, in the order of the file names.

    #+ title-da: …    #+ title-en: …
    #+ column NAME TYPE: Danish | English      TYPE: text, link (beside `?NAME_iri`), code (an IRI of a code list or class), date, number, money
    #+ fact: VARIABLE                          (the variable that holds the row's fact, whose quotes the row shows)

The query's line `#?thing …` comes alive with `?_thing` bound to the page's thing (see `queries.binding`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import NamedNode

from queries.binding import bind
from queries.errors import BadHeader
from queries.header import field
from queries.model import cell
from store import Solutions, Store

TYPES = ("text", "link", "code", "date", "number", "money")
_COLUMN = re.compile(r"#\+ column (?P<name>[a-z_]+) (?P<type>[a-z]+): (?P<da>[^|]+) \| (?P<en>.+)")
_ORDER = re.compile(r"^\d+-")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a section, with its heading in both languages."""

    name: str
    type: str
    da: str
    en: str


@dataclass(frozen=True, slots=True)
class Section:
    """One table about one thing. `fact`: the variable that holds the row's fact, "" where rows gather several."""

    kind: str
    name: str
    title_da: str
    title_en: str
    columns: tuple[Column, ...]
    fact: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as text, and the IRI that it links to ("" for none)."""

    text: str
    iri: str


@dataclass(frozen=True, slots=True)
class Told:
    """One row: a cell a column, and the IRI of its fact ("" for none)."""

    cells: tuple[Cell, ...]
    fact: str


@cache
def load() -> Mapping[str, tuple[Section, ...]]:
    """The sections by the kind of thing that they are about. Raises BadHeader."""
    kinds = sorted((entry for entry in (files("queries") / "pages").iterdir() if entry.is_dir()), key=lambda entry: entry.name)
    return MappingProxyType(
        {
            kind.name: tuple(
                parse(kind.name, entry.name.removesuffix(".rq"), entry.read_text(encoding="utf-8"))
                for entry in sorted(kind.iterdir(), key=lambda entry: entry.name)
                if entry.name.endswith(".rq")
            )
            for kind in kinds
        }
    )


def tell(store: Store, section: Section, thing: NamedNode) -> tuple[Told, ...]:
    """The section's rows about a thing."""
    found = store.query(bind(section.text, {"thing": (thing,)}))
    assert isinstance(found, Solutions)  # sections are SELECT queries: tests/test_sections.py
    rows = (dict(zip(found.variables, (cell(term) for term in row), strict=True)) for row in found)
    return tuple(_told(section, row) for row in rows if any(row.values()))


def _told(section: Section, row: Mapping[str, str]) -> Told:
    cells = tuple(Cell(row[column.name], row.get(f"{column.name}_iri", "")) for column in section.columns)
    return Told(cells, row[section.fact] if section.fact else "")


def parse(kind: str, name: str, text: str) -> Section:
    """Read a section's file. Raises BadHeader, naming it."""
    columns = tuple(_columns(kind, name, text))
    section = Section(kind, _ORDER.sub("", name), field(text, "title-da"), field(text, "title-en"), columns, field(text, "fact"), text)
    if not (section.title_da and section.title_en and columns):
        raise BadHeader(f"pages/{kind}/{name}.rq: the header needs title-da, title-en and columns")
    return section


def _columns(kind: str, name: str, text: str) -> Iterator[Column]:
    for line in text.splitlines():
        if not line.startswith("#+ column "):
            continue
        found = _COLUMN.fullmatch(line)
        if found is None or found["type"] not in TYPES:
            raise BadHeader(f"pages/{kind}/{name}.rq: a column is written `NAME TYPE: Danish | English`, not {line!r}")
        yield Column(found["name"], found["type"], found["da"].strip(), found["en"].strip())
