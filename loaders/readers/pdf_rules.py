"""The horizontal and vertical lines drawn on a PDF page: what rules its tables."""

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


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A line at `at` (of the other axis), from `start` to `end`."""

    at: float
    start: float
    end: float

    def covers(self, position: float) -> bool:
        return self.start - _SAME <= position <= self.end + _SAME


def rules(page: pdfium.PdfPage, place: Place) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Horizontal and vertical lines, pieces put together; none of a page that is a drawing. `place` gives a point's place on the page as shown."""
    across: list[Rule] = []
    down: list[Rule] = []
    count = raw.FPDFPage_CountObjects(page.raw)
    paths = 0
    for index in range(count):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        paths += 1
        if paths > _MOST_PATHS:
            return (), ()
        for (x, y), (right, top) in _strokes(drawn, place):
            if abs(y - top) <= _STRAIGHT and abs(right - x) >= _SHORTEST:
                across.append(Rule((y + top) / 2, min(x, right), max(x, right)))
            elif abs(x - right) <= _STRAIGHT and abs(top - y) >= _SHORTEST:
                down.append(Rule((x + right) / 2, min(y, top), max(y, top)))
    whole = tuple(_joined(across)), tuple(_joined(down))
    return whole if max(map(len, whole)) <= _MOST_LINES else ((), ())


def _strokes(drawn: object, place: Place) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a path, from point to point as shown."""
    count = raw.FPDFPath_CountSegments(drawn)
    if not 2 <= count <= _MOST_POINTS:
        return
    matrix = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(drawn, index)
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
