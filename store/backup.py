"""The dataset as files with their checksums, out and in again.

    SHA256SUMS       a line a file: what `sha256sum --check SHA256SUMS` reads, in the backup's folder
    version/         the version as it stood in the data folder
    quarantine/      the documents that had not passed

A backup is whole or not there: it is written beside its place and renamed. A restored version becomes the data folder's next one, so that
readers and servers see it as they see a load.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from store import sums
from store.checkup import faults
from store.dataset import DataFolder
from store.errors import DataCorrupt, StoreUnreachable, WriteFailed, folder_error, refused
from store.files import make_folder, sync_files, sync_folder
from store.lock import hold
from store.manifest import Manifest, now_after, read
from store.sums import SUMS, described, diaries
from store.switch import switch_in

_TRIES = 3


def backup(data: DataFolder, target: Path) -> Manifest:
    """Copy the current version and the quarantine to `target`, which must not be there yet. Raises WriteFailed, DataCorrupt, StoreUnreachable."""
    if target.exists():
        raise WriteFailed(f"{target} is there already; name a folder that is not, such as {target}-2")
    fresh = target.with_name(f"{target.name}.partial")
    try:
        manifest = _copy_current(data, fresh)
        sync_files(described(fresh))
        sums.write(fresh)
        for folder, _, _ in os.walk(fresh):
            sync_folder(Path(folder))
        fresh.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise WriteFailed(f"{target} cannot be written ({refused(error)})") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return manifest


def _copy_current(data: DataFolder, fresh: Path) -> Manifest:
    """A load may switch and clean up meanwhile: then what is current afterwards is copied."""
    for tried in range(_TRIES):
        number = data.version()
        if not number:
            raise DataCorrupt(f"{data.path} holds no version to back up")
        shutil.rmtree(fresh, ignore_errors=True)
        make_folder(fresh)
        try:
            shutil.copytree(data.folder(number), fresh / "version", ignore=diaries)
        except (FileNotFoundError, shutil.Error):
            if data.version() == number or tried + 1 == _TRIES:
                raise
            continue
        break
    for folder in sorted((data.path / "quarantine").glob("*")):
        _copy_quarantined(folder, fresh / "quarantine" / folder.name)
    for fault in faults(fresh / "version"):
        raise DataCorrupt(f"not backed up, as the version in use is damaged: {fault}")
    return read(fresh / "version" / "manifest.json")


def _copy_quarantined(folder: Path, target: Path) -> None:
    """What a load lets out meanwhile is not copied."""
    for _ in range(_TRIES):
        try:
            shutil.copytree(folder, target)
            return
        except (FileNotFoundError, shutil.Error) as error:
            shutil.rmtree(target, ignore_errors=True)
            failed = error
    if folder.exists():
        raise failed


def damage(source: Path) -> Iterator[str]:
    """What is wrong with a backup, one line each: files that are missing, changed or not listed, and what `faults` finds."""
    if not (source / SUMS).is_file():
        yield f"{source} is no backup: it has no {SUMS}"
        return
    found = tuple(sums.differences(source))
    yield from found
    if not found:
        yield from faults(source / "version")


def restore(source: Path, data: DataFolder, steps: Callable[[str], None] = lambda step: None) -> Manifest:
    """Make a backup, or the folder of an earlier version, the data folder's next version. Raises DataCorrupt, DataBusy, WriteFailed.

    Only the version comes back: what is in quarantine there stays for people to look at, and what is in quarantine here stays as it is.
    """
    version = source if (source / "store").is_dir() else source / "version"
    for fault in damage(source) if version != source else faults(source):
        raise DataCorrupt(f"nothing was restored: {fault}")
    try:
        make_folder(data.path)
        with hold(data.path / "lock"):
            return _restored(version, data, steps)
    except OSError as error:
        raise folder_error(data.path, error) or error from error


def _restored(version: Path, data: DataFolder, steps: Callable[[str], None]) -> Manifest:
    """As the next number above all that stand there: what names the current one may be lost."""
    numbers = [int(place.name) for place in (data.path / "versions").glob("*") if place.name.isdecimal()]
    held = read(version / "manifest.json")
    manifest = replace(held, number=max(numbers, default=0) + 1, loaded_at=now_after(max(held.loaded_at, _loaded(data))))
    place = data.path / "versions" / f"{manifest.number}.draft"
    shutil.rmtree(place, ignore_errors=True)
    make_folder(place.parent)
    try:
        shutil.copytree(version, place)
        steps("copied")
        sync_files(described(place))
        for folder in (place / "store", place / "texts"):
            sync_folder(folder)
        steps("flushed")
        switch_in(data.path, place, manifest, steps)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return manifest


def _loaded(data: DataFolder) -> str:
    """When the version in use came to be; "" where nothing can say so, which is why one restores."""
    try:
        return data.manifest().loaded_at
    except (DataCorrupt, StoreUnreachable):
        return ""
