"""A first look at a document's graph: which things surely conform to a shape, so that pySHACL need only see the others.

pySHACL takes 30 ms for a document in which there is nothing to find, this takes 2. It may doubt what is in order; it must never be sure of
what is not: a constraint, a datatype or a path that it does not know is a doubt. It finds nothing wrong itself: reports are pySHACL's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from rdflib import RDF, SH, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from shapes.facts import Facts, text

Sure = Callable[[Facts, str, Sequence[str]], bool]
"""Does a thing surely conform, given its values on the shape's path?"""

_SILENT = {RDF.type, SH.targetClass, SH.path, SH.message, SH.severity, SH.name, SH.description, SH.order, SH.qualifiedValueShape}
_LANGUAGE = re.compile(r'"@[a-z]+(?:-[a-z0-9]+)*$')
_STRING, _LANG_STRING = str(XSD.string), str(RDF.langString)
_INTEGER, _DECIMAL, _TIME = str(XSD.integer), str(XSD.decimal), str(XSD.time)
_FORMS = {
    str(XSD.integer): re.compile(r"-?\d{1,15}"),
    str(XSD.decimal): re.compile(r"-?\d{1,15}(?:\.\d{1,15})?"),
    str(XSD.boolean): re.compile(r"true|false"),
    str(XSD.gYear): re.compile(r"[1-9]\d{3}"),
    str(XSD.gYearMonth): re.compile(r"[1-9]\d{3}-(?:0[1-9]|1[0-2])"),
}
_READERS: dict[str, Callable[[str], object]] = {str(XSD.date): dt.date.fromisoformat, str(XSD.time): dt.time.fromisoformat}
_LENGTHS = {str(XSD.date): 10, str(XSD.time): 8}


@dataclass(frozen=True, slots=True)
class Glance:
    """One shape: whom it is for, where it looks, and what must hold there. `sure` is None where a constraint is not known here."""

    shape: Node
    classes: tuple[str, ...]
    path: tuple[str, ...]
    sure: tuple[Sure, ...] | None

    def doubts(self, facts: Facts) -> Iterator[str]:
        """The things that pySHACL must look at."""
        things = dict.fromkeys(focus for one in self.classes for focus in facts.things.get(one, ()))
        if self.sure is None or not facts.plain:
            yield from things
        elif things:
            values = self._values(facts)
            for focus in things:
                found = values(focus)
                for sure in self.sure:
                    if not sure(facts, focus, found):
                        yield focus
                        break

    def _values(self, facts: Facts) -> Callable[[str], Sequence[str]]:
        if not self.path:
            return lambda focus: (focus,)
        if len(self.path) == 1:
            held = facts.values.get(self.path[0], {})
            return lambda focus: held.get(focus, ())
        return lambda focus: tuple(dict.fromkeys(value for predicate in self.path for value in facts.of(focus, predicate)))


@dataclass(frozen=True, slots=True)
class _Constraint:
    graph: Graph
    shape: Node
    value: Node

    @property
    def number(self) -> float:
        return float(str(self.value))


def glance(graph: Graph, shape: Node) -> Glance:
    """A shape that has class targets, made ready."""
    classes = tuple(sorted(f"<{one}>" for one in graph.objects(shape, SH.targetClass)))
    path = _path(graph, graph.value(shape, SH.path))
    return Glance(shape, classes, path or (), _sure(graph, shape) if path is not None else None)


def _path(graph: Graph, path: Node | None) -> tuple[str, ...] | None:
    """The predicates that a path takes: none for the thing itself, several for alternatives; None for any other path."""
    if path is None:
        return ()
    several = graph.value(path, SH.alternativePath)
    predicates = tuple(Collection(graph, several)) if several is not None else (path,)
    return tuple(f"<{one}>" for one in predicates) if all(isinstance(one, URIRef) for one in predicates) else None


def _sure(graph: Graph, shape: Node) -> tuple[Sure, ...] | None:
    made: list[Sure] = []
    for predicate, value in sorted(graph.predicate_objects(shape), key=str):
        if predicate in _SILENT or not str(predicate).startswith(str(SH)):
            continue
        maker = _MAKERS.get(str(predicate).removeprefix(str(SH)))
        one = maker(_Constraint(graph, shape, value)) if maker else None
        if one is None:
            return None
        made.append(one)
    return tuple(made)


def _of_one_value(graph: Graph, shape: Node) -> tuple[Sure, ...] | None:
    """A shape inside a constraint, which must look at the value itself."""
    return _sure(graph, shape) if graph.value(shape, SH.path) is None else None


def _each(holds: Callable[[str], bool]) -> Sure:
    """Written out, as it is called a thousand times a document."""

    def each(facts: Facts, focus: str, values: Sequence[str]) -> bool:
        for value in values:  # noqa: SIM110
            if not holds(value):
                return False
        return True

    return each


def _minimum(one: _Constraint) -> Sure:
    """Of two literals that pySHACL may take for one, as "1" and "01", only the first can be counted on."""
    least = int(one.number)
    return lambda facts, focus, values: len(values) >= least and (least <= 1 or all(value[0] == "<" for value in values))


def _maximum(one: _Constraint) -> Sure:
    most = int(one.number)
    return lambda facts, focus, values: len(values) <= most


def _node_kind(one: _Constraint) -> Sure | None:
    return _each(lambda value: value[0] == "<") if one.value == SH.IRI else None


def _pattern(one: _Constraint) -> Sure | None:
    if one.graph.value(one.shape, SH.flags) is not None:
        return None
    matches = re.compile(str(one.value)).search
    return _each(lambda value: _is_text(value) and matches(text(value)) is not None)


