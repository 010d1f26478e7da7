"""The checks over all documents: each finds its case, and leaves the nearest harmless case alone."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from queries.findings import Finding, check, checks
from store import memory

_PREFIXES = """
PREFIX : <https://w3id.org/klyngegraf/id/>
PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX status: <https://w3id.org/klyngegraf/code/attendance-status/>
PREFIX role: <https://w3id.org/klyngegraf/code/role/>
"""
_ALWAYS = """
:q1 oa:hasSource :d1 . :q2 oa:hasSource :d2 .
:ane skos:prefLabel "Ane Holm"@da . :bo skos:prefLabel "Bo Lund"@da .
:m1 a kg:Meeting ; skos:prefLabel "Møde"@da ; dct:date "2025-05-02"^^xsd:date .
:m2 a kg:Meeting ; skos:prefLabel "Møde"@da ; dct:date "2025-06-02"^^xsd:date .
:randers a kg:Municipality ; skos:prefLabel "Randers Kommune"@da . :aarhus a kg:Municipality ; skos:prefLabel "Aarhus Kommune"@da .
:klynge skos:prefLabel "Randersklyngen"@da . role:borgmester skos:prefLabel "borgmester"@da .
"""


def attendance(name: str, who: str, rest: str, meeting: str = "m1", quote: str = "q1") -> str:
    return f":{name} a kg:Attendance ; kg:atMeeting :{meeting} ; kg:person :{who} ; kg:evidence :{quote} ; {rest} ."


def mayor(name: str, who: str, at: str, of: str = "randers", quote: str = "q1") -> str:
    return f":{name} kg:role role:borgmester ; kg:representing :{of} ; kg:person :{who} ; kg:evidence :{quote} ; {at} ."


def meeting(name: str, date: str, rest: str = "") -> str:
    return f':{name} a kg:Meeting ; kg:heldBy :klynge ; dct:date "{date}"^^xsd:date ; kg:evidence :q1 {rest}. :q1 oa:hasSource :d1 .'


def money(name: str, amount: int, rest: str = "") -> str:
    return f":{name} kg:amountDKK {amount} ; kg:kind <https://w3id.org/klyngegraf/code/money-kind/granted> ; kg:evidence :q1 {rest}."


PRESENT, ABSENT = "kg:status status:present", "kg:status status:absent"
AT_M1, AT_M2 = "kg:atMeeting :m1", "kg:atMeeting :m2"
ON_ROSTER, FUZZY = 'kg:asOf "2025-05-02"^^xsd:date', 'kg:asOf "2025-05"^^xsd:gYearMonth'

# Rule, what is said in one graph each, subjects of the finding, its documents, and a word of its message.
FOUND = {
    "present and absent": (
        "present-and-absent",
        [attendance("a", "ane", ABSENT), attendance("b", "ane", PRESENT, quote="q2")],
        {"a", "b"},
        {"d1", "d2"},
        "Ane Holm",
    ),
    "both in one statement": ("present-and-absent", [attendance("a", "ane", f"{ABSENT} ; {PRESENT}")], {"a"}, {"d1"}, "Ane Holm"),
    "substitute for one present": (
        "substitute-for-present",
        [attendance("a", "ane", PRESENT), attendance("b", "bo", f"{PRESENT} ; kg:inPlaceOf :a", quote="q2")],
        {"a", "b"},
        {"d1", "d2"},
        "Bo Lund",
    ),
    "two mayors at one meeting": (
        "two-in-one-office",
        [mayor("a", "ane", AT_M1), mayor("b", "bo", AT_M1, quote="q2")],
        {"a", "b"},
        {"d1", "d2"},
        "borgmester",
    ),
    "a mayor at a meeting and one on a roster": (
        "two-in-one-office",
        [mayor("a", "ane", AT_M1), mayor("b", "bo", ON_ROSTER)],
        {"a", "b"},
        {"d1"},
        "2025-05-02",
    ),
    "two dates": ("two-dates-for-one-meeting", [meeting("x", "2025-05-02") + meeting("y", "2025-05-09")], {"x", "y"}, {"d1"}, "Randersklyngen"),
    "shares above the pot": (
        "shares-exceed-pot",
        [money("pot", 100) + money("s1", 60, "; kg:shareOf :pot ") + money("s2", 60, "; kg:shareOf :pot ")],
        {"pot", "s1", "s2"},
        {"d1"},
        "120",
    ),
    "after the document": (
        "date-after-document",
        [':x kg:realised "2024-05"^^xsd:gYearMonth ; kg:evidence :q1 . :d1 dct:date "2024-04-01"^^xsd:date .'],
        {"x"},
        {"d1"},
        "2024-05",
    ),
}
CLEAN = {
    "absent from one meeting, present at the next": [attendance("a", "ane", ABSENT), attendance("b", "ane", PRESENT, "m2")],
    "absent twice over": [attendance("a", "ane", ABSENT), attendance("b", "ane", ABSENT, quote="q2")],
    "substitute for one absent": [attendance("a", "ane", ABSENT), attendance("b", "bo", f"{PRESENT} ; kg:inPlaceOf :a")],
    "one mayor in two documents": [mayor("a", "ane", AT_M1), mayor("b", "ane", AT_M1, quote="q2")],
    "a mayor and the next": [mayor("a", "ane", AT_M1), mayor("b", "bo", AT_M2)],
    "mayors of two municipalities": [mayor("a", "ane", AT_M1), mayor("b", "bo", AT_M1, "aarhus")],
    "a mayor without a date": [mayor("a", "ane", AT_M1), mayor("b", "bo", "kg:party :v")],
    "dates of two precisions": [mayor("a", "ane", AT_M1), mayor("b", "bo", FUZZY)],
    "meetings a month apart": [meeting("x", "2025-05-02") + meeting("y", "2025-06-02")],
    "two minutes in one document": [meeting("x", "2025-05-02", "; kg:hasAgenda :i1 ") + meeting("y", "2025-05-09", "; kg:hasAgenda :i2 ")],
    "two documents, a date each": [meeting("x", "2025-05-02"), meeting("y", "2025-05-09")],
    "shares of the whole pot": [money("pot", 100) + money("s1", 60, "; kg:shareOf :pot ") + money("s2", 40, "; kg:shareOf :pot ")],
    "as far as both tell": [':x kg:realised "2024-04"^^xsd:gYearMonth ; kg:evidence :q1 . :d1 dct:date "2024"^^xsd:gYear .'],
}


def findings(graphs: list[str]) -> tuple[Finding, ...]:
    store = memory()
    for n, said in enumerate([_ALWAYS, *graphs]):
        store.replace(f"http://example.org/graph/{n}", (quad.triple for quad in ox.parse(_PREFIXES + said, format=ox.RdfFormat.TURTLE)))
    return check(store)


def names(iris: tuple[str, ...]) -> set[str]:
    return {iri.rsplit("/", 1)[-1] for iri in iris}


@pytest.mark.parametrize("case", FOUND)
def test_a_check_finds_its_case_once(case: str) -> None:
    rule, graphs, subjects, documents, word = FOUND[case]
    (found,) = findings(graphs)
    assert found.rule == rule
    assert names(found.subjects) == subjects and names(found.documents) == documents
    assert word in found.message_da and word in found.message_en


@pytest.mark.parametrize("case", CLEAN)
def test_a_check_leaves_a_harmless_case_alone(case: str) -> None:
    assert findings(CLEAN[case]) == ()


def test_every_check_has_a_case() -> None:
    assert {rule for rule, *_ in FOUND.values()} == {one.rule for one in checks()}
