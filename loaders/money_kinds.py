"""What kind an amount of money is: the verbs of its sentence and their company decide, the nearest to the amount first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.kroner import FoundAmount, amounts
from loaders.model import MoneyKind
from loaders.money_words import UP_TO, is_unit_price, words


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a sentence, with the clause that it stands in: `start` to `end` of the sentence."""

    found: FoundAmount
    start: int
    end: int


_SENTENCE_KINDS = (MoneyKind.GRANT, MoneyKind.APPLIED, MoneyKind.NATIONAL, MoneyKind.ALLOCATION, MoneyKind.TOTAL)


def kind_in(label: str) -> MoneyKind | None:
    """What a label or a column's head says that its amounts are.

    >>> kind_in("Bevilget beløb"), kind_in("Økonomi")
    (<MoneyKind.GRANT: 'grant'>, None)
    """
    kinds = (MoneyKind.CEILING, *_SENTENCE_KINDS)
    return next((kind for kind in kinds if words("money-kind", kind.value).search(label)), None)


_UNIT_HEAD = re.compile(r"[^.,;]*\bi\s+(?:1\.?000|mio\.)\s+kr\.?\)?", re.IGNORECASE)  # "Økonomi i 1.000 kr." over a table


COMPARED = re.compile(r"til\s+sammenligning\s", re.IGNORECASE)  # "Til sammenligning bruger hospitalet 4 mio. kr. på vikarer"


def is_funding(text: str, one: Amount) -> bool:
    """Savings, costs and prices are none."""
    clause, lead = text[one.start : one.end], text[one.start : one.found.start]
    if _UNIT_HEAD.fullmatch(text.strip()) or COMPARED.match(text):
        return False
    if words("money-cue", "no-funding").search(clause) and not words("money-kind", "grant").search(lead):
        return False
    return not is_unit_price(text[one.found.end :], capped=words("money-kind", "ceiling").search(lead) is not None)


def kind_of(text: str, one: Amount, otherwise: MoneyKind | None = None) -> MoneyKind | None:
    """What an amount is; `otherwise` where the sentence does not say; None for one that is no funding."""
    if not is_funding(text, one):
        return None
    lead = text[one.start : one.found.start]
    if _is_kept(text, one) or _WHOLE_AGAIN.search(text, 0, one.found.start) or _UNDONE.search(text, one.start, one.end):
        return None
    if re.search(rf"(?:{words('money-kind', 'ceiling').pattern})(?:\s+(?:{UP_TO}))*\s*$", lead, re.IGNORECASE):
        return MoneyKind.CEILING
    if _GETS.search(lead):
        return MoneyKind.GRANT
    if re.search(r"(?:samlede?|det\s+samlede)\s+[^,;]*$|\bsum(?:men)?\b[^,;]*$", lead, re.IGNORECASE) and re.search(
        r"\b(?:er|udgør|bliver|på|var|udgjorde)\b", lead
    ):
        return MoneyKind.TOTAL
    if (
        re.search(r"(?:\bi\s+alt|\bialt|\btilsammen|\bsammenlagt)\s*$", lead, re.IGNORECASE)
        and not verb(text[one.start : one.end])
        and len(amounts(text[: one.found.start])) > 0
    ):
        return MoneyKind.TOTAL
    if _ALL_TOLD.fullmatch(text.strip()):
        return MoneyKind.TOTAL
    clause = text[one.start : one.end]
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


