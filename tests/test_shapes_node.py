"""The shapes in another engine, JavaScript's rdf-validate-shacl: the same results on every graph of tests/shapes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, serialize

import tests.test_shapes as pairs
from shapes import turtle
from shapes.turtle import Part

NODE = Path(__file__).resolve().parent / "node"
MISSING = "" if shutil.which("node") else "Node is not installed"
MISSING = MISSING or ("" if (NODE / "node_modules" / "rdf-validate-shacl").is_dir() else "rdf-validate-shacl is not installed: make node")

Results = dict[str, set[tuple[str, str]]]


def graphs(part: Part) -> dict[str, list[Quad]]:
    """Every graph that the shapes of this part have a pair in, valid and invalid."""
    found = {f"valid-{name}": pairs.read(file) for name, file in pairs.BASES.items() if (name == "dataset") == (part is Part.DATASET)}
    found |= {f"break-{one['trips']}": pairs.broken(one) for one in pairs.BREAKS if (one["graph"] == "dataset") == (part is Part.DATASET)}
    return found if part is Part.DATASET else found | {f"invalid-{file.stem}": pairs.read(file) for file in pairs.INVALID}


def ours(part: Part) -> Results:
    """Without what the gate finds by other means than SHACL."""
    said = {str(shape) for shape in turtle.graph(part).subjects()}
    reports = {name: pairs.check(part.value, quads) for name, quads in graphs(part).items()}
    return {name: {(one.focus, one.shape) for one in report.results if one.shape in said} for name, report in reports.items()}


def theirs(part: Part, folder: Path) -> Results:
    for name, quads in graphs(part).items():
        (folder / name).write_bytes(serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b"")
    asked = ["node", str(NODE / "validate.js"), str(turtle.FOLDER / part.value), str(folder)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=300).stdout
    return {name: {(focus, shape) for focus, shape in results} for name, results in json.loads(said).items()}


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
@pytest.mark.parametrize("part", list(Part), ids=lambda part: part.name.lower())
def test_another_engine_finds_the_same(part: Part, tmp_path: Path) -> None:
    mine, others = ours(part), theirs(part, tmp_path)
    assert len(mine) > 30
    assert any(results for results in mine.values())
    assert others == mine
