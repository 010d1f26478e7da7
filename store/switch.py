"""How a version that is written becomes the current one: described, named, switched to, each step on the disk before the next."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from store import current, sums
from store.current import Current
from store.files import sync_folder
from store.manifest import Manifest, write

KEPT = 3  # versions: the current one and two that readers may still have open
Steps = Callable[[str], None]


def switch_in(data: Path, place: Path, manifest: Manifest, steps: Steps, earlier: Path | None = None) -> None:
    """Make what stands at `place`, all of it on the disk, version `manifest.number` of the data folder; `earlier`: one that it shares files with."""
    write(place / "manifest.json", manifest)
    described = sums.write(place, earlier)
    sync_folder(place)
    steps("described")
    target = data / "versions" / str(manifest.number)
    place.rename(target)
    sync_folder(target.parent)
    steps("renamed")
    current.write(data, Current(manifest.number, described))
    steps("switched")
    clean(data, manifest.number)
    steps("cleaned")


def clean(data: Path, newest: int) -> None:
    """Remove drafts that were left, versions that were never switched in, and versions too old to be open."""
    for place in (data / "versions").glob("*"):
        kept = place.name.isdecimal() and newest - KEPT < int(place.name) <= newest
        if not kept:
            shutil.rmtree(place, ignore_errors=True)
