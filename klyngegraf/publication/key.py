"""What the addresses of people who are not named are made with. Never a part of it, nor another one in its place: people could be guessed, or told
under new addresses.

publication.key    `KEY CHECKSUM`: 64 hex digits, and the SHA-256 of these; an older klyngegraf wrote the first alone
"""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path

from store.errors import DataCorrupt
from store.files import replace_durably

NAME = "publication.key"
_BYTES = 32
_CONTENT = re.compile(rb"(?P<key>[0-9a-f]{64})(?: (?P<sum>[0-9a-f]{64})\n)?")


def of(data: Path) -> bytes:
    """The folder's key, made once: addresses stay the same from version to version. Raises DataCorrupt."""
    if not (data / NAME).exists():
        key = secrets.token_hex(_BYTES)
        replace_durably(data / NAME, f"{key} {hashlib.sha256(key.encode()).hexdigest()}\n", mode=0o600)
    return read(data)


def read(data: Path) -> bytes:
    """The key that is there. Raises DataCorrupt, also where there is none."""
    try:
        found = _CONTENT.fullmatch((data / NAME).read_bytes())
    except OSError as error:
        raise DataCorrupt(f"{data / NAME} cannot be read: {error}") from error
    if found and (not found["sum"] or hashlib.sha256(found["key"]).hexdigest().encode() == found["sum"]):
        return found["key"]
    raise DataCorrupt(f"{data / NAME} is not whole; put it back from a copy, or remove it: then people who are not named get new addresses")
