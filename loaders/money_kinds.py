"""What kind an amount of money is: the verbs of its sentence and their company decide, the nearest to the amount first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.kroner import FoundAmount, amounts
from loaders.model import MoneyKind
from loaders.money_verbs import SENTENCE_KINDS, verb
from loaders.money_words import UP_TO, is_unit_price, words


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a sentence, with the clause that it stands in: `start` to `end` of the sentence."""

    found: FoundAmount
    start: int
    end: int


def kind_in(label: str) -> MoneyKind | None:
    """What a label or a column's head says that its amounts are.

    >>> kind_in("Bevilget beløb"), kind_in("Økonomi")
    (<MoneyKind.GRANT: 'grant'>, None)
    """
    kinds = (MoneyKind.CEILING, *SENTENCE_KINDS)
    return next((kind for kind in kinds if words("money-kind", kind.value).search(label)), None)


_UNIT_HEAD = re.compile(r"[^.,;]*\bi\s+(?:1\.?000|mio\.)\s+kr\.?\)?", re.IGNORECASE)  # "Økonomi i 1.000 kr." over a table


COMPARED = re.compile(r"til\s+sammenligning\s", re.IGNORECASE)  # "Til sammenligning bruger hospitalet 4 mio. kr. på vikarer"


def is_funding(text: str, one: Amount) -> bool:
    """Savings, costs and prices are none."""
    clause, lead = text[one.start : one.end], text[one.start : one.found.start]
    if _UNIT_HEAD.fullmatch(text.strip()) or COMPARED.match(text):
        return False
    allowed = _ALLOWED.search(lead) and _capped().search(lead)  # "Formandskabet kan godkende udgifter på op til 30.000 kr."
    if words("money-cue", "no-funding").search(clause) and not (words("money-kind", "grant").search(lead) or allowed):
        return False
    if _THRESHOLD.search(lead) or _MOVED.search(clause):
        return False
    return not is_unit_price(text[one.found.end :], capped=words("money-kind", "ceiling").search(lead) is not None)


_ALLOWED = re.compile(r"(?<!\w)(?:kan|må)\s+(?:\w+\s+){0,3}?(?:godkende|afholde|beslutte)(?!\w)")
# "Ansøgninger over 300.000 kr. behandles …", "når tilskuddet overstiger 500.000 kr."
_THRESHOLD = re.compile(
    r"(?:(?<!\w)(?:ansøgning(?:er|en)?|projekt(?:er)?|beløb|bevilling(?:er)?|tilskud|indsats(?:er)?|udgifter|indkøb|sager)\s+(?:(?:på|om|til|med\s+et\s+budget|er)\s+)*"
    r"(?:over|under|mere\s+end|mindre\s+end|større\s+end)|overstiger|overskrider|(?<!ikke\s)(?<!\w)er\s+(?:over|under|mindre\s+end|større\s+end))\s*$",
    re.IGNORECASE,
)
# What is carried over to another year, or led back, was given before.
_MOVED = re.compile(
    r"(?<!\w)(?:søges|ønskes|foreslås)\s+overført|(?<!\w)overfør(?:es|t|er?)\s+(?:[\wæøå.,]+\s+){0,4}?(?:til|fra)\s+(?:20\d\d|næste\s+år)(?!\w)",
    re.IGNORECASE,
)


def kind_of(text: str, one: Amount, otherwise: MoneyKind | None = None, *, of_one: bool = False) -> MoneyKind | None:
    """What an amount is; `otherwise` where the sentence does not say; None for one that is no funding. `of_one`: the text tells of one initiative."""
    if not is_funding(text, one) or _is_kept(text, one) or _WHOLE_AGAIN.search(text, 0, one.found.start) or _UNDONE.search(text, one.start, one.end):
        return None
    lead, clause = text[one.start : one.found.start], text[one.start : one.end]
    if near := _beside(text, one, of_one) or _summed(text, one):
        return near
    if verb(clause) is MoneyKind.NATIONAL and not words("money-kind", "allocation").search(clause):
        return verb(text[: one.end])  # "modtog 3,9 mio. kr. og 4,0 mio. kr. fra staten": the verb stands before
    return (
        verb(clause)
        or _of_share(text, one)
        or (MoneyKind.TOTAL if _POT.search(lead) or COMMANDS.search(lead) else None)
        or verb(text[: one.end])
        or verb(text)
        or _bare_total(clause)
        or otherwise
    )


