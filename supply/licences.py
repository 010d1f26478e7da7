"""`python -m supply.licences` writes docs/licences.md: each package with its version and licence."""

from __future__ import annotations

import json
from pathlib import Path

from supply.packages import OURS, Package, installed, is_weak_copyleft

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs/licences.md"
# From npm and Debian, which keep no metadata that Python could read; tests/test_supply.py compares the former with what is fetched.
FETCHED = {
    "@zazuko/yasgui": ("MIT", "the SPARQL editor of the pages; goes into the wheel where it was fetched"),
    "axe-core": ("MPL-2.0", "tests: accessibility of the pages"),
    "@comunica/query-sparql": ("MIT", "tests: a client of the service"),
    "@zazuko/env-node": ("MIT", "tests: what rdf-validate-shacl needs"),
    "n3": ("MIT", "tests: what rdf-validate-shacl needs"),
    "rdf-validate-shacl": ("MIT", "tests: the shapes in an engine that is not ours"),
}

_HEAD = """# Licences

Written by `make docs` from the metadata of the installed packages (`supply/licences.py`); `tests/test_supply.py` holds that it is
current and that nothing stands under the GPL or AGPL. klyngegraf itself is licensed under the EUPL-1.2. `make sbom` writes what runs as
a CycloneDX bill of materials, `dist/klyngegraf.cdx.json`.

Weak copyleft (changes to the package's own files must be given on, nothing more): {weak}. None is changed here, none is needed to run.

Programs that are called where they are installed, neither linked nor shipped: Tesseract (Apache-2.0) for scans; for tests alone Chromium
(BSD-3-Clause and others), Virtuoso (GPL-2.0) and roqet (LGPL-2.1 or Apache-2.0).

Known vulnerabilities are not listed here: `pip-audit -r constraints.txt` asks an advisory service over the network for them, so it is no
part of `make test`, which runs without one once everything is installed.
"""


def written() -> str:
    runtime = installed()
    everything = installed("dev")
    weak = [f"{one.name} ({one.licence})" for one in everything.values() if is_weak_copyleft(one.licence) and one.name != OURS]
    weak += [f"{name} ({licence})" for name, (licence, _) in FETCHED.items() if is_weak_copyleft(licence)]
    return "\n".join(
        [
            _HEAD.format(weak=", ".join(weak)),
            *_table("What runs", [one for one in runtime.values() if one.name != OURS]),
            *_table("What builds and checks it besides", [one for name, one in everything.items() if name not in runtime]),
            "## From npm, at install time\n",
            "| package | version | licence | what for |\n| --- | --- | --- | --- |",
            *(f"| {name} | {version} | {FETCHED[name][0]} | {FETCHED[name][1]} |" for name, version in sorted(from_npm().items())),
            "",
        ]
    )


def _table(heading: str, packages: list[Package]) -> list[str]:
    return [f"## {heading}\n", "| package | version | licence |\n| --- | --- | --- |", *(row(one) for one in packages), ""]


def row(package: Package) -> str:
    return f"| {package.name} | {package.version} | {package.licence} |"


def from_npm() -> dict[str, str]:
    """What the two package.json name, with the versions or ranges that they allow."""
    files = [json.loads((ROOT / place / "package.json").read_text(encoding="utf-8")) for place in (".", "tests/node")]
    return {name: version for file in files for part in ("dependencies", "devDependencies") for name, version in file.get(part, {}).items()}


def pins() -> dict[str, str]:
    """The versions of constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))


if __name__ == "__main__":
    TARGET.write_text(written(), encoding="utf-8")
