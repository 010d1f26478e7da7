"""The seam behind which graphs live: a store's five methods, and the three kinds of answers.

Terms are pyoxigraph's own (`NamedNode`, `Literal`, …), whatever the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]


class Solutions(Protocol):
    """What SELECT answers. Rows are read once; a cell is None where the variable is unbound."""

    @property
    def variables(self) -> tuple[str, ...]:
        """Names without "?", in the order of the query's SELECT clause (for `SELECT *`: as the engine has them)."""

    def __iter__(self) -> Iterator[Row]: ...

    def write(self, output: IO[bytes], media: QueryResultsFormat) -> None:
        """All remaining rows, serialised; far faster than going through `Row`s."""


class Triples(Protocol):
    """What CONSTRUCT and DESCRIBE answer. Read once."""

    def __iter__(self) -> Iterator[Triple]: ...

    def write(self, output: IO[bytes], media: RdfFormat, prefixes: Mapping[str, str] | None = None) -> None:
        """All remaining triples, serialised."""


@dataclass(frozen=True, slots=True)
class Boolean:
    """What ASK answers."""

    value: bool

    def __bool__(self) -> bool:
        return self.value

    def write(self, output: IO[bytes], media: QueryResultsFormat) -> None:
        """The answer in one of the formats of SPARQL results."""
        from pyoxigraph import QueryBoolean  # noqa: F401  (filled in below)

        raise NotImplementedError


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
    ) -> Result:
        """Run a query. `bindings` gives variables (without "?") a value, never by text.

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
