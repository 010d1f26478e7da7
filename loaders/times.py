"""Headings that are a time: a part of the year, or a label with a date, as road maps have them."""

from __future__ import annotations

import re

from loaders import danish


def is_time(title: str) -> bool:
    """A label with a date, or a date or a part of the year by itself, as a road map has them."""
    found = danish.dates(title)
    whole = any(not title[: one.start].strip() and not title[one.end :].strip(" .") for one in found)
    return whole or (_DATED.match(title) is not None and bool(found)) or _PART_OF_YEAR.fullmatch(title) is not None


_PART_OF_YEAR = re.compile(
    r"(?:i\s+)?(?:(?:første|andet|tredje|fjerde|\d\.?|[IV]+\.?)\s+(?:kvartal|halvår|tertial)|[QKH]\s?\d|år(?:et)?|primo|medio|ultimo|forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?"
    r"|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|20\d\d|[\s./–-]|til|og|i)+",
    re.IGNORECASE,
)
_DATED = re.compile(r"\w+:\s")  # "Varighed: 1. april 2025 – 31. marts 2026" is a label with its value, whatever the label
