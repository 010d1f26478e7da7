"""Agenda items without numbers below whose titles the same label comes again and again ("Indhold:"), whatever that label is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.numbering import Candidate
from loaders.vocabulary import folded

_FEWEST, _LONGEST_LABEL, _LONGEST_TITLE = 3, 40, 200


def items(blocks: Sequence[Block]) -> list[Candidate]:
    """The lines right above the first label that stands below three titles or more, and above just one decision each; [] for no such label."""
    kept = [index for index, block in enumerate(blocks) if block.kind is not Kind.FURNITURE]
    below: dict[str, list[int]] = defaultdict(list)
    for title, label in pairwise(kept):
        if _may_be_label(blocks[label]) and _may_head(blocks[title]):
            below[folded(blocks[label].text.text).strip(" :")].append(title)
    for titles in below.values():
        if len(titles) >= _FEWEST and _decided(blocks, titles):
            return [Candidate(index, "", blocks[index].text) for index in titles]
    return []


def _may_be_label(block: Block) -> bool:
    text = block.text.text
    return block.kind in (Kind.LINE, Kind.HEADING) and len(text) <= _LONGEST_LABEL and (text.endswith(":") or lexicon().label(text) != "")


def _may_head(block: Block) -> bool:
    """A line set apart that announces no part of an item and is no sentence; "Næste møde" is a title as good as any."""
    text = block.text.text.rstrip()
    apart = block.kind is Kind.HEADING or (block.kind is Kind.LINE and block.gap)
    written = len(text) <= _LONGEST_TITLE and text[:1].isupper() and not text.endswith((".", ":", ",", ";"))
    return apart and written and lexicon().label(text) not in _PARTS


_PARTS = frozenset({"case-text", "recommendation", "decision", "attachments", "attendees", "absentees", "date", "place"})


def _decided(blocks: Sequence[Block], titles: Sequence[int]) -> bool:
    """Do nearly all of the items have one decision, and none two? Then nothing else stands between the title and its label either."""
    told = list(_decisions(blocks, titles))
    return max(told) <= 1 and 4 * sum(told) >= 3 * len(told)


def _decisions(blocks: Sequence[Block], titles: Sequence[int]) -> Iterator[int]:
    for title, end in pairwise([*titles, len(blocks)]):
        yield sum(lexicon().label(block.text.text) == "decision" for block in blocks[title + 1 : end])
