"""`/dumps/…`: each version's files for download, once they are written."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, RedirectResponse

from api.answers import not_modified, unchanged
from api.catalogue import Dump, Edition, edition
from api.dump_writer import MANIFEST, SUMS
from api.errors import NotFound, NotReady
from api.media import PAGE, Media, negotiate
from api.settings import Settings
from api.site import Site, site_of
from api.web.frame import render

log = logging.getLogger("klyngegraf.dumps")
_TYPES: Final = {".gz": "application/gzip", ".csv": "text/csv; charset=utf-8", ".json": "application/json"}
_CSVW: Final = "application/csvm+json"
_LIST: Final = (Media("application/json", "json"), *PAGE)
_FOREVER: Final = "public, max-age=31536000, immutable"


def known(settings: Settings, of: Edition) -> Dump | None:
    """This version's dump as the catalogue speaks of it; without sums while it is being written. None: there is none and none is made.

    Over an engine elsewhere none is made, but one that stands in the data folder (`klyngegraf dump`) is served.
    """
    found = _manifest(settings.data, of.dump)
    if not (settings.dumps and not settings.remote) and found is None:
        return None
    return Dump(of.dump, tuple((one["path"], one["sha256"]) for one in found["files"]) if found else ())


def _manifest(data: Path, name: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads((data / "dumps" / name / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found


def _names(data: Path) -> list[str]:
    """The finished dumps, the newest last."""
    with suppress(FileNotFoundError):
        return sorted(place.name for place in (data / "dumps").iterdir() if not place.name.startswith(".") and (place / MANIFEST).is_file())
    return []


class Dumper:
    """Writes the dumps in a process of its own, one at a time, beside the service."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._task: asyncio.Task[None] | None = None

    async def keep_up(self, site: Site) -> None:
        """Until cancelled: a dump for each version that comes into service."""
        done = ""
        while True:
            manifest = site.serving.manifest
            if manifest is not None and manifest.number and (name := edition(manifest).dump) != done:
                await self._write()
                done = name
            await asyncio.sleep(self._settings.watch_seconds)

    async def _write(self) -> None:
        here = str(Path(__file__).resolve().parents[1])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))}
        arguments = (str(self._settings.data), self._settings.licence, str(self._settings.dumps_kept))
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "api.dump_writer", *arguments, env=environment)
        try:
            status = await process.wait()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise
        if status:
            log.error("the files for download could not be written (exit code %s); the service goes on without", status)

    def start(self, site: Site) -> None:
        if self._settings.dumps and not self._settings.remote:
            self._task = asyncio.create_task(self.keep_up(site))

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.wait({self._task})


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Portals"])
    site = site_of(app)

    @router.get("/dumps/", summary="The versions that can be downloaded", response_class=Response)
    async def dumps_get(request: Request) -> Response:
        return _list(request, site)

    @router.get("/dumps/latest/{path:path}", summary="The newest version's files", status_code=307, response_class=Response)
    async def latest_get(request: Request, path: str) -> Response:
        names = _names(site.settings.data)
        if not names:
            raise (
                NotReady("no version's files have been written yet") if site.settings.dumps else NotFound("this service writes no files for download")
            )
        headers = {"Cache-Control": "no-cache"}
        return RedirectResponse(f"{site.address(request)}/dumps/{_newest(site, names)}/{path}", status_code=307, headers=headers)

    @router.get("/dumps/{name}/{path:path}", summary="A file of a version", response_class=Response)
    async def dump_get(request: Request, name: str, path: str) -> Response:
        return _file(request, site, name, path)

    return router


def _newest(site: Site, names: list[str]) -> str:
    """The version in service, if its files are there."""
    manifest = site.serving.manifest
    current = edition(manifest).dump if manifest else ""
    return current if current in names else names[-1]


def _list(request: Request, site: Site) -> Response:
    names = _names(site.settings.data)[::-1]
    media = negotiate(request.headers.get("accept"), _LIST)
    if media is not None and media.name == "html":
        found = {name: (_manifest(site.settings.data, name) or {"files": []})["files"] for name in names}
        return render(request, "dumps.html", {"dumps": found})
    address = f"{site.address(request)}/dumps"
    content = {"dumps": [{"name": name, "href": f"{address}/{name}/{MANIFEST}"} for name in names]}
    return Response(json.dumps(content), media_type="application/json", headers={"Vary": "Accept, Accept-Language"})


def _file(request: Request, site: Site, name: str, path: str) -> Response:
    """Only what the dump's own manifest lists is served: no path of a client reaches the disk."""
    if name not in _names(site.settings.data):
        raise _missing(site, name)
    manifest = _manifest(site.settings.data, name)
    if manifest is None:
        raise _missing(site, name)
    sums = {one["path"]: one["sha256"] for one in manifest["files"]} | {MANIFEST: name, SUMS: f"{name}-sums"}
    wanted = path or MANIFEST
    if wanted not in sums:
        raise NotFound(f"{name} has no file of this name", near=tuple(sorted(sums))[:5])
    headers = _headers(site, request, manifest, name, wanted, sums[wanted])
    if unchanged(request, headers):
        return not_modified(headers)
    return FileResponse(site.settings.data / "dumps" / name / wanted, headers=headers, media_type=_type(wanted))


def _headers(site: Site, request: Request, manifest: Mapping[str, Any], name: str, path: str, tag: str) -> dict[str, str]:
    headers = {
        "ETag": f'"{tag}"',
        "Last-Modified": format_datetime(dt.datetime.fromisoformat(manifest["loaded"]).astimezone(dt.UTC), usegmt=True),
        "Cache-Control": _FOREVER,
        "X-Dataset-Version": manifest["dataset"],
    }
    if path.endswith(".csv"):
        described = f"{site.address(request)}/dumps/{name}/tables/csv-metadata.json"
        headers["Link"] = f'<{described}>; rel="describedby"; type="{_CSVW}"'
    return headers


def _type(path: str) -> str:
    """
    >>> _type("tables/csv-metadata.json"), _type("klyngegraf.nq.gz"), _type("SHA256SUMS")
    ('application/csvm+json', 'application/gzip', 'text/plain; charset=utf-8')
    """
    return _CSVW if path.endswith("csv-metadata.json") else _TYPES.get(Path(path).suffix, "text/plain; charset=utf-8")


def _missing(site: Site, name: str) -> NotFound | NotReady:
    manifest = site.serving.manifest
    if site.settings.dumps and manifest is not None and manifest.number and edition(manifest).dump == name:
        return NotReady("the files of this version are being written")
    return NotFound("there are no files of this version", near=tuple(_names(site.settings.data)[-3:]))
