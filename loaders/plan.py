"""Plans and status reports: text -> themes, committees, initiatives, who answers for them and by when, money, agreements, what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders import boxes, committees, danish, initiatives, money, plan_tables, plan_words, responsible, themes, told
from loaders.agreements import agreements
from loaders.blocks import Text
from loaders.initiatives import Found, Placed, Structure
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
from loaders.money_words import Context
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
    structure = initiatives.structure(sections, body, _state_of(sections, as_of))
    rows = plan_tables.rows(structure)
    found = plan_tables.merged(_own(structure), rows)
    year = as_of.year if as_of else None
    answered = tuple(_answered(structure, found, region))
    prose = tuple((title, part) for title, part in _prose(sections))
    passages = [part for _, part in prose]
    read = money.funding(
        [(placed.paragraph, _context(placed, body, year)) for placed in structure.placed if not plan_tables.is_plan_row(placed, rows)]
    )
    return Plan(
        structure.themes,
        structure.committees,
        tuple(_initiatives(found, answered, rows, body)),
        (*answered, *plan_tables.responsibilities(rows, region)),
        tuple(_milestones(structure)),
        agreements(_named_places(sections), region),
        tuple(_target_groups(structure)),
        tuple(_linked(one, structure.themes, found) for one in read),
        told.meetings(passages, body, region, year),
        prose,
    )


def _state_of(sections: Sequence[Section], as_of: FuzzyDate | None) -> FuzzyDate | None:
    """The date whose state the whole document shows, where its title or what stands before the first heading says "pr." or "status"."""
    for section in sections[:3]:  # a page may have its window's title above its own
        for said in (section.title, *(paragraph.text.text for paragraph in section.paragraphs[:4])):
            lower = said.lower()
            if ("status" in lower or "opdateret" in lower or "pr. " in lower) and danish.dates(said):
                return as_of
    return None


def _own(structure: Structure) -> tuple[Found, ...]:
    """The initiatives; a theme under which none stands is one itself, named by its heading (ANSWERS, 13)."""
    made = list(structure.initiatives)
    have = {one.theme for one in made}
    for theme in structure.themes:
        mine = [placed for placed in structure.placed if placed.theme == theme.label]
        if theme.label in have or not mine or not any(placed.paragraph.field or len(placed.paragraph.text) > 80 for placed in mine):
            continue
        heading = structure.headings.get(theme.label)
        if heading is None:
            continue
        first, last = mine[0].index, mine[-1].index
        as_of = next((placed.as_of for placed in reversed(mine) if placed.as_of), None)
        made.append(
            Found(heading.text, theme.label, "", as_of, (heading.span,), "plan.initiative.theme", first, last, tuple(p.paragraph for p in mine))
        )
    return tuple(sorted(made, key=lambda one: one.at[0].start))


def _answered(structure: Structure, found: Sequence[Found], region: str) -> Iterator[Responsibility]:
    """Each box at the initiative that it speaks of."""
    paragraphs = [placed.paragraph for placed in structure.placed]
    held = boxes.boxes(paragraphs)
    candidates = [
        boxes.Candidate(
            one.label, " ".join(part.text.text for part in one.paragraphs if not part.field), one.first, one.last, one.theme or one.committee
        )
        for one in found
    ]
    for index, candidate in sorted(boxes.matched(held, candidates).items()):
        yield from _of_box(held[index], found[candidate].label, region)


def _of_box(box: boxes.Box, initiative: str, region: str) -> Iterator[Responsibility]:
    plan = box.value("time-plan") or " – ".join(filter(None, (box.value("start"), box.value("end"))))
    who = responsible.answerable(box.value("responsible"), region) if box.value("responsible") else ()
    for one in who:
        yield Responsibility(initiative, one.organisation, one.units, one.units_as_written, plan, "plan.responsibility.box", box.at)
    if not who:
        yield Responsibility(initiative, None, (), (), plan, "plan.time-plan.box", box.at)


def _initiatives(found: Sequence[Found], answered: Sequence[Responsibility], rows: Sequence[plan_tables.Row], body: Body) -> Iterator[Initiative]:
    plans = {one.initiative: one.time_plan for one in reversed(answered) if one.time_plan} | {
        row.label: row.time_plan for row in rows if row.time_plan
    }
    for one in found:
        start, end = _period(plans.get(one.label, ""))
        yield Initiative(one.label, body, one.theme, one.committee, one.as_of, start, end, one.rule, one.at)


_BEGINS = re.compile(r"(?:start\w*|begynder|åbner|fra|opstart|igangsættes|indføres|påbegyndes|etableres|træder i kraft)\b[^,.;]*$", re.IGNORECASE)
_ENDS = re.compile(r"(?:slutter|afsluttes|senest|frem til|indtil|udløber|inden|til og med)\b[^,.;]*$", re.IGNORECASE)


_NAMES_IT, _IS_IT = 0.5, 0.75  # how alike a purpose must be to a theme, and to an initiative


def _period(plan: str) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    """Start and end as a time plan says them: a period, or the days on which something starts and ends."""
    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    at = 0
    for found in danish.dates(plan):
        before, at = plan[at : found.start], found.end
        if found.until:
            return found.value, found.until
        if _ENDS.search(before):
            end = end or found.value
        elif _BEGINS.search(before):
            start = start or found.value
    return start, end


def _milestones(structure: Structure) -> Iterator[Milestone]:
    """Only of dates with their year: one that had to be guessed could make a false contradiction."""
    for placed in structure.placed:
        if placed.part not in ("appendix", "contents"):
            yield from told.milestones([placed.paragraph.text], placed.initiative)


def _target_groups(structure: Structure) -> Iterator[TargetGroup]:
    for placed in structure.placed:
        if placed.paragraph.field == "target-group" and placed.paragraph.value:
            value = placed.paragraph.value
            yield TargetGroup(value.text.strip(" ."), placed.initiative, "plan.target-group", (value.span,))


def _context(placed: Placed, body: Body, year: int | None) -> Context:
    holder = committees.committee(placed.committee, body) if placed.committee else None
    return Context(body, holder, placed.initiative, year)


def _linked(one: Funding, themes_: Sequence[Theme], found: Sequence[Found]) -> Funding:
    """Money that no section ties to an initiative, tied to the theme or initiative that its purpose names."""
    if one.initiative or not one.purpose:
        return one
    theme = themes.best(one.purpose, themes_, _NAMES_IT)
    likest = max(found, key=lambda other: plan_words.alike(one.purpose, other.label), default=None)
    initiative = likest.label if likest and not theme and plan_words.alike(one.purpose, likest.label) >= _IS_IT else ""
    return replace(one, theme=one.theme or theme, initiative=initiative)


def _prose(sections: Sequence[Section]) -> Iterator[tuple[str, Passage]]:
    for section in sections:
        for paragraph in section.paragraphs:
            yield section.title, paragraph.text


def _named_places(sections: Sequence[Section]) -> Iterator[tuple[Passage, bool]]:
    """Every heading and paragraph, with whether it is a heading."""
    for section in sections:
        if section.heading:
            yield section.heading, True
        for paragraph in section.paragraphs:
            yield paragraph.text, False
