"""Action plans and status reports: a text's outline, and from it every fact that a plan tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders import agreements, boxes, committees, danish, initiatives, money, outline, plan_table, plan_words, responsible, themes, told
from loaders.blocks import Text
from loaders.initiatives import Found, Placed, Structure
from loaders.model import (
    Agreement,
    Body,
    Committee,
    Evidence,
    Funding,
    FuzzyDate,
    Initiative,
    Meeting,
    Milestone,
    Responsibility,
    Span,
    TargetGroup,
    Theme,
    Unparsed,
)
from loaders.money_words import Context
from loaders.outline import Section
from loaders.passage import Passage


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan says, without its roster appendix."""

    date: FuzzyDate | None
    themes: tuple[Theme, ...]
    committees: tuple[Committee, ...]
    initiatives: tuple[Initiative, ...]
    responsibilities: tuple[Responsibility, ...]
    milestones: tuple[Milestone, ...]
    agreements: tuple[Agreement, ...]
    target_groups: tuple[TargetGroup, ...]
    funding: tuple[Funding, ...]
    meetings_told: tuple[Meeting, ...]
    unparsed: tuple[Unparsed, ...]
    understood: Evidence


def parse(text: Text, body: Body, region: str, date: FuzzyDate | None = None) -> Plan:
    """`date` is the document's own where the caller knows it; else it is read ("pr. april 2024")."""
    sections = outline.outline(text)
    as_of = state_date(sections)
    date = date or as_of or own_date(sections)
    read = initiatives.structure(sections, body, as_of)
    rows = tuple(plan_table.rows(read.placed))
    held = (*read.themes, *_row_themes(rows, read.themes, body))
    answers, unparsed = _responsibilities(read, rows, region)
    made = tuple(_initiatives(read, rows, answers, held, body, as_of))
    prose = [placed for placed in read.placed if placed.part != "appendix"]
    return Plan(
        date,
        held,
        (*read.committees, *_row_committees(rows, read.committees, body)),
        made,
        tuple(answers),
        tuple(_milestones(prose, date)),
        agreements.agreements(_named_passages(sections), region),
        tuple(_target_groups(read, rows)),
        _funding(prose, made, held, read.committees, body, date),
        told.meetings((placed.paragraph.text for placed in prose), body, region, date.year if date else None),
        tuple(unparsed),
        tuple(_understood(sections)),
    )


_STATE = re.compile(r"(?:status|opdatere\w*|ajourfør\w*|revidere\w*|gælder|situationen)\b[^.]{0,60}?\b(?:pr\.?|i|den|d\.)\s", re.IGNORECASE)
_REPORT = re.compile(r"statusrapport|statusnotat|statusopgørelse|status(?!\w)", re.IGNORECASE)


def state_date(sections: Sequence[Section]) -> FuzzyDate | None:
    """As of when the document shows the state of things: "opdateret pr. april 2024", "STATUSRAPPORT, MAJ 2025", "Status pr. …"."""
    for section in sections[:3]:
        if _REPORT.search(section.title) and (found := danish.dates(section.title)):
            return found[-1].value
        for paragraph in section.paragraphs[:6]:
            for hit in _STATE.finditer(paragraph.text.text):
                behind = [one for one in danish.dates(paragraph.text.text) if 0 <= one.start - hit.end() < 8]
                if behind:
                    return behind[0].value
    pr = [danish.dates(section.title) for section in sections if "status" in plan_words.heading(section.title)]
    return next((found[-1].value for found in pr if found), None)


def own_date(sections: Sequence[Section]) -> FuzzyDate | None:
    """The first date of the title and of what stands before the second heading but one."""
    for section in sections[:3]:
        for text in (section.title, *(paragraph.text.text for paragraph in section.paragraphs[:3])):
            found = [one.value for one in danish.dates(text) if one.until is None]
            if found:
                return found[-1]
    return _year_in_title(sections)


def _year_in_title(sections: Sequence[Section]) -> FuzzyDate | None:
    years = [found for section in sections[:2] for found in re.findall(r"\b20\d\d\b", section.title)]
    return FuzzyDate(int(years[0])) if years else None


def _row_themes(rows: Sequence[plan_table.Row], known: Sequence[Theme], body: Body) -> Iterator[Theme]:
    """Themes that only a table's column names."""
    if known:
        return
    for label in dict.fromkeys(row.theme for row in rows if row.cell("theme")):
        cell = next(row.cell("theme") for row in rows if row.theme == label)
        if cell:
            yield Theme(label, body, "plan.theme.column", (cell.span,))