def _beside(text: str, one: Amount, of_one: bool) -> MoneyKind | None:
    """What the words right before the amount say, and those right behind it, whatever verb the sentence has."""
    lead = text[one.start : one.found.start]
    if _capped().search(lead):
        return MoneyKind.CEILING
    if _USES.search(text[: one.found.start]) and _ON.match(text, one.found.end):
        return MoneyKind.ALLOCATION
    if _ASIDE.match(text, one.found.end) and _SETS.search(lead):
        return MoneyKind.ALLOCATION
    if _ANDEL.search(lead) or _EQUALS.search(lead):
        return MoneyKind.GRANT
    if _STATE.search(text, 0, one.found.start) and verb(text[one.start : one.end]) is MoneyKind.ALLOCATION:
        return MoneyKind.NATIONAL
    if _HAS_TO.search(lead) and _TO_SHARE.match(text, one.found.end):
        return MoneyKind.TOTAL
    if (_BUDGET.search(lead) and not of_one) or _HAS_POT.search(lead):
        return MoneyKind.ALLOCATION if PROJECT.search(lead) else MoneyKind.TOTAL
    return MoneyKind.GRANT if _GETS.search(lead) or (_GOT.search(lead) and not _bare_total(lead)) or _GIVES.search(lead) else None


_SUM_OF, _IS = (
    re.compile(r"(?:samlede?|det\s+samlede)\s+[^,;]*$|\bsum(?:men)?\b[^,;]*$", re.IGNORECASE),
    re.compile(r"\b(?:er|udgør|bliver|på|var|udgjorde)\b"),
)
_IN_ALL = re.compile(r"(?:\bi\s+alt|\bialt|\btilsammen|\bsammenlagt)(?:\s+(?:er|bliver|udgør))?\s*$", re.IGNORECASE)


_ALL_BEHIND = re.compile(r"(?:\s+(?:i|for)\s+20\d\d)?\s+(?:i\s+alt|samlet|tilsammen)(?:\s*[.;]|,\s|\s*$)")  # "Der er disponeret 2,5 mio. kr. i alt."
_ADDS_UP = re.compile(
    r"(?:indsatser|initiativer|aktiviteter|projekter)(?:ne)?\s+(?:beløber\s+sig|løber\s+op|summer)\s+(?:\w+\s+)?(?:til|i)\s+$", re.IGNORECASE
)


def _summed(text: str, one: Amount) -> MoneyKind | None:
    """The sum of what was named, or of all that is told of."""
    lead = text[one.start : one.found.start]
    again = _IN_ALL.search(lead) and not verb(text[one.start : one.end]) and amounts(text[: one.found.start])
    behind = _ALL_BEHIND.match(text, one.found.end) and verb(text[one.start : one.end]) is MoneyKind.ALLOCATION
    told = (
        behind
        or _ADDS_UP.search(lead)
        or (_SUM_OF.search(lead) and _IS.search(lead))
        or again
        or _ALL_TOLD.fullmatch(text.strip())
        or _ALL_OF_THEM.search(lead)
    )
    return MoneyKind.TOTAL if told else None


# "Der er i alt afsat 3,2 mio. kr. i 2024.": to nothing that is named, or to all that is, so it is the sum of what is.
_ALL_TOLD = re.compile(
    r"(?:(?:til|for)\s+(?:(?:hand(?:le|lings)?)?planens|alle|de\s+\w+)\s+(?:\w+\s+)?(?:indsatser|initiativer|projekter)(?:ne)?\s+er\s+)?"
    r"(?:der\s+er\s+|der\s+)?(?:i\s+alt|samlet|tilsammen)\s+(?:er\s+der\s+|er\s+)?(?:blevet\s+)?(?:afsat|fordelt|udmøntet|bevilget|bevilliget|tildelt|disponeret)\s+(?:over\s+)?"
    r"(?:i\s+alt\s+)?\d[\d.,]*\s+(?:mio\.\s+|t\.)?kr\.(?:\s+(?:i|for)\s+\d{4})?"
    r"(?:\s+til\s+(?:alle\s+|de\s+)?(?:indsatser|initiativer|projekter|aktiviteter|tiltag)(?:ne)?(?:\s+(?:i\s+planen|ovenfor|nedenfor|i\s+alt|under\s+ét))?)?(?:,\s+(?:og|så|hvorefter)\s.*)?\.?",
    re.IGNORECASE,
)


