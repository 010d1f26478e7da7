"""A box laid over the text of a page: its lines stand between those of the text, which runs past it, and were drawn at one go before or after it.

No column tells it, since the text crosses it; only the order of drawing does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.readers.pdf_segments import Row, Segment

_LEAP = 3.0  # of the type's size: further down than the next line of a box
_LINES = (2, 12)


def parted(rows: Sequence[Row]) -> tuple[Sequence[Row], list[list[Row]]]:
    """The rows without such boxes, and the rows of each of these."""
    every = sorted((segment for row in rows for segment in row), key=lambda segment: segment.drawn)
    boxes = [flow for flow in _flows(every) if _LINES[0] <= len(flow) <= _LINES[1] and _is_crossed(flow, every)]
    if not boxes:
        return rows, []
    taken = {id(segment) for box in boxes for segment in box}
    text = [row for row in (tuple(segment for segment in row if id(segment) not in taken) for row in rows) if row]
    return text, [[(segment,) for segment in box] for box in boxes]


def _flows(every: Sequence[Segment]) -> Iterator[list[Segment]]:
    """What was drawn at one go, line below line, beginning above what was drawn before it."""
    held: list[Segment] = []
    rose = False
    for segment in every:
        rises = bool(held) and segment.base > held[-1].base + segment.size
        if rises or (held and held[-1].base - segment.base > _LEAP * segment.size):
            if rose:
                yield held
            held, rose = [], rises
        held.append(segment)
    if rose:
        yield held


def _is_crossed(box: Sequence[Segment], every: Sequence[Segment]) -> bool:
    """Does a line of other text, between the box's own, run over its left edge?"""
    left, high, low = min(segment.left for segment in box), box[0].base, box[-1].base
    return any(low < one.base < high and one.left < left < one.right and not any(one is own for own in box) for one in every)
