"""Hyphens that a compound has anyway, at the end of a printed line: "Aarhus-" over "klyngen", where the document writes "Aarhus-klyngen" elsewhere.

A hyphen at a line's end is taken for the line's and goes; only what else the document writes can tell one that belongs to the word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.blocks import Kind
from loaders.readers.sheet import Line

_COMPOUND = re.compile(r"(?<![\w-])([^\W\d_]{2,}-[^\W\d_]{2,})(?![\w-])")
_WORD = re.compile(r"[^\W\d_]{4,}")
_BROKEN = re.compile(r"(?P<first>(?<![\w-])[^\W\d_]{2,})-\n(?P<rest>[a-zæøå][^\W\d_]+)(?![\w-])(?P<mark>[.,:;)]*)[ ]?")


def kept(lines: Iterable[Line]) -> Iterator[Line]:
    """The same lines, the rest of each such word on the line where it begins."""
    held = list(lines)
    whole = "\n".join(line.text for line in held)
    compounds = Counter(found.lower() for found in _COMPOUND.findall(whole))
    words = Counter(found.lower() for found in _WORD.findall(whole)) if compounds else Counter()

    def is_compound(found: re.Match[str]) -> bool:
        first, rest = found["first"].lower(), found["rest"].lower()
        return compounds[f"{first}-{rest}"] > words[f"{first}{rest}"]

    def mended(found: re.Match[str]) -> str:
        return f"{found['first']}-{found['rest']}{found['mark']}\n" if is_compound(found) else found.group()

    made: list[Line] = []
    before: Line | None = None
    for line in held:
        line = replace(line, text=_BROKEN.sub(mended, line.text)) if "-\n" in line.text else line
        if before is not None and before.text.endswith("-") and line.kind is Kind.LINE and not line.cells:
            joined = f"{before.text}\n{line.text}"
            found = _BROKEN.search(joined, max(0, len(before.text) - 60))
            if found and found.start("rest") == len(before.text) + 1 and is_compound(found):
                before = replace(before, text=joined[: found.start("rest") - 1] + joined[found.start("rest") : found.end()].rstrip())
                line = replace(line, text=joined[found.end() :])
        if before is not None:
            made.append(before)
        before = line
    return (line for line in (*made, *([before] if before else [])) if line.text or line.cells)
