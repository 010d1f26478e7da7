"""Who gets an amount of money: the subject of a grant, the clusters that national money goes to, who may use up to a ceiling."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders import organisations
from loaders.model import Body, Funding, MoneyKind
from loaders.money_kinds import COMMANDS, Amount
from loaders.money_purposes import project
from loaders.money_verbs import ALL_GIVEN, GIVEN_TO_ALL
from loaders.money_words import Context, words
from loaders.vocabulary import folded

_SUBJECT = re.compile(
    r"(?<!\w)(?P<who>(?:(?!(?:Heraf|Hertil|Dertil|Der|Det|Her|Dette|Den|De|Herudover|Derudover|I|På|Med|Til)\s)[A-ZÆØÅ][\wæøåÆØÅ.-]*|parterne|klyngen|udvalget)(?:\s+(?:i|for|af|og|[A-ZÆØÅ][\wæøåÆØÅ-]*|[a-zæøå]+klyngen))*)(?:,\s+(?:der|som))?(?:\s+(?:allerede|desuden|også|nu|tidligere|samtidig|i\s+20\d\d|for\s+20\d\d))?\s+(?:har|havde|fik|er|fået|blev|modtog|modtager|får|tildeles|støttes|bevilges|tilføres|sikres)(?!\w)"
)
_APPLICANT = re.compile(
    r"(?<!\w)(?P<who>(?:(?:Udvalget|Samarbejdsgruppen)\s+for\s+)?(?!(?:Der|Det|Her|Hertil|Dertil|Derudover|Herudover)\s)[A-ZÆØÅ][\wæøåÆØÅ-]*(?:\s+(?:og\s+|i\s+)?[A-ZÆØÅ][\wæøåÆØÅ-]*|\s+og\s+(?:kommunerne|regionen))*)"
    r"(?:,\s+(?:der|som))?\s+(?:(?:har|havde)\s+(?:\w+\s+){0,2}?(?:søgt|ansøgt|anmodet|bedt|(?:ind|frem)sendt\s+(?:en\s+)?ansøgning)|søger|ansøger|søgte|ansøgte|vil\s+(?:\w+\s+){0,2}?(?:an)?søge|ønsker|anmoder|anmodede|beder|fik\s+afslag|(?:ind|frem)sendte\s+en\s+ansøgning)(?!\w)"
)
# Who grants is not who gets: "Klyngen har bevilget …", "Direktørforum bevilgede …".
_GIVES = re.compile(
    r"(?<!\bder )(?<!\bDer )(?:har\s+(?:(?!fået)\w+\s+){0,3}(?:bevilget|bevilliget|tildelt|givet|doneret|støttet|ydet|afsat)"
    r"|bevilger|bevilgede|tildeler|giver|donerer|støtter|yder|ydede)(?!\w)"
)
_NOBODY = re.compile(r"\b(?:støttes|støttet\s+med|der\s+er|er\s+der|heraf|af\s+(?:disse|dem|midlerne|beløbet|puljen))\b", re.IGNORECASE)
_ALLOTTED = re.compile(
    r"(?:\.?,?\s+(?:går|gik|gives|overføres))?\s+til\s+(?P<who>(?:Det\s+)?[A-ZÆØÅ][\wæøåÆØÅ-]*(?:\s+(?:(?:for|og|i|af)\s+)?[A-ZÆØÅ][\wæøåÆØÅ-]*)*)(?=\s+til\s|[,.;]|$)"
)
_NATIONAL_TO = re.compile(
    r"\btil\s+(?P<who>(?:landets\s+|de\s+|alle\s+)?(?:\d{1,2}\s+)?(?:sundhedsklynger(?:ne)?|klynger(?:ne)?|kommuner(?:ne)?|regioner(?:ne)?))(?!\w)",
    re.IGNORECASE,
)
# "Der tilføres 3,2 mio. kr. i 2024 til de fire sundhedsklynger"
_TO_ALL = re.compile(
    r"(?:\s+(?:årligt|om\s+året|i\s+20\d\d))*\s+til\s+(?P<who>(?:de|alle|regionens|samtlige)\s+(?:\w+\s+)?(?:sundhedsklynger|klynger|kommuner|hospitaler|sygehuse))(?!\w)",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"(?<!\w)(?P<who>(?:[Hh]vert?|[Ee]t|[Dd]en|[Dd]e|[Ee]n)\s+[^.,;]*?|(?-i:[A-ZÆØÅ])[\wæøå]*(?:erne|ene))\s+(?:kan|må)\s+(?:[\wæøå.]+\s+){0,4}?"
    r"(?:søge|ansøge|bruge|anvende|få|disponere|modtage|tildeles|bevilge|godkende|afholde)",
    re.IGNORECASE,
)
# "Faste udvalg kan efter ansøgning få …", "men foreninger kan få …"
_BARE_MAY = re.compile(
    r"(?:^|[.,;:]\s+|(?<!\w)(?:men|og|mens)\s+)(?P<who>(?!(?:der|her|det|den|de|du|i|vi|man|hvor|så|som|puljen|midlerne|beløbet|tilskuddet|støtten)\s)[\wæøå-]+(?:\s[a-zæøå-]+){0,2})\s+(?:kan|må)\s+"
    r"(?:[\wæøå.]+\s+){0,4}?(?:søge|ansøge|bruge|anvende|få|disponere|modtage|tildeles|godkende|afholde)(?!\w)",
    re.IGNORECASE,
)
# "Hvert udvalg råder over op til …", "de faste udvalg får mulighed for at søge op til …", "Formandskabet bemyndiges til at anvende …"
_COMMANDING = re.compile(
    r"(?<!\w)(?P<who>(?:[Hh]vert?|[Dd]en|[Dd]et|[Dd]e|[Aa]lle)\s+[^.,;]*?|(?-i:[A-ZÆØÅ])[\wæøå]*(?:et|en|erne))\s+(?:kan\s+|må\s+)?(?:selv\s+)?"
    r"(?:råder?\s+(?:\w+\s+){0,3}?over|disponerer?\s+(?:\w+\s+){0,3}?over|får\s+(?:mulighed\s+for|lov\s+til|mandat\s+til)\s+at|har\s+(?:mandat|ret|bemyndigelse)\s+til\s+at|bemyndiges\s+til\s+at)"
)
# "Puljen kan søges af klyngens kommuner med højst …"
_SOUGHT_OF = re.compile(r"(?<!\w)(?:an)?søges\s+af\s+(?P<who>[^.,;]+?)\s+med\s")
_TO = re.compile(
    r"\b(?:bevil\w+|tildel\w+|tilskud\s+til|tildeles)\s+(?:til\s+)?(?P<who>klyngen|rådet|[A-ZÆØÅ][\wæøåÆØÅ-]*(?:\s+(?:[A-ZÆØÅ][\wæøåÆØÅ-]*|Kommune))*)"
)


# "… afsat 80 mio. kr. årligt til sundhedsklyngerne", in the paper of one of them
_TO_CLUSTERS = re.compile(
    r"(?:\s+(?:årligt|om\s+året|i\s+20\d\d(?:\s+og\s+20\d\d)?))*\s+til\s+(?:landets\s+|alle\s+landets\s+|alle\s+)?(?:\d\d\s+)?(?:sundhedsklynger(?:ne)?|klyngerne)(?!\w)(?!\s+i\s+(?:[Rr]egion))",
    re.IGNORECASE,
)


def to_all_clusters(text: str, one: Amount) -> bool:
    """Is it set aside for the country's clusters, as no cluster of itself can do?"""
    return _TO_CLUSTERS.match(text, one.found.end) is not None


