"""What every page has: its language, its words, its links, and the forms of its values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from api.media import language
from api.web.words import words

COOKIE: Final = "klyngegraf-language"
LANGUAGES: Final = ("da", "en")
_FOLDER: Final = Path(__file__).parent.parent
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_MONTHS: Final = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
templates: Final = Jinja2Templates(directory=_FOLDER / "templates")


def language_of(request: Request) -> str:
    """The language that the reader has chosen here, else what the browser asks for."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else language(request.headers.get("accept-language"))


def render(request: Request, name: str, content: Mapping[str, Any], headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """A template as a page in the reader's language."""
    spoken = language_of(request)
    everything = {"lang": spoken, "w": words(spoken), "here": _here(request), **content}
    given = {"Vary": "Accept, Accept-Language, Cookie", **(headers or {}), "Content-Language": spoken}
    given["Vary"] = "Accept, Accept-Language, Cookie"
    return templates.TemplateResponse(request, name, everything, status_code=status, headers=given)


def _here(request: Request) -> str:
    """The page's own path and query, to come back to after a choice of language; for a form sent by POST its path."""
    query = request.url.query if request.method == "GET" else ""
    return request.url.path + (f"?{query}" if query else "")


def number(value: str, spoken: str) -> str:
    """Thousands grouped as the language does.

    >>> number("4757271", "da"), number("4757271.5", "en"), number("-986000", "da"), number("x", "da")
    ('4.757.271', '4,757,271.5', '-986.000', 'x')
    """
    whole, point, part = value.partition(".")
    if not whole.lstrip("-").isdecimal():
        return value
    grouped = f"{int(whole):,}" + (f"{point}{part}" if part.strip("0") else "")
    return grouped.translate(str.maketrans(",.", ".,")) if spoken == "da" else grouped


def money(value: str, spoken: str) -> str:
    """
    >>> money("2000000", "da") == "2.000.000\N{NO-BREAK SPACE}kr.", money("500000.00", "en") == "DKK\N{NO-BREAK SPACE}500,000"
    (True, True)
    """
    grouped = number(value, spoken)
    return f"{grouped}{_NO_BREAK}kr." if spoken == "da" else f"DKK{_NO_BREAK}{grouped}"


def day(value: str, spoken: str) -> str:
    """A date, a month or a year as one reads it; anything else as it stands.

    >>> day("2025-05-02", "da"), day("2025-05-02", "en"), day("2024-04", "da"), day("2024", "en"), day("senere", "da")
    ('2. maj 2025', '2 May 2025', 'april 2024', '2024', 'senere')
    """
    year, month, date = (*value.split("-"), "", "")[:3]
    if not (_DATE.fullmatch(value) and 1 <= int(month or 1) <= 12):
        return value
    name = _MONTHS[spoken].split()[int(month) - 1] if month else ""
    mark = "." if spoken == "da" else ""
    return " ".join(part for part in (f"{int(date)}{mark}" if date else "", name, year) if part)


def percent(value: str, spoken: str) -> str:
    """
    >>> percent("47.3", "da") == "47\N{NO-BREAK SPACE}%", percent("99.62", "en"), percent("", "da")
    (True, '99.6%', '')
    """
    if not value:
        return ""
    rounded = round(float(value), 1)
    shown = f"{rounded:.0f}" if rounded >= 100 or spoken == "da" else f"{rounded:g}"
    return f"{shown}{_NO_BREAK}%" if spoken == "da" else f"{shown}%"


def find_address(kind: str, label: str) -> str:
    """Where a thing known by its label is looked up.

    >>> find_address("person", "Bo Å")
    '/find?kind=person&name=Bo+%C3%85'
    """
    return "/find?" + urlencode({"kind": kind, "name": label})


def local(iri: str, id_base: str) -> str:
    """Our own things are looked up here; other addresses only where a browser cannot run them."""
    if iri.startswith(id_base):
        return "/doc/" + quote(iri.removeprefix(id_base))
    return iri if iri.startswith(("http://", "https://")) else ""


templates.env.filters["grouped"] = number
templates.env.filters["kroner"] = money
templates.env.filters["day"] = day
templates.env.filters["percent"] = percent
templates.env.trim_blocks = templates.env.lstrip_blocks = True
templates.env.globals["find_address"] = find_address
