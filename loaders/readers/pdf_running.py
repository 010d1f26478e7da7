"""Which printed lines go on from the line above as running text, and which stand on lines of their own (a list of names, an address)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from loaders.readers import marks
from loaders.readers.pdf_lines import Printed
from loaders.readers.pdf_look import Look, alike, close, is_filled

_MARKS = re.compile(r"[,:(]")
_FEWEST = 2  # lines that show how a paragraph's verses are formed
_FORMED = 0.75  # of these lines
_ENDS = re.compile(r"[a-zæøå]{3}\.(?: +[A-ZÆØÅ]|$)")  # a sentence, which began above where no other ended there
_LABEL = re.compile(r"[A-ZÆØÅ][\wæøå/.]*(?: [\wæøå/.]+){0,3}:(?: |$)")


def running(lines: Sequence[Printed], look: Look) -> frozenset[int]:
    """The `id` of each line that goes on from the one above.

    In running text every line but the last is filled: the next word would not have fitted. Where one line of a paragraph is not, its lines are
    verses, and only what begins as no verse would goes on.
    """
    found: set[int] = set()
    for paragraph in _paragraphs(lines, look):
        filled = [is_filled(above, line, look) for above, line in pairwise(paragraph)]
        formed = _is_formed(paragraph, filled)
        for (above, line), wraps in zip(pairwise(paragraph), filled, strict=True):
            if wraps and (all(filled) or _is_rest(above, line) or (formed and not _MARKS.search(line.text))):
                found.add(id(line))
    return frozenset(found)


def _is_formed(paragraph: Sequence[Printed], filled: Sequence[bool]) -> bool:
    """Have the lines that surely begin a verse a comma, colon or parenthesis, as those of a list of people have? Then one without is a rest.

    The first line may be the list's label.
    """
    begun = [line for line, wraps in zip(paragraph[1:], filled, strict=True) if not wraps]
    formed = sum(_MARKS.search(line.text) is not None for line in begun)
    return formed + (_MARKS.search(paragraph[0].text) is not None) >= _FEWEST and formed >= _FORMED * len(begun)


def _is_rest(above: Printed, line: Printed) -> bool:
    opened = above.text.count("(") > above.text.count(")")
    sentence = _ENDS.search(line.text) is not None and not above.text.endswith((".", ":", ";", "!", "?"))
    capitals = above.text.isupper() and line.text.isupper()
    return opened or sentence or capitals or line.text[:1].islower() or line.text.startswith("(") or above.text.endswith((",", "-", "–"))


def _paragraphs(lines: Iterable[Printed], look: Look) -> Iterator[list[Printed]]:
    held: list[Printed] = []
    for line in lines:
        if held and not _may_go_on(held[-1], line, look):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _may_go_on(above: Printed, line: Printed, look: Look) -> bool:
    if line.rows or above.rows or len(line.segments) > 1 or len(above.segments) > 1 or not (close(above, line, look) and alike(above, line)):
        return False
    begins = line.first.words[0].bold and not above.segments[-1].words[-1].bold and not line.text[:1].islower()
    return not (begins or _LABEL.match(line.text) or marks.split_marker(line.text)[0])
