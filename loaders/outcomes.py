"""What became of an item: the wordings of the vocabulary, and what around one takes it back or says that it was another's."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from loaders.vocabulary import pattern, scheme

_Wordings = tuple[tuple[re.Pattern[str], str], ...]

_REMEMBERED = 1024  # texts; the same line is asked about by several rules

# What is only another way to say "besluttede at": "Klyngen vedtog at udskyde sagen" is not "vedtog sagen"; "var enige i at godkende" decides.
_SETTLED = re.compile(r"(?<!\w)(?:(?:vedtog|valgte|aftalte|tilkendegav|enedes)|(?:enige?|enighed)\s+(?:i|om))\s+at(?!\w)", re.IGNORECASE)
_ABLE = re.compile(
    r"(?:(?<=^)|(?<=[.;:]\s))(?P<who>[A-ZÆØÅ][\wæøå-]*(?:\s+[\wæøå-]+){0,2}?)\s+(?:kan|kunne)\s+(?:(?:også|derfor|herefter|fuldt ud|enstemmigt)\s+)?"
    r"(?=(?:godkende|anbefale|tiltræde|tilslutte|bakke|tage|vedtage|imødekomme|indstille|støtte)\s)"
)
"""A body that can agree does ("Udvalget kan anbefale forslaget"), where nothing denies it."""


@lru_cache(maxsize=_REMEMBERED)
def stated(text: str) -> tuple[str, ...]:
    """The outcomes that any sentence of an item states, in its order, each once; what is denied, reported or still to come is none.

    >>> stated("Klyngen drøftede status og tog orienteringen om budgettet til efterretning.")
    ('drøftet', 'taget til efterretning')
    """
    return _met(text, _wordings("outcome"))


@lru_cache(maxsize=_REMEMBERED)
def decided(text: str) -> tuple[str, ...]:
    """The outcomes of a decision's own text, where words count as well that in a case text tell of others ("indstiller til byrådet").

    >>> decided("Et flertal indstiller til byrådet, at planen godkendes."), stated("Administrationen indstiller til klyngen")
    (('anbefalet',), ())
    """
    return _met(text, (*_wordings("outcome"), *_wordings("outcome-decided")))


def alone(text: str) -> tuple[str, ...]:
    """What came of an item of which a whole decision says nothing more ("Punktet flyttes til næste møde.", "OK").

    >>> alone("Punktet flyttes til næste møde."), alone("Sekretariatet laver et nyt oplæg.")
    (('udsat',), ())
    """
    whole = next((label for words, label in _wordings("outcome-word") if words.fullmatch(text.strip(" .!–-"))), "")
    said = any(wording.search(text) for wording, _ in _wordings("outcome"))  # and was taken back: "kunne ikke godkendes. Punktet genoptages"
    met = () if said else _met(text, _wordings("outcome-alone"))
    return (whole,) if whole else () if "udsat" in met and _REFUSED.search(text) else met


_REFUSED = re.compile(r"\b(?:kan|kunne)\s+ikke\b", re.IGNORECASE)


def _met(text: str, wordings: _Wordings) -> tuple[str, ...]:
    text = _ABLE.sub(r"\g<who> besluttede at ", _SETTLED.sub("besluttede at", text))
    met = [(found.start(), found.end(), label) for wording, label in wordings for found in wording.finditer(text)]
    met = [hit for hit in met if not any(other != hit and other[0] <= hit[0] and hit[1] <= other[1] and _longer(other, hit) for other in met)]
    return tuple(dict.fromkeys(label for start, end, label in sorted(met) if not _denied(text, start, end, label)))


def _longer(a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
    return a[1] - a[0] > b[1] - b[0]


_DENIAL = re.compile(
    r"(?:\bikke|\bhvad der|\btidligere|\bblev på (?:sidste|forrige) møde|\bsom (?:tidligere|allerede)|\bat blive|\bskal|\bkan"
    r"|\b(?:som|der)\s+(?:kunne|ville)|\bforventes|\bhverken(?:\s+[^\s.,;]+){0,6}?)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_DENIED_BEHIND = re.compile(r"\w+\s+(?:dog\s+|desværre\s+)?ikke\s+(?!kun\b|alene\b|blot\b|uden\b)|\w+\s+(?:dog\s+)?ikke$", re.IGNORECASE)
_ADVISED = re.compile(
    r"(?<!\w)(?:anbefal(?:er|ede|et|es|edes)|indstill(?:er|es|edes)|(?<!det )indstillede)(?:\s+(?!og\s|samt\s|men\s)[^\s,.;:]+){0,6}"
    r"(?:,?\s+at(?:\s+(?!og\s|samt\s)[^\s.;:]+){0,10})?\s+$",
    re.IGNORECASE,
)
"""Who is advised decides ("anbefaler forslaget godkendt", "indstiller til byrådet, at planen godkendes")."""
_REPORTED = re.compile(
    r"(?<!\w)(?:orienter\w+|oplys\w+|fortalte|bemærkede|nævnte|afvent\w+|forvent\w+|ønsk(?:er|ede)|håber|håbede|foreslog|foreslår|bad|opfordrede|spurgte|drøftede"
    r"|diskuterede|overvej\w+)\b[^.;]*,\s+(?:og\s+)?(?:at|om|hvorvidt|hvordan|hvornår)\s+[^.;,]*$"
    r"|(?<!\w)(?:foreslog|foreslår|ønskede|ønsker)\s+(?:(?!og\s|men\s)[^\s,.;]+\s+){1,5}$",
    re.IGNORECASE,
)
"""What somebody said, asked or wished: "orienterede om, at byrådet har godkendt planen", "foreslog sagen udsat"."""
_ATTRIBUTE = re.compile(r"(?<!\w)(?:de|den|det|dens|deres|disse|allerede)\s+$")  # "de bevilgede midler"
# "Godkendt med den ændring, at sag nr. 7 udsættes": what became of another item
_OF_ANOTHER = re.compile(
    r"(?:\bat\s+|(?:^|[.;]\s+))(?:sag|punkt|pkt\.?|dagsordenspunkt)\s*(?:nr\.?\s*)?\d+(?:\s+[-–]\s[^.;]{1,60}?)?,?\s+(?:blev\s+|bliver\s+|er\s+)?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:^|[.;]\s+)(?:punkt|pkt\.?)\s*\d\s+$", re.IGNORECASE)  # "Pkt. 1 Godkendt. Pkt. 2 Udsat." replies to what was proposed
_WITH_OTHERS = re.compile(r"efter\s+(?:\w+\s+){0,3}\w*drøftelser?\s+(?:med|mellem|i)\s", re.IGNORECASE)  # "efter drøftelse med lægerne"
_ELSE_DECIDED = re.compile(r"(?:tiltr\w+|drøft\w+|efterretning|udsat|anbefal\w+|forkast\w+)\s+$", re.IGNORECASE)  # "Tiltrådt som indstillet"


def _denied(text: str, start: int, end: int, label: str) -> bool:
    """ "blev ikke godkendt" before the outcome, "godkendte ikke planen" and "tog ikke sagen til efterretning" behind its verb."""
    before, said = text[max(0, start - 160) : start], text[start:end].lower()
    another = _OF_ANOTHER.search(before[-80:])
    if another and _COUNTED.search(before[-80:]) and not said.endswith("es"):
        another = None
    if another or any(told.search(before[-80:]) for told in (_DENIAL, _ADVISED)) or _REPORTED.search(before):
        return not (said.startswith("anbefal") and _ADVISED.search(before[-80:]))
    if said.endswith(("ede", "te")) and " " not in said and _ATTRIBUTE.search(before):
        return True
    if said == "som indstillet" and _ELSE_DECIDED.search(before):
        return True
    if label == "forkastet" and re.search(r"\bikke\b", said):
        return False  # "imødekommes ikke" is itself the refusal
    return _WITH_OTHERS.match(text, start) is not None or _DENIED_BEHIND.match(text[start:].rstrip(" .")) is not None


@cache
def _wordings(name: str) -> _Wordings:
    return tuple((re.compile(_wording(concept.labels), re.IGNORECASE), concept.label) for concept in scheme(name))


_LONG_GAP = r"\s+(?:[^\s.:;!?]+\s+){0,24}?"
_SHORT_GAP = r"\s+(?:(?!(?:ikke|ingen|behov|for|om|på|med|plads|tid)\s)[^\s.,:;!?]+\s+){0,3}?"


def _wording(labels: tuple[str, ...]) -> str:
    """Labels as a pattern, with the signs that `ontology/vocabulary/outcomes.ttl` explains."""
    parts = sorted({label for label in labels if label}, key=len, reverse=True)
    return r"(?<![\w-])(?:" + "|".join(map(_spelt, parts)) + r")(?![\w-])"


def _spelt(label: str) -> str:
    words = (_of(word) for word in label.split(" "))
    return r"\s+".join(words).replace(r"\s+*\s+", _LONG_GAP).replace(r"\s+~\s+", _SHORT_GAP)


def _of(word: str) -> str:
    if word in ("*", "~"):
        return word
    if word == "%":
        return rf"(?:[\wæøå]+s\s+)?(?:{_proposed()})"
    return f"(?:{'|'.join(map(re.escape, word.split('/')))})" if "/" in word else re.escape(word)


@cache
def _proposed() -> str:
    return pattern(label for concept in scheme("outcome-object") for label in concept.labels)
