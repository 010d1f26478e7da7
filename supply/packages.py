"""The packages that klyngegraf needs, directly or in turn, as they are installed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OURS = "klyngegraf"
# What packages write instead of a name of the SPDX list, where it can mean one licence only.
_SPDX = {
    "MIT License": "MIT",
    "Apache License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "W3C SOFTWARE NOTICE AND LICENSE": "W3C",
}
_STRONG = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
_WEAK = re.compile(r"\b(?:MPL|LGPL|EPL|CDDL|EUPL|Mozilla Public|Lesser General Public)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package."""

    name: str
    version: str
    licence: str
    summary: str = ""
    needs: tuple[str, ...] = field(default=(), compare=False)

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"


def installed(*extras: str) -> dict[str, Package]:
    """All that klyngegraf with these extras needs here, itself included, by name.

    A package that the metadata ask for and that is not installed raises: a list with a hole in it would be worse than none.
    """
    found: dict[str, Package] = {}
    waiting = [(OURS, frozenset(extras))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        known = _distribution(name)
        needs = [(canonicalize_name(one.name), frozenset(one.extras)) for one in _needs(known, wanted)]
        before = found[name].needs if name in found else ()
        found[name] = _package(name, known, tuple(sorted({*before, *(need for need, _ in needs)})))
        waiting += needs
    return dict(sorted(found.items()))


def _distribution(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        raise LookupError(f"{name} is needed and not installed: run `make .venv/developing`") from error


def _needs(known: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for text in known.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
            yield requirement


def _package(name: str, known: Distribution, needs: tuple[str, ...]) -> Package:
    return Package(name, known.version, licence(known), (known.metadata.get("Summary") or "").strip(), needs)


def licence(known: Distribution) -> str:
    """As the package states it: an SPDX expression where it gives one, else its own words, else its classifiers."""
    metadata = known.metadata
    if stated := metadata.get("License-Expression"):
        return str(stated)
    classified = [words[-1] for entry in metadata.get_all("Classifier") or () if len(words := entry.split(" :: ")) > 2 and words[0] == "License"]
    words = (metadata.get("License") or "").strip()
    if words and "\n" not in words and len(words) <= 60:
        return _SPDX.get(words, words)
    return " OR ".join(sorted({_SPDX.get(entry, entry) for entry in classified})) or "not stated"


def is_strong_copyleft(licence: str) -> bool:
    """Whether no alternative is free of the GPL or AGPL.

    >>> [is_strong_copyleft(one) for one in ("GPL-3.0-or-later", "MIT AND AGPL-3.0", "MIT OR GPL-2.0", "LGPL-2.1")]
    [True, True, False, False]
    """
    return all(_STRONG.search(one) and not re.search(r"\bLGPL|Lesser", one, re.IGNORECASE) for one in licence.split(" OR "))


def is_weak_copyleft(licence: str) -> bool:
    """Whether changes to the package's own files must be given on, and nothing more.

    >>> is_weak_copyleft("MPL-2.0"), is_weak_copyleft("MPL-2.0 OR Apache-2.0"), is_weak_copyleft("MIT")
    (True, False, False)
    """
    return all(_WEAK.search(one) for one in licence.split(" OR "))
