"""The seam behind which graphs live: a store's five methods, and the three kinds of answers.

Terms are pyoxigraph's own (`NamedNode`, `Literal`, …), whatever the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Solutions:
    """What SELECT answers. Read once, either as rows (a cell is None where the variable is unbound) or serialised.

    `variables`: names without "?", in the order of the SELECT clause (for `SELECT *`: as the engine has them).
    """

    variables: tuple[str, ...]
    rows: Iterator[Row]
    writer: Callable[[IO[bytes], QueryResultsFormat], None]

    def __iter__(self) -> Iterator[Row]:
        return self.rows

    def write(self, output: IO[bytes], media: QueryResultsFormat) -> None:
        """Serialise all rows; far faster than going through `rows`."""
        self.writer(output, media)


@dataclass(frozen=True, slots=True, eq=False)
class Triples:
    """What CONSTRUCT and DESCRIBE answer. Read once."""

    triples: Iterator[Triple]
    writer: Callable[[IO[bytes], RdfFormat], None]

    def __iter__(self) -> Iterator[Triple]:
        return self.triples

    def write(self, output: IO[bytes], media: RdfFormat) -> None:
        """Serialise all triples."""
        self.writer(output, media)


@dataclass(frozen=True, slots=True, eq=False)
class Boolean:
    """What ASK answers."""

    value: bool
    writer: Callable[[IO[bytes], QueryResultsFormat], None]

    def __bool__(self) -> bool:
        return self.value

    def write(self, output: IO[bytes], media: QueryResultsFormat) -> None:
        """Serialise the answer (JSON, XML; CSV and TSV as the engine does)."""
        self.writer(output, media)


Result = Solutions | Boolean | Triples


class Store(Protocol):
    """Where graphs live. Graphs are named by IRI strings; the embedded and the remote store pass the same tests."""

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        union_default: bool = True,
        base: str | None = None,
    ) -> Result:
        """Run a query. `bindings` gives variables (without "?") a value, never by text. `base`: what relative IRIs in it are relative to.

        `default_graphs` and `named_graphs` are the protocol's dataset; where both are None the default graph is the union of all
        graphs (or, with `union_default=False`, the unnamed one). Raises QuerySyntax, ServiceRefused, QueryFailed.
        """

    def replace(self, graph: str, quads: Iterable[Quad | Triple]) -> None:
        """Make the named graph hold exactly these statements (a quad's own graph name is ignored), in one transaction."""

    def drop(self, graph: str) -> bool:
        """Remove the named graph, in one transaction. False: there was none."""

    def graphs(self) -> tuple[str, ...]:
        """The named graphs, sorted."""

    def dump(self, output: IO[bytes], media: RdfFormat, graph: str | None = None) -> None:
        """Write one graph, or (in a format with graphs) all of them. The order of statements is the engine's."""
