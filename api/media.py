"""Which representation of an answer a client gets: content negotiation as pure functions (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Media:
    """`type` as in Accept, `name` as in `?format=`; several entries may share a name (one format under several types)."""

    type: str
    name: str
    text: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        return Media, (self.type, self.name, self.text)  # what dataclasses do by themselves takes ten times as long

    @property
    def content_type(self) -> str:
        return f"{self.type}; charset=utf-8" if self.text else self.type


@dataclass(frozen=True, slots=True)
class Range:
    """One element of an Accept header, its quality in thousandths."""

    type: str
    quality: int

    def covers(self, media_type: str) -> bool:
        if self.type == "*/*" or self.type == media_type:
            return True
        return self.type.endswith("/*") and media_type.startswith(self.type[:-1])

    @property
    def specificity(self) -> int:
        return 0 if self.type == "*/*" else 1 if self.type.endswith("/*") else 2


# In the order that the server prefers. The second and later types of a format are what older clients ask for.
RESULTS: Final = (
    Media("application/sparql-results+json", "json"),
    Media("application/sparql-results+xml", "xml"),
    Media("text/csv", "csv", text=True),
    Media("text/tab-separated-values", "tsv", text=True),
    Media("application/json", "json"),
    Media("application/xml", "xml"),
    Media("text/xml", "xml", text=True),
    Media("text/html", "html", text=True),
    Media("application/xhtml+xml", "html"),
)
GRAPHS: Final = (
    Media("text/turtle", "turtle", text=True),
    Media("application/n-triples", "ntriples"),
    Media("application/ld+json", "jsonld"),
    Media("application/rdf+xml", "rdfxml"),
    Media("application/trig", "trig"),
    Media("application/n-quads", "nquads"),
    Media("application/x-turtle", "turtle"),
    Media("application/json", "jsonld"),
    Media("application/xml", "rdfxml"),
    Media("text/plain", "ntriples", text=True),
)
PAGE: Final = (Media("text/html", "html", text=True), Media("application/xhtml+xml", "html"))
TABLES: Final = (
    Media("application/json", "json"),
    Media("text/csv", "csv", text=True),
    Media("text/tab-separated-values", "tsv", text=True),
    Media("text/html", "html", text=True),
    Media("application/xhtml+xml", "html"),
)
_NICKNAMES: Final = {
    "ttl": "turtle",
    "nt": "ntriples",
    "json-ld": "jsonld",
    "rdf": "rdfxml",
    "rdf-xml": "rdfxml",
    "nq": "nquads",
    "htm": "html",
    # as SPARQLWrapper writes them
    "rdf+xml": "rdfxml",
    "n3": "turtle",
    "n-triples": "ntriples",
    "n-quads": "nquads",
    "application/x-json+ld": "jsonld",
}
_FAMILIES: Final = {"json": "jsonld", "xml": "rdfxml"}


def parse_accept(header: str | None) -> tuple[Range, ...]:
    """What an Accept header asks for; an absent or empty one asks for anything, a malformed element for nothing.

    >>> parse_accept("text/turtle;q=0.5, */*;q=0")
    (Range(type='text/turtle', quality=500), Range(type='*/*', quality=0))
    >>> parse_accept(None)
    (Range(type='*/*', quality=1000),)
    """
    if header is None or not header.strip():
        return (Range("*/*", 1000),)
    return tuple(found for element in _parts(header, ",") if (found := _range(element)) is not None)


def _parts(text: str, separator: str) -> list[str]:
    """
    >>> _parts('application/ld+json;profile="a,b";q=0.5, */*', ",")
    ['application/ld+json;profile="a,b";q=0.5', ' */*']
    """
    if '"' not in text:
        return text.split(separator)
    return re.findall(rf'(?:"(?:[^"\\]|\\.)*"|[^"{separator}])+', text)


def _range(element: str) -> Range | None:
    media_type, *parameters = (part.strip() for part in _parts(element, ";")) if element.strip() else ("",)
    media_type = media_type.lower()
    if media_type == "*":  # not in the RFC; java.net.URLConnection sends it
        media_type = "*/*"
    if media_type.count("/") != 1 or (media_type.startswith("*/") and media_type != "*/*"):
        return None
    weights = [value.strip() for name, _, value in (p.partition("=") for p in parameters) if name.strip().lower() == "q"]
    quality = _quality(weights[0]) if weights else 1000
    return None if quality is None else Range(media_type, quality)


def _quality(text: str) -> int | None:
    """
    >>> _quality("0.25"), _quality("1.000"), _quality("1.5"), _quality("high")
    (250, 1000, None, None)
    """
    if not text.isascii() or not text.replace(".", "", 1).isdigit():
        return None
    quality = round(float(text) * 1000)
    return quality if quality <= 1000 else None


def negotiate(accept: str | None, offers: Sequence[Media]) -> Media | None:
    """The offer with the highest quality; the earlier one where two are equal; None where nothing is acceptable.

    The quality of an offer is that of the most specific range that covers it, so `text/csv;q=0, */*` excludes CSV.

    >>> negotiate("text/*;q=0.3, application/sparql-results+xml;q=0.9", RESULTS).name
    'xml'
    >>> negotiate("image/png", RESULTS) is None
    True
    """
    ranges = parse_accept(accept)
    best: Media | None = None
    best_quality = 0
    for offer in offers:
        quality = _quality_of(offer.type, ranges)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def _quality_of(media_type: str, ranges: tuple[Range, ...]) -> int:
    covering = [found for found in ranges if found.covers(media_type)]
    if not covering:
        return 0
    most = max(found.specificity for found in covering)
    return max(found.quality for found in covering if found.specificity == most)


def by_name(name: str, offers: Sequence[Media]) -> Media | None:
    """The offer that `?format=` names: by name, nickname or media type.

    >>> by_name("ttl", GRAPHS).type, by_name("application/n-quads", GRAPHS).name, by_name("png", GRAPHS)
    ('text/turtle', 'nquads', None)
    >>> by_name("application/rdf xml", GRAPHS).name
    'rdfxml'
    """
    plain = name.strip().lower().replace(" ", "+")  # a plus that somebody did not encode
    wanted = _NICKNAMES.get(plain, plain)
    names = (wanted, _FAMILIES.get(wanted, wanted))
    return next((offer for offer in offers if offer.name in names or offer.type == wanted), None)


def format_named(name: str) -> str:
    """The one name of a format, whichever of its names is given; unknown ones as they are.

    >>> format_named("text/tab-separated-values"), format_named("TSV"), format_named("rdf xml"), format_named("png")
    ('tsv', 'tsv', 'rdfxml', 'png')
    """
    found = by_name(name, RESULTS) or by_name(name, GRAPHS)
    return found.name if found else name


def language(header: str | None, offers: Sequence[str] = ("da", "en")) -> str:
    """The first of `offers` with the highest quality in an Accept-Language header; the first of all where none fits.

    >>> language("en-GB,en;q=0.9,da;q=0.1"), language("de"), language(None), language("*;q=0.5, en;q=0.2")
    ('en', 'da', 'da', 'da')
    """
    weights: dict[str, int] = {}
    for element in (header or "").split(","):
        tag, _, parameters = element.partition(";")
        name, _, value = parameters.strip().partition("=")
        quality = _quality(value.strip()) if name.strip() == "q" else 1000
        primary = tag.strip().lower().split("-")[0]
        if primary and quality:
            weights[primary] = max(weights.get(primary, 0), quality)
    best = max(offers, key=lambda offer: (weights.get(offer, weights.get("*", 0)), -list(offers).index(offer)))
    return best if weights else offers[0]