# "De fire indsatser har tilsammen fået afsat 4,8 mio. kr."
_ALL_OF_THEM = re.compile(
    r"(?:^|\s)(?:de|alle|planens|klyngens)\s+(?:\w+\s+)?(?:indsatser|initiativer|projekter|aktiviteter|tiltag)(?:ne)?\s+(?:har|er|får|fik)\s+(?:i\s+alt|samlet|tilsammen|sammenlagt)\s+"
    r"(?:fået\s+|blevet\s+)?(?:afsat|bevilget|bevilliget|tildelt|fordelt|støttet\s+med)\s*$",
    re.IGNORECASE,
)
# "Udvalget for Akut vil bruge 150.000 kr. på en temadag"
_USES = re.compile(
    r"(?:^|(?<=[.;]\s))(?:[Uu]dvalget|[Kk]lyngen|[Vv]i|[Rr]ådet)(?:\s+(?:for\s+)?[A-ZÆØÅ][\w-]*(?:\s+og\s+[A-ZÆØÅ]\w*)*)?\s+(?:vil\s+)?bruge[rs]?\s+"
    r"(?:(?:[\wæøå]+\s+){0,3}?(?:beløb,\s+)?|\d[\d.,]*\s+(?:mio\.\s+)?kr\.[^.;]*\s(?:og|samt)\s+)$"
)
_ON = re.compile(r",?\s+på\s+(?!20\d\d)[a-zæøå]")
_SETS = re.compile(r"(?<!\w)(?:sat|sættes?|sætter|satte|lagt|lægges?|lægger)\s+(?:ca\.\s+|yderligere\s+)?$")  # "Der er sat 500.000 kr. af til natlys"
_ASIDE = re.compile(r"\s*(?:af|til\s+side)\s+(?:til|for)(?!\w)")
_STATE = re.compile(
    r"(?<!\w)(?:[Rr]egeringen|[Ss]taten|[Ff]olketinget)(?:,?\s[^.;]*)?\s(?:har\s+)?(?:aftalt|besluttet|enige\s+om|enedes)(?!\w)[^.;]*$"
)


@cache
def _capped() -> re.Pattern[str]:
    """ "op til", "højst bruges", "indtil", "Loftet er" right before an amount."""
    return re.compile(
        rf"(?:{words('money-kind', 'ceiling').pattern}|(?<!\w)indtil)(?:\s+(?:er|var|ligger|lyder|udgør))?(?:\s+(?:{UP_TO}))*\s*$", re.IGNORECASE
    )


_AROUND = r"(?:\s+(?:i\s+alt|samlet|ca\.|cirka|knap|godt))*\s*$"
# "Klyngens andel udgør 4,2 mio. kr."
_ANDEL = re.compile(
    rf"(?<!\w)andel(?:en)?\s+(?:af\s+[^,.;]{{3,50}}?\s+)?(?:(?:i|for)\s+20\d\d\s+)?(?:er|udgør|udgjorde|bliver|var|lyder|svarer\s+til)(?:\s+på)?{_AROUND}",
    re.IGNORECASE,
)
_EQUALS = re.compile(
    rf"^For\s+(?=[A-ZÆØÅ])[^,.;]{{3,60}}\s+(?:svarer|betyder)\s+det(?:\s+til)?{_AROUND}"
)  # "For Vestklyngen svarer det til 4 mio. kr."
# "Klyngen har 4,4 mio. kr. til fælles indsatser i 2025."
_HAS_TO = re.compile(rf"(?<!\w)(?:[\w-]*klyngen|[\w-]*rådet|[Vv]i|[Pp]arterne|[Kk]lynge\s[A-ZÆØÅ][\w-]+)\s+har(?:\s+(?:i|for)\s+20\d\d)?{_AROUND}")
_TO_SHARE = re.compile(
    r"(?:\s+(?:i|for)\s+20\d\d)?\s+til\s+(?:fælles\s+)?(?:indsatser|projekter|initiativer|aktiviteter|formål|fordeling|uddeling|udmøntning)(?!\w)"
)
_BUDGET = re.compile(rf"(?<!\w)budget(?:tet)?(?:\s+(?:for|i)\s+20\d\d)?\s+(?:(?:er|udgør|lyder|bliver|var)(?:\s+på)?|på){_AROUND}", re.IGNORECASE)
# "Rådet har i 2026 en udviklingsramme på 11,4 mio. kr."
_HAS_POT = re.compile(
    rf"(?<!\w)(?:har|er\s+der|findes\s+der|får)\s+(?:(?:(?:i|for)\s+20\d\d|klyngen|rådet|vi|parterne)\s+)*(?:en|et)\s+(?:fælles\s+|samlet\s+)?[\wæøå]*(?:ramme|pulje|budget)\s+(?:(?:for|i)\s+20\d\d\s+)?på{_AROUND}",
    re.IGNORECASE,
)
# "Projektet Tryg hjemme har fået …", ""Tryg hjemme" er bevilget …": what is done gets the money, and no party
PROJECT = re.compile(
    r"(?:(?:[Pp]rojektet|[Ii]ndsatsen|[Ii]nitiativet|[Oo]rdningen|[Ff]orsøget|[Tt]iltaget)\s+)?[\"”“»«](?P<quoted>[^\"”“»«]{3,80})[\"”“»«]"
    r"(?=\s+(?:er|har|fik|får|blev|modt(?:ager|og)|støttes|tildeles|bevilges|finansieres|budgetteres)(?!\w))"
    r"|(?<!\w)(?:[Pp]rojektet|[Ii]ndsatsen|[Ii]nitiativet)\s+(?P<named>[A-ZÆØÅ][^,.;\"”]{2,60}?)(?=\s+(?:er|har|fik|får|blev|modt(?:ager|og)|støttes|tildeles|bevilges|finansieres)(?!\w))"
)


