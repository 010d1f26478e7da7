"""Conditional requests (RFC 9110, section 13): what If-Match, If-None-Match and their dates decide, as pure functions of text.

Every ETag of ours is weak (the order of rows may differ between processes), so If-Match with a tag never holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from enum import Enum

_AHEAD = dt.timedelta(days=1)  # as store.manifest.now_after has it
Header = Callable[[str], str | None]


class Outcome(Enum):
    """What the request's conditions say of an answer that would be 200. PERHAPS: not modified, if the request is one that can be answered.

    A matching ETag proves that, since it depends on the request; a date does not.
    """

    GO_ON = 0
    NOT_MODIFIED = 304
    FAILED = 412
    PERHAPS = 1


def decide(method: str, header: Header, etag: str, modified: str) -> Outcome:
    """In the order of section 13.2.2. `etag` and `modified` are "" where the answer has none.

    >>> decide("GET", {"if-none-match": 'W/"a"'}.get, 'W/"a"', "")
    <Outcome.NOT_MODIFIED: 304>
    >>> decide("POST", {"if-none-match": "*"}.get, 'W/"a"', "")
    <Outcome.FAILED: 412>
    """
    reads = method in ("GET", "HEAD")
    if (wanted := header("if-match")) is not None:
        if wanted.strip() != "*":
            return Outcome.FAILED
    elif (since := header("if-unmodified-since")) is not None and modified and not unmodified_since(since, modified, otherwise=True):
        return Outcome.FAILED
    if (known := header("if-none-match")) is not None:
        if matches(known, etag):
            return Outcome.NOT_MODIFIED if reads else Outcome.FAILED
    elif reads and (since := header("if-modified-since")) is not None and modified and unmodified_since(since, modified):
        return Outcome.PERHAPS
    return Outcome.GO_ON


def unmodified_since(since: str, modified: str, otherwise: bool = False) -> bool:
    """`otherwise`: for what is no date.

    A date that lies days ahead is none: it was sent while our clock was wrong, and everything since would look old to who has it.

    >>> unmodified_since("Sun, 02 Feb 2025 00:00:00 GMT", "Sat, 01 Feb 2025 00:00:00 GMT"), unmodified_since("soon", "Sat, 01 Feb 2025 00:00:00 GMT")
    (True, False)
    """
    try:
        date = parsedate_to_datetime(since)
        return otherwise if date > dt.datetime.now(dt.UTC) + _AHEAD else parsedate_to_datetime(modified) <= date
    except (ValueError, TypeError):
        return otherwise


def matches(tags: str, etag: str) -> bool:
    """Weak comparison with a list of tags.

    >>> matches('"x", W/"a"', 'W/"a"'), matches("*", 'W/"a"'), matches('"b"', 'W/"a"'), matches("*", "")
    (True, True, False, False)
    """
    if not etag:
        return False
    return any(tag.strip() == "*" or tag.strip().removeprefix("W/") == etag.removeprefix("W/") for tag in tags.split(","))
