"""What stands around a list of amounts and changes what its lines say: a line below that tells what for, a heading of what is saved."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.blocks import Kind
from loaders.kroner import amounts
from loaders.outline import Paragraph
from loaders.passage import join


def is_of_savings(heading: str) -> bool:
    """Does a heading stand over what is saved, which is no funding?

    >>> is_of_savings("Besparelser i 2025"), is_of_savings("Nye indsatser")
    (True, False)
    """
    return _SAVED.match(heading) is not None


_SAVED = re.compile(r"(?:\w+\s+)?(?:besparelser?|effektivisering(?:er)?|prioriteringsbidrag)(?!\w)", re.IGNORECASE)


def told_below(above: Paragraph, paragraph: Paragraph) -> Paragraph | None:
    """ "Køge Kommune ..... 800.000 kr." and right below it, on a line of its own, "Til fælles rygestop": both as one line."""
    text = paragraph.text.text
    if (
        paragraph.field
        or paragraph.block.cells
        or len(text) > _LONGEST
        or not _FOR.match(text)
        or amounts(text)
        or len(above.block.cells) > _PAIR
        or not amounts(above.text.text)
    ):
        return None
    line = replace(above.block, kind=Kind.LINE, cells=())
    return replace(above, block=line, text=join([above.text, paragraph.text]))


_FOR = re.compile(r"(?:til|for)\s+\w", re.IGNORECASE)
_LONGEST = 120
_PAIR = 2  # cells: a label and its amount
