"""Organisations by name: the reference data's, and by the grammar of Danish names those that it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from loaders import names
from loaders.model import Organisation
from loaders.organisation_names import labelled, may_begin, may_end, units
from loaders.slugs import slug
from loaders.vocabulary import KG, THINGS, Concept, branching, concepts, folded, pattern, scheme, things

_KINDS = ("Region", "Municipality", "Hospital", "GeneralPracticeOrganisation")
_ORG = "http://www.w3.org/ns/org#"


@cache
def _nouns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words that names of organisations end in, alone or as the end of a compound, each with the class that they tell."""
    return tuple(
        (re.compile(rf"(?:\w|-)*(?:{pattern(concept.labels)})(?:s|et|en|ene)?", re.IGNORECASE), _class(concept.flag("organisationClass")))
        for concept in scheme("organisation-noun")
    )


def _class(iri: str) -> str:
    return iri.removeprefix(KG).removeprefix(_ORG)


def kind_of(concept: Concept) -> str:
    """The local class name of a reference organisation."""
    for kind in _KINDS:
        if KG + kind in concept.types:
            return kind
    return "OrganizationalUnit" if f"{_ORG}OrganizationalUnit" in concept.types else "Organization"


def reference(concept: Concept) -> Organisation:
    """A reference thing as a value, with its parent where it is a unit."""
    parent = concepts().get(concept.flag(f"{_ORG}unitOf"))
    return Organisation(
        concept.label, concept.iri.removeprefix(f"{THINGS}organisation/"), kind_of(concept), True, reference(parent) if parent else None
    )


def region(name: str) -> Organisation | None:
    """The region of this slug or label ("region-midtjylland", "Midtjylland")."""
    if not name:
        return None
    concept = concepts().get(f"{THINGS}organisation/{name}")
    if concept is None:
        hits = labelled().get(folded(name), ()) or labelled().get(folded(f"Region {name}"), ())
        concept = next((hit for hit in hits if KG + "Region" in hit.types), None)
    return reference(concept) if concept else None


def region_of(organisation: Organisation) -> str:
    """The slug of the region that a known organisation lies in, "" where unknown."""
    if organisation.kind == "Region":
        return organisation.slug
    concept = concepts().get(f"{THINGS}organisation/{organisation.slug}")
    if concept:
        return concept.flag("inRegion").removeprefix(f"{THINGS}organisation/")
    return region_of(organisation.unit_of) if organisation.unit_of else ""


def general_practice(region_slug: str) -> Organisation | None:
    """PLO's branch in a region."""
    for concept in things("GeneralPracticeOrganisation"):
        if region_slug and concept.flag("inRegion").endswith(f"/{region_slug}"):
            return reference(concept)
    return None


_PRACTICE = re.compile(r"^(?:fra\s+)?(?:almen\s+praksis|(?:de\s+)?(?:alment\s+)?praktiserende\s+læger(?:s\s+organisation)?|plo)\b", re.IGNORECASE)


def practice_side(text: str, region_slug: str) -> Organisation | None:
    """The side of general practice named in general ("Almen praksis", "PLO"): the region's branch."""
    return general_practice(region_slug) if _PRACTICE.match(text) else None


def organisation(text: str, region: str = "") -> Organisation | None:
    """The organisation that the whole of `text` names, by the reference data or by its grammar; None where it names none.

    `region` is the slug of the document's region: it settles names that several regions use, and is the parent of a region's unit.

    >>> organisation("Aarhus kommune").label, organisation("Psykiatrien", "region-midtjylland").unit_of.slug
    ('Aarhus Kommune', 'region-midtjylland')
    """
    return _organisation(text, region) if len(text) <= _LONGEST_NAME else None


_LONGEST_NAME = 250  # characters; the longest in the reference data has 80


@lru_cache(maxsize=65_536)
def _organisation(text: str, region: str) -> Organisation | None:
    bare = _bare(text)
    if not bare:
        return None
    known = _exact(bare, region)
    if known or _VERB_BEHIND.match(bare):
        return known
    return _genitive(bare, region) or _with_parent(bare, region) or _branch(bare) or _by_noun(bare)


def known(text: str, region: str) -> Organisation | None:
    """`organisation`, where the reference data have it: without asking of what the grammar might make of any words."""
    bare = _bare(text) if len(text) <= _LONGEST_NAME else ""
    if not bare or not may_begin(bare):
        return None
    named = _exact(bare, region) or (None if _VERB_BEHIND.match(bare) else _genitive(bare, region))
    return named if named and named.known else None


_MUNICIPALITY = re.compile(r"\bKomm?\.?$", re.IGNORECASE)


def _bare(text: str) -> str:
    return _MUNICIPALITY.sub("Kommune", " ".join(text.replace("\u00ad", "").split()).strip(" .,;:()"))


