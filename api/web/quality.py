"""What the data-quality page shows: findings by document, coverage, what could not be read: a function of a store that answers JSON."""

from __future__ import annotations

import json
from typing import Final, cast

from pyoxigraph import NamedNode

import queries
from api.web.alike import pairs
from api.web.reader import Reader, rows
from api.web.told import tell
from store import Store

_KG: Final = "https://w3id.org/klyngegraf/ontology#"
_FINDINGS: Final = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
SELECT ?finding ?document ?severity { ?finding a kg:Finding ; kg:severity ?severity ; kg:inDocument ?document }
ORDER BY ?document DESC(STR(?severity)) ?finding"""
_ABOUT: Final = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
SELECT ?thing ?property ?value { ?thing ?property ?value VALUES ?property { kg:remedy kg:subject } } ORDER BY ?value"""


def quality(store: Store, language: str, id_base: str) -> bytes:
    """`documents`, each with its `findings`; names that are `alike`; `coverage` and `unparsed` as the named queries answer; `sections`."""
    reader = Reader(store, language)
    documents: dict[str, list[dict[str, object]]] = {}
    for finding, document, severity in rows(store, _FINDINGS, {}):
        known = documents.setdefault(cast(NamedNode, document).value, [])
        known.append(_finding(store, reader, cast(NamedNode, finding), cast(NamedNode, severity), language))
    content = {
        "documents": [{"document": reader.value(NamedNode(iri)), "findings": found} for iri, found in documents.items()],
        "alike": [{"one": reader.value(NamedNode(one)), "two": reader.value(NamedNode(two)), "alike": alike} for one, two, alike in pairs(store)],
        "sections": tell(store, reader, "quality", NamedNode(id_base), id_base),
        "coverage": _table(store, "coverage"),
        "unparsed": _table(store, "unparsed"),
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _finding(store: Store, reader: Reader, finding: NamedNode, severity: NamedNode, language: str) -> dict[str, object]:
    said = list(rows(store, _ABOUT, {"thing": finding}))
    remedies = {getattr(value, "language", ""): reader.label(value) for _, property_, value in said if _is(property_, "remedy")}
    subjects = [cast(NamedNode, value).value for _, property_, value in said if _is(property_, "subject")]
    return {
        **reader.value(finding),
        "severity": reader.label(severity),
        "level": severity.value.rsplit("/", 1)[-1],
        "remedy": remedies.get(language) or remedies.get("da", ""),
        "quotes": reader.quotes(subjects),
    }


def _is(property_: object, name: str) -> bool:
    return isinstance(property_, NamedNode) and property_.value == _KG + name


def _table(store: Store, name: str) -> list[dict[str, str]]:
    table = queries.run(store, name, {})
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]
