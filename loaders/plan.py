"""Plans and status reports: text -> themes, committees, initiatives, who answers for them and by when, money, agreements, what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders import (
    agreement_tables,
    answering,
    danish,
    initiatives,
    likeness,
    money,
    money_places,
    periods,
    plan_tables,
    sole,
    themes,
    told,
)
from loaders.agreements import agreements
from loaders.blocks import Text
from loaders.initiatives import Found, Structure
from loaders.model import (
    Agreement,
    Body,
    Committee,
    Funding,
    FuzzyDate,
    Initiative,
    Meeting,
    Milestone,
    Responsibility,
    TargetGroup,
    Theme,
)
from loaders.outline import Section, outline
from loaders.passage import Passage


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan says, its roster apart."""

    themes: tuple[Theme, ...]
    committees: tuple[Committee, ...]
    initiatives: tuple[Initiative, ...]
    responsibilities: tuple[Responsibility, ...]
    milestones: tuple[Milestone, ...]
    agreements: tuple[Agreement, ...]
    target_groups: tuple[TargetGroup, ...]
    funding: tuple[Funding, ...]
    meetings_told: tuple[Meeting, ...]
    prose: tuple[tuple[str, Passage], ...]  # section and paragraph, for mentions


def parse(text: Text, body: Body, region: str, as_of: FuzzyDate | None) -> Plan:
    """`as_of`: the date that the plan gives itself; its year completes dates without one."""
    sections = outline(text)
    structure = sole.of_one(initiatives.structure(sections, body, _state_of(sections, as_of)), sections, body)
    rows = plan_tables.named(plan_tables.rows(structure), text.text)
    found = plan_tables.merged(_own(structure, rows), rows)
    year = as_of.year if as_of else None
    held = answering.held(structure, found)
    said = answering.said(found, held, structure.at_home)
    answered = [one for initiative, box in held for one in answering.of_box(initiative, box, said, region)]
    answered += answering.of_prose(said, held, region)
    all_themes = (*structure.themes, *plan_tables.themes_of(rows, structure.themes, body))
    read = money.funding(tuple(money_places.places(structure, rows, body, year, _title(sections))))
    return Plan(
        all_themes,
        (*structure.committees, *plan_tables.committees_of(rows, structure.committees, body)),
        tuple(_initiatives(found, answering.all_periods(held, rows, said), body)),
        (*answered, *plan_tables.responsibilities(rows, region)),
        tuple(_milestones(structure, found)),
        _agreements(sections, region),
        tuple(_target_groups(structure)),
        tuple(_linked(one, all_themes, found) for one in read),
        told.meetings((part for _, part in _named_prose(sections)), body, region, year),
        tuple(_named_prose(sections)),
    )


def _state_of(sections: Sequence[Section], as_of: FuzzyDate | None) -> FuzzyDate | None:
    """The date whose state the whole document shows, where its title or what stands before the first heading says "pr." or "status"."""
    said = [line for section in sections[:4] for line in (section.title, *(paragraph.text.text for paragraph in section.paragraphs[:4]))]
    if any(any(cue in line.lower() for cue in ("status", "opdateret", "revideret", "ajourført", "pr. ")) and danish.dates(line) for line in said):
        return as_of
    # "Status på klyngens indsatser" over the body's name and a month
    titled = said[:1] and re.match(r"(?:status|fremdrift|fremskridt|opfølgning|afrapportering)\w*\b", said[0], re.IGNORECASE)
    return as_of if titled and any(len(line) < _LONGEST_IMPRINT and danish.dates(line) for line in said[1:3]) else None


_LONGEST_IMPRINT = 60


