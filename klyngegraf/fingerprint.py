"""What the dataset depends on besides the documents: code, words and shapes as one hash, checks as another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from klyngegraf import __version__

ROOT = Path(__file__).resolve().parent.parent
_READING = ("loaders/**/*.py", "ontology/**/*.ttl", "shapes/**/*.ttl", "shapes/**/*.py")
_CHECKING = ("queries/checks/*.rq", "queries/findings.py", "queries/slices.py")


@cache
def loader() -> str:
    """`<version>+<12 hex digits>`: a document read under another fingerprint is read anew."""
    return f"{__version__}+{_digest(_READING)}"


@cache
def checks() -> str:
    """12 hex digits: findings made under others are made anew, and no document is read for it."""
    return _digest(_CHECKING)


def _digest(parts: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in _files(parts):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files(parts: tuple[str, ...]) -> Iterator[Path]:
    for part in parts:
        yield from sorted(ROOT.glob(part))
