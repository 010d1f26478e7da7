"""People in running text who are no attendees for it: who presents an item, and who is merely named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders import names, organisations
from loaders.lexicon import lexicon
from loaders.model import Mention, Person, Presentation
from loaders.passage import Passage
from loaders.people import Setting, entries
from loaders.sentences import sentences
from loaders.whom import fits

_CAPITALISED = r"[A-ZÆØÅ][\w&/-]*(?:\.(?=\s+[A-ZÆØÅ]))?(?:\s+(?:(?:og|for|i|af|&)\s+)*[A-ZÆØÅ][\w&/-]*|\s+[Kk]ommune\b)*"
_PRESENTS_AFTER = re.compile(
    r"\b(?:oplæg(?:get)?|oplægsholdere?:?|præsentation(?:en)?(?!\s+af\s+(?:den\s+|vores\s+)?ny)|gennemgang(?:en)?|indlæg|orientering(?:en)?|introduktion|status|fremlæggelse)\s+(?:(?:ved|af|fra)\b|v/|v\.)\s*(?P<who>.+)$|\bv(?:/|\.(?=\s))\s*(?P<by>.+)$|^(?:(?:oplægsholdere?|oplæg|indlæg|præsentation):|(?:oplægsholdere?|oplæg|indlæg)(?=\s(?-i:[A-ZÆØÅ][\wæøå-]+\s+[A-ZÆØÅ]))|ved)\s+(?P<named>.+)$"
    r"|\b(?:indledes|indledt|præsenteres|præsenteret|fremlægges|fremlagt|gennemgås|gennemgået|holdes|holdt)\s+(?:\w+\s+){0,4}?(?:af|ved|fra)\s+(?P<passive>.+)$",
    re.IGNORECASE,
)
_PRESENTS_BEFORE = re.compile(
    r"^(?:[A-ZÆØÅ][\wæøå ]{2,40}:\s+)?(?P<who>.+?)\s+(?:orienterer|orienterede|præsenterer|præsenterede|fremlægger|fremlagde|gennemgår|gennemgik"
    r"|forelægger|forelagde|indleder|indledte|holder\s+(?:et\s+)?(?:kort\s+)?oplæg|holdt\s+(?:et\s+)?(?:kort\s+)?oplæg"
    r"|fortæller|fortalte|giver\s+(?:en|et)|gav\s+(?:en|et)|lagde\s+(?:ud|op)|lægger\s+(?:ud|op)|står\s+for\s+oplægget|stod\s+for\s+oplægget"
    r"|holder\s+indlæg|holdt\s+indlæg|kom\s+med\s+et\s+oplæg|introducerer|introducerede|redegør|redegjorde"
    r"|deltager\s+under|deltog\s+under|deltog(?=\.?$)|(?:be)?svarede\s+(?:på\s+)?spørgsmål|kommer\s+til\s+mødet|vil\s+(?:kort\s+)?(?:orientere|præsentere|fremlægge|gennemgå|indlede|fortælle|redegøre|introducere|vise|holde\s+(?:et\s+)?oplæg)|viser|viste|gør\s+rede|gjorde\s+rede)\b",
    re.IGNORECASE,
)
_PRESENTS_INVERTED = re.compile(
    r"\b(?:holder|holdt|giver|gav)\s+(?P<holds>(?:[a-zæøå-]+\s+){0,3}(?-i:[A-ZÆØÅ]).+?),?\s+(?:et\s+|en\s+)?(?:kort\s+)?(?:oplæg|orientering|præsentation|indlæg|gennemgang)\b"
    r"|^(?-i:(?:På|Ved|Til|Under|Herefter|Derefter|Indledningsvis|Indledningsvist|Først)\b).*?\b(?:orienterer|orienterede|præsenterer|præsenterede|fremlægger|fremlagde|gennemgår"
    r"|gennemgik|indleder|indledte|fortæller|redegør|redegjorde|introducerer|introducerede)\s+(?P<after>(?:[a-zæøå-]+\s+){0,3}(?-i:[A-ZÆØÅ]).+)$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\b(?:fortalte|viste|gav\s+en|deltog|(?:be)?svarede\s+(?:på\s+)?spørgsmål)$", re.IGNORECASE)
"""What anybody at the table does as well: of somebody on the list, it does not make a presenter."""
_ELSEWHERE = re.compile(
    r"\b(?:i\s+(?:foråret|efteråret|sommeren|vinteren|\d{4})|konference|møde\s+mellem|afholdes\s+et\s+møde|sidste\s+år|den\s+\d{1,2}\.\s+(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*|tidligere|senere|på\s+et\s+møde|arbejdsgruppen|(?:tema|borger|dialog|stor)møde|workshop|seminar|temadag)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",\s+(?:der|som)\s+[^,]*")
"""What is said of a thing ("byggeriet, der står færdigt i 2028") dates no oplæg."""
_THING_FIRST = re.compile(
    r"(?:En|Et|Den|Det)\s+[a-zæøå]+(?:\s+(?:fra|af)\s+\d{4})?\s+(?:ved|af|fra)\s+(?:[a-zæøå-]+\s+)?[A-ZÆØÅ][^.]*?\s(?:viser|viste|fortæller|fortalte|peger|beskriver)\b"
)
"""What somebody made tells it: "En kortlægning fra 2023 ved konsulent Bo Lund viser, at …"."""
_STOPS = re.compile(r"\s+(?:om|vedr\.?|vedrørende|med|samt\s+om|der|som|på\s+mødet)\s+")


def presentations(passages: Sequence[Passage], listed: Sequence[str], region: str) -> tuple[Presentation, ...]:
    """Who presents an item, as its text says, each once."""
    found: dict[str, Presentation] = {}
    for passage in passages:
        for sentence in sentences(passage):
            for person in _presenters(sentence, listed, region):
                known = found.get(person.name)
                at = (*known.at, sentence.span) if known else (sentence.span,)
                found[person.name] = Presentation(_better(known.person if known else None, person), "minutes.agenda.presentation", at)
    if any(not (one.person.role and one.person.organisation) for one in found.values()):
        _completed(found, passages, region)
    return tuple(found.values())


def _completed(found: dict[str, Presentation], passages: Sequence[Passage], region: str) -> None:
    """The title and the organisation of a presenter, where another sentence of the item gives them."""
    for sentence in (part for passage in passages for part in sentences(passage)):
        for person, _ in _named(sentence, region) if any(name in sentence.text for name in found) else ():
            if known := found.get(person.name):
                found[person.name] = replace(known, person=_better(known.person, person))


def _better(known: Person | None, person: Person) -> Person:
    return replace(known, role=known.role or person.role, organisation=known.organisation or person.organisation) if known else person


def _presenters(sentence: Passage, listed: Sequence[str], region: str) -> Iterator[Person]:
    if not names.name_pattern().search(sentence.text):
        return  # it names nobody, whatever it tells
    if _ELSEWHERE.search(_RELATIVE.sub("", sentence.text)) or _THING_FIRST.match(sentence.text):
        return
    before = _PRESENTS_BEFORE.match(sentence.text)
    after = _PRESENTS_INVERTED.search(sentence.text) or _PRESENTS_AFTER.search(sentence.text)
    part = sentence.group(before, "who") if before and not (after and "holds" in after.groupdict()) else None
    if after and not part:
        part = sentence.group(after, next(key for key, said in after.groupdict().items() if said is not None))
        stop = _STOPS.search(part.text)
        part = part[: stop.start()] if stop else part
    if after and part and after.groupdict().get("named") and not (lexicon().role_at(part.text) or names.name_pattern().match(part.text)):
        return  # "Ved udskrivning …" begins a sentence
    speaks = bool(before and _SPEAKS.search(before.group()))
    for person, _ in _named(part, region) if part else ():
        known = fits(person.name, listed)
        if not (speaks and known):
            yield replace(person, name=known or person.name)


def mentions(passages: Sequence[Passage], known: Sequence[str], context: str, region: str) -> Iterator[Mention]:
    """People named in running text who are not among `known` (those on the roll or presenting)."""
    for passage in passages:
        for sentence in sentences(passage):
            for person, part in _named(sentence, region):
                if not (
                    fits(person.name, known)
                    or fits(person.name.removesuffix("s"), known)
                    or person.name.startswith(tuple(f"{name} " for name in known))
                ):
                    yield Mention(person, context, "text.mention", (sentence.span if len(sentence) < 600 else part.span,))


def _named(sentence: Passage, region: str) -> Iterator[tuple[Person, Passage]]:
    """Each sure name with what stands around it: a title before it, or a title and an organisation behind a comma."""
    sure = list(_sure(sentence.text))
    for index, (start, end) in enumerate(sure):
        limit = sure[index + 1][0] if index + 1 < len(sure) else len(sentence.text)
        clause = _clause(sentence, start, end, limit, region)
        entry = next(iter(entries(clause, Setting(region))), None)
        if entry and names.looks_like_name(entry.person.name) and not _is_thing(entry.person.name):
            yield _appointed(entry.person, sentence.text[: sentence.places.index(clause.places[0])], region), clause


# "Odder Kommune har fået ny sundhedschef, Ane Holm."
_APPOINTS = re.compile(rf"(?P<where>{_CAPITALISED})\s+(?:har|fik|får)\s+(?:(?:fået|ansat|udpeget|valgt)\s+)?(?:en\s+)?(?:ny\s+)?$")
_NEW = re.compile(r"\b(?:nye?|sin|deres|vores)\s+$")


def _appointed(person: Person, before: str, region: str) -> Person:
    """Whose new office it is, where the sentence says so right before the title."""
    found = _APPOINTS.search(before) if person.role and person.organisation is None else None
    return replace(person, organisation=organisations.organisation(found["where"], region)) if found else person


def _sure(text: str) -> Iterator[tuple[int, int]]:
    """Where names for sure stand: from the first common given name of a run of capitalised words, or right behind a title."""
    for hit in names.name_pattern().finditer(text):
        words = list(re.finditer(r"\S+", hit.group()))
        first = next((word.start() for word in words[:-1] if names.is_given_name(word.group())), None)
        title = lexicon().role_at(hit.group())
        if first is None and title and names.looks_like_name(hit.group()[title[1] :]):
            yield hit.start() + title[1] + 1, hit.end()
        elif first is not None:
            yield hit.start() + first, hit.end()
        elif not names.is_no_name(hit.group()) and _title_before(text, hit.start()) is not None and organisations.organisation(hit.group()) is None:
            yield hit.start(), hit.end()


def _title_before(text: str, start: int) -> int | None:
    """Where a title that ends right before `start` begins."""
    before = text[max(0, start - 90) : start]
    for found in re.finditer(r"\S+", before):
        hit = lexicon().role_at(before, found.start())
        apposed = hit and before[hit[1] :] == ", " and _NEW.search(before[: found.start()])
        if hit and (apposed or _OF_SOMETHING.fullmatch(before, hit[1])) and not any(map(names.is_given_name, before[hit[1] :].split())):
            return max(0, start - 90) + found.start()
    return None


_BEHIND = re.compile(
    r"(?:\s*\([^()]*\))?"  # a party
    rf"(?:\s*,\s*(?:(?:der|som)\s+(?:er|var)\s+)?[^,.;]+"  # a title
    rf"|\s+(?:fra|ved)\s+(?:den\s+|det\s+)?{_CAPITALISED}|\s+som\s+[^,.;]+)?"  # where from
    r"(?:,\s*(?=[A-ZÆØÅ])[^,.;]+)?"  # an organisation
)
_OF_SOMETHING = re.compile(r"\s*(?:(?:for|i|ved|fra|på|hos)\s+(?:[A-ZÆØÅ][\w-]*\s+|(?:og|for|i|af)\s+)+)?")


def _clause(sentence: Passage, start: int, end: int, limit: int, region: str) -> Passage:
    """From the title before the name to the end of what is said of it."""
    title = _title_before(sentence.text, start)
    within = _WITHIN.match(sentence.text[end:limit]) if title is not None else None
    if within and _is_organisation(within.group("where"), region):
        return sentence[title : end + within.end()].strip(" ,")
    behind = _BEHIND.match(sentence.text[end:limit])
    stop = end + (behind.end() if behind else 0)
    tail = _TAIL.search(sentence.text[end:stop])
    if tail:
        stop = end + tail.start()
    return sentence[title if title is not None else start : stop].strip(" ,")


# "Økonomichef Bo Lund (V) i Danske Regioner"; "i Odense" is where somebody is, which the title alone does not settle.
_WITHIN = re.compile(rf"(?:\s*\([^()]*\))?\s+(?:i|hos|på)\s+(?:den\s+|det\s+)?(?P<where>{_CAPITALISED})")


def _is_organisation(where: str, region: str) -> bool:
    """Does the whole name an organisation, and no bare place that a municipality or region is called by?"""
    named = organisations.organisation(where, region)
    if named is None or len(organisations.organisations(where, region)) > 1:
        return False
    return not (named.kind in ("Municipality", "Region") and where.lower().strip(" s") in named.label.lower().split())


_TAIL = re.compile(
    r",?(?<!-)(?<!\bder)(?<!\bsom)\s+(?:(?:og|samt)\s+(?-i:(?=[a-zæøå]))|der(?!\s+(?:er|var)\s)|til\s+og\s+med|indtil|som\s+(?:har|skal)|har|havde|er|var|blev|bliver|vil|kan|skal|deltog|holdt|har|står|indledte|gjorde|fortalte|orienterede|orienterer|fortæller|sagde|foreslog|,\s*$)\b",
    re.IGNORECASE,
)


def _is_thing(name: str) -> bool:
    return any(lexicon().is_role(word) for word in name.split())
