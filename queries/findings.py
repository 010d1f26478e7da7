"""What contradicts, across documents: the checks run over a store, their rows made findings.

A check is a file of `queries/checks`: a header (severity, message and remedy in two languages, and what it can be asked of slice by slice) and a
query that selects `?subjects` and `?documents` (IRIs with spaces between), and the values that its message names in braces.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, Quad

from queries import many
from queries.errors import BadHeader
from queries.header import field
from queries.model import cell
from queries.slices import FACTS, Slices
from store import Store

BASE = "https://w3id.org/klyngegraf/id/"
_KG = "https://w3id.org/klyngegraf/ontology#"
_CODE = "https://w3id.org/klyngegraf/code/severity/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_QUOTES = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?_subject (MIN(?placed) AS ?first) WHERE {
  {
    #?subject ?_subject kg:evidence ?quote . ?quote oa:hasSource ?source
  } UNION {
    #?subject ?fact kg:person ?_subject ; kg:evidence ?quote . ?quote oa:hasSource ?source
  }
  BIND(STRBEFORE(STRAFTER(STR(?quote), "/quote/"), "-") AS ?start)
  BIND(CONCAT(STR(?source), SUBSTR("         ", 1 + STRLEN(?start)), ?start, " ", STR(?quote)) AS ?placed)
} GROUP BY ?_subject ?source"""
"""The first quote in the order of the text: it names what the others add to.

The source stands in each branch: once behind both, the engine joins it with every quote of the store (0.4 s a subject of 1,000 documents)."""
_MOST_QUOTES = 3
_KEYS = ("title-da", "title-en", "severity", "message-da", "message-en", "remedy-da", "remedy-en", "slices")


@dataclass(frozen=True, slots=True)
class Check:
    """One rule. Messages are templates: `{person}` is the value of the row's column `person`."""

    rule: str
    title_da: str
    title_en: str
    severity: str
    message_da: str
    message_en: str
    remedy_da: str
    remedy_en: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One offence against one rule. `subjects`, `documents` and `evidence` (quotes) are IRIs; the IRI depends on rule and subjects alone."""

    iri: str
    rule: str
    severity: str
    subjects: tuple[str, ...]
    documents: tuple[str, ...]
    message_da: str
    message_en: str
    remedy_da: str
    remedy_en: str
    evidence: tuple[str, ...] = ()


@cache
def checks() -> tuple[Check, ...]:
    """Every rule, by name. Raises BadHeader."""
    entries = ((entry.name.removesuffix(".rq"), entry) for entry in (files("queries") / "checks").iterdir() if entry.name.endswith(".rq"))
    return tuple(_check(name, entry.read_text(encoding="utf-8")) for name, entry in sorted(entries, key=lambda named: named[0]))


def check(store: Store, base: str = BASE, facts: int = FACTS) -> tuple[Finding, ...]:
    """Run every check over the store; sorted, deterministic. `facts`: of one slice."""
    slices = Slices(store, facts)
    found = {finding.iri: finding for rule in checks() for finding in _findings(slices, rule, base)}
    quotes = _quotes(store, {subject for finding in found.values() for subject in finding.subjects})
    return tuple(replace(found[iri], evidence=_evidence(quotes, found[iri].subjects)) for iri in sorted(found))


def to_quads(findings: tuple[Finding, ...], base: str = BASE) -> tuple[Quad, ...]:
    """The findings as statements of `<base>graph/findings`."""
    graph = NamedNode(f"{base}graph/findings")
    return tuple(Quad(NamedNode(finding.iri), predicate, value, graph) for finding in findings for predicate, value in _statements(finding))


def _quotes(store: Store, subjects: Set[str]) -> Mapping[str, tuple[str, ...]]:
    """By subject, a quote of it from each document, or of what is said about it where it is a person; of the first documents only."""
    placed: dict[str, list[str]] = defaultdict(list)
    for subject, first in many.rows(store, _QUOTES, "subject", subjects):
        placed[cell(subject)].append(cell(first))
    return {subject: tuple(one.rpartition(" ")[2] for one in sorted(quotes)[:_MOST_QUOTES]) for subject, quotes in placed.items()}


def _evidence(quotes: Mapping[str, tuple[str, ...]], subjects: tuple[str, ...]) -> tuple[str, ...]:
    """Each quote once, in the order of the subjects."""
    return tuple(dict.fromkeys(quote for subject in subjects for quote in quotes.get(subject, ())))


def _check(rule: str, text: str) -> Check:
    values = {key: field(text, key) for key in _KEYS}
    missing = [key for key, value in values.items() if not value]
    if missing:
        raise BadHeader(f"checks/{rule}.rq: the header lacks {', '.join(missing)}")
    return Check(
        rule=rule,
        title_da=values["title-da"],
        title_en=values["title-en"],
        severity=values["severity"],
        message_da=values["message-da"],
        message_en=values["message-en"],
        remedy_da=values["remedy-da"],
        remedy_en=values["remedy-en"],
        text=text,
    )


def _findings(slices: Slices, rule: Check, base: str) -> Iterator[Finding]:
    found = slices.table(rule.text)
    for row in found.rows:
        yield _finding(rule, dict(zip(found.columns, row, strict=True)), base)


def _finding(rule: Check, row: Mapping[str, str], base: str) -> Finding:
    subjects = tuple(sorted(set(row["subjects"].split())))
    digest = hashlib.sha256("\n".join((rule.rule, *subjects)).encode()).hexdigest()[:16]
    return Finding(
        iri=f"{base}finding/{rule.rule}/{digest}",
        rule=rule.rule,
        severity=rule.severity,
        subjects=subjects,
        documents=tuple(sorted(set(row["documents"].split()))),
        message_da=rule.message_da.format_map({name: grouped(value, ".") for name, value in row.items()}),
        message_en=rule.message_en.format_map({name: grouped(value, ",") for name, value in row.items()}),
        remedy_da=rule.remedy_da,
        remedy_en=rule.remedy_en,
    )


def grouped(value: str, mark: str) -> str:
    """A number with its thousands apart; anything else, and a year, as it is.

    >>> grouped("10500000", "."), grouped("2024", "."), grouped("9514000.5", ","), grouped("2025-05-02", ".")
    ('10.500.000', '2024', '9,514,000.5', '2025-05-02')
    """
    whole, point, part = value.partition(".")
    if not (whole.isdecimal() and len(whole) > 4 and (part.isdecimal() or not point)):
        return value
    decimal = "," if mark == "." else "."
    return f"{int(whole):,}".replace(",", mark) + (decimal + part if point else "")


def _statements(finding: Finding) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    yield _TYPE, NamedNode(f"{_KG}Finding")
    yield NamedNode(f"{_KG}severity"), NamedNode(f"{_CODE}{finding.severity}")
    yield NamedNode(f"{_KG}checkedBy"), Literal(finding.rule)
    for subject in finding.subjects:
        yield NamedNode(f"{_KG}subject"), NamedNode(subject)
    for document in finding.documents:
        yield NamedNode(f"{_KG}inDocument"), NamedNode(document)
    for quote in finding.evidence:
        yield NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"), NamedNode(quote)
    yield _LABEL, Literal(finding.message_da, language="da")
    yield _LABEL, Literal(finding.message_en, language="en")
    yield NamedNode(f"{_KG}remedy"), Literal(finding.remedy_da, language="da")
    yield NamedNode(f"{_KG}remedy"), Literal(finding.remedy_en, language="en")