def _row_committees(rows: Sequence[plan_table.Row], known: Sequence[Committee], body: Body) -> Iterator[Committee]:
    labels = {one.body.label for one in known}
    for row in rows:
        cell = row.cell("committee")
        if cell and (name := committees.name_of(cell.text) or cell.text) not in labels:
            labels.add(name)
            yield Committee(committees.committee(name, body), "plan.committee.column", (cell.span,))


def _initiatives(
    read: Structure, rows: Sequence[plan_table.Row], answers: Sequence[Responsibility], held: Sequence[Theme], body: Body, as_of: FuzzyDate | None
) -> Iterator[Initiative]:
    plans = {answer.initiative: answer.time_plan for answer in answers if answer.time_plan}
    named = {row.name.text for row in rows}
    for one in read.initiatives:
        if one.label not in named:
            start, end = period(plans.get(one.label, ""))
            yield Initiative(one.label, body, one.theme, one.committee, one.as_of, start, end, one.rule, one.at)
    for row in rows:
        start, end = period(plans.get(row.name.text, ""))
        theme = themes.best(row.theme, held) or row.theme
        committee = committees.name_of(row.committee) or row.committee
        state = row.cell("status")
        shown = as_of or (danish.dates(state.text)[-1].value if state and danish.dates(state.text) else None)
        yield Initiative(
            row.name.text,
            body,
            theme,
            committee,
            shown,
            _cell_date(row, "start") or start,
            _cell_date(row, "end") or end,
            "plan.initiative.row",
            row.at,
        )


def _cell_date(row: plan_table.Row, code: str) -> FuzzyDate | None:
    cell = row.cell(code)
    found = danish.dates(f"i {cell.text}" if cell and re.fullmatch(r"20\d\d", cell.text) else cell.text) if cell else ()
    return found[0].value if found else None


_BEGINS = re.compile(
    r"(?:\bfra|\bpr\.?|åbner\w*|begynder|påbegyndes|starter|startes|opstart\w*|igangsættes|indføres|iværksættes|træder\s+i\s+kraft|går\s+i\s+gang|sættes\s+i\s+gang|lanceres)"
    r"\s+(?:[\wæøå-]+\s+){0,6}?(?:i\s+|d\.\s*|den\s+|pr\.?\s+|fra\s+)?(?:primo\s+|medio\s+|ultimo\s+)?$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:\binden|\bsenest|\btil(?:\s+og\s+med)?|afsluttes|slutter|udløber|færdig\w*|frem\s+til)\s+(?:i\s+|d\.\s*|den\s+)?(?:udgangen\s+af\s+)?$",
    re.IGNORECASE,
)


def period(time_plan: str) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    """The start and end that a time plan says; a bare date, or the day of a meeting, is neither.

    >>> [str(one) for one in period("november 2023 – udgangen af 2024") if one]
    ['2023-11', '2024']
    >>> period("Drøftes på mødet d. 10. april 2024")
    (None, None)
    """
    found = danish.dates(time_plan)
    whole = next((one for one in found if one.until), None)
    if whole:
        return whole.value, whole.until
    if len(found) == 1 and not found[0].value.day and not found[0].value.as_written and found[0].start == 0 and found[0].end >= len(time_plan) - 1:
        return found[0].value, found[0].value
    start = next((one.value for one in found if _BEGINS.search(time_plan[: one.start]) and not re.search(r"møde", time_plan[: one.start])), None)
    end = next((one.value for one in found if _ENDS.search(time_plan[: one.start]) and one.value != start), None)
    return start, end


