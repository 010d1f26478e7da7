"""The embedded store: pyoxigraph, in memory or on disk. The only module that knows its errors."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, ParamSpec, TypeVar, cast

import pyoxigraph as ox

from store.errors import QueryFailed, QuerySyntax, StoreUnreachable, WriteFailed
from store.guard import asks_only, refuse_service
from store.seam import Boolean, Result, Row, Solutions, Term, Triples

_POSITION = re.compile(r"error at (\d+):(\d+)")
_P = ParamSpec("_P")
_T = TypeVar("_T")


class EmbeddedStore:
    """A `Store` over a pyoxigraph one. Replacing and dropping raise where it was opened read-only.

    `services`: the endpoints that a query may ask by SERVICE; the engine then dials them.
    """

    def __init__(self, engine: ox.Store, services: frozenset[str] = frozenset()) -> None:
        self._engine, self._services = engine, services

    @property
    def engine(self) -> ox.Store:
        return self._engine

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
        if not asks_only(text, self._services):
            refuse_service(text)
        named: bool = default_graphs is not None or named_graphs is not None
        return result(
            _translated(self.engine.query)(
                text,
                base_iri=base,
                use_default_graph_as_union=union_default and not named,
                default_graph=[ox.NamedNode(iri) for iri in default_graphs or ()] if named else None,
                named_graphs=[ox.NamedNode(iri) for iri in named_graphs or ()] if named else None,
                substitutions={ox.Variable(name): term for name, term in (bindings or {}).items()} or None,
            )
        )

    def replace(self, graph: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        with writing(graph):
            self._replace(graph, quads)

    def _replace(self, graph: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        """A new graph is one `extend`, a changed one one SPARQL update of the difference: each is one transaction of the engine."""
        name = ox.NamedNode(graph)
        wanted = {_triple(quad) for quad in quads}
        if not self.engine.contains_named_graph(name) and wanted:
            self.engine.extend(ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in wanted)
            return
        held = {quad.triple for quad in self.engine.quads_for_pattern(None, None, None, name)}
        if any(_has_blank(triple) for triple in wanted | held):
            self.engine.update(f"DROP SILENT GRAPH {name} ; CREATE GRAPH {name} ; INSERT DATA {{ {_block(name, wanted)} }}")
            return
        gone, new = _block(name, held - wanted), _block(name, wanted - held)
        self.engine.update(f"DELETE DATA {{ {gone} }} ; CREATE SILENT GRAPH {name} ; INSERT DATA {{ {new} }}")

    def drop(self, graph: str) -> bool:
        name = ox.NamedNode(graph)
        if not self.engine.contains_named_graph(name):
            return False
        with writing(graph):
            self.engine.update(f"DROP GRAPH {name}")
        return True

    def graphs(self) -> tuple[str, ...]:
        return tuple(sorted(name.value for name in self.engine.named_graphs()))

    def dump(self, output: IO[bytes], media: ox.RdfFormat, graph: str | None = None) -> None:
        self.engine.dump(output, media, from_graph=ox.NamedNode(graph) if graph is not None else None)


def memory() -> EmbeddedStore:
    """An empty store in memory."""
    return EmbeddedStore(ox.Store())


def open_folder(path: Path, *, memory: bool = False) -> EmbeddedStore:
    """RocksDB files at `path`, read-only, or copied into memory. Raises StoreUnreachable."""
    try:
        (path / "CURRENT").stat()
    except OSError as error:
        raise StoreUnreachable(f"no store at {path} ({error.strerror})") from error
    disk = readable(path)
    try:
        return EmbeddedStore(_in_memory(disk) if memory else disk)
    except (OSError, RuntimeError, SyntaxError) as error:
        raise StoreUnreachable(f"the store at {path} cannot be read to its end: {error}") from error


def readable(path: Path) -> ox.Store:
    """The engine on files that it does not change. Raises StoreUnreachable where they are missing or damaged."""
    try:
        return ox.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise StoreUnreachable(f"cannot open the store at {path}: {error}") from error


def rewrite(path: Path) -> None:
    """The files at `path`, which nobody has open, made anew from what they hold."""
    fresh = path.with_name(f"{path.name}.fresh")
    disk, copy = readable(path), ox.Store(str(fresh))
    for graph in disk.named_graphs():  # those that hold nothing too
        copy.add_graph(graph)
    _copy(disk, copy).flush()
    del disk, copy
    shutil.rmtree(path)
    fresh.rename(path)


def _in_memory(disk: ox.Store) -> ox.Store:
    return _copy(disk, ox.Store())


def _copy(disk: ox.Store, copy: ox.Store) -> ox.Store:
    """By way of a file of N-Quads: the engine loads one with all cores, four times as fast as quad by quad in Python."""
    with tempfile.TemporaryFile() as file:
        disk.dump(file, ox.RdfFormat.N_QUADS)
        file.seek(0)
        copy.bulk_load(file, ox.RdfFormat.N_QUADS, lenient=True)
    return copy


def result(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    if isinstance(answer, ox.QueryBoolean):
        return Boolean(bool(answer), _writer(answer.serialize))
    if isinstance(answer, ox.QueryTriples):
        return Triples(watched(answer), _writer(answer.serialize))
    variables = answer.variables
    rows: Iterator[Row] = (tuple(solution[variable] for variable in variables) for solution in watched(answer))
    return Solutions(tuple(variable.value for variable in variables), rows, _writer(answer.serialize))


def triples_result(triples: Iterator[ox.Triple]) -> Triples:
    """Statements that are no engine's answer, as one."""

    def write(output: IO[bytes], media: object) -> None:
        ox.serialize(triples, output, cast(ox.RdfFormat, media))

    return Triples(triples, write)


def _writer(serialize: Callable[..., object]) -> Callable[[IO[bytes], object], None]:
    def write(output: IO[bytes], media: object) -> None:
        _translated(serialize)(output, format=media)

    return write


def watched(items: Iterable[_T]) -> Iterator[_T]:
    """The engine works while one reads: its errors come then."""
    try:
        yield from items
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryFailed(str(error)) from error


def _translated(call: Callable[_P, _T]) -> Callable[_P, _T]:
    """`call`, with the engine's errors made ours."""

    def translated(*arguments: _P.args, **options: _P.kwargs) -> _T:
        try:
            return call(*arguments, **options)
        except SyntaxError as error:
            found = _POSITION.search(str(error))
            line, column = (int(part) for part in found.groups()) if found else (0, 0)
            raise QuerySyntax(str(error), line, column) from error
        except (RuntimeError, OSError) as error:
            raise QueryFailed(str(error)) from error

    return translated


@contextmanager
def writing(graph: str) -> Iterator[None]:
    """The engine's errors made ours; `graph`: what is written."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise WriteFailed(f"{graph} could not be written: {error}") from error


def _triple(statement: ox.Quad | ox.Triple) -> ox.Triple:
    return statement.triple if isinstance(statement, ox.Quad) else statement


def _has_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _block(graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> str:
    """The statements as data of an update: terms are written by the engine itself, so no value can end its literal."""
    return f"GRAPH {graph} {{ {' '.join(f'{triple} .' for triple in triples)} }}"
