"""Digest authentication whose challenge is asked for before anything large is sent.

An engine may answer 401 and close the connection without having read the body: of a large one the client then sees a broken connection and never
the challenge. So a request without a body asks first, and the graph goes out once, with its answer to the challenge.
"""

from __future__ import annotations

import urllib.request
from urllib.error import HTTPError


class Challenged(urllib.request.BaseHandler):
    """Signs each request. `probe` is an address that may be asked for with DELETE and no harm: the right to write is what is asked about."""

    def __init__(self, probe: str, user: str, password: str) -> None:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, probe, user, password)
        self._probe, self._digest = probe, urllib.request.HTTPDigestAuthHandler(passwords)

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        challenge = self._challenge(request.timeout)
        if challenge:
            words = urllib.request.parse_keqv_list(urllib.request.parse_http_list(challenge))
            request.add_unredirected_header("Authorization", f"Digest {self._digest.get_authorization(request, words)}")
        return request

    https_request = http_request

    def _challenge(self, seconds: float | None) -> str:
        """ "" where the engine wants no Digest. Raises URLError, OSError."""
        probe = urllib.request.Request(self._probe, headers={"User-Agent": "klyngegraf"}, method="DELETE")
        try:
            urllib.request.urlopen(probe, timeout=seconds).close()
        except HTTPError as error:
            with error:
                scheme, _, challenge = error.headers.get("WWW-Authenticate", "").partition(" ")
            return challenge if scheme.lower() == "digest" else ""
        return ""
