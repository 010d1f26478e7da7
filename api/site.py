"""What every route needs: settings, the data in service, and the address that the client knows the service by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from fastapi import FastAPI, Request

from api.serving import Serving
from api.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    settings: Settings
    serving: Serving

    def address(self, request: Request) -> str:
        """The public address without final slash: as configured, else as called."""
        return self.settings.base_url or str(request.base_url).rstrip("/")


def site_of(app: FastAPI) -> Site:
    return cast(Site, app.state.site)