# "Rammen for 2025 udgør 4,4 mio. kr.", "Puljen er på 2 mio. kr."
_POT = re.compile(
    r"(?<!\w)(?:[\wæøå]*(?:ramme|pulje)n?|klyngemidler(?:ne)?|midlerne|det\s+samlede\s+beløb)(?!\w)[^,;.]*?\s(?:er|var|udgør|udgjorde|lyder|bliver)(?:\s+på)?(?:\s+(?:i\s+alt|samlet|ca\.|godt|knap))*\s*$",
    re.IGNORECASE,
)


COMMANDS = re.compile(r"(?<!\w)råder\s+(?:i\s+20\d\d\s+)?over(?!\w)", re.IGNORECASE)  # "Klyngen råder i 2025 over 2 mio. kr."


def _of_share(text: str, one: Amount) -> MoneyKind | None:
    """ "… bevilget 3 mio. kr., heraf er 1 mio. kr. afsat til A og 0,5 mio. kr. til B": the verb of the shares is nearer than that of the whole."""
    opened = [*_SHARE.finditer(text, 0, one.found.start)][-1:]
    clause = text[opened[0].start() : one.end] if opened else ""
    return verb(clause) or (MoneyKind.ALLOCATION if _GOES.search(clause) else None)


def is_share(text: str, one: Amount) -> bool:
    """Does the sentence begin as a share of the amount before it: "Af beløbet er 1 mio. kr. bevilget til A", "Klyngens andel er 4 mio. kr."?"""
    return _SHARE.match(text, 0, one.found.start) is not None or _ANDEL.search(text, one.start, one.found.start) is not None


_GETS = re.compile(rf"[A-ZÆØÅ]\w+\s+får(?:\s+(?:{UP_TO}))*\s*$")  # "Odder Kommune får 500.000 kr. til hjemmebesøg"
_GOT = re.compile(
    r"(?<!\w)(?:har|havde)\s+(?:(?!tilsammen|samlet|sammenlagt|alt\s)[\wæøå.]+\s+){1,4}?(?:fået|modtaget)(?:\s+(?:ca\.|godt|knap))*\s*$"
)  # "har i 2025 fået 4 mio. kr."
_GIVES = re.compile(
    r"(?<!\w)(?:[Rr]egionen|[Kk]lyngen|[Ff]onden|[Kk]ommunen|[Rr]egion\s[A-ZÆØÅ]\w+|[A-ZÆØÅ]\w*(?:fonden|fond|foreningen|styrelsen))\s+(?:giver|gav)\s+(?:ca\.\s+)?$"
)
_GOES = re.compile(r"(?<!\w)(?:går|gik|er|var)\s+(?:de\s+)?(?:ca\.\s+)?\d.{1,20}?\s+til(?!\w)")


_SHARE = re.compile(r"(?<!\w)(?:heraf|hvoraf|deraf|af\s+(?:dem|disse|midlerne|beløbet|puljen|rammen))(?!\w)", re.IGNORECASE)


# "Af de 3,1 mio. kr. er 2 mio. kr. disponeret": the whole that is shared was named before.
_WHOLE_AGAIN = re.compile(r"(?<!\w)af\s+(?:de|disse|den\s+samlede\s+\w+\s+på)\s+(?:ca\.\s+|godt\s+|i\s+alt\s+|samlede\s+)?$", re.IGNORECASE)


def _is_kept(text: str, one: Amount) -> bool:
    """ "Resten, 600.000 kr., fordeles til efteråret"; what goes to somebody is given."""
    return _REST.search(text, 0, one.found.start) is not None and _GIVEN.search(text, one.found.end) is None


_GIVEN = re.compile(r"(?<!\w)(?:går|gik|gives|tildeles|bevilges|afsættes)\s+til\s+(?=\S)")
_REST = re.compile(
    r"(?<!\w)(?:[Rr]esten|[Dd]et\s+resterende\s+beløb|[Dd]e\s+resterende),?\s+(?:på\s+|er\s+)?$"
)  # "Resten, 600.000 kr., fordeles til efteråret"


# "mens 500.000 kr. endnu ikke er fordelt"
_UNDONE = re.compile(
    r"(?<!\w)ikke\s+(?:er\s+|endnu\s+|blevet\s+){0,2}(?:fordelt|udmøntet|disponeret|afsat|bevilget|tildelt|prioriteret)(?!\w)", re.IGNORECASE
)


def _bare_total(clause: str) -> MoneyKind | None:
    return MoneyKind.TOTAL if words("money-kind", "total").search(clause) else None