def _own(structure: Structure, rows: Sequence[plan_tables.Row]) -> tuple[Found, ...]:
    """The initiatives of headings; a theme under which none stands, in a table neither, is one itself, named by its heading (ANSWERS, 13)."""
    made = list(structure.initiatives)
    have = {one.theme for one in made} | {theme for row in rows for theme in (row.theme, row.place.theme)}
    for theme in structure.themes:
        mine = [placed for placed in structure.placed if placed.theme == theme.label]
        if theme.label in have or not mine or not any(placed.paragraph.field or len(placed.paragraph.text) > 80 for placed in mine):
            continue
        heading = structure.headings.get(theme.label)
        if heading is None:
            continue
        first, last = mine[0].index, mine[-1].index
        as_of = next((placed.as_of for placed in reversed(mine) if placed.as_of), None)
        made.append(Found(heading.text, theme.label, "", as_of, (heading.span,), _THEME_RULE, first, last, tuple(p.paragraph for p in mine)))
    return tuple(sorted(made, key=lambda one: one.at[0].start))


def _initiatives(found: Sequence[Found], when: Mapping[str, periods.Period], body: Body) -> Iterator[Initiative]:
    for one in found:
        start, end = when.get(one.label, periods.NEVER)
        yield Initiative(one.label, body, one.theme, one.committee, one.as_of, start, end, one.rule, one.at)


def _title(sections: Sequence[Section]) -> str:
    first = sections[:1] and (sections[0].title or next((paragraph.text.text for paragraph in sections[0].paragraphs), ""))
    return first or ""


_THEME_RULE = "plan.initiative.theme"
_NAMES_IT, _IS_IT = 0.5, 0.75  # how alike a purpose must be to a theme, and to an initiative


def _milestones(structure: Structure, found: Sequence[Found]) -> Iterator[Milestone]:
    """Only of dates with their year: one that had to be guessed could make a false contradiction."""
    themes_own = {one.theme: one.label for one in found if one.rule == _THEME_RULE}
    for placed in structure.placed:
        if placed.part not in ("appendix", "contents"):
            yield from told.milestones([placed.paragraph.text], placed.initiative or themes_own.get(placed.theme, ""))


def _target_groups(structure: Structure) -> Iterator[TargetGroup]:
    for placed in structure.placed:
        if placed.paragraph.field == "target-group" and placed.paragraph.value:
            value = placed.paragraph.value
            yield TargetGroup(value.text.strip(" ."), placed.initiative, "plan.target-group", (value.span,))


def _linked(one: Funding, themes_: Sequence[Theme], found: Sequence[Found]) -> Funding:
    """Money that no section ties to an initiative, tied to the theme or initiative that its purpose names."""
    if one.initiative or not one.purpose:
        return one
    theme = themes.best(one.purpose, themes_, _NAMES_IT)
    likest = max(found, key=lambda other: likeness.alike(one.purpose, other.label), default=None)
    initiative = likest.label if likest and not theme and likeness.alike(one.purpose, likest.label) >= _IS_IT else ""
    return replace(one, theme=one.theme or theme, initiative=initiative)


def _named_prose(sections: Sequence[Section]) -> Iterator[tuple[str, Passage]]:
    """Where people may be named: a line of a contact by itself reads as a heading."""
    for section in sections:
        if section.heading:
            yield section.title, section.heading
        yield from ((section.title, paragraph.text) for paragraph in section.paragraphs)


def _agreements(sections: Sequence[Section], region: str) -> tuple[Agreement, ...]:
    """Those that text and headings name, and those of tables that no text has named."""
    told_of = agreements(_named_places(sections), region)
    listed = agreement_tables.agreements([paragraph for section in sections for paragraph in section.paragraphs], region)
    rows = {one.label: one for one in listed}
    named = {label: next((one for one in told_of if likeness.words(one.label) == likeness.words(label)), None) for label in rows}
    return (*(one for one in told_of if one not in named.values()), *rows.values())


def _named_places(sections: Sequence[Section]) -> Iterator[tuple[Passage, bool]]:
    """Every heading, paragraph and cell, with whether it is a heading."""
    for section in sections:
        if section.heading:
            yield section.heading, True
        for paragraph in section.paragraphs:
            yield from ((cell, False) for cell in (paragraph.block.cells if paragraph.is_row else (paragraph.text,)) if cell)
