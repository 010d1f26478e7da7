"""`/changes`: what each version of the dataset changed, as Atom and as JSON Feed, so that a portal harvests only that."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, FastAPI, Request, Response

from api.answers import not_modified, state, unchanged
from api.errors import NotAcceptable
from api.media import Media, negotiate
from api.site import site_of
from store.changelog import Entry, Told

ATOM: Final = Media("application/atom+xml", "atom")
FEED: Final = Media("application/feed+json", "json")
PLAIN: Final = Media("application/json", "json")
_OFFERS: Final = (ATOM, FEED, PLAIN, Media("application/xml", "atom"), Media("text/xml", "atom"), Media("text/html", "atom"))
_WORDS: Final = {"added": "kom til", "changed": "ændret", "removed": "gik ud"}


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Portals"])
    site = site_of(app)

    @router.get("/changes", summary="What each version changed (Atom, JSON Feed)", response_class=Response)
    async def changes_get(request: Request, format: str | None = None) -> Response:
        media = _chosen(request, format)
        address = site.address(request)
        async with await site.serving.lease() as lease:
            headers = state(lease.manifest, "changes", media.type, address) | {"Vary": "Accept"}
            if unchanged(request, headers):
                return not_modified(headers)
        entries = site.serving.changes()
        body = atom(entries, address) if media.name == "atom" else feed(entries, address)
        kind = ATOM.type if media.name == "atom" else media.type
        return Response(body, media_type=kind, headers=headers)

    return router


def _chosen(request: Request, form: str | None) -> Media:
    """`?format=atom` and `?format=json` come before Accept. Raises NotAcceptable."""
    named = {"atom": ATOM, "json": FEED}
    if form is not None:
        if form not in named:
            raise NotAcceptable("the formats of the feed are atom and json")
        return named[form]
    media = negotiate(request.headers.get("accept"), _OFFERS)
    if media is None:
        raise NotAcceptable("the feed is application/atom+xml or application/feed+json")
    return media


def atom(entries: tuple[Entry, ...], address: str) -> str:
    """RFC 4287; one entry a version, the newest first."""
    updated = entries[0].at if entries else "1970-01-01T00:00:00Z"
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da">\n',
        f"<id>{escape(address)}/changes</id>\n<title>Klyngegraf: ændringer</title>\n<updated>{updated}</updated>\n",
        f'<link rel="self" href={quoteattr(address + "/changes")}/>\n<author><name>klyngegraf</name></author>\n',
    ]
    for one in entries:
        links = "".join(f'<link rel="related" href={quoteattr(_page(address, told))} title={quoteattr(told.label)}/>\n' for told in one.documents)
        parts.append(
            f"<entry>\n<id>{escape(_name(address, one))}</id>\n<title>{escape(_title(one))}</title>\n<updated>{one.at}</updated>\n"
            f'{links}<summary type="text">{escape(_summary(one))}</summary>\n</entry>\n'
        )
    return "".join([*parts, "</feed>\n"])


def feed(entries: tuple[Entry, ...], address: str) -> str:
    """JSON Feed 1.1, with the documents as data in an extension of its own."""
    items = [
        {
            "id": _name(address, one),
            "title": _title(one),
            "date_published": one.at,
            "content_text": _summary(one),
            "_klyngegraf": {
                "version": one.number,
                "dataset": one.dataset,
                "documents": [
                    {"change": told.change, "label": told.label, "url": _page(address, told), "graph": f"{address}/doc/graph/{told.id}"}
                    for told in one.documents
                ],
                "graphs": list(one.others),
            },
        }
        for one in entries
    ]
    said = {"version": "https://jsonfeed.org/version/1.1", "title": "Klyngegraf: ændringer", "feed_url": f"{address}/changes", "language": "da"}
    return json.dumps(said | {"items": items}, ensure_ascii=False, indent=1) + "\n"


def _title(one: Entry) -> str:
    counts = [f"{sum(told.change == change for told in one.documents)} {word}" for change, word in _WORDS.items()]
    return f"Version {one.number}: dokumenter {', '.join(counts)}"


def _summary(one: Entry) -> str:
    return "\n".join(f"{_WORDS[told.change]}: {told.label}" for told in one.documents) or "Ingen dokumenter er ændret."


def _page(address: str, told: Told) -> str:
    return f"{address}/doc/document/{quote(told.id)}"


def _name(address: str, one: Entry) -> str:
    return f"{address}/changes#{one.dataset}-{one.number}"
