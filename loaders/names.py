"""What a Danish person's name looks like, and how one spelling is cleaned."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from loaders.vocabulary import folded, pattern, scheme

_UPPER = "A-ZÆØÅÄÖÜÉÈÁÓÐÞ"
_WORD = rf"[{_UPPER}][\w'’\u00ad-]*"
_TITLE = re.compile(r"^(?:dr\.?|prof\.?|hr\.?|fr\.?|fru)\s+", re.IGNORECASE)


@cache
def _words() -> tuple[frozenset[str], str, str]:
    """Common given names; patterns of particles, and of forms that are written short with a stop ("Aa.", "Chr.")."""
    labels = {concept.code: concept.labels for concept in scheme("name")}
    return frozenset(map(folded, labels["given-name"])), pattern(labels["particle"]), pattern(labels["short-form"])


@cache
def _no_names() -> frozenset[str]:
    return frozenset(next(concept.labels for concept in scheme("name") if concept.code == "no-name"))


@cache
def _no_ends() -> frozenset[str]:
    return frozenset(next(concept.labels for concept in scheme("name") if concept.code == "no-name-end"))


@cache
def name_pattern() -> re.Pattern[str]:
    """A run that can be a name: capitalised words, initials, particles; two parts at least, six at most."""
    particle, short = (rf"(?:{words})" for words in _words()[1:])
    part = rf"(?:(?:[{_UPPER}]|{short})\.|{_WORD}|{particle}(?=\s+(?:{particle}\s+)?{_WORD}))"
    initials = rf"(?:[{_UPPER}]\.\s?){{1,3}}(?=[{_UPPER}][^\W\d_]{{2}})"
    return re.compile(rf"(?<![\w-])(?:{_WORD}(?:\s+{part}){{1,5}}|{initials}{_WORD}(?:\s+{part}){{0,4}})(?![\w-])")


def is_given_name(word: str) -> bool:
    """Is this a common Danish given name, alone or as one half of a double name?

    >>> is_given_name("Lise-Lotte"), is_given_name("Hospitalet")
    (True, False)
    """
    given = _words()[0]
    return folded(word) in given or ("-" in word and folded(word.split("-")[0]) in given)


def looks_like_name(text: str) -> bool:
    """Can the whole of this be a person's name?

    >>> looks_like_name("Anders Chr. Christensen"), looks_like_name("Aarhus"), looks_like_name("Ole von der Holst")
    (True, False, True)
    """
    return name_pattern().fullmatch(text.strip()) is not None and not is_no_name(text)


def is_no_name(text: str) -> bool:
    """Does it begin with a word that begins no name ("For Region Syd", "Model A"), or end in one that ends none ("Niels Bohrs Vej")?

    >>> is_no_name("For Lone Holm"), is_no_name("Niels Bohrs Vej"), is_no_name("Lone Holm"), is_no_name("Lars Holm Gade")
    (True, True, False, False)
    """
    words = re.split(r"[\s.-]", text.strip())
    surname = words[-1] == "Gade" and is_given_name(words[0]) and not words[-2].endswith("s")  # no "Hans Broges Gade"
    return words[0] in _no_names() or (words[-1] in _no_ends() and not surname)


def tidy(name: str) -> str:
    """A name without title, its own initials before it, stray capitals and stops.

    The minutes of Randers of June 2025 write "DrejØ": a capital at a word's end after small letters is an extraction fault.

    >>> tidy("Kristine Lindeneg DrejØ"), tidy("JENS  HANSEN"), tidy("dr. Ole Vind,"), tidy("OKV Ole Kjær Vind")
    ('Kristine Lindeneg Drejø', 'Jens Hansen', 'Ole Vind', 'Ole Kjær Vind')
    """
    name = _PARTED.sub("-", name)
    text = _without_initials(_TITLE.sub("", " ".join(name.replace("\u00ad", "").split()).strip(" ,;:*•–-")))
    if text.isupper() and len(text) > 4:
        text = re.sub(r"[^\W\d_]+", lambda found: found.group().capitalize(), text)
    return _STRAY.sub(lambda found: found.group(1) + found.group(2).lower(), text)


_PARTED = re.compile(rf"(?<=[^\W\d_])-\s+(?=[{_UPPER}])")  # "Anne- Mette"
_STRAY = re.compile(rf"\b([{_UPPER}][^\W\d_A-ZÆØÅ]+)([A-ZÆØÅ])\b")


def _without_initials(name: str) -> str:
    """Lists that the text below refers to by initials have a column of them before the names."""
    first, _, rest = name.partition(" ")
    words = rest.split()
    its_own = first.isupper() and len(first) > 1 and len(words) > 1 and first == "".join(word[0] for word in words).upper()
    return rest if its_own else name


@lru_cache(maxsize=8192)
def key(name: str) -> tuple[str, ...]:
    """The parts of a name for comparison: folded, without stops.

    >>> key("Anders G. Christensen")
    ('anders', 'g', 'christensen')
    """
    return tuple(folded(name).replace(".", "").replace("-", " ").split())


def same_name(short: str, full: str) -> bool:
    """Can `short` stand for `full`: the same surname, the same given name, what is between a part of it, or one part alone?

    >>> same_name("Henrik Kise", "Henrik Idriss Kise"), same_name("Kühnau", "Anders Kühnau"), same_name("Anders K.", "Anders Kühnau")
    (True, True, True)
    """
    a, b = key(short), key(full)
    if not a or not b:
        return False
    if a == b:
        return True
    if len(a) == 1:
        return a[0] in (b[0], b[-1])
    if a[0] != b[0] or not (a[-1] == b[-1] or (len(a[-1]) == 1 and b[-1].startswith(a[-1]))):
        return False
    rest = iter(b[1:-1])
    return all(any(other == part or (len(part) == 1 and other.startswith(part)) for other in rest) for part in a[1:-1])
