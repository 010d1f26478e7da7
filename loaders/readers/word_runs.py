"""The text of a Word paragraph, as it stands when every tracked change is accepted; and the text boxes anchored in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.readers.marks import raised
from loaders.readers.package import Element
from loaders.readers.word_notes import Notes
from loaders.readers.word_styles import Style, Styles, W, is_on, value

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TAKEN_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}rt"})
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}
_DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    bold: bool


def runs(paragraph: Element, style: Style, styles: Styles, notes: Notes) -> tuple[Run, ...]:
    """The visible runs; a line end where the author broke the line."""
    return tuple(run for element in _elements(paragraph) if (run := _run(element, style, styles, notes)))


def _run(element: Element, style: Style, styles: Styles, notes: Notes) -> Run | None:
    properties = element.find(f"{W}rPr")
    own = _own(element, styles)
    if is_on(properties, "vanish", own.hidden or style.hidden):
        return None
    text = "".join(_said(child) or notes.mark(child) for child in element)
    if text.strip().isdecimal() and properties is not None and value(properties, "vertAlign") == "superscript":
        text = raised(text)
    return Run(text, is_on(properties, "b", own.bold or style.bold)) if text else None


def _own(run: Element, styles: Styles) -> Style:
    properties = run.find(f"{W}rPr")
    name = value(properties, "rStyle") if properties is not None else ""
    return styles.style(name) if name else Style()


def _elements(paragraph: Element) -> Iterator[Element]:
    """Runs in order, also those in links, fields and insertions; without those of deletions, of boxes and of what only older programs show."""
    stack = [iter(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == f"{W}r":
            yield child
        elif child.tag not in _TAKEN_OUT and child.tag != f"{MC}Fallback":
            stack.append(iter(child))


def _said(child: Element) -> str:
    if child.tag == f"{W}t":
        return child.text or ""
    if child.tag == f"{W}br":
        return "" if child.get(f"{W}type") in ("page", "column") else "\n"
    if child.tag == f"{W}sym":
        return _symbol(child.get(f"{W}char") or "")
    return _SIGNS.get(str(child.tag), "")


def _symbol(code: str) -> str:
    """
    >>> _symbol("2022"), _symbol("zz"), _symbol("D800")
    ('•', '', '')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else ""


def boxes(paragraph: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph, each once: Word writes them a second time for older programs."""
    for drawing in paragraph.iter(*_DRAWN):
        if next(drawing.iterancestors(*_DRAWN), None) is None and not _is_fallback(drawing):
            yield from (box for box in drawing.iter(f"{W}txbxContent") if next(box.iterancestors(f"{W}p"), None) is paragraph)


def _is_fallback(element: Element) -> bool:
    fallback = next(element.iterancestors(f"{MC}Fallback"), None)
    return fallback is not None and fallback.getparent().find(f"{MC}Choice") is not None


def loses_its_end(paragraph: Element) -> bool:
    """Has a tracked change deleted the paragraph's end, so that it runs on in the next?"""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
