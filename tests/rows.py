"""A Reading as rows of the named queries, in the forms of the contract: every value a string, "" for an empty cell, several joined with "|"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from loaders.model import Body, FuzzyDate, Meeting, Organisation, Person, Reading, Status

Row = tuple[str, ...]

COLUMNS: dict[str, Row] = {
    "attendance": ("cluster", "date", "person", "role", "organisation", "party", "function", "status", "substitute_for"),
    "meetings": ("body", "cluster", "date", "start", "end", "place", "virtual", "agenda_items", "participants"),
    "agenda": ("cluster", "date", "number", "title", "case_number", "recommendations", "outcome", "attachments"),
    "presenters": ("number", "person", "role", "organisation"),
    "mentions": ("person", "role", "organisation"),
    "memberships": ("body", "person", "role", "organisation", "party", "function", "as_of"),
    "themes": ("theme", "body"),
    "committees": ("committee", "body"),
    "initiatives": ("initiative", "theme", "body", "committee", "status_as_of", "start", "end"),
    "responsibilities": ("initiative", "organisation", "unit", "time_plan"),
    "funding": ("amount_dkk", "year", "recipient", "purpose", "kind", "qualifier", "body"),
}


def rows(reading: Reading, category: str) -> list[Row]:
    """The rows of one category, with the columns of `COLUMNS[category]`, in the order of the reading."""
    return list(_MAKERS[category](reading))


def _attendance(reading: Reading) -> Iterator[Row]:
    for meeting in _own(reading):
        for one in meeting.attendances:
            role, organisation, party, function = _said(one.person)
            cells = (meeting.body.cluster, str(meeting.date), one.person.name, role, organisation, party, function)
            yield *cells, one.status.value, "|".join(one.in_place_of)


def _meetings(reading: Reading) -> Iterator[Row]:
    for one in (*_own(reading), *reading.meetings_told):
        came = sum(attendance.status is not Status.ABSENT for attendance in one.attendances)
        when = (str(one.date), _clock(one.start), _clock(one.end))
        yield one.body.label, one.body.cluster, *when, one.place, str(one.virtual).lower(), str(len(one.items)), str(came)


def _agenda(reading: Reading) -> Iterator[Row]:
    for meeting in _own(reading):
        for one in meeting.items:
            outcomes = "|".join(one.decision.outcomes) if one.decision else ""
            cells = (meeting.body.cluster, str(meeting.date), one.number, one.title, one.case_number)
            yield *cells, str(len(one.recommendations)), outcomes, str(len(one.attachments))


def _presenters(reading: Reading) -> Iterator[Row]:
    """Those on no list: who is on the roll presents as an attendee."""
    for meeting in _own(reading):
        listed = {attendance.person.name for attendance in meeting.attendances}
        for item in meeting.items:
            for one in item.presentations:
                if one.person.name not in listed:
                    yield item.number, one.person.name, *_said(one.person)[:2]


def _mentions(reading: Reading) -> Iterator[Row]:
    for one in reading.mentions:
        yield one.person.name, *_said(one.person)[:2]


def _memberships(reading: Reading) -> Iterator[Row]:
    for one in reading.memberships:
        yield one.body.label, one.person.name, *_said(one.person), str(one.as_of)


def _themes(reading: Reading) -> Iterator[Row]:
    for one in reading.themes:
        yield one.label, _shown(one.body)


def _committees(reading: Reading) -> Iterator[Row]:
    for one in reading.committees:
        yield one.body.label, one.body.part_of.label if one.body.part_of else one.body.cluster


def _initiatives(reading: Reading) -> Iterator[Row]:
    for one in reading.initiatives:
        yield one.label, one.theme, _shown(one.body), one.committee, _fuzzy(one.status_as_of), _fuzzy(one.start), _fuzzy(one.end)


def _responsibilities(reading: Reading) -> Iterator[Row]:
    for one in reading.responsibilities:
        yield one.initiative, _label(one.organisation), "|".join(one.units_as_written), one.time_plan


def _funding(reading: Reading) -> Iterator[Row]:
    for one in reading.funding:
        recipient = one.recipient.label if one.recipient else one.recipient_label
        cells = (format(one.amount.normalize(), "f"), "|".join(map(str, one.years)), recipient, one.purpose or one.theme or one.initiative)
        yield *cells, one.kind.value, "|".join(one.qualifiers), _shown(one.body)


_MAKERS = {
    "attendance": _attendance,
    "meetings": _meetings,
    "agenda": _agenda,
    "presenters": _presenters,
    "mentions": _mentions,
    "memberships": _memberships,
    "themes": _themes,
    "committees": _committees,
    "initiatives": _initiatives,
    "responsibilities": _responsibilities,
    "funding": _funding,
}


def _own(reading: Reading) -> tuple[Meeting, ...]:
    return (reading.meeting,) if reading.meeting else ()


def _said(person: Person) -> tuple[str, str, str, str]:
    """Role, organisation, party, function."""
    functions = "|".join(function.label for function in person.functions)
    return person.role.label if person.role else "", _label(person.organisation), person.party, functions


def _label(organisation: Organisation | None) -> str:
    return organisation.label if organisation else ""


def _shown(body: Body) -> str:
    """The cluster's name for its political level, the body's own for any other."""
    return body.cluster or body.label


def _fuzzy(date: FuzzyDate | None) -> str:
    return str(date) if date else ""


def _clock(time: dt.time | None) -> str:
    return f"{time:%H:%M}" if time else ""
