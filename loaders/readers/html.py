"""A web page as it was saved: its main content, with what "fold ud" hides, without the menus and forms around it.

A paragraph is a line with a gap before it; `<br>` and a bare `<div>` are line ends without one. Nothing is fetched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from loaders.blocks import Kind, Text
from loaders.document import Document
from loaders.errors import UnreadableDocument
from loaders.readers import html_notes, plain, visible
from loaders.readers.flow import Flow
from loaders.readers.grid import Grid
from loaders.readers.marks import BOLD_LEVEL
from loaders.readers.sheet import Line, compose, typed
from loaders.readers.tables import Cell, lines, unfold

LARGEST = 50_000_000  # bytes; a page of a council's site has some hundred thousand
_DEEPEST = 150  # elements within each other; below that the text is taken as it stands
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARAGRAPHS = frozenset(
    {
        "p",
        "blockquote",
        "address",
        "section",
        "article",
        "main",
        "header",
        "figure",
        "figcaption",
        "fieldset",
        "hr",
        "details",
        "summary",
        "pre",
        "caption",
    }
)
_LINES = frozenset({"div", "li", "dt", "dd", "form", "body", "center", "tr", "td", "th"})
_BOLD = frozenset({"b", "strong"})
_CHARSET = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_SPACE = re.compile(r"[\s\u00a0]+")
# What XML cannot hold (XML 1.0, section 2.2), as characters or as references to them: the tree would take it in and fail later.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]))(?![0-9a-fA-F]);?"
)
_SINGLE_BYTE = frozenset({"iso8859-1", "ascii"})  # read as Windows-1252, as browsers do
_ORDERED = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def read(document: Document) -> Text:
    """Raises UnreadableDocument where the bytes are no text, or the page has none."""
    if len(document.content) > LARGEST:
        raise UnreadableDocument(document.name, f"it is larger than {LARGEST // 1_000_000} MB", "Save the page without what it embeds.")
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        page = document_fromstring(_UNPRINTABLE.sub(" ", decode(document)).encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableDocument(document.name, f"it is no web page ({error})", "Save the page again, or as PDF.") from error
    return compose(_lines(page), document.name)


def decode(document: Document) -> str:
    """By its byte order mark, else by what it says of itself, else as UTF-8, else as what the bytes look like."""
    content = document.content
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    named = _CHARSET.search(content[:4096])
    for encoding in ("utf-8-sig", _encoding(named.group(1)) if named else ""):
        try:
            return content.decode(encoding) if encoding else plain.decode(document)
        except (UnicodeDecodeError, LookupError):  # LookupError: a codec that is for no text
            continue
    return plain.decode(document)


def _encoding(name: bytes) -> str:
    try:
        known = codecs.lookup(name.decode("ascii", "replace"))
    except LookupError:
        return ""
    return "cp1252" if known.name in _SINGLE_BYTE else known.name


def _lines(page: HtmlElement) -> Iterator[Line]:
    window = _SPACE.sub(" ", str(page.findtext(".//title") or "")).strip()
    around = visible.around(page, window)
    visible.prune(page)
    html_notes.tell(page)
    root = visible.content(page)
    title = visible.title(page, root, window)
    if title:
        yield Line(_SPACE.sub(" ", title).strip(), Kind.HEADING, True, 1)
    flow = Flow()
    _walk(root, flow, 0)
    flow.end()
    yield from (typed(line) for line in flow.lines)
    yield from (Line(text, Kind.FURNITURE, True) for text in around if text != title)


def _walk(element: HtmlElement, flow: Flow, depth: int) -> None:
    """The text of an element and of those within it, in the order of the page."""
    if element.text:
        _write(element, element.text, flow)
    for child in element:
        if isinstance(child.tag, str):
            if depth > _DEEPEST:
                flow.write(_SPACE.sub(" ", child.text_content()))
            else:
                _enter(child, flow, depth + 1)
        if child.tail:
            _write(element, child.tail, flow)


def _write(element: HtmlElement, text: str, flow: Flow) -> None:
    if element.tag == "pre":
        for index, line in enumerate(text.split("\n")):
            if index:
                flow.end()
            flow.write(line)
    else:
        flow.write(_SPACE.sub(" ", text))


def _enter(element: HtmlElement, flow: Flow, depth: int) -> None:
    tag = element.tag
    if tag == "br":
        flow.end(broken=True)
    elif tag in _HEADINGS:
        with flow.block(Kind.HEADING, _HEADINGS[tag]):
            _walk(element, flow, depth)
    elif tag in ("ul", "ol", "menu"):
        _list(element, flow, depth)
    elif tag == "dl":
        _definitions(element, flow, depth)
    elif tag == "table":
        _table(element, flow, depth)
    elif tag in _BOLD:
        with flow.bold():
            _walk(element, flow, depth)
    elif tag in _PARAGRAPHS:
        with flow.block():
            _walk(element, flow, depth)
    elif tag in _LINES:
        with flow.block(gap=False):
            _walk(element, flow, depth)
    else:
        if tag == "span" and _stands_apart(element):
            flow.part(element.text_content().lstrip())
        _walk(element, flow, depth)


def _stands_apart(element: HtmlElement) -> bool:
    """A span right behind another, each with a class of its own: a name and a title, say, with space between them by style alone."""
    before = element.getprevious()
    return before is not None and before.tag == "span" and not before.tail and bool(element.get("class") and before.get("class"))


def _list(element: HtmlElement, flow: Flow, depth: int) -> None:
    """Each item with its marker; a list that stands in an item is one level deeper."""
    number = visible.whole(element.get("start"), 1)
    with flow.listed(gap=flow.level < 0):
        for item in element:
            if not isinstance(item.tag, str):
                continue
            if item.tag != "li":
                _enter(item, flow, depth)
                continue
            number = visible.whole(item.get("value"), number)
            flow.item(_marker(number, element))
            _walk(item, flow, depth)
            flow.end()
            number += 1


def _marker(number: int, element: HtmlElement) -> str:
    """
    >>> from lxml.html import fragment_fromstring
    >>> _marker(2, fragment_fromstring("<ol type=a></ol>")), _marker(2, fragment_fromstring("<ul></ul>"))
    ('b.', '•')
    """
    if element.tag != "ol":
        return "•"
    letters = _ORDERED.get(element.get("type") or "", "")
    return f"{letters[number - 1]}." if 0 < number <= len(letters) else f"{number}."


def _definitions(element: HtmlElement, flow: Flow, depth: int) -> None:
    """ "Term: definition" on a line; a term with several definitions is the heading of what they say."""
    flow.end(gap=True)
    told = [child for child in element.iter("dt", "dd") if next(child.iterancestors("dl")) is element]
    for at, child in enumerate(told):
        term = _SPACE.sub(" ", child.text_content()).strip() if child.tag == "dt" else ""
        if term and [one.tag for one in told[at + 1 : at + 3]] == ["dd", "dd"] and not term.endswith(":"):
            with flow.block(Kind.HEADING, BOLD_LEVEL):
                flow.write(term)
        elif child.tag == "dt":
            flow.end()
            flow.label(term)
        else:
            with flow.block(gap=False):
                _walk(child, flow, depth)
    flow.end(gap=True)


def _table(element: HtmlElement, flow: Flow, depth: int) -> None:
    for caption in element.iterchildren("caption"):
        with flow.block():
            _walk(caption, flow, depth)
    grid = Grid()
    for row in _rows(element):
        for cell in row.iterchildren("td", "th"):
            grid.add(_cell(cell, depth), visible.whole(cell.get("colspan"), 1), visible.whole(cell.get("rowspan"), 1))
        grid.end_row()
    flow.end(gap=True)
    for index, line in enumerate(unfold(grid.rows)):
        flow.put(replace(line, gap=True) if index == 0 else line)
    flow.end(gap=True)


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows of this table, not of those within its cells."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _cell(element: HtmlElement, depth: int) -> Cell:
    flow = Flow(in_cell=True)
    _walk(element, flow, depth)
    flow.end()
    told = lines(flow.lines)
    return (replace(told[0], gap=False), *told[1:]) if told else ()
