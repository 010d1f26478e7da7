"""The words of a PDF page with their places, as PDFium finds them, whatever the order in which they were drawn."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.readers.marks import raised

MOST_CHARACTERS = 400_000  # on a page; a full one has five thousand
# What PDFium gives for a hyphen at a line's end, behind which no line end follows; typographic hyphens; ligatures; and what stands for no letter.
_BROKEN = "\x02\ufffe"
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_PRINTED = {**dict.fromkeys(map(ord, f"{_BROKEN}\u2010\u2011"), "-"), **_LIGATURES, 0: None}
_SPACES = " \u00a0\r\n\t\u2000-\u200a"
_WORD = re.compile(rf"[^{_SPACES}{_BROKEN}]*[{_BROKEN}]|[^{_SPACES}{_BROKEN}]+")
_BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")
_FORCED_BOLD = 1 << 18  # of a font's flags (PDF 32000-1, 9.8.2)
_NUMBER_BEHIND = re.compile(r"(?<=[^\d\s])\d{1,2}(?!\d)")
SMALLER = 0.87  # than the type of the line: that of a number above it
_ASKEW = 0.13  # of a quarter turn; text that leans more is a watermark or a note in the margin

Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Word:
    """Points, from the page's lower left corner as it is shown; `base` is the line that the letters stand on; `drawn`: how many letters were
    drawn before it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    drawn: int = 0


@dataclass(frozen=True, slots=True)
class Type:
    """How the letters of one text object are set.

    `quarter`: by how many quarters the page is to be turned for them to stand, None if they are askew or of no colour at all.
    """

    size: float
    bold: bool
    quarter: int | None


class TooMuchText(ValueError):
    """A page holds more characters than any page can show."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its words the right way up. `place` gives a point's place on it; `size`: how wide and high the page is."""

    words: list[Word]
    place: Place
    size: tuple[float, float]


def sheet(page: pdfium.PdfPage) -> Sheet:
    """As the page is shown; a page whose words lie on their side or head, as that of a form put in crosswise, turned so that most stand.

    Raises TooMuchText.
    """
    shown = page.get_rotation() // 90
    text = page.get_textpage()
    try:
        first = _Page(text, *_turned(page, shown), shown)
        words = list(first.words())
        if sum(first.lying.values()) <= len(words):
            return Sheet(words, first.place, first.size)
        turn = max(first.lying, key=lambda one: first.lying[one])
        again = _Page(text, *_turned(page, turn), turn)
        return Sheet(list(again.words()), again.place, again.size)
    finally:
        text.close()


def _turned(page: pdfium.PdfPage, turn: int) -> tuple[Place, tuple[float, float]]:
    """From a point of the page as drawn to that of the page turned by so many quarters, and the width and height that it has then."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom

    def place(x: float, y: float) -> tuple[float, float]:
        x, y = x - left, y - bottom
        return ((x, y), (y, width - x), (width - x, height - y), (height - y, x))[turn]

    return place, (height, width) if turn % 2 else (width, height)


class _Page:
    """The characters of a page, read through the C interface: a call for each, some more for each word."""

    def __init__(self, text: pdfium.PdfTextPage, place: Place, size: tuple[float, float], turn: int) -> None:
        self.place, self.size, self._turn = place, size, turn
        self.lying: Counter[int] = Counter()
        self._text = text.raw
        self._count = raw.FPDFText_CountChars(self._text)
        if self._count > MOST_CHARACTERS:
            raise TooMuchText
        self._types: dict[int, Type] = {}
        self._numbers = tuple(ctypes.c_double() for _ in range(4))
        self._colours = tuple(ctypes.c_uint() for _ in range(4))
        self._matrix, self._name, self._flags = raw.FS_MATRIX(1, 0, 0, 1, 0, 0), ctypes.create_string_buffer(200), ctypes.c_int()

    def words(self) -> Iterator[Word]:
        text = self._told()
        for found in _WORD.finditer(text):
            letters = self._with_raised(found.group(), found.start()).translate(_PRINTED)
            word = letters if letters.isascii() else unicodedata.normalize("NFC", letters)
            if word:
                yield from self._word(word, found.start(), found.end() - 1)

    def _with_raised(self, letters: str, first: int) -> str:
        """A number behind a word that is set smaller and higher is one that refers to a note."""
        if letters[0].isdigit() or not _NUMBER_BEHIND.search(letters):
            return letters
        size, base = self._type(first).size, self._origin(first)[1]

        def number(found: re.Match[str]) -> str:
            at = first + found.start()
            above = self._type(at).size <= SMALLER * size and self._origin(at)[1] > base + 0.1 * size
            return raised(found[0]) if above else found[0]

        return _NUMBER_BEHIND.sub(number, letters)

    def _told(self) -> str:
        """The page's characters, one for each that PDFium counts: in one call, or in one for each where it leaves some out or needs two."""
        room = (ctypes.c_ushort * (self._count + 1))()
        if raw.FPDFText_GetText(self._text, 0, self._count, room) == self._count + 1:
            text = bytes(room).decode("utf-16-le", "replace")[:-1]
            if len(text) == self._count:
                return text
        return "".join(chr(raw.FPDFText_GetUnicode(self._text, index)) for index in range(self._count))

    def _word(self, text: str, first: int, last: int) -> Iterator[Word]:
        kind = self._type(first)
        if kind.quarter != self._turn:
            if kind.quarter is not None:
                self.lying[kind.quarter] += 1
            return
        left, base = self._origin(first)
        yield Word(text, left, max(self._right(last), left), base, kind.size, kind.bold, first)

    def _origin(self, index: int) -> tuple[float, float]:
        x, y, *_ = self._numbers
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        return self.place(x.value, y.value)

    def _right(self, index: int) -> float:
        left, right, bottom, top = self._numbers
        raw.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        return max(self.place(left.value, bottom.value)[0], self.place(right.value, top.value)[0])

    def _type(self, index: int) -> Type:
        """Asked once for each text object, of which a line has one or a few."""
        drawn = raw.FPDFText_GetTextObject(self._text, index)
        key = ctypes.addressof(drawn.contents) if drawn else -1
        known = self._types.get(key)
        if known is None:
            known = self._types[key] = self._ask(index)
        return known

    def _ask(self, index: int) -> Type:
        matrix, name, flags = self._matrix, self._name, self._flags
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        size = raw.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        quarter = round(quarters) % 4 if abs(quarters - round(quarters)) < _ASKEW and not self._is_clear(index) else None
        raw.FPDFText_GetFontInfo(self._text, index, name, 200, flags)
        named = name.value.decode("utf-8", "replace").lower()
        bold = bool(flags.value & _FORCED_BOLD) or any(word in named for word in _BOLD_NAMES)
        return Type(size if size > 0 else 1.0, bold, quarter)

    def _is_clear(self, index: int) -> bool:
        """Is it drawn in a colour that shows nothing? The letters beneath a scan are not: they have a colour, and are not drawn."""
        red, green, blue, alpha = self._colours
        return bool(raw.FPDFText_GetFillColor(self._text, index, red, green, blue, alpha)) and alpha.value == 0
