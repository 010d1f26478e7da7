"""Labels known by the words they are made of: no list holds "Til mødet var mødt", "Hvad blev klyngen bedt om?" and all their like."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from loaders.vocabulary import folded, scheme

_LONGEST, _MOST_WORDS = 60, 8
_LABEL = re.compile(
    r"(?P<label>[^\W\d][^:?.|()]*?)(?:\s*(?P<mark>[:?])\s*|\s*[.]?\s*$|,?\s+(?P<that>at(?:\s+[\wæøå]+){0,2}[:,]?\s*$))", re.IGNORECASE
)
_OPEN_END = re.compile(r"\b(?:blev|bliver|har|havde|fik|kunne|skal|og|det|den|de)$", re.IGNORECASE)
"""Words that a line breaks off at ("Beslutningen blev"), and no label ends in without a colon."""
_AHEAD = ("recommendation", "absentees")
"""Of a label that says two things ("Oplæg til beslutning", "Deltog ikke") the one that counts."""


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each kind of word the pattern of one of its words, or of several that go together."""
    return tuple((one.code, re.compile("|".join(map(_word, _longest_first(one.labels))), re.IGNORECASE)) for one in scheme("cue-word"))


def _longest_first(labels: tuple[str, ...]) -> list[str]:
    return sorted((label for label in labels if label[:1].islower() or label[:1] == "*"), key=len, reverse=True)


def _word(label: str) -> str:
    return re.escape(label).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") + r"(?!\w)"


def read(text: str) -> tuple[str, int] | None:
    """What a line announces that consists of, or begins with, a label of known words; and where that ends.

    >>> read("Til mødet var mødt:"), read("Følgende kom ikke: Bo Lund"), read("Hvad blev besluttet?"), read("Mødet var godt")
    (('attendees', 19), ('absentees', 19), ('decision', 20), None)
    """
    found = _LABEL.match(text[: _LONGEST + 20])
    if not found or len(found["label"]) > _LONGEST:
        return None
    if found.end() == len(text[: _LONGEST + 20]) < len(text) and not found["mark"]:
        return None
    if not found["mark"] and not found["that"] and _OPEN_END.search(found["label"]):
        return None
    code = _code(folded(found["label"]))
    if not code or (found["that"] and code != "recommendation") or (not found["mark"] and text.rstrip().endswith(".")):
        return None
    return code, found.start("that") if found["that"] else found.end()


@lru_cache(maxsize=4096)
def _code(label: str) -> str:
    """The one thing that a label of known words says, "" where a word is unknown or they say nothing together."""
    said: list[str] = []
    at = count = 0
    while at < len(label):
        code, end = max(((code, hit.end()) for code, kind in _kinds() if (hit := kind.match(label, at))), key=lambda one: one[1], default=("", at))
        count += 1
        if not code or count > _MOST_WORDS:
            return ""
        said += [code]
        at = end + len(label[end:]) - len(label[end:].lstrip(" -/,"))
    return _meant([code for code in dict.fromkeys(said) if code != "filler"], said)


def _meant(codes: list[str], said: list[str]) -> str:
    if "not" in codes:
        return "absentees" if "attendees" in codes and len(codes) == 2 else ""
    if len(codes) > 1:
        return next((code for code in _AHEAD if code in codes and set(codes) <= {code, "decision" if code == "recommendation" else "attendees"}), "")
    return codes[0] if codes else ""
