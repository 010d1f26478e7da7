"""Serving from a SPARQL engine elsewhere: its settings, and the engine that hands every task to it."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from store import Access, Manifest, RemoteStore, connect
from store.errors import NotSupported
from store.publishing import manifest_of

EngineName = Literal["auto", "oxigraph", "virtuoso", "fuseki", "graphdb", "neptune", "generic"]


class RemoteSettings(BaseSettings):
    """The part of the settings that says where the dataset is, where that is not in the data folder."""

    store: Annotated[
        str,
        Field(
            pattern=r"^(auto|memory|disk|https?://\S+)$",
            description="Where the dataset is served from; auto: memory, where it fits, else disk; or the address of a SPARQL engine.",
        ),
    ] = "auto"
    store_graphs: Annotated[str, Field(description="The engine's address of the Graph Store Protocol; empty: as that engine has it.")] = ""
    store_engine: Annotated[EngineName, Field(description="Which engine it is; auto: as it shows itself.")] = "auto"
    store_user: Annotated[str, Field(description="User at the engine (Basic or Digest).")] = ""
    store_password: Annotated[SecretStr, Field(description="The user's password.")] = SecretStr("")
    store_token: Annotated[SecretStr, Field(description="A token for the engine, sent as Bearer.")] = SecretStr("")
    store_seconds: Annotated[float, Field(gt=0, description="How long the engine may take for a step of a request.")] = 30.0

    @property
    def remote(self) -> bool:
        return self.store.startswith(("http://", "https://"))

    @property
    def access(self) -> Access:
        return Access(
            self.store,
            self.store_graphs,
            self.store_engine,
            self.store_user,
            self.store_password.get_secret_value(),
            self.store_token.get_secret_value(),
            self.store_seconds,
        )


class Elsewhere:
    """The dataset that an engine elsewhere holds, and the number of the version that it says it is at."""

    def __init__(self, settings: RemoteSettings, *, union: bool) -> None:
        self._settings, self._union = settings, union
        self.number = 0

    async def open(self) -> tuple[RemoteStore, Manifest]:
        """Raises StoreUnreachable, NotSupported, DataCorrupt."""
        return await asyncio.to_thread(self._open)

    def _open(self) -> tuple[RemoteStore, Manifest]:
        store = connect(self._settings.access)
        assert isinstance(store, RemoteStore)
        if not self._union and not store.engine.strict:
            raise NotSupported(f"default_graph=strict: {store.engine.name} cannot hold a query to the unnamed graph")
        manifest = manifest_of(store)
        self.number = manifest.number
        return store, manifest

    async def look(self) -> None:
        """Ask which version it is at now."""
        await self.open()
