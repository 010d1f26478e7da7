"""The years that amounts are for, and the unit they count in, as their sentence, the paper or the label says it."""

from __future__ import annotations

import re
from decimal import Decimal

from loaders import danish
from loaders.kroner import amounts, unit
from loaders.money_kinds import Amount
from loaders.money_verbs import verb
from loaders.money_words import words

# "Alle beløb gælder 2026", "Beløbene er for 2025 og 2026"
_FOR_ALL = re.compile(
    r"(?<!begge\s)(?<!\w)(?:alle\s+)?(?:beløb|tal)(?:ene)?\s+(?:i\s+\w+\s+)?(?:gælder|vedrører|er\s+(?:for|opgjort\s+for))\s+(?P<when>[^.;]+)",
    re.IGNORECASE,
)


def years_of_all(text: str) -> tuple[int, ...]:
    """The years that a text says all its amounts are for."""
    found = _FOR_ALL.search(text)
    return tuple(int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", found.group("when"))) if found else ()


_ALL_UNIT = re.compile(r"(?<!\w)alle\s+(?:beløb|tal)(?:ene)?\s+(?:er\s+)?(?:angivet\s+|opgjort\s+|vist\s+)?i\s", re.IGNORECASE)


def unit_of_all(text: str) -> Decimal | None:
    """ "Alle tal i 1.000 kr.": what the amounts of a whole paper count in."""
    found = _ALL_UNIT.search(text) if len(text) < _LONGEST_NOTE else None
    return unit(text[found.end() :]) if found else None


_LONGEST_NOTE = 200


_CARRIED = re.compile(r"(?<!\w)[Ff]ra\s+20\d\d(?=[^.;]*\soverført)")  # "Fra 2024 er der overført 64.000 kr., så der er …": whence, and not when


def years_of(text: str, one: Amount) -> tuple[int, ...]:
    """The years of the amount's clause, those behind it first; else of the sentence where it has but one amount."""
    text = _CARRIED.sub(lambda found: " " * len(found.group()), text)
    behind = all_years(_AWAITED.sub("", _OF_NEXT.sub("", text[one.found.end : one.end])), days=True)
    if behind:
        return behind
    ahead = all_years(text[one.start : one.found.start])
    if ahead or len(amounts(text)) > 1:
        return ahead or _of_series(text, one)
    return all_years(_AWAITED.sub("", text)) or all_years(_AWAITED.sub("", text[one.found.end :]), days=True)


# "600.000 kr. er søgt, svar ventes i november 2024": the day of an answer is no year of the money's.
_AWAITED = re.compile(r"(?<!\w)(?:svar|afgørelse(?:n)?|besked)\s+(?:ventes|forventes|kommer|falder)\s[^,;.]*", re.IGNORECASE)


_OF_NEXT = re.compile(r"^\s*(?:,|og|samt)\s+(?:i|for)\s+20\d\d\s*$")  # "i 2023 2,2 mio. kr. og i 2024 2,3 mio. kr."


def _of_series(text: str, one: Amount) -> tuple[int, ...]:
    """ "I 2025 er der afsat 2 mio. kr. til A, 1 mio. kr. til B og …": what stands before the first holds for each that has no verb of its own."""
    first = amounts(text)[0]
    between = text[first.end : one.found.start]
    between = _SHARED.sub("", between)
    return () if verb(between) or words("money-cue", "no-funding").search(between) else all_years(text[: first.start])


_SHARED = re.compile(r"(?<!\w)(?:der\s+)?(?:er\s+)?(?:fordelt|fordeles|fordeler\s+sig)\s+(?:på|med|med\s+henholdsvis)(?!\w)")


def all_years(text: str, *, days: bool = False) -> tuple[int, ...]:
    """The years that dates name; `days`: also by a single day ("500.000 kr., bevilget den 12. december 2023")."""
    years: set[int] = set()
    for found in danish.dates(text):
        if found.value.day and not (found.until or days):
            continue  # "har den 14. maj 2024 afsat 500.000 kr."
        years |= set(range(found.value.year, (found.until.year if found.until else found.value.year) + 1))
    return tuple(sorted(years))


def bare_years(label: str) -> tuple[int, ...]:
    """ "Beløb 2026: …" """
    return tuple(sorted({int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", label)}))
