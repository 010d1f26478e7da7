"""The checks over all documents: each finds its case, and leaves the nearest harmless case alone."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate as pyshacl
from rdflib import RDF, SH, Graph, URIRef

import shapes
from queries.findings import Finding, check, checks
from store import memory

TWINS = Graph().parse(Path(shapes.__file__).parent / "checks" / "checks.ttl")
REMEDY = URIRef("https://w3id.org/klyngegraf/ontology#remedy")
_PREFIXES = """
PREFIX : <https://w3id.org/klyngegraf/id/>
PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX status: <https://w3id.org/klyngegraf/code/attendance-status/>
PREFIX role: <https://w3id.org/klyngegraf/code/role/>
PREFIX outcome: <https://w3id.org/klyngegraf/code/outcome/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX things: <https://w3id.org/klyngegraf/id/organisation/>
"""
_ALWAYS = """
:q1 oa:hasSource :d1 . :q2 oa:hasSource :d2 .
:ane skos:prefLabel "Ane Holm"@da . :bo skos:prefLabel "Bo Lund"@da .
:m1 a kg:Meeting ; skos:prefLabel "Møde"@da ; dct:date "2025-05-02"^^xsd:date .
:m2 a kg:Meeting ; skos:prefLabel "Møde"@da ; dct:date "2025-06-02"^^xsd:date .
:randers a kg:Municipality ; skos:prefLabel "Randers Kommune"@da . :aarhus a kg:Municipality ; skos:prefLabel "Aarhus Kommune"@da .
:klynge skos:prefLabel "Randersklyngen"@da . role:borgmester skos:prefLabel "borgmester"@da ; kg:officeIn kg:Municipality ; kg:publicOffice true .
role:raadmand skos:prefLabel "rådmand"@da . role:konsulent skos:prefLabel "konsulent"@da .
:formand skos:prefLabel "formand"@da ; kg:chairs true . outcome:tiltraadt skos:prefLabel "tiltrådt"@da . outcome:godkendt skos:prefLabel "godkendt"@da .
:i1 skos:prefLabel "1 Budget"@da ; kg:atMeeting :m1 ; kg:closed false . :i2 skos:prefLabel "2 Status"@da ; kg:atMeeting :m1 ; kg:closed false .
things:kendt skos:prefLabel "Kendt"@da , "Known"@en . things:fremmed skos:prefLabel "Fremmed Forening"@da .
:d1 dct:date "2025-05-02"^^xsd:date .
"""


def attendance(name: str, who: str, rest: str, meeting: str = "m1", quote: str = "q1") -> str:
    return f":{name} a kg:Attendance ; kg:atMeeting :{meeting} ; kg:person :{who} ; kg:evidence :{quote} ; {rest} ."


def mayor(name: str, who: str, at: str, of: str = "randers", quote: str = "q1") -> str:
    return f":{name} kg:role role:borgmester ; kg:representing :{of} ; kg:person :{who} ; kg:evidence :{quote} ; {at} ."


def meeting(name: str, date: str, rest: str = "") -> str:
    return f':{name} a kg:Meeting ; kg:heldBy :klynge ; dct:date "{date}"^^xsd:date ; kg:evidence :q1 {rest}. :q1 oa:hasSource :d1 .'


def money(name: str, amount: int, rest: str = "") -> str:
    return f":{name} kg:amountDKK {amount} ; kg:kind <https://w3id.org/klyngegraf/code/money-kind/granted> ; kg:evidence :q1 {rest}."


def seat(name: str, who: str, as_of: str, quote: str = "q2") -> str:
    return f":{name} a kg:ObservedMembership ; org:organization :klynge ; kg:person :{who} ; kg:asOf {as_of} ; kg:evidence :{quote} ."


def item(name: str, said: str, of: str = "i1") -> str:
    return f":{name} kg:ofItem :{of} ; kg:evidence :q1 ; {said} ."


def initiative(name: str, said: str, heading: str = "Et hus", quote: str = "q1") -> str:
    return f':{name} a kg:Initiative ; kg:undertakenBy :klynge ; skos:prefLabel "{heading}"@da ; kg:evidence :{quote} ; {said} .'


def person(name: str, called: str, document: str) -> str:
    named = f"<https://w3id.org/klyngegraf/id/document/{document}/person/{name}> prov:specializationOf :{name} ."
    return f':{name} skos:prefLabel "{called}"@da ; foaf:name "{called}" . {named}'


def office(name: str, who: str, role: str, rest: str, quote: str = "q1") -> str:
    return f":{name} kg:role role:{role} ; kg:representing :randers ; kg:person :{who} ; kg:evidence :{quote} ; {rest} ."


def theme(name: str, wording: str, quote: str = "q1") -> str:
    return f':{name} kg:theme :t ; kg:prioritisedBy :klynge ; skos:prefLabel "{wording}"@da ; kg:evidence :{quote} .'


OF_KLYNGE = ":m1 kg:heldBy :klynge . "
LATER = ':d2 a kg:Document ; dct:date "2025-09-01"^^xsd:date ; foaf:primaryTopic :klynge .'
LISTED, LONG_AGO = '"2025-02"^^xsd:gYearMonth', '"2022-02"^^xsd:gYearMonth'
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
        [':x kg:realised "2026-05"^^xsd:gYearMonth ; kg:evidence :q1 .'],
        {"x"},
        {"d1"},
        "2026-05",
    ),
    "a chair who is not on the roster": (
        "chair-not-a-member",
        [OF_KLYNGE + attendance("a", "ane", f"{PRESENT} ; kg:function :formand") + seat("s", "bo", LISTED)],
        {"a", "s"},
        {"d1", "d2"},
        "Ane Holm",
    ),
    "a mayor whom the roster does not know": (
        "attends-without-seat",
        [OF_KLYNGE + attendance("a", "ane", f"{PRESENT} ; kg:role role:borgmester") + seat("s", "bo", LISTED)],
        {"m1", "a", "s"},
        {"d1", "d2"},
        "Ane Holm (borgmester)",
    ),
    "endorsed without a recommendation": (
        "decision-without-recommendation",
        [item("x", "a kg:Decision ; kg:outcome outcome:tiltraadt"), item("y", "a kg:Recommendation", "i2"), item("z", "a kg:Decision", "i2")],
        {"x"},
        {"d1"},
        "1 Budget",
    ),
    "a recommendation that nothing became of": (
        "recommendation-without-decision",
        [item("x", "a kg:Recommendation"), item("z", "a kg:Decision", "i2")],
        {"i1"},
        {"d1"},
        "1 Budget",
    ),
    "a deadline passed": ("deadline-passed", [initiative("x", 'kg:end "2025-06"^^xsd:gYearMonth'), LATER], {"x"}, {"d1"}, "Et hus"),
    "a time plan that ended": (
        "deadline-passed",
        [initiative("x", 'kg:statusAsOf "2024"^^xsd:gYear') + ':p kg:ofInitiative :x ; kg:end "2025-06-30"^^xsd:date .', LATER],
        {"x"},
        {"d1"},
        "2025-06-30",
    ),
    "mayor, alderman, mayor": (
        "role-that-jumps",
        [
            office("a", "ane", "borgmester", 'kg:asOf "2023"^^xsd:gYear') + office("b", "ane", "raadmand", 'kg:asOf "2024"^^xsd:gYear', "q2"),
            office("c", "ane", "borgmester", 'kg:asOf "2025"^^xsd:gYear'),
        ],
        {"ane", "borgmester", "raadmand"},
        {"d1", "d2"},
        "rådmand",
    ),
    "two spellings of one name": (
        "people-alike",
        [
            person("kir", "Kirsten Holm", "e1") + person("kis", "Kirstine Holm", "e2"),
            office("a", "kir", "konsulent", AT_M1) + office("b", "kis", "konsulent", AT_M2),
        ],
        {"kir", "kis"},
        {"e1", "e2"},
        "Kirstine Holm",
    ),
    "one theme in two wordings": (
        "theme-in-several-wordings",
        [theme("x", "Børn og unge") + theme("y", "Børn og unges trivsel", "q2")],
        {"x", "y"},
        {"d1", "d2"},
        "»Børn og unge«, »Børn og unges trivsel«",
    ),
    "a responsible association that nobody knows": (
        "responsible-unknown",
        [":x kg:responsible things:fremmed ; kg:evidence :q1 ."],
        {"x"},
        {"d1"},
        "Fremmed Forening",
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
    "two documents, a date each": [meeting("x", "2025-05-02"), meeting("y", "2025-05-09").replace(":q1", ":q2").replace(":d1", ":d2")],
    "shares of the whole pot": [money("pot", 100) + money("s1", 60, "; kg:shareOf :pot ") + money("s2", 40, "; kg:shareOf :pot ")],
    "as far as both tell": [':x kg:realised "2025-05"^^xsd:gYearMonth ; kg:evidence :q1 .'],
    "a chair on the roster": [OF_KLYNGE + attendance("a", "ane", f"{PRESENT} ; kg:function :formand") + seat("s", "ane", LISTED)],
    "a roster of long ago": [
        OF_KLYNGE + attendance("a", "ane", f"{PRESENT} ; kg:function :formand ; kg:role role:borgmester") + seat("s", "bo", LONG_AGO)
    ],
    "a substitute for a member": [
        OF_KLYNGE + attendance("a", "ane", f"{PRESENT} ; kg:role role:borgmester ; kg:inPlaceOf :b") + attendance("b", "bo", ABSENT),
        seat("s", "bo", LISTED),
    ],
    "an official at the table": [OF_KLYNGE + attendance("a", "ane", f"{PRESENT} ; kg:role role:konsulent") + seat("s", "bo", LISTED)],
    "the agenda is approved": [
        item("x", "a kg:Decision ; kg:outcome outcome:godkendt"),
        item("y", "a kg:Recommendation", "i2") + item("z", "a kg:Decision", "i2"),
    ],
    "an agenda decides nothing yet": [item("x", "a kg:Recommendation") + item("y", "a kg:Recommendation", "i2")],
    "minutes that give no recommendations": [item("x", "a kg:Decision ; kg:outcome outcome:tiltraadt")],
    "a deadline to come": [initiative("x", 'kg:end "2026"^^xsd:gYear'), LATER],
    "a deadline with status since": [
        initiative("x", 'kg:end "2025-06"^^xsd:gYearMonth') + initiative("y", 'kg:statusAsOf "2025-07"^^xsd:gYearMonth', quote="q2"),
        LATER,
    ],
    "alderman, then mayor": [
        office("a", "ane", "raadmand", 'kg:asOf "2023"^^xsd:gYear') + office("b", "ane", "borgmester", 'kg:asOf "2024"^^xsd:gYear'),
        office("c", "ane", "borgmester", 'kg:asOf "2025"^^xsd:gYear'),
    ],
    "namesakes with middle names of their own": [
        person("kir", "Kirsten Bo Holm", "e1") + person("kis", "Kirsten Dam Holm", "e2"),
        office("a", "kir", "konsulent", AT_M1) + office("b", "kis", "konsulent", AT_M2),
    ],
    "a name and a short form of another": [
        person("kar", "Karin Holm", "e1") + person("kao", "Karoline Holm", "e2"),
        office("a", "kar", "konsulent", AT_M1) + office("b", "kao", "konsulent", AT_M2),
    ],
    "two on one roster": [
        person("kir", "Kirsten Holm", "e1") + person("kis", "Kirstine Holm", "e2"),
        office("a", "kir", "konsulent", f"{ON_ROSTER} ; org:organization :klynge")
        + office("b", "kis", "konsulent", f"{ON_ROSTER} ; org:organization :klynge"),
    ],
    "two who sat together": [
        person("kir", "Kirsten Holm", "e1") + person("kis", "Kirstine Holm", "e2"),
        office("a", "kir", "konsulent", AT_M1) + office("b", "kis", "konsulent", AT_M1),
    ],
    "one wording in two plans": [theme("x", "Børn og unge") + theme("y", "børn og unge", "q2")],
    "a responsible organisation that is known": [":x kg:responsible things:kendt ; kg:evidence :q1 ."],
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


@pytest.mark.parametrize("case", FOUND)
def test_what_several_documents_say_is_found_once(case: str) -> None:
    """Every graph three times over: sums, counts and messages stay."""
    graphs = FOUND[case][1]
    assert findings([*graphs, *[_ALWAYS, *graphs] * 2]) == findings(graphs)


@pytest.mark.parametrize("case", CLEAN)
def test_a_check_leaves_a_harmless_case_alone(case: str) -> None:
    assert findings(CLEAN[case]) == ()


def twins(graphs: list[str]) -> dict[str, set[frozenset[str]]]:
    """What the SHACL-SPARQL twins find: by rule, focus node and value."""
    graph = Graph()
    for said in [_ALWAYS, *graphs]:
        graph.parse(data=_PREFIXES + said, format="turtle")
    _, report, _ = pyshacl(graph, shacl_graph=TWINS)
    found: dict[str, set[frozenset[str]]] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        rule = str(report.value(result, SH.sourceShape)).rpartition("#Check-")[2]
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        found.setdefault(rule, set()).add(frozenset(str(one) for one in (focus, value) if isinstance(one, URIRef)))
    return found


@pytest.mark.parametrize("case", [*FOUND, *CLEAN])
def test_the_twin_in_shacl_finds_the_same(case: str) -> None:
    """Each result of a twin lies in a finding of its rule, and each finding has one."""
    graphs = FOUND[case][1] if case in FOUND else CLEAN[case]
    found, said = findings(graphs), twins(graphs)
    assert set(said) == {one.rule for one in found}
    for one in found:
        assert any(result <= set(one.subjects) for result in said[one.rule])
    for rule, results in said.items():
        subjects = [set(one.subjects) for one in found if one.rule == rule]
        assert all(any(result & known for known in subjects) for result in results)


def test_every_check_has_its_twin() -> None:
    by_rule = {str(shape).rpartition("#Check-")[2]: shape for shape in TWINS.subjects(RDF.type, SH.NodeShape)}
    assert set(by_rule) == {one.rule for one in checks()}
    for one in checks():
        assert str(TWINS.value(by_rule[one.rule], SH.severity)).rpartition("#")[2].lower() == one.severity
        assert {str(text) for text in TWINS.objects(by_rule[one.rule], REMEDY)} == {one.remedy_da, one.remedy_en}


def test_every_check_has_a_case() -> None:
    assert {rule for rule, *_ in FOUND.values()} == {one.rule for one in checks()}
