"""When an initiative begins and ends, as its time plan says it."""

from __future__ import annotations

import re

from loaders import danish
from loaders.model import FuzzyDate

Period = tuple[FuzzyDate | None, FuzzyDate | None]
NEVER: Period = (None, None)

_BEGINS = re.compile(
    r"(?:start\w*|begynd(?:er|te)|åbne(?:r|de|t|s)|siden|ansat\s+fra|tilbydes\s+fra|går\s+i\s+luften|lancere(?:s|de|t)|tages\s+i\s+brug|sat\s+i\s+(?:gang|drift)|igangsat|påbegyndt|fra|opstart|igangsættes|sættes\s+i\s+gang|går\s+i\s+gang|indføres|påbegyndes|etableres|træder\s+i\s+kraft)\b[^,.;]*$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:(?:slutter|slut|sluttes|afsluttes|afsluttet|senest|frem til|indtil|udløber|stoppe[rt]|ophør(?:er|t)|lukke[rt]"
    r"|inden|til og med|færdig\w*)\b[^,.;]*"
    r"|(?<!\w)til\s+(?:d\.\s*|den\s+|og\s+med\s+)?)$",
    re.IGNORECASE,
)
# What is done about an initiative, not by it: its day is neither the first nor the last. A school year begins in no month that is said.
_ABOUT = re.compile(
    r"(?:skoleår\w*|sæson\w*|evaluer\w*|midtvejs\w*|drøft\w*|præsenter\w*|forelægge\w*|fremlægge\w*|afrapporter\w*|status\w*|behandles|besluttes|fastsættes|revider\w*|genbesøges)\b[^,.;]*$",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:\d\.|første|andet|tredje|fjerde)\s*(?:kvartal|kvt\.?|halvår)\s*(?:i\s+|af\s+)?20\d\d|[QHK]\d\s*20\d\d", re.IGNORECASE)
_WHOLE_YEAR = re.compile(
    r"(?:(?:[A-ZÆØÅ][\wæøå]+\s+)?(?:løber|kører|gennemføres|foregår)\s+)?(?:i\s+)?(?:hele\s+)?(?:år(?:et)?\s+)?(?P<year>20\d\d)(?:\s+og\s+(?P<last>20\d\d))?",
    re.IGNORECASE,
)


def period(plan: str) -> Period:
    """Start and end as a time plan says them: a period, or the days on which something starts and ends.

    >>> [str(day) for day in period("Opstart i 2. kvartal 2025, evalueres i oktober 2025")]
    ['2025-04', 'None']
    >>> [str(day) for day in period("Fra 1. august 2024 til 31. juli 2026")]
    ['2024-08-01', '2026-07-31']
    >>> [str(day) for day in period("Projektet gennemføres i 2024 og 2025")]
    ['2024', '2025']
    """
    whole = _WHOLE_YEAR.fullmatch(plan.strip(" ."))
    if whole:
        return FuzzyDate(int(whole.group("year"))), FuzzyDate(int(whole.group("last") or whole.group("year")))
    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    at = 0
    for found in danish.dates(plan):
        before, at = plan[at : found.start], found.end
        if _ABOUT.search(before):
            continue
        single = _PART.fullmatch(plan[found.start : found.end]) is not None
        if found.until and not (single and (_ENDS.search(before) or _BEGINS.search(before))):
            return (start or found.value, found.until) if single and start else (found.value, found.until)
        if _ENDS.search(before):
            end = end or found.until or found.value
        elif _BEGINS.search(before):
            start = start or found.value
    return start, end


def between(start: str, end: str) -> Period:
    """What stands under "Start" and under "Slut"; a whole period under either gives both.

    >>> [str(day) for day in between("Primo 2025", "")]
    ['2025', 'None']
    """
    first, last = danish.dates(_dated(start)), danish.dates(_dated(end))
    until = first[0].until if first and not _PART.search(start) else None
    return (first[0].value if first else None), (last[-1].until or last[-1].value if last else until)


def _dated(text: str) -> str:
    """A cell that holds but a year is read as a year."""
    return f"i {text}" if re.fullmatch(r"20\d\d", text.strip()) else text
