"""Names out of texts and addresses. A masked text is as long as it was, so that every quote keeps its place."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from loaders.slugs import slug

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s.\-’'\u00ad]{0,4}")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MASK = "█"
_SHORT = 3  # a word of so few letters does not tell anybody by itself

Words = tuple[str, ...]


class Masker:
    """Masks names as wholes, first and last name together, and last names by themselves; with an s behind them too.

    >>> Masker(["Bo Dam Lund"]).mask("Bo Dam\\nLunds oplæg; Bo Lund, Lund og Bodil")
    '██ ███\\n█████ oplæg; ██ ████, ████ og Bodil'
    >>> Masker(["Bo Lund"], kept=["Ane Lund"]).mask("Bo Lund og Ane Lund, bo.lund@by.dk")
    '██ ████ og Ane Lund, █████████████'
    """

    def __init__(self, names: Iterable[str], kept: Iterable[str] = ()) -> None:
        """`kept`: names and labels that stay as they are, and with them each of their words by itself."""
        wholes = {words for name in names if (words := _words(name))}
        safe = {word for name in kept for word in _words(name)}
        self._kept = _by_first(words for name in kept if len(words := _words(name)) > 1)
        forms = wholes | {(words[0], words[-1]) for words in wholes if len(words) > 2}
        forms |= {(words[-1],) for words in wholes if len(words) > 1 and len(words[-1]) > _SHORT and words[-1] not in safe}
        self._forms = _by_first(forms)
        self._last = {words[-1] for words in wholes if len(words[-1]) > _SHORT}

    def mask(self, text: str) -> str:
        letters = list(text)
        for start, end in self._spans(text):
            letters[start:end] = [letter if letter.isspace() else MASK for letter in letters[start:end]]
        return "".join(letters)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        if not self._forms:
            return
        for found in _ADDRESS.finditer(text):
            if self._last & {word.casefold() for word in _WORD.findall(found[0].partition("@")[0])}:
                yield found.span()
        words = list(_WORD.finditer(text))
        at = 0
        while at < len(words):
            name = _longest(self._forms, words, at, text)
            kept = _longest(self._kept, words, at, text)
            if name and name >= kept:
                yield words[at].start(), words[at + name - 1].end()
            at += max(name, kept, 1)


def _longest(forms: dict[str, list[Words]], words: list[re.Match[str]], at: int, text: str) -> int:
    """How many words from here on are a form; 0 for none."""
    first = words[at][0].casefold()
    candidates = [*forms.get(first, ()), *(form for form in forms.get(first.removesuffix("s"), ()) if len(form) == 1)]
    return max((len(form) for form in candidates if _stands(form, words, at, text)), default=0)


def _stands(form: Words, words: list[re.Match[str]], at: int, text: str) -> bool:
    if at + len(form) > len(words):
        return False
    here = words[at : at + len(form)]
    if len(form) == 1 and not here[0][0][0].isupper():
        return False  # a last name by itself is written with a capital; "lund" may be any word
    together = all(_BETWEEN.fullmatch(text, one.end(), two.start()) for one, two in itertools.pairwise(here))
    said = [word[0].casefold() for word in here]
    return together and tuple(said[:-1]) == form[:-1] and said[-1] in (form[-1], f"{form[-1]}s")


def _words(name: str) -> Words:
    return tuple(word.casefold() for word in _WORD.findall(name))


def _by_first(forms: Iterable[Words]) -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = defaultdict(list)
    for form in forms:
        found[form[0]].append(form)
    return found


class Addresses:
    """IRIs without the slugs of names: each slug becomes one that nobody can trace back without the key."""

    def __init__(self, names: Iterable[str], iris: Iterable[str], key: bytes) -> None:
        """`iris`: those of the people withheld, whose last part is a slug of theirs."""
        slugs = {slug(name) for name in names} | {iri.rsplit("/", 1)[-1] for iri in iris}
        self._parts = {one: f"udeladt-{hashlib.sha256(key + one.encode()).hexdigest()[:12]}" for one in slugs - {""}}

    def clean(self, iri: str) -> str:
        if not any(part in self._parts for part in iri.split("/")):
            return iri
        return "/".join(self._parts.get(part, part) for part in iri.split("/"))
