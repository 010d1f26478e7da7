"""Dates, times and amounts as Danish texts write them. Pure functions: text in, values with their places out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.kroner import FoundAmount, amounts, number, unit
from loaders.model import FuzzyDate

__all__ = ["Found", "FoundAmount", "FoundTime", "amounts", "dates", "number", "times", "unit"]


@dataclass(frozen=True, slots=True)
class Found:
    """A date at `text[start:end]`; `until` is the last day, month or year of a period."""

    value: FuzzyDate
    start: int
    end: int
    until: FuzzyDate | None = None


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day at `text[start:end]`, with the end of the meeting where one is given."""

    start_time: dt.time
    start: int
    end: int
    end_time: dt.time | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A date whose year may stand elsewhere. `vague`: the words say more than the value; `months`: how many the period holds."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    vague: bool = False
    months: int = 1


_MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december")
_SHORT = {"jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12}
_MONTH = rf"(?:{'|'.join(_MONTHS)}|(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?![a-zæøå])\.?)"
_YEAR = r"(?:19|20)\d\d"
_BEFORE = r"(?:(?<=20\d\d[-–/])|(?<![\w§])(?<!\d[-./,:]))"
_AFTER = r"(?![\w%])(?![./,:]\d)"
_NAMED = r"(?<![\w§])(?<!\d[./,:])(?<!-\d-)(?<!-\d\d-)"  # "2-3. maj": a month by name may stand behind a dash
_AFTER_YEAR = r"(?:(?<=20\d\d[-–/])|(?<=20\d\d\s[-–/]\s)|(?<=20\d\d[-–/]\s)|(?<=20\d\d\s[-–/]))"
_SHORT_YEAR = r"(?<=[a-zæøå.]\s)(?=[1-4]\d\s*(?:$|[,;:)]|\.$|(?:kl|i|på)\b))"  # "12. marts 25": two digits that nothing counted follows
_NO_CLAUSE = r"(?<!pkt )(?<!pkt\. )(?<!punkt )(?<!afsnit )(?<!kapitel )"
_WEEKDAY = r"[a-zæøå]+dag\s+(?:d\.\s*|den\s+)?"

_POINT = r"primo|medio|ultimo|(?:udgangen|slutningen|begyndelsen|starten|midten|løbet\s+af\s+(?:første|anden)\s+halvdel)\s+af"
_ORDINAL = r"\d\.|første|andet|tredje|fjerde"
_SEASON = r"(?:det\s+(?:tidlige|sene)\s+)?(?:for|efter)år(?:et)?|sommer(?:en|ferien)?|vinter(?:en)?|årsskiftet"
_PART = rf"(?:{_ORDINAL})\s*(?:kvartal|kvt\.?|halvår)|[QK][1-4]|H[12]|{_SEASON}"
# What may stand before a bare year; "312 borgere i 2019 boliger" is no year: a noun for what is counted would follow, so the list is short.
_YEAR_CUE = r"i|år|året|årene|fra|til\s+og\s+med|t\.?o\.?m\.?|til|inden|siden|for|efter|før|af|og|samt|hhv\.?|både|budget|frem\s+mod|senest|pr\.?"

_FORMS = tuple(
    re.compile((_NAMED if "name" in form or "vague" in form or "quarter" in form else _BEFORE) + form, re.IGNORECASE)
    for form in (
        rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])",
        rf"(?P<day>\d{{1,2}})\s?(?P<mark>[./-])\s?(?P<month>\d{{1,2}})\s?(?P=mark)\s?(?P<year>{_YEAR}){_AFTER}",
        rf"{_NO_CLAUSE}(?P<day>\d{{1,2}})(?P<mark>[./-])(?P<month>\d{{1,2}})(?P=mark)(?P<short>[1-4]\d){_AFTER}",
        rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:\s*[-.–]\s*|\s+)(?:(?P<year>{_YEAR})|(?P<short>[1-4]\d)){_AFTER}",
        rf"(?:(?<=d\. )|(?<=den )|(?<=dag )|(?<=d\.))(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}}){_AFTER}",
        rf"(?P<day>\d{{1,2}})(?:\s?\.\s*|\s+)(?P<name>{_MONTH})\s*(?:,\s*)?(?:(?P<year>{_YEAR})|(?:['’]|{_SHORT_YEAR})(?P<short>\d\d)|(?![a-zæøå\d])){_AFTER}",
        rf"(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}}),\s+(?P<year>{_YEAR}){_AFTER}",  # "Marts 3, 2016", as some content systems print it
        rf"(?P<vague>{_POINT})\s+(?P<name>{_MONTH})(?:\s+(?P<year>{_YEAR})|(?!\w)){_AFTER}",
        rf"(?P<name>{_MONTH})\s+(?P<year>{_YEAR}){_AFTER}",
        rf"(?P<vague>(?:(?:{_POINT})\s+)?(?:{_PART}))\s*(?:i\s+|af\s+|,\s*)?(?P<year>{_YEAR})(?:/(?:20)?\d\d)?{_AFTER}",
        rf"(?P<quarter>(?:{_ORDINAL})(?:\s*(?:kvartal|kvt\.?))?|[QK][1-4])(?=\s*(?:-|–|til|og)\s*(?:(?:{_ORDINAL})\s*(?:kvartal|kvt\.?)|[QK][1-4])\s*(?:i\s+)?{_YEAR})",
        rf"(?P<vague>{_POINT})\s+(?P<year>{_YEAR}){_AFTER}",
        rf"(?P<year>{_YEAR})(?=\s?[-–/]\s?(?:20)?\d\d(?!\d|\s?(?:kr|mio|%|[-./]\d))(?![\w%]))",
        rf"(?<=20\d\d,\s)(?P<year>{_YEAR})(?=\s*(?:,|og|samt)\s*(?:i\s+)?{_YEAR}{_AFTER})",
        rf"{_AFTER_YEAR}(?:(?P<year>{_YEAR})|(?P<short>[1-4]\d)){_AFTER}",
        rf"(?:(?<=\()|(?:(?<=\W)|^)(?:{_YEAR_CUE})\s+)(?P<bare>{_YEAR}){_AFTER}(?!\s+(?:kr|mio|mia|t\.?kr|DKK)\b)",
        rf"(?P<day>\d{{1,2}})\.?(?=\s*[-–]\s*\d{{1,2}}\.\s*(?:{_MONTH}))",
        rf"(?P<day>\d{{1,2}})\.(?=(?:\s*(?:,|og|samt|eller|til|-|–)\s*\d{{1,2}}\.)+\s*(?:{_MONTH}))",
        rf"(?:(?<=i )|(?<=fra )|(?<=til )|(?<=pr\. )|(?<=pr )|(?<=inden )|(?<=siden )|(?<=ud )|^)(?P<name>{'|'.join(_MONTHS)}){_AFTER}",
        rf"(?P<name>{'|'.join(_MONTHS)})(?=\s*(?:-|–|til|og)\s*(?:{_POINT}|{_MONTH})[\s.])",
    )
)
# Every form has one of these, most texts none.
_HINT = re.compile(rf"{_YEAR}|\d\s?[./-]\s?\d|{'|'.join(sorted({month[:3] for month in _MONTHS}))}", re.IGNORECASE)
_RANGE = re.compile(
    r",?\s*(?:-|–|—|til(?:\s+og\s+med)?|t\.?\s?o\.?\s?m\.?|(?:og\s+)?frem\s+(?:til|mod)|indtil|og\s+til|/)\s*"
    rf"(?:d\.\s*|den\s+|ca\.\s*|{_WEEKDAY})?",
    re.IGNORECASE,
)
_LIST = re.compile(rf"\s*(?:,|;|og|samt|eller|&|hhv\.)?\s*(?:og|samt|hhv\.|igen)?\s*(?:på\s+)?(?:{_WEEKDAY})?(?:d\.\s*|den\s+|i\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:i?mellem)\s+(?:d\.\s*|den\s+)?$", re.IGNORECASE)


