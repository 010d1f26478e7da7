"""The numbers that Word prints before the paragraphs of a list: they stand nowhere in its text, only how to count them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.readers.marks import BULLET
from loaders.readers.package import Element
from loaders.readers.word_styles import W, value, whole

_LEVELS = 9
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class Level:
    """`form` is Word's name ("decimal", "bullet"), `text` the marker with %1 for the count of the first level."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""


@dataclass(slots=True)
class Numbers:
    """The lists of a document and how far each has been counted."""

    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def depth(self, number: str, style: str) -> int:
        """The level of a list that a paragraph style stands for."""
        levels = self._levels.get(self._abstract.get(number, ""), {})
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def marker(self, number: str, depth: int) -> str:
        """The next marker of a list at a depth (0 is the outermost); "" where the list prints none."""
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        for deep, start in self._restarts.pop(number, {}).items():
            counts[deep] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [deep for deep in counts if deep > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return BULLET
        return "" if level.form == "none" else _printed(level, levels, counts)


def _printed(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    def count(found: re.Match[str]) -> str:
        deep = int(found.group(1)) - 1
        known = levels.get(deep, Level())
        return counted(counts.get(deep, known.start), known.form)

    return re.sub(r"%([1-9])", count, level.text).strip()


def counted(number: int, form: str) -> str:
    """
    >>> counted(4, "decimal"), counted(4, "lowerLetter"), counted(28, "upperLetter"), counted(4, "lowerRoman"), counted(4, "decimalZero")
    ('4', 'd', 'BB', 'iv', '04')
    """
    if number < 1 or number > 10_000:
        return str(number)
    if form.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman"):
        return _roman(number).upper() if form.startswith("upper") else _roman(number)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        text += letters * (number // size)
        number %= size
    return text


def numbers(root: Element | None) -> Numbers:
    found = Numbers()
    if root is None:
        return found
    links: dict[str, str] = {}
    for element in root.iter(f"{W}abstractNum"):
        name = element.get(f"{W}abstractNumId", "")
        found._levels[name] = {depth: level for depth, level in (_level(one) for one in element.iter(f"{W}lvl")) if depth < _LEVELS}
        if value(element, "styleLink"):
            links[value(element, "styleLink")] = name
    linked = {element.get(f"{W}abstractNumId", ""): links.get(value(element, "numStyleLink"), "") for element in root.iter(f"{W}abstractNum")}
    for element in root.iter(f"{W}num"):
        name, abstract = element.get(f"{W}numId", ""), value(element, "abstractNumId")
        found._abstract[name] = linked.get(abstract) or abstract
        found._restarts[name] = dict(_restart(one) for one in element.iter(f"{W}lvlOverride") if value(one, "startOverride"))
    return found


def _level(element: Element) -> tuple[int, Level]:
    start = whole(value(element, "start"))
    level = Level(value(element, "numFmt") or "decimal", value(element, "lvlText"), 1 if start is None else start, value(element, "pStyle"))
    return whole(element.get(f"{W}ilvl")) or 0, level


def _restart(element: Element) -> tuple[int, int]:
    return whole(element.get(f"{W}ilvl")) or 0, whole(value(element, "startOverride")) or 0
