"""The list of mutations is of this code: each still has something to change, a meaning as Python, and a test that is there. `make mutations` makes them."""

from __future__ import annotations

import ast

import pytest

from tests.mutations import ROOT, Mutation, mutated, mutations


@pytest.mark.parametrize("mutation", mutations(), ids=lambda one: one.name)
def test_a_mutation_fits_the_code(mutation: Mutation) -> None:
    source = (ROOT / mutation.file).read_text(encoding="utf-8")
    assert ast.dump(ast.parse(mutated(source, mutation))) != ast.dump(ast.parse(source))
    file, _, test = mutation.test.partition("::")
    named = {node.name for node in ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}
    assert test in named


def test_names_differ() -> None:
    names = [mutation.name for mutation in mutations()]
    assert len(names) > 30 and len(names) == len(set(names))
