"""Which initiative a box speaks of, who answers for it and by when: from boxes, sentences and headings of organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from loaders import boxes, holders, periods, plan_tables, prose_fields, responsible
from loaders.initiatives import Found, Placed, Structure
from loaders.model import Responsibility


def held(structure: Structure, found: Sequence[Found]) -> tuple[tuple[str, boxes.Box], ...]:
    """Each box with the initiative that it speaks of: its own where it stands in that one's table, else by what the box says."""
    headed = {at for at, (one, other) in enumerate(pairwise(structure.placed), 1) if one.section != other.section}
    every = boxes.boxes([placed.paragraph for placed in structure.placed], headed)
    labels = {one.label for one in found}
    bound = {index: own for index, box in enumerate(every) if (own := _own_of(structure.placed, box.place, labels))}
    loose = [index for index in range(len(every)) if index not in bound]
    free = [one for one in found if one.label not in bound.values()] or list(found)
    candidates = [boxes.Candidate(one.label, _text(one), one.first, one.last, one.theme or one.committee) for one in free]
    matched = boxes.matched([every[index] for index in loose], candidates)
    mine = [(index, label, every[index]) for index, label in bound.items()]
    mine = [*_together(mine), *((loose[box], free[candidate].label, every[loose[box]]) for box, candidate in matched.items())]
    return tuple((label, box) for _, label, box in sorted(mine, key=lambda one: one[0]))


def _together(held: Sequence[tuple[int, str, boxes.Box]]) -> Iterator[tuple[int, str, boxes.Box]]:
    """Of an initiative whose fields stand apart in its own text (its description between them) one box, where none comes twice."""
    made: dict[str, tuple[int, str, boxes.Box]] = {}
    for index, label, box in sorted(held, key=lambda one: one[0]):
        before = made.get(label)
        if before is None:
            made[label] = (index, label, box)
        elif {code for code, _ in before[2].fields} & {code for code, _ in box.fields}:
            yield index, label, box
        else:
            made[label] = (before[0], label, replace(before[2], fields=(*before[2].fields, *box.fields)))
    yield from made.values()


def _own_of(placed: Sequence[Placed], at: int, labels: Set[str]) -> str:
    """The initiative in whose record the box stands, or whose name, printed once more, is the box's own caption; "" for a box that floats."""
    here = placed[at]
    if here.record:
        return here.initiative
    caption = here.heading if here.heading in labels and (at == 0 or placed[at - 1].heading != here.heading) else ""
    return caption if caption and any(one.heading == caption for one in placed[:at]) else ""


def _text(one: Found) -> str:
    return " ".join(part.text.text for part in one.paragraphs if part.field not in boxes.FIELDS)


def said(found: Sequence[Found], held: Sequence[tuple[str, boxes.Box]], at_home: bool) -> dict[str, prose_fields.Told]:
    """What sentences and headings of organisations say of initiatives for which no field does."""
    made: dict[str, prose_fields.Told] = {}
    whose = {label for label, box in held if box.who}
    when = {label for label, box in held if box.plan}
    for one in found:
        told_of = prose_fields.told([paragraph.text for paragraph in one.paragraphs if not paragraph.is_row and not paragraph.field])
        who = () if one.label in whose else tuple(filter(None, (one.holder, *told_of.responsible)))
        plan = None if one.label in when or not at_home else told_of.time_plan
        if who or plan:
            made[one.label] = prose_fields.Told(who, plan)
    return made


def of_box(initiative: str, box: boxes.Box, said: Mapping[str, prose_fields.Told], region: str) -> Iterator[Responsibility]:
    told_of = said.get(initiative, prose_fields.Told())
    plan = box.plan or (told_of.time_plan.text.strip(" .") if told_of.time_plan else "")
    who = _answerable([box.who] if box.who else [one.text for one in told_of.responsible], region)
    at = box.at if box.who else (*(one.span for one in told_of.responsible), *box.at)
    for one in who:
        yield Responsibility(initiative, one.organisation, one.units, one.units_as_written, plan, "plan.responsibility.box", at)
    if not who:
        yield Responsibility(initiative, None, (), (), plan, "plan.time-plan.box", at)


def _answerable(whose: Sequence[str], region: str) -> tuple[responsible.Answerable, ...]:
    """Who answers by each of these wordings, each organisation once."""
    every = [one for words in whose for one in responsible.answerable(holders.cased(words), region)]
    return tuple({one.organisation.slug: one for one in reversed(every)}.values())[::-1]


def of_prose(said: Mapping[str, prose_fields.Told], held: Sequence[tuple[str, boxes.Box]], region: str) -> Iterator[Responsibility]:
    """Of initiatives without any box: who answers and by when as sentences say it."""
    boxed = {label for label, _ in held}
    for label, one in said.items():
        if label in boxed:
            continue
        plan = one.time_plan.text.strip(" .") if one.time_plan else ""
        at = tuple(part.span for part in (*one.responsible, *filter(None, (one.time_plan,))))
        who = _answerable([words.text for words in one.responsible], region)
        for each in who:
            yield Responsibility(label, each.organisation, each.units, each.units_as_written, plan, "plan.responsibility.prose", at)
        if not who and plan:
            yield Responsibility(label, None, (), (), plan, "plan.time-plan.prose", at)


def all_periods(
    held: Sequence[tuple[str, boxes.Box]], rows: Sequence[plan_tables.Row], told_of: Mapping[str, prose_fields.Told]
) -> dict[str, periods.Period]:
    """Of each initiative with a time plan its period; the first that says one."""
    said = [(initiative, _period(box)) for initiative, box in held] + [(row.label, row.period) for row in rows]
    said += [(label, periods.period(one.time_plan.text)) for label, one in told_of.items() if one.time_plan]
    made: dict[str, periods.Period] = {}
    for initiative, period in said:
        if made.get(initiative, periods.NEVER) == periods.NEVER:
            made[initiative] = period
    return made


def _period(box: boxes.Box) -> periods.Period:
    start, end = box.value("start"), box.value("end")
    return periods.between(start, end) if start or end else periods.period(box.plan)
