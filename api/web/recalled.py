"""What a page is made of, kept for the next visitor of the same version of the data."""

from __future__ import annotations

import json
from typing import Any, cast

from fastapi import Request

from api.answers import unless_gone
from api.cache import Kept
from api.engine import read
from api.serving import Lease
from api.site import Site
from api.tasks import Call


async def recall(request: Request, site: Site, lease: Lease, task: Call) -> dict[str, Any]:
    """What the task answers, from the cache where it has been asked before."""
    key = (lease.manifest.dataset, lease.manifest.number, task)
    kept = site.cache.get(key)
    if kept is None:
        head, body = await unless_gone(request, read(lease, task))
        kept = Kept(head.content_type, body)
        site.cache.put(key, kept)
    return cast(dict[str, Any], json.loads(kept.body))
