"""Scanned pages read by Tesseract, where it and its Danish are installed (Debian: tesseract-ocr, tesseract-ocr-dan): words with their places."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from io import StringIO
from statistics import median

import pypdfium2 as pdfium

from loaders.readers import marks
from loaders.readers.pdf_words import Word

LANGUAGE = "dan"
MOST_PAGES = 100  # a page takes some seconds
_DPI = 300
_SECONDS = 60.0  # for a page
_LARGEST_SIDE = 6_000  # pixels: A3 at 300 dpi has 4,960
_SURE = 30.0  # per cent; words below are specks and stamps
_LARGER = 1.4  # than the page's usual type: a heading's
_SPECK = re.compile(r"[^\w(]{1,2}")  # what Tesseract makes of the dot before a list's item: "«+", ".", "*"
_LETTERS = 0.75  # of a word's height are letters without what hangs below the line


class ScanError(ValueError):
    """Tesseract failed at a page, or took too long."""


@cache
def available() -> bool:
    """Is Tesseract installed, and does it know Danish?"""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=_SECONDS, check=False)
    return LANGUAGE in listed.stdout.split()


def words(page: pdfium.PdfPage) -> list[Word]:
    """What Tesseract sees on a page, in points. Raises ScanError."""
    scale = min(_DPI / 72, _LARGEST_SIDE / max(page.get_size()))
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(round(scale * 72)), "tsv"]
    try:
        told = subprocess.run(command, input=_picture(page, scale), capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise ScanError(str(error)) from error
    return list(_placed(told.stdout.decode("utf-8", "replace"), page.get_height(), scale))


def _picture(page: pdfium.PdfPage, scale: float) -> bytes:
    """The page in grey, as a portable grey map: a header and the points, row by row."""
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        points, stride = bytes(bitmap.buffer), bitmap.stride
        rows = b"".join(points[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows
    finally:
        bitmap.close()


def _placed(table: str, height: float, scale: float) -> Iterator[Word]:
    """A line's words stand on one height and have one size, whatever the shape of their letters."""
    lines: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if (row.get("text") or "").strip() and float(row["conf"]) >= _SURE:
            lines[tuple(row[key] for key in ("block_num", "par_num", "line_num"))].append(row)
    usual = median([float(row["height"]) for line in lines.values() for row in line] or [1.0])
    for line in lines.values():
        yield from _line(line, usual, height, scale)


def _line(line: Sequence[dict[str, str]], usual: float, height: float, scale: float) -> Iterator[Word]:
    tall = median(float(row["height"]) for row in line)
    size = (tall if tall > _LARGER * usual else usual) / scale / _LETTERS
    base = height - median(float(row["top"]) + float(row["height"]) for row in line) / scale
    for index, row in enumerate(line):
        word = row["text"].strip()
        text = marks.BULLET if index == 0 and len(line) > 1 and _SPECK.fullmatch(word) else word
        left = float(row["left"]) / scale
        yield Word(text, left, left + float(row["width"]) / scale, base, round(size * 2) / 2, False)
