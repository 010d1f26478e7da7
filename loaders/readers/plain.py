"""Plain text and Markdown. One block a printed line; offsets count in the decoded text with `\\n` line ends and without a BOM."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from charset_normalizer import from_bytes

from loaders.blocks import Block, Kind, Text
from loaders.document import Document
from loaders.errors import UnreadableDocument
from loaders.passage import Passage, clean, listed, series
from loaders.readers.marks import BOLD_LEVEL, OFFICE, is_titled
from loaders.readers.plain_columns import aligned
from loaders.readers.portions import LONGEST_LINE

_PAGE_NUMBER = re.compile(r"^\W*(?:(?:side|page|s\.)\s*)?\d{1,3}(?:\s*(?:af|of|/)\s*\d{1,3})?\W*$", re.IGNORECASE)
_PAGE_MARK = re.compile(r"(?:\t|\s{3,})side\s+\d{1,3}(?:\s*(?:af|/)\s*\d{1,3})?\s*$", re.IGNORECASE)
_DOTTED = re.compile(r"(?:\.{4,}|…{2,}|(?:\.\s){4,}|_{4,})\s*(?:side\s*)?\d{0,4}\s*$", re.IGNORECASE)
_FILL = re.compile(r"\.\s*\.|……|____")  # every line that `_DOTTED` takes has one of these, and few others do
_RULE = re.compile(r"^[\s\-=_*~|:+]{3,}$")
_FRAMED = re.compile(r"^\s{0,8}(?P<mark>[=~#*-]{2,6})\s+(?P<title>[^\W\d].{2,80}?)\s+(?P=mark)\s*$")  # "=== Trygt hjem ==="
_HEADING = re.compile(r"^\s{0,3}(?P<level>#{1,6})\s+")
_BOLD = re.compile(r"(?:\*\*|__)((?:(?!\*\*|__).)+)(?:\*\*|__)")
_DEFINED = re.compile(r"[ ]{0,3}:[ \t]+(?=\S)")  # below a term: a definition list
_QUOTED = re.compile(r"[ ]{0,3}(?:>[ \t]?)+")
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zæ.]*"
_PART_OF_YEAR = "(?:kvartal|kvt|halvår|tertial)"  # "1. kvartal 2025" begins no list
_MARKER = re.compile(
    r"^(?P<indent>[\s>]*)(?P<marker>[-*+•–—◦▪■●·‣⁃]|\uf0b7|(?-i:o(?=\s+[A-ZÆØÅ]))"
    rf"|\(?\d{{1,2}}[.)](?!\s*(?:{_MONTH}(?:\s+\d|\s+kl|\s*$)|{_PART_OF_YEAR}\b)){OFFICE}"
    r"|(?-i:\([a-z]\))|[a-z]\)|[a-z]\.(?=\s+[^\W\d]))[ \t\u00a0]+(?=\S)",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"\*\*|__|(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])"  # strong and emphasis
    r"|\\(?=[-*_#|.\[\]()]|\s*$)|`|</?[a-z]+ ?/?>"  # escapes, code, tags
    r"|!?\[(?=[^\]]*\]\()|(?<=\S)\]\([^)\s]*\)"  # links, but not their text
)
_BREAK = re.compile(r"<br ?/?>(?=\s*\S)", re.IGNORECASE)
_FEWEST_FIELDS = 3
_COLUMNS = re.compile(r"[^\S\n]*(?:\t|[^\S\n]{3,})[^\S\n]*")


def read(document: Document) -> Text:
    """Raises UnreadableDocument where the bytes are no text."""
    text = decode(document)
    markdown = document.media_type == "text/markdown"
    blocks = _underlined(_blocks(text, markdown))
    return Text(text, tuple(_definitions(tuple(blocks), text) if markdown else aligned(blocks, text)))


def decode(document: Document) -> str:
    """UTF-8 where it is UTF-8, with or without a BOM; else the encoding that the bytes look most like (Latin-1, Windows-1252, UTF-16)."""
    content = document.content
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=["cp1252", "latin_1", "utf_16", "utf_16_le", "utf_16_be", "mac_roman", "cp850"]).best()
        if best is None:
            raise UnreadableDocument(document.name, "its bytes are no text in any known encoding", "Save it as UTF-8 text.") from None
        text = str(best)
    if text.count("\0") > len(text) // 100:
        raise UnreadableDocument(document.name, "it holds binary data, not text", "Check its ending: is it a PDF or a Word file?")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _blocks(text: str, markdown: bool) -> Iterator[Block]:
    gap, page, at, paged, comment, columns = True, 1, 0, "\f" in text, False, 0
    for line in text.split("\n"):
        offset, at = at, at + len(line) + 1
        page += line.count("\f")
        quoted = _QUOTED.match(line) if markdown else None
        if quoted:
            line, offset = line[quoted.end() :], offset + quoted.end()
        opened, comment = comment or "<!--" in line, (comment or "<!--" in line) and "-->" not in line
        if not line.strip():
            gap = True
            continue
        gap = gap or "\f" in line
        block = (
            _furniture(line, offset)
            if markdown and opened
            else _block(line, offset, page if paged else None, gap, markdown, columns if not gap else 0)
        )
        if not block.text:  # marks alone ("```", "<br>", "**") or what nobody sees: an empty line to a reader
            gap, block = True, _furniture(line, offset)
        if block.text:
            yield block
        columns = _columns(block)
        gap = block.kind in (Kind.HEADING, Kind.FURNITURE) and (gap or block.kind is Kind.HEADING)


_UNDERLINE = re.compile(r"([-=~_*])\1{2,}")


def _underlined(blocks: Iterable[Block]) -> Iterator[Block]:
    """A line underlined by signs to about its own length is a heading ("Mødeplan" over "--------")."""
    held: Block | None = None
    for block in blocks:
        if held is not None:
            ruled = block.kind is Kind.FURNITURE and _UNDERLINE.fullmatch(block.text.text.strip())
            near = ruled is not None and ruled is not False and abs(len(held.text) - len(block.text)) <= max(3, len(held.text) // 4)
            yield replace(held, kind=Kind.HEADING, level=1 if block.text.text.strip().startswith("=") else BOLD_LEVEL) if near else held
        held = block if block.kind is Kind.LINE and block.gap else None
        if held is None:
            yield block
    if held is not None:
        yield held


def _definitions(blocks: Sequence[Block], text: str) -> Iterator[Block]:
    """Definition lists: a term with one definition is its label, as in HTML; one with several is the heading of what they say."""
    at = 0
    while at < len(blocks):
        block, end = blocks[at], at + 1
        while block.kind is Kind.LINE and end < len(blocks) and _defines(blocks[end], text):
            end += 1
        if end == at + 1:
            yield block
        elif end == at + 2 and not block.text.text.endswith(":"):
            yield replace(block, text=listed(block.text, _defined(blocks[at + 1]).text, ": "))
        else:
            yield replace(block, kind=Kind.HEADING, gap=True, level=BOLD_LEVEL)
            yield from (_defined(one) for one in blocks[at + 1 : end])
        at = end


def _defines(block: Block, text: str) -> bool:
    return block.kind is Kind.LINE and _DEFINED.match(text, text.rfind("\n", 0, block.text.span.start) + 1) is not None


def _defined(block: Block) -> Block:
    mark = _DEFINED.match(block.text.text)
    return replace(block, text=block.text[mark.end() :], gap=True) if mark else block


def _columns(row: Block) -> int:
    """How many columns go on below a row; none below the head of a table of contents."""
    return len(row.cells) if row.cells and not _PAGES.fullmatch(row.cells[-1].text) else 0


_PAGES = re.compile(r"side(?:tal|nr\.?)?|s\.", re.IGNORECASE)


def _furniture(line: str, offset: int) -> Block:
    return Block(Kind.FURNITURE, clean(line, offset))


def _block(line: str, offset: int, page: int | None, gap: bool, markdown: bool, columns: int) -> Block:
    if len(line) > LONGEST_LINE:  # marks of a line are not looked for where that would take time squared
        return Block(Kind.LINE, clean(line, offset, page), gap)
    if _PAGE_NUMBER.match(line) or (_FILL.search(line) and _DOTTED.search(line)) or _RULE.match(line):
        return _furniture(line, offset)
    heading = _HEADING.match(line) if markdown else None
    if heading:
        return Block(Kind.HEADING, _inline(line[heading.end() :], offset + heading.end(), page, markdown), gap, len(heading.group("level")))
    framed = None if markdown else _FRAMED.match(line)
    if framed:
        return Block(Kind.HEADING, clean(framed["title"], offset + framed.start("title"), page), gap, BOLD_LEVEL)
    bold = _BOLD.fullmatch(line.strip()) if markdown else None
    if bold and is_titled(bold.group(1)):
        return Block(Kind.HEADING, _inline(line, offset, page, markdown), gap, BOLD_LEVEL)
    line = _PAGE_MARK.sub("", line)
    cells = _cells(line, offset, page, markdown, columns)
    if cells:
        return Block(Kind.ROW, _inline(line, offset, page, markdown), gap, cells=cells)
    marked = _MARKER.match(line)
    if marked:
        rest = _fields(line, marked.end(), offset, page, markdown)
        return Block(Kind.ITEM, rest, gap, len(marked.group("indent").expandtabs(4)) // 2, marked.group("marker"))
    return Block(Kind.LINE, _inline(line, offset, page, markdown), gap)


def _fields(line: str, start: int, offset: int, page: int | None, markdown: bool) -> Passage:
    """A member of a list; tabs or wide gaps between three or more fields of it ("- Bo Lund    direktør    Odder Kommune") are commas to a reader."""
    fields = tuple(_parts(line[start:].rstrip(), offset + start, page, _COLUMNS, markdown))
    if len(fields) < _FEWEST_FIELDS or not all(fields):
        return _inline(line[start:], offset + start, page, markdown)
    return series(fields)


def _inline(line: str, offset: int, page: int | None, markdown: bool) -> Passage:
    passage = clean(line, offset, page)
    return passage.without(_MARKS).strip() if markdown else passage


def _cells(line: str, offset: int, page: int | None, markdown: bool, columns: int) -> tuple[Passage, ...]:
    """A row's cells: between pipes in either format; in plain text also between tabs or wide gaps.

    A small number behind a gap is a page's, but for right below a row of as many columns (`columns`).
    """
    stripped = line.strip()
    if stripped.startswith("|") or stripped.count("|") >= 2:
        inner = stripped.strip("|")
        start = offset + line.index(inner) if inner else offset
        return tuple(_parts(inner, start, page, re.compile(r"(?<!\\)\|"), markdown))
    if markdown or not _COLUMNS.search(stripped):
        return ()
    start = offset + line.index(stripped)
    every = tuple(_parts(stripped, start, page, _COLUMNS, markdown))
    cells = every if len(every) == columns else tuple(cell for cell in every if not _PAGE_NUMBER.match(cell.text))
    return cells if len(cells) > 1 and not _MARKER.match(line) else ()


def _parts(text: str, offset: int, page: int | None, separator: re.Pattern[str], markdown: bool) -> Iterator[Passage]:
    """The cells; a line broken inside a cell of Markdown ends a thing there, as a semicolon does, at the same offset."""
    text = _BREAK.sub(lambda found: ";".ljust(len(found.group())), text) if markdown else text
    at = 0
    for found in [*separator.finditer(text), None]:
        end = found.start() if found else len(text)
        yield _inline(text[at:end], offset + at, page, markdown)
        at = found.end() if found else end
