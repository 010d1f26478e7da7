"""Where a fact stands: each quoted passage becomes one evidence node, however many facts rest on it."""

from __future__ import annotations

from loaders.iris import Iris
from loaders.model import Evidence, Span
from loaders.statements import Statements, node, plain, term, whole

VERSION = "0.1.0"
"""The loader that a document's graph is attributed to: the package's version (a test holds them equal)."""

CONTEXT = 32
"""Characters of context before and after a quote."""

_SPECIFIC = term("oa", "SpecificResource")
_TEXT = term("oa", "TextQuoteSelector")
_POSITION = term("oa", "TextPositionSelector")


class MissingEvidenceError(ValueError):
    """A rule made a fact and did not say where it stands, or pointed outside the text: a fault of the program, never of the document."""


class Quotes:
    """The evidence nodes of one document; `at` are the passages quoted so far."""

    def __init__(self, statements: Statements, iris: Iris, document: str, text: str) -> None:
        self._statements, self._iris, self._document, self._text = statements, iris, document, text
        self._source = node(iris.document(document))
        self._nodes: dict[tuple[int, int], str] = {}

    @property
    def at(self) -> Evidence:
        return tuple(Span(start, end) for start, end in self._nodes)

    def nodes(self, fact: str, at: Evidence) -> tuple[str, ...]:
        """The evidence nodes of `at`, written where they are new. Raises MissingEvidenceError, naming `fact`."""
        if not at:
            raise MissingEvidenceError(f"{fact} has no evidence")
        return tuple(self._nodes.get((span.start, span.end)) or self._write(fact, span) for span in at)

    def _write(self, fact: str, span: Span) -> str:
        if not 0 <= span.start < span.end <= len(self._text):
            raise MissingEvidenceError(f"{fact} points to characters {span.start} to {span.end} of a text of {len(self._text)}")
        say, iri = self._statements.say, self._iris.quote(self._document, span)
        quote, text, position = node(iri), node(f"{iri}/text"), node(f"{iri}/position")
        say(quote, "rdf:type", _SPECIFIC)
        say(quote, "oa:hasSource", self._source)
        say(quote, "oa:hasSelector", text)
        say(quote, "oa:hasSelector", position)
        if span.page is not None:
            say(quote, "kg:page", whole(span.page))
        say(text, "rdf:type", _TEXT)
        say(text, "oa:exact", plain(self._text[span.start : span.end]))
        say(text, "oa:prefix", plain(self._text[max(0, span.start - CONTEXT) : span.start]))
        say(text, "oa:suffix", plain(self._text[span.end : span.end + CONTEXT]))
        say(position, "rdf:type", _POSITION)
        say(position, "oa:start", whole(span.start))
        say(position, "oa:end", whole(span.end))
        self._nodes[span.start, span.end] = quote
        return quote


def understood(text: str, spans: Evidence) -> tuple[int, int]:
    """The characters of `text` that are no white space, and how many of them stand in `spans`.

    >>> understood("et to tre", (Span(0, 4), Span(1, 5)))
    (7, 4)
    """
    total, count, reached = len("".join(text.split())), 0, 0
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        start = max(span.start, reached)
        if span.end > start:
            count += len("".join(text[start : span.end].split()))
            reached = span.end
    return total, count
