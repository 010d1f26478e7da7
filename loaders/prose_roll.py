"""Who came, where no list says it but sentences do: "Til stede fra Region X var A og B. Fra kommunerne deltog C. D deltog ligeledes."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders import groups
from loaders.blocks import Block, paragraphs
from loaders.lexicon import lexicon
from loaders.passage import Passage
from loaders.people import Entry, Setting, entries
from loaders.sentences import sentences

_CAME = r"(?:deltog|mødte|var\s+til\s*stede)"
_ALSO = r"(?:\s+(?:ligeledes|også|endvidere|desuden|tillige|i\s+mødet))*"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"^(?:til\s*stede|mødt|fremmødt)(?:\s+fra\s+(?P<side>[^,:]+?))?\s+var\s*:?\s+(?P<who>.+?)\.?$",
        rf"^(?:(?:endvidere|desuden|herudover|derudover)\s+)?fra\s+(?P<side>[^,:]+?)\s+(?:deltog|mødte|var){_ALSO}\s+(?P<who>.+?)\.?$",
        rf"^(?:i\s+mødet|endvidere|desuden|herudover|derudover)\s+deltog{_ALSO}\s*:?\s+(?P<who>.+?)\.?$",
        r"^som\s+(?P<office>\w+)\s+(?:deltog|mødte)\s+(?P<who>.+?)\.?$",
        rf"^(?P<who>(?-i:[A-ZÆØÅ]).+?)\s+{_CAME}{_ALSO}\.?$",
    )
)
# A line that begins so is a sentence of its own, though the one above it ends without a stop.
_OPENS = re.compile(
    r"(?:Til\s*stede|Fra)\s[^,:]*?(?:var|deltog|mødte)\s|(?:I\s+mødet|Endvidere|Desuden|Herudover|Derudover)\s+(?:deltog|fra)\s|Som\s\w+\s(?:deltog|mødte)\s"
)
_OTHERWISE = re.compile(r"\bikke\b|\balle\b|\bi\s+stede[nt]\b|\b(?:punkt|pkt\.?|kl\.?)\s*\d|\bafbud\b|\bfravær", re.IGNORECASE)


def told(blocks: Iterable[Block], region: str) -> Iterator[Entry]:
    """Everyone whom these paragraphs tell to have come."""
    apart = (replace(block, gap=block.gap or _OPENS.match(block.text.text) is not None) for block in blocks)
    for sentence in (part for _, whole in paragraphs(apart) for part in sentences(whole)):
        found = next(filter(None, (form.match(sentence.text) for form in _FORMS)), None)
        if found and not _OTHERWISE.search(sentence.text):
            yield from entries(sentence.group(found, "who"), _setting(sentence, found, region))


def _setting(sentence: Passage, found: re.Match[str], region: str) -> Setting:
    """What "fra Region X" gives to those behind it."""
    base = Setting(region)
    if office := found.groupdict().get("office"):
        return replace(base, function=lexicon().function(office))
    side = sentence.group(found, "side") if found.groupdict().get("side") else None
    return (groups.given(side, True, True, False, base) or base) if side else base
