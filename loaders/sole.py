"""A paper about one project, whose title is the project's name: "Projektbeskrivelse: Lungepatienter trygt hjem" over who answers and by when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders import bodies, kinds
from loaders.initiatives import Found, Structure
from loaders.model import Body
from loaders.outline import Section
from loaders.passage import Passage

_WHO, _WHEN = ("responsible", "coordinator"), ("time-plan", "start", "end")
_TITLE_LINES, _WIDEST, _FEWEST_FIELDS = 3, 2, 3
# "Klyngeprojekt: …", "Projektbeskrivelse for …", "Indsatsbeskrivelse – …": what kind of paper, then the name
_TITLED = re.compile(
    r"[\w-]*(?:projekt|indsats|initiativ|prøvehandling)\w*(?:\s+(?:om|for|vedr\.?|vedrørende)\s+|\s*:\s*|\s+[–-]\s+)[\"”“»]?(?P<name>[A-ZÆØÅ][^\"”“«]+)",
    re.IGNORECASE,
)


def of_one(structure: Structure, sections: Sequence[Section], body: Body) -> Structure:
    """The same structure with the title's project as its only initiative, where nothing else names one and each field comes once."""
    name = _name(sections, body.region) or _title(structure, sections, body.region)
    if structure.initiatives or name is None or not _is_one_record(structure):
        return structure
    paragraphs = tuple(placed.paragraph for placed in structure.placed)
    as_of = next((placed.as_of for placed in structure.placed if placed.as_of), None)
    found = Found(name.text, "", "", as_of, (name.span,), "plan.initiative.title", 0, len(paragraphs) - 1, paragraphs)
    placed = tuple(replace(one, initiative=name.text, record=True) for one in structure.placed)
    return replace(structure, initiatives=(found,), placed=placed, at_home=True)


def _name(sections: Sequence[Section], region: str) -> Passage | None:
    lines = [line for section in sections[:_TITLE_LINES] for line in (section.heading, *(one.text for one in section.paragraphs[:1])) if line]
    for line in lines[:_TITLE_LINES]:
        found = _TITLED.fullmatch(line.text)
        if found and bodies.body_in(found["name"], region) is None:
            return line.group(found, "name").strip(" .")
    return None


def _title(structure: Structure, sections: Sequence[Section], region: str) -> Passage | None:
    """The title of a paper that holds one table of fields and says neither what kind of paper it is nor whose."""
    fields = [placed.paragraph for placed in structure.placed if placed.paragraph.field and placed.paragraph.is_row]
    title = next((section.heading for section in sections[:1] if section.heading), None)
    if title is None or len(fields) < _FEWEST_FIELDS or kinds.says_kind(title.text) or bodies.find([title.text], region):
        return None
    return title


def _is_one_record(structure: Structure) -> bool:
    """Who answers and by when, each said once, and no table of several."""
    times = Counter(placed.paragraph.field for placed in structure.placed)
    once = all(count == 1 for code, count in times.items() if code in (*_WHO, *_WHEN))
    tables = any(len(placed.paragraph.block.cells) > _WIDEST for placed in structure.placed)
    return once and not tables and any(times[code] for code in _WHO) and any(times[code] for code in _WHEN)