def _branch(text: str) -> Organisation | None:
    """The local branch of an organisation that is known ("Ældre Sagen Randers", "DSR, Kreds Midtjylland")."""
    for cut in _cuts(text) if may_begin(text) else ():
        hits = labelled().get(folded(text[:cut].strip(" ,")), ())
        if len(hits) == 1 and kind_of(hits[0]) == "Organization" and _BRANCH.match(text[cut:]):
            return Organisation(text, slug(text))
    return None


_BRANCH = re.compile(r"(?:(?:i|lokalafdeling|afdeling|kreds|region|distrikt)\s+)*[A-ZÆØÅ][\w-]+(?:\s+[A-ZÆØÅ][\w-]+)?$", re.IGNORECASE)


_SHORTEST_WORD = 3


def _exact(text: str, region: str) -> Organisation | None:
    if text.islower() and len(text) <= _SHORTEST_WORD:
        return None  # "kl. 9" is no Kommunernes Landsforening
    hits = labelled().get(folded(text), ()) or tuple(hit for hit in labelled().get(f"{folded(text)}s", ()) if KG + "Municipality" in hit.types)
    if len(hits) > 1:
        hits = tuple(hit for hit in hits if hit.flag("inRegion").endswith(f"/{region}") or hit.flag(f"{_ORG}unitOf").endswith(f"/{region}"))
    if len(hits) == 1:
        return reference(hits[0])
    unit_concept = units().get(folded(text))
    return _unit(unit_concept, text, region) if unit_concept else None


def _genitive(text: str, region: str) -> Organisation | None:
    """ "Aarhus Kommunes" is Aarhus Kommune."""
    return _exact(text[:-1], region) if text.endswith("s") and len(text) > 6 else None


def _unit(concept: Concept, written: str, region: str) -> Organisation:
    """A unit as written; an abbreviation keeps the full name as label."""
    parent_iri = concept.flag("unitOfReference")
    parent = concepts().get(parent_iri) or concepts().get(f"{THINGS}organisation/{region}")
    label = concept.label if written.isupper() or (folded(written) != folded(concept.label) and written.islower()) else written
    label = concept.label if folded(label) == folded(concept.label) else label
    return unit(label, reference(parent) if parent else None)


def unit(label: str, parent: Organisation | None) -> Organisation:
    """A unit of `parent`, or of nobody known."""
    path = f"{parent.slug}/{slug(label)}" if parent else slug(label)
    return Organisation(label, path, "OrganizationalUnit", False, parent)


def _with_parent(text: str, region: str) -> Organisation | None:
    """ "Psykiatrien Region Midtjylland", "Sundhed og Omsorg, Aarhus Kommune": a unit and its parent."""
    for cut in _cuts(text) if may_end(text) else ():
        parent = _exact(text[cut:], region)
        name = re.sub(r"(?:[\s,–-]+(?:i|ved|under|på))?[\s,–-]*$", "", text[:cut])
        if parent and parent.kind in ("Region", "Municipality", "Hospital") and _can_be_unit(name, text[:cut]) and _is_parent(text, cut, name):
            return _named_unit(name, parent)
    return None


def _is_parent(text: str, cut: int, name: str) -> bool:
    """A bare place ("Viborg") makes what stands before it a unit only behind a comma or "i", or where it is known as one:
    "Psykiatrien Midtjylland" is the region's, "KKR Midtjylland" and "PLO Aarhus" are not."""
    said = any(word in folded(text[cut:]) for word in ("kommune", "region", "hospital", "sygehus"))
    return said or text[len(name) : cut].strip() != "" or folded(name) in units()


def _can_be_unit(name: str, before: str) -> bool:
    """A capitalised name that is not rather a person's ("Lone Holm Randers Kommune", "Bo Lund fra Odder Kommune")."""
    if not name or not name[0].isupper() or re.search(r"\sfra$", name):
        return False
    return "," in before or not names.looks_like_name(name) or folded(name) in units() or _by_noun(name) is not None


def _cuts(text: str) -> list[int]:
    return [found.end() for found in re.finditer(r"[\s,]+", text)]


def _named_unit(name: str, parent: Organisation) -> Organisation:
    known = units().get(folded(name))
    if known and (not known.flag("unitOfReference") or known.flag("unitOfReference").endswith(f"/{parent.slug}")):
        return unit(known.label, parent)
    return unit(name, parent)


@cache
def _bare_nouns() -> frozenset[str]:
    """Nouns that name no organisation by themselves ("Forvaltning", "Sekretariatet")."""
    return frozenset(folded(label) for concept in scheme("bare-noun") for label in concept.labels)


