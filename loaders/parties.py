"""Between whom an agreement is: the organisations that a text names, and those that it counts together ("de 19 midtjyske kommuner")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders import organisations
from loaders.model import Organisation
from loaders.vocabulary import THINGS, things

_ALL = re.compile(
    r"(?<!\w)(?:(?:de|regionens|samtlige|alle)\s+)?(?P<number>\d{1,2}|alle|samtlige)\s+(?:af\s+)?(?:regionens\s+|[a-zæøå]+(?:jyske|danske|fynske|sjællandske)\s+)?"
    r"kommuner(?:ne)?(?:s\s+byråd)?(?!\w)",
    re.IGNORECASE,
)
_PRACTICE = re.compile(r"(?<!\w)(?:de\s+praktiserende\s+læger|almen\s+praksis|PLO)(?![\w-])(?!\s?-?\s?[A-ZÆØÅ][a-zæøå])", re.IGNORECASE)


def parties(text: str, region: str) -> tuple[Organisation, ...]:
    """In printed order, each once; where a unit is named with its parent ("Psykiatrien i Region Midtjylland"), only the unit.

    >>> [one.label for one in parties("Region Nordjylland, PLO og de nordjyske kommuner", "region-nordjylland")]
    ['Region Nordjylland', 'PLO-Nordjylland']
    """
    text = text if not text.isupper() else text.title()
    met = organisations.organisations(text, region)
    found = [
        (start, one) for start, _, one in met if not (text[:start].endswith(" i ") and any(other.unit_of for _, end, other in met if end < start))
    ]
    found += [(hit.start(), one) for hit in _ALL.finditer(text) for one in _counted(hit.group("number"), region)]
    practice = organisations.general_practice(region)
    if practice:
        general = [start for start, one in found if one.kind == "GeneralPracticeOrganisation" and not organisations.region_of(one)]
        found = [(start, one) for start, one in found if start not in general]
        found += [(start, practice) for start in (*general, *(hit.start() for hit in _PRACTICE.finditer(text)))]
    return tuple({one.slug: one for _, one in sorted(found, key=lambda pair: pair[0])}.values())


def _counted(number: str, region: str) -> Iterator[Organisation]:
    """All municipalities of the region, where they are as many as the text says."""
    every = municipalities(region)
    if number.isdigit() and int(number) != len(every):
        return
    yield from every


def municipalities(region: str) -> tuple[Organisation, ...]:
    """The municipalities of a region, by name; none where no region is known."""
    inside = f"{THINGS}organisation/{region}"
    return tuple(organisations.reference(one) for one in things("Municipality") if region and one.flag("inRegion") == inside)
