"""schema.org for search engines: JSON-LD data blocks that pages embed. Data, never run: a strict content security policy allows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from api import catalog_words as words
from api.catalogue import Contents, Dataset
from api.portal import Publication
from store import Row, Solutions, Store

Block = dict[str, Any]

_KG: Final = "https://w3id.org/klyngegraf/ontology#"
_PREFIX: Final = (
    f"PREFIX kg: <{_KG}> PREFIX dct: <http://purl.org/dc/terms/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    "PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX org: <http://www.w3.org/ns/org#> "
)
# The first class that fits says what a thing is to schema.org. A person's page says no more than the name: no profile is built of anybody.
_KINDS: Final = {
    _KG + "Meeting": "Event",
    _KG + "Document": "DigitalDocument",
    _KG + "Region": "GovernmentOrganization",
    _KG + "Municipality": "GovernmentOrganization",
    _KG + "Hospital": "Hospital",
    _KG + "Initiative": "Project",
    "http://www.w3.org/ns/org#Organization": "Organization",
    "http://xmlns.com/foaf/0.1/Person": "Person",
    "http://www.w3.org/2004/02/skos/core#Concept": "DefinedTerm",
}
_ABOUT: Final = (
    _PREFIX
    + """SELECT ?thing ?kind ?label ?date ?start ?end ?place ?virtual ?body ?language ?format {
    ?thing a ?kind .
    OPTIONAL { ?thing skos:prefLabel ?label FILTER(LANG(?label) = "da") }
    OPTIONAL { ?thing dct:date ?date } OPTIONAL { ?thing kg:startTime ?start } OPTIONAL { ?thing kg:endTime ?end }
    OPTIONAL { ?thing kg:place ?place } OPTIONAL { ?thing kg:virtual ?virtual }
    OPTIONAL { ?thing kg:heldBy/skos:prefLabel ?body FILTER(LANG(?body) = "da") }
    OPTIONAL { ?thing dct:language ?language } OPTIONAL { ?thing dct:format ?format }
} ORDER BY ?kind ?label"""
)


def of_thing(store: Store, iri: str, page: str) -> Block | None:
    """A thing as schema.org knows it; None where it knows nothing like it."""
    answer = store.query(_ABOUT, bindings={"thing": NamedNode(iri)})
    assert isinstance(answer, Solutions)
    rows = [_values(answer.variables, row) for row in answer]
    kinds = {row["kind"] for row in rows}
    kind = next((name for known, name in _KINDS.items() if known in kinds), None)
    if kind is None or not rows[0].get("label"):
        return None
    block: Block = {"@context": "https://schema.org", "@type": kind, "@id": iri, "name": rows[0]["label"], "url": page}
    if kind == "Event":
        block |= _event(rows[0])
    elif kind == "DigitalDocument":
        block |= {"datePublished": rows[0].get("date"), "encodingFormat": rows[0].get("format"), "inLanguage": "da"}
    return {key: value for key, value in block.items() if value}


def thing_block(store: Store, iri: str, page: str) -> bytes:
    """`of_thing` for a `tasks.Call`."""
    return json.dumps(of_thing(store, iri, page)).encode()


def _values(variables: tuple[str, ...], row: Row) -> dict[str, str]:
    return {name: cast(NamedNode | Literal, term).value for name, term in zip(variables, row, strict=True) if term is not None}


def _event(row: Mapping[str, str]) -> Block:
    """A virtual meeting has no place, and schema.org wants an address for one on the net: it is left out."""
    virtual = row.get("virtual") == "true"
    mode = "OnlineEventAttendanceMode" if virtual else "OfflineEventAttendanceMode"
    return {
        "startDate": _moment(row.get("date", ""), row.get("start", "")),
        "endDate": _moment(row.get("date", ""), row["end"]) if row.get("end") else None,
        "eventAttendanceMode": f"https://schema.org/{mode}",
        "location": {"@type": "Place", "name": row["place"]} if row.get("place") and not virtual else None,
        "organizer": {"@type": "Organization", "name": row["body"]} if row.get("body") else None,
    }


def _moment(date: str, time: str) -> str:
    """
    >>> _moment("2025-10-08", "09:00:00"), _moment("2025-10-08", ""), _moment("", "09:00:00")
    ('2025-10-08T09:00:00', '2025-10-08', '')
    """
    return f"{date}T{time}" if date and time else date


def of_catalogue(found: Contents, to: Publication, place: int) -> Block:
    """The catalogue for data set search: the whole, the collections and the tables."""
    publisher = {"@type": "Organization", "name": to.publisher_name} | ({"@id": to.publisher_iri} if to.publisher_iri else {})
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "@id": to.catalogue,
        "name": words.CATALOGUE[place],
        "description": words.CATALOGUE_TEXT[place],
        "url": f"{to.address}/catalog",
        "license": to.licence,
        "publisher": publisher,
        "dataset": [_dataset(one, found, to, place) for one in found.datasets],
    }


def _dataset(one: Dataset, found: Contents, to: Publication, place: int) -> Block:
    files = [{"@type": "DataDownload", "encodingFormat": form.form.media, "contentUrl": form.download or form.access} for form in one.distributions]
    block: Block = {
        "@type": "Dataset",
        "@id": to.part(one.name),
        "name": one.title[place],
        "description": one.text[place],
        "url": one.page,
        "license": to.licence,
        "inLanguage": "da",
        "version": found.version,
        "dateModified": found.modified,
        "isAccessibleForFree": True,
        "distribution": files,
    }
    if one.period:
        block["temporalCoverage"] = f"{one.period.start.value}/{one.period.end.value}"
    return block


def embedded(block: Block | None) -> Markup:
    """The block as an element of a page: no text of a document can end it.

    >>> embedded({"name": "</script><b>"})
    Markup('<script type="application/ld+json">{"name": "\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e"}</script>')
    """
    if block is None:
        return Markup()
    text = json.dumps(block, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(f'<script type="application/ld+json">{text}</script>')
