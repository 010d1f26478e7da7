"""Who is who: the rules, each with the case that it is for and the case that it must leave alone."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import identity, identity_themes
from loaders.entities import Reason
from loaders.identity import Identities, NamedPerson, decide
from loaders.identity_ledger import Entry
from loaders.named import WordedTheme

BASE = "https://w3id.org/klyngegraf/id/"
AARHUS, SAMSOE, REGION = (f"{BASE}organisation/{slug}" for slug in ("aarhus-kommune", "samsoe-kommune", "region-midtjylland"))
UNIT, BARE_UNIT, OTHER_UNIT = f"{AARHUS}/boern-og-unge", f"{BASE}organisation/boern-og-unge", f"{REGION}/psykiatrien"
CLUSTER, OTHER_CLUSTER = f"{BASE}cluster/aarhusklyngen", f"{BASE}cluster/horsensklyngen"
MAYOR, MEMBER, DIRECTOR = "code:borgmester", "code:regionsraadsmedlem", "code:direktoer"
PARENTS = {UNIT: AARHUS, OTHER_UNIT: REGION}


def person(
    document: str,
    name: str,
    organisation: str = "",
    role: str = "",
    party: str = "",
    listed: bool = True,
    cluster: str = CLUSTER,
    key: str = "",
) -> NamedPerson:
    """`key` tells two of one name in one document apart."""
    one = frozenset({organisation} - {""})
    parent = frozenset({PARENTS[organisation]} if organisation in PARENTS else ())
    return NamedPerson(
        f"{BASE}document/{document}/person/{name.lower().replace(' ', '-')}{key}",
        document,
        name,
        (name,),
        frozenset({role} - {""}),
        one,
        parent,
        frozenset({REGION}) if one else frozenset(),
        frozenset({party} - {""}),
        frozenset({cluster} - {""}),
        ("2025-10-08",),
        frozenset({f"{document} meeting"}) if listed else frozenset(),
    )


def groups(found: Identities) -> set[frozenset[str]]:
    """People as sets of "document name"."""
    return {frozenset(f"{iri.split('/')[-3]} {iri.split('/')[-1]}" for iri in one.members) for one in found.people}


def count(*people: NamedPerson) -> int:
    return len(decide(people).people)


SAME = {
    "name and organisation": (person("a", "Bo Lund", AARHUS, MAYOR), person("b", "Bo Lund", AARHUS, DIRECTOR)),
    "unit and parent": (person("a", "Bo Lund", AARHUS), person("b", "Bo Lund", UNIT)),
    "a unit with and without its parent": (person("a", "Bo Lund", UNIT), person("b", "Bo Lund", BARE_UNIT)),
    "full name over employers": (person("a", "Bo Friis Lund", AARHUS), person("b", "Bo Friis Lund", OTHER_UNIT)),
    "full name over parties": (person("a", "Bo Friis Lund", AARHUS, party="A"), person("b", "Bo Friis Lund", OTHER_UNIT, party="V")),
    "party and region": (person("a", "Bo Lund", AARHUS, MAYOR, "A"), person("b", "Bo Lund", REGION, MEMBER, "A")),
    "office in the cluster, no organisation": (person("a", "Bo Lund", AARHUS, MAYOR), person("b", "Bo Lund", "", MAYOR)),
    "dropped middle name": (person("a", "Bo Friis Lund", AARHUS), person("b", "Bo Lund", AARHUS)),
    "middle initial": (person("a", "Bo F. Lund", AARHUS), person("b", "Bo Friis Lund", AARHUS)),
    "h": (person("a", "Bo Høgh Lund", AARHUS), person("b", "Bo Høg Lund", AARHUS)),
    "e and h": (person("a", "Bo Høegh", AARHUS), person("b", "Bo Høg", AARHUS)),
    "aa": (person("a", "Bo Aagaard", AARHUS), person("b", "Bo Ågård", AARHUS)),
    "capitals": (person("a", "Bo DrejØ", AARHUS), person("b", "Bo Drejø", AARHUS)),
    "accents": (person("a", "René Lund", AARHUS), person("b", "Rene Lund", AARHUS)),
    "hyphen": (person("a", "Lise-Lotte Lund", AARHUS), person("b", "Lise Lotte Lund", AARHUS)),
    "ae": (person("a", "Bo Kjær", AARHUS), person("b", "Bo Kjaer", AARHUS)),
    "mention, the only one on the list": (person("a", "Bo Friis Lund", AARHUS), person("a", "Bo Lund", listed=False)),
    "surname, the only one on the list": (person("a", "Bo Lund", AARHUS), person("a", "Lund", listed=False)),
    "mention, the only one in the cluster": (person("a", "Bo Lund", AARHUS), person("b", "Bo Lund", listed=False)),
}

APART = {
    "organisations disagree": (person("a", "Bo Lund", AARHUS, MAYOR), person("b", "Bo Lund", SAMSOE, MAYOR)),
    "units of different parents": (person("a", "Bo Lund", UNIT), person("b", "Bo Lund", OTHER_UNIT)),
    "same organisation, other party": (person("a", "Bo Lund", REGION, MEMBER, "A"), person("b", "Bo Lund", REGION, MEMBER, "V")),
    "party without region in common": (
        person("a", "Bo Lund", AARHUS, MAYOR, "A"),
        dataclasses.replace(person("b", "Bo Lund", "x:hjoerring", MAYOR, "A"), regions=frozenset({"x:nord"})),
    ),
    "one list": (person("a", "Bo Friis Lund", AARHUS), person("a", "Bo Friis Lund", AARHUS, key="-2")),
    "one list, two spellings": (person("a", "Bo Friis Lund", AARHUS), person("a", "Bo Lund", AARHUS)),
    "middle names": (person("a", "Bo Friis Lund", AARHUS), person("b", "Bo Krogh Lund", AARHUS)),
    "spelling over employers": (person("a", "Bo Friis Lund", AARHUS), person("b", "Bo Lund", SAMSOE)),
    "first name": (person("a", "Bo Lund", AARHUS), person("b", "Bo", AARHUS)),
    "surname over documents": (person("a", "Bo Lund", AARHUS), person("b", "Lund", listed=False)),
    "surname alone": (person("a", "Bo Lund", AARHUS), person("b", "Eva Lund", AARHUS)),
    "mention in another cluster": (person("a", "Bo Lund", AARHUS), person("b", "Bo Lund", listed=False, cluster=OTHER_CLUSTER)),
    "mere mentions": (person("a", "Bo Lund", listed=False), person("b", "Bo Lund", listed=False)),
}


@pytest.mark.parametrize("case", SAME)
def test_these_are_one(case: str) -> None:
    assert count(*SAME[case]) == 1


@pytest.mark.parametrize("case", APART)
def test_these_stay_apart(case: str) -> None:
    assert count(*APART[case]) == 2


@pytest.mark.parametrize("case", SAME | APART)
def test_each_case_has_its_reason(case: str) -> None:
    """Whoever is joined or, sharing a whole name, held apart, finds out why."""
    decisions = decide((SAME | APART)[case]).decisions
    if case in SAME:
        assert [decision.same for decision in decisions] == [True]
    elif len({one.name for one in APART[case]}) == 1:
        assert decisions and not any(decision.same for decision in decisions)


def test_whom_a_mention_may_mean_twice_is_nobody() -> None:
    found = decide([person("a", "Bo Friis Lund", AARHUS), person("a", "Bo Krogh Lund", SAMSOE), person("a", "Bo Lund", listed=False)])
    assert len(found.people) == 3
    assert [decision.reason for decision in found.decisions] == [Reason.SEVERAL]


def test_a_short_name_does_not_bring_together_two_on_one_list() -> None:
    found = decide([person("a", "Bo Friis Lund", AARHUS), person("a", "Bo Krogh Lund", AARHUS), person("b", "Bo Lund", AARHUS)])
    assert len(found.people) == 3


def test_twins_of_one_document_do_not_part_the_others() -> None:
    """A list that has one person twice leaves those two alone and the rest together."""
    people = [person(document, "Bo Lund", AARHUS, MAYOR) for document in "bcdef"]
    found = decide([*people, person("a", "Bo Lund", AARHUS, MAYOR), person("a", "Bo Lund", AARHUS, MAYOR, key="-2")])
    assert sorted(len(one.members) for one in found.people) == [1, 1, 5]


def test_an_office_that_two_hold_settles_nothing() -> None:
    found = decide([person("a", "Bo Lund", AARHUS, MAYOR), person("b", "Bo Lund", SAMSOE, MAYOR), person("c", "Bo Lund", "", MAYOR)])
    assert len(found.people) == 3


def test_the_ledger_overrules_the_rules() -> None:
    one, other = APART["organisations disagree"]
    joined = decide([one, other], (Entry(True, other.iri, one.iri, "ringet op"),))
    assert len(joined.people) == 1
    assert [(decision.reason, decision.note) for decision in joined.decisions] == [(Reason.LEDGER, "ringet op")]
    one, other = SAME["full name over employers"]
    assert len(decide([one, other], (Entry(False, one.iri, other.iri),)).people) == 2


def test_the_ledger_holds_apart_through_third_parties() -> None:
    a, b, c = (person(document, "Bo Friis Lund", AARHUS) for document in "abc")
    parted = groups(decide([a, b, c], (Entry(False, a.iri, b.iri),)))
    assert not any({"a bo-friis-lund", "b bo-friis-lund"} <= group for group in parted)


def test_a_ledger_entry_about_nobody_known_waits() -> None:
    one, other = SAME["h"]
    assert len(decide([one, other], (Entry(False, one.iri, "https://example.org/gone"),)).people) == 1


def test_the_label_is_the_most_frequent_spelling_then_the_fullest() -> None:
    frequent = [person("a", "Bo Lund", AARHUS), person("b", "Bo Lund", AARHUS), person("c", "Bo Friis Lund", AARHUS)]
    (one,) = decide(frequent).people
    assert (one.label, one.spellings, one.path) == ("Bo Lund", ("Bo Friis Lund",), "bo-lund")
    (one,) = decide(frequent[1:]).people
    assert one.label == "Bo Friis Lund"


def test_namesakes_carry_their_organisation() -> None:
    found = decide(APART["organisations disagree"])
    assert {one.path for one in found.people} == {"bo-lund-aarhus-kommune", "bo-lund-samsoe-kommune"}


def test_every_person_has_an_iri_of_their_own() -> None:
    people = [person(document, "Bo Lund", listed=False, cluster=cluster) for document in "abc" for cluster in (CLUSTER,)]
    found = decide([*people, person("d", "Bo Lund Aarhus Kommune", AARHUS), *APART["organisations disagree"]])
    paths = [one.path for one in found.people]
    assert len(set(paths)) == len(paths)


_NAMES = ("Bo Lund", "Bo Friis Lund", "Bo F. Lund", "Bo Krogh Lund", "Eva Høgh", "Eva Høg", "Lund")
_people = st.lists(
    st.builds(
        person,
        st.sampled_from("abcd"),
        st.sampled_from(_NAMES),
        st.sampled_from(("", AARHUS, SAMSOE, UNIT, BARE_UNIT)),
        st.sampled_from(("", MAYOR, DIRECTOR)),
        st.sampled_from(("", "A", "V")),
        st.booleans(),
        st.sampled_from((CLUSTER, OTHER_CLUSTER)),
        st.sampled_from(("", "-2")),
    ),
    max_size=14,
    unique_by=lambda one: one.iri,
)


@settings(max_examples=150, deadline=None)
@given(_people, st.randoms(use_true_random=False))
def test_order_decides_nothing(people: list[NamedPerson], shuffling: random.Random) -> None:
    found = decide(people)
    shuffling.shuffle(people)
    assert decide(people) == found


@settings(max_examples=150, deadline=None)
@given(_people)
def test_everybody_is_somebody_and_no_list_holds_one_person_twice(people: list[NamedPerson]) -> None:
    found = decide(people)
    by_iri = {one.iri: one for one in people}
    members = [iri for one in found.people for iri in one.members]
    assert sorted(members) == sorted(by_iri)
    for one in found.people:
        places = [place for iri in one.members for place in by_iri[iri].lists]
        assert len(set(places)) == len(places)


@settings(max_examples=60, deadline=None)
@given(_people)
def test_who_is_held_apart_is_not_one(people: list[NamedPerson]) -> None:
    found = decide(people)
    path = {iri: one.path for one in found.people for iri in one.members}
    for decision in found.decisions:
        if decision.same:
            assert len({path[iri] for iri in decision.about}) == 1, decision
        elif decision.reason in (Reason.ONE_LIST, Reason.LEDGER):
            assert len({path[iri] for iri in decision.about}) == len(decision.about), decision


def worded(document: str, label: str, body: str = "aarhus") -> WordedTheme:
    return WordedTheme(f"{BASE}document/{document}/theme/{label}", document, label, f"{BASE}body/{body}/politisk-niveau")


def test_wordings_of_one_theme_meet_within_a_body() -> None:
    found = identity_themes.join(
        [
            worded("a", "Fælles investeringer i sundhed – lungeområdet"),
            worded("b", "Fælles investeringer i sundhed; herunder borgere med lungeproblemer"),
            worded("a", "Velfærdsteknologi og digitale løsninger"),
            worded("b", "Digitale løsninger og velfærdsteknologi"),
            worded("c", "Velfærdsteknologi og digitale løsninger"),
            worded("a", "Mental sundhed"),
            worded("d", "Velfærdsteknologi og digitale løsninger", "horsens"),
        ]
    )
    assert {(theme.body.split("/")[-2], theme.label, theme.spellings) for theme in found} == {
        (
            "aarhus",
            "Fælles investeringer i sundhed; herunder borgere med lungeproblemer",
            ("Fælles investeringer i sundhed – lungeområdet",),
        ),
        ("aarhus", "Velfærdsteknologi og digitale løsninger", ("Digitale løsninger og velfærdsteknologi",)),
        ("aarhus", "Mental sundhed", ()),
        ("horsens", "Velfærdsteknologi og digitale løsninger", ()),
    }


def test_the_module_hands_on_what_callers_need() -> None:
    assert {"collect", "decide", "to_quads"} <= set(identity.__all__)
