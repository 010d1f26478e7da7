"""Meetings and milestones that running text tells of, in plans and in minutes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from loaders import bodies, danish
from loaders.model import Body, Evidence, Meeting, Milestone, Span
from loaders.passage import Passage
from loaders.sentences import sentences

# "mødet d. …", "møder hhv. d. …", "klyngemødet den …"; what other gatherings are called is left out ("dialogmøde", "møde mellem A og B").
_MEETING = re.compile(
    r"(?<![\w-])(?:(?:klynge|udvalgs|rådss?|ordinære\s+|seneste\s+|sidste\s+|politiske\s+)?møde(?:t|r|rne)?|mødtes|møder)(?![\w-])", re.IGNORECASE
)
_NO_YEAR = 1000  # stands for a year that the text does not say
_BETWEEN = re.compile(r"\bmøde(?:r|t)?\s+mellem\b|\bdialogmøde|\bbilateral", re.IGNORECASE)
_GAP = re.compile(
    r"(?:\s|,|[–-]|\b(?:hhv|henholdsvis|d|den|dag|gange?|gang|siden|sidst|man|tirs|ons|tors|fre|lør|søn|i|på|af|for|blev|er|har|været|afholdt|holdt|med|[A-ZÆØÅ][\w-]*|klyngen|klynge"
    r"|politiske|sundhedsklynge|sundhedsklyngen|mandag|tirsdag|onsdag|torsdag|fredag|samt|og|\d{1,2}|to|tre|fire|fem|seks|syv|otte|ni|ti)\b\.?|:)*",
)
_GROUP = re.compile(
    r"(?<![\w-])(?P<name>[A-ZÆØÅ]?[a-zæøå]*(?:planlægnings|arbejds|styre|projekt|implementerings|følge|forretnings)gruppen?)(?![\w-])", re.IGNORECASE
)


def meetings(passages: Iterable[Passage], body: Body, region: str, year: int | None = None) -> tuple[Meeting, ...]:
    """Each meeting told of with its day, one a body and date, with the places of all that is said of it.

    A date without a year is that of the meeting told elsewhere on that day of the year, else of `year`, else left out.
    """
    told: dict[tuple[str, dt.date], tuple[Body, Evidence]] = {}
    pieces = [sentence for passage in passages for sentence in sentences(passage)]
    known_years = {(day.month, day.day): day.year for _, day, _ in _told(pieces, body, region, None)}
    for of, day, at in _told(pieces, body, region, year, known_years):
        held = told.get((of.slug, day), (of, ()))[1]
        told[(of.slug, day)] = (of, held if at in held else (*held, at))
    return tuple(Meeting(of, day, rule="text.meeting-told", at=at) for (_, day), (of, at) in told.items())


def _told(
    pieces: Iterable[Passage], body: Body, region: str, year: int | None, years: Mapping[tuple[int, int], int] | None = None
) -> Iterator[tuple[Body, dt.date, Span]]:
    for sentence in pieces:
        for day, word in _days(sentence.text, year, years or {}):
            yield _holder(sentence.text[:word], body, region), day, sentence.span


def _days(text: str, year: int | None, years: Mapping[tuple[int, int], int]) -> Iterator[tuple[dt.date, int]]:
    """The days that stand behind the word "møde", singly or as a list, each with the place of that word."""
    if _BETWEEN.search(text):
        return
    for word in _MEETING.finditer(text):
        at = word.end()
        for found in danish.dates(text, year=_NO_YEAR):
            if found.start < at:
                continue
            if _GAP.fullmatch(text[at : found.start]) and not found.value.month and not found.until and found.value.year != _NO_YEAR:
                year, at = found.value.year, found.end  # "mødtes to gange i 2024: den 22. februar og …"
                continue
            if not _GAP.fullmatch(text[at : found.start]) or not found.value.month or not found.value.day:
                break
            given = (
                found.value.year
                if found.value.year != _NO_YEAR
                else years.get((found.value.month, found.value.day), year or _next_year(text, found.end))
            )
            if given:
                yield dt.date(given, found.value.month, found.value.day), word.start()
            at = found.end


def _next_year(text: str, at: int) -> int | None:
    """ "den 6. februar, den 15. maj og den 28. august 2025": the year that closes the list."""
    after = danish.dates(text[at:], year=_NO_YEAR)
    return next((one.value.year for one in after if one.value.year != _NO_YEAR and one.value.day), None)


def _holder(before: str, body: Body, region: str) -> Body:
    """Whose meeting: a group or body that the sentence names before it ("Direktørforum har på mødet …"), else the document's."""
    group = _GROUP.search(before)
    if group and body.cluster:
        label = group.group("name").lower()
        return bodies.of_cluster(body, label[:1].upper() + label[1:].removesuffix("n"), "working-group")
    named = bodies.body_in(before, region)
    if named and named.label.removesuffix("s") == body.label:
        return body
    if named is None or named.cluster_slug == body.cluster_slug != "":
        return body if named is None or named.type == "political-level" else named
    return named if named.cluster or not body.cluster else bodies.of_cluster(body, named.label, named.type)


