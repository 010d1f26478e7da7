"""One thing for its page: a function of a store that answers JSON (see `tasks.Call`).

The page's tables are the sections of the thing's kind (`queries.sections`); below them stands every statement about it.
"""

from __future__ import annotations

import json
from typing import Final, cast

from pyoxigraph import NamedNode

from api import about
from api.web.drawn import offered
from api.web.frame import money
from api.web.reader import Reader, rows, tail
from api.web.told import tell
from store import Row, Store

SHOWN: Final = 60
_KG: Final = "https://w3id.org/klyngegraf/ontology#"
_OUT: Final = "SELECT DISTINCT ?thing ?p ?o { ?thing ?p ?o } ORDER BY ?p ?o"
_IN: Final = "SELECT DISTINCT ?thing ?p ?s { ?s ?p ?thing } ORDER BY ?p ?s"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_EVIDENCE: Final = f"{_KG}evidence"
_PLUMBING: Final = frozenset({_EVIDENCE, f"{_KG}rule", "https://schema.org/position"})
# What a fact without a label of its own is called by, beside its class: the first of these that it has.
_CALLED_BY: Final = tuple(f"{_KG}{name}" for name in ("person", "text", "ofInitiative", "ofItem", "organization", "committee"))
# The first type that fits says which page a thing has: the narrower ones come first.
KINDS: Final = (
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
    reader.meet(term for row in (*said, *used[:SHOWN]) for term in row[1:])
    kind = _kind(said)
    content = {
        "iri": iri,
        "kind": kind,
        "label": _label(reader, node, said),
        "quotes": reader.quotes([iri]),
        "pictures": offered(kind, reader.label(node), language),
        "sections": tell(store, reader, kind, node, id_base),
        "said": [_statement(reader, cast(NamedNode, row[1]), row[2]) for row in said],
        "used": [{"property": reader.value(row[1]), "subject": reader.value(row[2])} for row in used[:SHOWN]],
        "more": len(used) > SHOWN,
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _kind(said: list[Row]) -> str:
    """The kind of page; "fact" for what has a quote and no page of its own, "" for anything else."""
    types = {cast(NamedNode, row[2]).value for row in said if _is(row, _TYPE)}
    fallback = "fact" if any(_is(row, _EVIDENCE) for row in said) else ""
    return next((kind for type_, kind in KINDS if type_ in types), fallback)


def _is(row: Row, predicate: str) -> bool:
    return cast(NamedNode, row[1]).value == predicate


def _label(reader: Reader, node: NamedNode, said: list[Row]) -> str:
    """The thing's label; of a fact that has none its class and what it is about."""
    own = reader.label(node)
    amount = next((reader.label(row[2]) for row in said if _is(row, f"{_KG}amountDKK")), "")
    if amount:
        return money(amount, reader.language)
    called = next((reader.label(row[2]) for name in _CALLED_BY for row in said if _is(row, name)), "")
    if own != tail(node.value) or not called:
        return own
    classes = [cast(NamedNode, row[2]) for row in said if _is(row, _TYPE) and cast(NamedNode, row[2]).value.startswith(_KG)]
    return f"{reader.label(classes[0]).capitalize()}: {called}" if classes else called


def _statement(reader: Reader, predicate: NamedNode, value: object) -> dict[str, object]:
    return {"property": reader.value(predicate), "value": reader.value(value), "plumbing": predicate.value in _PLUMBING}  # type: ignore[arg-type]
