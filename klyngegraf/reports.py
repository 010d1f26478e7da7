"""What `validate` says, in the forms that people and programs take: text, HTML, JSON, Turtle, JUnit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from html import escape
from itertools import groupby
from xml.etree import ElementTree as Xml

import pyoxigraph as ox

from klyngegraf.validation import SEVERITIES, Language, Remark
from queries import quality
from queries.quality import Measure

_SH = "http://www.w3.org/ns/shacl#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LEVEL = {"violation": "Violation", "warning": "Warning", "info": "Info"}
_WORDS = {
    Language.DANISH: {
        "title": "Gennemsyn af datasættet",
        "checked": "dokumenter gennemset",
        "violation": "overtrædelser",
        "warning": "advarsler",
        "info": "oplysninger",
        "acknowledged": "taget til efterretning",
        "nothing": "Intet at bemærke.",
        "rule": "Regel",
    },
    Language.ENGLISH: {
        "title": "The dataset examined",
        "checked": "documents checked",
        "violation": "violation",
        "warning": "warning",
        "info": "info",
        "acknowledged": "acknowledged",
        "nothing": "Nothing to remark.",
        "rule": "Rule",
    },
}
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "article{border-left:.3rem solid #777;padding:.1rem 1rem;margin:1rem 0}article.violation{border-color:#a11}article.warning{border-color:#a60}"
    "blockquote{margin:.5rem 0;font-style:italic}code{font-size:.85em;overflow-wrap:anywhere}"
)


@dataclass(frozen=True, slots=True)
class Report:
    """`documents`: how many were checked."""

    remarks: tuple[Remark, ...]
    documents: int
    measures: tuple[Measure, ...]
    language: Language

    def count(self, severity: str) -> int:
        """Those that nobody has acknowledged."""
        return sum(one.severity == severity and not one.acknowledged for one in self.remarks)

    @property
    def words(self) -> dict[str, str]:
        return _WORDS[self.language]

    @property
    def summary(self) -> str:
        counts = ", ".join(f"{_thousands(self.count(one), self.language)} {self.words[one]}" for one in SEVERITIES)
        seen = sum(bool(one.acknowledged) for one in self.remarks)
        return f"{_thousands(self.documents, self.language)} {self.words['checked']}: {counts}" + (
            f" ({_thousands(seen, self.language)} {self.words['acknowledged']})" if seen else ""
        )


def text(report: Report) -> str:
    return "".join(_text_lines(report))


def html(report: Report) -> str:
    """A page of its own, without scripts, to be sent or printed."""
    body = "".join(_html_parts(report)) or f"<p>{escape(report.words['nothing'])}</p>"
    title = escape(report.words["title"])
    return (
        f'<!doctype html>\n<html lang="{report.language}">\n<head><meta charset="utf-8"><title>{title}</title>\n<style>{_STYLE}</style></head>\n'
        f"<body>\n<h1>{title}</h1>\n<p>{escape(report.summary)}</p>\n{body}</body>\n</html>\n"
    )


def as_json(report: Report) -> str:
    said = {
        "documents": report.documents,
        "counts": {severity: report.count(severity) for severity in SEVERITIES},
        "quality": {one.name: float(one.value) for one in report.measures},
        "remarks": [asdict(one) for one in report.remarks],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def turtle(report: Report, dataset: str = "https://w3id.org/klyngegraf/id/dataset") -> str:
    """A SHACL validation report: findings and shapes' results alike, and the quality of the dataset in figures."""
    triples = [*_shacl(report), *quality.to_triples(report.measures, dataset)]
    prefixes = {"sh": _SH, "dqv": "http://www.w3.org/ns/dqv#", "quality": "https://w3id.org/klyngegraf/code/quality/"}
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


