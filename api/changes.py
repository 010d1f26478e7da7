"""`/changes`: what each version of the dataset changed, as Atom and as JSON Feed, page by page, so that a portal harvests only that."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, FastAPI, Query, Request, Response

from api.answers import not_modified, state, unchanged
from api.described import answers, choice
from api.errors import NotAcceptable
from api.media import Media, negotiate
from api.site import site_of
from store.changelog import Entry, Told

ATOM: Final = Media("application/atom+xml", "atom")
FEED: Final = Media("application/feed+json", "json")
PLAIN: Final = Media("application/json", "json")
_OFFERS: Final = (ATOM, FEED, PLAIN, Media("application/xml", "atom"), Media("text/xml", "atom"), Media("text/html", "atom"))
PAGE: Final = 50
MOST: Final = 1000
_FORMAT: Final = choice(("atom", "json"), "Overrides Accept.")
_NEVER: Final = "1970-01-01T00:00:00Z"
_WORDS: Final = {"added": "kom til", "changed": "ændret", "removed": "gik ud"}


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the entries, the newest first. `query`: what asked for them; `next`: what asks for those before, "" where there are none.

    `updated`: when the newest of all entries came to be.
    """

    entries: tuple[Entry, ...]
    query: str
    next: str
    updated: str


def page(entries: tuple[Entry, ...], limit: int, before: int | None, since: int) -> Page:
    """`before` and `since`: numbers of versions; a harvester asks for what is since the version it has."""
    wanted = tuple(one for one in entries if one.number > since and (before is None or one.number < before))
    asked = {"since": since or None, "limit": None if limit == PAGE else limit}
    shown = wanted[:limit]
    further = _query(before=shown[-1].number, **asked) if len(wanted) > limit else ""
    return Page(shown, _query(before=before, **asked), further, entries[0].at if entries else _NEVER)


def _query(**values: int | None) -> str:
    said = urlencode({name: value for name, value in values.items() if value is not None})
    return f"?{said}" if said else ""


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Portals"])
    site = site_of(app)

    @router.get("/changes", summary="What each version changed (Atom, JSON Feed)", response_class=Response, responses=_described())
    async def changes_get(
        request: Request,
        format: str | None = _FORMAT,
        limit: Annotated[int, Query(ge=1, le=MOST, description="Versions of a page.")] = PAGE,
        before: Annotated[int | None, Query(ge=1, description="Only versions before this number.")] = None,
        since: Annotated[int, Query(ge=0, description="Only versions after this number: the one that a harvester has.")] = 0,
    ) -> Response:
        media = _chosen(request, format)
        address = site.address(request)
        async with await site.serving.lease() as lease:
            headers = state(lease.manifest, "changes", media.type, address, limit, before, since) | {"Vary": "Accept"}
            if unchanged(request, headers):
                return not_modified(headers)
        found = page(site.serving.changes(), limit, before, since)
        if found.next:
            headers["Link"] = f'<{address}/changes{found.next}>; rel="next"'
        body = atom(found, address) if media.name == "atom" else feed(found, address)
        kind = ATOM.type if media.name == "atom" else media.type
        return Response(body, media_type=kind, headers=headers)

    return router


def _described() -> dict[int | str, dict[str, Any]]:
    return answers("A page of the feed.", ATOM.type, FEED.type, PLAIN.type)


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


def atom(page: Page, address: str) -> str:
    """RFC 4287, its pages linked as RFC 5005 has it; one entry a version, the newest first."""
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da">\n',
        f"<id>{escape(address)}/changes</id>\n<title>Klyngegraf: ændringer</title>\n<updated>{page.updated}</updated>\n",
        f'<link rel="self" type="{ATOM.type}" href={quoteattr(f"{address}/changes{page.query}")}/>\n<author><name>klyngegraf</name></author>\n',
    ]
    if page.next:
        parts.append(f'<link rel="next" type="{ATOM.type}" href={quoteattr(f"{address}/changes{page.next}")}/>\n')
    for one in page.entries:
        links = "".join(f'<link rel="related" href={quoteattr(_page(address, told))} title={quoteattr(told.label)}/>\n' for told in one.documents)
        parts.append(
            f"<entry>\n<id>{escape(_name(address, one))}</id>\n<title>{escape(_title(one))}</title>\n<updated>{one.at}</updated>\n"
            f'{links}<summary type="text">{escape(_summary(one))}</summary>\n</entry>\n'
        )
    return "".join([*parts, "</feed>\n"])


def feed(page: Page, address: str) -> str:
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
        for one in page.entries
    ]
    said = {"version": "https://jsonfeed.org/version/1.1", "title": "Klyngegraf: ændringer", "feed_url": f"{address}/changes{page.query}"}
    further = {"next_url": f"{address}/changes{page.next}"} if page.next else {}
    return json.dumps(said | further | {"language": "da", "items": items}, ensure_ascii=False, indent=1) + "\n"


def _title(one: Entry) -> str:
    counts = [f"{sum(told.change == change for told in one.documents)} {word}" for change, word in _WORDS.items()]
    return f"Version {one.number}: dokumenter {', '.join(counts)}"


def _summary(one: Entry) -> str:
    return "\n".join(f"{_WORDS[told.change]}: {told.label}" for told in one.documents) or "Ingen dokumenter er ændret."


def _page(address: str, told: Told) -> str:
    return f"{address}/doc/document/{quote(told.id)}"


def _name(address: str, one: Entry) -> str:
    return f"{address}/changes#{one.dataset}-{one.number}"