_PAST = re.compile(
    r"(?<!\w)(?:er|blev|har|var|blevet|været|havde|er\s+nu)\s+(?:[\wæøå,-]+\s+){0,9}?[\wæøå]+(?:et|t|ede|te|ået|rådt)(?!\w)"
    r"|^\W*[A-ZÆØÅ][a-zæøå]+(?:et|t)\s+(?:d\.|den|i|pr\.)\s"
    r"|(?<!\w)(?<!\bat\s)(?!(?:første|sidste|næste|sjette|[\wæøå]*(?:fleste|bedste|største|mindste|ældste|yngste|eneste|este))(?!\w))[\wæøå]{4,}(?:ede|te)(?!\w)|(?<!\w)(?:indgik|tog|gik|trådte|udgav|blev|begyndte|startede|kom)(?!\w)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"(?<!\w)(?:skal|vil|kan|forvent\w*|ventes|planl\w+|frem\s+mod|inden|senest|kommer\s+til|påbegyndes|igangsættes|ansættes|afholdes|åbner|bliver|træder|overgår|flyttes|slutter|starter|begynder|løber|udløber|ligger\s+klar)(?!\w)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?<!\w)(?:godkend\w*|beslutte\w*|vedtag\w*|nedsat\w*|etable\w+|igangs\w+|start\w*|ansat\w*|ansæt\w*|ansatte|indgå\w*|indgik|udsend\w*|fremsat\w*|fremsend\w*|afsend\w*"
    r"|trådt|træder|tiltræde\w*|påbegynd\w*|begynd\w*|afslutt\w*|udarbejd\w*|offentliggj\w*|udg[ia]v\w*|udgivet|lanceret|åbne\w*|indfør\w*|implemente\w*|gennemfør\w*|indflytning|opnå\w*"
    r"|søg\w*|ansøg\w*|bevil\w*|underskrev\w*|idriftsat\w*|på\s+plads|i\s+drift|klar|evaluer\w*|afhold\w*)(?!\w)",
    re.IGNORECASE,
)


def milestones(passages: Iterable[Passage], initiative: str = "", year: int | None = None) -> Iterator[Milestone]:
    """Dated events: a sentence with a day or a month and a word of something done. A sentence in the past tells it as realised.

    What an amount of money is for, and whole years, are none; a meeting's own date is a meeting.
    """
    for passage in passages:
        for sentence in sentences(passage):
            for found in danish.dates(sentence.text, year):
                if found.value.month or found.value.as_written:
                    yield from _milestone(sentence, found, initiative)


def _milestone(sentence: Passage, found: danish.Found, initiative: str) -> Iterator[Milestone]:
    text = sentence.text
    if not (found.value.month or found.value.as_written) or not _EVENT.search(text) or _is_meeting_day(text, found):
        return
    clause = _clause(text, found)
    planned = _FUTURE.search(clause) is not None and not re.search(
        r"(?<!\w)(?:er|blev|har)(?!\w)[^,]*$", text[max(0, found.start - 40) : found.start]
    )
    if planned or _PAST.search(clause) or _PAST.search(text):
        yield Milestone(text.strip(" ."), found.value, not planned, initiative, "text.milestone", (sentence.span,))


def _is_meeting_day(text: str, found: danish.Found) -> bool:
    value = found.value
    return any((day.month, day.day) == (value.month, value.day) for day, _ in _days(text, _NO_YEAR, {}))


def _clause(text: str, found: danish.Found) -> str:
    """The part of the sentence between commas or dashes in which a date stands."""
    start = max((text.rfind(mark, 0, found.start) for mark in (", ", " – ", "; ", ". ")), default=-1)
    ends = [at for mark in (", ", " – ", "; ", ". ") if (at := text.find(mark, found.end)) >= 0]
    return text[max(start, 0) : min(ends, default=len(text))]
