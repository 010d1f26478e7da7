"""Plans ordered by who does what: a heading that names an organisation and nothing else ("Hvad Region Syddanmark gør") answers for what stands below."""

from __future__ import annotations

import re

from loaders import organisations

_AROUND = re.compile(
    r"\W|(?<!\w)(?:hvad|det|vil|gør|gøres|sætter|i|gang|indsatser|indsatserne|indsats|initiativer|opgaver|projekter|aktiviteter|bidrag|bidrager|med|leverer|hos|for|fra|af|ved|under|ansvar|ansvarlig|har|ansvaret"
    r"|tager|sig|der|ligger|drives|ledes|og|samt|\d{1,2}|s|egne)(?!\w)",
    re.IGNORECASE,
)


def holder(title: str, region: str = "") -> bool:
    """
    >>> holder("HVAD REGION SYDDANMARK GØR"), holder("Esbjerg Kommunes indsatser"), holder("Samarbejde med Esbjerg Kommune om tænder")
    (True, True, False)
    """
    title = cased(title)
    found = organisations.organisations(title, region)
    if not found:
        return False
    rest = title
    for start, end, _ in sorted(found, key=lambda hit: -hit[0]):
        rest = rest[:start] + " " + rest[end:]
    return not _AROUND.sub("", re.sub(r"(?<!\w)kommuner?s?(?!\w)", "", rest, flags=re.IGNORECASE))


def cased(title: str) -> str:
    """A title in capitals as running text has its names.

    >>> cased("HVAD PLO-SYDDANMARK OG VEJLE KOMMUNE GØR"), cased("Hvad Vejle gør")
    ('Hvad PLO-Syddanmark og Vejle Kommune Gør', 'Hvad Vejle gør')
    """
    if not title.isupper():
        return title
    return re.sub(r"[^\W\d_]+", lambda found: _word(found.group()), title)


def _word(word: str) -> str:
    if word in ("OG", "I", "AF", "FOR"):
        return word.lower()
    return word if word in ("PLO", "KL", "OUH", "AUH") else word.capitalize()
