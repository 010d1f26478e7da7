"""`python -m supply.lowest FILE`: constraints that hold each direct dependency at the oldest version that pyproject.toml allows."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def lowest(requirements: Iterable[str]) -> list[str]:
    """
    >>> lowest(["uvicorn[standard]>=0.54,<1", "rdflib>=7.6,<8"])
    ['rdflib==7.6', 'uvicorn==0.54']
    """
    found = (re.fullmatch(r"([\w-]+)(?:\[\w+\])?>=([\d.]+),<[\d.]+", one) for one in requirements)
    return sorted(f"{one[1]}=={one[2]}" for one in found if one)


def requirements() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"]]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("\n".join(lowest(requirements())) + "\n", encoding="utf-8")
