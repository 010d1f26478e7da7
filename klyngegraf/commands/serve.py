"""`klyngegraf serve`: the façade over HTTP."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Annotated

import typer

from klyngegraf.console import say
from klyngegraf.options import DATA, Data, Elsewhere, is_address, opened

if TYPE_CHECKING:
    from api.settings import Settings

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
    from api import logs
    from api.settings import Settings

    settings = Settings(data=data, store=elsewhere) if is_address(elsewhere) else Settings(data=data)
    logs.configure(settings.log_format)
    say(f"http://{host}:{port}/ serves {settings.store if settings.remote else data}; Ctrl-C stops it")
    _serve(settings, host, port)


def _serve(settings: Settings, host: str, port: int) -> None:
    import uvicorn

    from api.app import create
    from api.express import Express

    app = create(settings)
    gc.collect()
    gc.freeze()  # what lasts as long as the service is not looked through again and again: that was 8 % of the server's time under short queries
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=Express,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )
