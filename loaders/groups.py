"""What a heading among a list's lines gives to the people below it: an organisation, a title, a function."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders import organisations
from loaders.lexicon import lexicon
from loaders.model import Organisation, Term
from loaders.passage import Passage
from loaders.people import Setting
from loaders.slugs import slug


def given(line: Passage, heading: bool, gap: bool, waiting: bool, setting: Setting) -> Setting | None:
    """What a line that names nobody gives to those below it; None where it is a part of the person above."""
    text = _sent(line.text)
    if not heading and not gap and waiting and not line.text.endswith(":") and not _is_plural(text):
        return None
    base = replace(setting, organisation=None, role=None, function=None, party="")
    if (heading or len(text) > 2) and (party := lexicon().party(text)):
        return replace(base, party=party)
    if _ALL.fullmatch(text):
        return base
    if lexicon().is_cue(text, "absentees"):
        return replace(base, absent=True)
    function = lexicon().function(text) or (lexicon().function("formandskab") if _LED_BY.search(line.text) else None)
    if function:
        return replace(base, function=function, absent=False)  # the secretariat below "Afbud" is a group of its own
    alternates = _ALTERNATES_FOR.match(text)
    if alternates:
        whose = alternates.group("whose")
        return replace(base, function=lexicon().function(alternates.group("what")), organisation=side(whose, setting.region), role=plural_role(whose))
    before, _, behind = text.partition(", ")
    role = plural_role(text) or (lexicon().role(text) if line.text.endswith(":") and lexicon().is_role(text) else None)
    organisation = side(behind if behind and plural_role(before) else text, setting.region)
    bare = _whose(text)
    named = any(lexicon().is_cue(part, "side") for part in (text, bare)) or lexicon().is_cue(text, "further-attendees")
    if organisation is None and role is None and not named and _ABBREVIATION.fullmatch(text):
        organisation = Organisation(text, slug(text))  # "RHR: Ane Holm, Bo Lund"
    if organisation or role or named or heading or line.text.endswith(":"):
        return replace(base, organisation=organisation, role=role)
    return None


def _sent(text: str) -> str:
    """A heading without how many stand below it and that they were sent: "Odense Kommune har udpeget:", "2 medlemmer fra PLO (2)"."""
    return _THEIRS.sub("", _SEND.sub("", _COUNTED.sub("", _COUNT.sub("", text.strip(" :*")))))


def within(group: Setting, above: Setting) -> Setting:
    """ "Odder: Bo Lund, konsulent" below "Sekretariat": a group of one line has what a heading gives to all; a chair's office is one person's."""
    function = above.function
    if group.function and lexicon().deputises(group.function) and not group.organisation:
        return replace(group, organisation=above.organisation)  # "Suppleant: Bo Lund" among the people of a side
    return replace(group, function=function) if function and not group.function and not lexicon().chairs(function) else group


_ABBREVIATION = re.compile(r"[A-ZÆØÅ]{2,5}")
_LED_BY = re.compile(
    r"(?<!\w)(?:ledes|varetages|består)\s+af\s+(?:et\s+)?(?:fælles\s+)?formandskab[^.]*:$", re.IGNORECASE
)  # "Klyngen ledes af et formandskab på to:"
_ALL = re.compile(r"(?:(?:øvrige|andre|menige|ordinære|faste)\s+)?medlem(?:mer(?:ne)?)?", re.IGNORECASE)  # who has no office, below who has one
# "2 repræsentanter fra Holbæk Sygehus", "Et medlem fra PLO": how many they are, before whom they represent
_COUNTED = re.compile(r"^(?:\d{1,2}|en|et|to|tre|fire|fem|seks|syv|otte)\s+(?=(?:\w+\s+)?(?:repræsentant|medlem|deltager))", re.IGNORECASE)
_COUNT = re.compile(r"\s*\(\d{1,2}(?:\s+[\wæøå]+)?\)$|\s*[,–-]\s*\d{1,2}\s+(?:medlemmer|pladser|repræsentanter)$")  # "Fra regionsrådet (7)"
# "Region Syddanmark har udpeget:", "Regionsrådet har på sit konstituerende møde valgt følgende medlemmer:"
_SEND = re.compile(
    r"\s+(?:har\s+(?:[a-zæøå.\d]+\s+){0,8}?(?:udpeget|valgt|indstillet)|udpeger|vælger|indstiller)(?:\s+(?:følgende|disse)(?:\s+[a-zæøå]+)?|\s+som\s+medlemmer)?$",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"(?<=kommune)s\s+(?:repræsentant(?:er)?|medlem(?:mer)?|udpegede|politikere)$", re.IGNORECASE
)  # "Odense Kommunes repræsentanter"


def _is_plural(text: str) -> bool:
    """Is the whole line a title in the plural ("Borgmestre", "Praktiserende læger"), which no person's field is?"""
    found = lexicon().plural_role_at(text)
    return (found is not None and found[1] == len(text)) or lexicon().is_cue(text, "side")


# "Stedfortræder for regionsrådets medlemmer", "Suppleanter fra Randers Kommune"
_ALTERNATES_FOR = re.compile(r"^(?P<what>stedfortræder(?:e)?|suppleant(?:er)?)\s+(?:for|til|fra)\s+(?P<whose>.+)$", re.IGNORECASE)
WHO = (
    r"(?:øvrige|andre|politikere|(?:politisk\s+|folke)?valgte(?:\s+medlemmer)?|udpegede(?:\s+medlemmer)?|embedsmænd|ledere|administrativt?"
    r"|medlem(?:mer)?|[\wæøå-]*repræsentant(?:er)?|deltagere?|til\s*stede(?:værende)?|mødte?|deltog|valgt|udpeget|indstillede?|indstillet|på\s+vegne)"
)


