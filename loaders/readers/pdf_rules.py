"""What is drawn on a PDF page: the horizontal and vertical lines that rule its tables, and the dots before its lists' items."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.readers.pdf_words import Place

_STRAIGHT = 1.0  # points that a line may lean
_SHORTEST = 5.0  # points
_SAME = 3.0  # points between two edges of one drawn line, or between a line and the one that it meets
_MOST_PATHS = 5_000  # on a page; beyond, it is a drawing
_MOST_LINES = 600  # of either direction
_MOST_POINTS = 400  # of a path that may be rules; a curve has more
_DOT = (1.5, 9.0)  # points across; smaller ones are leaders, larger ones pictures
_ROUND = 1.3  # how much wider a dot may be than high, or higher than wide
_MOST_DOTS = 300


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A line at `at` (of the other axis), from `start` to `end`."""

    at: float
    start: float
    end: float

    def covers(self, position: float) -> bool:
        return self.start - _SAME <= position <= self.end + _SAME


@dataclass(frozen=True, slots=True)
class Dot:
    """A small round or square shape: browsers draw a list's bullets, which are no letters then."""

    left: float
    right: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """Horizontal and vertical lines, pieces put together, and dots."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    dots: tuple[Dot, ...] = ()


def drawn(page: pdfium.PdfPage, place: Place) -> Drawn:
    """Nothing of a page that is a drawing. `place` gives a point's place on the page as shown."""
    across: list[Rule] = []
    down: list[Rule] = []
    dots: list[Dot] = []
    paths = 0
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        shape = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH:
            continue
        paths += 1
        if paths > _MOST_PATHS:
            return Drawn()
        dot = _dot(shape, place)
        if dot is not None:
            dots.append(dot)
            continue
        for (x, y), (right, top) in _strokes(shape, place):
            if abs(y - top) <= _STRAIGHT and abs(right - x) >= _SHORTEST:
                across.append(Rule((y + top) / 2, min(x, right), max(x, right)))
            elif abs(x - right) <= _STRAIGHT and abs(top - y) >= _SHORTEST:
                down.append(Rule((x + right) / 2, min(y, top), max(y, top)))
    ruled = tuple(_joined(across)), tuple(_joined(down))
    return Drawn(*(ruled if max(map(len, ruled)) <= _MOST_LINES else ((), ())), tuple(dots) if len(dots) <= _MOST_DOTS else ())


def _dot(shape: object, place: Place) -> Dot | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
    (x, y), (z, w) = place(left.value, bottom.value), place(right.value, top.value)
    wide, high = abs(z - x), abs(w - y)
    if not (_DOT[0] <= min(wide, high) and max(wide, high) <= _DOT[1] and max(wide, high) <= _ROUND * min(wide, high)):
        return None
    return Dot(min(x, z), max(x, z), (y + w) / 2)


def _strokes(shape: object, place: Place) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a path, from point to point as shown."""
    count = raw.FPDFPath_CountSegments(shape)
    if not 2 <= count <= _MOST_POINTS:
        return
    matrix = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(shape, matrix)
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from pairwise(points)
            points = []
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        points.append(place(matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield from pairwise(points)


def _joined(lines: Sequence[Rule]) -> Iterator[Rule]:
    """Lines drawn twice, side by side or piece by piece, as one."""
    lanes: list[list[Rule]] = []
    for line in sorted(lines):
        if lanes and line.at - lanes[-1][0].at <= _SAME:
            lanes[-1].append(line)
        else:
            lanes.append([line])
    for lane in lanes:
        at = sum(line.at for line in lane) / len(lane)
        start = end = None
        for line in sorted(lane, key=lambda line: line.start):
            if end is not None and start is not None and line.start > end + _SAME:
                yield Rule(at, start, end)
                start, end = None, None
            start = line.start if start is None else start
            end = line.end if end is None else max(end, line.end)
        if start is not None and end is not None:
            yield Rule(at, start, end)
