"""One thing for its page: a function of a store that answers JSON (see `tasks.Call`).

The page's tables are the sections of the thing's kind (`queries.sections`); below them stands every statement about it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final, cast

from pyoxigraph import NamedNode

from api import about
from api.web.reader import Reader, rows
from queries import sections
from queries.sections import Section, Told
from store import Store

SHOWN: Final = 200
_KG: Final = "https://w3id.org/klyngegraf/ontology#"
_TYPES: Final = "SELECT DISTINCT ?thing ?type { ?thing a ?type }"
_OUT: Final = "SELECT DISTINCT ?thing ?p ?o { ?thing ?p ?o } ORDER BY ?p ?o"
_IN: Final = "SELECT DISTINCT ?thing ?p ?s { ?s ?p ?thing } ORDER BY ?p ?s"
_PLUMBING: Final = frozenset({f"{_KG}evidence", f"{_KG}rule", "https://schema.org/position"})
# The first type that fits says which page a thing has: the narrower ones come first.
_KINDS: Final = (
    (f"{_KG}HealthCluster", "cluster"),
    ("http://xmlns.com/foaf/0.1/Person", "person"),
    (f"{_KG}Meeting", "meeting"),
    (f"{_KG}AgendaItem", "item"),
    (f"{_KG}Initiative", "initiative"),
    (f"{_KG}Funding", "funding"),
    (f"{_KG}Theme", "theme"),
    (f"{_KG}Party", "party"),
    (f"{_KG}Body", "body"),
    (f"{_KG}Document", "document"),
    (f"{_KG}Finding", "finding"),
    ("http://www.w3.org/ns/org#Organization", "organisation"),
    ("http://www.w3.org/ns/org#OrganizationalUnit", "organisation"),
)


def describe(store: Store, iri: str, language: str, id_base: str) -> bytes:
    """Label, kind, tables and statements both ways. Raises NotFound with near matches."""
    node = NamedNode(iri)
    said = list(rows(store, _OUT, {"thing": node}))
    # One more than is shown tells whether there are more.
    used = [row for row, _ in zip(rows(store, _IN, {"thing": node}), range(SHOWN + 1), strict=False)]
    if not said and not used:
        raise about.nothing(store, iri, id_base)
    reader = Reader(store, language)
    kind = kind_of(store, node)
    content = {
        "iri": iri,
        "kind": kind,
        "label": reader.label(node),
        "quotes": reader.quotes([iri]),
        "sections": [table for section in sections.load().get(kind, ()) if (table := _table(store, reader, section, node))],
        "said": [_statement(reader, cast(NamedNode, row[1]), row[2]) for row in said],
        "used": [{"property": reader.value(row[1]), "subject": reader.value(row[2])} for row in used[:SHOWN]],
        "more": len(used) > SHOWN,
    }
    return json.dumps(content, ensure_ascii=False).encode()


def kind_of(store: Store, node: NamedNode) -> str:
    """The kind of page, "" for a thing of none of the kinds."""
    types = {cast(NamedNode, row[1]).value for row in rows(store, _TYPES, {"thing": node})}
    return next((kind for type_, kind in _KINDS if type_ in types), "")


def _table(store: Store, reader: Reader, section: Section, node: NamedNode) -> dict[str, object] | None:
    told = sections.tell(store, section, node)
    if not told:
        return None
    return {
        "name": section.name,
        "title": {"da": section.title_da, "en": section.title_en},
        "columns": [{"name": column.name, "type": column.type, "da": column.da, "en": column.en} for column in section.columns],
        "rows": [_row(reader, section, row) for row in told[:SHOWN]],
        "total": len(told),
        "quoted": bool(section.fact),
    }


def _row(reader: Reader, section: Section, row: Told) -> dict[str, object]:
    cells = [
        {"label": reader.label(NamedNode(cell.text)) if column.type == "code" and cell.text else cell.text, "iri": cell.iri, "type": column.type}
        for column, cell in zip(section.columns, row.cells, strict=True)
    ]
    return {"cells": cells, "fact": row.fact, "quotes": reader.quotes(_facts(row))}


def _facts(row: Told) -> Iterable[str]:
    return [row.fact] if row.fact else []


def _statement(reader: Reader, predicate: NamedNode, value: object) -> dict[str, object]:
    return {"property": reader.value(predicate), "value": reader.value(value), "plumbing": predicate.value in _PLUMBING}  # type: ignore[arg-type]
