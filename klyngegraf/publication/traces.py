"""What a document has in which somebody may be named: its words in their order, as names are compared by, a line each text.

Kept as a note under the hash of the document's graph, so that a publication need not read the documents that a new name stands in none of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from klyngegraf.publication.forms import Words
from klyngegraf.publication.masking import before_at, mails
from klyngegraf.publication.spelling import pieced, words


def of(text: str, values: Iterable[str]) -> str:
    """Of a text, and of what else is said beside it that the text does not say itself.

    >>> of("Bo Lund, bo.lund2@by.dk", ["Lund", "Mie Lund"]).split("\\n")
    ['bo lund bo lund2 by dk', 'bo lund', 'bolund', 'mie lund']
    """
    whole, *others = dict.fromkeys(map(" ".join, _lines(text)))
    more = dict.fromkeys(line for value in values for line in map(" ".join, _lines(value)))
    single, told = set(whole.split()), f" {whole} "
    return "\n".join([whole, *others, *(line for line in more if not (line in single if " " not in line else f" {line} " in told))])


def _lines(value: str) -> Iterator[Words]:
    """However a name is written in it: torn apart, with per cent signs, before an @."""
    for said in (value, unquote(value)) if "%" in value else (value,):
        yield tuple(word.fold for word in words(said))
        yield from ((word.fold,) for word in pieced(said))
        for mail in mails(said):
            local = before_at(mail[0])
            yield from (local, ("".join(local),))


class Wanted:
    """Sequences of words that are looked for, each with an s at its end or without."""

    def __init__(self, sequences: Iterable[Words]) -> None:
        self._by_first: Mapping[str, set[str]] = defaultdict(set)
        for sequence in sequences:
            for last in (sequence[-1], f"{sequence[-1]}s"):
                these = (*sequence[:-1], last)
                self._by_first[these[0]].add(f" {' '.join(these)} ")

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def stand_in(self, traces: str) -> bool:
        """
        >>> [Wanted([("bo", "lund")]).stand_in(said) for said in ("hos bo lunds", "bo og lund", "bo\\nlund")]
        [True, False, False]
        """
        known = self._by_first.keys() & set(traces.split())
        lines = f" {traces} ".replace("\n", " \n ")
        return any(sequence in lines for first in known for sequence in self._by_first[first])
