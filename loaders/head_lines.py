"""Lines of a head that hold several of its fields, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.lexicon import lexicon
from loaders.passage import Passage

LABELS = frozenset({"date", "start", "end", "place", "virtual", "in-person", "next-meeting"})
"""Of what a head tells about the meeting itself: when, where, and what comes next."""
_ANOTHER_LABEL = re.compile(r"(?<=[^\s:,])\s+(?=(?P<label>[A-ZÆØÅ][\wæøå]+(?:\s[\wæøå]+)?):\s)")


def by_labels(line: Passage) -> Iterator[Passage]:
    """ "Mødedato: 04-09-2025 Starttid: 16.30 Sluttid: 18.15": each label of the head begins a line of its own."""
    at = 0
    for found in _ANOTHER_LABEL.finditer(line.text):
        cue = lexicon().cue(f"{found['label']}:")
        if cue and cue.code in LABELS:
            yield line[at : found.start()]
            at = found.end()
    yield line[at:]
