"""Addresses without names: each part that has one becomes a part that nobody can trace back without the key."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from klyngegraf.publication.masking import Reader, Silence
from loaders.slugs import slug
from loaders.vocabulary import THINGS

_DOCUMENT = re.compile(rf"{re.escape(THINGS)}document/([0-9a-f]{{16}})/")


class Addresses:
    """`present`: by document, who is named in it."""

    def __init__(self, silence: Silence, names: Iterable[str], iris: Iterable[str], present: Mapping[str, frozenset[str]], key: bytes) -> None:
        """`names` and `iris`: the spellings and the IRIs of the people withheld; the last part of an IRI is a slug of theirs."""
        self._silence, self._present, self._key = silence, present, key
        self._slugs = ({slug(name) for name in names} | {iri.rsplit("/", 1)[-1] for iri in iris}) - {""}
        self._readers: dict[str, Reader] = {}
        self._known: dict[str, str] = {}
        self._cleaned: dict[tuple[str, str], str] = {}

    def clean(self, iri: str) -> str:
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._clean(iri)
        return known

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

    def _part(self, part: str, document: str) -> str:
        known = self._cleaned.get((part, document))
        if known is None:
            told = part in self._slugs or self._reader(document).tells(part)
            known = self._cleaned[part, document] = self._instead(part) if told else part
        return known

    def _reader(self, document: str) -> Reader:
        if document not in self._readers:
            self._readers[document] = self._silence.reader(self._present.get(document, ()))
        return self._readers[document]

    def _instead(self, part: str) -> str:
        return f"udeladt-{hashlib.sha256(self._key + part.encode()).hexdigest()[:12]}"
