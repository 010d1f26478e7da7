"""How the head of minutes says whose meeting it was, where no noun for bodies does: behind a label, in small letters, or by the genitive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders import organisations
from loaders.lexicon import lexicon
from loaders.names import is_given_name

_OF_ITS_MEETING = re.compile(r"\b(?P<body>\w+(?:[Rr]åd|[Uu]dvalg))smøde(?:t|r|rne)?\b")
_OF_A_GROUP = re.compile(r"^\W*(?P<body>[A-ZÆØÅ]\w+gruppe)møde(?:t)?\b")
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
    line = _OF_A_GROUP.sub(lambda found: f"{found['body']}n", line)
    return _OF_ITS_MEETING.sub(lambda found: f"{found['body'][0]}{found['body'][1:].lower()}et", line)


def is_label(word: str) -> bool:
    """Does a line hold nothing but a label for the body ("Udvalg")?"""
    return _LABEL.fullmatch(word) is not None


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


_NTH_MEETING = re.compile(r"(?:referat\W+(?:fra|af)\s+)?(?P<name>[A-ZÆØÅ][^,.:;|\d]*?[a-zæøå])s\s+\d{1,3}\.\s+møde\b(?=.*\d)", re.IGNORECASE)


def whose_nth_meeting(line: str) -> str:
    """Who met, where a title counts the meetings.

    >>> whose_nth_meeting("Forretningsudvalgets 4. møde i 2012 torsdag den 22. november")
    'Forretningsudvalget'
    """
    found = _NTH_MEETING.match(line)
    return found["name"] if found else ""


_PAPER = re.compile(r"\W*(?:\w*referat|mødenotat|\w*protokol)\b", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÆØÅ][^\W\d][^\d.:;|()\"“”]{4,70}")


def beside_title(lines: Sequence[str]) -> str:
    """Where no noun tells a body: the line right above or below the one that says what the paper is, which is no organisation, label or person.

    >>> beside_title(["Sundhedsalliancen Fredericia", "REFERAT", "tirsdag den 20. september 2022"])
    'Sundhedsalliancen Fredericia'
    """
    for at, line in enumerate(lines):
        beside = (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]) if _PAPER.match(line) else ()
        for name in beside:
            if _NAME.fullmatch(name) and not _PAPER.match(name) and not _is_another(name):
                return name
    return ""


def _is_another(line: str) -> bool:
    named = organisations.organisation(line)
    return (named is not None and named.known) or lexicon().cue(line) is not None or is_given_name(line.split()[0])


_MET = re.compile(
    r"\W*(?:(?:referat|protokol|udskrift)\w*\s+(?:fra|af|til)\s+)?(?:\w+\s+)?mødet?\s+i\s+(?P<name>[A-ZÆØÅ][\wæøåÆØÅ &-]{4,80})$", re.IGNORECASE
)


_BEFORE_DASH = re.compile(r"(?P<name>[A-ZÆØÅ][^\W\d]{4,}(?:\s[^\W\d]+){0,6})\s+[-–]\s+(?:referat|møde)", re.IGNORECASE)


def met(line: str) -> str:
    """Who met, where a line says that and nothing else; "" for another line, or a place.

    >>> met("mødet i Sundhedsbrugerrådet"), met("Referat af møde i lokale 2"), met("Brugerrådet for neurologi – mødet 2019-05-03")
    ('Sundhedsbrugerrådet', '', 'Brugerrådet for neurologi')
    """
    found = _MET.match(line) or _BEFORE_DASH.match(line)
    return found["name"].strip() if found and found["name"][0].isupper() and not any(map(str.isdigit, found["name"])) else ""


def whose_meeting(line: str) -> str:
    """The body whose meeting a title tells of, "" for another line.

    >>> whose_meeting("Social og sundheds møde den 17. april 2023"), whose_meeting("Møde den 17. april 2023")
    ('Social og sundhed', '')
    """
    found = _WHOSE.match(line)
    return found["name"] if found else ""


_SMALL_WORDS = frozenset({"og", "i", "af", "for", "om", "vedr.", "vedrørende", "det", "den", "de", "til", "med", "på", "fra", "under"})
_SHORTEST_WORD = 4
_OF_ITS_FIELD = re.compile(r"(?<=\s)(?:FOR|OM|VEDR\.|VEDRØRENDE)\s.*")


def running(line: str) -> str:
    """A line in capitals as running text has it: what a body is for in small letters, abbreviations as they are; other lines as they are.

    >>> running("UDVALGET VEDRØRENDE TVÆRSEKTORIELT SAMARBEJDE"), running("KKR HOVEDSTADEN"), running("SOCIAL- OG SUNDHEDSUDVALGET")
    ('Udvalget vedrørende tværsektorielt samarbejde', 'KKR Hovedstaden', 'Social- og Sundhedsudvalget')
    """
    if not line.isupper():
        return line
    field = _OF_ITS_FIELD.search(line)
    name = line[: field.start()] if field else line
    return re.sub(r"[^\W\d_]+\.?", lambda found: _word(found.group()), name) + (field.group().lower() if field else "")


def _word(word: str) -> str:
    if word.lower() in _SMALL_WORDS:
        return word.lower()
    return word if len(word) < _SHORTEST_WORD else word.capitalize()


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
