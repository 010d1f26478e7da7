"""What every route needs: settings, the data in service, and the address that the client knows the service by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from fastapi import FastAPI, Request

from api.cache import Cache
from api.errors import BadRequest
from api.serving import Serving
from api.settings import Settings

_HOST: Final = re.compile(r"([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Site:
    settings: Settings
    serving: Serving
    cache: Cache

    def address(self, request: Request) -> str:
        """The public address without final slash: as configured, else as called. Raises BadRequest where the Host is none."""
        if self.settings.base_url:
            return self.settings.base_url
        scope = request.scope
        return _called(scope["scheme"], next((value for name, value in scope["headers"] if name == b"host"), b""), scope.get("root_path", ""))


@lru_cache(maxsize=256)
def _called(scheme: str, host: bytes, root: str) -> str:
    """The address as called. Raises BadRequest."""
    name = host.decode("latin-1")
    if not _HOST.fullmatch(name):  # it goes into IRIs and headers of the answer
        raise BadRequest("the header `Host` names no host")
    return f"{scheme}://{name}{root}"


def site_of(app: FastAPI) -> Site:
    return cast(Site, app.state.site)
