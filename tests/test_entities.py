"""Which thing a name means: as written before as it sounds, and everything that we name is found by its own name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple
from pyoxigraph import Store as Engine

import ontology
from queries.entities import resolve
from queries.errors import AmbiguousEntity, UnknownEntity
from queries.model import Parameter, Type
from queries.names import kinds, names
from store import Result, Store
from store.embedded import EmbeddedStore
from store.tracked import TrackedStore

PARTY = "https://w3id.org/klyngegraf/id/party/"
NAMED = tuple(kind for kind in kinds() if kind != "code")


def of(kind: str) -> Parameter:
    return Parameter(kind, Type.ENTITY, kind, "", "")


@pytest.fixture(scope="module")
def store() -> Store:
    """What is known before any document is read: regions, municipalities, hospitals, clusters, parties, offices."""
    engine = Engine()
    for path in sorted(Path(ontology.__file__).parent.rglob("*.ttl")):
        engine.load(path=str(path), format=RdfFormat.TURTLE, to_graph=NamedNode(f"https://example.org/{path.name}"))
    return EmbeddedStore(engine)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("A", "a"),
        ("Å", "aa"),
        ("å", "aa"),
        ("O", "o"),
        ("Ø", "oe"),
        ("ø", "oe"),
        ("Æ", "ae"),
        ("Enhedslisten", "oe"),
        ("aa", "aa"),
        ("socialdemokratiet", "a"),
    ],
)
def test_letters_that_a_foreign_keyboard_writes_alike_are_two_parties(store: Store, said: str, meant: str) -> None:
    assert resolve(store, of("party"), said) == (NamedNode(PARTY + meant),)


@pytest.mark.parametrize("kind", NAMED)
def test_every_thing_is_found_by_its_own_name(store: Store, kind: str) -> None:
    known = [name for name in names(store, kind) if name.preferred]
    shared = Counter(label for label, _ in {(name.label.casefold(), name.thing) for name in known})
    for name in known:
        try:
            found = resolve(store, of(kind), name.label)
        except AmbiguousEntity:
            assert shared[name.label.casefold()] > 1, name
        else:
            assert NamedNode(name.thing) in found, name


def test_names_are_found_however_they_are_spelt(store: Store) -> None:
    for said in ("Århus Kommune", "aarhus  kommune", "AARHUS KOMMUNE"):
        assert resolve(store, of("organisation"), said) == (NamedNode("https://w3id.org/klyngegraf/id/organisation/aarhus-kommune"),)


@pytest.mark.parametrize(
    ("kind", "said", "near"),
    [
        ("organisation", "Aarhuus Kommunne", "Aarhus Kommune"),
        ("cluster", "aarhus", "Aarhusklyngen"),
        ("organisation", "Aarhus Univ.hosp", "Aarhus Universitetshospital"),
    ],
)
def test_what_is_near_is_told_once_by_its_usual_name(store: Store, kind: str, said: str, near: str) -> None:
    with pytest.raises(UnknownEntity) as raised:
        resolve(store, of(kind), said)
    assert raised.value.near[0] == near
    assert len(set(raised.value.near)) == len(raised.value.near)


# --- names are gathered once a version


class Counting(EmbeddedStore):
    """Remembers how often it was asked."""

    asked = 0

    def query(self, text: str, **options: Any) -> Result:
        self.asked += 1
        return super().query(text, **options)


def test_a_version_is_asked_once_for_its_names(store: EmbeddedStore) -> None:
    counting = Counting(store.engine)
    assert resolve(counting, of("party"), "A") == resolve(counting, of("party"), "socialdemokratiet")
    assert counting.asked == 1
    resolve(counting, of("cluster"), "Aarhusklyngen")
    assert counting.asked == 2


def test_what_is_being_written_is_asked_each_time() -> None:
    draft = TrackedStore(Engine(), ())
    with pytest.raises(UnknownEntity):
        resolve(draft, of("theme"), "Lighed")
    theme, name = NamedNode("https://example.org/theme/equality"), Literal("Lighed", language="da")
    draft.replace(
        "https://example.org/g",
        [
            Triple(theme, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode("https://w3id.org/klyngegraf/ontology#Theme")),
            Triple(theme, NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), name),
        ],
    )
    assert resolve(draft, of("theme"), "lighed") == (theme,)
