"""What a W3C test expects, and what came back, made comparable: blank nodes count by what they stand for, not by name."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

_FORMATS = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float"))
Comparable = Counter[object] | bool


def expected(path: Path) -> Comparable:
    """A result file: results in a W3C format, CSV, or a graph."""
    if is_result_set(path):
        return _result_set(path)
    if path.suffix == ".ttl":
        return graph(path.read_bytes(), RdfFormat.TURTLE, path.as_uri())
    if path.suffix == ".csv":
        return plain(path.read_bytes())
    return results(path.read_bytes(), _FORMATS[path.suffix])


def is_result_set(path: Path) -> bool:
    """Whether the file tells solutions in the test suite's own vocabulary."""
    return path.suffix == ".ttl" and _RS.encode() in path.read_bytes()


def _result_set(path: Path) -> Comparable:
    store = Store()
    store.load(path=str(path), base_iri=path.as_uri())
    found = store.query(f"PREFIX rs: <{_RS}> SELECT ?row ?name ?value {{ ?row rs:binding [ rs:variable ?name ; rs:value ?value ] }}")
    assert isinstance(found, QuerySolutions)
    rows = [Triple(row, NamedNode(f"urn:value:{name.value}"), _plainly(value)) for row, name, value in found]
    rows += [Triple(row, NamedNode("urn:row"), Literal("")) for row in {triple.subject for triple in rows}]
    names = store.quads_for_pattern(None, NamedNode(_RS + "resultVariable"), None)
    return _canonical(rows) + Counter((f"variable {quad.object.value}",) for quad in names)


def results(content: bytes, form: QueryResultsFormat) -> Comparable:
    """Solutions as a graph: a node a row, a statement a value, blank nodes made canonical."""
    found = parse_query_results(content, form)
    if isinstance(found, QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    rows = []
    for solution in found:
        row = BlankNode()
        rows.append(Triple(row, NamedNode("urn:row"), Literal("")))
        rows += [Triple(row, NamedNode(f"urn:value:{name}"), _plainly(solution[name])) for name in names if solution[name] is not None]
    return _canonical(rows) + Counter((f"variable {name}",) for name in names)


def graph(content: bytes, form: RdfFormat, base: str | None = None) -> Comparable:
    found = parse(content, form, base_iri=base)
    return _canonical(Triple(quad.subject, quad.predicate, _plainly(quad.object)) for quad in found)


def plain(content: bytes) -> Comparable:
    """CSV has no types, and names of blank nodes mean nothing."""
    rows = csv.reader(io.StringIO(content.decode()))
    return Counter(tuple("_:" if value.startswith("_:") else _number(value) for value in row) for row in rows)


def _canonical(triples: Iterable[Triple]) -> Counter[object]:
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return Counter(str(quad) for quad in dataset)


def _plainly(term: object) -> object:
    """The engine writes numbers and truth values in their canonical form (`01` is `1`, `1.0E0` is `1.0e0`): the same value."""
    if isinstance(term, Literal) and term.datatype.value in _NUMBERS:
        return Literal(_number(term.value), datatype=term.datatype)
    if isinstance(term, Literal) and term.datatype.value == _XSD + "boolean":
        return Literal({"0": "false", "1": "true"}.get(term.value, term.value), datatype=term.datatype)
    return term


def _number(text: str) -> str:
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text