@lru_cache(maxsize=1024)
def dates(text: str, year: int | None = None) -> tuple[Found, ...]:
    """Every date and period, in printed order; `year` is taken where neither the date nor its neighbours in a list say one.

    Nothing is padded: a season or "udgangen af 2024" keeps the precision of the year and its words in `as_written`; a quarter or
    half-year is the period of its months.

    >>> [str(found.value) for found in dates("d. 8. feb. og 18. marts 2024")]
    ['2024-02-08', '2024-03-18']
    >>> [(str(found.value), str(found.until)) for found in dates("2. kvartal 2026")]
    [('2026-04', '2026-06')]
    >>> period = dates("november 2023 – udgangen af 2024")[0]
    >>> str(period.value), str(period.until), period.until.as_written
    ('2023-11', '2024', 'udgangen af 2024')
    """
    parts = _with_years(list(_parts(text)), text, year)
    found: list[Found] = []
    at = 0
    while at < len(parts):
        one = parts[at]
        following = parts[at + 1] if at + 1 < len(parts) else None
        if following and _is_range(text, one, following):
            start, until = _fuzzy(one, text), _last(following, text)
            if start and until:
                found.append(Found(start, one.start, following.end, until))
                at += 2
                continue
        value = _fuzzy(one, text)
        if value:
            found.append(Found(value, one.start, one.end, _last(one, text) if one.months > 1 else None))
        at += 1
    return tuple(found)


