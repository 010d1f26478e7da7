"""The values that a document is read into: plain, frozen, comparable.

Evidence (`at`) stays outside equality: two readings of one text that differ only in white space are equal.
Names are cleaned (`name`), and kept as the document spells them (`as_written`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (0-based, end exclusive) of the text as read; `page` counts from 1, None without pages."""

    start: int
    end: int
    page: int | None = None


Evidence = tuple[Span, ...]


def _evidence() -> Evidence:
    return field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date as precise as the document: year, year and month, or day; never padded. `as_written` keeps "medio maj"."""

    year: int
    month: int | None = None
    day: int | None = None
    as_written: str = field(default="", compare=False)

    def __str__(self) -> str:
        return "-".join(f"{part:0{width}d}" for part, width in ((self.year, 4), (self.month, 2), (self.day, 2)) if part)


class Kind(Enum):
    """What a document is."""

    MINUTES = "minutes"
    PLAN = "plan"
    ROSTER = "roster"


class Status(Enum):
    PRESENT = "present"
    ABSENT = "absent"
    PARTIAL = "partial"


class Mode(Enum):
    IN_PERSON = "in-person"
    VIDEO = "video"


class MoneyKind(Enum):
    GRANT = "grant"
    ALLOCATION = "allocation"
    TOTAL = "total"
    CEILING = "ceiling"
    APPLIED = "applied"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as the document gives it: `slug` is the reference's where it is known there, else minted from the label.

    `kind` is a local class name ("Municipality", "Region", "Hospital", "GeneralPracticeOrganisation", "OrganizationalUnit", "Organization");
    `known` says that the reference graph describes it; `unit_of` is the parent, for a unit.
    """

    label: str
    slug: str
    kind: str = "Organization"
    known: bool = False
    unit_of: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A body that meets: the political level of a cluster, a committee, or a body of no cluster.

    `cluster` is the cluster's label ("" for none), `cluster_slug` its IRI path after `cluster/`; `type` a local name in code:body-type/;
    `slug` the path below `body/`; `known` says that the reference graph describes the cluster; `region` a region's slug or "";
    `part_of` the body of no cluster that this one works under (a health council's committee).
    """

    label: str
    slug: str
    type: str
    cluster: str = ""
    cluster_slug: str = ""
    known: bool = False
    region: str = ""
    part_of: Body | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A concept: `label` is the normalised Danish label; `code` its local name in the vocabulary, "" where the vocabulary lacks it."""

    label: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a document shows them at one place: the name, and what is said with it. `party` is a ballot letter, "" for none."""

    name: str
    as_written: str = field(default="", compare=False)
    role: Term | None = None
    role_as_written: str = field(default="", compare=False)
    organisation: Organisation | None = None
    party: str = ""
    independent: bool = False
    functions: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person at one meeting. `in_place_of` holds the names of the people replaced, each the `person.name` of another attendance."""

    person: Person
    status: Status
    in_place_of: tuple[str, ...] = ()
    mode: Mode = Mode.IN_PERSON
    items_attended: tuple[str, ...] = ()
    items_missed: tuple[str, ...] = ()
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Recommendation:
    text: str
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Decision:
    """What the minutes say was decided. `outcomes` are labels of the outcome vocabulary, in printed order, each once."""

    text: str
    outcomes: tuple[str, ...] = ()
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Attachment:
    title: str
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Presentation:
    """Who introduced or presented an agenda item."""

    person: Person
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item as planned and as handled. `number` as printed."""

    number: str
    title: str
    case_number: str = ""
    closed: bool = False
    recommendations: tuple[Recommendation, ...] = ()
    decision: Decision | None = None
    attachments: tuple[Attachment, ...] = ()
    presentations: tuple[Presentation, ...] = ()
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that a document is the minutes of, or tells of. `attendances` and `items` are empty for one merely told of."""

    body: Body
    date: dt.date
    start: dt.time | None = None
    end: dt.time | None = None
    place: str = ""
    virtual: bool = False
    has_attendance_list: bool = False
    has_agenda: bool = False
    attendances: tuple[Attendance, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in passing. `context` names the item or section where."""

    person: Person
    context: str = ""
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in a body, as a roster of a given date says."""

    person: Person
    body: Body
    as_of: FuzzyDate
    since: FuzzyDate | None = None
    until: FuzzyDate | None = None
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that a body has prioritised, in the words of this document."""

    label: str
    body: Body
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Committee:
    """A standing committee that a document describes; `body.label` is without "Udvalget for"."""

    body: Body
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Initiative:
    """An initiative, named by its heading. `theme` and `committee` are labels of a Theme or Committee of the same document, or ""."""

    label: str
    body: Body
    theme: str = ""
    committee: str = ""
    status_as_of: FuzzyDate | None = None
    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for an initiative, by when. `organisation` None: the document gives a time plan and nobody responsible.

    `units` are the units of that organisation, `units_as_written` what the document calls them ("MSB").
    """

    initiative: str
    organisation: Organisation | None
    units: tuple[Organisation, ...] = ()
    units_as_written: tuple[str, ...] = ()
    time_plan: str = ""
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated event: `realised` says that the text tells it as past."""

    text: str
    date: FuzzyDate
    realised: bool
    initiative: str = ""
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Agreement:
    label: str
    parties: tuple[Organisation, ...] = ()
    valid_from: FuzzyDate | None = None
    valid_until: FuzzyDate | None = None
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class TargetGroup:
    text: str
    initiative: str = ""
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Funding:
    """An amount of money. `amount` in whole or decimal kroner; `recipient` an organisation or a body; `recipient_label` as the text says it.

    `share_of` is the index, in the reading's `funding`, of the pot that this is a share of. `qualifiers` in printed order.
    """

    amount: Decimal
    kind: MoneyKind
    body: Body
    years: tuple[int, ...] = ()
    recipient: Organisation | Body | None = None
    recipient_label: str = ""
    purpose: str = ""
    theme: str = ""
    initiative: str = ""
    qualifiers: tuple[str, ...] = ()
    share_of: int | None = None
    rule: str = ""
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A passage that ought to have given a fact and did not. `reason` in English, one clause."""

    text: str
    reason: str
    at: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says. `understood` are the passages that some rule has read or knowingly passed over, for the coverage figures."""

    kind: Kind
    title: str
    body: Body
    date: FuzzyDate | None
    meeting: Meeting | None = None
    meetings_told: tuple[Meeting, ...] = ()
    memberships: tuple[Membership, ...] = ()
    mentions: tuple[Mention, ...] = ()
    themes: tuple[Theme, ...] = ()
    committees: tuple[Committee, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    funding: tuple[Funding, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()
    at: Evidence = _evidence()  # the title, in the text
    understood: Evidence = _evidence()
