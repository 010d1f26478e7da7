"""A title of minutes over two lines, of which the second has the date ("Referat af mødet i Kontaktudvalget" / "tirsdag den 4. oktober 2011")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.blocks import Block, Kind
from loaders.passage import join

_TITLE = re.compile(r"\W*(?:\w*referat|protokol|udskrift)\b[^.:;\d]*\bmødet?\b[^.:;\d]*$", re.IGNORECASE)
_DAY = re.compile(r"(?:\w+dag\s+)?(?:den|d\.)\s*\d", re.IGNORECASE)
_DATED = re.compile(r"dato\s*:", re.IGNORECASE)


def joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks with such a title as one line, where a letter's own date stands beside it: the title's is the meeting's."""
    if not any(_DATED.match(block.text.text) for block in blocks):
        return tuple(blocks)
    made: list[Block] = []
    for block in blocks:
        above = made[-1] if made else None
        wrapped = above is not None and block.kind is Kind.LINE and not block.gap and _TITLE.match(above.text.text) and _DAY.match(block.text.text)
        if wrapped and above is not None:
            made[-1] = replace(above, text=join([above.text, block.text]))
        else:
            made.append(block)
    return tuple(made)
