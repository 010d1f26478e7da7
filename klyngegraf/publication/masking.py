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
from klyngegraf.publication.spelling import Word, Writing, words

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
    '██ og ███, tlf. ██ ██ ██ ██, ██████@██.██; ████'
    """

    forms: Mapping[Words, frozenset[str]] = field(repr=False)
    kept: frozenset[Words] = field(repr=False)
    starts: frozenset[str] = field(repr=False)
    alone: frozenset[str] = field(repr=False)
    together: frozenset[str] = field(repr=False)
    known: frozenset[str] = field(repr=False)
    people: Mapping[str, tuple[Words, ...]] = field(repr=False)
    parts: Mapping[str, frozenset[str]] = field(repr=False)
    telling: frozenset[str] = field(repr=False)
    """Words at which something can begin that is masked or kept in every document: at no other word does anybody look further."""

    @classmethod
    def of(cls, silent: Mapping[str, Iterable[str]], named: Iterable[str], labels: Iterable[str]) -> Silence:
        """`silent`: the spellings of each who is not named; `named`: of those who are; `labels`: of all else that stays as it is."""
        labels, named = tuple(labels), tuple(named)
        people = {who: tuple(sorted({name for one in said if len(name := forms.names(one)) > 1})) for who, said in silent.items()}
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
        starts = frozenset(form[0] for form in (*made, *kept))
        alone = frozenset(part for own in parts.values() for part in own if len(part) > SHORT and part not in taken)
        together = frozenset(one for spelt in people.values() for name in spelt for one in forms.together(name))
        told = {form: frozenset(who) for form, who in made.items()}
        return cls(told, kept, starts, alone, together, known, people, parts, starts | together | _genitives(alone))

    def otherwise(self, before: Silence) -> frozenset[Words]:
        """The words by which a text is masked otherwise than before: whatever has none of these sequences is masked as it was.

        >>> one, two = (Silence.of({"bo": [name]}, [], []) for name in ("Bo Lund", "Bo Dam"))
        >>> sorted(two.otherwise(one))[:4]
        [('b', 'dam'), ('b', 'lund'), ('bdam',), ('blund',)]
        >>> one.otherwise(one)
        frozenset()
        """
        changed = {who for who in self.people.keys() | before.people.keys() if self._bearer(who) != before._bearer(who)}
        of_changed = {form for one in (self, before) for form, who in one.forms.items() if not changed.isdisjoint(who)}
        other = {form for form, _ in self.forms.items() ^ before.forms.items()}
        single = {(word,) for word in (self.alone ^ before.alone) | (self.together ^ before.together)}
        return frozenset(of_changed | other | (self.kept ^ before.kept) | single)

    def _bearer(self, who: str) -> tuple[object, ...]:
        return self.people.get(who), self.parts.get(who)

    def reader(self, present: Iterable[str] = (), text: Writing | None = None) -> Reader:
        """For what one document says. `present`: who is known to be named in it; whoever else its text names is found."""
        here = {who for who in present if who in self.people}
        if text:
            here |= {who for at in range(len(text.words)) for who in self.forms.get(_longest(self, self.forms, text, at), ())}
        names = tuple(name for who in sorted(here) for name in self.people[who])
        own = frozenset(part for who in here for part in self.parts[who])
        # Somebody called Horsens is told by the first name; to leave out each "Horsens" of a document would tell nothing of it.
        firsts = frozenset(name[0] for name in names)
        initials = frozenset(one for name in names for one in forms.initials(name))
        own = frozenset(part for part in own if part in firsts or part not in self.known)
        reader = Reader(self, own, names, initials, initials | _genitives(own))
        return reader.knowing(text) if text else reader


@dataclass(frozen=True, slots=True)
class Reader:
    """Masks what one document says. `own`: words of those it names, and `initials`; `contacts`: how they are reached, as its text has it.

    `telling`: of `own` and `initials` what `Silence.telling` is of every document.
    """

    silence: Silence = field(repr=False)
    own: frozenset[str]
    names: tuple[Words, ...]
    initials: frozenset[str]
    telling: frozenset[str] = field(repr=False)
    contacts: frozenset[str] = frozenset()

    def knowing(self, text: Writing) -> Reader:
        """The same, with the addresses and numbers that the text gives beside those it names: a quote of them may stand alone."""
        found = {_bare(text.text[start:end]) for start, end in self._reached(text, self._spans(text))}
        return replace(self, contacts=frozenset(found))

    def mask(self, text: str) -> str:
        return self.masked(Writing.of(text)) if self.silence.forms or self.silence.alone else text

    def masked(self, text: Writing) -> str:
        spans = self._spans(text)
        spans += [*self._reached(text, spans), *self._encoded(text.text)]
        if not spans:
            return text.text
        letters = list(text.text)
        for start, end in spans:
            letters[start:end] = [MASK if letter.isalnum() or letter in _INNER else letter for letter in letters[start:end]]
        return "".join(letters)

    def tells(self, slug: str) -> bool:
        """Whether a part of an address has a name in it: small letters and hyphens are all that is left of it there."""
        text = Writing(slug, words(slug), [])
        free = 0
        for at, word in enumerate(text.words):
            if at < free or not (word.fold in self.silence.telling or word.fold in self.telling):
                continue
            kept = len(_longest(self.silence, self.silence.kept, text, at))
            if self._form(text, at, quiet=True) >= max(kept, 1) or (not kept and self._tells_alone(word.fold)):
                return True
            free = at + kept
        return False

    def _tells_alone(self, fold: str) -> bool:
        return (fold in self.silence.together and len(fold) > SHORT + 1) or (len(fold) > SHORT and self._is_part(fold))

    def _spans(self, text: Writing) -> Spans:
        spans: Spans = []
        free = 0
        for at, word in enumerate(text.words):
            if at < free or not (word.fold in self.silence.telling or word.fold in self.telling or len(word.said) == 1):
                continue
            count = self._form(text, at) or self._dotted(text, at)
            kept = len(_longest(self.silence, self.silence.kept, text, at))
            if count >= max(kept, 1) or (not kept and self._alone(text.words, at)):
                spans.append((word.start, text.words[at + max(count, 1) - 1].end))
            free = at + max(count, kept, 1)
        spans += [(word.start, word.end) for word in text.pieced if self._is_own(word) or word.fold in self.silence.together]
        return spans

    def _form(self, text: Writing, at: int, *, quiet: bool = False) -> int:
        """How many words from here on are a name; 0 for none."""
        form = _longest(self.silence, self.silence.forms, text, at)
        short = any(len(word) == 1 for word in form)
        if short and (quiet or not all(word.capital for word in text.words[at : at + len(form)])):
            return 0
        return len(form)

    def _alone(self, said: list[Word], at: int) -> bool:
        word = said[at]
        return self._is_own(word) or self._is_initials(said, at) or (word.fold in self.silence.together and forms.shows_together(word))

    def _is_own(self, word: Word) -> bool:
        """A part of a name by itself is written with a capital; "lund" may be any word."""
        return word.capital and (self._is_part(word.fold) or self._is_part(word.fold.removesuffix("s")))

    def _is_part(self, fold: str) -> bool:
        return fold in self.own or fold in self.silence.alone

    def _is_initials(self, said: list[Word], at: int) -> bool:
        word = said[at]
        if not (word.said.isupper() and 1 < len(word.fold) <= _LOUD) or word.fold in self.silence.known:
            return False
        beside = said[max(0, at - 2) : at] + said[at + 1 : at + 3]
        loud = any(other.said.isupper() and len(other.fold) >= _LOUD for other in beside)
        return not loud and word.fold in self.initials

    def _dotted(self, text: Writing, at: int) -> int:
        """How many single letters from here on are somebody's initials ("B.D.L."); 0 for none."""
        said, end = text.words, at
        while (
            end < len(said)
            and len(said[end].said) == 1
            and said[end].capital
            and (end == at or _BETWEEN.fullmatch(text.text, said[end - 1].end, said[end].start))
        ):
            end += 1
        return next((stop - at for stop in range(end, at + 1, -1) if "".join(word.fold for word in said[at:stop]) in self.initials), 0)

    def _reached(self, text: Writing, spans: Spans) -> Spans:
        """Addresses of somebody who is not named, and numbers near them. `spans`: where they are named."""
        mails = self._mails(text.text)
        near = (*spans, *mails)
        if not near and not self.contacts:
            return mails
        return mails + [
            one.span()
            for one in _PHONE.finditer(text.text)
            if _bare(one[0]) in self.contacts or any(_beside(text.text, one, place) for place in near)
        ]

    def _mails(self, text: str) -> Spans:
        return [found.span() for found in mails(text) if self._is_mine(found[0]) or _bare(found[0]) in self.contacts]

    def _is_mine(self, mail: str) -> bool:
        local = mail.partition("@")[0]
        said = before_at(mail)
        whole = "".join(said)
        if any(map(self._is_part, said)) or whole in self.silence.together or self.tells(local) or self.tells(mail):
            return True
        return any(forms.made_from(whole, name) for name in self.names)

    def _encoded(self, text: str) -> Spans:
        """Addresses in which a name is written with per cent signs."""
        found = _ENCODED.finditer(text) if "%" in text else ()
        return [one.span() for one in found if self._spans(Writing.of(unquote(one[0]))) or self.tells(unquote(one[0]))]


def mails(text: str) -> Iterable[re.Match[str]]:
    return _MAIL.finditer(text) if "@" in text else ()


def before_at(mail: str) -> Words:
    """The words of an address that name somebody.

    >>> before_at("bo.lund2@by.dk")
    ('bo', 'lund')
    """
    return tuple(word.fold for word in words(re.sub(r"\d+", "", mail.partition("@")[0])))


def _genitives(those: frozenset[str]) -> frozenset[str]:
    """Words, and each with an s."""
    return those | {f"{word}s" for word in those}


def _longest(silence: Silence, among: Mapping[Words, object] | frozenset[Words], text: Writing, at: int) -> Words:
    """The longest of the forms that the words from here on are, the last of them with an s or without; () for none."""
    said = text.words
    if said[at].fold not in silence.starts:
        return ()
    found: Words = ()
    so_far: Words = ()
    for place in range(at, min(at + _MOST, len(said))):
        if place > at and not _BETWEEN.fullmatch(text.text, said[place - 1].end, said[place].start):
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