def recipient(text: str, one: Amount, kind: MoneyKind, context: Context, before: Sequence[Funding]) -> tuple[Body | None, str]:
    """Who gets it: the subject of a grant, the clusters that national money goes to, who may use up to a ceiling."""
    if kind is MoneyKind.NATIONAL:
        found = _NATIONAL_TO.search(text, one.start) or _NATIONAL_TO.search(text) or GIVEN_TO_ALL.search(text) or ALL_GIVEN.search(text)
        return None, found.group("who") if found else ""
    if kind is MoneyKind.ALLOCATION:
        found = _ALLOTTED.match(text, one.found.end)
        named = organisations.organisation(found.group("who"), context.body.region) if found else None
        purposed = text[: one.found.start].rstrip().endswith(":")  # "Unge på erhvervsskoler: 450.000 kr. til Center for Forebyggelse"
        return None, named.label if named and (named.known or purposed) else ""
    if kind is MoneyKind.CEILING:
        found = (
            _MAY.search(text)
            or _last(_BARE_MAY, text, one.found.start)
            or _COMMANDING.search(text, 0, one.found.start)
            or _SOUGHT_OF.search(text, 0, one.found.start)
            or _known(_last(_SUBJECT, text, one.found.start), context)
            or _known(_ALLOTTED.match(text, one.found.end), context)
        )
        return None, _HOW.sub("", found.group("who")) if found else ""
    if kind is MoneyKind.GRANT:
        return _grantee(text, one, context)
    if kind is MoneyKind.APPLIED:
        return _applicant(text, one, context)
    if kind is MoneyKind.TOTAL and not words("money-kind", "allocation").search(text, one.start, one.end):  # what is set aside in all is nobody's yet
        own = COMMANDS.search(text, 0, one.found.start)
        if own and folded(context.body.label) == folded(text[: own.start()].strip()):
            return context.body, context.body.label
        if _OF_WHAT_IS_DONE.search(text, 0, one.found.start):
            return None, ""
        last = next((fact for fact in reversed(before) if fact.kind is MoneyKind.GRANT), None)
        return (context.body, last.recipient_label) if last and last.recipient == context.body else (None, "")
    return None, ""