def junit(report: Report, failing: Sequence[str]) -> str:
    """A suite a document, a case a remark; a remark of a failing severity fails its case, others and acknowledged ones are skipped."""
    suites = Xml.Element("testsuites", name="klyngegraf validate", tests=str(len(report.remarks) or 1))
    for document, group in _by_document(report.remarks):
        suite = Xml.SubElement(suites, "testsuite", name=document, tests=str(len(group)))
        for one in group:
            case = Xml.SubElement(suite, "testcase", classname=document, name=f"{one.rule}: {one.message}")
            fails = one.severity in failing and not one.acknowledged
            said = Xml.SubElement(case, "failure" if fails else "skipped", message=one.message)
            said.text = "\n".join(filter(None, (one.quote, one.remedy, one.acknowledged, one.subjects)))
            if fails:
                said.set("type", one.severity)
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
    if not report.remarks:
        suite = Xml.SubElement(suites, "testsuite", name=report.words["title"], tests="1", failures="0")
        Xml.SubElement(suite, "testcase", classname=report.words["title"], name=report.summary)
    suites.set("failures", str(len(suites.findall(".//failure"))))
    Xml.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(suites, encoding="unicode")}\n'


def _by_document(remarks: Sequence[Remark]) -> list[tuple[str, list[Remark]]]:
    document: Callable[[Remark], str] = lambda one: one.document  # noqa: E731 - groupby and sorted must take the same key
    return [(name, list(group)) for name, group in groupby(sorted(remarks, key=document), key=document)]


def _text_lines(report: Report) -> Iterator[str]:
    for document, group in _by_document(report.remarks):
        yield f"{document}\n"
        for one in group:
            quoted = "".join(f'\n      "{quote}"' for quote in one.quote.split(" | ") if quote)
            seen = f"\n      {report.words['acknowledged']}: {one.acknowledged}" if one.acknowledged else ""
            yield f"  {one.severity}  {one.message}{quoted}\n      {one.remedy}{seen}\n"
    yield f"{report.summary}\n"


def _html_parts(report: Report) -> Iterator[str]:
    for document, group in _by_document(report.remarks):
        yield f"<h2>{escape(document)}</h2>\n"
        for one in group:
            quotes = "".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in one.quote.split(" | ") if quote)
            seen = f"<p>{escape(report.words['acknowledged'])}: {escape(one.acknowledged)}</p>" if one.acknowledged else ""
            yield (
                f'<article class="{one.severity}"><h3>{escape(one.message)}</h3>{quotes}<p>{escape(one.remedy)}</p>{seen}'
                f"<p>{escape(report.words['rule'])}: <code>{escape(one.rule)}</code></p></article>\n"
            )


def _shacl(report: Report) -> Iterator[ox.Triple]:
    top = ox.BlankNode("report")
    yield ox.Triple(top, _TYPE, ox.NamedNode(f"{_SH}ValidationReport"))
    conforms = "false" if report.remarks else "true"
    yield ox.Triple(top, ox.NamedNode(f"{_SH}conforms"), ox.Literal(conforms, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")))
    for number, one in enumerate(report.remarks):
        node = ox.BlankNode(f"result{number}")
        yield ox.Triple(top, ox.NamedNode(f"{_SH}result"), node)
        yield ox.Triple(node, _TYPE, ox.NamedNode(f"{_SH}ValidationResult"))
        yield ox.Triple(node, ox.NamedNode(f"{_SH}resultSeverity"), ox.NamedNode(f"{_SH}{_LEVEL[one.severity]}"))
        yield ox.Triple(node, ox.NamedNode(f"{_SH}resultMessage"), ox.Literal(one.message, language=report.language.value))
        yield ox.Triple(node, ox.NamedNode(f"{_SH}sourceShape"), ox.NamedNode(one.iri))
        for subject in filter(None, one.subjects.split(" | ")):
            yield ox.Triple(node, ox.NamedNode(f"{_SH}focusNode"), ox.NamedNode(subject))


def _thousands(number: int, language: Language) -> str:
    """
    >>> _thousands(12345, Language.DANISH), _thousands(12345, Language.ENGLISH)
    ('12.345', '12,345')
    """
    return f"{number:,}".replace(",", "." if language is Language.DANISH else ",")
