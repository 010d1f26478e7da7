"""What can go wrong between a request and its answer, and the HTTP status of each: the one table.

    ApiError
    ├── BadRequest              a parameter is missing, given twice, empty or of the wrong form
    │   └── QueryTooDeep        brackets or operators nested beyond the limit
    ├── UpdateRefused           the service only reads
    ├── NotFound                no such thing or graph; knows near matches
    ├── Gone                    a document or a name has been withdrawn; the detail is the reason
    ├── NotAcceptable           none of the media types asked for can be given
    ├── PreconditionFailed      If-Match and the like do not hold
    ├── BodyTooLarge · UriTooLong · UnsupportedMedia
    ├── TooManyRequests         a client asks more often than it may
    ├── Unauthorized            writing needs the token
    ├── Conflict                the graph is written by loading documents
    ├── Busy                    every worker is taken and the queue is full
    ├── NotReady                no dataset has been loaded yet
    ├── TimeLimit · MemoryLimit the query was stopped
    ├── WorkerLost              the process that evaluated the query died
    └── Reported                what a worker reports, its problem already described

The errors of `store` and `queries` have their rows in the same table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from queries import errors as named
from store import errors as stored

PROBLEMS: Final = "https://w3id.org/klyngegraf/problem/"


class ApiError(Exception):
    """`detail` is for the client: no paths, no stack. `near`: what the client may have meant. `headers` go with the answer."""

    def __init__(self, detail: str, *, near: tuple[str, ...] = (), headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.near = near
        self.headers = dict(headers or {})


class BadRequest(ApiError):
    """A parameter is missing, given twice, empty or of the wrong form."""


class QueryTooDeep(BadRequest):
    """Brackets or operators nested beyond the limit: the parser recurses, and a stack has an end."""


class UpdateRefused(ApiError):
    """The service only reads."""


class NotFound(ApiError):
    """No such thing."""


class Gone(ApiError):
    """A document or a name has been withdrawn: `withdrawn` is when (ISO 8601, or ""), `replaced_by` the IRI of another, or ""."""

    def __init__(self, reason: str, *, withdrawn: str = "", replaced_by: str = "") -> None:
        super().__init__(reason)
        self.withdrawn = withdrawn
        self.replaced_by = replaced_by


class NotAcceptable(ApiError):
    """None of the media types asked for can be given."""


class PreconditionFailed(ApiError):
    """If-Match and the like do not hold."""


class BodyTooLarge(ApiError):
    """The body is beyond the limit."""


class UriTooLong(ApiError):
    """The address is beyond the limit."""


class UnsupportedMedia(ApiError):
    """A body of a type or character set that nobody here reads."""


class TooManyRequests(ApiError):
    """A client asks more often than it may."""


class Unauthorized(ApiError):
    """Writing needs the token, and it was not given or was another."""


class Conflict(ApiError):
    """The graph is a document's, or the program's own: loading writes it."""


class Busy(ApiError):
    """Every worker is taken and the queue is full, or the wait was too long."""


def queue_full() -> Busy:
    return Busy("every worker is taken and the queue is full")


def waited_in_vain(seconds: float) -> Busy:
    return Busy(f"no worker became free within {seconds:g} seconds")


class NotReady(ApiError):
    """No dataset has been loaded yet."""


class TimeLimit(ApiError):
    """The query was stopped at its time limit."""


class MemoryLimit(ApiError):
    """The query was stopped at its memory limit."""


class WorkerLost(ApiError):
    """The process that evaluated the query died."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table; `slug` ends the problem type's IRI."""

    status: int
    slug: str
    title: str


