"""What is this token? The vocabularies as look-up tables: titles, functions, parties, cues."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from loaders import label_words, office_words
from loaders.model import Term
from loaders.plurals import singular
from loaders.vocabulary import KG, Concept, branching, folded, pattern, scheme, things

_SHORT = {
    "kst.": "konstitueret",
    "konst.": "konstitueret",
    "adm.": "administrerende",
    "fg.": "fungerende",
    "fung.": "fungerende",
    "ass.": "assisterende",
    "fhv.": "forhenværende",
    "tidl.": "tidligere",
    "midl.": "midlertidig",
}
_ADJECTIVE = (
    r"(?:[a-zæøå-]+(?:faglige?|isk|insk|ansvarlig)|(?:adm|kst|konst|fg|fung|ass|fhv|tidl|midl)\.|(?:administrerende|administrativ|midlertidig|forhenværende|politisk|konstitueret|fungerende|ledende|tidligere|kommende|assisterende|vikarierende"
    r"|specialeansvarlig|klinisk|stedfortrædende|praktiserende|koordinerende|præhospital|digital|faglig|lægelig|kommunal|regional|national|tværsektoriel|strategisk|akademisk|sundhedsfaglig))"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A label met in a document: `code` in `code:cue/`, and where in the text what it announces begins."""

    code: str
    end: int


_BEHIND_CUE = re.compile(r"\s*(?:\([^()]*\))?\s*(?:\.?\s*:|,|[.…_]{3,}\s*(?=[^\W\d])|$|\.$|\s[-–]\s(?=\w))")


_WORDS = tuple(re.compile(rf"(?P<before>(?:[\w-]+\s+){{{more}}})(?P<noun>[\w-]+)") for more in (1, 0))
_REMEMBERED = 4096
"""Texts of which an answer is kept: several rules ask of one line what it is, and the next minutes of the same people have the same lines."""


