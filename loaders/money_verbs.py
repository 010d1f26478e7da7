"""Which kind of money the verbs of a text tell of, and what of them is hoped for, asked for or met."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.model import MoneyKind
from loaders.money_words import words

SENTENCE_KINDS = (MoneyKind.GRANT, MoneyKind.APPLIED, MoneyKind.NATIONAL, MoneyKind.ALLOCATION, MoneyKind.TOTAL)

# "der forventes samme beløb i 2025"
HOPED_FOR = re.compile(r"(?:forventer|forventes|venter|håber\s+på|ventes|håbes|ønskes|regnes\s+med)\s+(?:\w+\s+)?$", re.IGNORECASE)
_HOPED = re.compile(
    r"\b(?:forventer|håber|ønsker|skal|kan|vil)\s+(?:at\s+)?(?:få|blive|bevilge)"
    r"|\b(?:forventes|ventes|håbes)\s+(?:\w+\s+)?(?:bevilget|bevilliget|tildelt|tilført)"
)


# "Landets sundhedsklynger fik 80 mio. kr.", "Klyngerne har fået 90 mio. kr."
GIVEN_TO_ALL = re.compile(
    r"(?<!\w)(?P<who>(?:(?:alle\s+)?landets\s+|alle\s+|samtlige\s+|de\s+\d+\s+)(?:sundhedsklynger|klynger|kommuner|regioner)|(?:sundhedsklynger|klynger)ne)"
    r"(?:\s+i\s+(?:hele\s+)?landet)?\s+(?:fik|får|modtog|modtager|har\s+(?:fået|modtaget)|(?:blev|er|er\s+blevet)\s+(?:tildelt|bevilget|bevilliget))(?!\w)",
    re.IGNORECASE,
)


# "Staten har i 2024 givet sundhedsklyngerne 81,4 mio. kr."
ALL_GIVEN = re.compile(
    r"(?<!\w)(?:givet|tildelt|bevilget|bevilliget|gav|tildelte|giver|tildeler)\s+(?P<who>(?:landets\s+)?(?:\d\d\s+)?(?:sundhedsklynger(?:ne)?|klyngerne))\s+(?=\d|i\s+alt|ca\.)",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def verb(text: str) -> MoneyKind | None:
    """A grant that was applied for is a grant; national money granted to the body is a grant too; what all clusters were granted is national."""
    has = {kind: words("money-kind", kind.value).search(text) is not None for kind in SENTENCE_KINDS}
    refused = re.search(r"\b(?:fik|har\s+fået|modtog)\s+afslag\b", text, re.IGNORECASE)
    if has[MoneyKind.APPLIED] and _MAY_APPLY.search(text):
        has[MoneyKind.APPLIED] = words("money-kind", "applied").search(_MAY_APPLY.sub("", text)) is not None
    if has[MoneyKind.APPLIED] and _MET.search(text) and not _UNMET.search(text):
        return MoneyKind.GRANT
    if has[MoneyKind.GRANT] and (GIVEN_TO_ALL.search(text) or ALL_GIVEN.search(text)):
        return MoneyKind.NATIONAL
    if has[MoneyKind.GRANT] and _ASKED.search(text):
        return MoneyKind.APPLIED
    weak = has[MoneyKind.APPLIED] and _last(text, MoneyKind.GRANT).lower() in ("fik", "har fået")
    if has[MoneyKind.GRANT] and not (refused or weak or _HOPED.search(text)):
        return MoneyKind.GRANT
    if has[MoneyKind.APPLIED] or refused:
        return MoneyKind.APPLIED
    if has[MoneyKind.NATIONAL]:
        return MoneyKind.NATIONAL
    return MoneyKind.ALLOCATION if has[MoneyKind.ALLOCATION] else None


# "Der er modtaget 11 ansøgninger for i alt 6,3 mio. kr.": what was received is no money.
_ASKED = re.compile(r"(?<!\w)(?:modt(?:ag|og)\w*|kommet|indkom\w*)\s+(?:i\s+alt\s+)?(?:\w+\s+){0,2}ansøgninger(?!\w)", re.IGNORECASE)
_MAY_APPLY = re.compile(
    r"(?<!\w)(?:kan|må)\s+(?:[\wæøå]+\s+){0,4}?(?:an)?søges?(?!\w)|(?<!\w)(?:kan|må)\s+(?:an)?søge(?!\w)"
)  # "en pulje, som alle kan søge"
_MET = re.compile(r"(?<!\w)imødekom(?:met|mes|mer)?(?!\w)")  # "Ansøgningen på 500.000 kr. blev imødekommet"
_UNMET = re.compile(r"(?<!\w)(?:ikke|ej|delvist|kun|kunne|hvis|såfremt|at|bliver)(?!\w)|afslag|afvist|afslået")


def _last(text: str, kind: MoneyKind) -> str:
    found = list(words("money-kind", kind.value).finditer(text))
    return found[-1].group() if found else ""
