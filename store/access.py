"""How to reach a SPARQL engine over HTTP: its addresses, credentials, patience; and what its failures are called here.

Only what may be repeated without harm is sent through `Access.send` (queries, PUT and DELETE of whole graphs): 502, 503 and 504 and broken
connections are tried again, each time after a longer pause; a time limit is not, since it would only double the load that caused it.
"""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from typing import Final, TypeVar
from urllib.error import HTTPError, URLError

from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
    URITooLong,
)

from store.errors import QueryFailed, StoreError, StoreUnreachable

_T = TypeVar("_T")
_PASSING: Final = frozenset({502, 503, 504})
_LONGEST_PAUSE: Final = 10.0
_STATUS: Final = {QueryBadFormed: 400, Unauthorized: 401, EndPointNotFound: 404, URITooLong: 414, EndPointInternalError: 500}
_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]*>")
_FAILURES: Final = (HTTPError, URLError, HTTPException, OSError, SPARQLWrapperException)


@dataclass(frozen=True, slots=True)
class Access:
    """`address` is that of the SPARQL endpoint, `graphs` that of the Graph Store Protocol ("": as the engine has it), `engine` a name
    from `store.engines` ("auto": as the endpoint shows itself). A token is sent as Bearer, a user and password as Basic or Digest as the
    engine wants it. `seconds` limits each step of a request."""

    address: str
    graphs: str = ""
    engine: str = "auto"
    user: str = ""
    password: str = ""
    token: str = ""
    seconds: float = 30.0
    attempts: int = 4
    pause: float = 0.25

    def __repr__(self) -> str:
        """Without the secrets."""
        return f"Access({self.address!r}, engine={self.engine!r})"

    @property
    def authorization(self) -> str:
        """The header's value, "" for none."""
        if self.token:
            return f"Bearer {self.token}"
        if self.user:
            return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return ""

    def send(self, call: Callable[[], _T]) -> _T:
        """What `call` gives. Raises StoreUnreachable, QueryFailed."""
        for pause in (*self._pauses(), None):
            try:
                return call()
            except _FAILURES as error:
                if pause is None or not _passes(error):
                    failure = self.failure(error)
                    _close(error)
                    raise failure from error
                _close(error)
                time.sleep(_asked(error) or pause)
        raise AssertionError  # the last attempt returns or raises

    def _pauses(self) -> Iterator[float]:
        return (min(self.pause * 2**number, _LONGEST_PAUSE) for number in range(self.attempts - 1))

    def failure(self, error: Exception) -> StoreError:
        """The error in one line: what happened, and what to do."""
        status = status_of(error)
        if status in (401, 403):
            return StoreUnreachable(
                f"{self.address} refuses the credentials ({status}); set KLYNGEGRAF_STORE_USER and _PASSWORD, or KLYNGEGRAF_STORE_TOKEN"
            )
        if status == 404:
            return StoreUnreachable(f"there is no SPARQL endpoint at {self.address} (404); give the address that queries are sent to")
        if status in _PASSING:
            return StoreUnreachable(f"{self.address} is not available ({status}), also after {self.attempts} attempts")
        if status:
            return QueryFailed(f"{self.address} answers {status}: {_said(error)}")
        if is_timeout(error):
            return QueryFailed(f"{self.address} has not answered within {self.seconds:g} seconds (KLYNGEGRAF_STORE_SECONDS)")
        return StoreUnreachable(f"{self.address} cannot be reached: {_reason(error)}")


def status_of(error: Exception) -> int:
    """The HTTP status behind an error, 0 where there was none."""
    if isinstance(error, HTTPError):
        return error.code
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 0)


def is_timeout(error: Exception) -> bool:
    reason = error.reason if isinstance(error, URLError) else error
    return isinstance(reason, TimeoutError)


def _passes(error: Exception) -> bool:
    """Whether the same request may well succeed a moment later."""
    status = status_of(error)
    if status:
        return status in _PASSING
    reason = error.reason if isinstance(error, URLError) else error
    return isinstance(reason, (ConnectionError, HTTPException)) and not is_timeout(error)


def _close(error: BaseException | None) -> None:
    """An error of HTTP is an open answer too, also one that SPARQLWrapper has made another error of."""
    while error is not None:
        if isinstance(error, HTTPError):
            error.close()
        error = error.__context__


def _asked(error: Exception) -> float:
    """The pause that the engine asks for (Retry-After in seconds), within reason."""
    said = error.headers.get("Retry-After", "") if isinstance(error, HTTPError) and error.headers else ""
    return min(float(said), _LONGEST_PAUSE) if said.isdecimal() else 0.0


def _said(error: Exception) -> str:
    """The first words of what the engine says."""
    if isinstance(error, HTTPError):
        text = error.read(2000).decode("utf-8", "replace")
    else:
        text = str(error).partition("Response:\n")[2] or str(error)
        text = text.removeprefix("b'").removeprefix('b"').replace("\\n", "\n")
    return " ".join(_TAG.sub(" ", text).split())[:200] or type(error).__name__


def _reason(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    return str(getattr(reason, "strerror", "") or reason) or type(reason).__name__
