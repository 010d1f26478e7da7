"""Cards: people whose name, title, organisation and party each have a paragraph of their own, as a site's page of members sets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from loaders import columns
from loaders.blocks import Block, Kind
from loaders.names import looks_like_name
from loaders.passage import series
from loaders.tokens import tokens
from loaders.wholes import Kind as Part

_FEWEST, _LONGEST = 3, 80
_FIELDS = frozenset({Part.ROLE, Part.ORGANISATION, Part.PARTY, Part.FUNCTION, Part.ABSENT, Part.VIDEO})


def read(blocks: Sequence[Block], region: str) -> tuple[Block, ...]:
    """The same blocks, each card as one line; nothing changes where there are not at least three cards.

    A function may stand above the name, as a badge: so it does where the first one does, or where it begins the card's own list item.
    """
    blocks = forms(blocks)
    if sum(looks_like_name(block.text.text) for block in blocks if len(block.text) <= _LONGEST) < _FEWEST:
        return tuple(blocks)  # most documents have no such line, and to read every line's parts takes time
    parts = [_part(block, region) for block in blocks]
    names = [at for at in range(len(blocks) - 1) if parts[at] == {Part.NAME} and _is_field(blocks[at + 1], parts[at + 1])]
    if len(names) < _FEWEST:
        return tuple(blocks)
    made: list[Block] = []
    at = 0
    for name in names:
        below = len(list(takewhile(lambda other: _is_field(blocks[other], parts[other]), range(name + 1, len(blocks)))))
        end = name + 1 + below
        if end < len(blocks) and end + 1 in names and parts[end - 1] == {Part.FUNCTION} and _badged(parts, names[0]):
            end -= 1
        badge = name > at and parts[name - 1] == {Part.FUNCTION} and blocks[name - 1].kind is not Kind.HEADING
        made += blocks[at : name - badge]
        fields = [*blocks[name:end], *blocks[name - badge : name]]
        made.append(replace(blocks[name], kind=Kind.LINE, text=series([block.text for block in fields]), gap=True, level=0, marker=""))
        at = end
    return (*made, *blocks[at:])


def forms(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, with each form of a person ("Navn | Bo Lund" over "Stilling | Borgmester") as one line; two forms at least."""
    said = [columns.said(block.cells[0].text) if block.kind is Kind.ROW and len(block.cells) == 2 else "" for block in blocks]
    if sum(code == "name" for code in said) < _FEWEST_FORMS or not any(_is_form(said, at) for at in range(len(said))):
        return tuple(blocks)
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        end = at + 1 + len(list(takewhile(lambda code: code == "field", said[at + 1 :]))) if _is_form(said, at) else at + 1
        told = [block.cells[1] for block in blocks[at:end] if end > at + 1 and block.cells[1]]
        made.append(replace(blocks[at], kind=Kind.LINE, text=series(told), cells=(), gap=True) if told else blocks[at])
        at = end
    return tuple(made)


def _is_form(said: Sequence[str], at: int) -> bool:
    return said[at] == "name" and said[at + 1 : at + 2] == ["field"]


_FEWEST_FORMS = 2


def _badged(parts: Sequence[frozenset[Part]], first: int) -> bool:
    return first > 0 and parts[first - 1] == {Part.FUNCTION}


def _part(block: Block, region: str) -> frozenset[Part]:
    """What a short line by itself tells: {NAME} of a name alone, fields, or nothing."""
    if block.kind not in (Kind.LINE, Kind.ITEM, Kind.HEADING) or block.cells or len(block.text) > _LONGEST or block.text.text.endswith((".", ":")):
        return frozenset()
    found = tokens(block.text, region)
    kinds = frozenset(token.kind for token in found)
    return kinds if kinds <= _FIELDS or (kinds == {Part.NAME} and len(found) == 1) else frozenset()


def _is_field(block: Block, part: frozenset[Part]) -> bool:
    return block.kind is Kind.LINE and block.gap and bool(part) and part <= _FIELDS
