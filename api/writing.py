"""The write side, for who has the token: graphs that no document made, by the Graph Store Protocol or SPARQL Update.

What documents say is written by loading them: their graphs, and those that the program derives, are refused here. Each change is a version of
its own, in service before its answer goes out.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from typing import Final

from fastapi import Request, Response
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from api.errors import BadRequest, Conflict, NotFound, Unauthorized, UnsupportedMedia, UpdateRefused
from api.site import Site
from api.tokens import tokens
from store import DataFolder, Draft, Manifest
from store.fingerprint import graph_hash
from store.guard import refuse_service

READ_FROM: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}


def permit(request: Request, site: Site) -> None:
    """Raises UpdateRefused where nobody may write, Unauthorized where the token is not there or another."""
    wanted = site.settings.write_token.get_secret_value()
    if not wanted:
        raise UpdateRefused("updates are refused: the data is written by loading documents")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    # Bytes: compare_digest takes no text beyond ASCII, and says so in its own way.
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), wanted.encode()):
        raise Unauthorized("send `Authorization: Bearer` and the token", headers={"WWW-Authenticate": 'Bearer realm="klyngegraf"'})


def ours(site: Site, graph: str) -> bool:
    """Whether loading documents writes this graph."""
    return graph.startswith(site.settings.id_base)


async def update(request: Request, site: Site, text: str) -> Response:
    permit(request, site)
    refuse_service(text)
    if any(token.is_word("LOAD") for token in tokens(text)):
        raise UpdateRefused("LOAD is refused: nothing is fetched")
    await _change(site, lambda draft: _updated(site, draft, text))
    return Response(status_code=204)


def _updated(site: Site, draft: Draft, text: str) -> None:
    """The engine changes what it likes in the draft; a change where none may be leaves the draft behind, as if nothing had been."""
    before = {record.iri: record.sha256 for record in draft.manifest.graphs}
    _run(draft, text)
    engine = draft.store.engine
    after = {name.value: {quad.triple for quad in engine.quads_for_pattern(None, None, None, name)} for name in engine.named_graphs()}
    if sum(len(triples) for triples in after.values()) != len(engine):
        raise Conflict("the default graph is the union of the others: write into a graph that has a name")
    _only_free_graphs(site, before, {graph: graph_hash(triples) for graph, triples in after.items()})
    for graph, triples in after.items():
        draft.replace(graph, triples)
    for graph in before.keys() - after.keys():
        draft.drop(graph)


def _run(draft: Draft, text: str) -> None:
    try:
        draft.store.engine.update(text)
    except SyntaxError as error:
        raise BadRequest(f"the update is not SPARQL: {error}") from None
    except (RuntimeError, OSError) as error:
        raise BadRequest(f"the update cannot be carried out: {error}") from None


def _only_free_graphs(site: Site, before: dict[str, str], after: dict[str, str]) -> None:
    for graph in sorted(before.keys() | after.keys()):
        if before.get(graph) != after.get(graph) and ours(site, graph):
            raise Conflict(f"{graph} is written by loading documents")


async def put(request: Request, site: Site, graph: str, body: bytes, *, merge: bool) -> Response:
    """A graph's content, or (with `merge`) more of it: 201 where it is new."""
    permit(request, site)
    if ours(site, graph):
        raise Conflict(f"{graph} is written by loading documents")
    triples = _read(request.headers.get("content-type", ""), body, graph)
    before = await _change(site, lambda draft: _put(draft, graph, triples, merge))
    return Response(status_code=204 if any(record.iri == graph for record in before.graphs) else 201)


def _put(draft: Draft, graph: str, triples: set[Triple], merge: bool) -> None:
    name = NamedNode(graph)
    held = {quad.triple for quad in draft.store.engine.quads_for_pattern(None, None, None, name)} if merge else set()
    draft.replace(graph, triples | held)


def _read(content_type: str, body: bytes, graph: str) -> set[Triple]:
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in READ_FROM:
        raise UnsupportedMedia(f"a graph is read as {', '.join(READ_FROM)}", headers={"Accept-Post": ", ".join(READ_FROM)})
    try:
        return {quad.triple for quad in parse(body, READ_FROM[media_type], base_iri=graph)}
    except (SyntaxError, ValueError) as error:
        raise BadRequest(f"the body is not {media_type}: {error}") from None


async def delete(request: Request, site: Site, graph: str) -> Response:
    permit(request, site)
    if ours(site, graph):
        raise Conflict(f"{graph} is written by loading documents")
    await _change(site, lambda draft: _drop(draft, graph))
    return Response(status_code=204)


def _drop(draft: Draft, graph: str) -> None:
    if not draft.drop(graph):
        raise NotFound(f"there is no graph {graph}")


async def _change(site: Site, work: Callable[[Draft], None]) -> Manifest:
    """Do the work on a draft, commit, put the version in service. The manifest before. Raises DataBusy where something is being loaded."""

    def changed() -> Manifest:
        with DataFolder(site.settings.data).draft() as draft:
            before = draft.manifest
            work(draft)
            draft.commit()
        return before

    before = await asyncio.to_thread(changed)
    await site.serving.switch()
    return before
