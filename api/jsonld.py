"""JSON-LD in the words of our own context (`ontology/context.jsonld`), which goes with the data as far as it is used.

Our graphs are flat, so compaction is a choice of terms: the one whose type or container fits a value, else the prefixed name with the value
written out. Both other readers of JSON-LD that we have read it back as the same statements (tests).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

import ontology

_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_STRING: Final = _XSD + "string"
_ALIASES: Final = {"id": "@id", "type": "@type"}

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the context. `type`: "@id", a datatype or "" for none."""

    name: str
    type: str
    by_language: bool
    as_set: bool


@dataclass(frozen=True, slots=True)
class Context:
    """`source` is as in the file; `terms` by the property's IRI; `classes`: names by IRI."""

    source: dict[str, Json]
    prefixes: dict[str, str]
    terms: dict[str, tuple[Term, ...]]
    classes: dict[str, str]


@cache
def context() -> Context:
    """Read once."""
    source = json.loads((Path(ontology.__file__).parent / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    prefixes = {name: value for name, value in source.items() if isinstance(value, str) and value.endswith(("/", "#"))}
    terms: dict[str, tuple[Term, ...]] = {}
    classes: dict[str, str] = {}
    for name, value in source.items():
        if name.startswith("@") or name in prefixes or name in _ALIASES:
            continue
        if isinstance(value, str) and value.partition(":")[2][:1].isupper():
            classes[_expanded(value, prefixes)] = name
        else:
            term, iri = _term(name, value, prefixes)
            terms[iri] = (*terms.get(iri, ()), term)
    return Context(source, prefixes, terms, classes)


def _term(name: str, value: str | dict[str, Json], prefixes: dict[str, str]) -> tuple[Term, str]:
    if isinstance(value, str):
        return Term(name, "", False, False), _expanded(value, prefixes)
    kind, container = str(value.get("@type", "")), value.get("@container", [])
    containers = container if isinstance(container, list) else [container]
    written = _expanded(kind, prefixes) if kind and not kind.startswith("@") else kind
    return Term(name, written, "@language" in containers, "@set" in containers), _expanded(str(value["@id"]), prefixes)


def _expanded(curie: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = curie.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else curie


@dataclass(slots=True)
class Compactor:
    """Collects what of the context its documents use."""

    used: set[str] = field(default_factory=set)

    def nodes(self, triples: Iterable[Triple]) -> list[dict[str, Json]]:
        """One object a subject, in the order of first mention."""
        found: dict[str, dict[str, Json]] = {}
        for triple in triples:
            subject = _reference(triple.subject)
            self._add(found.setdefault(subject, {"id": subject}), triple)
        return list(found.values())

    def context(self) -> dict[str, Json]:
        """The part of the context that `nodes` has used, in the file's order."""
        whole = context()
        needed = set(self.used) | set(_ALIASES)
        for name in self.used:
            definition = whole.source[name]
            parts = definition.values() if isinstance(definition, dict) else (definition,)
            needed |= {part.partition(":")[0] for part in parts if isinstance(part, str)}
        return {name: value for name, value in whole.source.items() if name in needed or name == "@version"}

    def _add(self, node: dict[str, Json], triple: Triple) -> None:
        predicate, value = triple.predicate.value, triple.object
        if predicate == _RDF_TYPE and isinstance(value, NamedNode):
            _append(node, "type", self._class(value.value), always=False)
            return
        term = next((one for one in context().terms.get(predicate, ()) if _fits(one, value)), None)
        if term is None:
            _append(node, self._name(predicate), self._written_out(value), always=False)
            return
        self.used.add(term.name)
        if term.by_language:
            assert isinstance(value, Literal)
            by_language = node.setdefault(term.name, {})
            assert isinstance(by_language, dict)
            _append(by_language, value.language or "@none", value.value, always=term.as_set)
        else:
            _append(node, term.name, _bare(value), always=term.as_set)

    def _class(self, iri: str) -> str:
        name = context().classes.get(iri)
        if name is None:
            return self._name(iri)
        self.used.add(name)
        return name

    def _name(self, iri: str) -> str:
        """A prefixed name where there is a prefix, else the IRI."""
        for prefix, space in context().prefixes.items():
            if iri.startswith(space) and len(iri) > len(space) and not iri[len(space) :].startswith("//"):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(space) :]}"
        return iri

    def _written_out(self, value: object) -> Json:
        if not isinstance(value, Literal):
            return {"id": _reference(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == _STRING:
            return value.value
        return {"@value": value.value, "type": self._name(value.datatype.value)}


def _fits(term: Term, value: object) -> bool:
    if not isinstance(value, Literal):
        return term.type == "@id"
    if term.by_language:
        return bool(value.language) or value.datatype.value == _STRING
    if value.language or value.datatype.value == _STRING:
        return not value.language and not term.type
    return term.type == value.datatype.value


def _bare(value: object) -> Json:
    """A value whose type the term says: numbers and truth as JSON has them, where that says the same."""
    if not isinstance(value, Literal):
        return _reference(value)
    kind = value.datatype.value.removeprefix(_XSD)
    if kind == "boolean" and value.value in ("true", "false"):
        return value.value == "true"
    if kind == "integer" and value.value.lstrip("-").isdecimal() and str(int(value.value)) == value.value and len(value.value) < 15:
        return int(value.value)
    return value.value


def _reference(term: object) -> str:
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    assert isinstance(term, NamedNode)
    return term.value


def _append(target: dict[str, Json], key: str, value: Json, *, always: bool) -> None:
    """One value stands alone, several in a list."""
    held = target.get(key)
    if held is None:
        target[key] = [value] if always else value
    elif isinstance(held, list):
        held.append(value)
    else:
        target[key] = [held, value]


def document(triples: Iterable[Triple]) -> bytes:
    """One graph as a JSON-LD document."""
    compactor = Compactor()
    nodes = compactor.nodes(triples)
    content: dict[str, Json] = {"@context": compactor.context()}
    content |= nodes[0] if len(nodes) == 1 else {"@graph": list(nodes)}
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def dataset(graphs: Iterable[tuple[str, Iterable[Triple]]]) -> Iterator[bytes]:
    """Named graphs as one JSON-LD document, a graph at a time: the whole context stands first, since what is used shows only at the end.

    A graph without statements is left out: whether it is there at all, a store on disk and its copy in memory disagree.
    """
    yield b'{"@context": ' + json.dumps(context().source, ensure_ascii=False).encode() + b',\n "@graph": ['
    break_ = b"\n"
    for name, triples in graphs:
        if nodes := Compactor().nodes(triples):
            yield break_ + json.dumps({"id": name, "@graph": list(nodes)}, ensure_ascii=False).encode()
            break_ = b",\n"
    yield b"\n]}\n"
