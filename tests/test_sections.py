"""The sections of the pages: each header parses, each query runs over the fixture graph and returns the columns that it declares."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat
from pyoxigraph import Store as Engine

from queries import sections
from queries.binding import bind
from queries.errors import BadHeader
from queries.sections import Section, tell
from store import Solutions, Store
from store.embedded import EmbeddedStore

ID = "https://w3id.org/klyngegraf/id/"
FIXTURE = Path(__file__).parent / "fixtures" / "graph.trig"
SECTIONS = [section for found in sections.load().values() for section in found]

# One thing of each kind of the fixture graph, and the sections that have something to tell of it.
WHOLE = {"front", "quality"}  # pages about the whole graph
TOLD = {
    ("front", ""): {"meetings", "clusters"},
    ("quality", ""): set(),
    ("fact", "meeting/soendalklyngen/2025-03-03/attendance/aase-aberg"): {"about"},
    ("cluster", "cluster/soendalklyngen"): {"members", "meetings", "themes", "initiatives", "money", "committees"},
    ("person", "person/aase-aberg"): {"roles", "attendance", "company"},
    ("meeting", "meeting/soendalklyngen/2025-03-03"): {"about", "attendance", "agenda"},
    ("item", "meeting/soendalklyngen/2025-03-03/item/1"): {"about", "recommendations", "decision", "presenters", "attachments"},
    ("organisation", "organisation/soendal-kommune"): {"about", "representatives", "successions", "responsibilities", "agreements"},
    ("body", "body/soendalklyngen/politisk-niveau"): {"members", "meetings", "initiatives"},
    ("initiative", "document/3333333333333333/initiative/faelles-hus"): {"about", "responsible", "time"},
    ("theme", "theme/soendalklyngen/boern-og-unges-trivsel"): {"wordings"},
    ("funding", "document/3333333333333333/funding/1"): {"about", "shares"},
    ("party", "party/oe"): {"people"},
    ("document", "document/1111111111111111"): {"about", "facts"},
}


@pytest.fixture(scope="module")
def store() -> Store:
    engine = Engine()
    engine.load(path=str(FIXTURE), format=RdfFormat.TRIG)
    return EmbeddedStore(engine)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: f"{section.kind}/{section.name}")
def test_a_section_returns_the_columns_that_it_declares(store: Store, section: Section) -> None:
    found = store.query(bind(section.text, {"thing": (NamedNode(f"{ID}nothing"),)}))
    assert isinstance(found, Solutions)
    links = {f"{column.name}_iri" for column in section.columns if column.type == "link"}
    wanted = {column.name for column in section.columns} | links | ({section.fact} if section.fact else set())
    assert wanted <= set(found.variables)
    if section.kind not in WHOLE:
        assert "#?thing " in section.text
        assert tell(store, section, NamedNode(f"{ID}nothing")) == ()


@pytest.mark.parametrize(("kind", "thing"), TOLD)
def test_what_the_fixture_graph_tells(store: Store, kind: str, thing: str) -> None:
    told = {section.name: tell(store, section, NamedNode(ID + thing)) for section in sections.load()[kind]}
    assert TOLD[kind, thing] <= {name for name, rows in told.items() if rows}


def test_an_item_s_decision_has_all_its_outcomes(store: Store) -> None:
    (decision,) = (section for section in sections.load()["item"] if section.name == "decision")
    (row,) = tell(store, decision, NamedNode(f"{ID}meeting/soendalklyngen/2025-03-03/item/1"))
    assert {iri.rpartition("/")[2] for iri in row.cells[1].text.split()} == {"godkendt", "droeftet"}


def test_every_kind_is_tried_or_needs_a_finding() -> None:
    assert {kind for kind, _ in TOLD} | {"finding"} == set(sections.load())


def test_a_row_without_its_thing_tells_of_every_thing(store: Store) -> None:
    """As they stand in the files, the queries are whole ones: they can be run in an editor."""
    for section in SECTIONS:
        assert isinstance(store.query(section.text), Solutions), section.name


@pytest.mark.parametrize(
    "header",
    ["#+ title-da: Kun dansk", "#+ title-da: a\n#+ title-en: b", "#+ title-da: a\n#+ title-en: b\n#+ column x colour: x | x"],
)
def test_a_header_that_lacks_something_is_refused(header: str) -> None:
    with pytest.raises(BadHeader):
        sections.parse("kind", "10-name", header)
