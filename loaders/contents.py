"""Which headings are lines of a table of contents: those that stand once more with no page number behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

_PAGE = re.compile(r"\s+\d{1,3}$")


def is_entry(title: str, below: Sequence[str], titles: Set[str]) -> bool:
    """Is `title` an entry with its page, and all that stands below it too?

    >>> is_entry("Om planen 3", ["Tema 2 5"], {"Om planen 3", "Om planen"}), is_entry("Om planen", [], {"Om planen"})
    (True, False)
    """
    bare = _PAGE.sub("", title)
    return bare != title and bare in titles and all(map(_PAGE.search, below))
