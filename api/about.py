"""What the graph knows about one thing, gathered for a page: functions of a store that answer JSON (see `tasks.Call`)."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import IO, Final, cast

from pyoxigraph import Literal, NamedNode, serialize

from api.errors import NotFound
from api.media import Media
from api.tasks import GRAPH_FORMATS, PREFIXES, Head, Sink
from store import Row, Solutions, Store, Term, Triples

SHOWN: Final = 200
_KG: Final = "https://w3id.org/klyngegraf/ontology#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_PREFIX: Final = (
    f"PREFIX kg: <{_KG}> PREFIX skos: <{_SKOS}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX oa: <http://www.w3.org/ns/oa#> "
)
_LABELS: Final = _PREFIX + "SELECT ?thing ?label { ?thing skos:prefLabel|rdfs:label ?label }"
_OUT: Final = "SELECT DISTINCT ?thing ?p ?o { ?thing ?p ?o } ORDER BY ?p ?o"
_IN: Final = "SELECT DISTINCT ?thing ?p ?s { ?s ?p ?thing } ORDER BY ?p ?s"
_QUOTES: Final = (
    _PREFIX
    + """SELECT DISTINCT ?thing ?exact ?start ?end ?document ?page {
    ?thing kg:evidence ?quote . ?quote oa:hasSource ?document ; oa:hasSelector ?text , ?place .
    ?text oa:exact ?exact . ?place oa:start ?start ; oa:end ?end . OPTIONAL { ?quote kg:page ?page }
} ORDER BY ?document ?start"""
)
_ABOUT: Final = "CONSTRUCT { ?thing ?p ?o . ?s ?q ?thing } WHERE { { ?thing ?p ?o } UNION { ?s ?q ?thing } }"
_NAMED: Final = _PREFIX + "SELECT DISTINCT ?s { ?s skos:prefLabel ?label } LIMIT 20000"
_PLUMBING: Final = frozenset({_KG + "evidence", _KG + "rule", "https://schema.org/position"})


def _rows(store: Store, query: str, thing: Term) -> Iterator[Row]:
    answer = store.query(query, bindings={"thing": thing})
    assert isinstance(answer, Solutions)
    return iter(answer)


def thing(store: Store, iri: str, language: str, id_base: str) -> bytes:
    """Label, statements both ways, and the quotes of each fact among them. Raises NotFound with near matches."""
    node = NamedNode(iri)
    said = list(_rows(store, _OUT, node))
    # One more than is shown tells whether there are more.
    used = [row for row, _ in zip(_rows(store, _IN, node), range(SHOWN + 1), strict=False)]
    if not said and not used:
        raise nothing(store, iri, id_base)
    reader = _Reader(store, language)
    content = {
        "iri": iri,
        "label": reader.label(node),
        "quotes": reader.quotes(node),
        "said": [reader.statement(cast(NamedNode, row[1]), row[2]) for row in said],
        "used": [reader.fact(cast(NamedNode, row[1]), row[2]) for row in used[:SHOWN]],
        "more": len(used) > SHOWN,
    }
    return json.dumps(content, ensure_ascii=False).encode()


def nothing(store: Store, iri: str, id_base: str) -> NotFound:
    answer = store.query(_NAMED)
    assert isinstance(answer, Solutions)
    known = [cast(NamedNode, row[0]).value for row in answer]
    near = difflib.get_close_matches(iri, [known_iri for known_iri in known if known_iri.startswith(id_base)], n=5, cutoff=0.75)
    return NotFound(f"nothing is known as {iri}", near=tuple(near))


class _Reader:
    """Terms as a page shows them; labels in the wanted language first, then Danish, then any."""

    def __init__(self, store: Store, language: str) -> None:
        self._store = store
        self._languages = (language, "da", "en")
        self._labels: dict[str, str] = {}

    def label(self, term: Term | None) -> str:
        if isinstance(term, Literal):
            return term.value
        if not isinstance(term, NamedNode):
            return str(term)
        if term.value not in self._labels:
            found = [row[1] for row in _rows(self._store, _LABELS, term) if isinstance(row[1], Literal)]
            found.sort(key=lambda text: (self._languages.index(text.language) if text.language in self._languages else 9, text.value))
            self._labels[term.value] = found[0].value if found else _tail(term.value)
        return self._labels[term.value]

    def value(self, term: Term | None) -> dict[str, str]:
        return {"label": self.label(term), "iri": term.value if isinstance(term, NamedNode) else ""}

    def statement(self, predicate: NamedNode, value: Term | None) -> dict[str, object]:
        return {"property": self.value(predicate), "value": self.value(value), "plumbing": predicate.value in _PLUMBING}

    def fact(self, predicate: NamedNode, subject: Term | None) -> dict[str, object]:
        """A statement of another thing about this one: with what else it says, and its quotes."""
        says = [row for row in _rows(self._store, _OUT, cast(NamedNode, subject)) if cast(NamedNode, row[1]).value not in _PLUMBING]
        return {
            "property": self.value(predicate),
            "subject": self.value(subject),
            "says": [self.statement(cast(NamedNode, row[1]), row[2]) for row in says[:20]],
            "quotes": self.quotes(subject),
        }

    def quotes(self, fact: Term | None) -> list[dict[str, object]]:
        found = _rows(self._store, _QUOTES, cast(NamedNode, fact))
        return [
            {
                "exact": self.label(exact),
                "start": self.label(start),
                "end": self.label(end),
                "document": self.value(document),
                "page": self.label(page) if page else "",
            }
            for _, exact, start, end, document, page in found
        ]


def _tail(iri: str) -> str:
    """
    >>> _tail("https://w3id.org/klyngegraf/ontology#heldBy"), _tail("http://example.org/a/b/")
    ('heldBy', 'b')
    """
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class AboutGraph:
    """The statements about a thing and those that name it, as RDF. Raises NotFound."""

    iri: str
    id_base: str
    media: Media
    only_head: bool = False
    sealed: bool = field(default=True, init=False)

    def headless(self) -> AboutGraph:
        return replace(self, only_head=True)

    def run(self, store: Store, sink: Sink) -> None:
        answer = store.query(_ABOUT, bindings={"thing": NamedNode(self.iri)})
        assert isinstance(answer, Triples)
        triples = list(answer)
        if not triples:
            raise nothing(store, self.iri, self.id_base)
        sink.head(Head(self.media.content_type))
        if not self.only_head:
            serialize(triples, cast(IO[bytes], sink), GRAPH_FORMATS[self.media.name], prefixes=PREFIXES)
