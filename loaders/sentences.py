"""Running Danish text as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.passage import Passage

_END = re.compile(r"[.!?](?:[”\"')\]]+)?\s+(?=[\"”(]?[A-ZÆØÅÄÖÜ0-9])")
_ABBREVIATED = re.compile(
    r"(?:d|kl|nr|pkt|jf|f|bl|bl\.a|f\.eks|fx|ca|maks|max|min|hhv|mv|m\.v|m\.m|mm|evt|inkl|ekskl|vedr|dr|prof|adm|kst|konst|fmd|nfmd|st|sct|pr|mio|mia|tlf|s|stk|årl"
    r"|dec|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|ift|iht|mhp|ndr|sdr|gl|skt|Aa|Chr|Th|Joh|Vald|Vr|Ll|Alb|Jac|(?:[A-ZÆØÅ]\.)*[A-ZÆØÅ])\.$",
    re.IGNORECASE,
)


_LOOKED_BACK = 60
_CURRENCY = re.compile(r"\bkr\.$", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,2}\.$")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.$")  # "d. 13.6. 2022"


_COUNTED = re.compile(r"(?:MØDE|JANUAR|FEBRUAR|MARTS|APRIL|MAJ|JUNI|JULI|AUGUST|SEPTEMBER|OKTOBER|NOVEMBER|DECEMBER|KVARTAL|HALVÅR)(?![a-zæøå])")


def _after_number(text: str, following: int, start: int, stop: int) -> bool:
    """A number and a stop end a sentence before a capital ("punkt 2. Direktør …"), unless the sentence is only that number ("1. Status")."""
    if _COUNTED.match(text, following):
        return False  # a title in capitals: "REFERAT AF 7. MØDE", "DEN 29. MAJ"
    return text[following : following + 1].isupper() and len(text[max(start, stop - _LOOKED_BACK) : stop].split()) > 1


def sentences(passage: Passage) -> Iterator[Passage]:
    """The sentences of a paragraph; a stop behind an abbreviation, an initial or an ordinal ends none.

    >>> from loaders.passage import clean
    >>> [part.text for part in sentences(clean("Mødet d. 2. maj blev udsat. Anders G. Holm deltog.", 0))]
    ['Mødet d. 2. maj blev udsat.', 'Anders G. Holm deltog.']
    """
    at = 0
    for found in _END.finditer(passage.text):
        stop = found.start() + 1
        word = passage.text[at:stop].rsplit(None, 1)[-1]
        following = passage.text[found.end() : found.end() + 1]
        if _DAY.search(word) and following.isdigit():
            continue
        if _CURRENCY.search(word) and (following.isdigit() or following == "("):  # "600 t.kr. (Odder Kommune)"
            continue
        if _ABBREVIATED.match(word, word.rfind("(") + 1) or (_ORDINAL.match(word) and not _after_number(passage.text, found.end(), at, stop)):
            continue
        yield passage[at : found.end()].strip()
        at = found.end()
    last = passage[at:].strip()
    if last:
        yield last
