"""What a name may be written as: first and last name, initials, one word of it, run together, an e-mail address made from it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from klyngegraf.publication.spelling import Word, words

Words = tuple[str, ...]
SHORT = 3  # a word of so few letters is told by itself only where its bearer is named
_LONG_NAME = 5  # words; more of them are not abbreviated in every way
_RUN_TOGETHER = 8  # letters from which on a name run together can be no common word


def names(spelling: str) -> Words:
    """
    >>> names("Anne-Mette van Dam")
    ('anne', 'mette', 'van', 'dam')
    """
    return tuple(word.fold for word in words(spelling))


def parts(spelling: str) -> Words:
    """The words that are the bearer's own: not "van" and "af".

    >>> parts("Anne-Mette van Dam"), parts("soeren vang")
    (('anne', 'mette', 'dam'), ())
    """
    return tuple(word.fold for word in words(spelling) if word.capital and len(word.fold) > 1)


def sequences(name: Words) -> set[Words]:
    """The name in full, without what is in between, with initials for its words, and last name first.

    >>> sorted(sequences(("bo", "lund")))
    [('b', 'lund'), ('bo', 'l'), ('bo', 'lund'), ('lund', 'bo')]
    """
    first, *between, last = name
    made = {name, (first, last), (last, first)}
    if len(name) <= _LONG_NAME:
        choices = [(first, first[0]), *((word, word[0], "") for word in between), (last, last[0])]
        made |= {tuple(filter(None, chosen)) for chosen in itertools.product(*choices)}
    return {form for form in made if any(len(word) > 1 for word in form)}


def hyphened(spelling: str) -> set[Words]:
    """The last name, where it is two: it is written so by itself.

    >>> hyphened("Anne-Mette Vang-Hansen"), hyphened("Anne-Mette Lund")
    ({('vang', 'hansen')}, set())
    """
    last = names(spelling.rpartition(" ")[2])
    return {last} if len(last) > 1 and " " in spelling else set()


def initials(name: Words) -> set[str]:
    """
    >>> sorted(initials(("bo", "dam", "lund")))
    ['bdl', 'bl']
    """
    letters = [word[0] for word in name]
    return {"".join(letters), letters[0] + letters[-1]} if len(letters) > 1 else set()


def together(name: Words) -> set[str]:
    """
    >>> sorted(together(("bo", "dam", "lund")))
    ['bdlund', 'blund', 'bodamlund', 'bolund']
    """
    first, *between, last = name
    short = "".join(word[0] for word in between)
    return {"".join(name), first + last, first[0] + last, first[0] + short + last}


def shows_together(word: Word) -> bool:
    """Whether a word that equals a name run together is one: `SVang` and `sorenvang` are, `kort` is no Karen Ort."""
    return len(word.fold) >= _RUN_TOGETHER or (sum(letter.isupper() for letter in word.said) > 1 and not word.said.isupper())


def made_from(said: str, name: Words) -> bool:
    """Whether letters are put together from the beginnings of a name's words, in their order; two words at least, or one whole.

    >>> name = ("mette", "dam", "vang")
    >>> [made_from(said, name) for said in ("metvan", "mdv", "mettev", "vang", "sundhed", "mette")]
    [True, True, True, True, False, True]
    """
    return said in name or any(count > 1 for count in _splits(said, name))


def _splits(said: str, name: Words) -> Iterator[int]:
    """Of how many words' beginnings it can be made."""
    if not said:
        yield 0
        return
    for place, word in enumerate(name):
        longest = next((size for size in range(min(len(word), len(said)), 0, -1) if said[:size] == word[:size]), 0)
        for size in range(1, longest + 1):
            yield from (1 + count for count in _splits(said[size:], name[place + 1 :]))
