"""Notes of a web page: references as raised numbers, wherever they link to, and each note of a list behind its number."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from loaders.readers.marks import raised

_NUMBER = re.compile(r"\s*\[?(?P<number>\d{1,3}|[ivx]{1,5})\]?\s*")
_BRACKETED = re.compile(r"\s*\[(?P<number>\d{1,3}|[ivx]{1,5})\]\s*")
_ROLE = "doc-noteref"  # DPUB-ARIA 1.1
_BACK = re.compile(r"\W*")


def tell(page: HtmlElement) -> None:
    """Write the marks of notes into the page; what leads back from a note is taken out."""
    marks = dict(_references(page))
    for link in list(page.iter("a")):
        if link.get("href", "").startswith("#") and len(link) == 0 and _BACK.fullmatch(link.text or ""):
            link.drop_tree()
    for item in list(page.iter("li")):
        mark = marks.get(item.get("id", ""))
        if mark:
            item.tag = "p"
            inner = item.find("p")
            first = inner if inner is not None and not (item.text or "").strip() else item
            first.text = f"{mark} {(first.text or '').lstrip()}"


def _references(page: HtmlElement) -> list[tuple[str, str]]:
    """The places that references lead to, with their marks, which stand in the text from now on."""
    found: list[tuple[str, str]] = []
    for element in list(page.iter("sup", "a")):
        number = _number(element)
        if number is None:
            continue
        links = (*element.iterancestors("a"), *element.iter("a"))
        found.extend((link.get("href", "")[1:], number) for link in links if link.get("href", "").startswith("#"))
        for child in list(element):
            element.remove(child)
        element.text = number
    return found


def _number(element: HtmlElement) -> str | None:
    """The mark of what is raised, or refers to a place on the page as references do."""
    if element.tag == "a" and not element.get("href", "").startswith("#"):
        return None
    form = _NUMBER if element.tag == "sup" or element.get("role") == _ROLE else _BRACKETED
    told = form.fullmatch(str(element.text_content()))
    return raised(told["number"]) if told else None
