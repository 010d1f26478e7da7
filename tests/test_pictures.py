"""Pictures: what queries declare is drawable, what is drawn is SVG that parses, says what it shows, and lets nothing of a document run."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import Store as Engine

import queries
from api.pictures import Cell, draw, standalone
from api.pictures.svg import document
from api.web.drawn import drawing_of, offered
from api.web.words import words
from queries import sections
from queries.errors import BadHeader
from queries.picture import PARTS, Picture, parse
from store import Store
from store.embedded import EmbeddedStore

SVG = "{http://www.w3.org/2000/svg}"
FIXTURE = Path(__file__).parent / "fixtures" / "graph.trig"
DRAWN = [query.name for query in queries.load().values() if query.picture]
HOSTILE = '"><script>alert(1)</script><a href="javascript:alert(2)">&\x0c'
EXAMPLES = {
    "matrix": "matrix row=a column=b,c cell=d",
    "network": "network nodes=a,b weight=c",
    "flow": "flow source=a whole=b target=c amount=d",
    "timeline": "timeline lane=a label=b start=c end=d",
}


@pytest.fixture(scope="module")
def store() -> Store:
    engine = Engine()
    engine.load(path=str(FIXTURE), format=RdfFormat.TRIG)
    return EmbeddedStore(engine)


def declared(text: str) -> Picture:
    found = parse("x.rq", text, ("a", "b", "c", "d"))
    assert found is not None
    return found


def drawn(text: str, *rows: tuple[str, ...]) -> ElementTree.Element:
    cells = [{name: Cell(value, f"/find?name={value}" if value else "") for name, value in zip("abcd", row, strict=True)} for row in rows]
    return ElementTree.fromstring(document(draw(declared(text), cells, words("da")), "Titel", "x"))


def texts(svg: ElementTree.Element) -> list[str]:
    return [(text.text or "") for text in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_query_declares_is_drawn_from_its_rows(store: Store, name: str) -> None:
    query = queries.get(name)
    rows = [dict(zip(query.columns, row, strict=True)) for row in queries.run(store, name, {}).rows]
    assert rows
    for language in ("da", "en"):
        drawing = drawing_of(query, rows, language)
        assert drawing is not None and drawing.told
        svg = ElementTree.fromstring(standalone(drawing, query.title_da))
        assert svg.find(f"{SVG}title") is not None and svg.find(f"{SVG}desc") is not None
        assert all(link.get("href", "").startswith("/") for link in svg.iter(f"{SVG}a"))


def test_every_kind_of_picture_is_declared_by_something() -> None:
    kinds = {query.picture.kind for query in queries.load().values() if query.picture}
    kinds |= {section.picture.kind for found in sections.load().values() for section in found if section.picture}
    assert kinds == set(PARTS)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_nothing_of_a_document_becomes_markup(kind: str) -> None:
    svg = drawn(EXAMPLES[kind], *((HOSTILE, HOSTILE, "2024", "2024"), (HOSTILE, "100", HOSTILE, "7")))
    assert not list(svg.iter(f"{SVG}script")) and not list(svg.iter("script"))
    assert all(link.get("href", "").startswith("/find?") for link in svg.iter(f"{SVG}a"))
    assert not [name for one in svg.iter() for name in one.attrib if name.startswith("on")]


@pytest.mark.parametrize("kind", EXAMPLES)
def test_no_rows_and_rows_of_nothing_are_drawn_too(kind: str) -> None:
    assert drawn(EXAMPLES[kind]).tag == f"{SVG}svg"
    assert drawn(EXAMPLES[kind], ("", "", "", "")).tag == f"{SVG}svg"


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_same_rows_give_the_same_picture(kind: str) -> None:
    rows = [(f"en {i % 3}", f"to {i % 4}", str(2020 + i), str(2021 + i)) for i in range(12)]
    assert ElementTree.tostring(drawn(EXAMPLES[kind], *rows)) == ElementTree.tostring(drawn(EXAMPLES[kind], *rows))


def test_a_matrix_has_a_row_a_person_and_a_column_a_meeting() -> None:
    svg = drawn(
        "matrix row=a column=b,c cell=d",
        ("Bo", "2025-05-02", "X", "present"),
        ("Åse", "2025-05-02", "X", "absent"),
        ("Bo", "2025-10-08", "X", "partial"),
    )
    assert [text for text in texts(svg) if text in ("Bo", "Åse")] == ["Bo", "Åse"]
    assert [text for text in texts(svg) if "/" in text] == ["2/5", "8/10"]
    assert "X" not in texts(svg), "what is the same in every column heads none"
    told = [title.text for title in svg.iter(f"{SVG}title")]
    assert {"Bo, X 2025-05-02: til stede", "Åse, X 2025-05-02: fraværende", "Bo, X 2025-10-08: delvis til stede"} <= set(told)


def test_a_flow_is_as_thick_as_its_amount_and_tells_where_a_pot_is_exceeded() -> None:
    svg = drawn("flow source=a whole=b target=c amount=d", ("Pulje", "100", "Hus", "90"), ("Pulje", "100", "App", "30"))
    bars = [float(rect.get("height", "0")) for rect in svg.iter(f"{SVG}rect") if rect.get("x") == "520"]
    assert bars[0] == pytest.approx(3 * bars[1], rel=0.01)
    assert "overskredet: 20 kr." in texts(svg)


def test_a_timeline_puts_a_year_before_a_day_in_the_next() -> None:
    svg = drawn("timeline lane=a label=b start=c", ("Plan", "sen", "2025-03-01", ""), ("Plan", "tidlig", "2024", ""))
    bars = [float(rect.get("x", "0")) for rect in svg.iter(f"{SVG}rect") if rect.get("class") == "bar"]
    assert bars == sorted(bars)
    assert {"2024", "2025"} <= set(texts(svg))


def test_a_network_draws_every_tie_once_and_says_what_it_leaves_out() -> None:
    svg = drawn("network nodes=a,b", ("Bo", "Åse", "", ""), ("Bo", "Yrsa", "", ""))
    assert len([path for path in svg.iter(f"{SVG}path") if "tie" in path.get("class", "")]) == 2
    rows = [{"a": Cell(f"p{i}"), "b": Cell(f"p{j}")} for i in range(40) for j in range(i)]
    drawing = draw(Picture("network", {"nodes": ("a", "b")}), rows, words("en"))
    assert drawing.left_out == len(rows) - 400


@pytest.mark.parametrize("text", ["pie of=a", "matrix row=a", "matrix row=a column=b cell=z", "network nodes=a colour=b"])
def test_a_declaration_that_cannot_be_drawn_is_refused(text: str) -> None:
    with pytest.raises(BadHeader):
        parse("x.rq", text, ("a", "b", "c", "d"))


def test_pictures_are_offered_where_they_can_be_asked_for() -> None:
    addresses = [address for _, address in offered("cluster", "Aarhusklyngen", "da")]
    assert "/queries/attendance?cluster=Aarhusklyngen#picture" in addresses
    assert "/queries/money-flow?body=Aarhusklyngen#picture" in addresses
    assert offered("finding", "x", "da") == []
