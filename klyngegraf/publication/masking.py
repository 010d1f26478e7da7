"""Names out of texts. A masked text is as long as it was, so that every quote keeps its place.

Masked everywhere: a name in any of its forms (klyngegraf/publication/forms.py), and each of its words that nobody has who is named and nothing
that is known. Masked where its bearer is named as well: each of its words whoever else has it, initials, and how to reach them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from klyngegraf.publication import forms
from klyngegraf.publication.forms import SHORT, Words
from klyngegraf.publication.spelling import Word, pieced, words

MASK = "█"
_INNER = "-‐\u00ad"  # hyphens and what else stands within a word
_BETWEEN = re.compile(r"[\s.,|_\-‐/’'\u00ad]{0,6}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d.,-])(?!(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d)(?:(?:\+|00)45[ ]?)?(?:\d\d([ .]?)\d\d\1\d\d\1\d\d|\d{4} \d{4})(?![.,-]?\d)")
_PLAIN = re.compile(r"\d{8}")
_ENCODED = re.compile(r"\S*%[0-9A-Fa-f]{2}\S*")
_NEAR = 120  # characters between somebody and their telephone number
_LOUD = 4  # letters of a word in capitals that makes its neighbours a heading and no initials

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Silence:
    """Who is not named, and who and what is: what every text is masked by.

    >>> silence = Silence.of({"bo": ["Bo Dam Lund"]}, ["Ane Lund"], ["Lunds Apotek"])
    >>> silence.reader().mask("Bo Dam\\nLunds oplæg; B. Lund og Ane Lund, Bodil på Lunds Apotek")
    '██ ███\\n█████ oplæg; █. ████ og Ane Lund, Bodil på Lunds Apotek'
    >>> silence.reader(["bo"]).mask("Bo og BDL, tlf. 12 34 56 78, bolund@by.dk; Lund")
    '██ og ███, tlf. ██ ██ ██ ██, ██████@by.dk; ████'
    """

    forms: Mapping[Words, frozenset[str]] = field(repr=False)
    kept: frozenset[Words] = field(repr=False)
    starts: frozenset[str] = field(repr=False)
    alone: frozenset[str] = field(repr=False)
    together: frozenset[str] = field(repr=False)
    known: frozenset[str] = field(repr=False)
    people: Mapping[str, tuple[Words, ...]] = field(repr=False)
    parts: Mapping[str, frozenset[str]] = field(repr=False)

    @classmethod
    def of(cls, silent: Mapping[str, Iterable[str]], named: Iterable[str], labels: Iterable[str]) -> Silence:
        """`silent`: the spellings of each who is not named; `named`: of those who are; `labels`: of all else that stays as it is."""
        labels, named = tuple(labels), tuple(named)
        people = {who: tuple({name for one in said if len(name := forms.names(one)) > 1}) for who, said in silent.items()}
        parts = {who: frozenset(part for one in said for part in forms.parts(one)) for who, said in silent.items()}
        known = frozenset(word for one in labels for word in forms.names(one))
        taken = known | {word for one in named for word in forms.names(one)}
        made: dict[Words, set[str]] = defaultdict(set)
        for who, spelt in people.items():
            hyphened = (form for one in silent[who] for form in forms.hyphened(one))
            for form in (*hyphened, *(form for name in spelt for form in forms.sequences(name))):
                made[form].add(who)
        whole = {name for one in named if len(name := forms.names(one)) > 1}
        kept = frozenset(whole | {(name[0], name[-1]) for name in whole} | {name for one in labels if len(name := forms.names(one)) > 1})
        return cls(
            {form: frozenset(who) for form, who in made.items()},
            kept,
            frozenset(form[0] for form in (*made, *kept)),
            frozenset(part for own in parts.values() for part in own if len(part) > SHORT and part not in taken),
            frozenset(one for spelt in people.values() for name in spelt for one in forms.together(name)),
            known,
            people,
            parts,
        )

    def reader(self, present: Iterable[str] = (), text: str = "") -> Reader:
        """For what one document says. `present`: who is known to be named in it; whoever else its text names is found."""
        here = set(present) & set(self.people)
        if text:
            said = words(text)
            here |= {who for at in range(len(said)) for who in self.forms.get(_longest(self, self.forms, said, at, text), ())}
        names = tuple(name for who in sorted(here) for name in self.people[who])
        own = frozenset(part for who in here for part in self.parts[who])
        # Somebody called Horsens is told by the first name; to leave out each "Horsens" of a document would tell nothing of it.
        firsts = frozenset(name[0] for name in names)
        initials = frozenset(one for name in names for one in forms.initials(name))
        reader = Reader(self, frozenset(part for part in own if part in firsts or part not in self.known), names, initials)
        return reader.knowing(text)


@dataclass(frozen=True, slots=True)
class Reader:
    """Masks what one document says. `own`: words of those it names, and `initials`; `contacts`: how they are reached, as its text has it."""

    silence: Silence = field(repr=False)
    own: frozenset[str]
    names: tuple[Words, ...]
    initials: frozenset[str]
    contacts: frozenset[str] = frozenset()

    def knowing(self, text: str) -> Reader:
        """The same, with the addresses and numbers that the text gives beside those it names: a quote of them may stand alone."""
        spans = self._spans(text)
        found = {_bare(text[start:end]) for start, end in (*self._mails(text), *self._phones(text, spans))}
        return replace(self, contacts=frozenset(found))

    def mask(self, text: str) -> str:
        if not self.silence.forms and not self.silence.alone:
            return text
        spans = self._spans(text)
        letters = list(text)
        for start, end in (*spans, *self._mails(text), *self._phones(text, spans), *self._encoded(text)):
            letters[start:end] = [MASK if letter.isalnum() or letter in _INNER else letter for letter in letters[start:end]]
        return "".join(letters)

    def tells(self, slug: str) -> bool:
        """Whether a part of an address has a name in it: small letters and hyphens are all that is left of it there."""
        said = words(slug)
        return any(
            (word.fold in self.silence.together and len(word.fold) > SHORT + 1)
            or (len(word.fold) > SHORT and word.fold in self.silence.alone | self.own)
            or self._form(said, at, slug, quiet=True)
            for at, word in enumerate(said)
        )

    def _spans(self, text: str) -> Spans:
        said = words(text)
        spans: Spans = []
        at = 0
        while at < len(said):
            count = self._form(said, at, text) or self._dotted(said, at, text)
            kept = len(_longest(self.silence, self.silence.kept, said, at, text))
            if count >= max(kept, 1) or (not kept and self._alone(said, at)):
                spans.append((said[at].start, said[at + max(count, 1) - 1].end))
            at += max(count, kept, 1)
        spans += [(word.start, word.end) for word in pieced(text) if self._is_own(word) or word.fold in self.silence.together]
        return spans

    def _form(self, said: list[Word], at: int, text: str, *, quiet: bool = False) -> int:
        """How many words from here on are a name; 0 for none."""
        form = _longest(self.silence, self.silence.forms, said, at, text)
        short = any(len(word) == 1 for word in form)
        if short and (quiet or not all(word.capital for word in said[at : at + len(form)])):
            return 0
        return len(form)

    def _alone(self, said: list[Word], at: int) -> bool:
        word = said[at]
        return self._is_own(word) or self._is_initials(said, at) or (word.fold in self.silence.together and forms.shows_together(word))

    def _is_own(self, word: Word) -> bool:
        """A part of a name by itself is written with a capital; "lund" may be any word."""
        mine = self.own | self.silence.alone
        return word.capital and (word.fold in mine or word.fold.removesuffix("s") in mine)

    def _is_initials(self, said: list[Word], at: int) -> bool:
        word = said[at]
        if not (word.said.isupper() and 1 < len(word.fold) <= _LOUD) or word.fold in self.silence.known:
            return False
        beside = said[max(0, at - 2) : at] + said[at + 1 : at + 3]
        loud = any(other.said.isupper() and len(other.fold) >= _LOUD for other in beside)
        return not loud and word.fold in self.initials

    def _dotted(self, said: list[Word], at: int, text: str) -> int:
        """How many single letters from here on are somebody's initials ("B.D.L."); 0 for none."""
        end = at
        while (
            end < len(said)
            and len(said[end].said) == 1
            and said[end].capital
            and (end == at or _BETWEEN.fullmatch(text, said[end - 1].end, said[end].start))
        ):
            end += 1
        return next((stop - at for stop in range(end, at + 1, -1) if "".join(word.fold for word in said[at:stop]) in self.initials), 0)

    def _mails(self, text: str) -> Spans:
        return [
            found.span()
            for found in _MAIL.finditer(text)
            if self._is_mine(found[0].partition("@")[0]) or self.tells(found[0]) or _bare(found[0]) in self.contacts
        ]

    def _is_mine(self, local: str) -> bool:
        said = [word.fold for word in words(re.sub(r"\d+", "", local))]
        whole = "".join(said)
        if any(word in self.silence.alone | self.own for word in said) or whole in self.silence.together or self.tells(local):
            return True
        return any(forms.made_from(whole, name) for name in self.names)

    def _phones(self, text: str, spans: Spans) -> Spans:
        """Numbers near somebody who is not named."""
        reached = (*spans, *self._mails(text))
        return [one.span() for one in _PHONE.finditer(text) if _bare(one[0]) in self.contacts or any(_beside(text, one, two) for two in reached)]

    def _encoded(self, text: str) -> Spans:
        """Addresses in which a name is written with per cent signs."""
        return [found.span() for found in _ENCODED.finditer(text) if self._spans(unquote(found[0])) or self.tells(unquote(found[0]))]


def _longest(silence: Silence, among: Mapping[Words, object] | frozenset[Words], said: list[Word], at: int, text: str) -> Words:
    """The longest of the forms that the words from here on are, the last of them with an s or without; () for none."""
    if said[at].fold not in silence.starts:
        return ()
    found: Words = ()
    so_far: Words = ()
    for place in range(at, min(at + _MOST, len(said))):
        if place > at and not _BETWEEN.fullmatch(text, said[place - 1].end, said[place].start):
            break
        last = said[place].fold
        for form in ((*so_far, last), (*so_far, last.removesuffix("s"))):
            if len(form) > 1 and form in among:
                found = form
        so_far = (*so_far, last)
    return found


def _beside(text: str, number: re.Match[str], name: tuple[int, int]) -> bool:
    """Eight digits without a space may be a case's number: they are somebody's telephone on the same line only."""
    between = text[min(number.end(), name[1]) : max(number.start(), name[0])]
    return len(between) < _NEAR and not ("\n" in between and _PLAIN.fullmatch(number[0]))


_MOST = 8  # words of a name or label that are compared


def _bare(contact: str) -> str:
    """
    >>> _bare("+45 12 34.56 78")
    '+4512345678'
    """
    return re.sub(r"[\s.]", "", contact).casefold()