_HOW = re.compile(r"\s+(?:maksimalt|højst|maks\.?|selv|hver(?:\s+især)?|samlet)$")  # "et enkelt projekt maksimalt kan få …"


_OF_WHAT_IS_DONE = re.compile(r"(?:indsatser|initiativer|aktiviteter|projekter)(?:ne)?\s+(?:beløber|løber|summer|koster|udgør)", re.IGNORECASE)


def _known(found: re.Match[str] | None, context: Context) -> re.Match[str] | None:
    """Who "har fået bevilget op til 300.000 kr.", or to whom it goes, where it is an organisation that we know."""
    named = organisations.organisation(found["who"], context.body.region) if found else None
    return found if named and named.known else None


# "Odder Kommunes ansøgning om", "en ansøgning fra Odder Kommune om"
_ASKING = re.compile(
    r"(?:(?<!\w)(?=[A-ZÆØÅ][^.,;]{2,60}?s\s+ansøgning)|[Aa]nsøgning(?:en)?\s+fra\s+)"
    r"(?P<who>[A-ZÆØÅ][\wæøåÆØÅ-]*?(?:\s+[A-ZÆØÅ][\wæøåÆØÅ-]*?)*)(?:s\s+ansøgning(?:en)?)?\s+(?:om|på)(?!\w)"
)


# "0,9 mio. kr. søgt af Aarhus Kommune"
_SOUGHT_BY = re.compile(r"\s+(?:er\s+)?(?:an)?søgt\s+af\s+(?P<who>[A-ZÆØÅ][\wæøåÆØÅ-]*(?:\s+[A-ZÆØÅ][\wæøåÆØÅ-]*)*)")


def _applicant(text: str, one: Amount, context: Context) -> tuple[Body | None, str]:
    """Who applies, by name; "klyngen har søgt" names nobody."""
    found = (
        _SOUGHT_BY.match(text, one.found.end)
        or _beside(text, one, context)
        or _last(_APPLICANT, text, one.found.start)
        or _last(_ASKING, text, one.found.start)
    )
    who = found.group("who") if found else ""
    if who.startswith(("Udvalget for ", "Samarbejdsgruppen for ")):
        return None, who
    if folded(context.body.label) in folded(who) and " og " not in who:  # "Sundhedsklynge Midt" is Klynge Midt
        return context.body, who
    return None, "" if _is_own(who, context) or _POINTING.fullmatch(who) else who


_POINTING = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?:en|et|ne)")  # "Foreningen søger om": whom the text has named before


