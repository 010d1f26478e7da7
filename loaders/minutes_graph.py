"""Meetings, who was there, and what was on the agenda, as statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders.cast import AsNamed, Place
from loaders.described import Describer
from loaders.iris import numbered
from loaders.model import AgendaItem, Attendance, Meeting, Mode, Status
from loaders.slugs import slug
from loaders.statements import clock, day, node, plain, predicate, truth
from loaders.vocabulary import CODE

Cast = Mapping[Place, AsNamed]


def write_meeting(to: Describer, meeting: Meeting, index: int, cast: Cast, told: bool = False) -> str:
    """A meeting; of one that the document merely tells of, only what it tells (a missing list is then no statement)."""
    iri = to.iris.meeting(meeting.body, meeting.date)
    fact = to.fact(iri, "kg:Meeting", meeting.at, meeting.rule)
    to.say(fact, "rdf:type", predicate("schema:Event"))
    to.say(fact, "kg:heldBy", to.body(meeting.body))
    to.say(fact, "dct:date", day(meeting.date))
    to.label(fact, f"{_short(meeting)} {meeting.date}")
    for name, time in (("kg:startTime", meeting.start), ("kg:endTime", meeting.end)):
        if time:
            to.say(fact, name, clock(time))
    if meeting.place:
        to.say(fact, "kg:place", plain(meeting.place))
    if meeting.virtual or not told:
        to.say(fact, "kg:virtual", truth(meeting.virtual))
    if not told:
        to.say(fact, "kg:hasAttendanceList", truth(meeting.has_attendance_list))
        to.say(fact, "kg:hasAgenda", truth(meeting.has_agenda))
    items = _write_items(to, meeting, iri, index, cast)
    _write_attendances(to, meeting, iri, items, [cast["attendance", str(index), str(n)] for n in range(len(meeting.attendances))])
    return fact


def _short(meeting: Meeting) -> str:
    """A cluster's political level goes by the cluster's name."""
    political = meeting.body.type == "political-level" and meeting.body.cluster
    return meeting.body.cluster if political else meeting.body.label


def _write_attendances(to: Describer, meeting: Meeting, iri: str, items: Mapping[str, str], named: Sequence[AsNamed]) -> None:
    places = [to.unique(f"{iri}/attendance/{one.slug}") for one in named]
    for place, attendance, person in zip(places, meeting.attendances, named, strict=True):
        fact = to.fact(place, "kg:Attendance", attendance.at, attendance.rule)
        to.say(fact, "kg:atMeeting", node(iri))
        to.say(fact, "kg:status", node(f"{CODE}attendance-status/{attendance.status.value}"))
        if attendance.status is not Status.ABSENT:
            mode = Mode.VIDEO if meeting.virtual else attendance.mode
            to.say(fact, "kg:mode", node(f"{CODE}attendance-mode/{mode.value}"))
        for replaced in _replaced(attendance, meeting):
            to.say(fact, "kg:inPlaceOf", node(places[replaced]))
        for curie, numbers in (("kg:itemAttended", attendance.items_attended), ("kg:itemMissed", attendance.items_missed)):
            for number in numbers:
                if number in items:
                    to.say(fact, curie, node(items[number]))
        to.about(fact, attendance.person, person)


def _replaced(attendance: Attendance, meeting: Meeting) -> list[int]:
    """The places, in the list, of those whom this person stands in for: of namesakes, the one of the same organisation, or nobody."""
    found: list[int] = []
    for name in attendance.in_place_of:
        called = [n for n, other in enumerate(meeting.attendances) if other.person.name == name and other is not attendance]
        if len(called) > 1:
            called = [n for n in called if meeting.attendances[n].person.organisation == attendance.person.organisation]
        found.extend(called if len(called) == 1 else [])
    return found


def _write_items(to: Describer, meeting: Meeting, iri: str, index: int, cast: Cast) -> dict[str, str]:
    """The agenda; gives each number's IRI."""
    items: dict[str, str] = {}
    for i, item in enumerate(meeting.items):
        place = to.unique(f"{iri}/item/{numbered(item.number, i + 1)}")
        items.setdefault(item.number, place)
        presenters = [cast["presentation", str(index), str(i), str(n)] for n in range(len(item.presentations))]
        _write_item(to, item, place, node(iri))
        _write_plan(to, meeting, item, place)
        _write_handling(to, item, place, presenters)
    return items


def _write_item(to: Describer, item: AgendaItem, place: str, meeting: str) -> None:
    fact = to.fact(place, "kg:AgendaItem", item.at, item.rule)
    to.say(fact, "kg:atMeeting", meeting)
    to.say(fact, "kg:closed", truth(item.closed))
    if item.number:
        to.say(fact, "kg:number", plain(item.number))
    if item.title:
        to.say(fact, "dct:title", plain(item.title))
    to.label(fact, f"{item.number} {item.title}".strip() or "Punkt uden titel")
    if item.case_number:
        case = node(f"{place}/case")
        to.say(fact, "dct:identifier", plain(item.case_number))
        to.say(fact, "adms:identifier", case)
        to.say(case, "rdf:type", predicate("adms:Identifier"))
        to.say(case, "skos:notation", plain(item.case_number))


def _write_plan(to: Describer, meeting: Meeting, item: AgendaItem, place: str) -> None:
    """What the item was planned with: recommendations and attachments."""
    for number, recommendation in enumerate(item.recommendations, 1):
        fact = to.fact(f"{place}/recommendation/{number}", "kg:Recommendation", recommendation.at, recommendation.rule)
        to.say(fact, "kg:ofItem", node(place))
        to.say(fact, "kg:text", plain(recommendation.text))
        to.say(fact, "kg:addressedTo", to.body(meeting.body))
    for number, attachment in enumerate(item.attachments, 1):
        fact = to.fact(f"{place}/attachment/{number}", "kg:Attachment", attachment.at, attachment.rule)
        to.say(fact, "kg:ofItem", node(place))
        to.say(fact, "dct:title", plain(attachment.title))


def _write_handling(to: Describer, item: AgendaItem, place: str, presenters: Sequence[AsNamed]) -> None:
    """What became of the item: its handling, the decision made in it, and who presented."""
    decision = item.decision
    if decision is None and not item.presentations:
        return
    at = (decision.at if decision else ()) + tuple(span for one in item.presentations for span in one.at)
    rule = decision.rule if decision else item.presentations[0].rule
    handling = to.fact(f"{place}/handling", "kg:ItemHandling", at, rule)
    to.say(handling, "kg:ofItem", node(place))
    if decision:
        fact = to.fact(f"{place}/decision", "kg:Decision", decision.at, decision.rule)
        to.say(fact, "kg:ofItem", node(place))
        to.say(fact, "kg:madeIn", handling)
        to.say(fact, "kg:text", plain(decision.text))
        for outcome in decision.outcomes:
            to.say(fact, "kg:outcome", node(f"{CODE}outcome/{slug(outcome)}"))
        if decision.outcomes:
            to.say(fact, "kg:outcomeOrder", plain("|".join(decision.outcomes)))
    for presentation, named in zip(item.presentations, presenters, strict=True):
        iri = to.unique(f"{place}/presentation/{named.slug}")
        fact = to.fact(iri, "kg:Presentation", presentation.at, presentation.rule)
        to.say(fact, "kg:ofItem", node(place))
        to.say(fact, "kg:presentedIn", handling)
        to.about(fact, presentation.person, named)
