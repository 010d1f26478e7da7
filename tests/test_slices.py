"""A check finds the same whether it is asked of everything at once or slice by slice."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from queries.findings import Check, check, checks
from queries.slices import Slices
from store import EmbeddedStore, memory
from tests.test_checks import _ALWAYS, _PREFIXES, CLEAN, FOUND

_HERE = "PREFIX : <https://w3id.org/klyngegraf/id/>"
SIZES = (1, 7)
ALL = 10**9


@cache
def every_case() -> EmbeddedStore:
    """All cases of the checks in one store, each of things of its own."""
    store = memory()
    cases = [graphs for _, graphs, *_ in FOUND.values()] + list(CLEAN.values())
    for case, graphs in enumerate(cases):
        prefixes = _PREFIXES.replace(_HERE, _HERE.replace("/id/", f"/id/{case}/"))
        for n, said in enumerate([_ALWAYS, *graphs]):
            triples = (quad.triple for quad in ox.parse(prefixes + said, format=ox.RdfFormat.TURTLE))
            store.replace(f"http://example.org/graph/{case}/{n}", triples)
    return store


@pytest.mark.parametrize("facts", SIZES)
@pytest.mark.parametrize("rule", checks(), ids=lambda rule: rule.rule)
def test_slices_of_any_size_give_the_same_rows(rule: Check, facts: int) -> None:
    whole = Slices(every_case(), ALL).table(rule.text)
    assert whole.rows
    assert Slices(every_case(), facts).table(rule.text) == whole


@pytest.mark.parametrize("facts", SIZES)
def test_slices_of_any_size_give_the_same_findings(facts: int) -> None:
    found = check(every_case(), facts=ALL)
    assert {finding.rule for finding in found} == {rule.rule for rule in checks()}
    assert check(every_case(), facts=facts) == found


@pytest.mark.parametrize("rule", checks(), ids=lambda rule: rule.rule)
def test_a_slice_says_nothing_of_another(rule: Check) -> None:
    slices = Slices(every_case(), 1)
    texts = tuple(slices.texts(rule.text))
    said = [set(slices.ask(text)) for text in texts]
    assert len(texts) > 1
    assert sum(map(len, said)) == len(set().union(*said)) > 0
