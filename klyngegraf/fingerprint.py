"""What the dataset depends on besides the documents: code, words, shapes and checks, as one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from klyngegraf import __version__

ROOT = Path(__file__).resolve().parent.parent
_PARTS = ("loaders/**/*.py", "ontology/**/*.ttl", "shapes/**/*.ttl", "shapes/**/*.py", "queries/checks/*.rq", "queries/findings.py")


@cache
def loader() -> str:
    """`<version>+<12 hex digits>`: a document read under another fingerprint is read anew."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _files() -> Iterator[Path]:
    for part in _PARTS:
        yield from sorted(ROOT.glob(part))