def _parts(text: str) -> Iterator[_Part]:
    """The dates by themselves: of overlapping readings the first in the order of the forms at the leftmost place."""
    if not _HINT.search(text):
        return
    hits = sorted((hit.start(), order, hit) for order, form in enumerate(_FORMS) for hit in form.finditer(text))
    end = -1
    for _, _, hit in hits:
        part = _part(hit)
        if part and part.start >= end:
            end = part.end
            yield part


def _part(hit: re.Match[str]) -> _Part | None:
    said = {key: value for key, value in hit.groupdict().items() if value}
    start = hit.start("bare") if "bare" in said else hit.start()
    year = int(said.get("year") or said.get("bare") or (f"20{said['short']}" if "short" in said else 0)) or None
    month = _month(said["name"]) if "name" in said else int(said["month"]) if "month" in said else None
    day = int(said["day"]) if "day" in said else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    end = hit.start() + len(hit.group().rstrip(" \n\t,"))
    quarter = said.get("quarter", "")
    period = _period(f"{quarter} kvartal" if quarter.endswith((".", "e", "t")) else quarter or said.get("vague", ""))
    return _Part(start, end, year, month or period[0], day, bool(quarter or "vague" in said), period[1])


_ORDINALS = {"første": 1, "andet": 2, "tredje": 3, "fjerde": 4}


def _period(words: str) -> tuple[int | None, int]:
    """The first month and the number of months of "2. kvartal", "H1", "andet halvår"; no month for other words."""
    found = re.search(r"(?:(\d)\.|(første|andet|tredje|fjerde))\s*(k|halv)|\b([QHK])(\d)", words, re.IGNORECASE)
    if not found:
        return None, 1
    which = int(found.group(1) or found.group(5) or _ORDINALS[found.group(2).lower()])
    months = 6 if (found.group(3) or found.group(4)).lower() in ("halv", "h") else 3
    first = (which - 1) * months + 1
    return (first, months) if first <= 12 else (None, 1)


def _month(name: str) -> int:
    bare = name.lower().rstrip(".")
    return _MONTHS.index(bare) + 1 if bare in _MONTHS else _SHORT[bare]


def _with_years(parts: list[_Part], text: str, default: int | None) -> list[_Part]:
    """A date in a list takes the year that stands later in the list, else the one that stands earlier, else `default`."""
    done: list[_Part] = []
    for part in reversed(parts):
        after = done[-1] if done else None
        if after and _linked(text, part, after):
            if part.month is None and part.day and after.month:
                part = replace(part, month=after.month)
            if part.year is None and part.month and after.year and after.month:
                part = replace(part, year=after.year - (1 if part.month > after.month else 0))
            elif part.year is None and part.month and after.year:
                part = replace(part, year=after.year)
        done.append(part)
    forward: list[_Part] = []
    for part in reversed(done):
        before = forward[-1] if forward else None
        if part.year is None and part.month and before and before.year and before.month and _linked(text, before, part):
            part = replace(part, year=before.year + (1 if part.month < before.month else 0))
        forward.append(part)
    return [replace(part, year=part.year or _parallel(forward, at, text) or _only(forward) or default) for at, part in enumerate(forward)]


def _only(parts: list[_Part]) -> int | None:
    """The year that one day is of, where the text names one year apart from it ("udvalgets 4. møde i 2012 torsdag den 22. november")."""
    years = [part.year for part in parts if part.year and not part.month and not part.vague]
    return years[0] if len(years) == 1 and len(parts) == 2 else None


def _parallel(parts: list[_Part], at: int, text: str) -> int | None:
    """ "fra 15. september i byen og fra 1. november 2023 på landet": one sentence, the same preposition, the year at the later date."""
    one, following = parts[at], parts[at + 1] if at + 1 < len(parts) else None
    if not following or not following.year or not one.month or not one.day or not following.day:
        return None
    same = [re.search(r"(\w+)\s+(?:d\.\s*|den\s+)?$", text[: part.start]) for part in (one, following)]
    if not same[0] or not same[1] or same[0].group(1) != same[1].group(1) or re.search(r"[.!?]\s+[A-ZÆØÅ]", text[one.end : following.start]):
        return None
    return following.year if (one.month, one.day) < (following.month or 0, following.day) else None


def _linked(text: str, one: _Part, following: _Part) -> bool:
    between = text[one.end : following.start]
    return _LIST.fullmatch(between) is not None or _RANGE.fullmatch(between) is not None


def _is_range(text: str, one: _Part, following: _Part) -> bool:
    between = text[one.end : following.start]
    if _RANGE.fullmatch(between):
        return True
    return _BETWEEN.search(text[: one.start]) is not None and re.fullmatch(r"\s+og\s+(?:d\.\s*|den\s+)?", between) is not None


