"""The pages of other routes: a thing, the list of queries, the query form, a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlencode

from fastapi import Request, Response

import queries
from api import schema_org
from api.answers import not_modified, state, unchanged
from api.errors import Problem
from api.exchanges import CSP
from api.site import Site, site_of
from api.tasks import Call
from api.web import thing
from api.web.frame import language_of, local, render
from api.web.recalled import recall

_FORMATS: Final = ("html", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads")
_EDITOR: Final = Path(__file__).parent / "static" / "editor"  # fetched by `make install`, never committed
# The one style sheet that the pinned editor writes into the page, for columns that can be dragged wider. Allowed on its page only, by its digest.
_EDITOR_STYLE: Final = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
_EXAMPLE: Final = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?meeting ?label WHERE {
  ?meeting a kg:Meeting ; skos:prefLabel ?label .
} ORDER BY ?label LIMIT 100"""


def _titles(request: Request) -> list[tuple[str, str, str]]:
    danish = language_of(request) == "da"
    return [
        (query.name, query.title_da if danish else query.title_en, query.description_da if danish else query.description_en)
        for query in queries.load().values()
    ]


async def thing_page(request: Request, site: Site, iri: str) -> Response:
    """What is known of a thing, with its data block for search engines. Raises NotFound."""
    task = Call(thing.describe, (iri, language_of(request), site.settings.id_base))
    async with await site.serving.lease() as lease:
        headers = state(lease.manifest, "thing", iri, language_of(request))
        if "if-none-match" in request.headers and unchanged(request, headers):
            return not_modified(headers)
        found = await recall(request, site, lease, task)
        block = await recall(request, site, lease, Call(schema_org.thing_block, (iri, site.address(request) + request.url.path)))
    if unchanged(request, headers):
        return not_modified(headers)
    data = schema_org.embedded(block)
    return render(request, "thing.html", {"thing": found, "link": lambda iri: local(iri, site.settings.id_base), "data": data}, headers)


def query_form(request: Request, headers: Mapping[str, str]) -> Response:
    content = {"formats": _FORMATS, "example": _EXAMPLE, "queries": _titles(request), "editor": (_EDITOR / "yasgui.min.js").is_file()}
    policy = {"Content-Security-Policy": CSP.decode().replace("style-src 'self'", f"style-src 'self' {_EDITOR_STYLE}")}
    return render(request, "sparql.html", content, {**headers, **policy})


def query_list(request: Request) -> Response:
    return render(request, "queries.html", {"queries": _titles(request)})


def problem_page(request: Request, problem: Problem) -> Response:
    near = problem.extra.get("near") or problem.extra.get("candidates") or []
    headers = {**problem.headers, "Cache-Control": "no-store"}
    content: dict[str, object] = {
        "problem": problem,
        "near": near,
        "link": _nearby(request, str(problem.extra.get("parameter", ""))),
        "sought": _sought(request),
    }
    if problem.status == 410:
        content["here"] = "/"  # the address may be the name that was withdrawn
    return render(request, "problem.html", content, headers, problem.status)


def _sought(request: Request) -> str:
    """The last part of the address, as words to search for."""
    return unquote(request.url.path.rstrip("/").rsplit("/", 1)[-1]).replace("-", " ")


def _nearby(request: Request, parameter: str) -> Callable[[str], str]:
    """Where a near match leads: to the same question with it in the parameter's place, to its page where it is one of our things, else ""."""
    id_base = site_of(request.app).settings.id_base
    if parameter in request.query_params:
        return lambda near: f"?{urlencode({**request.query_params, parameter: near})}"
    return lambda near: local(near, id_base) if near.startswith(id_base) else ""
