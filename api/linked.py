"""Linked data: every IRI of ours leads to what is known of it, in the form asked for.

/id/…         303 to /doc/…                          things
/code/…       303 to /doc/code/…                     code lists and their concepts
/doc/…        what is known: HTML, Turtle, JSON-LD, N-Triples, RDF/XML, by Accept, ?format= or ending (.ttl .jsonld .nt .rdf .html)
/ontology     classes and properties: their IRIs are places in this document
/context.jsonld
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode

import ontology
from api import gone, pages
from api.answers import state, unless_gone
from api.catalog import published
from api.described import REFUSAL, answers, formats
from api.described_thing import Described, GraphInWords
from api.engine import read_json
from api.errors import NotAcceptable, NotFound
from api.media import GRAPHS, PAGE, Media, by_name, negotiate
from api.serving import Lease
from api.site import Site, site_of
from api.streams import graph_answer, stream
from api.tasks import Call, Streamable
from api.web.frame import language_of

_OFFERS: Final = (*PAGE, *GRAPHS)
ENDINGS: Final = {".ttl": "turtle", ".jsonld": "jsonld", ".nt": "ntriples", ".rdf": "rdfxml", ".html": "html"}
_FORMAT: Final = formats(_OFFERS)
_CODES: Final = "https://w3id.org/klyngegraf/code/"
_ONTOLOGY: Final = "https://w3id.org/klyngegraf/ontology"
_CONTEXT: Final = (Path(ontology.__file__).parent / "context.jsonld").read_bytes()


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Linked data"])
    site = site_of(app)

    @router.get("/id/{path:path}", summary="A thing: see its description", status_code=303, response_class=Response)
    async def id_get(request: Request, path: str) -> Response:
        return _see(request, site, path)

    @router.get("/code/{path:path}", summary="A code: see its description", status_code=303, response_class=Response)
    async def code_get(request: Request, path: str) -> Response:
        return _see(request, site, f"code/{path}")

    @router.get("/doc/{path:path}", summary="The description of a thing", response_class=Response, responses=_described())
    async def doc_get(request: Request, path: str, format: str | None = _FORMAT) -> Response:
        return await _doc(request, site, path, format)

    @router.get("/ontology", summary="Classes and properties", response_class=Response, responses=_described())
    async def ontology_get(request: Request, format: str | None = _FORMAT) -> Response:
        return await _whole_ontology(request, site, _media(request, format))

    @router.get("/ontology.{ending}", summary="Classes and properties in one form", response_class=Response)
    async def ontology_file_get(request: Request, ending: str) -> Response:
        if f".{ending}" not in ENDINGS:
            raise NotFound("the ontology has no such form", near=tuple(f"/ontology{one}" for one in ENDINGS))
        return await _whole_ontology(request, site, _media(request, ENDINGS[f".{ending}"]))

    @router.get("/context.jsonld", summary="The words of our JSON-LD", response_class=Response)
    async def context_get() -> Response:
        return Response(_CONTEXT, media_type="application/ld+json", headers={"Cache-Control": "public, max-age=3600"})

    return router


def _described() -> dict[int | str, dict[str, Any]]:
    return {
        **answers("Facts both ways, with their quotes.", *(media.type for media in _OFFERS)),
        404: {**REFUSAL, "description": "Nothing is known by this name."},
        410: {**REFUSAL, "description": "The document or the name has been withdrawn; the reason."},
    }


def _see(request: Request, site: Site, path: str) -> Response:
    tail = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{site.address(request)}/doc/{quote(path)}{tail}", status_code=303, headers={"Vary": "Accept"})


def _media(request: Request, format: str | None) -> Media:
    media = by_name(format, _OFFERS) if format else negotiate(request.headers.get("accept"), _OFFERS)
    if media is None:
        raise NotAcceptable("a description cannot be given so", near=tuple(offer.type for offer in _OFFERS))
    return media


def split(path: str) -> tuple[str, str]:
    """A path without its ending, and the format that the ending names.

    >>> split("person/else.ttl"), split("document/0123456789abcdef")
    (('person/else', 'turtle'), ('document/0123456789abcdef', ''))
    """
    for ending, format in ENDINGS.items():
        if path.endswith(ending) and len(path) > len(ending):
            return path.removesuffix(ending), format
    return path, ""


async def _doc(request: Request, site: Site, path: str, format: str | None) -> Response:
    bare, wanted = split(path)
    iri = _iri(site, bare)
    await _refuse_withdrawn(request, site, bare)
    media = _media(request, format or wanted or None)
    if media.name == "html":
        return _with(await pages.thing_page(request, site, iri), _links(request, site, bare, iri))
    lease = await site.serving.lease()
    held = bare.startswith("graph/") and any(graph.iri == iri for graph in lease.manifest.graphs)
    if held and media.name != "jsonld":
        lease.release()
        return await graph_answer(request, site, iri, media.type)
    task: Streamable = GraphInWords(iri, media) if held else _task(request, site, bare, iri, media)
    return await _streamed(request, site, lease, task, bare, iri)


def _task(request: Request, site: Site, path: str, iri: str, media: Media) -> Described:
    to = published(site, request)
    return Described(iri, site.settings.id_base, media, f"{to.address}/doc/{quote(path)}", to.dataset, to.licence)


async def _streamed(request: Request, site: Site, lease: Lease, task: Streamable, path: str, iri: str) -> Response:
    headers = state(lease.manifest, task) | {"Vary": "Accept, Accept-Language"} | _links(request, site, path, iri)
    return await stream(request, lease, task, headers)


def _links(request: Request, site: Site, path: str, iri: str) -> dict[str, str]:
    """What it describes, its other forms, the licence (RFC 8288)."""
    address = f"{site.address(request)}/doc/{quote(path)}"
    types = {offer.name: offer.type for offer in reversed(_OFFERS)}
    links = [f'<{quote(iri, safe=_URI)}>; rel="describes"', f'<{site.settings.licence}>; rel="license"']
    links += [f'<{address}{ending}>; rel="alternate"; type="{types[name]}"' for ending, name in ENDINGS.items()]
    return {"Link": ", ".join(links)}


_URI: Final = ":/?#[]@!$&'()*+,;=%~"


def _with(response: Response, headers: dict[str, str]) -> Response:
    response.headers.update(headers)
    return response


def _iri(site: Site, path: str) -> str:
    """The IRI that a path below /doc/ speaks of. Raises NotFound for what can be none."""
    address = _CODES + path.removeprefix("code/") if path.startswith("code/") else site.settings.id_base + path
    try:
        return NamedNode(address).value
    except ValueError:
        raise NotFound("nothing is known by this name") from None


async def _refuse_withdrawn(request: Request, site: Site, path: str) -> None:
    """Raises Gone for a withdrawn document and all that it held."""
    document = gone.document_of(path)
    if document:
        async with await site.serving.lease() as lease:
            found = await unless_gone(request, read_json(lease, Call(gone.tombstone, (site.settings.id_base + document,))))
        if found is not None:
            raise gone.gone(cast(dict[str, object], found), language_of(request))


async def _whole_ontology(request: Request, site: Site, media: Media) -> Response:
    if media.name == "html":
        return await pages.thing_page(request, site, _ONTOLOGY)
    graph = f"{site.settings.id_base}graph/ontology"
    if media.name != "jsonld":
        return await graph_answer(request, site, graph, media.type)
    lease = await site.serving.lease()
    return await stream(request, lease, task := GraphInWords(graph, media), state(lease.manifest, task) | {"Vary": "Accept"})
