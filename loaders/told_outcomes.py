"""Which lines of an item say what came of it, whatever label they stand under."""

from __future__ import annotations

import re

from loaders.blocks import Block, Kind
from loaders.labels import label_of
from loaders.lexicon import Cue, lexicon


def says_it(block: Block, cue: Cue) -> bool:
    """ "Vedtaget." is the whole decision; "Vedtaget:" announces it."""
    text = block.text.text
    return cue.code in ("decision", "signatures") and cue.end >= len(text) and text.endswith(".") and bool(lexicon().outcomes(text))


def is_outcome(block: Block) -> bool:
    """ "Anbefales" right below the decision's label is what was decided, and announces nothing."""
    text = block.text.text.rstrip()
    return not text.endswith(":") and len(text.split()) <= 2 and bool(lexicon().outcomes(text))


def tells_outcome(block: Block) -> bool:
    """A sentence that says what came of the item is no attachment ("Referatet blev godkendt.")."""
    text = block.text.text.rstrip()
    sentence = block.kind is Kind.LINE and text[:1].isupper() and text.endswith(".") and len(text.split()) > 2
    return (sentence or points(block)) and bool(lexicon().outcomes(text))


_ARROW = re.compile(r"(?:[→⇒➔►▶]|[-=]>)\s*(?=[^\W\d])")


def points(block: Block) -> bool:
    """An arrow before what came of it ("→ Godkendt.")."""
    return block.kind is Kind.LINE and _ARROW.match(block.text.text) is not None


def decides(block: Block) -> bool:
    """Does a line tell what came of the item, and not who was away: "Fraværende: Bo Lund" stands above many a decision, or within it?"""
    text = block.text.text
    cue = label_of(block)
    told = bool(lexicon().outcomes(text)) or lexicon().is_cue(text, "none")
    return told and block.kind in (Kind.LINE, Kind.ITEM) and (cue is None or cue.code == "none")
