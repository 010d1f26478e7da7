"""A network: who is tied to whom. Things of several columns stand in layers, a column each; pairs of one kind stand on a circle.

Both layouts are computed from the rows alone: the same rows give the same picture.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from api.pictures.svg import LINE, Cell, Drawing, element, label, linked, text, width
from queries.picture import Picture

_MOST_NODES: Final = 90
_MOST_TIES: Final = 400
_ROUNDS: Final = 6
_GAP: Final = 130.0

Node = tuple[int, Cell]  # the layer that it stands in, and what it is


@dataclass(frozen=True, slots=True)
class _Tie:
    one: Node
    two: Node
    weight: float


def draw(picture: Picture, rows: Sequence[Mapping[str, Cell]], words: Mapping[str, str]) -> Drawing:
    layered = len({_family(name) for name in picture.parts["nodes"]}) > 1
    every = _ties(picture, rows, layered)
    ties = _kept(every)
    if not ties:
        return Drawing(300, 40, label(Cell(words["picture-nothing"]), 4, 24, 290), words["picture-nothing"])
    drawing = _layers(ties) if layered else _circle(ties)
    count = len({node for tie in ties for node in (tie.one, tie.two)})
    told = words["picture-network"].format(nodes=count, ties=len(ties))
    return Drawing(drawing.width, drawing.height, drawing.body, told, len(every) - len(ties))


def _family(column: str) -> str:
    """`other` is one more of the column before it."""
    return "person" if column == "other" else column


def _ties(picture: Picture, rows: Sequence[Mapping[str, Cell]], layered: bool) -> list[_Tie]:
    weights: Counter[tuple[Node, Node]] = Counter()
    weight = picture.column("weight")
    for row in rows:
        nodes = [(place if layered else 0, row[name]) for place, name in enumerate(picture.parts["nodes"]) if row[name].text]
        for one, two in pairwise(nodes):
            weights[one, two] += int(row[weight].text) if weight and row[weight].text.isdecimal() else 1
    return [_Tie(one, two, weight) for (one, two), weight in weights.items()]


def _kept(ties: Sequence[_Tie]) -> list[_Tie]:
    """The strongest ties, between as many things as there is room for."""
    strength: Counter[Node] = Counter()
    for tie in ties:
        strength.update({tie.one: int(tie.weight), tie.two: int(tie.weight)})
    room = {node for node, _ in sorted(strength.items(), key=lambda item: (-item[1], item[0][0], item[0][1].text))[:_MOST_NODES]}
    inside = [tie for tie in ties if tie.one in room and tie.two in room]
    return sorted(inside, key=lambda tie: (-tie.weight, tie.one[1].text, tie.two[1].text))[:_MOST_TIES]


def _neighbours(ties: Sequence[_Tie]) -> dict[Node, list[Node]]:
    found: dict[Node, list[Node]] = {}
    for tie in ties:
        found.setdefault(tie.one, []).append(tie.two)
        found.setdefault(tie.two, []).append(tie.one)
    return found


def _layers(ties: Sequence[_Tie]) -> Drawing:
    near = _neighbours(ties)
    layers = {
        place: sorted((node for node in near if node[0] == place), key=lambda node: node[1].text) for place in sorted({node[0] for node in near})
    }
    order = _untangled(layers, near)
    high = LINE * max(len(nodes) for nodes in order.values()) + 20
    place, x = {}, 0.0
    edges: dict[int, tuple[float, float]] = {}
    for layer, nodes in order.items():
        wide = width([node[1].text for node in nodes], 60, 230)
        edges[layer] = (x, x + wide)
        step = (high - 20) / len(nodes)
        place.update({node: 10 + step * (index + 0.5) for index, node in enumerate(nodes)})
        x += wide + _GAP
    body = "".join(_bow(tie, edges, place) for tie in ties) + "".join(_name(node, edges[node[0]], place[node]) for node in place)
    return Drawing(x - _GAP + 8, high, body, "")


def _untangled(layers: Mapping[int, list[Node]], near: Mapping[Node, list[Node]]) -> dict[int, list[Node]]:
    """Each layer ordered by where its neighbours stand, a few times over: fewer ties cross (the barycentre method)."""
    order = {layer: list(nodes) for layer, nodes in layers.items()}
    for _ in range(_ROUNDS):
        for layer in order:
            at = {node: index / len(nodes) for nodes in order.values() for index, node in enumerate(nodes)}
            order[layer].sort(key=lambda node: (sum(at[other] for other in near[node]) / len(near[node]), node[1].text))
    return order


def _bow(tie: _Tie, edges: Mapping[int, tuple[float, float]], place: Mapping[Node, float]) -> str:
    one, two = sorted((tie.one, tie.two), key=lambda node: node[0])
    start, end = edges[one[0]][1], edges[two[0]][0]
    middle = (start + end) / 2
    path = f"M {start:.1f} {place[one]:.1f} C {middle:.1f} {place[one]:.1f} {middle:.1f} {place[two]:.1f} {end:.1f} {place[two]:.1f}"
    return element("path", _title(tie), d=path, klass="tie", stroke_width=_thick(tie.weight))


def _name(node: Node, edge: tuple[float, float], y: float) -> str:
    left, right = edge
    box = element("rect", x=left, y=y - LINE / 2 + 1, width=right - left, height=LINE - 2, rx=5, klass=f"node layer{node[0] % 3}")
    return linked(node[1], box + label(Cell(node[1].text), left + 6, y + 4, right - left - 8))


def _circle(ties: Sequence[_Tie]) -> Drawing:
    near = _neighbours(ties)
    order = _around(near)
    room = width([node[1].text for node in order], 80, 190)
    radius = max(110.0, LINE * len(order) / (2 * math.pi))
    middle = radius + room + 10
    turn = {node: 2 * math.pi * index / len(order) - math.pi / 2 for index, node in enumerate(order)}
    at = {node: (middle + radius * math.cos(angle), middle + radius * math.sin(angle)) for node, angle in turn.items()}
    chords = "".join(_chord(tie, at, middle) for tie in reversed(ties))
    return Drawing(2 * middle, 2 * middle, chords + "".join(_spoke(node, turn[node], middle, radius, room) for node in order), "")


def _around(near: Mapping[Node, list[Node]]) -> list[Node]:
    """Who is tied to whom stands near each other: from the most tied on, always the one with most ties to those just placed."""
    left = sorted(near, key=lambda node: (-len(near[node]), node[1].text))
    order = [left.pop(0)]
    while left:
        recent = set(order[-3:])
        best = max(left, key=lambda node: (sum(other in recent for other in near[node]), len(near[node])))
        left.remove(best)
        order.append(best)
    return order


def _chord(tie: _Tie, at: Mapping[Node, tuple[float, float]], middle: float) -> str:
    (x1, y1), (x2, y2) = at[tie.one], at[tie.two]
    klass = "tie strong" if tie.weight > 1 else "tie"
    return element(
        "path", _title(tie), d=f"M {x1:.1f} {y1:.1f} Q {middle:.1f} {middle:.1f} {x2:.1f} {y2:.1f}", klass=klass, stroke_width=_thick(tie.weight)
    )


def _spoke(node: Node, angle: float, middle: float, radius: float, room: float) -> str:
    """A dot, and its name outwards; on the left half turned so that it is not upside down."""
    x, y = middle + radius * math.cos(angle), middle + radius * math.sin(angle)
    out = radius + 10
    tx, ty = middle + out * math.cos(angle), middle + out * math.sin(angle)
    left = math.cos(angle) < -1e-9
    turn = math.degrees(angle) + (180 if left else 0)
    name = label(Cell(node[1].text), tx, ty + 4, room, "label", "end" if left else "start", turn)
    return linked(node[1], element("circle", cx=x, cy=y, r=5, klass="mark present") + name)


def _title(tie: _Tie) -> str:
    return element("title", text(f"{tie.one[1].text} – {tie.two[1].text}: {tie.weight:g}"))


def _thick(weight: float) -> float:
    return min(8.0, 0.8 + 0.8 * weight)
