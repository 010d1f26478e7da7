"""What a body is called where a line names it: the noun, with what before and behind it belongs to the name."""

from __future__ import annotations

import re
from functools import cache

from loaders.vocabulary import pattern, scheme

PLACE = r"[A-ZÆØÅ][\wæøåÆØÅ-]*(?:(?:\s*[/–]\s*|\s+og\s+|\s+)[A-ZÆØÅ][\wæøåÆØÅ-]*){0,2}"


@cache
def nouns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The nouns for bodies, each with the type of body that it tells."""
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{pattern(concept.labels)})(?=s?(?![\w-]))", re.IGNORECASE), concept.flag("bodyType").rsplit("/", 1)[-1])
        for concept in scheme("body-noun")
        if concept.flag("bodyType")
    )


def name_at(line: str, found: re.Match[str], kind: str) -> str:
    """The body's name: the noun, with the adjective before it and the place or the field behind it ("Forberedende Sundhedsråd Kronjylland")."""
    of = _COMMITTEE_FIELD.match(line, found.end()) if kind == "standing-committee" else None
    if of:
        return of.group("name").strip()
    kept = _ADJECTIVE.search(line[: found.start()])
    rest = behind(line[found.end() :])
    dashed = _DASHED.fullmatch(line[found.end() :]) if not rest and kind == "other" else None
    rest = f" {dashed.group('place')}" if dashed and not _NO_PLACE.match(dashed.group("place")) else rest
    noun = _ARTICLE.sub("", found.group()) if rest else found.group()  # "Det Forberedende Sundhedsråd Fyn" goes by what follows
    if _INDEFINITE.search(line[: found.start()]) and any(other.fullmatch(f"{noun}et") for other, _ in nouns()):
        noun += "et"
    name = (kept.group() if kept else "") + noun + rest
    return name[:1].upper() + (name[1:] if not name.isupper() else name[1:].lower())


_COMMITTEE_FIELD = re.compile(
    r"\s+(?:for|om|vedr\.|vedrørende)\s+(?P<name>[^,(:|]+?)(?=\s+(?:i|under)\s+(?:(?:den|sundheds?)?\w*klynge|[A-ZÆØÅ])|\s+[-–]\s|\s*[,(:|]|\.?$)",
    re.IGNORECASE,
)
_DASHED = re.compile(rf"\s+[–-]\s+(?P<place>{PLACE})")  # "Forberedende sundhedsråd – Himmerland"
_ARTICLE = re.compile(r"^(?:det|den)\s+", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?<!\w)(?:et|nyt)\s+$")  # "har nedsat et nyt patientinddragelsesudvalg"
# "Administrativ klyngestyregruppe": the indefinite form with a capital is a part of the name.
_ADJECTIVE = re.compile(r"(?<!\w)[A-ZÆØÅ][a-zæøå-]+(?:iv|isk|ig|el|lles|al|ende)\s+$")
_FIELD = re.compile(
    r"\s+(?:for|om|vedr\.|vedrørende)\s+(?!(?:år|perioden|årene)\b)[a-zæøåA-ZÆØÅ][^,;:()\d–]*?"
    r"(?=\s+(?:i|den|d\.|kl\.?|på|af)\s|\s*[,;:()–]|\s+-\s|\s+\d|\.?\s*$)"
)
_QUOTED = re.compile(r"\s+[\"“”»][^\"“”»«]{3,60}[\"”«]")
_PLACE_BEHIND = re.compile(rf"\s+({PLACE})")
_NO_PLACE = re.compile(
    r"(?:I\s|Region|PLO|Den|Mødedato|Møde|Referat|Dagsorden|Beslutning(?:er)?|Medlemmer|Dato)\b|D\.|(?:Man|Tirs|Ons|Tors|Fre|Lør|Søn)dag\b|\w+klyngen\b|(?:Sundheds)?Klynge",
    re.IGNORECASE,
)


def behind(rest: str) -> str:
    """What of the text behind a noun belongs to the name: its field ("for almen praksis") or its place ("Kronjylland")."""
    if quoted := _QUOTED.match(rest):
        return quoted.group()
    field = _FIELD.match(rest)
    if field and not _NO_PLACE.match(field.group().split(maxsplit=1)[1]):
        return field.group()
    place = _PLACE_BEHIND.match(rest)
    return place.group() if place and not _NO_PLACE.match(place.group(1)) else ""


@cache
def _group_noun() -> re.Pattern[str]:
    """Names that end as names of groups do, with what they are of: "Sundheds- og Omsorgsudvalget", "Udvalg for nære sundhedstilbud"."""
    nouns = pattern(label for concept in scheme("group-noun") for label in concept.labels)
    joined = r"[A-ZÆØÅ][a-zæøå]*(?:-(?:,\s*[A-ZÆØÅa-zæøå]+-)*\s*og|\s+&)\s+"
    return re.compile(rf"(?<![\w-])(?:{joined})?(?:[A-ZÆØÅ][a-zæøå-]+\s+){{0,2}}?(?P<noun>[A-ZÆØÅ]?[\wæøåÆØÅ-]*(?i:{nouns}))(?=s?(?![\w-]))")


@cache
def _bare_nouns() -> frozenset[str]:
    """ "Udvalget" heads the list of its members; which one it is stands elsewhere."""
    return frozenset(label.lower() for concept in scheme("group-noun") for label in concept.labels)


def group_name(line: str) -> str:
    """The first name on a line that ends as names of groups do; "" for none.

    >>> group_name("Åbent referat for Sundheds- og Seniorudvalgets møde"), group_name("Nyt udvalg for unge")
    ('Sundheds- og Seniorudvalget', '')
    """
    for found in _group_noun().finditer(line):
        name = found.group() + behind(line[found.end() :])
        if name[:1].isupper() and not name.isupper() and name.lower() not in _bare_nouns() and not _IS_NEW.match(name):
            return name
    return ""


_IS_NEW = re.compile(r"(?:Et|En|Nyt?|Nye)\s")  # "Nyt udvalg for inddragelse af patienter" tells of a committee, and is no name


def is_political_level(text: str) -> bool:
    """Does a heading name the political level of a cluster without saying which ("Den politiske sundhedsklynge")?"""
    bare = re.sub(r"^(?:medlemmer\s+af\s+)?(?:den\s+)?", "", text.strip(" :"), flags=re.IGNORECASE)
    return any(kind == "political-level" and noun.fullmatch(bare) for noun, kind in nouns())
