"""The picture that a query or a section declares in its header: which columns play which part in it.

#+ picture: matrix row=person column=date,cluster cell=status
#+ picture: timeline lane=kind label=what start=from end=until
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from queries.errors import BadHeader

# The parts of each kind of picture; those that may be left out end in "?".
PARTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "matrix": ("row", "column", "cell", "group?"),
        "network": ("nodes", "weight?"),
        "flow": ("source", "whole?", "target", "amount", "kind?"),
        "timeline": ("lane", "label", "start", "end?"),
    }
)


@dataclass(frozen=True, slots=True)
class Picture:
    """`parts`: the columns of each part, in order; a part that was left out has none."""

    kind: str
    parts: Mapping[str, tuple[str, ...]]

    def column(self, part: str) -> str:
        """The first column of a part, "" for none."""
        return next(iter(self.parts.get(part, ())), "")


def parse(place: str, text: str, columns: tuple[str, ...]) -> Picture | None:
    """The declared picture, None for an empty declaration. Raises BadHeader, naming the place.

    >>> parse("x.rq", "network nodes=person,other", ("person", "other")).parts["nodes"]
    ('person', 'other')
    """
    kind, *given = text.split() or [""]
    if not kind:
        return None
    if kind not in PARTS:
        raise BadHeader(f"{place}: a picture is one of {', '.join(PARTS)}, not {kind!r}")
    parts = {part: tuple(names.split(",")) for part, _, names in (one.partition("=") for one in given)}
    needed = {part for part in PARTS[kind] if not part.endswith("?")}
    if not needed <= set(parts) <= {part.rstrip("?") for part in PARTS[kind]}:
        raise BadHeader(f"{place}: the parts of a {kind} are {' '.join(PARTS[kind])}, not {' '.join(parts) or 'none'}")
    unknown = [name for names in parts.values() for name in names if name not in columns]
    if unknown:
        raise BadHeader(f"{place}: the picture speaks of columns that are not there: {', '.join(unknown)}")
    return Picture(kind, MappingProxyType(parts))
