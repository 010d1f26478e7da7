"""The pieces of a line about people: what stands between its commas, dashes, colons and stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders import names, organisations
from loaders.passage import Passage

_SEPARATOR = re.compile(
    r"\s+(?=som\s+(?:stedfortræder|suppleant|substitut|afløser|vikar)\s+for\s)|\s*[,;|/]\s+|\s+·\s+|\s*,\s*|\s+[-–—]\s*|\s*[:;]\s*|\s+/\s+|(?<=\))\s+og\s+"
    r"|\s+(?=(?:deltog\s+)?(?:via|over|pr\.)\s+(?:ms\s+|microsoft\s+)?(?:teams|video|link|zoom|skype|telefon|skærm))|\s+(?=afbud\b|fraværende\b)|\.\s+(?=(?:samt|desuden)\s+[A-ZÆØÅ])|\.\s+(?=(?:udpeget|indstillet|valgt)\s+af\s)|(?-i:(?<=[a-zæøå]{4})\.\s+(?=[A-ZÆØÅ])(?!(?:Substitut|Suppleant|Stedfortræder|Vikar|Afløser)\w*\s+for\s))",
    re.IGNORECASE,
)


def pieces(part: Passage) -> Iterator[Passage]:
    """The parts between separators; the comma in the name of a known organisation is none."""
    spelt, at = _FIELDS_OF_A_TITLE.sub(_without_comma, organisations.without_commas(part.text)), 0
    for found in _SEPARATOR.finditer(spelt):
        yield part[at : found.start()].strip()
        at = found.end()
    yield part[at:].strip()


# "Direktør for Job, Social og Sundhed, Hillerød Kommune": the fields of a title are one thing.
_FIELDS_OF_A_TITLE = re.compile(r"(?:[Dd]irektør|chef)\sfor\s[A-ZÆØÅ][\wæøå-]+,\s(?=(?P<next>[A-ZÆØÅ][\wæøå-]+)\s+og\s+[A-ZÆØÅ][\wæøå-]+(?:,|$))")


def _without_comma(found: re.Match[str]) -> str:
    return found.group() if names.is_given_name(found["next"]) else found.group().replace(",", " ")
