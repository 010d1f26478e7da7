"""What of a web page is its content: not menus, forms and banners, but what it folds away."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

_NEVER = frozenset(
    {"script", "style", "template", "nav", "footer", "aside", "noscript", "iframe", "object", "embed", "svg", "math", "select", "textarea"}
    | {"input", "canvas", "video", "audio", "map", "head", "option", "datalist"}
)
_ROLES = frozenset(
    {"navigation", "contentinfo", "banner", "search", "complementary", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tablist"}
)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:cookie\w*|consent|breadcrumbs?|brødkrumme\w*|skip-?(?:link|nav|to)\w*|sr-only|visually-?hidden|screen-reader-text|share|social)(?:$|[\s_-])",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOLDED = re.compile(r"accordion|collaps|expand|toggle|foldable|fold-?ud|panel|tab-?(?:content|pane)", re.IGNORECASE)
_SHARE = 0.25  # of the page's text that its main element has to hold to be believed
_CANDIDATES = 20  # main elements looked at; a page has one


def prune(page: HtmlElement) -> None:
    """Take out what a reader of the page would not read once everything is folded out; the text around it stays."""
    opened = frozenset(
        str(name).lstrip("#") for name in page.xpath("//@aria-controls | //@href[starts-with(., '#')] | //@data-target | //@data-bs-target")
    )
    for element in list(page.iter(etree.Element)):
        if element.getparent() is not None and not _is_read(element, opened):
            element.drop_tree()


def content(page: HtmlElement) -> HtmlElement:
    """The element that holds the page's own content: its main element or only article, where that holds a fair part of the text."""
    body: HtmlElement = next(iter(page.xpath("//body")), page)
    whole = _size(body)
    for path in ("//main", "//*[@role='main']", "//article"):
        found = page.xpath(path)
        best = max(found[:_CANDIDATES], key=_size, default=None)
        if best is not None and _size(best) >= _SHARE * whole and (path != "//article" or len(found) == 1):
            return best
    return body


def title(page: HtmlElement, root: HtmlElement, window: str) -> str:
    """The page's title where its content has none: the heading of the first level above the content, else the window's.

    A content that begins with the window's title, which a site puts its name behind, has that title, as a bold line say.
    """
    if root.xpath("boolean(.//h1)"):
        return ""
    above = next((str(one.text_content()) for one in page.xpath("(//h1)[1]")), "")
    own = _SITE.split(window, maxsplit=1)[0]
    begins = _SPACE.sub(" ", str(root.text_content())).strip().startswith(own) if own else False
    return above or ("" if begins else window)


def around(page: HtmlElement, window: str) -> tuple[str, ...]:
    """What says whose site a page is of: the window's title and how the site's foot begins."""
    last = page.xpath("//footer[not(ancestor::article)] | //*[@role='contentinfo']")[-1:]
    feet = [_SPACE.sub(" ", _text(foot)).strip()[:_IMPRINT] for foot in last]
    return tuple(filter(None, (window, *feet)))


def _text(element: HtmlElement) -> str:
    """The words of an element, those of two elements apart."""
    return " ".join(str(part) for part in element.xpath(".//text()[not(parent::script or parent::style)]"))


_SPACE = re.compile(r"\s+")
_SITE = re.compile(r"\s+[|–—-]\s+")  # between a page's title and its site's name
_IMPRINT = 200  # characters: the name and the address, before links and buttons


def _is_read(element: HtmlElement, opened: frozenset[str]) -> bool:
    tag = element.tag
    if tag in ("html", "body", "main", "article"):
        return True
    if tag in _NEVER or (element.get("role") or "").lower() in _ROLES or element.get("aria-modal") == "true":
        return False
    if tag == "button":
        return element.get("aria-expanded") is not None or element.get("aria-controls") is not None or _heads(element) or _opens(element)
    if tag == "form":
        return bool(element.xpath("boolean(.//h1|.//h2|.//table|.//main|.//article)"))
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _AROUND.search(named):
        return False
    return not _is_hidden(element) or _unfolds(element, named, opened)


def whole(number: str | None, otherwise: int) -> int:
    """An attribute that is a whole number.

    >>> whole("3", 1), whole("x", 1), whole(None, 1)
    (3, 1, 1)
    """
    return int(number) if number and re.fullmatch(r"\s*\d{1,6}\s*", number) else otherwise


def _size(element: HtmlElement) -> int:
    return len(str(element.text_content()))


def _heads(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and re.fullmatch(r"h[1-6]|summary", str(parent.tag)) is not None


def _opens(element: HtmlElement) -> bool:
    """Does a button stand right before what it folds out, of a class that says so ("accordion"), and with words of its own?"""
    below = element.getnext()
    named = " ".join(str(one.get("class") or "") for one in (element, element.getparent(), below) if one is not None)
    return below is not None and bool(str(below.text_content()).strip()) and _FOLDED.search(named) is not None


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or _INVISIBLE.search(element.get("style") or "") is not None


def _unfolds(element: HtmlElement, named: str, opened: frozenset[str]) -> bool:
    """Is what is hidden shown at a click: is it a panel by its role or name, or does something that opens it speak of it?"""
    panel = element.get("hidden") == "until-found" or element.get("role") in ("region", "tabpanel") or element.get("aria-labelledby")
    return bool(panel) or _FOLDED.search(named) is not None or element.get("id") in opened
