"""What action plans and rosters say, as statements: memberships, themes, committees, initiatives, responsibilities, dates, money."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.cast import AsNamed, Place
from loaders.described import Describer
from loaders.model import Body, Funding, FuzzyDate, Initiative, Membership, Milestone, MoneyKind, Reading, Responsibility
from loaders.slugs import slug
from loaders.statements import fuzzy, money, node, plain, predicate, year
from loaders.vocabulary import CODE

Cast = Mapping[Place, AsNamed]


def write_plan(to: Describer, reading: Reading) -> None:
    """Everything but memberships; the order lets later facts point to earlier ones."""
    themes = {theme.label: to.iris.in_document(to.id, "theme", slug(theme.label)) for theme in reading.themes}
    initiatives = {one.label: to.iris.in_document(to.id, "initiative", slug(one.label)) for one in reading.initiatives}
    for theme in reading.themes:
        fact = to.fact(themes[theme.label], "kg:ThemeAsWorded", theme.at, theme.rule)
        to.label(fact, theme.label)
        to.say(fact, "kg:prioritisedBy", to.body(theme.body))
    for committee in reading.committees:
        fact = to.fact(to.iris.in_document(to.id, "committee", slug(committee.body.label)), "kg:CommitteeStatement", committee.at, committee.rule)
        to.say(fact, "kg:committee", to.body(committee.body))
    committees = {committee.body.label: committee.body for committee in reading.committees}
    for initiative in reading.initiatives:
        _write_initiative(to, initiative, initiatives[initiative.label], themes, committees)
    _write_responsibilities(to, reading.responsibilities, initiatives)
    for number, milestone in enumerate(reading.milestones, 1):
        _write_milestone(to, milestone, number, initiatives)
    _write_agreements(to, reading)
    for number, group in enumerate(reading.target_groups, 1):
        fact = to.fact(to.iris.in_document(to.id, "targetgroup", number), "kg:TargetGroup", group.at, group.rule)
        to.say(fact, "kg:text", plain(group.text))
        _of_initiative(to, fact, group.initiative, initiatives)
    for number, funding in enumerate(reading.funding, 1):
        _write_funding(to, funding, number, themes, initiatives, len(reading.funding))


def write_membership(to: Describer, membership: Membership, named: AsNamed) -> None:
    iri = to.unique(to.iris.membership(membership.body, membership.as_of, named.slug))
    fact = to.fact(iri, "kg:ObservedMembership", membership.at, membership.rule)
    to.say(fact, "rdf:type", predicate("org:Membership"))
    to.say(fact, "org:organization", to.body(membership.body))
    to.say(fact, "kg:asOf", fuzzy(membership.as_of))
    to.about(fact, membership.person, named)
    if membership.since or membership.until:
        interval = node(f"{iri}/interval")
        to.say(fact, "org:memberDuring", interval)
        for kind in ("time:Interval", "dct:PeriodOfTime"):
            to.say(interval, "rdf:type", predicate(kind))
        _date(to, interval, "dcat:startDate", membership.since)
        _date(to, interval, "dcat:endDate", membership.until)


def _date(to: Describer, fact: str, curie: str, date: FuzzyDate | None) -> None:
    """A date, and its words where they say more than the value ("medio maj")."""
    if date:
        to.say(fact, curie, fuzzy(date))
        if date.as_written and not date.day and date.as_written != str(date):
            to.say(fact, "kg:dateAsWritten", plain(date.as_written))


def _of_initiative(to: Describer, fact: str, label: str, initiatives: Mapping[str, str]) -> None:
    if label in initiatives:
        to.say(fact, "kg:ofInitiative", node(initiatives[label]))


def _write_initiative(to: Describer, initiative: Initiative, iri: str, themes: Mapping[str, str], committees: Mapping[str, Body]) -> None:
    fact = to.fact(iri, "kg:Initiative", initiative.at, initiative.rule)
    to.label(fact, initiative.label)
    to.say(fact, "kg:undertakenBy", to.body(initiative.body))
    if initiative.theme in themes:
        to.say(fact, "kg:underTheme", node(themes[initiative.theme]))
    if initiative.committee in committees:
        to.say(fact, "kg:underCommittee", to.body(committees[initiative.committee]))
    _date(to, fact, "kg:statusAsOf", initiative.status_as_of)
    _date(to, fact, "kg:start", initiative.start)
    _date(to, fact, "kg:end", initiative.end)


def _write_responsibilities(to: Describer, responsibilities: tuple[Responsibility, ...], initiatives: Mapping[str, str]) -> None:
    """Several organisations may answer for one time plan, which is then one node."""
    plans: dict[tuple[str, str], str] = {}
    for number, one in enumerate(responsibilities, 1):
        plan = ""
        if one.time_plan:
            iri = plans.setdefault((one.initiative, one.time_plan), to.iris.in_document(to.id, "timeplan", len(plans) + 1))
            plan = to.fact(iri, "kg:TimePlan", one.at, one.rule)
            to.say(plan, "kg:text", plain(one.time_plan))
            _of_initiative(to, plan, one.initiative, initiatives)
        if one.organisation is None:
            continue
        fact = to.fact(to.iris.in_document(to.id, "responsibility", number), "kg:Responsibility", one.at, one.rule)
        to.say(fact, "kg:responsible", to.organisation(one.organisation))
        _of_initiative(to, fact, one.initiative, initiatives)
        for unit in one.units:
            to.say(fact, "kg:responsibleUnit", to.organisation(unit))
        if one.units_as_written:
            to.say(fact, "kg:unitsAsWritten", plain("|".join(one.units_as_written)))
        if plan:
            to.say(fact, "kg:timePlan", plan)


def _write_milestone(to: Describer, milestone: Milestone, number: int, initiatives: Mapping[str, str]) -> None:
    fact = to.fact(to.iris.in_document(to.id, "milestone", number), "kg:Milestone", milestone.at, milestone.rule)
    to.say(fact, "kg:text", plain(milestone.text))
    _date(to, fact, "kg:realised" if milestone.realised else "kg:planned", milestone.date)
    _of_initiative(to, fact, milestone.initiative, initiatives)


def _write_agreements(to: Describer, reading: Reading) -> None:
    for agreement in reading.agreements:
        iri = to.iris.in_document(to.id, "agreement", slug(agreement.label))
        fact = to.fact(iri, "kg:Agreement", agreement.at, agreement.rule)
        to.label(fact, agreement.label)
        for party in agreement.parties:
            to.say(fact, "kg:contractingParty", to.organisation(party))
        _date(to, fact, "kg:validFrom", agreement.valid_from)
        _date(to, fact, "kg:validUntil", agreement.valid_until)


def _write_funding(to: Describer, funding: Funding, number: int, themes: Mapping[str, str], initiatives: Mapping[str, str], count: int) -> None:
    iri = to.iris.in_document(to.id, "funding", number)
    fact, amount = to.fact(iri, "kg:Funding", funding.at, funding.rule), node(f"{iri}/amount")
    if funding.kind is MoneyKind.GRANT:
        to.say(fact, "rdf:type", predicate("schema:MonetaryGrant"))
    to.say(fact, "schema:amount", amount)
    to.say(amount, "rdf:type", predicate("schema:MonetaryAmount"))
    to.say(amount, "schema:value", money(funding.amount))
    to.say(amount, "schema:currency", plain("DKK"))
    to.say(fact, "kg:amountDKK", money(funding.amount))
    to.say(fact, "kg:kind", node(f"{CODE}money-kind/{funding.kind.value}"))
    to.say(fact, "kg:body", to.body(funding.body))
    for one in funding.years:
        to.say(fact, "kg:year", year(one))
    _write_purpose(to, fact, funding)
    for curie, label, known in (("kg:fundsTheme", funding.theme, themes), ("kg:fundsInitiative", funding.initiative, initiatives)):
        if label in known:
            to.say(fact, curie, node(known[label]))
    if funding.share_of is not None and 0 <= funding.share_of < count:
        to.say(fact, "kg:shareOf", node(to.iris.in_document(to.id, "funding", funding.share_of + 1)))


def _write_purpose(to: Describer, fact: str, funding: Funding) -> None:
    if funding.recipient:
        to.say(fact, "kg:recipient", to.body(funding.recipient) if isinstance(funding.recipient, Body) else to.organisation(funding.recipient))
    if funding.recipient_label:
        to.say(fact, "kg:recipientLabel", plain(funding.recipient_label))
    if funding.purpose:
        to.say(fact, "kg:purpose", plain(funding.purpose))
    for qualifier in funding.qualifiers:
        to.say(fact, "kg:qualifier", node(f"{CODE}money-qualifier/{slug(qualifier)}"))
    if funding.qualifiers:
        to.say(fact, "kg:qualifierOrder", plain("|".join(funding.qualifiers)))