class Lexicon:
    """Look-ups over the vocabularies; built once a process (`lexicon()`), so what a method remembers goes with the process."""

    @cached_property
    def _roles(self) -> dict[str, Concept]:
        return {folded(label): concept for concept in scheme("role") for label in concept.labels}

    @cached_property
    def _heads(self) -> tuple[Concept, ...]:
        """Words that other titles end in, the longest first."""
        return tuple(sorted((one for one in scheme("role") if one.flag("compoundHead") == "true"), key=lambda one: -len(one.label)))

    @cached_property
    def _role_pattern(self) -> re.Pattern[str]:
        heads = branching(concept.label.lower() for concept in self._heads)
        known = branching(label.lower() for concept in scheme("role") for label in concept.labels)
        compound = rf"(?:(?:[\wæøå]+-,?\s+)+(?:og|&)\s+)?[\w-]*(?:{heads})"
        return re.compile(rf"(?:\d\.\s*)?(?:{_ADJECTIVE}\s*)*(?:{known}|{compound})(?![\wæøå])", re.IGNORECASE)

    @cached_property
    def _functions(self) -> dict[str, Concept]:
        return {folded(label): concept for concept in scheme("function") for label in concept.labels}

    @cached_property
    def _parties(self) -> dict[str, str]:
        notation = "http://www.w3.org/2004/02/skos/core#notation"
        return {folded(label): concept.flag(notation) for concept in things("Party") for label in concept.labels}

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset(self._parties.values())

    @cached_property
    def _cues(self) -> dict[str, str]:
        return {folded(label): concept.code for concept in scheme("cue") for label in concept.labels}

    @cached_property
    def _cue_pattern(self) -> re.Pattern[str]:
        labels = branching(label.lower() for concept in scheme("cue") for label in concept.labels)
        return re.compile(rf"(?:[>»→►▶⇒=#~]{{1,3}}\s*)?({labels})(?![\w])", re.IGNORECASE)

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def role_at(self, text: str, start: int = 0) -> tuple[Term, int] | None:
        """The title that begins at `start`, and where it ends."""
        found = self._role_pattern.match(text, start)
        return (self.role(found.group()), found.end()) if found else None

    def plural_role_at(self, text: str) -> tuple[Term, int] | None:
        """A title in the plural that several names follow ("Regionsrådsmedlemmerne A, B og C"): the title in the singular, and where it ends."""
        for found in (words.match(text) for words in _WORDS):
            noun = singular(found["noun"]) if found else ""
            if not found or not noun:
                continue
            for before in dict.fromkeys((found["before"], re.sub(r"e(?=\s)", "", found["before"]))):  # "lægefaglige direktører"
                if self.is_role(before + noun):
                    return self.role(before + noun), found.end()
        return None

    def find_role(self, text: str) -> tuple[int, int, Term] | None:
        """The first title anywhere in `text`."""
        for found in self._role_pattern.finditer(text):
            if found.start() == 0 or not text[found.start() - 1].isalnum():
                return found.start(), found.end(), self.role(found.group())
        return None

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def is_role(self, text: str) -> bool:
        return self._role_pattern.fullmatch(text.strip()) is not None

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def role(self, text: str) -> Term:
        """A title normalised: lower case, abbreviations spelt out, glued words apart.

        >>> lexicon().role("Sygeplejefagligdirektør"), lexicon().role("kst. direktør").label
        (Term(label='sygeplejefaglig direktør', code='sygeplejefaglig-direktoer'), 'konstitueret direktør')
        """
        words = " ".join(text.lower().split())
        words = re.sub(r"(?<=faglig)(?=direktør|chef|leder|koordinator|konsulent)", " ", words)
        for short, full in _SHORT.items():
            if short in words:
                words = re.sub(rf"(?<!\w){re.escape(short)}\s*", f"{full} ", words)
        concept = self._roles.get(folded(text)) or self._roles.get(folded(words))
        return Term(concept.label, concept.code) if concept else Term(words.strip())

    def sector(self, role: Term) -> str:
        """The class of organisation that this office represents by itself ("Region", "Municipality", ""): a council member, the council's region."""
        concept = self._roles.get(folded(role.label)) or next((one for one in self._heads if folded(role.label).endswith(folded(one.label))), None)
        return concept.flag("officeIn").removeprefix(KG) if concept else ""

    def held_in(self, role: Term) -> tuple[str, ...]:
        """The IRIs of the organisations that have this office, for one that only some have (rådmand)."""
        concept = self._roles.get(folded(role.label))
        return concept.all("heldIn") if concept else ()

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def function(self, text: str) -> Term | None:
        """The office that a wording names, also with whose it is ("udvalgets formand"), which one ("1. suppleant") or of which level."""
        concept = self._office(folded(text).strip(" :")) or self._office(office_words.core(folded(text).strip(" :")))
        if concept:
            return Term(concept.label, concept.code)
        level, _, office = text.strip(" :").partition(" ")
        chair = self._functions.get(folded(office)) if folded(level) in office_words.LEVELS else None
        return Term(f"{level.lower()} {chair.label}") if chair and chair.flag("chairs") else None

    def _office(self, wording: str) -> Concept | None:
        spelt = (wording, wording.strip("."), f"{wording}.")  # "kommunal fmd" with and without its stop
        return next(filter(None, map(self._functions.get, spelt)), None)

    def chairs(self, function: Term) -> bool:
        concept = self._functions.get(folded(function.label.rpartition(" ")[2])) or self._functions.get(folded(function.label))
        return bool(concept and concept.flag("chairs"))

    def deputises(self, function: Term) -> bool:
        return function.code in ("suppleant", "stedfortraeder")

    def party(self, text: str) -> str:
        """The ballot letter of a party named by letter or name; "" for neither.

        >>> lexicon().party("Ø"), lexicon().party("Socialdemokratiet"), lexicon().party("Kommune")
        ('Ø', 'A', '')
        """
        bare = text.strip(" .,()")
        return bare if bare in self._letters else self._parties.get(folded(bare), "")

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def cue(self, text: str) -> Cue | None:
        """The label that a line is, or begins with before a colon.

        >>> lexicon().cue("Afbud: Ole Vind"), lexicon().cue("Beslutning").code, lexicon().cue("Beslutningen blev")
        (Cue(code='absentees', end=6), 'decision', None)
        """
        listed = self.listed_cue(text)
        made = None if listed else label_words.read(text)
        return Cue(*made) if made else listed

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def listed_cue(self, text: str) -> Cue | None:
        """A label that the vocabulary lists as a whole, not one known by its words alone."""
        found = self._cue_pattern.match(text)
        after = _BEHIND_CUE.match(text, found.end()) if found else None
        return Cue(self._cues[folded(found.group(1))], after.end()) if found and after else None

    def label(self, text: str) -> str:
        """The code of a listed label that is all of a text ("Deltagere:"); "" for another text."""
        cue = self.listed_cue(text)
        return cue.code if cue and cue.end >= len(text) else ""

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def capital_cue(self, text: str) -> Cue | None:
        """A label in capitals before what it announces, without a colon.

        >>> lexicon().capital_cue("STED Rådhuset").code, lexicon().capital_cue("Sted Rådhuset"), lexicon().capital_cue("REFERAT Klyngen")
        ('place', None, None)
        """
        found = self._cue_pattern.match(text)
        if not found or not re.match(r"\s+\w*[a-zæøå\d]", text[found.end() :]) or not found.group(1).isupper():
            return None
        code = self._cues[folded(found.group(1))]
        if code in _OF_PEOPLE and text.isupper():
            return None  # "REFERAT AF 7. MØDE I …" is a title
        return Cue(code, found.end()) if code in _IN_CAPITALS else None

    def cue_words(self, code: str) -> str:
        """The wordings of one cue, as an alternation for patterns."""
        return _cue_words(code)

    def is_cue(self, text: str, code: str) -> bool:
        return self._cues.get(folded(text).strip(" .:*")) == code


_IN_CAPITALS = frozenset(
    {"attendees", "further-attendees", "absentees", "substitutes", "chair", "secretary", "date", "start", "end", "place", "case-number"}
)

_OF_PEOPLE = frozenset({"attendees", "further-attendees", "absentees", "substitutes", "chair", "secretary"})


@cache
def _cue_words(code: str) -> str:
    return pattern(label for concept in scheme("cue") if concept.code == code for label in concept.labels)


@cache
def lexicon() -> Lexicon:
    """The one lexicon of this process."""
    return Lexicon()
