"""What OpenAPI says of routes that read requests themselves, so that FastAPI cannot know: parameters, media types, refusals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from fastapi import Query

from api.media import GRAPHS, RESULTS, Media
from api.protocol import FORM, QUERY

_STRING: Final[dict[str, Any]] = {"type": "string"}
_BODY: Final[dict[str, Any]] = {"schema": _STRING}
_LIST: Final[dict[str, Any]] = {"type": "array", "items": {"type": "string", "format": "iri"}}
_FORMAT: Final[dict[str, Any]] = {"type": "string", "examples": list(dict.fromkeys(offer.name for offer in (*RESULTS, *GRAPHS)))}
_DATASET: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "default-graph-uri": (_LIST, "Graphs that make up the default graph. Only graphs of this service; an unknown one is empty."),
    "named-graph-uri": (_LIST, "Graphs that GRAPH can name."),
    "format": (_FORMAT, "Overrides Accept: json, xml, csv, tsv, html; turtle, ntriples, jsonld, rdfxml, trig, nquads; or a media type."),
}


def _parameters(**given: tuple[dict[str, Any], str]) -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", "schema": schema, "description": text} for name, (schema, text) in given.items()]


def _content(*media: Media) -> dict[str, Any]:
    return {offer.type: {} for offer in media}


_PROBLEM: Final = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}, "text/html": {}}}
REFUSAL: Final = {"description": "What is wrong, as a problem document (RFC 9457) or a page.", **_PROBLEM}


def answers(text: str, *media: str) -> dict[int | str, dict[str, Any]]:
    """The answer of a route that succeeds, in these media types."""
    return {200: {"description": text, "content": {one: {} for one in media}}}


def choice(offers: Sequence[str], text: str, default: object = None) -> Any:
    """A parameter of FastAPI's that takes one of `offers`; the route itself refuses others, naming these."""
    return Query(default, description=text, json_schema_extra={"enum": list(offers)})


def formats(offers: Sequence[Media]) -> Any:
    """The parameter `format` of a route that offers these; an empty one counts as none."""
    return choice((*dict.fromkeys(offer.name for offer in offers), ""), "Overrides Accept. A media type and usual short names are taken as well.")


def or_empty(schema: dict[str, Any]) -> dict[str, Any]:
    """A form sends what was not filled in as an empty value, which counts as none.

    >>> or_empty({"type": "string", "format": "date"})
    {'anyOf': [{'type': 'string', 'format': 'date'}, {'const': ''}]}
    >>> or_empty({"type": "string"})
    {'type': 'string'}
    """
    return schema if schema == _STRING else {"anyOf": [schema, {"const": ""}]}


def problems(**texts: str) -> dict[str, Any]:
    """OpenAPI responses that are problem documents: `_400="…"`."""
    return {name.lstrip("_"): {"description": text, **_PROBLEM} for name, text in texts.items()}


_RESPONSES: Final = {
    "200": {"description": "The answer; without a query, the service description.", "content": _content(*RESULTS, *GRAPHS)},
    "304": {"description": "The client has this answer already."},
    **problems(
        _400="Not a SPARQL query (`line` and `column` say where), or parameters that the protocol does not allow.",
        _403="An update, or a query that asks another endpoint (SERVICE).",
        _406="No media type that is acceptable fits this kind of answer.",
        _413="The body is too large.",
        _414="The address is too long.",
        _415="A body of another type than those listed.",
        _502="The process that evaluated the query died.",
        _503="Busy, or no dataset yet: see Retry-After.",
        _504="Stopped at the time limit.",
        _507="Stopped at the memory limit.",
    ),
}
_FORM_SCHEMA: Final = {
    "type": "object",
    "required": ["query"],
    "properties": {"query": _STRING} | {name: schema for name, (schema, _) in _DATASET.items()},
}
SPARQL_GET: Final = {"parameters": _parameters(query=(_STRING, "A SPARQL 1.1 query."), **_DATASET), "responses": _RESPONSES}
SPARQL_POST: Final = {
    "parameters": _parameters(**_DATASET),
    "requestBody": {"required": True, "content": {FORM: {"schema": _FORM_SCHEMA}, QUERY: _BODY}},
    "responses": _RESPONSES,
}
SPARQL: Final = {
    "get": {"tags": ["SPARQL"], "summary": "Ask a SPARQL query", "operationId": "sparql_get", **SPARQL_GET},
    "post": {"tags": ["SPARQL"], "summary": "Ask a SPARQL query, as a form or as the body", "operationId": "sparql_post", **SPARQL_POST},
}
GRAPH_GET: Final = {
    "parameters": _parameters(
        graph=({"type": "string", "format": "iri"}, "The IRI of a named graph."),
        default=({"type": "string", "maxLength": 0}, "The default graph (no value)."),
        format=_DATASET["format"],
    ),
    "responses": {
        "200": {"description": "The graph.", "content": _content(*GRAPHS)},
        "304": {"description": "The client has it already."},
        **problems(
            _400="Neither or both of `graph` and `default`.",
            _404="There is no such graph.",
            _406="No acceptable media type.",
            _503="Busy, or no dataset yet.",
        ),
    },
}
