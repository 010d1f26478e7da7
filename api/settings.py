"""The service's settings: from `KLYNGEGRAF_…` in the environment, or given by the command line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import SettingsConfigDict

from api.portal import PortalSettings


class Settings(PortalSettings):
    """Sizes are in bytes unless the name says otherwise; times in seconds."""

    model_config = SettingsConfigDict(env_prefix="KLYNGEGRAF_", frozen=True, extra="forbid")

    data: Annotated[Path, Field(description="The data folder that `klyngegraf load` writes.")] = Path("data")
    base_url: Annotated[str, Field(description="The public address of the service, without final slash; empty: as the client called it.")] = ""
    id_base: Annotated[str, Field(description="The IRIs of things begin with this.")] = "https://w3id.org/klyngegraf/id/"
    default_graph: Annotated[Literal["union", "strict"], Field(description="What a query without dataset sees as its default graph.")] = "union"
    cors: Annotated[bool, Field(description="Pages of any origin may ask.")] = True
    workers: Annotated[int, Field(ge=0, le=256, description="Query processes; 0 evaluates in the server itself, where nothing can be stopped.")] = (
        os.cpu_count() or 2
    )
    query_seconds: Annotated[float, Field(gt=0, description="A query that takes longer is stopped.")] = 30.0
    memory_mb: Annotated[int, Field(ge=16, description="What a query process may allocate beyond the dataset, in MiB.")] = 1024
    queue: Annotated[int, Field(ge=0, description="Requests that may wait for a free query process.")] = 128
    queue_seconds: Annotated[float, Field(gt=0, description="How long a request may wait.")] = 10.0
    max_body: Annotated[int, Field(ge=1024, description="The largest body.")] = 1_000_000
    max_uri: Annotated[int, Field(ge=512, description="The longest path and query string.")] = 32_000
    max_nesting: Annotated[int, Field(ge=8, le=500, description="How deep brackets may nest in a query.")] = 100
    watch_seconds: Annotated[float, Field(gt=0, description="How often to look for a new version of the dataset.")] = 2.0

    @field_validator("base_url")
    @classmethod
    def _no_final_slash(cls, address: str) -> str:
        if address and not address.startswith(("http://", "https://")):
            raise ValueError("an address begins with http:// or https://")
        return address.rstrip("/")

    @property
    def union(self) -> bool:
        return self.default_graph == "union"