def _last(part: _Part, text: str) -> FuzzyDate | None:
    """The last month of a quarter or half-year; of any other date the date itself."""
    return _fuzzy(replace(part, month=part.month + part.months - 1) if part.month else part, text)


def _fuzzy(part: _Part, text: str) -> FuzzyDate | None:
    """None for a day that no calendar has, and where no year is known."""
    if part.year is None or (part.day and part.month is None):
        return None
    if part.month and part.day:
        try:
            dt.date(part.year, part.month, part.day)
        except ValueError:
            return None
    return FuzzyDate(part.year, part.month, part.day, " ".join(text[part.start : part.end].split()) if part.vague else "")


def _clock(name: str, marks: str = ".:") -> str:
    return rf"(?P<{name}h>[01]?\d|2[0-3])(?:[{marks}](?P<{name}m>[0-5]\d)(?::\d\d)?)?"


# "kl. 13.05 og hævet kl. 14.50", "fra 12.15 og sluttede 12.50": what a meeting's end is told by.
_TO = (
    r"(?:-|–|—|til|(?:og|samt)\s+(?:(?:blev|var|er)\s+)?(?:igen\s+)?"
    r"(?:slutte(?:r|de|t|s)|slut|hævet|hævede|færdige?|forbi|ophørte|lukket|lukkede|afsluttet|afsluttede|endte)(?:\s+igen)?)"
)
_BEHIND_CUE = ".:,"  # only behind "kl." is "12,30" a time of day
_UNTIL = rf"(?:\s*{_TO}\s*(?:ca\.?\s*)?(?:kl(?:okken|\.)?\s*)?{_clock('e', _BEHIND_CUE)}(?![\d%])(?![.,:]\d))?"
_WITH_CUE = re.compile(rf"(?<!\w)kl(?:okken|\.)?\s*{_clock('s', _BEHIND_CUE)}(?!\d){_UNTIL}", re.IGNORECASE)
_EXACT = re.compile(
    rf"(?<![\w.,:/-])(?P<sh>[01]?\d|2[0-3])(?P<mark>[.:])(?P<sm>[0-5]\d)(?::\d\d)?\s*{_TO}\s*(?:kl(?:okken|\.)?\s*)?(?P<eh>[01]?\d|2[0-3])(?:[.:](?P<em>[0-5]\d))?(?![\w%])(?![.,:/-]\d)"
    r"|(?<![\w.,:/-])(?P<ch>[01]?\d|2[0-3]):(?P<cm>[0-5]\d)(?::[0-5]\d)?(?![\w%])(?![.,:/]\d)"
)
_BARE = re.compile(
    rf"[\s,;:|(]*(?:(?:i\s+tidsrummet\s+)?(?:fra|mellem)\s+)?{_clock('s')}\s*(?:-|–|—|til|(?<=mellem\s\d\d\s)og)\s*{_clock('e')}(?!\d|\.\d)"
    r"|[\s,;:|(]*(?P<bh>[01]?\d|2[0-3])[.](?P<bm>[0-5]\d)(?![\d.])"
)


def times(text: str) -> tuple[FoundTime, ...]:
    """Times of day in printed order; a bare "9-11" counts only as the whole text or straight behind a date.

    >>> [(str(found.start_time), str(found.end_time)) for found in times("Fredag d. 2. maj 2025 kl. 12.45 – 14")]
    [('12:45:00', '14:00:00')]
    >>> times("for de 9-11-årige")
    ()
    """
    days = dates(text, year=2000)
    hits = [hit for form in (_WITH_CUE, _EXACT) for hit in form.finditer(text)]
    hits += [hit for start in (0, *(day.end for day in days)) if (hit := _BARE.match(text, start)) and (start or hit.end() == len(text.rstrip()))]
    taken: list[FoundTime] = []
    for hit in sorted(hits, key=lambda hit: (hit.start(), -hit.end())):
        clear = all(hit.end() <= day.start or day.end <= hit.start() for day in days)
        if clear and (not taken or hit.start() >= taken[-1].end):
            taken.append(_time(hit))
    return tuple(taken)


def _time(hit: re.Match[str]) -> FoundTime:
    said = {key: value for key, value in hit.groupdict().items() if value}
    start = dt.time(int(said.get("sh") or said.get("ch") or said["bh"]), int(said.get("sm") or said.get("cm") or said.get("bm") or 0))
    end = dt.time(int(said["eh"]), int(said.get("em", 0))) if "eh" in said else None
    lead = len(hit.group()) - len(hit.group().lstrip(" \n\t,;:|("))
    return FoundTime(start, hit.start() + lead, hit.end(), end)
