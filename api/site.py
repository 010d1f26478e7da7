"""What every route needs: settings, the data in service, and the address that the client knows the service by."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
        host = request.headers.get("host", "")
        if not _HOST.fullmatch(host):  # it goes into IRIs and headers of the answer
            raise BadRequest("the header `Host` names no host")
        return f"{request.scope['scheme']}://{host}{request.scope.get('root_path', '')}"


def site_of(app: FastAPI) -> Site:
    return cast(Site, app.state.site)
