"""What Word's styles say of a paragraph: a heading's level, space around it, bold type, hidden text, its list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.readers.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|overskrift|rubrik)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|indholdsfortegnelse|table of figures)\b.*", re.IGNORECASE)
_DEEPEST = 30  # styles based on each other


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it takes from those it is based on. `level`: of a heading, 0 for none; spaces in twentieths of a point."""

    name: str = ""
    level: int = 0
    before: int = 0
    after: int = 0
    contextual: bool = False
    bold: bool = False
    hidden: bool = False
    number: str = ""
    depth: int | None = None
    contents: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document; `default` is that of paragraphs which name none."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default: str = ""
    plain: Style = Style()
    _known: dict[str, Style] = field(default_factory=dict)

    def style(self, name: str, seen: int = 0) -> Style:
        if name in self._known:
            return self._known[name]
        element = self.by_id.get(name)
        if element is None or seen > _DEEPEST:
            return self.plain
        parent = value(element, "basedOn")
        base = self.style(parent, seen + 1) if parent else self.plain
        self._known[name] = over(base, element.find(f"{W}pPr"), element.find(f"{W}rPr"), value(element, "name") or name)
        return self._known[name]


def styles(root: Element | None) -> Styles:
    if root is None:
        return Styles()
    defaults = root.find(f"{W}docDefaults")
    paragraph = defaults.find(f"{W}pPrDefault/{W}pPr") if defaults is not None else None
    run = defaults.find(f"{W}rPrDefault/{W}rPr") if defaults is not None else None
    found = Styles(plain=over(Style(), paragraph, run))
    for element in root.iter(f"{W}style"):
        found.by_id[element.get(f"{W}styleId", "")] = element
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
            found.default = element.get(f"{W}styleId", "")
    return found


def over(base: Style, paragraph: Element | None, run: Element | None, name: str = "") -> Style:
    """What properties, of a style or of one paragraph, add to what they stand upon."""
    bold, hidden = is_on(run, "b", base.bold), is_on(run, "vanish", base.hidden)
    named = _HEADING.fullmatch(name)
    level = int(named.group(1)) if named else 1 if name.lower() in ("title", "titel") else base.level
    contents = base.contents or bool(_CONTENTS.fullmatch(name) and "heading" not in name.lower())
    if paragraph is None:
        return Style(name or base.name, level, base.before, base.after, base.contextual, bold, hidden, base.number, base.depth, contents)
    outline = whole(value(paragraph, "outlineLvl"))
    if outline is not None:
        level = outline + 1 if outline < 9 else 0
    spacing, listed = paragraph.find(f"{W}spacing"), paragraph.find(f"{W}numPr")
    before, after = (_space(spacing, side, kept) for side, kept in (("before", base.before), ("after", base.after)))
    number, depth = base.number, base.depth
    if listed is not None:
        number, depth = value(listed, "numId") or number, whole(value(listed, "ilvl")) if value(listed, "ilvl") else depth
    contextual = is_on(paragraph, "contextualSpacing", base.contextual)
    return Style(name or base.name, level, before, after, contextual, bold, hidden, number, depth, contents)


def _space(spacing: Element | None, side: str, kept: int) -> int:
    if spacing is None:
        return kept
    if spacing.get(f"{W}{side}Autospacing") in ("1", "true", "on"):
        return 280
    told = whole(spacing.get(f"{W}{side}"))
    return kept if told is None else told


def value(element: Element, name: str) -> str:
    """The `val` of a child, "" where there is none."""
    child = element.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""


def is_on(element: Element | None, name: str, otherwise: bool = False) -> bool:
    """A switch: on by standing there, unless its `val` turns it off."""
    child = element.find(f"{W}{name}") if element is not None else None
    return otherwise if child is None else child.get(f"{W}val", "1") not in ("0", "false", "off")


def whole(number: str | None) -> int | None:
    """
    >>> whole("12"), whole("-3"), whole("12.5pt"), whole(None)
    (12, -3, None, None)
    """
    return int(number) if number and re.fullmatch(r"-?[0-9]{1,9}", number) else None
