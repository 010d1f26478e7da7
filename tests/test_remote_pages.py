"""What pages and named queries tell of the example documents is the same over an engine elsewhere as over the embedded store.

The examples have what the small minutes of `test_remote` have not: plans with money, committees and themes, and things that lack a field that
others have. Virtuoso takes seconds to plan some sections and plans them anew for each thing, so it is asked of fewer things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from starlette.testclient import TestClient

import queries
import store as stores
from api.app import create
from api.settings import Settings
from api.web.thing import KINDS
from klyngegraf.loading import load
from queries import sections
from queries.sections import Cell, Column, Section, Told, tell
from store import DataFolder, RemoteStore, Solutions, Store
from store.publishing import publish
from tests import engines

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ID = "https://w3id.org/klyngegraf/id/"
FACT = "?thing <https://w3id.org/klyngegraf/ontology#evidence> ?quote"
USED = "SELECT ?thing { { SELECT DISTINCT ?thing { %s } } { ?thing ?p ?o } UNION { ?s ?p ?thing } } GROUP BY ?thing ORDER BY DESC(COUNT(*)) ?thing"
WHOLE = {"front": "/", "quality": "/quality"}  # pages about the whole graph, and where they are
MOST = {"oxigraph": 40, "virtuoso": 4}  # things of a kind
SEPARATORS = {"codes": " ", "texts": "\n", "text": ", "}
NUMBERS = ("number", "money", "percent")


@dataclass(frozen=True, slots=True)
class Both:
    """The same dataset here and there, and things of each kind of page in it."""

    here: Store
    there: RemoteStore
    things: Mapping[str, tuple[NamedNode, ...]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = DataFolder(tmp_path_factory.mktemp("pages") / "data")
    load([str(EXAMPLES)], folder, jobs=1)
    return folder


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def both(request: pytest.FixtureRequest, data: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    if engines.ABSENT[request.param] is None:
        pytest.skip(engines.WHY[request.param])
    source, manifest = data.open(memory=True)
    with engines.started(request.param, tmp_path_factory.mktemp(request.param), rows=100_000) as access:
        target = stores.connect(access)
        assert isinstance(target, RemoteStore)
        publish(source, manifest, target)
        yield Both(source, target, _things(source, MOST[request.param]))


def _things(store: Store, most: int) -> dict[str, tuple[NamedNode, ...]]:
    """Things of each kind: those of which most is said, and some of the others. A thing of several kinds has the page of the first of them."""
    found: dict[str, tuple[NamedNode, ...]] = {kind: (NamedNode(ID),) for kind in WHOLE}
    seen = set[str]()
    for kind in dict.fromkeys((*(kind for _, kind in KINDS), "fact")):
        patterns = [f"?thing a <{class_}>" for class_, its in KINDS if its == kind] or [FACT]
        new = [value for value in _values(store, USED % " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)) if value not in seen]
        seen.update(new)
        first, others = new[: most // 2], new[most // 2 :]
        found[kind] = tuple(map(NamedNode, (*first, *others[:: -(-len(others) // (most // 2)) or 1])))
    return found


def _values(store: Store, query: str) -> list[str]:
    answer = store.query(query)
    assert isinstance(answer, Solutions)
    return [row[0].value for row in answer if isinstance(row[0], NamedNode)]


SECTIONS = [section for found in sections.load().values() for section in found]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: f"{section.kind}/{section.name}")
def test_a_section_tells_the_same_there(both: Both, section: Section) -> None:
    """The same rows in the same order."""
    assert both.things[section.kind]
    for thing in both.things[section.kind]:
        here, there = (tell(store, section, thing) for store in (both.here, both.there))
        assert [plain(section, row) for row in there] == [plain(section, row) for row in here], thing.value


def plain(section: Section, row: Told) -> tuple[object, ...]:
    """SPARQL leaves the order within GROUP_CONCAT to the engine, and how many decimals a division has."""
    return tuple(map(_plain, section.columns, row.cells)), sorted(row.facts)


def _plain(column: Column, cell: Cell) -> tuple[object, str, str]:
    if column.type in NUMBERS:
        return round(float(cell.text), 6) if cell.text else "", cell.iri, cell.english
    return sorted(cell.text.split(SEPARATORS.get(column.type, "\0"))), cell.iri, cell.english


def test_a_named_query_answers_in_the_same_order_there(both: Both) -> None:
    for name in queries.load():
        here, there = (queries.run(store, name, {}).rows for store in (both.here, both.there))
        assert [*map(unordered, there)] == [*map(unordered, here)], name


def unordered(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("|".join(sorted(cell.split("|"))) for cell in row)


def test_a_page_of_each_kind_is_served_from_there(both: Both, data: DataFolder) -> None:
    """With as many rows and quotes as from the embedded store."""
    elsewhere = Settings(store=both.there.access.address, data=data.path / "nowhere")
    embedded = Settings.model_validate({"data": data.path, "workers": 0})
    with (
        TestClient(create(elsewhere), headers={"Accept": "text/html"}) as there,
        TestClient(create(embedded), headers={"Accept": "text/html"}) as here,
    ):
        for kind, things in both.things.items():
            address = WHOLE.get(kind) or f"/doc/{things[0].value.removeprefix(ID)}"
            pages = [client.get(address) for client in (there, here)]
            assert [page.status_code for page in pages] == [200, 200], address
            assert len({tuple(page.text.count(mark) for mark in ("<tr>", "<article", "<blockquote", "<dd")) for page in pages}) == 1, address
