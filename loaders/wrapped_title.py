"""A title of minutes over two lines, of which the second has the date ("Referat af mødet i Kontaktudvalget" / "tirsdag den 4. oktober 2011")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.blocks import Block, Kind
from loaders.passage import join

_TITLE = re.compile(r"\W*(?:\w*referat|protokol|udskrift)\b(?:[^.:;\d]|\d{1,3}\.\s)*\bmødet?\b[^.:;\d]*$", re.IGNORECASE)
DATED = re.compile(
    r"\W*(?:(?:\w*referat|protokol|udskrift|notat)\b(?:[^.:;]|(?<=\d)\.)*\bmøde(?:t|rne)?\b"
    r"|(?:(?:\d{1,3}\.|(?:ekstra)?ordinært|politisk|administrativt)\s+)?(?:[a-zæøå]+)?møde\b(?=[^.:;]{0,80}?\bd(?:en|\.)\s*\d)(?![^:;]*\.$)"
    r"|mødet\s+(?:blev\s+(?:af)?holdt|er\s+(?:af)?holdt|fandt\s+sted|foregik)\b)",
    re.IGNORECASE,
)
"""A title that names the meeting, of which the date behind it is: "Referat af møde onsdag den 8. maj 2024 kl. 16", "Møde den 8. maj 2024"."""
_DAY = re.compile(r"(?:\w+dag\s+)?(?:den|d\.)\s*\d", re.IGNORECASE)


def joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks with such a title as one line, where a letter's own date stands beside it: the title's is the meeting's."""
    made: list[Block] = []
    for block in blocks:
        above = made[-1] if made else None
        wrapped = above is not None and block.kind is Kind.LINE and not block.gap and _TITLE.match(above.text.text) and _DAY.match(block.text.text)
        if wrapped and above is not None:
            made[-1] = replace(above, text=join([above.text, block.text]))
        else:
            made.append(block)
    return tuple(made)
