"""What is remarked beside a name in a list: that somebody stayed away, came over the net, stands in for another or is stood in for."""

from __future__ import annotations

import re

from loaders import names, organisations
from loaders.lexicon import lexicon

_WHY = r"(?:\s+(?:til|fra|på|pga\.?|p\.g\.a\.|grundet|på\s+grund\s+af|ved|i\s+dag)\b[^,;–]*)?"
_ABSENT = re.compile(
    rf"(?:har\s+|havde\s+)?(?:meldt\s+|sendt\s+)?(?:afbud|forfald){_WHY}|fravær(?:ende)?(?:\s+(?:med|uden)\s+afbud)?{_WHY}"
    rf"|ikke\s+til\s*stede|deltog\s+ikke|deltager\s+ikke|ikke\s+mødt|ej\s+(?:mødt|fremmødt|til\s*stede)|(?:på\s+)?ferie|forhindret{_WHY}|\(?x\)?\s*=\s*afbud|sygemeldt|syg|(?:på\s+)?(?:barsels)?orlov|udeblev(?:et)?",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"afbud\s+(?:trukket|tilbagetrukket|annulleret).*|trukket\s+afbud|(?:havde\s+)?(?:meldt\s+)?afbud,?\s+men\s+deltog.*", re.IGNORECASE
)
_ONLINE = (
    r"virtuelt|online|digitalt|på\s+skærm|(?:via|på|pr\.|over)\s+(?:ms\s+|microsoft\s+)?(?:teams|video\w*|link|zoom|skype|telefon|skærm)(?:/\w+)?"
)
_VIDEO = re.compile(
    rf"(?:deltog|deltager|deltagelse|med|var\s+med|mødte|delvist)?\s*(?:{_ONLINE})(?:\s+i\s+mødet)?"
    r"|(?:ms\s+|microsoft\s+)?teams|video|online-?deltagelse|virtuel(?:\s+deltagelse|\s+deltager)?",
    re.IGNORECASE,
)
_INDEPENDENT = re.compile(r"løsg(?:ænger(?:e)?|\.)|uden\s*for\s+parti(?:erne)?|partiløs|UFP|UP|LG\.?", re.IGNORECASE)
_PRESENT = re.compile(r"(?:var\s+)?(?:til\s*stede|mødt)|deltog|deltager|fremmødt|fysisk", re.IGNORECASE)
_DEPUTY = r"(?:personlig\s+)?(?:suppleant|suppl\.|stedfortræder|stedf\.|substitut|vikar|afløser|afløste|erstatter|erstatning|repræsentant)"
_CAME = r"(?:deltog|deltager|mødte|møder|mødt|fremmødt|til\s*stede|indtrådt|indtrådte|var|er)"
_REPLACING = re.compile(
    rf"(?:(?:sidstnævnte|den\s+sidste)\s+)?(?:{_CAME}\s+)?(?:(?:som|er)\s+)?(?:{_DEPUTY}\s+)?"
    r"(?:midlertidigt?\s+(?:medlem\s+)?)?(?:for|f\.?(?=\s+[A-ZÆØÅ])|i\s+stedet\s+for|istedet\s+for|på\s+vegne\s+af|i\s+steden\s+for|erstatter|afløser|i\s+fravær\s+af)\s+(?P<who>.+)",
    re.IGNORECASE,
)
_INSTEAD = (
    r"(?:i\s*stedet|(?:for|på\s+vegne\s+af)\s+(?:ham|hende|dem|vedkommende)|i\s+(?:hans|hendes|deres|vedkommendes)\s+sted"
    r"|som\s+(?:suppleant|stedfortræder|substitut|afløser))"
)
_REPLACED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:(?:er|var|blev|lod\s+sig)\s+)?(?:repræsentere[tsr]?|erstatte[ts]|afløs(?:es|t)|supplere[ts])\s+(?:ved|af)\s+(?P<who>.+)",
        rf"{_INSTEAD}\s+(?:{_CAME}\s+|kom\s+)(?P<who>.+)",
        r"i\s*stedet\s+(?P<who>.+)",
        rf"(?P<who>.+?)\s+(?:{_CAME}|kom)\s+{_INSTEAD}",
        rf"{_INSTEAD}\s*:\s*(?P<who>.+)",
        r"(?P<who>(?-i:[A-ZÆØÅ])[^,;]+?)\s+(?:deltog|deltager|mødte|kom)(?:\s+op)?",
        rf"men\s+(?P<who>(?-i:[A-ZÆØÅ]).+?)\s+(?:{_CAME}|kom)",
        r"afbud\s*[,;.–-]+\s*(?P<who>[^,;–]+?)\s+(?:deltog|deltager|mødte|kom)",
        r"afbud\s*[,;.–-]+\s*i\s*stedet:?\s+(?:deltog\s+|deltager\s+|mødte\s+)?(?P<who>[^,;–]+)",
        r"(?:afbud|fravær(?:ende)?),?\s+(?:men|og)\s+(?:sendte|sendt)\s+(?P<who>.+?)(?:\s+i\s+stedet)?",
    )
)


_FROM_THEN_ON = re.compile(r"\b(?:kl\.?|klokken|punkt|pkt\.?)\s*\d", re.IGNORECASE)
"""Who is relieved at a clock time or an item was there until then."""


def is_absent(text: str) -> bool:
    """
    >>> is_absent("har meldt afbud"), is_absent("afbud pga. ferie"), is_absent("afbud trukket")
    (True, True, False)
    """
    return _ABSENT.fullmatch(text) is not None and not is_withdrawn(text)


def is_withdrawn(text: str) -> bool:
    return _WITHDRAWN.fullmatch(text) is not None


def is_present(text: str) -> bool:
    return _PRESENT.fullmatch(text) is not None


def is_online(text: str) -> bool:
    return _VIDEO.fullmatch(text) is not None


def is_independent(text: str) -> bool:
    """
    >>> is_independent("løsgænger"), is_independent("Venstre")
    (True, False)
    """
    return _INDEPENDENT.fullmatch(text) is not None


def replacing(text: str, region: str) -> tuple[int, int] | None:
    """Where, in "stedfortræder for Bo Friis", those stand who are stood in for; None also for an organisation ("for Danske Regioner")."""
    found = _REPLACING.fullmatch(text)
    return found.span("who") if found and _is_somebody(found.group("who"), region) else None


def replaced(text: str, region: str) -> tuple[int, int] | None:
    """Where, in "Ib Nord deltog i stedet", the substitute stands.

    >>> text = "repræsenteret ved direktør Ib Nord"
    >>> text[slice(*replaced(text, ""))]
    'direktør Ib Nord'
    """
    if _FROM_THEN_ON.search(text):
        return None
    for form in _REPLACED:
        found = form.fullmatch(text)
        if found and _is_somebody(found.group("who"), region):
            return found.span("who")
    by = re.fullmatch(r"ved\s+(?P<who>\S+\s+\S.*)", text)
    return by.span("who") if by and names.is_given_name(by["who"].split()[0]) and _is_somebody(by["who"], region) else None


def _is_somebody(text: str, region: str) -> bool:
    """A name, alone or behind a title, that is no organisation's; a surname alone counts."""
    title = lexicon().role_at(text)
    name = text[title[1] :].strip() if title else text
    if not name[:1].isupper() or organisations.organisation(text, region) or organisations.organisation(name, region):
        return False
    return names.name_pattern().match(name) is not None or len(name.split()) == 1
