"""A print that puts no space between paragraphs: where one begins is then told by its text, by sentences that end and labels that come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.blocks import Kind
from loaders.readers.sheet import Line

_FEWEST = 6  # lines below a line, in a document that would show the space between its paragraphs if it had any
_PROSE = 60  # characters of a line that may run on in the next
_SENTENCE = re.compile(r"(?:[a-zæøå]{3}|\d)[.!?][)”\"]?$")  # its end, unlike that of "500.000 kr."
_TEXT = (Kind.LINE, Kind.ITEM)
_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][\wæøå./ -]{1,40}?)(?::| –|\? )")
_NUMBER = re.compile(r"[\d.\s]+")


def spaced(lines: Iterable[Line]) -> list[Line]:
    """The same lines; in a document without any space between lines of text, with space about each that is surely a paragraph."""
    held = list(lines)
    told = [line for line in held if line.kind is not Kind.FURNITURE]
    below = [line.gap for above, line in pairwise(told) if above.kind in _TEXT and line.kind in _TEXT]
    if len(below) < _FEWEST or any(below):
        return held
    begins = frozenset(map(id, (*_records(told), *_titles(told))))
    made: list[Line] = []
    above: Line | None = None
    for line in held:
        apart = above is not None and above.kind in _TEXT and line.kind in _TEXT and (id(line) in begins or _is_apart(above, line))
        made.append(replace(line, gap=True) if apart else line)
        above = above if line.kind is Kind.FURNITURE else line
    return made


def _is_apart(above: Line, line: Line) -> bool:
    """Is either a paragraph: of several printed lines, or a whole sentence? Items of one list stand together."""
    if line.kind is Kind.ITEM:
        return above.kind is Kind.LINE and line.marker[:1].isdigit() and _SENTENCE.search(above.text) is not None
    if above.kind is Kind.ITEM:
        return above.marker[:1].isdigit() and _SENTENCE.search(above.text) is None
    return _SENTENCE.search(above.text) is not None or ("\n" in line.text and len(above.text.rpartition("\n")[2]) < _PROSE)


def _records(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that begin a record anew: their label comes again, and the label above them first came behind it; or it comes more often than the
    label right above, which heads several."""
    labels = [_label(line) for line in lines]
    often = Counter(labels)
    places: dict[str, int] = {}
    last = ""
    for above, label, line in zip(["", *labels], labels, lines, strict=False):
        if often[label] < 2 or not label:
            continue
        places.setdefault(label, len(places))
        if last and (places[label] < places[last] or (above and often[label] > often[above] > 1)):
            yield line
        last = label


def _titles(lines: Sequence[Line]) -> Iterator[Line]:
    """Numbered lines that stand alone between lines of text: titles, no lists."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        alone = line.kind is Kind.ITEM and above.kind is Kind.LINE and below.kind is Kind.LINE
        if alone and line.marker[:1].isdigit() and not line.text[:1].islower():
            yield line


def _label(line: Line) -> str:
    found = _LABEL.match(line.text) if line.kind is Kind.LINE else None
    return _NUMBER.sub(" ", found["label"]).strip() if found else ""
