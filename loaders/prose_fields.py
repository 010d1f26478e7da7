"""What running text says of an initiative where no label does: who answers for it, from when to when, and to which theme it belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders import organisations, periods
from loaders.passage import Passage, listed
from loaders.sentences import sentences
from loaders.vocabulary import pattern, scheme


@dataclass(frozen=True, slots=True)
class Told:
    """`responsible` are the words that name who answers, `time_plan` the sentences of first and last day, `theme` the words of the theme."""

    responsible: tuple[Passage, ...] = ()
    time_plan: Passage | None = None
    theme: Passage | None = None
    committee: Passage | None = None


_IT = (
    r"(?:(?:denne|hele|den\s+samlede|selve)\s+)?(?:indsatsen?|initiativet|projektet|pilotprojektet|tiltaget|arbejdet|forløbet|ordningen|opgaven|tilbuddet|forsøget|afprøvningen"
    r"|prøvehandlingen|samarbejdet|aktiviteten|driften|gennemførelsen|den|det)"
)
_ANSWERS = (
    r"(?:har\s+(?:(?:det|hoved|fået|påtaget|sig|fælles|et|overordnede|samlede|daglige|primære)\s*)*ansvaret?|er\s+(?:\w+\s+){0,2}?(?:hoved|projekt|indsats)?ansvarlige?"
    r"|(?:var|blev)\s+(?:\w+\s+){0,2}?(?:hoved|projekt|indsats)?ansvarlige?(?:\s+for|$)|(?:er|var)\s+(?:\w+\s+){0,2}?(?:tovholdere?|projektejere?|initiativtagere?)|deler\s+ansvaret|står\s+for\s+(?:at\s+|selve\s+)?(?=indsats|projekt|arbejd|ordning|opgave|tilbud|drift|forløb|gennemfør|forsøg"
    r"|den\s|det\s|koordiner|\w+e\s)|står\s+i\s+spidsen|leder\s+(?=indsats|projekt|arbejd|forløb|forsøg|det\s|den\s)|driver\s+(?=indsats|projekt|ordning|tilbud|forløb|den\s|det\s)"
    r"|varetager\s+(?=indsats|projekt|arbejd|opgave|drift))"
)
_FORMS = (
    rf"^(?:det\s+er\s+)(?P<who>.+?),?\s+(?:der|som)\s+(?:\w+\s+){{0,2}}?{_ANSWERS}",
    rf"^(?P<who>.+?)\s+{_ANSWERS}",
    r"^(?:hoved|projekt)?ansvarlige?\s+(?:parter?\s+)?(?:(?:for|på)\s+.{1,60}?\s+)?er\s+(?P<who>.+)$",
    r"^tovholdere?\s+(?:(?:for|på)\s+.{1,60}?\s+)?er\s+(?P<who>.+)$",
    r"^(?:hoved|projekt)?ansvaret\s+(?:(?:for|med)\s+.{1,60}?\s+)?(?:er\s+)?(?:deles?(?:\s+ligeligt)?\s+(?:af|mellem)|delt\s+mellem|ligger\s+(?:\w+\s+)?(?:hos|i|ved)|påhviler|hviler\s+på|placeret\s+(?:hos|i)"
    r"|bæres\s+af|varetages\s+af|er\s+hos|har)\s+(?P<who>.+)$",
    rf"^{_IT}\s+(?:er\s+|bliver\s+)?(?:\w+\s+)?(?:forankret|forankres|placeret|ledes|ledet|drives|drevet|varetages|gennemføres|udføres|løses|koordineres|styres|ejes)\s+(?:\w+\s+)?(?:i|hos|af|fra|ved)\s+(?P<who>.+)$",
    r"^(?:ansvarlig|ansvar|tovholder)\s+(?:har\s+været|bliver|var)\s+(?P<who>.+)$",
)
_RESPONSIBLE = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_SHARED = re.compile(rf"^{_IT}\s+(?:deles|er\s+fælles|løses|gennemføres|drives)\s+(?:\w+\s+)?med\s+(?P<who>.+?)(?:,|$).*\bansvar", re.IGNORECASE)
_NO = re.compile(r"(?<!\w)(?:ikke|ingen|intet|uden|hverken)(?!\w)", re.IGNORECASE)
_TAIL = re.compile(
    r",?\s+(?:der|som|og\s+(?=[a-zæøå]+(?:s|r|de|te)?\s+(?:også|kan|har|er|skal)\b)|mens|men|i\s+samarbejde\s+med\s+(?![A-ZÆØÅ])|for\s+(?=indsats|projekt|at\b))\b.*$"
)
_RUNS = re.compile(
    r"(?<!\w)(?:løber|løb|begynd\w+|start\w*|opstart\w*|slutter|sluttede|afsluttes|afsluttet|går\s+i\s+gang|gik\s+i\s+gang|sat\s+i\s+gang|sættes\s+i\s+gang|igangs\w+|iværks\w+|varer|fortsætter"
    r"|åbne\w*|kører|gennemføres|gennemført|gennemførtes|strækker\s+sig|forlænget|udløber|stopper|ophører|planlagt\s+(?:fra|til)|afvikles|foregår|i\s+drift\s+fra|trådte\s+i\s+kraft|træder\s+i\s+kraft|varighed\w*|perioden)(?!\w)",
    re.IGNORECASE,
)
_WHOLE = r"(?:indsats|initiativ|projekt|pilotprojekt|tiltag|arbejd|forløb|ordning|opgave|tilbud|forsøg|afprøvning|prøvehandling|samarbejd)\w*"
_OF_ALL = re.compile(
    rf"(?<!\w)(?:{_WHOLE}|perioden|varigheden|den|det|vi|der)(?!\w)|^[A-ZÆØÅ][\wæøå-]+(?:en|et|erne|ene)\s|^(?:op)?start(?:er)?\s", re.IGNORECASE
)
_THEME = re.compile(
    r"(?i:hører?\s+(?:til\s+|hjemme\s+)?(?:til|under|i|ind\s+under)?\s*(?:under\s+)?temaet|temaet\s+(?:for\s+(?:indsatsen|projektet)\s+)?er|(?:en\s+)?del\s+af\s+(?:temaet|indsatsområdet|fokusområdet)"
    r"|(?:under|inden\s+for|indgår\s+i|understøtter|bidrager\s+til)\s+(?:temaet|indsatsområdet|fokusområdet)|hører\s+(?:til\s+)?(?:under|til)\s+(?:indsatsområdet|fokusområdet|sporet))\s+[\"”“»«]?(?P<theme>[A-ZÆØÅ][^.\"”“»«;]+)",
)


def told(paragraphs: Sequence[Passage]) -> Told:
    """What the sentences of one initiative say of it; its time plan are the sentences that hold its first and last day."""
    who: list[Passage] = []
    whole: Passage | None = None
    ends: list[Passage] = []
    theme = committee = None
    for sentence in (one for paragraph in paragraphs for one in sentences(paragraph)):
        found = responsible(sentence) if not who else shared(sentence)
        who += [found] if found else []
        named = _THEME.search(sentence.text)
        theme = theme or (sentence.group(named, "theme").strip(" ,") if named else None)
        committee = committee or _follows(sentence)
        start, end = period(sentence)
        if start and end:
            whole = whole or sentence
        elif start or end:
            ends.append(sentence)
    return Told(tuple(who), whole or _joined(ends), theme, committee)


def responsible(sentence: Passage) -> Passage | None:
    """The words of a sentence that name who answers for an initiative; None where it names nobody who does."""
    for form in _RESPONSIBLE:
        hit = form.match(sentence.text)
        if not hit or _NO.search(hit.group()):
            continue
        who = _cut(sentence.group(hit, "who"))
        if who and not _NO.search(who.text) and organisations.organisations(who.text):
            return who
    return shared(sentence)


def shared(sentence: Passage) -> Passage | None:
    """With whom an initiative is shared ("Indsatsen deles med Esbjerg Kommune, og begge parter har ansvar")."""
    hit = _SHARED.match(sentence.text)
    return sentence.group(hit, "who") if hit and not _NO.search(hit.group()) and organisations.organisations(hit.group("who")) else None


def _cut(who: Passage) -> Passage:
    tail = _TAIL.search(who.text)
    return (who[: tail.start()] if tail else who).strip(" .,")


def period(sentence: Passage) -> periods.Period:
    """First and last day of an initiative as a sentence tells them; (None, None) for one that tells of something else."""
    text = sentence.text
    if not _RUNS.search(text) or not _OF_ALL.search(text):
        return periods.NEVER
    return periods.period(text.strip(" ."))


def _joined(ends: Sequence[Passage]) -> Passage | None:
    whole: Passage | None = None
    for one in ends[:2]:
        whole = listed(whole, one, " ") if whole else one
    return whole


_FOLLOWS = (
    r"(?:følger|følger\s+op\s+på|er\s+ansvarlig\w*\s+for\s+at\s+følge)",
    r"(?:følges|drøftes|behandles|forankret)\s+(?:\w+\s+)?(?:op\s+)?(?:af|i|hos)\s+",
)


def _follows(sentence: Passage) -> Passage | None:
    """The committee that follows an initiative ("Indsatsen følges af Udvalget for Psykiatri")."""
    words = pattern(label for concept in scheme("plan-noun") if concept.code == "committee-of" for label in concept.labels)
    name = rf"(?P<name>(?:{words})\s+(?-i:[A-ZÆØÅ][\w-]*(?:(?:\s+og|,)?\s+[A-ZÆØÅ][\w-]*)*))"
    hit = re.search(rf"^{name}\s+{_FOLLOWS[0]}|^{_IT}\s+{_FOLLOWS[1]}{name.replace('name', 'by', 1)}", sentence.text, re.IGNORECASE)
    if not hit:
        return None
    return sentence.group(hit, "name" if hit.group("name") else "by")
