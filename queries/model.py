"""A named query as its file describes it, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pyoxigraph import Triple

from queries.picture import Picture
from store import Term


class Type(Enum):
    """The type of a parameter. ENTITY has a kind beside it (cluster, person, …)."""

    ENTITY = "entity"
    DATE = "date"
    STRING = "string"
    CODE = "code"
    INTEGER = "integer"
    YEAR = "year"
    IRI = "iri"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: always optional, left out it means "any". `kind` is the entity's kind or the code's scheme, "" for other types."""

    name: str
    type: Type
    kind: str
    description_da: str
    description_en: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One `.rq` file. `text` is its whole text, itself a valid query that answers for "any"; `example` are arguments to try.

    `picture`: what the rows can be drawn as, None where no picture is declared.
    """

    name: str
    title_da: str
    title_en: str
    description_da: str
    description_en: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    example: tuple[tuple[str, str], ...]
    text: str
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What a named query answers; "" for what is missing."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def cell(term: Term | None) -> str:
    """A term as a table shows it: the text of a literal, the IRI itself, "" where there is nothing."""
    return "" if term is None or isinstance(term, Triple) else term.value
