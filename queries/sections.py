"""What a page tells of one thing: a section is a file of `queries/pages/KIND`, in the order of the file names.

    #+ title-da: …    #+ title-en: …
    #+ column NAME TYPE: Danish | English      TYPE: one of `TYPES`
    #+ fact: VARIABLE                          (the variable that holds the row's facts, whose quotes the row shows; IRIs with spaces between)
    #+ layout: table | entries | facts         (a table; an article a row, headed by its first columns; names and values)
    #+ picture: KIND PART=COLUMN …             (see `queries.picture`)

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

from queries import picture
from queries.binding import bind
from queries.errors import BadHeader
from queries.header import field
from queries.model import cell
from queries.picture import Picture
from store import Solutions, Store

# text (in Danish; `?NAME_en` beside it holds the English), texts (a line each), link (beside `?NAME_iri`), thing (an IRI, shown by its label and
# linked), code and codes (IRIs of a code list or class, shown by their labels), date, time, number, money, percent.
TYPES = ("text", "texts", "link", "thing", "code", "codes", "date", "number", "money", "percent")
LAYOUTS = ("table", "entries", "facts")
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
    """One table about one thing. `fact`: the variable that holds the row's facts, "" where rows gather too many to quote."""

    kind: str
    name: str
    title_da: str
    title_en: str
    columns: tuple[Column, ...]
    fact: str
    text: str
    layout: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as text, the IRI that it links to ("" for none), and the text in English where it has one."""

    text: str
    iri: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One row: a cell a column, and the IRIs of its facts."""

    cells: tuple[Cell, ...]
    facts: tuple[str, ...]


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
    cells = tuple(_cell(column, row) for column in section.columns)
    return Told(cells, tuple(row[section.fact].split()) if section.fact else ())


def _cell(column: Column, row: Mapping[str, str]) -> Cell:
    value = row[column.name]
    return Cell(value, value if column.type == "thing" else row.get(f"{column.name}_iri", ""), row.get(f"{column.name}_en", ""))


def parse(kind: str, name: str, text: str) -> Section:
    """Read a section's file. Raises BadHeader, naming it."""
    place, columns = f"pages/{kind}/{name}.rq", tuple(_columns(kind, name, text))
    drawn = picture.parse(place, field(text, "picture"), tuple(column.name for column in columns))
    section = Section(
        kind=kind,
        name=_ORDER.sub("", name),
        title_da=field(text, "title-da"),
        title_en=field(text, "title-en"),
        columns=columns,
        fact=field(text, "fact"),
        text=text,
        layout=field(text, "layout") or "table",
        picture=drawn,
    )
    if not (section.title_da and section.title_en and columns and section.layout in LAYOUTS):
        raise BadHeader(f"{place}: the header needs title-da, title-en and columns, and a layout of {', '.join(LAYOUTS)}")
    return section


def _columns(kind: str, name: str, text: str) -> Iterator[Column]:
    for line in text.splitlines():
        if not line.startswith("#+ column "):
            continue
        found = _COLUMN.fullmatch(line)
        if found is None or found["type"] not in TYPES:
            raise BadHeader(f"pages/{kind}/{name}.rq: a column is written `NAME TYPE: Danish | English`, not {line!r}")
        yield Column(found["name"], found["type"], found["da"].strip(), found["en"].strip())
