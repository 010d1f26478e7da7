"""What an amount of money is for: the words behind "til" or "for", on either side of it, or what its section is about."""

from __future__ import annotations

import re
from functools import cache

from loaders.kroner import amounts
from loaders.money_kinds import PROJECT, Amount
from loaders.money_parties import of_behind
from loaders.money_words import Context, words
from loaders.vocabulary import folded, scheme

_FOR = re.compile(
    r"(?<!\w)(?<!dvalget\s)(?<!dvalg\s)(?<!gruppen\s)(?:[Tt]il|[Ff]or)\s+(?!(?:i|og|at\s+blive|stede|rådighed|side|fra)\b)(?P<purpose>[^.;()]*)"
)
_NOT_PURPOSE = re.compile(
    r"^(?:nu|dato|den\s+samlede|det\s+samlede)(?!\w)|^(?:efterretning|orientering|drøftelse|behandling|høring|politisk)(?!\w)|^(?:20\d\d|ca\.|op\s|i\s+alt|\d|den\s+\d)"
    r"|^at\s+(?:bevilge|anvende|an?søge|søge|bruge|disponere|uddele|råde)(?!\w)|^[A-ZÆØÅ].*\ssvarer\s+det(?!\w)"
    r"|^(?:\w+\s+for\s+)?(?:et|det)\s+(?:samlet|samlede)\s+beløb(?!\w)|^(?:sundhedsklyngerne|landets\s+sundhedsklynger|klyngerne|klyngen|puljen|kommunerne|regionerne)\b",
    re.IGNORECASE,
)
_PURPOSE_END = re.compile(
    r",\s+(?:og|men|som|der|hvor|mens|idet|fik|får|blev|bliver|er|var)\s|\s+(?:er\s+der\s+|er\s+|blev\s+(?:der\s+)?)?(?:ikke\s+imødekommet|imødekommet|imødekommes|afvises|afslås|godkendes|afvist|afslået|godkendt|afsat|afsættes|bevilget|bevilliget|bevilges|søgt|søges|fordelt|i\s+alt|disponeret|fordeles|reserveret|reserveres|i\s+20\d\d|fra\s+20\d\d|af\s+(?:de\s+fælles|klyngemidler\w*|puljen|puljemidler\w*))(?!\w)|,\s+(?=[^,]*\bdrøfter\b)"
    r"|\s+(?:er|var|udgør|udgjorde|bliver|lyder)(?=\s+på(?!\w)|\s*$)"
    r"|\s+(?:har|havde|fik|får)\s+(?=[^,;]*\b(?:afsat|bevilget|bevilliget|tildelt|reserveret|prioriteret|fået|sat|øremærket|disponeret)(?!\w))"
)


def purpose(text: str, one: Amount, context: Context) -> tuple[str, bool]:
    """What the money is for, and whether the words only point back ("opgaven"): then it is the section's initiative."""
    pointed, party = False, ""
    for part in (text[one.found.end : _purpose_limit(text, one)], text[one.start : one.found.start]):
        for found in _FOR.finditer(part):
            words_ = found.group("purpose")
            cut = _PURPOSE_END.search(words_)
            words_ = (words_[: cut.start()] if cut else words_).strip(" ,:")
            if not words_ or _NOT_PURPOSE.search(words_) or words("money-kind", "national").match(words_):
                continue
            who, what = of_behind(words_, context)
            if who:  # "til Odder Kommune til hjemmebesøg"
                party, words_ = party or who, what
                if not what:
                    continue
            if folded(words_) in _anaphors() or _POINTING.fullmatch(words_):
                pointed = True
                continue
            return words_, words_.split()[0].lower() in _anaphors()
    dashed = _DASHED.match(text, 0, one.found.start)
    return _spent_on(text, one) or _put_into(text, one) or context.initiative or project(text, one) or (
        dashed.group("purpose") if dashed else party or context.purpose
    ), pointed


def goes_on(text: str, one: Amount, following: Amount) -> bool:
    """ "1 mio. kr. i 2024 og 2 mio. kr. i 2025 til X": does nothing but a year stand between two amounts, so that both are for the same?"""
    return _YEAR_BETWEEN.fullmatch(text, one.found.end, following.found.start) is not None


