"""`klyngegraf serve`: the façade over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from klyngegraf.console import say
from klyngegraf.options import DATA, Data, Elsewhere, is_address, opened

NAME = "serve"
EXAMPLE = "Example: klyngegraf serve --data data/demo --port 8080"


def run(
    host: Annotated[str, typer.Option("--host", help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8000,
    data: Data = DATA,
    elsewhere: Elsewhere = "",
) -> None:
    """Serve the dataset: /sparql, /queries/NAME, /health, and a description of it all at /docs.

    A load in another terminal shows in the answers as soon as it is done. Other settings: KLYNGEGRAF_… in the environment, or the TOML file
    that KLYNGEGRAF_SETTINGS names; docs/operations.md lists them.
    """
    opened(data, elsewhere)
    import uvicorn

    from api import logs
    from api.app import create
    from api.settings import Settings

    settings = Settings(data=data, store=elsewhere) if is_address(elsewhere) else Settings(data=data)
    logs.configure(settings.log_format)
    say(f"http://{host}:{port}/ serves {settings.store if settings.remote else data}; Ctrl-C stops it")
    uvicorn.run(
        create(settings),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )
