"""What a web page says to its readers, kept where a page was saved or copied as text: buttons before a label, and lines that only navigate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from loaders.blocks import Block, Kind
from loaders.vocabulary import folded, pattern, scheme


def behind_button(text: str) -> int:
    """Where the text begins behind a button's words.

    >>> "fold dette punkt ind Beslutning"[behind_button("fold dette punkt ind Beslutning"):], behind_button("Beslutning")
    ('Beslutning', 0)
    """
    found = _button().match(text)
    return found.end() if found else 0


@cache
def _button() -> re.Pattern[str]:
    words = pattern(label for concept in scheme("interface-word") if concept.code == "fold" for label in concept.labels)
    return re.compile(rf"(?:{words})\s+(?=\S)", re.IGNORECASE)


def without_navigation(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same blocks; lines that lead elsewhere on the page ("Tilbage til toppen") are furniture, whatever they stand under."""
    for block in blocks:
        if block.kind is Kind.HEADING and (glued := _behind().search(block.text.text)):
            block = replace(block, text=block.text[: glued.start()])
        leads = block.kind in (Kind.LINE, Kind.ITEM) and folded(block.text.text).strip(" .:") in _navigation()
        yield replace(block, kind=Kind.FURNITURE) if leads else block


@cache
def _behind() -> re.Pattern[str]:
    """What a button's own element says behind a heading, with or without space ("Status på aftalerFold ud"); a single word may be the title's."""
    words = pattern(label for concept in scheme("interface-word") if concept.code == "fold" for label in concept.labels if " " in label)
    return re.compile(rf"(?<=[\wæøå.?!)])\s*(?-i:(?=[A-ZÆØÅ]))(?:{words})$", re.IGNORECASE)


@cache
def _navigation() -> frozenset[str]:
    return frozenset(folded(label) for concept in scheme("interface-word") if concept.code == "navigation" for label in concept.labels)
