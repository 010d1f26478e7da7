"""What the product is made of: licences, the bill of materials, and the versions that it promises to work with."""

from __future__ import annotations

import json
import re
import sys

import pytest

from supply import licences, lowest, sbom
from supply.packages import OURS, installed, is_strong_copyleft, is_weak_copyleft

LISTED = licences.TARGET.read_text(encoding="utf-8")
PINS = licences.pins()
EVERYTHING = installed("dev")
constrained = pytest.mark.skipif(
    any(PINS.get(name) not in (None, one.version) for name, one in EVERYTHING.items()),
    reason="this environment has other versions than constraints.txt names",
)


def test_what_is_needed_is_followed_to_the_end() -> None:
    assert {"rdflib", "pyparsing", "uvloop", "starlette"} <= set(installed())
    assert "pytest" in EVERYTHING and "pytest" not in installed()


def test_nothing_stands_under_strong_copyleft() -> None:
    stated = {name: one.licence for name, one in EVERYTHING.items()} | {name: words for name, (words, _) in licences.FETCHED.items()}
    assert "not stated" not in stated.values()
    assert [name for name, words in stated.items() if is_strong_copyleft(words)] == []


def test_the_runtime_has_no_weak_copyleft_but_our_own_licence() -> None:
    assert [name for name, one in installed().items() if is_weak_copyleft(one.licence)] == [OURS]


@constrained
def test_the_list_of_licences_is_current() -> None:
    """On another Python fewer or other packages may be needed; on the oldest that we allow the list is exactly what `make docs` writes."""
    rows = {licences.row(one) for one in EVERYTHING.values() if one.name != OURS}
    assert rows <= set(LISTED.splitlines()) or sys.version_info >= (3, 12)
    if sys.version_info < (3, 12):
        assert licences.written() == LISTED, "run `make docs`"


def test_every_pinned_package_is_listed() -> None:
    named = set(re.findall(r"^\| ([a-z0-9@/._-]+) \|", LISTED, re.MULTILINE))
    assert set(PINS) - named <= {"editables"}  # which hatchling asks for when it installs a checkout, and which its metadata do not name


def test_what_npm_brings_has_the_licence_that_is_stated() -> None:
    assert set(licences.from_npm()) == set(licences.FETCHED)
    folders = (licences.ROOT / "node_modules", licences.ROOT / "tests/node/node_modules")
    files = {name: file for name in licences.FETCHED for folder in folders if (file := folder / name / "package.json").is_file()}
    if not files:
        pytest.skip("npm has fetched nothing here")
    stated = {name: json.loads(file.read_text(encoding="utf-8"))["license"] for name, file in files.items()}
    assert stated == {name: licences.FETCHED[name][0] for name in files}


def test_the_bill_of_materials_is_whole_and_the_same_each_time() -> None:
    bill = json.loads(json.dumps(sbom.bill()))
    assert bill == json.loads(json.dumps(sbom.bill()))
    assert (bill["bomFormat"], bill["specVersion"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "1.6", OURS)
    references = [one["bom-ref"] for one in bill["components"]] + [bill["metadata"]["component"]["bom-ref"]]
    assert len(references) == len(set(references)) == len(bill["dependencies"]) + ("pkg:npm" in str(references))
    assert {reference for one in bill["dependencies"] for reference in (one["ref"], *one["dependsOn"])} == set(references)
    assert {one["name"] for one in bill["components"] if one["purl"].startswith("pkg:pypi")} == set(installed()) - {OURS}


def test_every_range_has_a_lowest_version() -> None:
    assert len(lowest.lowest(lowest.requirements())) == len(lowest.requirements())
