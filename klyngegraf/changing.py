"""The one way by which a command changes the dataset: what is published follows every change, or it would tell what holds no longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from klyngegraf.console import write
from klyngegraf.options import folder

if TYPE_CHECKING:
    from store import DataFolder


@contextmanager
def changing(data: Path) -> Iterator[DataFolder]:
    """The data folder, to be changed; afterwards what has been published is published again, also where only a part of the change was done.

    Raises the store's errors: where only publishing failed the change stands, and the next one publishes both.
    """
    place = folder(data)
    before = _version(place)
    try:
        yield place
    except Exception:
        if _version(place) != before:
            _publish(place)
        raise
    _publish(place)


def _publish(place: DataFolder) -> None:
    from klyngegraf.publication import refresh

    made = refresh(place)
    if made:
        write(f"{place.path / 'published'} is at version {made.number} ({made.dataset}).\n")


def _version(place: DataFolder) -> int | None:
    """None where nothing can say so: that is why one restores."""
    from store.errors import StoreError

    try:
        return place.version()
    except StoreError:
        return None
