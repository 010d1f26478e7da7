"""The words of money in the vocabularies, as patterns, and the reservations that stand with an amount."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.model import Body, MoneyKind
from loaders.vocabulary import pattern, scheme


@dataclass(frozen=True, slots=True)
class Context:
    """Where a paragraph stands: `body` whose document it is, `holder` the body that "udvalget" means here, the initiative of the section.

    `kind`: what its amounts are where no sentence says; `heading`: of the section.
    """

    body: Body
    holder: Body | None = None
    initiative: str = ""
    year: int | None = None
    kind: MoneyKind | None = None
    heading: str = ""


@cache
def words(name: str, code: str) -> re.Pattern[str]:
    """The words of one concept of `code:money-kind/`, `money-qualifier/` or `money-cue/`."""
    labels = [label for concept in scheme(name) if concept.code == code for label in concept.labels]
    return re.compile(rf"(?<![\wæøå-])(?:{pattern(labels)})(?![\wæøå])", re.IGNORECASE)


# What may stand between "højst" and its amount: "kan højst få 1 mio. kr.", "må maksimalt udgøre …".
UP_TO = r"på|til|ca\.?|cirka|få|bruge|søge|ansøge|om|modtage|udgøre|bevilges?|gives|være|koste|disponere|over|tildeles"


def qualifiers(text: str, start: int, end: int, low: int, high: int) -> tuple[str, ...]:
    """The reservations of an amount at `start` to `end` of `text`, of those in its clause `low` to `high`, in printed order."""
    met: list[tuple[int, str]] = []
    for concept in scheme("money-qualifier"):
        for hit in words("money-qualifier", concept.code).finditer(text, low, high):
            between = re.sub(rf"(?<!\w)(?:{UP_TO})(?!\w)", "", text[hit.end() : start])
            close = hit.end() <= start and not re.search(r"[\wæøå]{3,}.*[\wæøå]{3,}", between)
            if concept.code in ("op-til", "ca") and not close:
                continue
            met.append((hit.start(), concept.label))
    return tuple(dict.fromkeys(label for _, label in sorted(met)))