# "Der er i alt afsat 3,2 mio. kr. i 2024.": to nothing that is named, or to all that is, so it is the sum of what is.
_ALL_TOLD = re.compile(
    r"(?:der\s+er\s+|der\s+)?(?:i\s+alt|samlet|tilsammen)\s+(?:er\s+der\s+|er\s+)?(?:blevet\s+)?(?:afsat|fordelt|udmøntet|bevilget|bevilliget|tildelt|disponeret)\s+"
    r"(?:i\s+alt\s+)?\d[\d.,]*\s+(?:mio\.\s+|t\.)?kr\.(?:\s+(?:i|for)\s+\d{4})?"
    r"(?:\s+til\s+(?:alle\s+|de\s+)?(?:indsatser|initiativer|projekter|aktiviteter|tiltag)(?:ne)?(?:\s+(?:i\s+planen|ovenfor|nedenfor|i\s+alt|under\s+ét))?)?(?:,\s+(?:og|så|hvorefter)\s.*)?\.?",
    re.IGNORECASE,
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
    """Does the sentence begin as a share of the amount before it: "Af beløbet er 1 mio. kr. bevilget til A"?"""
    return _SHARE.match(text, 0, one.found.start) is not None


_GETS = re.compile(rf"[A-ZÆØÅ]\w+\s+får(?:\s+(?:{UP_TO}))*\s*$")  # "Odder Kommune får 500.000 kr. til hjemmebesøg"
_GOES = re.compile(r"(?<!\w)(?:går|gik)\s+(?:de\s+)?(?:ca\.\s+)?\d.{1,20}?\s+til(?!\w)")


_SHARE = re.compile(r"(?<!\w)(?:heraf|hvoraf|deraf|af\s+(?:dem|disse|midlerne|beløbet|puljen|rammen))(?!\w)", re.IGNORECASE)


# "Af de 3,1 mio. kr. er 2 mio. kr. disponeret": the whole that is shared was named before.
_WHOLE_AGAIN = re.compile(r"(?<!\w)af\s+(?:de|disse|den\s+samlede\s+\w+\s+på)\s+(?:ca\.\s+|godt\s+|i\s+alt\s+|samlede\s+)?$", re.IGNORECASE)


def _is_kept(text: str, one: Amount) -> bool:
    """ "Resten, 600.000 kr., fordeles til efteråret"; what goes to somebody is given."""
    return _REST.search(text, 0, one.found.start) is not None and _GIVEN.search(text, one.found.end) is None


_GIVEN = re.compile(r"(?<!\w)(?:går|gik|gives|tildeles|bevilges|afsættes)\s+til\s+(?=\S)")
_REST = re.compile(r"(?<!\w)(?:[Rr]esten|[Dd]et\s+resterende\s+beløb),?\s+(?:på\s+|er\s+)?$")  # "Resten, 600.000 kr., fordeles til efteråret"


# "mens 500.000 kr. endnu ikke er fordelt"
_UNDONE = re.compile(
    r"(?<!\w)ikke\s+(?:er\s+|endnu\s+|blevet\s+){0,2}(?:fordelt|udmøntet|disponeret|afsat|bevilget|tildelt|prioriteret)(?!\w)", re.IGNORECASE
)


def _bare_total(clause: str) -> MoneyKind | None:
    return MoneyKind.TOTAL if words("money-kind", "total").search(clause) else None


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


@lru_cache(maxsize=256)
def verb(text: str) -> MoneyKind | None:
    """A grant that was applied for is a grant; national money granted to the body is a grant too; what all clusters were granted is national."""
    has = {kind: words("money-kind", kind.value).search(text) is not None for kind in _SENTENCE_KINDS}
    refused = re.search(r"\b(?:fik|har\s+fået|modtog)\s+afslag\b", text, re.IGNORECASE)
    if has[MoneyKind.GRANT] and GIVEN_TO_ALL.search(text):
        return MoneyKind.NATIONAL
    if has[MoneyKind.GRANT] and _ASKED.search(text):
        return MoneyKind.APPLIED
    weak = has[MoneyKind.APPLIED] and _last(text, MoneyKind.GRANT).lower() in ("fik", "har fået")
    if has[MoneyKind.GRANT] and not (refused or weak or _HOPED.search(text)):
        return MoneyKind.GRANT
    if has[MoneyKind.APPLIED]:
        return MoneyKind.APPLIED
    if has[MoneyKind.NATIONAL]:
        return MoneyKind.NATIONAL
    return MoneyKind.ALLOCATION if has[MoneyKind.ALLOCATION] else None


# "Der er modtaget 11 ansøgninger for i alt 6,3 mio. kr.": what was received is no money.
_ASKED = re.compile(r"(?<!\w)(?:modtag\w*|kommet|indkom\w*)\s+(?:i\s+alt\s+)?(?:\w+\s+)?ansøgninger(?!\w)", re.IGNORECASE)


def _last(text: str, kind: MoneyKind) -> str:
    found = list(words("money-kind", kind.value).finditer(text))
    return found[-1].group() if found else ""
