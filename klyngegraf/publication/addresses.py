"""Addresses without names: each part that has one becomes a part that nobody can trace back without the key."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import unquote

from klyngegraf.publication.masking import Reader, Silence
from loaders.vocabulary import THINGS

_REMEMBERED = 50_000  # addresses; a document has some hundred, and few of them stand in another
_DOCUMENT = re.compile(rf"{re.escape(THINGS)}document/([0-9a-f]{{16}})/")


class Addresses:
    """`present`: by document, who is named in it."""

    def __init__(self, silence: Silence, slugs: frozenset[str], present: Mapping[str, frozenset[str]], key: bytes) -> None:
        """`slugs`: what stands in an address for the people withheld."""
        self._silence, self._slugs, self._present, self._key = silence, slugs, present, key
        self._readers: dict[str, Reader] = {}
        self.clean = lru_cache(_REMEMBERED)(self._clean)
        self._part = lru_cache(_REMEMBERED)(self._told_as)

    def instead(self, iri: str) -> str:
        """The address with another last part."""
        start, _, last = iri.rpartition("/")
        return f"{start}/{self._instead(last)}"

    def _clean(self, iri: str) -> str:
        """Of an address elsewhere nothing is left: it is not ours to change a part of it."""
        if not iri.startswith(THINGS):
            reader = self._reader("")
            told = unquote(iri)
            return f"{THINGS}{self._instead(iri)}" if reader.mask(told) != told or reader.tells(told) else iri
        inside = _DOCUMENT.match(iri)
        document = inside[1] if inside else ""
        return THINGS + "/".join(self._part(part, document) for part in iri.removeprefix(THINGS).split("/"))

    def _told_as(self, part: str, document: str) -> str:
        told = part in self._slugs or self._reader(document).tells(part)
        return self._instead(part) if told else part

    def _reader(self, document: str) -> Reader:
        if document not in self._readers:
            self._readers[document] = self._silence.reader(self._present.get(document, ()))
        return self._readers[document]

    def _instead(self, part: str) -> str:
        return f"udeladt-{hashlib.sha256(self._key + part.encode()).hexdigest()[:12]}"
