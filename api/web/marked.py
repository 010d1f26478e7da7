"""A document's text with every fact marked where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, cast

from pyoxigraph import NamedNode

from api import about
from api.web.reader import Reader, rows, tail
from store import Store

_KG: Final = "https://w3id.org/klyngegraf/ontology#"
_FACTS: Final = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?thing ?fact ?type ?start ?end {
  ?quote oa:hasSource ?thing ; oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end . ?fact kg:evidence ?quote ; a ?type .
} ORDER BY ?start DESC(?end) ?fact ?type"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact's quote: characters `start` to `end` of the text; `kind` is the local name of its class."""

    start: int
    end: int
    fact: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that the same facts quote. `begins`: where a quote begins, the place; `inner`: the narrowest of the facts."""

    text: str
    begins: int | None
    inner: Mark | None
    others: int


def marks(store: Store, iri: str, language: str, id_base: str) -> bytes:
    """`label` of the document and its `marks`: a function of a store that answers JSON. Raises NotFound."""
    node = NamedNode(iri)
    reader = Reader(store, language)
    label = reader.label(node)
    if label == tail(iri):
        raise about.nothing(store, iri, id_base)
    return json.dumps({"label": label, "marks": list(_marks(store, reader, node))}, ensure_ascii=False).encode()


def _marks(store: Store, reader: Reader, node: NamedNode) -> Iterator[dict[str, object]]:
    for _, fact, type_, start, end in rows(store, _FACTS, {"thing": node}):
        class_ = cast(NamedNode, type_)
        if class_.value.startswith(_KG) and tail(class_.value) != "Fact":
            yield {
                "start": int(reader.label(start)),
                "end": int(reader.label(end)),
                "fact": cast(NamedNode, fact).value,
                "kind": tail(class_.value),
                "label": reader.label(class_),
            }


def pieces(text: str, marked: Sequence[Mark]) -> Iterator[Piece]:
    """The text cut where quotes begin and end; joined, the pieces are the text again."""
    cuts = sorted({0, len(text), *(place for mark in marked for place in (mark.start, mark.end) if 0 <= place <= len(text))})
    begins: dict[int, list[Mark]] = {}
    for mark in marked:
        begins.setdefault(mark.start, []).append(mark)
    open_: list[Mark] = []
    for start, end in pairwise(cuts):
        begun = begins.get(start, [])
        open_ = [mark for mark in (*open_, *begun) if mark.end > start]
        yield Piece(text[start:end], start if begun else None, _narrowest(open_), max(0, len(open_) - 1))


def _narrowest(open_: Iterable[Mark]) -> Mark | None:
    return min(open_, key=lambda mark: (mark.end - mark.start, mark.fact), default=None)