_YEAR_BETWEEN = re.compile(r"\s+(?:(?:i|for)\s+)?20\d\d(?:\s*,|\s+og|\s+samt)(?:\s+(?:yderligere|igen))?\s+")
_DASHED = re.compile(r"(?P<purpose>[A-ZÆØÅ][^–:.]{2,80}?)\s+[–-]\s+$")  # "Rygestop på arbejdspladser – 0,9 mio. kr. søgt af Odder Kommune"


_POINTING = re.compile(r"at\s+(?:[\wæøå]+\s+){1,3}(?:den|det|dem|dette|indsatsen|ordningen|projektet)", re.IGNORECASE)  # "til at drive den"
_SPENT = re.compile(r"(?<!\w)(?:bruge[rs]?|brugt|anvende[rs]?|anvendt|investere[rst]?)(?!\w)", re.IGNORECASE)
_ON = re.compile(r",?(?:\s+pr\.\s+\w+)?\s+på\s+(?P<purpose>[^.,;()]+)")


def _spent_on(text: str, one: Amount) -> str:
    """ "Hver indsats må bruge 40.000 kr. på konsulenter": behind a verb of use, "på" says what for."""
    found = _ON.match(text, one.found.end, _purpose_limit(text, one)) if _SPENT.search(text, 0, one.found.start) else None
    purpose = found.group("purpose").strip() if found else ""
    return "" if folded(purpose) in _anaphors() else purpose


def _put_into(text: str, one: Amount) -> str:
    """ "investerer 1 mio. kr. i natlys", "finansierer natlys med 1 mio. kr.", "1 mio. kr. er øremærket natlys"."""
    into = _INTO.match(text, one.found.end) if _INVESTS.search(text, one.start, one.found.start) else _EARMARKED.match(text, one.found.end)
    found = into or _PAYS.search(text, one.start, one.found.start)
    return found["purpose"].strip(" ,") if found else ""


_INVESTS = re.compile(r"(?<!\w)invester\w*\s+(?:\w+\s+)?$")
_INTO = re.compile(r"\s+i\s+(?!20\d\d)(?P<purpose>[^.,;()]+)")
_EARMARKED = re.compile(r"\s+(?:er\s+)?øremærket\s+(?!til\b|for\b)(?P<purpose>[^.,;()]+)")
_PAYS = re.compile(r"(?<!\w)finansierer\s+(?P<purpose>[^,.;]{3,80}?)\s+med\s+(?:ca\.\s+)?$")


def project(text: str, one: Amount) -> str:
    """What is done, where it is the subject that gets the money: ""Tryg hjemme" har fået 500.000 kr."."""
    found = next(iter([*PROJECT.finditer(text, 0, one.found.start)][-1:]), None)
    return (found["quoted"] or found["named"]) if found else ""


def _purpose_limit(text: str, one: Amount) -> int:
    """A purpose may run on over commas ("til en leder, til udvikling af …"), not over the next amount or what leads to it ("og ca.")."""
    following = next((found.start for found in amounts(text) if found.start > one.found.end), len(text))
    limit = max(one.end, _until_clause(text, one.found.end))
    if following == len(text):
        return limit
    led = _AHEAD.search(text, one.found.end, following) or _LED.search(text, one.found.end, following)
    return min(limit, led.start()) if led else limit


_AHEAD = re.compile(r",\s+(?:og|samt|mens)\s+(?:til|for)\s")  # "…, og til B er der afsat 1 mio. kr.": the next amount's own purpose


_LED = re.compile(
    r"(?:,|\s+og|\s+samt|,\s+og|,\s+samt)\s+(?:ca\.?\s+|cirka\s+|omkring\s+|op\s+til\s+|knap\s+|yderligere\s+|endelig\s+|(?:[A-ZÆØÅ][\w-]*\s+){1,4})?$"
)


def _until_clause(text: str, at: int) -> int:
    found = re.search(r",\s+(?:og\s+(?:der|det|rådmand\w*|har|er)|men|som|der|hvor|mens)\b|\s–\s|[.;]\s", text[at:])
    return at + found.start() if found else len(text)


@cache
def _anaphors() -> frozenset[str]:
    return frozenset(folded(label) for concept in scheme("money-cue") if concept.code == "anaphor" for label in concept.labels)
