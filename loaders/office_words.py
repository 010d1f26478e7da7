"""The words around an office in this body: whose it is, which of several, what goes with it ("udvalgets formand", "observatør uden stemmeret")."""

from __future__ import annotations

import re

LEVELS = frozenset({"faglig", "politisk", "administrativ"})
"""Of which level somebody is the chair: that is a part of what the office is called."""

_BODY = r"(?:den\s+)?[\wæøå-]*(?:klynge|udvalg|råd|gruppe|forum|netværk|styregruppe|kreds|organ|bestyrelse)"  # with its article, or with its genitive
_OF_THIS_BODY = re.compile(
    r"\s+(?:for|i|af)\s+(?:udvalget|(?:den\s+)?[\wæøå-]*klyngen|sundhedsklynge\s+[\wæøå-]+|rådet|sundhedsrådet|sundhedsråd\s+[\wæøå-]+|gruppen|[\wæøå]*styregruppen"
    r"|[\wæøå]*forummet|[\wæøå]*forum|netværket|mødet|dette møde|(?:sundheds)?samarbejdsudvalget)(?=\s*\(|$)"
)
_OTHER_COUNCILS = r"(?!(?:regions|by|kommunal|kreds|ældre|senior|handicap|udsatte)(?:råd|bestyrelse))"
_WHOSE = re.compile(rf"^{_OTHER_COUNCILS}{_BODY}(?:ns|ens|ets|mets)\s+(?=\S)")
_WHICH = re.compile(
    r"^(?:(?:\d\.|første|anden|andet|fast|faste|personlig|personlige|fælles)\s*)+(?=(?:næstf|viceform|suppl|stedf|observat|sekret|medform))"
)
_WITH = re.compile(r",?\s*\(?(?:(?:uden|med)\s+(?:stemme|tale)ret|(?:har\s+)?ikke\s+stemmeret)\)?$")


def core(wording: str) -> str:
    """The office alone; `wording` is in small letters.

    >>> [core(one) for one in ("klyngestyregruppens formand", "2. næstformand", "fast observatør uden stemmeret", "regionsrådets formand")]
    ['formand', 'næstformand', 'observatør', 'regionsrådets formand']
    """
    return _WHICH.sub("", _WHOSE.sub("", _OF_THIS_BODY.sub("", _WITH.sub("", wording))))
