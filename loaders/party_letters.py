"""Parties by the short names that papers use ("S", "SF", "K") where others write the ballot's letters ("A", "F", "C"): the two disagree on K."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.blocks import Block
from loaders.passage import Passage

_SHORT = re.compile(r"\((?:S|SF|DF|EL|LA|KD|RV)\)")
_LETTERS = re.compile(r"\((?:A|F|O|Ø|I)\)")


def by_the_ballot(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the Conservatives' K as the C that the ballot has, where the whole list writes short names and no letters.

    On the ballot K is Kristendemokraterne, whose short name is KD. Places stay, for both are one character.
    """
    whole = "\n".join(block.text.text for block in blocks)
    if _LETTERS.search(whole) or not _SHORT.search(whole):
        return tuple(blocks)
    return tuple(replace(block, text=_settled(block.text), cells=tuple(map(_settled, block.cells))) for block in blocks)


def _settled(line: Passage) -> Passage:
    return replace(line, text=line.text.replace("(K)", "(C)")) if "(K)" in line.text else line
