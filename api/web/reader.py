"""Labels and quotes of things, read from a store: what pages show instead of IRIs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from pyoxigraph import Literal, NamedNode

from queries.binding import bind
from store import Row, Solutions, Store, Term

_PREFIX: Final = (
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX kg: <https://w3id.org/klyngegraf/ontology#> "
)
# OPTIONAL makes the engine look up row by row instead of joining with every label that there is.
_LABELS: Final = (
    _PREFIX
    + """SELECT ?thing ?label {
    #?known BIND(?_known AS ?thing)
    OPTIONAL { ?thing skos:prefLabel|rdfs:label ?label }
}"""
)
_QUOTES: Final = (
    _PREFIX
    + """SELECT DISTINCT ?thing ?exact ?start ?end ?document ?page {
    #?fact BIND(?_fact AS ?thing)
    ?thing kg:evidence ?quote . ?quote oa:hasSource ?document ; oa:hasSelector ?text , ?place .
    ?text oa:exact ?exact . ?place oa:start ?start ; oa:end ?end . OPTIONAL { ?quote kg:page ?page }
} ORDER BY ?document ?start"""
)


def rows(store: Store, query: str, bindings: Mapping[str, Term]) -> Iterator[Row]:
    """The rows of a SELECT query."""
    answer = store.query(query, bindings=bindings)
    assert isinstance(answer, Solutions)
    return iter(answer)


class Reader:
    """Terms as a page shows them; labels in the wanted language first, then Danish, then any. Each is read once."""

    def __init__(self, store: Store, language: str) -> None:
        self._store, self.language = store, language
        self._languages = (language, "da", "en")
        self._labels: dict[str, str] = {}
        self._spoken: dict[str, str] = {}
        self._found: dict[str, list[Row]] = {}

    def label(self, term: Term | None) -> str:
        if isinstance(term, Literal):
            return term.value
        if not isinstance(term, NamedNode):
            return str(term)
        self.meet((term,))
        return self._labels[term.value]

    def meet(self, terms: Iterable[Term | None]) -> None:
        """Read the labels of many things at once."""
        unread = list(dict.fromkeys(term for term in terms if isinstance(term, NamedNode) and term.value not in self._labels))
        if not unread:
            return
        found: dict[str, list[Literal]] = {term.value: [] for term in unread}
        for thing, label in rows(self._store, bind(_LABELS, {"known": unread}), {}):
            if isinstance(label, Literal):
                found[cast(NamedNode, thing).value].append(label)
        for iri, labels in found.items():
            best = min(labels, key=self._rank, default=None)
            self._labels[iri] = best.value if best else tail(iri)
            self._spoken[iri] = (best.language or "") if best else ""

    def _rank(self, label: Literal) -> tuple[int, str]:
        return (self._languages.index(label.language) if label.language in self._languages else 9, label.value)

    def label_of(self, iri: str) -> str:
        return self.label(NamedNode(iri))

    def known(self, iri: str, language: str) -> bool:
        """Whether a thing's label is of this language."""
        self.label(NamedNode(iri))
        return self._spoken[iri] == language

    def value(self, term: Term | None) -> dict[str, str]:
        return {"label": self.label(term), "iri": term.value if isinstance(term, NamedNode) else ""}

    def quotes(self, facts: Iterable[str]) -> list[dict[str, object]]:
        """The quotes of facts, in the order of the documents' text; each once."""
        wanted = list(dict.fromkeys(facts))
        self.gather(wanted)
        return list({(row[4], row[2], row[3]): self._quote(row) for fact in wanted for row in self._found[fact]}.values())

    def gather(self, facts: Iterable[str]) -> None:
        """Read the quotes of many facts at once."""
        unread = [NamedNode(fact) for fact in dict.fromkeys(facts) if fact not in self._found]
        if not unread:
            return
        self._found.update({fact.value: [] for fact in unread})
        for row in rows(self._store, bind(_QUOTES, {"fact": unread}), {}):
            self._found[cast(NamedNode, row[0]).value].append(row)

    def _quote(self, row: Row) -> dict[str, object]:
        _, exact, start, end, document, page = row
        return {
            "exact": self.label(exact),
            "start": int(self.label(start)),
            "end": int(self.label(end)),
            "document": self.value(document),
            "id": tail(cast(NamedNode, document).value),
            "page": self.label(page) if page else "",
        }


def tail(iri: str) -> str:
    """
    >>> tail("https://w3id.org/klyngegraf/ontology#heldBy"), tail("http://example.org/a/b/")
    ('heldBy', 'b')
    """
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
