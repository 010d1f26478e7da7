"""Two plans, two rosters, two versions: what is different, as table, JSON and RDF."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox

from klyngegraf import exits
from klyngegraf.comparing import Change, compare, side, to_triples
from klyngegraf.loading import load
from store import DataFolder, memory
from tests.minutes import minutes, write
from tests.test_cli import klyngegraf

PREFIXES = """
PREFIX : <https://w3id.org/klyngegraf/id/>
PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
COMMON = """
:chair skos:prefLabel "formand"@da .
:klynge skos:prefLabel "Randersklyngen"@da . :mayor skos:prefLabel "borgmester"@da . :alderman skos:prefLabel "rådmand"@da .
:ane skos:prefLabel "Ane Holm"@da . :bo skos:prefLabel "Bo Lund"@da . :eva skos:prefLabel "Eva Dahl"@da . :grant skos:prefLabel "bevilling"@da .
"""
OLD = """
:s1 a kg:ObservedMembership ; org:organization :klynge ; kg:person :ane ; kg:role :mayor .
:s2 a kg:ObservedMembership ; org:organization :klynge ; kg:person :bo .
:i1 a kg:Initiative ; kg:undertakenBy :klynge ; skos:prefLabel "Et hus"@da ; kg:end "2024-06"^^xsd:gYearMonth .
:i2 a kg:Initiative ; kg:undertakenBy :klynge ; skos:prefLabel "En bro"@da .
"""
NEW = """
:s3 a kg:ObservedMembership ; org:organization :klynge ; kg:person :ane ; kg:role :alderman ; kg:function :chair .
:s4 a kg:ObservedMembership ; org:organization :klynge ; kg:person :eva .
:i3 a kg:Initiative ; kg:undertakenBy :klynge ; skos:prefLabel "Et Hus"@da ; kg:end "2025"^^xsd:gYear .
:i4 a kg:Initiative ; kg:undertakenBy :klynge ; skos:prefLabel "En vej"@da .
:f a kg:Funding ; kg:fundsInitiative :i3 ; kg:amountDKK 200000 ; kg:kind :grant .
"""


def changes() -> tuple[Change, ...]:
    store = memory()
    for name, said in (("common", COMMON), ("old", OLD), ("new", NEW)):
        store.replace(f"urn:{name}", (quad.triple for quad in ox.parse(PREFIXES + said, format=ox.RdfFormat.TURTLE)))
    return compare(side(store, ["urn:common", "urn:old"]), side(store, ["urn:common", "urn:new"]))


def test_who_came_and_went_and_what_began_ended_moved_and_got_money() -> None:
    assert {(one.kind, one.name, one.change, one.aspect, one.before, one.after) for one in changes()} == {
        ("member", "Ane Holm", "changed", "role", "borgmester", "rådmand"),
        ("member", "Ane Holm", "changed", "function", "", "formand"),
        ("member", "Bo Lund", "removed", "", "", ""),
        ("member", "Eva Dahl", "added", "", "", ""),
        ("initiative", "Et Hus", "changed", "end", "2024-06", "2025"),
        ("initiative", "Et Hus", "changed", "money", "", "200000 bevilling"),
        ("initiative", "En bro", "removed", "", "", ""),
        ("initiative", "En vej", "added", "", "", ""),
    }
    assert {one.of for one in changes()} == {"Randersklyngen"}


def test_of_two_documents_only_what_both_tell_of_is_compared() -> None:
    """A roster of three bodies against one of a single body: nobody has left the other two."""
    more = OLD + ':s9 a kg:ObservedMembership ; org:organization :other ; kg:person :eva . :other skos:prefLabel "Horsensklyngen"@da .'
    more += ':m kg:heldBy :klynge ; a kg:Meeting ; skos:prefLabel "Randersklyngen 2024-01-02"@da . :d a kg:Document ; skos:prefLabel "Liste"@da .'
    store = memory()
    for name, said in (("common", COMMON), ("old", more), ("new", NEW)):
        store.replace(f"urn:{name}", (quad.triple for quad in ox.parse(PREFIXES + said, format=ox.RdfFormat.TURTLE)))
    sides = [side(store, ["urn:common", f"urn:{name}"]) for name in ("old", "new")]
    assert compare(*sides, documents=False) == changes()
    assert len(compare(*sides)) > len(changes())


def test_the_same_on_both_sides_is_no_change() -> None:
    store = memory()
    store.replace("urn:x", (quad.triple for quad in ox.parse(PREFIXES + COMMON + OLD, format=ox.RdfFormat.TURTLE)))
    assert compare(side(store), side(store)) == ()


def test_changes_as_rdf_are_activities() -> None:
    triples = list(to_triples(changes(), "https://example.org/diff"))
    kinds = {one.object.value.rpartition("#")[2] for one in triples if one.predicate.value.endswith("#type") and isinstance(one.object, ox.NamedNode)}
    assert kinds == {"Add", "Remove", "Update"}
    assert len({one.subject for one in triples}) == 8


def test_versions_are_compared_by_number(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    load([write(tmp_path / "in", one=minutes())], data, jobs=1)
    load([write(tmp_path / "in", two=minutes("horsens", 13))], data, jobs=1)
    done = klyngegraf("diff", "1", "2", "--format", "json", data=data.path)
    assert done.returncode == 0, done.stderr
    assert {(one["kind"], one["change"]) for one in json.loads(done.stdout)} == {("document", "added"), ("meeting", "added")}
    assert "Horsensklyngen" in klyngegraf("diff", "1", "2", data=data.path).stdout
    assert "activitystreams" in klyngegraf("diff", "1", "2", "--format", "ttl", data=data.path).stdout
    assert klyngegraf("diff", "1", "7", data=data.path).returncode == exits.Exit.NOT_FOUND
    assert klyngegraf("diff", "one.md", "two.md", data=data.path).returncode == 0
    assert klyngegraf("diff", "one.md", "three.md", data=data.path).returncode == exits.Exit.NOT_FOUND