_NAMED_BEFORE = re.compile(r"(?P<who>[A-ZÆØÅ][\w-]*(?:\s+[A-ZÆØÅ][\w-]*){0,4})\s+$")


def _beside(text: str, one: Amount, context: Context) -> re.Match[str] | None:
    """ "A Kommune har søgt 1 mio. kr. til X og B Kommune 2 mio. kr. til Y": the second has no verb of its own."""
    found = _NAMED_BEFORE.search(text, one.start, one.found.start)
    return _known(found, context) if found and _JOINED.search(text, 0, found.start()) else None


_JOINED = re.compile(r"(?:,|(?<!\w)(?:og|samt|mens))\s+$")
# "Heraf har Vestklyngen modtaget …"
_TURNED = re.compile(
    r"(?<!\w)(?:har|fik|er|blev|modtog)\s+(?P<who>(?:[A-ZÆØÅ][\w-]*(?:\s+[A-ZÆØÅ][\w-]*)*|klyngen|parterne))\s+(?:\w+\s+)?(?:modtaget|fået|tildelt|bevilget|bevilliget)(?!\w)"
)
_SHARE_OF = re.compile(
    r"(?<!\w)(?P<who>(?:[A-ZÆØÅ][\wæøå-]*(?:\s+(?:[A-ZÆØÅ][\w-]*))*?|[Kk]lyngen|[Rr]egionen))s\s+andel(?!\w)|^For\s+(?P<of>[A-ZÆØÅ][^,.;]*?)\s+(?:svarer|betyder)\s+det"
)


def _grantee(text: str, one: Amount, context: Context) -> tuple[Body | None, str]:
    share = _last(_SHARE_OF, text, one.found.start)
    if share:
        who = share["who"] or share["of"]
        return (context.body, who) if _is_own(who, context) else (None, who)
    if project(text, one):
        return None, ""
    allotted = _ALLOTTED.match(text, one.found.end)
    given = allotted or _NAMED_BEFORE.search(text, one.start, one.found.start)  # "bevilget A Kommune 1 mio. kr. og B Kommune 2 mio. kr."
    named = organisations.organisation(given.group("who"), context.body.region) if given else None
    if given and named and named.known:
        return None, given.group("who")
    if all_of_them := _TO_ALL.match(text, one.found.end):
        return None, all_of_them.group("who")
    gives = _GIVES.search(text, 0, one.found.start) or _GIVES.search(text, one.found.end)  # "540.000 kr., som klyngen har bevilget"
    turned = _last(_TURNED, text, one.found.start)
    found = turned or (_TO.search(text) if gives else _last(_SUBJECT, text, one.found.start) or _TO.search(text))
    if not found and (asked := _last(_ASKING, text, one.found.start)):
        return None, asked["who"]  # "Ansøgningen fra A Kommune på 1 mio. kr. blev imødekommet"
    if not found:
        impersonal = _NOBODY.search(text, 0, one.found.end) is not None
        return (None, "") if context.initiative or impersonal or gives else (context.holder or context.body, "")
    who = found.group("who")
    if words("money-cue", "anaphor").fullmatch(who):
        return None, ""  # "Forløbet støttes med 600.000 kr."
    if re.match(r"(?:udvalget|samarbejdsgruppen)\b", who, re.IGNORECASE) and context.holder:
        return context.holder, who
    if _is_own(who, context) and context.body.cluster and folded(context.body.cluster) != folded(context.body.label):
        return None, context.body.cluster  # in the paper of a cluster's board, "klyngen" is the cluster
    return (context.body, who) if _is_own(who, context) else (None, who if who[0].isupper() and who not in ("Der", "Det", "I") else "")


def _last(form: re.Pattern[str], text: str, before: int) -> re.Match[str] | None:
    """The nearest subject counts: "A har søgt om 1 mio. kr., og B har søgt om 2 mio. kr." """
    return next(iter([*form.finditer(text, 0, before)][-1:]), None)


def _is_own(who: str, context: Context) -> bool:
    """Do these words mean the body whose document it is?"""
    return words("money-cue", "own").match(who) is not None or folded(context.body.label) in folded(who) or "klyngen" in folded(who)
