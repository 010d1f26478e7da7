"""What `validate` writes, in every form; and a finding that somebody has acknowledged."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pyoxigraph as ox
import pytest

from klyngegraf import acknowledging, exits, reports
from klyngegraf.errors import UnknownThing
from klyngegraf.loading import load
from klyngegraf.reports import Report
from klyngegraf.validation import Language, remarks
from queries import quality
from shapes import validate_dataset
from store import DataFolder
from tests.minutes import minutes, write
from tests.test_cli import klyngegraf

KG = "https://w3id.org/klyngegraf/ontology#"
DQV = "http://www.w3.org/ns/dqv#"
FINDINGS = ox.NamedNode("https://w3id.org/klyngegraf/id/graph/findings")


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """Two documents that disagree on who was there."""
    folder = DataFolder(tmp_path / "data")
    load([write(tmp_path / "in", one=minutes(), two=minutes().replace("Der var afbud fra Bo Lund.", ""))], folder, jobs=1)
    return folder


def report(data: DataFolder, language: Language = Language.ENGLISH) -> Report:
    store, manifest = data.open()
    return Report(remarks(store, manifest, acknowledging.reasons(store), language), 1200, quality.measures(store), language)


def finding(data: DataFolder) -> str:
    (row,) = [row for row in acknowledging.rows(data.open()[0]) if row[2] == "present-and-absent"]
    return row[0]


def test_text_quotes_what_contradicts_and_names_the_remedy(data: DataFolder) -> None:
    said = reports.text(report(data))
    assert [line for line in said.splitlines() if line.startswith('      "') and "Bo Lund" in line]
    assert "Read the quoted passages" in said
    assert said.splitlines()[-1].startswith("1,200 documents checked: 0 violation, 1 warning")
    assert "1.200 dokumenter gennemset" in reports.text(report(data, Language.DANISH))


def test_html_is_a_page_that_escapes_what_documents_say(data: DataFolder) -> None:
    page = reports.html(report(data, Language.DANISH))
    assert page.startswith("<!doctype html>") and 'lang="da"' in page and "<blockquote>" in page and "<script" not in page
    one = report(data).remarks[0]
    nasty = Report((type(one)("D", "warning", "r", "<b>m</b>", "<i>q</i>", "x", "urn:x", iri="urn:y"),), 1, (), Language.DANISH)
    assert "&lt;b&gt;" in reports.html(nasty) and "<i>q" not in reports.html(nasty)


def test_json_has_counts_and_figures(data: DataFolder) -> None:
    said = json.loads(reports.as_json(report(data)))
    assert said["counts"]["warning"] == 1
    assert 0 < said["quality"]["understood"] <= 1 and said["quality"]["warnings"] == 1
    assert {"document", "quote", "remedy", "iri"} <= set(said["remarks"][0])


def test_turtle_is_a_validation_report_with_measurements(data: DataFolder) -> None:
    triples = [quad.triple for quad in ox.parse(reports.turtle(report(data)), format=ox.RdfFormat.TURTLE)]
    levels = {one.object.value for one in triples if one.predicate.value.endswith("#resultSeverity") and isinstance(one.object, ox.NamedNode)}
    assert "http://www.w3.org/ns/shacl#Warning" in levels
    measured = [one for one in triples if one.predicate.value == f"{DQV}isMeasurementOf"]
    assert len(measured) == 5


def test_junit_fails_by_severity(data: DataFolder) -> None:
    strict, lenient = (Xml.fromstring(reports.junit(report(data), failing)) for failing in (["warning", "violation"], ["violation"]))
    assert strict.get("failures") == "1" and lenient.get("failures") == "0"
    assert strict.find(".//failure") is not None
    nothing = Xml.fromstring(reports.junit(Report((), 3, (), Language.ENGLISH), ["warning"]))
    assert nothing.get("tests") == "1" and nothing.get("failures") == "0"


@pytest.mark.parametrize("form", ["text", "html", "json", "ttl", "junit", "csv", "tsv"])
def test_the_command_writes_every_form(data: DataFolder, form: str) -> None:
    done = klyngegraf("validate", "--format", form, data=data.path)
    assert done.returncode == exits.Exit.LOOK and done.stderr == ""
    assert "Bo Lund" in done.stdout


def test_an_acknowledged_finding_counts_no_more_and_survives_reloads(data: DataFolder, tmp_path: Path) -> None:
    iri = finding(data)
    done = klyngegraf(
        "findings", "acknowledge", iri.removeprefix("https://w3id.org/klyngegraf/id/"), "--reason", "begge dele står der", data=data.path
    )
    assert done.returncode == 0, done.stderr
    assert klyngegraf("validate", data=data.path).returncode == 0
    load([write(tmp_path / "more", three=minutes("horsens", 20))], data, jobs=1)
    assert finding(data) == iri
    assert report(data).count("warning") == 0
    assert "acknowledged: begge dele står der" in reports.text(report(data))
    store, _ = data.open()
    assert store.query(f"ASK {{ <{iri}> <{KG}acknowledged> ?reason }}")
    acknowledging.reopen(data, iri)
    assert report(data).count("warning") == 1


def test_a_reason_is_needed_and_the_finding_must_be_there(data: DataFolder) -> None:
    assert klyngegraf("findings", "acknowledge", finding(data), "--reason", " ", data=data.path).returncode == exits.Exit.USAGE
    with pytest.raises(UnknownThing):
        acknowledging.acknowledge(data, "finding/present-and-absent/0000000000000000", "x")
    with pytest.raises(UnknownThing):
        acknowledging.reopen(data, finding(data))


def test_findings_and_identities_keep_their_shapes(data: DataFolder) -> None:
    acknowledging.acknowledge(data, finding(data), "set")
    store, _ = data.open()
    identities = ox.NamedNode("https://w3id.org/klyngegraf/id/graph/identities")
    quads = [
        quad
        for graph in (FINDINGS, identities, ox.NamedNode(acknowledging.GRAPH))
        for quad in store.engine.quads_for_pattern(None, None, None, graph)
    ]  # type: ignore[attr-defined]
    assert len(quads) > 20
    assert validate_dataset(quads).results == ()
