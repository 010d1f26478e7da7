"""Where a meeting was held: an address, a house or a room, or only the net."""

from __future__ import annotations

import re

from loaders import danish
from loaders.lexicon import lexicon
from loaders.passage import Passage, clean
from loaders.sentences import sentences

POSTAL = re.compile(
    r"\b\d{4}\s+[A-ZÆØÅ]|\b(?i:\w*(?:vej|gade|plads|allé|alléen|vænge|torv|boulevard|stræde|parken|haven|gården|kajen|bakken))\s+\d+[A-Z]?\b"
)
HELD = re.compile(
    r"\b(?:holdt|afholdt|afholdes|fandt\s+sted|holdes|mødtes|samledes|[Vv]i\s+var)\b.*?\s(?:i|på|hos|ved)\s+(?P<place>[A-ZÆØÅ].*?)"
    r"(?=,?\s+(?:(?:og|vi|som|der|hvor)\s+)*(?:begyndte|startede|sluttede|fra\s+kl|kl\.)|$)"
)
MET = re.compile(r"Mødet\s+(?:fandt\s+sted|blev\s+(?:af)?holdt)\s", re.IGNORECASE)
_VIRTUAL_ONLY = re.compile(r"\b(?:hybrid|fysisk|samt\s+via|eller\s+via|og\s+(?:via\s+)?(?:virtuelt|online|teams))", re.IGNORECASE)


_PREMISES = re.compile(
    r"(?:hospital|sygehus|rådhus|regionshus|regionsgård|kommunekontor|sundhedscent|sundhedshus|administrationsbygning|psykiatrien|universitet|kulturhus|konferencecent)\w*"
    r"|(?<!\w)(?:møde)?lokale\s+[\w.]+|byrådssal|auditori|mødesal",
    re.IGNORECASE,
)


def is_premises(text: str) -> bool:
    """A house or a room by itself on a line ("Hvidovre Hospital, Auditorium 3"), as it stands below the clock where no label says so."""
    return (
        len(text) < 80
        and _PREMISES.search(text) is not None
        and not (lexicon().cue(text) or lexicon().find_role(text) or text.rstrip().endswith((".", ":")))
    )


def premises(text: str) -> str:
    """The house or room of such a line, without what else it says of the meeting.

    >>> premises("Ekstraordinært møde - Mødelokale F7 kl. 12.00")
    'Mødelokale F7'
    """
    return re.sub(r"^(?:\w+\s+)?møde\s+[-–]\s+|,?\s+kl\.?\s*\d.*$", "", text, flags=re.IGNORECASE)


def behind_time(value: Passage) -> str:
    """The place in "Tid og sted: Torsdag den 2. maj 2025 kl. 9-11, Regionshuset, Viborg": what a comma sets off behind the clock.

    Behind a date without a clock ("torsdag den 2. maj 2025 i Regionshuset"), where a preposition or an address says that it is one.
    """
    times, days = danish.times(value.text), danish.dates(value.text)
    rest = value.text[(times or days)[-1].end :] if times or days else ""
    found = re.match(r"\s*(?:(?P<comma>[,·|–-])\s*(?:(?:i|på|hos)\s+)?|(?:i|på|hos)\s+)(?=[A-ZÆØÅ]|(?:møde)?lokale\s)(?P<place>.+)$", rest)
    sure = found and (times or not found["comma"] or POSTAL.search(found["place"]))
    return found.group("place") if found and sure and not danish.dates(rest) else ""


_AND_ONLINE = re.compile(r",?\s+(?:og|samt)\s+(?:via\s+|på\s+)?(?:ms\s+|microsoft\s+)?(?:teams|online|virtuelt|skærm|video)$", re.IGNORECASE)
"""What a hybrid meeting's place says besides."""
_IN_BRACKETS = re.compile(
    r"\s*(?:\((?:og|samt|eller|mulighed\s+for|også)\s+(?:via\s+|på\s+|pr\.\s+)?(?:ms\s+|microsoft\s+)?(?:teams|online|virtuelt|skærm|video)[^()]*\)"
    r"|\s/\s(?:ms\s+|microsoft\s+)?teams)$",
    re.IGNORECASE,
)
_NET = re.compile(r"\d\W*\((?P<net>(?:via\s+|på\s+)?(?:ms\s+)?(?:teams|online|virtuelt|zoom|skype|video(?:møde)?))\)\s*$", re.IGNORECASE)


def net_behind_time(value: Passage) -> str:
    """The net, in parentheses behind the clock ("kl. 12-13.30 (Teams)"); "" where none is."""
    found = _NET.search(value.text)
    return found["net"] if found else ""


def place(text: str) -> tuple[str, bool]:
    """The place, and whether the meeting was held only on the net (then the place is empty).

    >>> place("Virtuelt via Teams"), place("Regionshuset, lokale 2")
    (('', True), ('Regionshuset, lokale 2', False))
    """
    bare = next(sentences(clean(text, 0))).text.strip(" .")
    bare = re.sub(r"^(?:(?:afholdt|holdt|afholdes)\s+)?(?:på|i|hos)\s+(?=\S)", "", bare, flags=re.IGNORECASE)
    if not online(bare):
        bare = _IN_BRACKETS.sub("", _AND_ONLINE.sub("", bare))
        return re.sub(r"\s*\((?:hybrid(?:møde)?|fysisk|fysisk\s+fremmøde)\)$", "", bare, flags=re.IGNORECASE), False
    if _VIRTUAL_ONLY.search(bare) or POSTAL.search(bare):
        return bare, False
    return "", True


def online(text: str) -> bool:
    words = lexicon().cue_words("virtual")
    return bool(
        re.match(
            rf"^\W*(?:(?:mødet\s+)?(?:blev\s+|er\s+)?(?:afholdes|afholdt|holdes|holdt|afviklet|afvikledes|foregik|fandt\s+sted)\s+)?(?:som\s+)?(?:et\s+)?(?:{words})(?!\w)",
            text,
            re.IGNORECASE,
        )
    )
