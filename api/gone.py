"""Withdrawn documents: what is left of one is a tombstone, and its addresses answer 410 with the reason.

The seam with whoever withdraws is data, the graph `<base>graph/withdrawn`:

    <document>  a kg:WithdrawnDocument ;
        kg:reason "…"@da , "…"@en ;                                # told to the public
        prov:invalidatedAtTime "2026-01-31T12:00:00Z"^^xsd:dateTime ;
        dct:isReplacedBy <another document> .                      # where there is one
"""

from __future__ import annotations

import json
import re
from typing import Final

from pyoxigraph import Literal, NamedNode

from api.errors import Gone
from store import Solutions, Store

GRAPH: Final = "graph/withdrawn"
_OF_DOCUMENT: Final = re.compile(r"(?:document|graph)/([0-9a-f]{16})(?:/.*)?")
_TOMBSTONE: Final = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?thing ?reason ?time ?other {
    ?thing a kg:WithdrawnDocument .
    OPTIONAL { ?thing kg:reason ?reason }
    OPTIONAL { ?thing prov:invalidatedAtTime ?time }
    OPTIONAL { ?thing dct:isReplacedBy ?other }
} ORDER BY ?reason ?other"""


def document_of(path: str) -> str:
    """The document that a path below the base belongs to, as its own path; "" where it belongs to none.

    >>> document_of("graph/0123456789abcdef"), document_of("document/0123456789abcdef/quote/1-2"), document_of("person/else")
    ('document/0123456789abcdef', 'document/0123456789abcdef', '')
    """
    found = _OF_DOCUMENT.fullmatch(path)
    return f"document/{found[1]}" if found else ""


def tombstone(store: Store, iri: str) -> bytes:
    """What is told of a withdrawn document, as JSON: `reasons` by language, `time`, `replaced_by`; null for one that is not withdrawn."""
    answer = store.query(_TOMBSTONE, bindings={"thing": NamedNode(iri)})
    assert isinstance(answer, Solutions)
    rows = list(answer)
    if not rows:
        return b"null"
    reasons = {reason.language or "da": reason.value for _, reason, _, _ in rows if isinstance(reason, Literal)}
    times = [time.value for _, _, time, _ in rows if isinstance(time, Literal)]
    others = [other.value for _, _, _, other in rows if isinstance(other, NamedNode)]
    content = {"reasons": reasons, "time": times[0] if times else "", "replaced_by": others[0] if others else ""}
    return json.dumps(content, ensure_ascii=False).encode()


def gone(found: dict[str, object], language: str) -> Gone:
    """The error that says why, in the language asked for."""
    reasons = found["reasons"]
    assert isinstance(reasons, dict)
    reason = str(reasons.get(language) or next(iter(reasons.values()), ""))
    fallback = {"da": "Dokumentet er trukket tilbage.", "en": "The document has been withdrawn."}[language]
    return Gone(reason or fallback, withdrawn=str(found["time"]), replaced_by=str(found["replaced_by"]))
