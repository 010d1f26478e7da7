"""What was withdrawn answers 410 wherever it is asked for: by its address, as a graph, as a parameter, as a text.

What is left of a document is a tombstone, with the reason. What is left of a name is less: the manifest knows it again when somebody asks for it
(store/withdrawn.py), and no answer holds it.

The seam with whoever withdraws is data, the graph `<base>graph/withdrawn`:

    <document>  a kg:WithdrawnDocument ;
        kg:reason "…"@da , "…"@en ;                                # told to the public
        prov:invalidatedAtTime "2026-01-31T12:00:00Z"^^xsd:dateTime ;
        dct:isReplacedBy <another document> .                      # where there is one
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final, cast
from urllib.parse import unquote

from fastapi import Request
from pyoxigraph import Literal, NamedNode

from api.engine import read_json
from api.errors import Gone
from api.site import Site
from api.tasks import Call
from api.web.frame import language_of
from queries.names import folds
from store import Solutions, Store

GRAPH: Final = "graph/withdrawn"
_ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")
_ENDING: Final = re.compile(r"\.(?:ttl|jsonld|nt|rdf|html)$")
_LONGEST: Final = 200  # characters of what may be a name
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


_NAME: Final = {
    "da": "Navnet er trukket tilbage: det nævnes ikke længere i det, der udgives her.",
    "en": "The name has been withdrawn: what is published here tells it no longer.",
}


def documents_in(asked: Iterable[str]) -> tuple[str, ...]:
    """The ids of the documents that a request speaks of.

    >>> documents_in(["/text/0123456789abcdef", "https://w3id.org/klyngegraf/id/graph/fedcba9876543210", "Bo Lund"])
    ('0123456789abcdef', 'fedcba9876543210')
    """
    return tuple(dict.fromkeys(found for one in asked for found in _ID.findall(one)))


def names_in(asked: Iterable[str]) -> frozenset[str]:
    """What may be names in a request, as they are compared: a parameter, or a part of an address.

    >>> sorted(names_in(["/doc/person/bo-lund.ttl", "Bo Lund"]))
    ['bo lund', 'doc', 'person']
    """
    parts = {part for one in asked for part in (one, *one.split("/"))}
    return frozenset(fold for part in parts if len(part) < _LONGEST for fold in folds(_ENDING.sub("", part)) if fold and "/" not in part)


async def instead(request: Request, site: Site) -> Gone | None:
    """Where a request finds nothing: the error for what was withdrawn and is asked for, None where nothing was."""
    language = language_of(request)
    asked = [unquote(request.url.path), *request.query_params.values()]
    async with await site.serving.lease() as lease:
        if any(name in lease.manifest.withdrawn for name in names_in(asked)):
            return Gone(_NAME[language])
        for document in documents_in(asked):
            stone = await read_json(lease, Call(tombstone, (f"{site.settings.id_base}document/{document}",)))
            if stone is not None:
                return gone(cast(dict[str, object], stone), language)
    return None


def gone(found: dict[str, object], language: str) -> Gone:
    """The error that says why, in the language asked for."""
    reasons = found["reasons"]
    assert isinstance(reasons, dict)
    reason = str(reasons.get(language) or next(iter(reasons.values()), ""))
    fallback = {"da": "Dokumentet er trukket tilbage.", "en": "The document has been withdrawn."}[language]
    return Gone(reason or fallback, withdrawn=str(found["time"]), replaced_by=str(found["replaced_by"]))
