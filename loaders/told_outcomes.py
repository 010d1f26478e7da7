"""Which lines of an item say what came of it, whatever label they stand under."""

from __future__ import annotations

import re

from loaders import outcomes
from loaders.blocks import Block, Kind
from loaders.labels import label_of
from loaders.lexicon import Cue, lexicon


def says_it(block: Block, cue: Cue) -> bool:
    """ "Vedtaget." is the whole decision; "Vedtaget:" announces it."""
    text = block.text.text
    return cue.code in ("decision", "signatures") and cue.end >= len(text) and text.endswith(".") and bool(outcomes.stated(text))


def is_outcome(block: Block) -> bool:
    """ "Anbefales" right below the decision's label is what was decided, and announces nothing."""
    text = block.text.text.rstrip()
    return not text.endswith(":") and len(text.split()) <= 2 and bool(outcomes.stated(text))


def decides_at_once(block: Block, proposed: bool) -> bool:
    """Is a line right below the decision's label what was decided, whatever label it looks like? `proposed`: the item's own proposal stands above."""
    text = block.text.text.rstrip()
    if advises(block):
        return proposed
    return is_outcome(block) or (block.kind is Kind.LINE and text.endswith(".") and bool(outcomes.decided(text)))


def advises(block: Block) -> bool:
    """ "Det indstilles, at byrådet godkender planen": right below the decision's label, behind the item's own proposal, it is what came of it."""
    return block.kind is Kind.LINE and re.match(r"(?:det\s+)?(?:indstilles|anbefales)\b,?\s+at\s", block.text.text, re.IGNORECASE) is not None


def tells_outcome(block: Block) -> bool:
    """A sentence that says what came of the item is no attachment ("Referatet blev godkendt.")."""
    text = block.text.text.rstrip()
    sentence = block.kind is Kind.LINE and text[:1].isupper() and text.endswith(".") and len(text.split()) > 2
    return (sentence or points(block)) and bool(outcomes.stated(text))


_ARROW = re.compile(r"(?:[→⇒➔►▶]|[-=]>)\s*(?=[^\W\d])")


def points(block: Block) -> bool:
    """An arrow before what came of it ("→ Godkendt.")."""
    return block.kind is Kind.LINE and _ARROW.match(block.text.text) is not None


def arrow(block: Block) -> int:
    """Where the text begins behind an arrow before what came of the item; 0 without one, or before who does what next."""
    found = _ARROW.match(block.text.text) if block.kind is Kind.LINE else None
    said = block.text.text[found.end() :] if found else ""
    told = outcomes.decided(said) or outcomes.alone(said) or re.match(r"ikke\s", said, re.IGNORECASE)
    return found.end() if found and told else 0


def decides(block: Block) -> bool:
    """Does a line tell what came of the item, and not who was away: "Fraværende: Bo Lund" stands above many a decision, or within it?"""
    text = block.text.text
    cue = label_of(block)
    told = bool(outcomes.stated(text)) or lexicon().is_cue(text, "none")
    return told and block.kind in (Kind.LINE, Kind.ITEM) and (cue is None or cue.code == "none")
