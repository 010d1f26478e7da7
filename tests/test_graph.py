"""A reading as quads: every IRI, every quote, and the cases where names or numbers meet twice."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders import identity, provenance
from loaders.blocks import Text
from loaders.document import Document
from loaders.graph import to_quads
from loaders.iris import Iris, body_key
from loaders.model import (
    AgendaItem,
    Agreement,
    Attachment,
    Attendance,
    Body,
    Committee,
    Decision,
    Evidence,
    Funding,
    FuzzyDate,
    Initiative,
    Kind,
    Meeting,
    Membership,
    Mention,
    Milestone,
    Mode,
    MoneyKind,
    Organisation,
    Person,
    Presentation,
    Reading,
    Recommendation,
    Responsibility,
    Span,
    Status,
    TargetGroup,
    Term,
    Theme,
    Unparsed,
)
from loaders.provenance import MissingEvidenceError
from loaders.slugs import slug
from loaders.witness import Witness, hear

SOURCE = "Referat fra et møde, som aldrig har været holdt.\n" * 40
DOCUMENT = Document("referat.md", "/referat.md", "text/markdown", SOURCE.encode())
ID = "https://w3id.org/klyngegraf/id/"
KG = "https://w3id.org/klyngegraf/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
HERE = f"{ID}document/{DOCUMENT.id}"
MEETING = f"{ID}meeting/aarhusklyngen/2025-10-08"

BODY = Body("Aarhusklyngen", "aarhusklyngen/politisk-niveau", "political-level", "Aarhusklyngen", "aarhusklyngen", True, "region-midtjylland")
OWN_BODY = Body("Udvalget for Fiktion", "fiktionsklyngen/udvalg/fiktion", "standing-committee", "Fiktionsklyngen", "fiktionsklyngen")
KNOWN = Organisation("Aarhus Kommune", "aarhus-kommune", "Municipality", True)
UNKNOWN = Organisation("Lindeby Kommune", "lindeby-kommune", "Municipality")
UNIT = Organisation("Børn og Unge", "boern-og-unge", "OrganizationalUnit", unit_of=UNKNOWN)


def at(start: int = 0, length: int = 10, page: int | None = None) -> Evidence:
    return (Span(start, start + length, page),)


def attendance(name: str, n: int, organisation: Organisation | None = KNOWN, **more: object) -> Attendance:
    made = Attendance(Person(name, organisation=organisation), Status.PRESENT, rule="list", at=at(n))
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def minutes(*attendances: Attendance, items: tuple[AgendaItem, ...] = (), **more: object) -> Reading:
    meeting = Meeting(BODY, dt.date(2025, 10, 8), has_attendance_list=True, attendances=attendances, items=items, rule="head", at=at())
    return dataclasses.replace(Reading(Kind.MINUTES, "Referat", BODY, FuzzyDate(2025, 10, 8), meeting), **more)  # type: ignore[arg-type]


def quads(reading: Reading) -> list[Quad]:
    return to_quads(DOCUMENT, Text(SOURCE, ()), reading, Iris())


def said(reading: Reading, subject: str) -> dict[str, set[str]]:
    """What is said of one thing: local names of predicates to values."""
    found: dict[str, set[str]] = {}
    for quad in quads(reading):
        if quad.subject == NamedNode(subject):
            assert isinstance(quad.object, NamedNode | Literal)
            found.setdefault(quad.predicate.value.replace("#", "/").rsplit("/", 1)[-1], set()).add(quad.object.value)
    return found


def subjects(reading: Reading, kind: str) -> list[str]:
    return [quad.subject.value for quad in quads(reading) if quad.object == NamedNode(KG + kind) and isinstance(quad.subject, NamedNode)]


FULL = minutes(
    attendance("Bo Lund", 0, in_place_of=("Eva Krogh",), mode=Mode.VIDEO, items_missed=("2", "9")),
    attendance("Eva Krogh", 20, UNIT, status=Status.ABSENT),
    items=(
        AgendaItem("1", "Velkommen", "1-31-72-446-22", rule="item", at=at(30)),
        AgendaItem(
            "2",
            "Økonomi",
            recommendations=(Recommendation("at sagen drøftes", rule="r", at=at(40)), Recommendation("at den udsættes", rule="r", at=at(50))),
            decision=Decision("Udsat efter drøftelse.", ("udsat", "drøftet"), "d", at(60)),
            attachments=(Attachment("Budget.pdf", "a", at(70)),),
            presentations=(Presentation(Person("Ida Holm", role=Term("økonomidirektør")), "p", at(80)),),
            rule="item",
            at=at(35),
        ),
    ),
    mentions=(Mention(Person("Bo Lund"), "Punkt 2", "m", at(100)),),
    unparsed=(Unparsed("?", "no rule reads this line", at(110)),),
    meetings_told=(Meeting(BODY, dt.date(2025, 3, 1), rule="told", at=at(120)),),
)

PLAN = Reading(
    Kind.PLAN,
    "Handleplan",
    OWN_BODY,
    FuzzyDate(2024, 4),
    memberships=(Membership(Person("Bo Lund", party="T"), OWN_BODY, FuzzyDate(2024, 4), FuzzyDate(2022), rule="roster", at=at()),),
    themes=(Theme("Mental sundhed", OWN_BODY, "t", at(1)), Theme("Mental sundhed", OWN_BODY, "t", at(300))),
    committees=(Committee(OWN_BODY, "c", at(2)),),
    initiatives=(
        Initiative(
            "Et hus", OWN_BODY, "Mental sundhed", OWN_BODY.label, FuzzyDate(2024, 4), FuzzyDate(2023, 5, as_written="maj 2023"), rule="i", at=at(3)
        ),
    ),
    responsibilities=(
        Responsibility("Et hus", UNKNOWN, (UNIT,), ("MBU",), "I 2024", "r", at(4)),
        Responsibility("Et hus", KNOWN, time_plan="I 2024", rule="r", at=at(5)),
        Responsibility("Ukendt", None, time_plan="I 2025", rule="r", at=at(6)),
    ),
    milestones=(Milestone("Åbnet", FuzzyDate(2024, 12, as_written="medio december 2024"), True, "Et hus", "m", at(7)),),
    agreements=(Agreement("En aftale", (UNKNOWN, KNOWN), FuzzyDate(2024), rule="a", at=at(8)),),
    target_groups=(TargetGroup("Unge", "Et hus", "g", at(9)),),
    funding=(
        Funding(
            Decimal("2000000.00"),
            MoneyKind.GRANT,
            OWN_BODY,
            (2023, 2024),
            UNKNOWN,
            "kommunen",
            "et hus",
            "Mental sundhed",
            "Et hus",
            ("op til",),
            rule="f",
            at=at(10),
        ),
        Funding(Decimal("250000.5"), MoneyKind.ALLOCATION, OWN_BODY, recipient=OWN_BODY, share_of=0, rule="f", at=at(11)),
    ),
)


@pytest.mark.parametrize("reading", [FULL, PLAN], ids=["minutes", "plan"])
class TestEveryGraph:
    def test_is_sorted_and_says_nothing_twice(self, reading: Reading) -> None:
        made = [str(quad) for quad in quads(reading)]
        assert made == sorted(set(made))

    def test_is_the_same_again_and_in_one_graph(self, reading: Reading) -> None:
        assert quads(reading) == quads(reading)
        assert {quad.graph_name for quad in quads(reading)} == {NamedNode(f"{ID}graph/{DOCUMENT.id}")}

    def test_every_quote_slices_out_of_the_text(self, reading: Reading) -> None:
        for quote in {quad.object.value for quad in quads(reading) if quad.predicate == NamedNode(f"{KG}evidence")}:  # type: ignore[union-attr]
            (exact,) = said(reading, f"{quote}/text")["exact"]
            place = said(reading, f"{quote}/position")
            assert exact == SOURCE[int(*place["start"]) : int(*place["end"])]
            assert quote.endswith(f"/quote/{int(*place['start'])}-{int(*place['end'])}")

    def test_whatever_has_a_label_has_one(self, reading: Reading) -> None:
        labelled = [quad.subject for quad in quads(reading) if quad.predicate == NamedNode(f"{SKOS}prefLabel")]
        assert len(labelled) == len(set(labelled))

    def test_every_fact_has_a_rule_a_position_and_evidence(self, reading: Reading) -> None:
        facts = {quad.subject.value for quad in quads(reading) if quad.predicate.value.endswith("/position")}  # type: ignore[union-attr]
        assert len(facts) > 8
        for fact in facts:
            assert said(reading, fact)["evidence"], fact
            assert "unparsed" in fact or said(reading, fact)["rule"], fact

    def test_no_blank_nodes_and_only_plain_iris(self, reading: Reading) -> None:
        for quad in quads(reading):
            for term in (quad.subject, quad.object):
                assert isinstance(term, NamedNode | Literal)
                if isinstance(term, NamedNode) and term.value.startswith(ID):
                    assert term.value.isascii() and not set(term.value) & set(' %<>"{}|\\^`,')


def test_a_substitute_points_to_whom_they_replace() -> None:
    substitute = said(FULL, f"{MEETING}/attendance/bo-lund")
    assert substitute["inPlaceOf"] == {f"{MEETING}/attendance/eva-krogh"}
    assert substitute["itemMissed"] == {f"{MEETING}/item/2"}
    assert substitute["mode"] == {"https://w3id.org/klyngegraf/code/attendance-mode/video"}
    assert "mode" not in said(FULL, f"{MEETING}/attendance/eva-krogh")


def test_an_item_as_planned_and_as_handled() -> None:
    assert said(FULL, f"{MEETING}/item/1/case")["notation"] == {"1-31-72-446-22"}
    assert not said(FULL, f"{MEETING}/item/1/handling")
    decision = said(FULL, f"{MEETING}/item/2/decision")
    assert decision["outcome"] == {"https://w3id.org/klyngegraf/code/outcome/udsat", "https://w3id.org/klyngegraf/code/outcome/droeftet"}
    assert decision["outcomeOrder"] == {"udsat|drøftet"}
    assert said(FULL, f"{MEETING}/item/2/presentation/ida-holm")["presentedIn"] == {f"{MEETING}/item/2/handling"}
    assert said(FULL, f"{MEETING}/item/2/recommendation/2")["position"] == {"2"}


def test_what_the_vocabularies_and_the_reference_lack_is_described() -> None:
    assert said(FULL, f"{ID}role/oekonomidirektoer")["prefLabel"] == {"økonomidirektør"}
    assert said(FULL, f"{ID}organisation/lindeby-kommune/boern-og-unge")["unitOf"] == {f"{ID}organisation/lindeby-kommune"}
    assert not said(FULL, f"{ID}organisation/aarhus-kommune")
    assert said(PLAN, f"{ID}body/fiktionsklyngen/udvalg/fiktion")["bodyOf"] == {f"{ID}cluster/fiktionsklyngen"}
    assert said(PLAN, f"{ID}cluster/fiktionsklyngen")["prefLabel"] == {"Fiktionsklyngen"}


def test_a_meeting_merely_told_of_says_nothing_of_its_list() -> None:
    assert "hasAttendanceList" in said(FULL, MEETING)
    assert "hasAttendanceList" not in said(FULL, f"{ID}meeting/aarhusklyngen/2025-03-01")


def test_the_document_knows_how_much_of_it_was_understood() -> None:
    document = said(FULL, HERE)
    assert int(*document["characters"]) == len("".join(SOURCE.split()))
    assert 0 < int(*document["charactersUnderstood"]) < int(*document["characters"])
    whole = dataclasses.replace(FULL, understood=(Span(0, len(SOURCE)),))
    assert said(whole, HERE)["charactersUnderstood"] == document["characters"]


def test_a_name_stands_once_in_a_document_however_often_it_is_used() -> None:
    assert sorted(subjects(FULL, "PersonAsNamed")) == [f"{HERE}/person/{name}" for name in ("bo-lund", "eva-krogh", "ida-holm")]


def test_namesakes_on_one_list_are_two_and_carry_their_organisation() -> None:
    reading = minutes(attendance("Bo Lund", 0), attendance("Bo Lund", 20, UNKNOWN), mentions=(Mention(Person("Bo Lund"), rule="m", at=at(60)),))
    assert sorted(subjects(reading, "Attendance")) == [f"{MEETING}/attendance/bo-lund-{where}" for where in ("aarhus-kommune", "lindeby-kommune")]
    assert f"{HERE}/person/bo-lund" in subjects(reading, "PersonAsNamed"), "a mention that fits both is neither"


def test_two_of_one_name_and_organisation_get_a_number() -> None:
    reading = minutes(attendance("Bo Lund", 0), attendance("Bo Lund", 20))
    assert sorted(subjects(reading, "Attendance")) == [f"{MEETING}/attendance/bo-lund-aarhus-kommune{end}" for end in ("", "-2")]


def test_two_items_of_one_number_and_an_item_without_one() -> None:
    numbers = ("4", "4", "")
    reading = minutes(items=tuple(AgendaItem(number, f"Sag {n}", rule="item", at=at(n)) for n, number in enumerate(numbers)))
    assert sorted(subjects(reading, "AgendaItem")) == [f"{MEETING}/item/{end}" for end in ("4", "4-2", "uden-nummer-3")]


def test_one_fact_told_twice_has_two_quotes() -> None:
    theme = said(PLAN, f"{HERE}/theme/mental-sundhed")
    assert theme["evidence"] == {f"{HERE}/quote/1-11", f"{HERE}/quote/300-310"}
    assert theme["position"] == {"1"}


def test_the_plan_links_its_parts() -> None:
    initiative = f"{HERE}/initiative/et-hus"
    assert said(PLAN, initiative)["underTheme"] == {f"{HERE}/theme/mental-sundhed"}
    assert said(PLAN, f"{HERE}/responsibility/1")["timePlan"] == said(PLAN, f"{HERE}/responsibility/2")["timePlan"] == {f"{HERE}/timeplan/1"}
    assert "ofInitiative" not in said(PLAN, f"{HERE}/timeplan/2"), "an initiative that the plan does not have"
    assert said(PLAN, f"{HERE}/milestone/1")["dateAsWritten"] == {"medio december 2024"}
    assert said(PLAN, f"{HERE}/funding/1")["amountDKK"] == {"2000000"}
    assert said(PLAN, f"{HERE}/funding/1/amount")["value"] == {"2000000"}
    assert said(PLAN, f"{HERE}/funding/2")["shareOf"] == {f"{HERE}/funding/1"}
    assert said(PLAN, f"{HERE}/funding/2")["amountDKK"] == {"250000.5"}
    assert said(PLAN, f"{ID}membership/fiktionsklyngen-udvalg-fiktion/2024-04/bo-lund/interval")["startDate"] == {"2022"}


@pytest.mark.parametrize("evidence", [(), at(len(SOURCE)), (Span(5, 5),), (Span(-3, 4),)], ids=["none", "outside", "empty", "before"])
def test_a_fact_without_a_quote_is_never_written(evidence: Evidence) -> None:
    with pytest.raises(MissingEvidenceError, match="attendance/bo-lund"):
        quads(minutes(attendance("Bo Lund", 0, at=evidence)))


def test_the_page_stands_on_the_quote() -> None:
    assert said(minutes(attendance("Bo Lund", 0, at=at(7, page=3))), f"{HERE}/quote/7-17")["page"] == {"3"}


@given(st.lists(st.tuples(st.integers(0, 1900), st.integers(1, 60)), min_size=1, max_size=6))
def test_evidence_is_exactly_the_slice(spans: list[tuple[int, int]]) -> None:
    reading = minutes(attendance("Bo Lund", 0, at=tuple(Span(start, start + length) for start, length in spans)))
    texts = {quad.object.value for quad in quads(reading) if quad.predicate.value.endswith("#exact")}  # type: ignore[union-attr]
    assert texts == {SOURCE[start : start + length] for start, length in [*spans, (0, 10)]}


@given(st.text(min_size=1, max_size=200))
def test_slugs_are_safe_in_iris(text: str) -> None:
    try:
        made = slug(text)
    except ValueError:
        return
    assert made.strip("-") == made and made.isascii() and 0 < len(made) <= 90
    assert slug(made) == made if len(made) <= 80 else True
    NamedNode(f"{ID}role/{made}")


def test_body_keys_keep_bodies_apart() -> None:
    paths = ("a/politisk-niveau", "a/udvalg/b", "a/direktoerforum", "region-x/a/politisk-niveau", "region-x/a/direktoerforum")
    assert len({body_key(path) for path in paths}) == len(paths)


def test_the_loader_is_the_package() -> None:
    project = tomllib.loads((Path(__file__).resolve().parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == provenance.VERSION


def _witnesses(store: Store) -> list[Witness]:
    graphs = sorted(store.named_graphs(), key=str)
    return [hear(f"{quad} ." for quad in store.quads_for_pattern(None, None, None, graph)) for graph in graphs]


def test_from_documents_to_identities() -> None:
    """Two documents, one store: people, shortcuts and themes come out."""
    store = Store()
    store.extend(quads(FULL))
    other = Document("plan.txt", "/plan.txt", "text/plain", b"another")
    store.extend(to_quads(other, Text(SOURCE, ()), PLAN, Iris()))
    collected = identity.collect(_witnesses(store))
    assert {person.name: len(person.lists) for person in collected.people if person.document == DOCUMENT.id} == {
        "Bo Lund": 1,
        "Eva Krogh": 1,
        "Ida Holm": 0,
    }
    made = identity.to_quads(identity.decide(collected.people), collected, Iris())
    triples = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in made}  # type: ignore[union-attr]
    assert (f"{MEETING}/attendance/eva-krogh", f"{KG}person", f"{ID}person/eva-krogh") in triples
    assert (f"{MEETING}/attendance/bo-lund", f"{KG}substitutesFor", f"{ID}person/eva-krogh") in triples
    theme = f"{ID}theme/fiktionsklyngen-udvalg-fiktion/mental-sundhed"
    assert (f"{ID}document/{other.id}/theme/mental-sundhed", f"{KG}theme", theme) in triples
    assert {quad.graph_name.value for quad in made} == {f"{ID}graph/identities"}  # type: ignore[union-attr]
    store.extend(made)
    assert identity.collect(_witnesses(store)) == collected, "reading the identities back changes nothing"
