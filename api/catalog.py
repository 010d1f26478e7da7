"""`/catalog`: what data there is and how to get it, for portals (DCAT-AP) and for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import IO, Any, Final, cast

from fastapi import APIRouter, FastAPI, Request, Response
from pyoxigraph import serialize

from api import catalog_words as words
from api import dcat, dumps, schema_org
from api.answers import not_modified, state, unchanged, unless_gone
from api.catalogue import Dump, Edition, contents, edition
from api.described import answers, formats
from api.engine import read, read_json
from api.errors import NotAcceptable
from api.media import GRAPHS, PAGE, Media, by_name, negotiate
from api.portal import Publication, publication
from api.serving import Lease
from api.site import Site, site_of
from api.statements import NAMES, name_of
from api.tasks import GRAPH_FORMATS, Call, Head, Sink
from api.web.frame import language_of, render
from queries.quality import Measure
from store import Store

_OFFERS: Final = (*GRAPHS, *PAGE)
_FORMAT: Final = formats(_OFFERS)
# No prefix for our own catalogue: its parts are hash IRIs, which read well enough whole.
_PREFIXES: Final = {prefix: space for prefix, space in NAMES.items() if prefix not in ("kg", "oa", "time", "schema", "prov", "pav", "void", "rdf")}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue in RDF. It reads its own code lists from files."""

    edition: Edition
    publication: Publication
    dump: Dump | None
    media: Media

    def run(self, store: Store, sink: Sink) -> None:
        triples = dcat.to_triples(contents(store, self.edition, self.publication, self.dump), self.publication)
        sink.head(Head(self.media.content_type))
        serialize(triples, cast(IO[bytes], sink), GRAPH_FORMATS[self.media.name], prefixes=_PREFIXES)


def listing(store: Store, of: Edition, to: Publication, dump: Dump | None) -> bytes:
    """The catalogue for its page."""
    found = contents(store, of, to, dump)
    blocks = [schema_org.of_catalogue(found, to, place) for place in (0, 1)]
    content = {
        "datasets": [_entry(one) for one in found.datasets],
        "modified": found.modified,
        "blocks": blocks,
        "measures": _measured(found.measures),
        "confidentiality": name_of(found.confidentiality.degree),
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _measured(measures: tuple[Measure, ...]) -> list[Mapping[str, Any]]:
    """Each with its names, Danish and English, from the vocabulary of quality."""
    return [{"label": name_of(one.metric), "value": one.value, "share": one.share} for one in measures]


def _entry(one: Any) -> Mapping[str, Any]:
    period = one.period and {"start": one.period.start.value, "end": one.period.end.value}
    return {
        "name": one.name,
        "title": one.title,
        "text": one.text,
        "page": one.page,
        "period": period,
        "series": words.SERIES.get(one.series),
        "distributions": [{**asdict(form), "address": form.download or form.access} for form in one.distributions],
    }


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Portals"])
    site = site_of(app)

    @router.get("/catalog", summary="The data catalogue (DCAT-AP 3)", response_class=Response, responses=_described())
    async def catalog_get(request: Request, format: str | None = _FORMAT) -> Response:
        return await _catalog(request, site, format)

    return router


def _described() -> dict[int | str, dict[str, Any]]:
    return answers("Datasets, series, distributions and services.", *(media.type for media in _OFFERS))


async def _catalog(request: Request, site: Site, format: str | None) -> Response:
    media = by_name(format, _OFFERS) if format else negotiate(request.headers.get("accept"), _OFFERS)
    if media is None:
        raise NotAcceptable("the catalogue cannot be given so", near=tuple(offer.type for offer in _OFFERS))
    async with await site.serving.lease() as lease:
        task = task_of(lease, site, request, media)
        spoken = language_of(request) if media.name == "html" else ""
        headers = state(lease.manifest, task, spoken) | {"Vary": "Accept, Accept-Language", "Link": links(site, request)}
        if unchanged(request, headers):
            return not_modified(headers)
        if media.name == "html":
            return await _page(request, lease, task, headers)
        head, body = await unless_gone(request, read(lease, task))
    return Response(body, headers=headers, media_type=head.content_type)


def task_of(lease: Lease, site: Site, request: Request, media: Media) -> Catalogue:
    of = edition(lease.manifest)
    return Catalogue(of, published(site, request), dumps.known(site.settings, of), media)


def published(site: Site, request: Request) -> Publication:
    return publication(site.settings, site.address(request), site.settings.id_base)


def links(site: Site, request: Request) -> str:
    """Licence and profiles, as headers that a harvester reads without parsing."""
    return f'<{site.settings.licence}>; rel="license", <{site.address(request)}/.well-known/void>; rel="describedby"'


async def _page(request: Request, lease: Lease, task: Catalogue, headers: Mapping[str, str]) -> Response:
    call = Call(listing, (task.edition, task.publication, task.dump))
    found = cast(dict[str, Any], await unless_gone(request, read_json(lease, call)))
    place = 0 if language_of(request) == "da" else 1
    content = {"catalogue": found, "place": place, "title": words.CATALOGUE[place], "text": words.CATALOGUE_TEXT[place]}
    content |= {"publication": task.publication, "data": schema_org.embedded(found["blocks"][place])}
    return render(request, "catalog.html", content, headers)