def _shortest(one: _Constraint) -> Sure:
    least = int(one.number)
    return _each(lambda value: _is_text(value) and len(text(value)) >= least)


def _longest(one: _Constraint) -> Sure:
    most = int(one.number)
    return _each(lambda value: _is_text(value) and len(text(value)) <= most)


def _is_text(value: str) -> bool:
    """What pySHACL takes as it is written: it may write a number or a date otherwise."""
    return value[0] == "<" or _has_datatype(value, _STRING) or _has_datatype(value, _LANG_STRING)


def _class(one: _Constraint) -> Sure:
    wanted, type_ = f"<{one.value}>", f"<{RDF.type}>"
    return lambda facts, focus, values: all(wanted in facts.of(value, type_) for value in values)


def _datatype(one: _Constraint) -> Sure:
    wanted = str(one.value)
    return _each(lambda value: _has_datatype(value, wanted))


@lru_cache(maxsize=4096)
def _has_datatype(value: str, datatype: str) -> bool:
    """A literal of this datatype, well-formed for sure."""
    if value[0] != '"':
        return False
    if datatype == _STRING:
        return value[-1] == '"'
    if datatype == _LANG_STRING:
        return _LANGUAGE.search(value) is not None
    if not value.endswith(f'"^^<{datatype}>'):
        return False
    written = text(value)
    if datatype in _FORMS:
        return _FORMS[datatype].fullmatch(written) is not None
    return datatype in _READERS and len(written) == _LENGTHS[datatype] and _reads(_READERS[datatype], written)


def _reads(reader: Callable[[str], object], written: str) -> bool:
    with suppress(ValueError):
        return reader(written) is not None
    return False


def _languages(one: _Constraint) -> Sure:
    def differ(facts: Facts, focus: str, values: Sequence[str]) -> bool:
        tags = [value[value.rindex('"') :] for value in values if value[0] == '"' and value[-1] not in '">']
        return len(tags) == len(set(tags))

    return differ


def _language_in(one: _Constraint) -> Sure:
    """The very tags of the list; a tag that only begins as one of them is for pySHACL to judge."""
    ends = tuple(f'"@{str(member).lower()}' for member in Collection(one.graph, one.value))
    return _each(lambda value: value.endswith(ends) and _has_datatype(value, _LANG_STRING))


def _in(one: _Constraint) -> Sure | None:
    members = list(Collection(one.graph, one.value))
    if not all(isinstance(member, URIRef) for member in members):
        return None
    allowed = frozenset(f"<{member}>" for member in members)
    return _each(lambda value: value in allowed)


def _or(one: _Constraint) -> Sure | None:
    """Of shapes that look at a single value, one must be sure of it."""
    ways = [_of_one_value(one.graph, member) for member in Collection(one.graph, one.value)]
    known = [way for way in ways if way is not None]
    if len(known) < len(ways):
        return None
    return lambda facts, focus, values: all(any(all(sure(facts, value, [value]) for sure in way) for way in known) for value in values)


def _qualified(one: _Constraint) -> Sure | None:
    """At least so many values conform to the shape beside it."""
    inner = one.graph.value(one.shape, SH.qualifiedValueShape)
    way = _of_one_value(one.graph, inner) if inner is not None else None
    least = int(one.number)
    if way is None:
        return None
    return lambda facts, focus, values: sum(all(sure(facts, value, [value]) for sure in way) for value in values) >= least


def _bound(holds: Callable[[float, float], bool]) -> Callable[[_Constraint], Sure]:
    """Numbers that a float holds exactly."""

    def made(one: _Constraint) -> Sure:
        limit = one.number
        return _each(lambda value: _is_number(value) and holds(float(text(value)), limit))

    return made


def _is_number(value: str) -> bool:
    return _has_datatype(value, _INTEGER) or (_has_datatype(value, _DECIMAL) and len(text(value)) <= 15)


def _before(equal: bool) -> Callable[[_Constraint], Sure]:
    """Integers, and times of day to the second, which sort as their text does."""

    def made(one: _Constraint) -> Sure:
        other = f"<{one.value}>"

        def holds(facts: Facts, focus: str, values: Sequence[str]) -> bool:
            return all(_sorted(value, later, equal) for value in values for later in facts.of(focus, other))

        return holds

    return made


def _sorted(first: str, last: str, equal: bool) -> bool:
    if all(_has_datatype(value, _INTEGER) for value in (first, last)):
        return int(text(first)) < int(text(last)) + equal
    if all(_has_datatype(value, _TIME) for value in (first, last)):
        return text(first) < text(last) or (equal and first == last)
    return False


def _disjoint(one: _Constraint) -> Sure:
    other = f"<{one.value}>"
    return lambda facts, focus, values: set(values).isdisjoint(facts.of(focus, other))


_MAKERS: dict[str, Callable[[_Constraint], Sure | None]] = {
    "minCount": _minimum,
    "maxCount": _maximum,
    "nodeKind": _node_kind,
    "pattern": _pattern,
    "minLength": _shortest,
    "maxLength": _longest,
    "class": _class,
    "datatype": _datatype,
    "uniqueLang": _languages,
    "languageIn": _language_in,
    "in": _in,
    "or": _or,
    "qualifiedMinCount": _qualified,
    "minInclusive": _bound(lambda number, limit: number >= limit),
    "minExclusive": _bound(lambda number, limit: number > limit),
    "lessThan": _before(equal=False),
    "lessThanOrEquals": _before(equal=True),
    "disjoint": _disjoint,
}
