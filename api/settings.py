"""The service's settings: given by the command line, from `KLYNGEGRAF_…` in the environment, or from a TOML file.

The one that stands first counts. The file is the one that KLYNGEGRAF_SETTINGS names; its keys are the names below. docs/operations.md
lists them all (a test holds the list to this).
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from api.portal import PortalSettings
from api.remote import RemoteSettings

FILE: Final = "KLYNGEGRAF_SETTINGS"
_ENDPOINT: Final = re.compile(r"https?://[^<>\"{}|^`\\\x00-\x20]+")
# What the process that holds the dataset is told. No secrets: its arguments can be read by anybody on the machine.
FOR_SNAPSHOT: Final = {"data", "store", "dataset_mb", "workers", "memory_mb", "query_seconds", "services"}


def available_memory() -> int:
    """Bytes that this machine has free, or would free."""
    with Path("/proc/meminfo").open(encoding="ascii") as file:
        found = next(line for line in file if line.startswith("MemAvailable:"))
    return int(found.split()[1]) << 10


class Settings(RemoteSettings, PortalSettings):
    """Sizes are in bytes unless the name says otherwise; times in seconds."""

    model_config = SettingsConfigDict(env_prefix="KLYNGEGRAF_", frozen=True, extra="forbid")

    data: Annotated[Path, Field(description="The data folder that `klyngegraf load` writes.")] = Path("data")
    base_url: Annotated[str, Field(description="The public address of the service, without final slash; empty: as the client called it.")] = ""
    id_base: Annotated[str, Field(description="The IRIs of things begin with this.")] = "https://w3id.org/klyngegraf/id/"
    forwarded: Annotated[bool, Field(description="Believe X-Forwarded-For, -Proto and -Host: only behind a proxy that sets them.")] = False
    default_graph: Annotated[Literal["union", "strict"], Field(description="What a query without dataset sees as its default graph.")] = "union"
    services: Annotated[
        str, Field(description="Addresses of SPARQL endpoints, with spaces between them, that a query may ask by SERVICE; empty: none.")
    ] = ""
    cors: Annotated[bool, Field(description="Pages of any origin may ask.")] = True
    dataset_mb: Annotated[
        int, Field(ge=0, description="With store=auto: the most that the dataset and its copies may take, in MiB; 0: half of what is free.")
    ] = 0
    workers: Annotated[int, Field(ge=0, le=256, description="Query processes; 0 evaluates in the server itself, where nothing can be stopped.")] = (
        os.cpu_count() or 2
    )
    query_seconds: Annotated[float, Field(gt=0, description="A query that takes longer is stopped.")] = 30.0
    long_seconds: Annotated[
        float, Field(gt=0, description="A query that runs longer gives its process's place to others and goes on beside them.")
    ] = 0.25
    long_queries: Annotated[int, Field(ge=0, le=256, description="Queries that may run so, each in a process of its own.")] = 8
    memory_mb: Annotated[int, Field(ge=16, description="What a query process may allocate beyond the dataset, in MiB.")] = 1024
    queue: Annotated[int, Field(ge=0, description="Requests that may wait, beyond the up to eight that each query process has at hand.")] = 128
    queue_seconds: Annotated[float, Field(gt=0, description="How long a request may wait.")] = 10.0
    cache_mb: Annotated[int, Field(ge=0, description="Answers kept for who asks the same again, in MiB; 0: none.")] = 64
    max_body: Annotated[int, Field(ge=1024, description="The largest body of a query.")] = 1_000_000
    max_upload: Annotated[int, Field(ge=1024, description="The largest graph that can be written.")] = 50_000_000
    max_uri: Annotated[int, Field(ge=512, description="The longest path and query string.")] = 32_000
    max_nesting: Annotated[int, Field(ge=8, le=500, description="How deep brackets may nest in a query.")] = 100
    rate: Annotated[int, Field(ge=0, description="Requests a minute that one client may send; 0: any number.")] = 0
    write_token: Annotated[
        SecretStr, Field(description="Who sends it (Authorization: Bearer …) may write graphs and update; empty: nobody. At least 20 characters.")
    ] = SecretStr("")
    watch_seconds: Annotated[float, Field(gt=0, description="How often to look for a new version of the dataset.")] = 2.0
    shutdown_seconds: Annotated[int, Field(ge=0, description="How long answers on their way may take to finish when the service is stopped.")] = 20
    log_format: Annotated[Literal["json", "text"], Field(description="How log lines are written.")] = "json"
    log_requests: Annotated[Literal["all", "odd", "none"], Field(description="Which requests are logged; odd: refused, failed or slow ones.")] = "odd"
    log_queries: Annotated[bool, Field(description="Add the query's text to the line of a logged request.")] = False

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line, environment, file."""
        named = os.environ.get(FILE)
        return init_settings, env_settings, *((TomlConfigSettingsSource(settings_cls, Path(named)),) if named else ())

    @field_validator("base_url")
    @classmethod
    def _no_final_slash(cls, address: str) -> str:
        if address and not address.startswith(("http://", "https://")):
            raise ValueError("an address begins with http:// or https://")
        return address.rstrip("/")

    @field_validator("services")
    @classmethod
    def _of_endpoints(cls, addresses: str) -> str:
        if wrong := [address for address in addresses.split() if not _ENDPOINT.fullmatch(address)]:
            raise ValueError(f"{wrong[0]} is no address of an endpoint")
        return addresses

    @field_validator("write_token")
    @classmethod
    def _hard_to_guess(cls, token: SecretStr) -> SecretStr:
        if 0 < len(token.get_secret_value()) < 20:
            raise ValueError("a token has at least 20 characters")
        return token

    @property
    def endpoints(self) -> frozenset[str]:
        """What SERVICE may ask."""
        return frozenset(self.services.split())

    @property
    def union(self) -> bool:
        return self.default_graph == "union"

    @property
    def writable(self) -> bool:
        return bool(self.write_token.get_secret_value())
