"""Whom a phrase of running text names, by the list of those who came: surnames, genitives and dropped names count where exactly one fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders import names
from loaders.lexicon import lexicon
from loaders.model import Person
from loaders.passage import Passage
from loaders.people import Entry, Setting, entries


def people(phrase: Passage, listed: Sequence[str], region: str) -> tuple[Entry, ...]:
    """The people in a phrase, under the names that the list gives them where exactly one fits; lone surnames only by the list."""
    found = list(entries(phrase, Setting(region)))
    taken = [span for one in found for span in one.at]
    left = {word for one in found for part in one.leftover for word in part.split()}
    made = [(one.at[0].start, under_listed_name(one, listed)) for one in found]
    for word in re.finditer(r"(?<![\w-])[A-ZÆØÅÄÖÜÉ][\w'-]+(?:\s[A-ZÆØÅ]\.)?", phrase.text):
        part = phrase.group(word)
        if _of_a_full_name(phrase.text[: word.start()]):
            continue
        if word.group() not in left and any(span.start <= part.span.start < span.end for span in taken):
            continue
        full = fits(word.group(), listed)
        if full:
            made.append((part.span.start, only(full, part)))
    made.sort(key=lambda pair: pair[0])
    return tuple({one.person.name: one for _, one in made}.values())


def may_name(text: str, listed: Sequence[str]) -> bool:
    """Can a text name anybody: by what looks like a whole name, or by a word of a listed one, also in the genitive, or its initials?

    >>> may_name("Der var Holms afbud", ["Bo Lund-Holm"]), may_name("Der mangler et sted", ["Bo Lund"])
    (True, False)
    """
    if names.name_pattern().search(text):
        return True
    parts = {part for full in listed for part in names.key(full)}
    return any(_INITIALS.fullmatch(word) or not parts.isdisjoint(_spelt(word)) for word in _NAME_WORD.findall(text))


def _spelt(word: str) -> set[str]:
    """The parts of a word, and of the words that it is the genitive of."""
    spellings = [word]
    while genitive := _GENITIVE.search(spellings[-1]):
        spellings.append(spellings[-1][: genitive.start()])
    return {part for spelling in spellings for part in names.key(spelling)}


def _of_a_full_name(before: str) -> bool:
    """Does another name word stand right before a word, so that it is no surname by itself? A title ("Borgmester Holm") is none."""
    last = before.split()[-1] if before.endswith(" ") and before.split() else ""
    return _NAME_WORD.fullmatch(last) is not None and not lexicon().is_role(last)


_NAME_WORD = re.compile(r"[A-ZÆØÅÄÖÜÉ][\w'-]+")


def only(name: str, part: Passage) -> Entry:
    return Entry(Person(name, part.text), at=(part.span,))


def fits(name: str, listed: Sequence[str]) -> str:
    """The one listed name that `name` can stand for, also in the genitive; "" where none or several do.

    >>> fits("Kises", ["Henrik Idriss Kise", "Henrik Qvist"]), fits("Henrik", ["Henrik Idriss Kise", "Henrik Qvist"])
    ('Henrik Idriss Kise', '')
    """
    if name in listed:
        return name
    hits = {full for full in listed if names.same_name(name, full) or names.same_name(full, name)}
    if not hits and _INITIALS.fullmatch(name):
        hits = {full for full in listed if "".join(part[0] for part in re.split(r"[\s-]+", full)).upper() == name}
    if not hits and " " in name:
        hits = {full for full in listed if full.startswith(f"{name} ")}  # without the last of several surnames
    if not hits and (genitive := _GENITIVE.search(name)):
        return fits(name[: genitive.start()], listed)
    return next(iter(hits)) if len(hits) == 1 else ""


_GENITIVE = re.compile(r"(?:['’]s?|s)$")
_INITIALS = re.compile(r"[A-ZÆØÅ]{2,4}")


def under_listed_name(one: Entry, listed: Sequence[str]) -> Entry:
    full = fits(one.person.name, listed)
    return replace(one, person=replace(one.person, name=full)) if full else one
