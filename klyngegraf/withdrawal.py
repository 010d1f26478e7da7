"""Documents out of the dataset: their graphs go, and who is who and what contradicts is told anew without them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from klyngegraf.derived import refresh_findings, refresh_identities
from klyngegraf.errors import UnknownThing
from store import DataFolder, DocumentRecord, Manifest


def withdraw(names: Iterable[str], data: DataFolder) -> tuple[Manifest, tuple[DocumentRecord, ...]]:
    """`names`: ids, paths or file names of documents. Raises UnknownThing where one is none or several, and withdraws nothing then.

    A file that stays where it was is loaded again by the next load of its folder.
    """
    with data.draft() as draft:
        records = {record.id: record for record in (_named(name, draft.manifest) for name in names)}
        for document in records:
            draft.withdraw(document)
        refresh_identities(draft)
        refresh_findings(draft)
        return draft.commit(), tuple(records.values())


def _named(name: str, manifest: Manifest) -> DocumentRecord:
    path = str(Path(name).resolve())
    found = [record for record in manifest.documents if name in (record.id, record.file_name) or path == record.source]
    if len(found) != 1:
        known = [record.id for record in found] or difflib.get_close_matches(name, [record.file_name for record in manifest.documents], 3)
        raise UnknownThing(name, tuple(known))
    return found[0]
