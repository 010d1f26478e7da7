"""What a line shows of itself, whatever the format: list markers, page numbers, dot leaders, a heading's shape."""

from __future__ import annotations

import re
import unicodedata

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zæ.]*"
_BULLET = r"[-*+•–—◦▪▫■□●○·‣⁃➢➤►✓]|[\ue000-\uf8ff]"
OFFICE = r"(?!\s+(?-i:viceborgmester|viceformand|næstformand|suppleant|stedfortræder)\b)"  # "1. viceborgmester Bo Lund"
_MARKER = re.compile(
    rf"^\s*(?P<marker>{_BULLET}|(?-i:o(?=\s+[A-ZÆØÅ]))"
    rf"|\(?\d{{1,2}}[.)](?!\s*(?:{_MONTH}|kvartal|halvår)(?:\s+\d|\s*$)){OFFICE}|\(?[a-z]\)|[a-z]\.(?=\s+[^\W\d]))[ \t\u00a0]+(?=\S)",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:side|page|s\.)\s*)?\d{1,3}(?:\s*(?:af|of|/|-)\s*\d{1,3})?\W*", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\.\s){4,}|_{4,})\s*\d{0,4}\s*$")
_LONGEST_LEADERS = 400  # characters from the end of a line of contents
_RULE = re.compile(r"[\s\-=_*~|:+]{3,}")
_LABELLED = re.compile(r"(?<!\d):\s*\S|\?\s+[^\W\d_a-zæøå]")  # "Sted: Rådhuset", "Hvem gør det? Kolding Kommune"
_NUMBERED = re.compile(r"\d")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")

_RAISED = str.maketrans("0123456789ivxlc", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜ")

BULLET = "•"
BOLD_LEVEL = 6
"""Of a heading that only its bold type marks: it may stand on any level."""


def split_marker(line: str) -> tuple[str, str]:
    """A list item's marker and the text behind it; no marker for any other line. Glyphs of symbol fonts become a bullet.

    >>> split_marker("\\uf0b7 Budget"), split_marker("2) Status"), split_marker("2. maj 2025"), split_marker("2. kvartal"), split_marker("Budget")
    (('•', 'Budget'), ('2)', 'Status'), ('', '2. maj 2025'), ('', '2. kvartal'), ('', 'Budget'))
    """
    found = _MARKER.match(line)
    return (bullet(found.group("marker")), line[found.end() :]) if found else ("", line)


def bullet(marker: str) -> str:
    """The marker with glyphs of symbol fonts, which no text has, as bullets.

    >>> bullet("\\uf0a7"), bullet("1.")
    ('•', '1.')
    """
    return _PRIVATE.sub(BULLET, marker)


def is_page_number(line: str) -> bool:
    """
    >>> is_page_number("- 3 -"), is_page_number("Side 3 af 12"), is_page_number("Side om side")
    (True, True, False)
    """
    return _PAGE_NUMBER.fullmatch(line) is not None


def is_furniture(line: str) -> bool:
    """A line of a table of contents, with its dots, or a drawn rule.

    >>> is_furniture("1. Budget ........ 4"), is_furniture("______"), is_furniture("1. Budget")
    (True, True, False)
    """
    return _LEADERS.search(line[-_LONGEST_LEADERS:]) is not None or _RULE.fullmatch(line) is not None


def is_titled(text: str) -> bool:
    """Has a line in bold the shape of a heading, rather than of a sentence, a field with its value, or a name?

    >>> [is_titled(text) for text in ("1. Godkendelse af dagsorden", "Beslutning:", "Dato: 2. maj", "Bo Lund", "Bo Lund, læge", "Det er vedtaget.")]
    [True, True, False, False, False, False]
    """
    if (
        len(text) > 100
        or not any(character.isalpha() for character in text)
        or "," in text
        or text.rstrip().endswith((".", ";"))
        or _LABELLED.search(text)
    ):
        return False
    words = text.split()
    return _NUMBERED.match(text) is not None or len(words) < 2 or any(word[0].islower() for word in words)


def printable(text: str) -> str:
    """Letters whole ("å", not "a" and a ring), without control characters and lone surrogates, which no text and no graph can hold.

    White space stays, a form feed becomes a line end.

    >>> printable("Ref\\x00erat\\x0c")
    'Referat\\n'
    """
    text = unicodedata.normalize("NFC", text)
    return _CONTROLS.sub("", text.replace("\x0c", "\n")) if _CONTROLS.search(text) else text


def raised(mark: str) -> str:
    """A number as it is printed above the line, where it refers to a note or is a power.

    >>> raised("12"), raised("iv"), raised("*")
    ('¹²', 'ⁱᵛ', '*')
    """
    return mark.translate(_RAISED)
