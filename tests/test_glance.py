"""The first look at a graph is only a short cut: with it and without it the gate says the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import XSD, URIRef
from rdflib.term import Node

import shapes
from shapes import Report, gate
from shapes.facts import Facts

FOLDER = Path(__file__).resolve().parent / "shapes"
VALID, INVALID = sorted((FOLDER / "valid").glob("*.ttl")), sorted((FOLDER / "invalid").glob("*.ttl"))
GRAPH = NamedNode("https://w3id.org/klyngegraf/id/graph/0123456789abcdef")


@cache
def read(file: Path) -> tuple[Quad, ...]:
    return tuple(parse(path=str(file), format=RdfFormat.TURTLE))


def _everything(facts: Facts) -> dict[Node, list[URIRef]]:
    """Doubts about all things of every shape: pySHACL sees the whole graph."""
    found = {one.shape: sorted({URIRef(focus[1:-1]) for name in one.classes for focus in facts.things.get(name, ())}) for one in gate._glances()}
    return {shape: focus for shape, focus in found.items() if focus}


def thoroughly(quads: Iterable[Quad]) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "_doubts", _everything)
        patch.setattr(gate, "all_declared", lambda facts: False)
        return shapes.validate(quads)


def as_text(quads: Iterable[Quad]) -> bytes:
    return "".join(sorted({f"{quad.subject} {quad.predicate} {quad.object} {GRAPH} .\n" for quad in quads})).encode()


@pytest.mark.parametrize("file", [*VALID, *INVALID], ids=lambda file: file.stem)
def test_every_pair_is_judged_as_by_the_long_way(file: Path) -> None:
    wanted = thoroughly(read(file))
    assert shapes.validate(read(file)) == wanted
    assert shapes.validate(as_text(read(file))) == wanted


_TYPES = [XSD.integer, XSD.decimal, XSD.boolean, XSD.date, XSD.time, XSD.gYear, XSD.gYearMonth, XSD.dateTime, XSD.string]
_TEXTS = [
    "",
    "0",
    "-1",
    "07",
    "1.50",
    "1e3",
    "true",
    "1",
    "2024",
    "2024-13",
    "2024-02-30",
    "2024-02-29",
    "24:00:00",
    "09:30:00",
    "kl. 9",
    'A "B"\n',
    "x" * 33,
    "æ",
]
_LITERALS = st.builds(lambda text, kind: Literal(text, datatype=NamedNode(kind)), st.sampled_from(_TEXTS), st.sampled_from(_TYPES))
_TAGGED = st.builds(lambda text, language: Literal(text, language=language), st.sampled_from(_TEXTS), st.sampled_from(["da", "en", "da-DK"]))


_THINGS = [f"https://w3id.org/klyngegraf/{end}" for end in ("id/party/v", "code/role/borgmester", "code/no/such", "id/document/0123456789abcdef")]


@given(
    st.sampled_from(VALID),
    st.integers(0, 999),
    st.one_of(_LITERALS, _TAGGED, st.sampled_from(_THINGS).map(NamedNode)),
    st.sampled_from(["taken out", "changed", "said once more"]),
)
@settings(max_examples=40, deadline=None)
@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_a_spoilt_graph_is_judged_as_by_the_long_way(file: Path, at: int, value: Literal | NamedNode, how: str) -> None:
    """A valid graph with one statement taken out, or its object changed, or said once more."""
    quads = list(read(file))
    at %= len(quads)
    spoiled = Quad(quads[at].subject, quads[at].predicate, value)
    changed = [*quads, spoiled] if how == "said once more" else quads[:at] + [spoiled] * (how == "changed") + quads[at + 1 :]
    wanted = thoroughly(changed)
    assert shapes.validate(changed) == wanted
    assert shapes.validate(as_text(changed)) == wanted


def test_every_shape_is_known_to_the_first_look() -> None:
    """One that is not sends every document to pySHACL, at ten times the cost: teach `shapes.glance` its constraint."""
    assert [one.shape for one in gate._glances() if one.sure is None] == []
    assert all(not gate._doubts(gate.from_quads(read(file))) for file in VALID)
