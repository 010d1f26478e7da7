"""How the head of minutes says whose meeting it was, where no noun for bodies does: behind a label, in small letters, or by the genitive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_OF_ITS_MEETING = re.compile(r"\b(?P<body>\w+(?:[Rr]åd|[Uu]dvalg))smøde(?:t|r|rne)?\b")
_LABEL = re.compile(r"\W*(?:udvalg|mødeforum|gremium)\W*", re.IGNORECASE)
_LABELLED = re.compile(r"\W*(?:udvalg|råd|organ|forum|mødeforum|gremium)\s*[:|]\s*\|?\s*(?P<name>[A-ZÆØÅ][^|]*?)\s*\|?\s*$", re.IGNORECASE)
_MEETS_IN = re.compile(r"^(?P<before>\W*(?i:\w*referat|dagsorden|\w*protokol)\b.*?\bmøde(?:t)?\s+i\s+)(?P<first>[a-zæøå])(?P<rest>[\wæøå-]{8,})")
_WHOSE = re.compile(
    r"^(?:referat\W+(?:fra|af)\s+)?(?P<name>[A-ZÆØÅ][^,.:;|]*?[a-zæøå])s\s+(?:ekstraordinære\s+|ordinære\s+)?møde\s+(?:den|d\.)\s*\d", re.IGNORECASE
)


def of_its_meeting(line: str) -> str:
    """The line with the body for the meeting that bears its name, without a stray capital.

    >>> of_its_meeting("Ekstraordinært SeniorRådsmøde 2")
    'Ekstraordinært Seniorrådet 2'
    """
    return _OF_ITS_MEETING.sub(lambda found: f"{found['body'][0]}{found['body'][1:].lower()}et", line)


def below_label(lines: Sequence[str]) -> Iterator[str]:
    """The lines that stand below a label for the body.

    >>> list(below_label(["Referat", "Udvalg", "Ældreråd"]))
    ['Ældreråd']
    """
    return (line for label, line in pairwise(lines) if _LABEL.fullmatch(label))


def named(line: str) -> str:
    """The line as a title names a body: the value behind "Udvalg:", and with a capital what a title has in small.

    >>> named("Udvalg: | Social- og Sundhedsudvalget |"), named("Referat fra møde i direktørnetværket")
    ('Social- og Sundhedsudvalget', 'Referat fra møde i Direktørnetværket')
    """
    labelled = _LABELLED.match(line)
    return labelled["name"] if labelled else _MEETS_IN.sub(lambda found: f"{found['before']}{found['first'].upper()}{found['rest']}", line)


def whose_meeting(line: str) -> str:
    """The body whose meeting a title tells of, "" for another line.

    >>> whose_meeting("Social og sundheds møde den 17. april 2023"), whose_meeting("Møde den 17. april 2023")
    ('Social og sundhed', '')
    """
    found = _WHOSE.match(line)
    return found["name"] if found else ""


def title_case(place: str) -> str:
    """ "NÆSTVED-SLAGELSE" as it is written in running text."""
    if not place.isupper():
        return place
    return re.sub(r"[^\W\d_]+", lambda found: found.group().lower() if found.group() in ("OG", "I", "AF") else found.group().capitalize(), place)


_LIST = r"(?:medlemmer(?:ne)?|medlemsliste|medlemsoversigt|kontaktliste|deltager(?:e|liste)|sammensætning(?:en)?|bemanding)"
_AS_OF = r"(?:\s*[,–(-]?\s*(?:pr\.?|opdateret|den|d\.)?\s*\(?(?:\d{1,2}\.?\s*)?(?:[a-zæøå]+\s+)?20\d\d\)?)?\s*"
_MEMBERS = re.compile(rf"(?:\W*{_LIST}\b\W*(?:af|i|for|til)?\s*)?(?:den|det)?\s*(?P<name>[A-ZÆØÅ][^.:;|?!]{{3,70}}?){_AS_OF}", re.IGNORECASE)


def whose_members(title: str) -> str:
    """What a title says that the listed people are members of, "" where it is a sentence.

    >>> whose_members("Medlemmer af Taskforce for rekruttering, maj 2024"), whose_members("Hvem er vi?")
    ('Taskforce for rekruttering', '')
    """
    found = _MEMBERS.fullmatch(title.strip())
    return _OF_A_COUNCIL.sub("", found["name"]).strip() if found and found["name"][:1].isupper() and not _VERB.search(found["name"]) else ""


_OF_A_COUNCIL = re.compile(r"\s+i\s+[A-ZÆØÅ][\w-]+(?:\s+[A-ZÆØÅ][\w-]+)?\s+[Kk]ommune$")  # "Demensrådet i Thisted Kommune"
_VERB = re.compile(r"\b(?:er|har|bliver|blev|skal|vil|kan|får|fik)\b")
