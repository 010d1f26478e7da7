"""Readable parts of IRIs."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LETTERS = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ü": "ue", "ö": "oe", "ä": "ae", "ð": "d", "þ": "th", "ß": "ss"})
_LONGEST = 80


def slug(text: str) -> str:
    """Lower case, Danish letters transliterated, all else that is no letter or digit a hyphen; a long one is cut at a word, with a hash.

    Text of which nothing can stand in an IRI ("?", a theme's name in a broken document) is its hash.

    >>> slug("Anders Kühnau"), slug("Børn og Unge – i Århus")
    ('anders-kuehnau', 'boern-og-unge-i-aarhus')
    """
    lower = text.replace("\u00ad", "").lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode("ascii")
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not made:
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if len(made) <= _LONGEST:
        return made
    return made[: made.rindex("-", 0, _LONGEST) if "-" in made[:_LONGEST] else _LONGEST] + "-" + hashlib.sha256(made.encode()).hexdigest()[:8]