def _responsibilities(read: Structure, rows: Sequence[plan_table.Row], region: str) -> tuple[list[Responsibility], list[Unparsed]]:
    """From boxes, from fields that stand straight below "Indsats: …", and from tables, in the order of the initiatives' boxes."""
    found = boxes.boxes([placed.paragraph for placed in read.placed])
    where = [placed.index for placed in read.placed]
    fixed = {one.label for one in read.initiatives if any(paragraph.field == "initiative" for paragraph in one.paragraphs)}
    bound = {number: label for number, box in enumerate(found) if (label := read.placed[box.place].initiative) in fixed}
    loose = [replace(box, place=where[box.place]) for number, box in enumerate(found) if number not in bound]
    places = boxes.matched(loose, [_candidate(one) for one in read.initiatives if one.label not in fixed])
    open_ = [one for one in read.initiatives if one.label not in fixed]
    owners = iter(open_[places[number]].label if number in places else "" for number in range(len(loose)))
    made: list[Responsibility] = []
    unparsed: list[Unparsed] = []
    for number, box in enumerate(found):
        owner = bound[number] if number in bound else next(owners)
        if owner:
            made += _answers(owner, box.value("responsible"), _time_plan(box), region, "plan.responsibility.box", box.at)
        else:
            unparsed.append(Unparsed(box.text or box.value("responsible"), "a time plan or responsibility that no initiative stands near", box.at))
    for row in rows:
        who, when = row.cell("responsible"), row.cell("time-plan")
        if who or when:
            made += _answers(row.name.text, who.text if who else "", when.text.strip(" .") if when else "", region, "plan.responsibility.row", row.at)
    return made, unparsed


def _time_plan(box: boxes.Box) -> str:
    """The time plan's words; of start and end given apart, both."""
    parts = [box.value("time-plan"), " – ".join(part for part in (box.value("start"), box.value("end")) if part)]
    return " ".join(part for part in parts if part)


def _answers(initiative: str, who: str, time_plan: str, region: str, rule: str, at: Evidence) -> Iterator[Responsibility]:
    named = responsible.answerable(who, region) if who else ()
    for one in named:
        yield Responsibility(initiative, one.organisation, one.units, one.units_as_written, time_plan, rule, at)
    if not named and time_plan:
        yield Responsibility(initiative, None, (), (), time_plan, rule, at)


def _candidate(one: Found) -> boxes.Candidate:
    text = " ".join(paragraph.text.text for paragraph in one.paragraphs if paragraph.field not in ("time-plan", "responsible"))
    return boxes.Candidate(one.label, text, one.first, one.last, one.theme or one.committee)


def _milestones(prose: Sequence[Placed], date: FuzzyDate | None) -> Iterator[Milestone]:
    for placed in prose:
        if placed.part != "money" and not placed.paragraph.is_row:
            text = placed.paragraph.value if placed.paragraph.field else placed.paragraph.text
            yield from told.milestones([text] if text else [], placed.initiative, date.year if date else None)


def _named_passages(sections: Sequence[Section]) -> Iterator[tuple[Passage, bool]]:
    for section in sections:
        if section.heading:
            yield section.heading, True
        yield from ((paragraph.text, False) for paragraph in section.paragraphs)


def _target_groups(read: Structure, rows: Sequence[plan_table.Row]) -> Iterator[TargetGroup]:
    for placed in read.placed:
        if placed.paragraph.field == "target-group" and placed.paragraph.value:
            value = placed.paragraph.value
            yield TargetGroup(value.text.strip(" ."), placed.initiative, "plan.target-group", (value.span,))
    for row in rows:
        cell = row.cell("target-group")
        if cell:
            yield TargetGroup(cell.text.strip(" ."), row.name.text, "plan.target-group.row", row.at)


def _funding(
    prose: Sequence[Placed], made: Sequence[Initiative], held: Sequence[Theme], known: Sequence[Committee], body: Body, date: FuzzyDate | None
) -> tuple[Funding, ...]:
    holders = {one.body.label: one.body for one in known}
    contexts = [(placed.paragraph, _context(placed, holders, body)) for placed in prose if not placed.paragraph.field or placed.paragraph.is_row]
    return tuple(_linked(fact, made, held) for fact in money.funding(contexts))


def _context(placed: Placed, holders: dict[str, Body], body: Body) -> Context:
    return Context(body, holders.get(placed.committee), placed.initiative)


def _linked(fact: Funding, made: Sequence[Initiative], held: Sequence[Theme]) -> Funding:
    """Money for a theme or an initiative points at it, by its section or by what it is for."""
    if not fact.purpose:
        return fact
    theme = fact.theme or (themes.best(fact.purpose, held, 0.5) if not fact.initiative else "")
    scored = sorted(((plan_words.alike(fact.purpose, one.label), one.label) for one in made), key=lambda pair: -pair[0])
    initiative = fact.initiative or (scored[0][1] if scored and scored[0][0] >= 0.75 and not theme else "")
    return replace(fact, theme=theme, initiative=initiative)


def _understood(sections: Sequence[Section]) -> Iterator[Span]:
    for section in sections:
        if section.heading:
            yield section.heading.span
        yield from (paragraph.text.span for paragraph in section.paragraphs if paragraph.text)
