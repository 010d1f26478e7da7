"""The quality of the dataset in figures, as W3C's Data Quality Vocabulary says them: for a catalogue, and for reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from store import Solutions, Store

_CODE = "https://w3id.org/klyngegraf/code/quality/"
_DQV = "http://www.w3.org/ns/dqv#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FIGURES = """
PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
PREFIX severity: <https://w3id.org/klyngegraf/code/severity/>
SELECT ?understood ?unparsed ?evidence ?violations ?warnings WHERE {
  { SELECT (SUM(?read) / SUM(?all) AS ?understood) WHERE { ?document kg:characters ?all ; kg:charactersUnderstood ?read } }
  { SELECT (COUNT(?passage) AS ?unparsed) WHERE { ?passage a kg:UnparsedPassage } }
  { SELECT (COUNT(DISTINCT ?fact) AS ?evidence) WHERE { ?fact kg:evidence ?quote } }
  { SELECT (COUNT(?broken) AS ?violations) WHERE { ?broken kg:severity severity:violation } }
  { SELECT (COUNT(?told) AS ?warnings) WHERE {
    ?told kg:severity severity:warning OPTIONAL { ?told kg:acknowledged ?reason } FILTER(!BOUND(?reason))
  } }
}
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """`name` is a concept of the vocabulary of quality, `value` a number as text."""

    name: str
    value: str
    datatype: str

    @property
    def metric(self) -> str:
        return f"{_CODE}{self.name}"

    @property
    def share(self) -> bool:
        """Between nothing (0) and all (1); else a number of things."""
        return self.datatype == f"{_XSD}decimal"


def measures(store: Store) -> tuple[Measure, ...]:
    """In the order of the vocabulary; () for a dataset without documents."""
    found = store.query(_FIGURES)
    assert isinstance(found, Solutions)
    rows = list(found)
    if len(rows) != 1 or not isinstance(rows[0][0], Literal):
        return ()
    pairs = zip(found.variables, rows[0], strict=True)
    return tuple(_measure(name, term.value) for name, term in pairs if isinstance(term, Literal))


def to_triples(measured: tuple[Measure, ...], dataset: str) -> Iterator[Triple]:
    """`dataset`: the IRI of the dataset as a catalogue names it; each measurement stands below it."""
    for one in measured:
        about, node = NamedNode(dataset), NamedNode(f"{dataset}/quality/{one.name}")
        yield Triple(about, NamedNode(f"{_DQV}hasQualityMeasurement"), node)
        yield Triple(node, _TYPE, NamedNode(f"{_DQV}QualityMeasurement"))
        yield Triple(node, NamedNode(f"{_DQV}computedOn"), about)
        yield Triple(node, NamedNode(f"{_DQV}isMeasurementOf"), NamedNode(one.metric))
        yield Triple(node, NamedNode(f"{_DQV}value"), Literal(one.value, datatype=NamedNode(one.datatype)))


def _measure(name: str, value: str) -> Measure:
    if name == "understood":
        return Measure(name, f"{float(value):.4f}", f"{_XSD}decimal")
    return Measure(name, value, f"{_XSD}integer")
