"""An item's parts as bullets, each with its label ("• Indstilling: at …", "• Referat: …")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon

_PARTS = frozenset({"case-text", "recommendation", "decision", "attachments"})
_FEWEST = 2  # labels of different kinds; "• Bilag: ingen" alone may be anything's


def as_lines(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks, such bullets as lines of their own."""
    said = {code for block in blocks if block.kind is Kind.ITEM and (code := _code(block))}
    return tuple(_lines(blocks)) if len(said) >= _FEWEST else blocks


def _lines(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        labelled = block.kind is Kind.ITEM and _code(block)
        yield replace(block, kind=Kind.LINE, gap=True, level=0, marker="") if labelled else block


def _code(block: Block) -> str:
    cue = lexicon().cue(block.text.text)
    return cue.code if cue and cue.code in _PARTS and block.text.text[: cue.end].rstrip().endswith(":") else ""
