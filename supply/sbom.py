"""`python -m supply.sbom FILE`: what runs, as a CycloneDX 1.6 bill of materials, the same bytes for the same packages."""

from __future__ import annotations

import json
import re
import sys
import uuid
from pathlib import Path

from supply.licences import FETCHED, ROOT
from supply.packages import OURS, Package, installed

_EDITOR = "@zazuko/yasgui"
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)+")
_ID = re.compile(r"[A-Za-z0-9.+-]*[0-9][A-Za-z0-9.+-]*|MIT|ISC|Zlib|MIT-CMU|W3C")


def bill() -> dict[str, object]:
    packages = installed()
    main = packages.pop(OURS)
    components = [_component(one, "library") for one in packages.values()]
    needs = {one.purl: [packages[name].purl for name in one.needs] for one in (main, *packages.values())}
    if (editor := _editor()) is not None:
        components.append(_component(editor, "library", f"pkg:npm/%40zazuko/yasgui@{editor.version}"))
        needs[main.purl].append(str(components[-1]["bom-ref"]))
    content = {
        "metadata": {"component": _component(main, "application")},
        "components": components,
        "dependencies": [{"ref": purl, "dependsOn": on} for purl, on in needs.items()],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1, **content}


def _component(package: Package, kind: str, purl: str = "") -> dict[str, object]:
    address = purl or package.purl
    licences = [_licence(package.licence)] if package.licence != "not stated" else []
    return {
        "type": kind,
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "description": package.summary,
        "licenses": licences,
        "purl": address,
    }


def _licence(stated: str) -> dict[str, object]:
    """An SPDX expression, an SPDX name, or the package's own words.

    >>> _licence("MIT OR Apache-2.0"), _licence("MIT"), _licence("BSD License")
    ({'expression': 'MIT OR Apache-2.0'}, {'license': {'id': 'MIT'}}, {'license': {'name': 'BSD License'}})
    """
    if _EXPRESSION.fullmatch(stated):
        return {"expression": stated}
    return {"license": {"id" if _ID.fullmatch(stated) else "name": stated}}


def _editor() -> Package | None:
    """The editor that the wheel takes along, where it was fetched."""
    if not (ROOT / "api/static/editor").is_dir():
        return None
    version = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"][_EDITOR]
    return Package(_EDITOR, version, FETCHED[_EDITOR][0], "SPARQL editor")


def main(target: str) -> None:
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(bill(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
