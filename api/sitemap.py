"""`/robots.txt` and `/sitemap.xml`: which pages a search engine should know.

People have no place of their own in the sitemap: their pages are reached from what they took part in, and are not offered as a list of persons.
"""

from __future__ import annotations

import json
from typing import Final, cast
from urllib.parse import quote
from xml.sax.saxutils import escape

from fastapi import APIRouter, FastAPI, Request, Response
from pyoxigraph import NamedNode

import queries
from api.answers import not_modified, state, unchanged, unless_gone
from api.engine import read_json
from api.errors import NotFound
from api.site import Site, site_of
from api.tasks import Call
from store import Solutions, Store

_PAGE_OF: Final = 50_000  # addresses that one sitemap may hold
_SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_QUERY: Final = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
SELECT DISTINCT ?thing { VALUES ?kind { kg:Document kg:Meeting kg:HealthCluster kg:Body kg:Initiative kg:Agreement kg:Theme } ?thing a ?kind }"""
_ROBOTS: Final = """User-agent: *
Disallow: /sparql
Disallow: /graph
Disallow: /dumps/

Sitemap: {address}/sitemap.xml
"""


def listed(store: Store, id_base: str) -> bytes:
    """The paths of things that have a page, sorted."""
    answer = store.query(_QUERY)
    assert isinstance(answer, Solutions)
    iris = {cast(NamedNode, row[0]).value for row in answer}
    return json.dumps(sorted(f"/doc/{quote(iri.removeprefix(id_base))}" for iri in iris if iri.startswith(id_base))).encode()


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Portals"])
    site = site_of(app)

    @router.get("/robots.txt", summary="What robots may fetch", response_class=Response)
    async def robots_get(request: Request) -> Response:
        return Response(_ROBOTS.format(address=site.address(request)), media_type="text/plain")

    @router.get("/sitemap.xml", summary="The pages", response_class=Response)
    async def sitemap_get(request: Request) -> Response:
        return await _sitemap(request, site, 0)

    @router.get("/sitemap-{number}.xml", summary="A part of the pages", response_class=Response)
    async def part_get(request: Request, number: int) -> Response:
        return await _sitemap(request, site, number)

    return router


async def _sitemap(request: Request, site: Site, number: int) -> Response:
    address = site.address(request)
    async with await site.serving.lease() as lease:
        headers = state(lease.manifest, "sitemap", number, address)
        if unchanged(request, headers):
            return not_modified(headers)
        found = await unless_gone(request, read_json(lease, Call(listed, (site.settings.id_base,))))
        modified = lease.manifest.loaded_at
    paths = ["/", "/catalog", "/queries", *(f"/queries/{name}" for name in queries.load()), *cast(list[str], found)]
    return Response(render(paths, number, address, modified, _PAGE_OF), headers=headers, media_type="application/xml")


def render(paths: list[str], number: int, address: str, modified: str, most: int) -> str:
    """Part `number` from 1 on; 0: all of them, or where one file may not hold so many the index of the parts. Raises NotFound."""
    parts = [paths[start : start + most] for start in range(0, len(paths), most)]
    if number > len(parts) or (number and len(parts) == 1):
        raise NotFound("the sitemap has no such part")
    if number == 0 and len(parts) > 1:
        return _xml("sitemapindex", "sitemap", [f"{address}/sitemap-{part}.xml" for part in range(1, len(parts) + 1)], modified)
    return _xml("urlset", "url", [address + path for path in parts[max(number - 1, 0)]], modified)


def _xml(outer: str, inner: str, addresses: list[str], modified: str) -> str:
    date = f"<lastmod>{modified}</lastmod>" if modified else ""
    lines = "\n".join(f"<{inner}><loc>{escape(one)}</loc>{date}</{inner}>" for one in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{_SPACE}">\n{lines}\n</{outer}>\n'
