"""The words of money in the vocabularies, as patterns, and the reservations that stand with an amount."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from loaders.model import Body, MoneyKind
from loaders.vocabulary import pattern, scheme


@dataclass(frozen=True, slots=True)
class Context:
    """Where a paragraph stands: `body` whose document it is, `holder` the body that "udvalget" means here, the initiative of the section.

    `kind` and `years`: what its amounts are, and for when, where no sentence says; `heading`: of the section. `recipient`: whom a field of the
    same record names ("Ansøger: Køge Kommune"), `purpose`: what one names that it is for; `announced`: what a line above says that the amounts are.
    `unit`: what the paper says that all its amounts count in. `titled`: the year that the paper's title closes with, for records and lists
    that say none.
    """

    body: Body
    holder: Body | None = None
    initiative: str = ""
    year: int | None = None
    kind: MoneyKind | None = None
    heading: str = ""
    recipient: str = ""
    years: tuple[int, ...] = ()
    purpose: str = ""
    titled: tuple[int, ...] = ()
    announced: MoneyKind | None = None
    unit: Decimal | None = None


@cache
def words(name: str, code: str) -> re.Pattern[str]:
    """The words of one concept of `code:money-kind/`, `money-qualifier/` or `money-cue/`."""
    labels = [label for concept in scheme(name) if concept.code == code for label in concept.labels]
    return re.compile(rf"(?<![\wæøå-])(?:{pattern(labels)})(?![\wæøå])", re.IGNORECASE)


_EACH = re.compile(
    r"(?:pr\.|per)\s+(?!år(?!s)|kvartal|halvår|måned|\d|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z.]*(?!\w))[a-zæøå]{2,}", re.IGNORECASE
)


def is_unit_price(behind: str, *, capped: bool = False) -> bool:
    """Does what follows an amount say that it is the price of one of many ("pr. par", "i timen")?

    `capped`: "højst 200.000 kr. pr. projekt" is a ceiling.

    >>> is_unit_price(" pr. kørsel"), is_unit_price(" pr. år"), is_unit_price(" i 2025")
    (True, False, False)
    """
    each = None if capped else _EACH.match(behind.lstrip())
    return each is not None or words("money-cue", "unit-price").match(behind.lstrip()) is not None


# What may stand between "højst" and its amount: "kan højst få 1 mio. kr.", "må maksimalt udgøre …".
UP_TO = (
    r"på|til|ca\.?|cirka|få|bruges?|anvendes?|søges?|ansøges?|om|modtages?|udgøre|bevilges?|gives?|ydes?|være|koste|disponeres?|over|tildeles?|udbetales?|afsættes?"
    r"|støttes?|løbe|op|i|alt|selv|samlet|med|kan|må"
)


_UNTIL = re.compile(r"(?<!\w)indtil\s+$")  # "kan bruge indtil 200.000 kr."


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
    if _UNTIL.search(text, low, start):
        met.append((start, next(concept.label for concept in scheme("money-qualifier") if concept.code == "op-til")))
    return tuple(dict.fromkeys(label for _, label in sorted(met)))