TABLE: Final[dict[type[Exception], Kind]] = {
    BadRequest: Kind(400, "bad-request", "The request is not one that this service understands"),
    QueryTooDeep: Kind(400, "query-too-deep", "The query nests too deeply"),
    UpdateRefused: Kind(403, "update-refused", "This service only reads"),
    NotFound: Kind(404, "not-found", "There is nothing here"),
    Gone: Kind(410, "withdrawn", "This has been withdrawn"),
    NotAcceptable: Kind(406, "not-acceptable", "None of the media types asked for can be given"),
    PreconditionFailed: Kind(412, "precondition-failed", "A condition of the request does not hold"),
    BodyTooLarge: Kind(413, "body-too-large", "The body is too large"),
    UriTooLong: Kind(414, "uri-too-long", "The address is too long"),
    UnsupportedMedia: Kind(415, "unsupported-media-type", "The body is of a type that is not read here"),
    TooManyRequests: Kind(429, "too-many-requests", "Too many requests"),
    Unauthorized: Kind(401, "unauthorized", "Writing needs a token"),
    Conflict: Kind(409, "conflict", "This graph is not written so"),
    Busy: Kind(503, "busy", "All workers are busy"),
    NotReady: Kind(503, "not-ready", "No dataset has been loaded yet"),
    TimeLimit: Kind(504, "time-limit", "The query was stopped at its time limit"),
    MemoryLimit: Kind(507, "memory-limit", "The query was stopped at its memory limit"),
    WorkerLost: Kind(502, "worker-lost", "The process that evaluated the query died"),
    stored.QuerySyntax: Kind(400, "query-syntax", "The query is not SPARQL"),
    stored.ServiceRefused: Kind(403, "service-refused", "SERVICE is refused"),
    stored.QueryRefused: Kind(400, "query-refused", "The query is refused"),
    stored.QueryFailed: Kind(400, "query-failed", "The query cannot be evaluated"),
    stored.NotSupported: Kind(501, "not-supported", "This is not supported"),
    stored.StoreUnreachable: Kind(503, "store-unreachable", "The dataset cannot be opened"),
    stored.WriteFailed: Kind(500, "write-failed", "A graph could not be written"),
    stored.DataBusy: Kind(503, "data-busy", "The dataset is being written"),
    stored.DataCorrupt: Kind(503, "data-corrupt", "The dataset cannot be read"),
    stored.StoreError: Kind(500, "store-error", "The dataset cannot be used"),
    named.BadHeader: Kind(500, "bad-header", "A named query is described wrongly"),
    named.UnknownQuery: Kind(404, "unknown-query", "No query of this name"),
    named.UnknownParameter: Kind(400, "unknown-parameter", "The query has no such parameter"),
    named.BadValue: Kind(400, "bad-value", "A parameter has a value of the wrong form"),
    named.UnknownEntity: Kind(404, "unknown-entity", "Nothing goes by this name"),
    named.AmbiguousEntity: Kind(400, "ambiguous-entity", "Several things go by this name"),
    named.NamedQueryError: Kind(500, "named-query-error", "A named query cannot be answered"),
}
MAPPED: Final[tuple[type[Exception], ...]] = (*TABLE, ApiError)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document (RFC 9457). `extra`: further members, all JSON."""

    status: int
    slug: str
    title: str
    detail: str
    extra: dict[str, object] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        return {"type": PROBLEMS + self.slug, "title": self.title, "status": self.status, "detail": self.detail, **self.extra}


class Reported(ApiError):
    """A problem that a worker has already described (its exceptions do not travel, descriptions do)."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def describe(error: Exception) -> Problem:
    """The problem document of a mapped error: the row of the nearest class in its ancestry."""
    if isinstance(error, Reported):
        return error.problem
    kind = next(TABLE[parent] for parent in type(error).__mro__ if parent in TABLE)
    headers = dict(error.headers) if isinstance(error, ApiError) else {}
    if kind.status == 503:
        headers.setdefault("Retry-After", "5")
    return Problem(kind.status, kind.slug, kind.title, _detail(error, kind), _extra(error), headers)


def _detail(error: Exception, kind: Kind) -> str:
    """What the client may read: our own words about the store's state (paths stay in the log), the error's own otherwise."""
    internal = isinstance(error, stored.StoreError) and kind.status >= 500
    return kind.title + "." if internal else str(error)


def _extra(error: Exception) -> dict[str, object]:
    if isinstance(error, stored.QuerySyntax):
        return {"line": error.line, "column": error.column} if error.line else {}
    if isinstance(error, stored.ServiceRefused):
        return {"offset": error.offset}
    if isinstance(error, Gone):
        return {name: value for name, value in (("withdrawn", error.withdrawn), ("replaced_by", error.replaced_by)) if value}
    if isinstance(error, named.AmbiguousEntity):
        return {"parameter": error.name, "candidates": list(error.candidates)}
    if isinstance(error, named.UnknownEntity):
        return {"parameter": error.name, "near": list(error.near)}
    if isinstance(error, named.UnknownParameter):
        return {"known": list(error.known)}
    near: tuple[str, ...] = getattr(error, "near", ())
    return {"near": list(near)} if near else {}
