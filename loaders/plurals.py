"""Titles in the plural, back to the singular."""

from __future__ import annotations

_PLURALS = {
    "medlemmer": "medlem",
    "mestre": "mester",
    "formænd": "formand",
    "mænd": "mand",
    "direktører": "direktør",
    "læger": "læge",
    "chefer": "chef",
    "ledere": "leder",
    "konsulenter": "konsulent",
    "repræsentanter": "repræsentant",
    "sygeplejersker": "sygeplejerske",
}
_PLURAL_ENDINGS = tuple(plural + ending for plural in _PLURALS for ending in ("", "ne", "ene"))


def singular(word: str) -> str:
    """The singular of a title, "" for a word that is no such plural.

    >>> singular("Regionsrådsmedlemmerne"), singular("borgmestre"), singular("borgmester")
    ('regionsrådsmedlem', 'borgmester', '')
    """
    lower = word.lower()
    if not lower.endswith(_PLURAL_ENDINGS):
        return ""
    for plural, singular in _PLURALS.items():
        for ending in (plural, f"{plural}ne", f"{plural}ene"):
            if lower.endswith(ending):
                return lower[: -len(ending)] + singular
    return ""