def _by_noun(text: str) -> Organisation | None:
    """Not in the reference data, but its last or first word is one that names of organisations are made of ("Steno Diabetes Center Aarhus")."""
    words = text.split()
    if not words[0][:1].isupper() or len(words) > 10 or re.match(r"(?:Fra|Medlem|Medlemmer|Repræsentant|Repræsentanter|Øvrige|Andre)\b", text):
        return None
    if folded(text) in _bare_nouns():
        return None
    telling = words[-2] if len(words) > 2 and labelled().get(folded(words[-1])) else words[-1]
    last, first = _nouns_in(telling.strip(",")), _nouns_in(words[0].strip(","))
    told = sorted({*first, *(last if last and not _LINKS.search(text) else ())})
    return Organisation(text, slug(text), _nouns()[told[0]][1]) if told else None


@lru_cache(maxsize=16_384)
def _nouns_in(word: str) -> tuple[int, ...]:
    """Which of the nouns a word is, or ends in."""
    return tuple(number for number, (noun, _) in enumerate(_nouns()) if noun.fullmatch(word))


# "Udvalget tager sig af …": a noun in its definite form, and behind it neither a capital nor what it is for, of or in.
_VERB_BEHIND = re.compile(r"\w{2,}(?:et|en|erne)\s+(?!(?:for|om|i|på|af|til|ved|vedr|vedrørende|og|under|hos|fra|med|mod|samt)\b)[a-zæøå]+\s")
_NO_TOWN = r"(?!\s+[Kk]ommune\b)"  # "Sjællands Universitetshospital, Køge Kommune" are two, and no hospital in Køge
_LINKS = re.compile(r"\s(?:fra|ved|i|for|med|som|der|har|er|under|på)\s")


@cache
def _with_commas() -> re.Pattern[str]:
    names = (label for hits in labelled().values() for hit in hits for label in hit.labels if ", " in label)
    return re.compile(rf"(?<![\w-])(?:{pattern(names)})(?![\w-]){_NO_TOWN}", re.IGNORECASE)


def without_commas(text: str) -> str:
    """`text`, as long as it was, with a space for each comma that belongs to the name of a known organisation.

    >>> without_commas("Mia Toft, Næstved, Slagelse og Ringsted Sygehuse")
    'Mia Toft, Næstved  Slagelse og Ringsted Sygehuse'
    """
    return _with_commas().sub(lambda found: found.group().replace(",", " "), text) if "," in text else text


@cache
def _running() -> re.Pattern[str]:
    """What names an organisation in the middle of a sentence: full names and abbreviations in capitals, not bare place names."""
    municipalities = {folded(label) for concept in things("Municipality") for label in concept.labels if "kommune" not in folded(label)}
    regions = {folded(label) for concept in things("Region") for label in concept.labels if "region" not in folded(label)}
    names = {
        label
        for label_key, hits in labelled().items()
        for hit in hits
        for label in hit.labels
        if folded(label) == label_key and label_key not in municipalities | regions
    }
    names |= {label for concept in scheme("unit") for label in concept.labels if label[:1].isupper()}
    short = branching(label for concept in things("Municipality") for label in concept.labels if folded(label) in municipalities)
    return re.compile(
        rf"(?<![\w-])(?:(?P<several>(?:{short})(?:(?:,\s+|\s+og\s+|\s+samt\s+)(?:{short}))+(?=\s+[Kk]ommuner\b))|(?P<one>{branching(names)})s?)(?![\w-]){_NO_TOWN}"
    )


@cache
def _towns() -> re.Pattern[str]:
    return re.compile(rf"(?<=\bi )(?:{branching(label for concept in things('Municipality') for label in concept.labels)})(?![\w-])")


def places(text: str) -> Iterator[Organisation]:
    """The municipalities whose towns a text says that something is in ("Psykiatrihuset i Slagelse")."""
    return filter(None, (_exact(found.group(), "") for found in _towns().finditer(text)))


def organisations(text: str, region: str = "") -> list[tuple[int, int, Organisation]]:
    """Every known organisation named in running text, with its place; "Aarhus og Samsø Kommuner" gives two.

    >>> [found[2].label for found in organisations("mellem Aarhus og Samsø Kommuner")]
    ['Aarhus Kommune', 'Samsø Kommune']
    """
    met: list[tuple[int, int, Organisation]] = []
    for found in _running().finditer(text):
        if found.group("several"):
            for part in re.finditer(r"[^\s,]+(?:\s(?!og\b|samt\b)[^\s,]+)*", found.group("several")):
                named = None if part.group() in ("og", "samt") else _exact(re.sub(r"^(?:og|samt)\s+", "", part.group()), region)
                if named:
                    met.append((found.start() + part.start(), found.start() + part.end(), named))
        else:
            named = _exact(found.group("one"), region)
            if named:
                met.append((found.start(), found.end(), named))
    return met
