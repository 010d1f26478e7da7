"""Plans ordered by who does what: a heading that names an organisation and nothing else says who answers for what stands below it."""

from __future__ import annotations

import re

from loaders import organisations
from loaders.passage import Passage

_AROUND = re.compile(
    r"\W|(?<!\w)(?:hvad|det|vil|gør|gøres|sætter|i|gang|indsatser|indsatserne|indsats|initiativer|opgaver|projekter|aktiviteter|bidrag|bidrager|med|leverer|hos|for|fra|af|ved|under|ansvar|ansvarlig|har|ansvaret"
    r"|tager|sig|der|ligger|drives|ledes|og|samt|\d{1,2}|s|egne)(?!\w)",
    re.IGNORECASE,
)


def holder(title: Passage, region: str = "") -> Passage | None:
    """The organisations that a heading names and nothing else, as they are written there.

    >>> from loaders.passage import clean
    >>> [str(holder(clean(text, 0))) for text in ("HVAD REGION SYDDANMARK GØR", "Esbjerg Kommunes indsatser", "Biler fra Esbjerg Kommune")]
    ['REGION SYDDANMARK', 'Esbjerg Kommunes', 'None']
    """
    text = cased(title.text)
    found = organisations.organisations(text, region)
    if not found:
        return None
    rest = text
    for start, end, _ in sorted(found, key=lambda hit: -hit[0]):
        rest = rest[:start] + " " + rest[end:]
    if _AROUND.sub("", re.sub(r"(?<!\w)kommuner?s?(?!\w)", "", _BRACKETS.sub("", rest), flags=re.IGNORECASE)):
        return None
    behind = _BRACKETS.match(text, found[-1][1])
    return title[found[0][0] : behind.end() if behind else found[-1][1]]


_BRACKETS = re.compile(r"\s*\([^()]*\)")


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