def _whose(text: str) -> str:
    """ "Deltagere fra kommunerne", "Deltagere, kommuner": whom those of a group are from."""
    return _BEFORE_WHOM.sub("", text)


_BEFORE_WHOM = re.compile(rf"^(?:(?:{WHO}\s+)*(?:fra|for|af)\s+|{WHO}(?:,|:|\s[–-])\s+)", re.IGNORECASE)
_REGIONAL = re.compile(
    rf"^(?:(?:{WHO}\s+)*(?:fra|af|for|blandt)\s+|{WHO}(?:,|:|\s[–-])\s+)?(?:region(?:en)?|regionsrådet|regionsråd|regionsrådsmedlemmer"
    r"|region(?:ens|srådets)\s+(?:medlemmer|repræsentanter|udpegede)|regionale\s+(?:medlemmer|repræsentanter)|regionalt\s+(?:valgte|udpegede))$",
    re.IGNORECASE,
)


def heads_side(line: Passage, region: str) -> bool:
    """ "For Praktiserende Lægers Organisation mødte:" has the shape of a name, and names a side."""
    return line.text.endswith(":") and side(line.text.strip(" :"), region) is not None


def heading_side(line: Passage, region: str) -> Organisation | None:
    """The organisation that a cell names as a heading does ("Fra Odense Kommune", "PLO", "Regionens repræsentanter"), beside those of the row."""
    text = _sent(line.text)
    heads = (
        text != line.text.strip(" :*")
        or _WHOSE.match(text)
        or _REGIONAL.match(text)
        or _COUNCIL_OF.match(text)
        or organisations.practice_side(text, region)
    )
    found = side(text, region) if heads or lexicon().is_cue(text, "side") else None
    return found if found and (found.known or found.kind) else None


_CAME = re.compile(r"\s+(?:mødte|deltog|deltager|var\s+mødt|var\s+til\s+stede)$", re.IGNORECASE)


def side(text: str, region: str) -> Organisation | None:
    """The organisation that a group's heading names, or the side's own ("Almen praksis": the region's PLO)."""
    text = _CAME.sub("", text)
    council = _COUNCIL_OF.match(text)
    if council:
        return organisations.organisation(f"{(council['of'] or council['in']).removesuffix(' Kommune')} Kommune", region)
    bare = _whose(text)
    if _REGIONAL.match(text):
        return organisations.region(region)
    practice = organisations.practice_side(bare, region) or organisations.practice_side(text, region)
    named = None if _SAYS.search(bare) else organisations.organisation(bare, region)
    named = named if named and (named.known or named.unit_of) else _hospital(bare, region) or named
    general = practice and named and named.kind == "GeneralPracticeOrganisation" and not organisations.region_of(named)
    return named if named and (named.known or named.unit_of) and not general else practice or named


# "Valgt af Odense Byråd", "Byrådet i Odense", "Kommunalbestyrelsen i Assens Kommune": who sits for a council sits for its municipality
_COUNCIL_OF = re.compile(
    rf"^(?i:(?:{WHO}\s+)*(?:fra|for|af)\s+)?(?:(?P<of>[A-ZÆØÅ][\wæøå-]+)\s+(?:[Bb]yråd|[Kk]ommunalbestyrelse)|(?:[Bb]yrådet|[Kk]ommunalbestyrelsen)\s+i\s+(?P<in>[A-ZÆØÅ].+))$"
)


def _hospital(town: str, region: str) -> Organisation | None:
    """ "Gødstrup: …": a hospital goes by its town alone, where no municipality does."""
    named = organisations.organisation(f"Regionshospitalet {town}", region) if _TOWN.fullmatch(town) else None
    municipality = organisations.organisation(f"{town} Kommune", region)
    return named if named and named.known and not (municipality and municipality.known) else None


_TOWN = re.compile(r"[A-ZÆØÅ][a-zæøå]{3,}")
_SAYS = re.compile(
    r"\s(?:består|er|har|udgøres|varetages|omfatter|tæller|mødes|deltager)\s"
)  # "Udvalget består af 8 medlemmer:" names nobody's employer


def plural_role(text: str) -> Term | None:
    """ "Regionsrådsmedlemmer:" and "Medlemmer fra kommunerne (borgmestre):" give everyone below the title in the singular."""
    if _SIDE_MEMBERS.match(text):
        return None
    joined = re.match(r"((?:[\wæøå]+-,?\s+)*[\wæøå]+-\s+og\s+)(?=[\wæøå]+(?:\s+repræsentanter)?$)", text)
    for word in re.finditer(r"[\wæøå-]+", text):
        plural = lexicon().plural_role_at(text[word.start() :])
        if plural and joined and word.start() == joined.end():
            return lexicon().role(joined.group().lower() + plural[0].label)
        if plural and plural[0].label not in ("medlem", "formand", "repræsentant"):
            return plural[0]
    return lexicon().role("regionsrådsmedlem") if of_council(text) else None


_SIDE_MEMBERS = re.compile(r"^(?:regionale|kommunale|politiske|administrative|faglige|øvrige)\s+medlemmer$", re.IGNORECASE)
"""Whose members they are, and no title."""


def of_council(text: str) -> bool:
    """Does a heading give those below it as members of the regional council?"""
    return _FROM_COUNCIL.match(text) is not None


_WHOSE = re.compile(rf"^(?:{WHO}\s+)*(?:fra|for|af|blandt)\s+", re.IGNORECASE)
_FROM_COUNCIL = re.compile(
    rf"^(?:{WHO}\s+)*(?:fra|af|for)\s+regionsrådet$|^(?:(?:{WHO}\s+)*blandt\s+)?regionsrådet(?:s\s+(?:medlemmer|repræsentanter))?$", re.IGNORECASE
)
