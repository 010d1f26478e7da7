"""The addresses of the pages: `/`, `/search`, `/find`, `/suggest`, `/text/…`, `/quality`, `/language`, and the text of a named query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, cast
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

import queries
from api.answers import not_modified, state, unchanged, unless_gone
from api.described import answers, choice
from api.engine import read_json
from api.errors import BadRequest, NotFound
from api.site import Site, site_of
from api.tasks import PREFIXES, Call
from api.web import counts, marked, quality, search
from api.web.frame import COOKIE, LANGUAGES, language_of, local, render
from api.web.marked import Mark
from api.web.question import title
from api.web.recalled import recall
from queries.names import kinds

_YEAR: Final = 365 * 24 * 3600
_KINDS: Final = tuple(one for one in kinds() if one != "code")
_KIND: Final = choice(_KINDS, "What it is.", ...)
_ANY_KIND: Final = choice(("", *_KINDS), "What it is; empty: anything that has a page.", "")
_LANGUAGE: Final = choice(LANGUAGES, "The language.", ...)
_COUNTED: Final = ("characters", "understood", "percent", "unparsed", "facts")


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Pages"])
    site = site_of(app)
    page = _pages(router)

    @page("/", "The front page")
    async def front_get(request: Request) -> Response:
        return await _front(request, site)

    @page("/search", "Search by name")
    async def search_get(request: Request, q: str = "", kind: str = _ANY_KIND) -> Response:
        return await _search(request, site, q, kind)

    @page("/suggest", "Names that begin so", "application/json")
    async def suggest_get(request: Request, q: str, kind: str = _KIND) -> Response:
        hits = await _ask(request, site, Call(search.search, (q, (_kind(kind),), 10)))
        return JSONResponse({"labels": list(dict.fromkeys(hit["label"] for hit in hits["hits"]))})

    @page("/find", "The thing of this name")
    async def find_get(request: Request, name: str, kind: str = _KIND) -> Response:
        return await _find(request, site, kind, name)

    _more(page, site)
    return router


_Page = Callable[..., Callable[[Callable[..., Any]], Callable[..., Any]]]


def _pages(router: APIRouter) -> _Page:
    """`@page(path, summary)`: a GET that answers a page, or what pages ask for in another media type."""

    def page(path: str, summary: str, media: str = "text/html") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return router.get(path, summary=summary, response_class=Response, responses=answers("The answer.", media))

    return page


def _more(page: _Page, site: Site) -> None:
    @page("/text/{document}", "A document's text with its facts marked")
    async def text_get(request: Request, document: str) -> Response:
        return await _text(request, site, document)

    @page("/quality", "Data quality")
    async def quality_get(request: Request) -> Response:
        task = Call(quality.quality, (language_of(request), site.settings.id_base))
        return await _page(request, site, "quality.html", task, {"counted": _COUNTED})

    @page("/language", "Choose the language of the pages")
    async def language_get(request: Request, to: str = _LANGUAGE, back: str = "/") -> Response:
        return _choose(request, to, back)

    @page("/prefixes.json", "The prefixes that the editor completes", "application/json")
    async def prefixes_get() -> Response:
        return JSONResponse(PREFIXES)

    @page("/queries/{name}.rq", "The SPARQL of a named query", "application/sparql-query")
    async def sparql_get(name: str) -> Response:
        return Response(queries.get(name).text, media_type="application/sparql-query; charset=utf-8")


async def _ask(request: Request, site: Site, task: Call) -> dict[str, Any]:
    async with await site.serving.lease() as lease:
        return cast(dict[str, Any], await unless_gone(request, read_json(lease, task)))


async def _page(request: Request, site: Site, template: str, task: Call, more: Mapping[str, Any] | None = None) -> Response:
    """A page of what a task answers; 304 where the reader has it already."""
    async with await site.serving.lease() as lease:
        headers = state(lease.manifest, template, task, language_of(request))
        if "if-none-match" in request.headers and unchanged(request, headers):
            return not_modified(headers)
        found = await recall(request, site, lease, task)
        manifest = lease.manifest
    if unchanged(request, headers):
        return not_modified(headers)
    return render(request, template, {**found, "manifest": manifest, "link": _link(site), **(more or {})}, headers)


def _link(site: Site) -> Callable[[str], str]:
    return lambda iri: local(iri, site.settings.id_base)


async def _front(request: Request, site: Site) -> Response:
    language = language_of(request)
    drawn = [(title(query, language), f"/queries/{query.name}#picture") for query in queries.load().values() if query.picture]
    more = {"query": queries.get("attendance"), "values": {}, "drawn": drawn}
    return await _page(request, site, "front.html", Call(counts.counts, (language, site.settings.id_base)), more)


def _kind(kind: str) -> str:
    """Raises BadRequest."""
    if kind not in _KINDS:
        raise BadRequest(f"there is no kind of thing called {kind!r}", near=_KINDS)
    return kind


async def _search(request: Request, site: Site, text: str, kind: str) -> Response:
    wanted = (_kind(kind),) if kind else search.KINDS
    return await _page(request, site, "search.html", Call(search.search, (text, wanted)), {"q": text, "kind": kind, "kinds": search.KINDS})


async def _find(request: Request, site: Site, kind: str, name: str) -> Response:
    """The one thing of this name; a list to choose from where there are several or only similar ones."""
    found = await _ask(request, site, Call(search.search, (name, (_kind(kind),))))
    exact = [hit for hit in found["hits"] if hit["label"] == name] or [hit for hit in found["hits"] if hit["spelling"] == name]
    if len(exact) == 1:
        return RedirectResponse(local(exact[0]["iri"], site.settings.id_base), status_code=303)
    return await _search(request, site, name, kind)


async def _text(request: Request, site: Site, document: str) -> Response:
    iri = f"{site.settings.id_base}document/{document}"
    found = await _ask(request, site, Call(marked.marks, (_iri(iri), language_of(request), site.settings.id_base)))
    try:
        text = site.serving.text(document)
    except KeyError:
        raise NotFound("the text of this document is not kept here") from None
    facts = [Mark(**mark) for mark in found["marks"]]
    content = {"label": found["label"], "iri": iri, "pieces": marked.pieces(text, facts), "count": len(facts), "link": _link(site)}
    return render(request, "text.html", content)


def _iri(address: str) -> str:
    """Raises NotFound for what can be no document's IRI."""
    if quote(address, safe=":/#~") != address:
        raise NotFound("there is no such document")
    return address


def _choose(request: Request, to: str, back: str) -> Response:
    """Raises BadRequest. Only paths of this site are returned to."""
    if to not in LANGUAGES:
        raise BadRequest("the pages are in Danish and English", near=LANGUAGES)
    target = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
    answer = RedirectResponse(quote(target, safe="/?=&%#+~:,;@!$'()*"), status_code=303)
    answer.set_cookie(COOKIE, to, max_age=_YEAR, samesite="lax", httponly=True, secure=request.url.scheme == "https")
    return answer
